//! Attempts to get in: a question apart from the outage. Here only what names itself: scanners by
//! their agents. Attempts are not successes, and every public address receives some.

use crate::ask::service::{Names, Service};
use crate::base::class::AgentClass;
use crate::base::time::Window;

use super::judgement::Intrusion;

/// Requests below which scanning is background noise that is not reported.
pub(in crate::judge) const REQUESTS: usize = 20;

/// Scans by declared scanners over all services.
pub fn intrusion(services: &[Service], names: &Names) -> Vec<Intrusion> {
    let is_scanner = |agent: u32| {
        names.agents.get(agent as usize).is_some_and(|agent| agent.class == AgentClass::Scanner)
    };
    let mut scans: Vec<(i64, u32)> = services
        .iter()
        .flat_map(|service| {
            (0..service.len())
                .filter(|&row| is_scanner(service.agent[row]))
                .map(|row| (service.arrival_us[row], service.client[row]))
        })
        .collect();
    scans.sort_unstable();
    let (Some(first), Some(last)) = (scans.first(), scans.last()) else { return Vec::new() };
    if scans.len() < REQUESTS {
        return Vec::new();
    }
    let window = Window::new(first.0, last.0);
    let sources: std::collections::BTreeSet<u32> = scans.iter().map(|scan| scan.1).collect();
    vec![Intrusion {
        kind: "vulnerability_scan",
        requests: scans.len() as u64,
        sources: sources.len() as u64,
        window,
    }]
}
