//! The conditions of an incident, as far as validation knows such: read off the account and the judgement.

use std::collections::BTreeMap;

use crate::base::account::Account;
use crate::base::time::DAY_US;
use crate::judge::judgement::{Incident, Judgement};
use crate::judge::validation::Conditions;

/// The conditions that an incident was judged under.
pub fn conditions(account: &Account, judgement: &Judgement, incident: &Incident) -> Conditions {
    let service = judgement.services.iter().find(|service| service.service == incident.service);
    let first = service
        .and_then(|service| service.hours.first())
        .map_or(incident.window.start_us, |hour| hour.0);
    Conditions {
        format: format(account, service.map_or(&[], |service| &service.exhibits)),
        durations: incident.minutes.iter().any(|minute| minute.p95_us.is_some()),
        history_days: (incident.window.start_us - first).max(0) / DAY_US,
    }
}

/// The format that most requests of a service were read as, by its exhibits and how many each holds.
fn format(account: &Account, exhibits: &[(u32, u64)]) -> String {
    let mut requests: BTreeMap<&str, u64> = BTreeMap::new();
    for (index, count) in exhibits {
        if let Some(exhibit) = account.exhibits.get(*index as usize) {
            *requests.entry(exhibit.format).or_default() += count;
        }
    }
    let most = requests.into_iter().rev().max_by_key(|(_, requests)| *requests);
    most.map(|(format, _)| format.to_owned()).unwrap_or_default()
}
