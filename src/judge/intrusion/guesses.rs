//! Guesses at passwords gathered into campaigns: one for each endpoint and stretch of time. Log-ins of
//! all services in, groups of guesses out.

use std::collections::BTreeMap;

use super::found::Looked;
use super::group::{OVER_US, REQUESTS};
use super::sources::Shot;
use crate::ask::service::Service;

/// Groups of guesses, in order of service and endpoint.
pub(super) fn groups(services: &[Service], looked: &[Looked]) -> Vec<Vec<Shot>> {
    let mut endpoints: BTreeMap<(u32, u32), Vec<Shot>> = BTreeMap::new();
    for ((index, service), Looked { logins, .. }) in (0u32..).zip(services).zip(looked) {
        let guesses = logins.tries.iter().zip(&logins.guesses).filter(|(_, guess)| **guess);
        for (one, _) in guesses {
            let row = one.row as usize;
            endpoints.entry((index, one.endpoint)).or_default().push(Shot {
                service: index,
                row: one.row,
                at_us: service.arrival_us.get(row).copied().unwrap_or(0),
                subscriber: one.subscriber,
                agent: service.agent.get(row).copied().unwrap_or(0),
                path: one.endpoint,
                number: None,
                seen: None,
            });
        }
    }
    // Rows are in order of arrival already.
    let parts = endpoints.values().flat_map(|shots| {
        shots.chunk_by(|a, b| b.at_us - a.at_us <= OVER_US).filter(|part| part.len() >= REQUESTS)
    });
    parts.map(<[Shot]>::to_vec).collect()
}
