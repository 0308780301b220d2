//! The conditions of an incident, as far as validation knows such: read off the account and the judgement.

use std::collections::BTreeMap;

use crate::base::account::Account;
use crate::base::time::DAY_US;
use crate::judge::judgement::{Incident, Judgement};
use crate::judge::validation::Conditions;

/// The conditions that an incident was judged under.
pub fn conditions(account: &Account, judgement: &Judgement, incident: &Incident) -> Conditions {
    let first = judgement
        .services
        .iter()
        .find(|service| service.service == incident.service)
        .and_then(|service| service.hours.first())
        .map_or(incident.window.start_us, |hour| hour.0);
    Conditions {
        format: format(account),
        durations: incident.minutes.iter().any(|minute| minute.p95_us.is_some()),
        history_days: (incident.window.start_us - first).max(0) / DAY_US,
    }
}

/// The format that most requests were read as.
fn format(account: &Account) -> String {
    let mut requests: BTreeMap<&str, u64> = BTreeMap::new();
    for exhibit in &account.exhibits {
        *requests.entry(exhibit.format).or_default() += exhibit.accounting.requests;
    }
    let most = requests.into_iter().rev().max_by_key(|(_, requests)| *requests);
    most.map(|(format, _)| format.to_owned()).unwrap_or_default()
}
