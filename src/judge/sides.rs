//! Both sides of an incident in small tables for the report: where clients come from, how fast they
//! ask.

use std::collections::BTreeMap;

use crate::base::class::Territory;
use crate::base::stats::proportion::share;
use crate::base::stats::spread::{quantile, sorted};
use crate::base::time::minute_of;

use super::facts::Facts;
use super::profile::Profile;

/// Countries listed at most.
const COUNTRIES: usize = 15;

/// Share of requests by country in the incident and in the baseline, largest first.
pub fn countries(facts: &Facts) -> Vec<(String, f64, Option<f64>)> {
    let (now, total) = by_country(facts, facts.rows());
    let (before, total_before) = by_country(facts, facts.baseline_rows());
    let mut rows: Vec<(String, f64, Option<f64>)> = now
        .iter()
        .map(|(country, count)| {
            let earlier = before.get(country).copied().unwrap_or(0.0);
            ((*country).to_owned(), count / total, share(earlier, total_before))
        })
        .collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    rows.truncate(COUNTRIES);
    rows
}

fn by_country<'a>(
    facts: &'a Facts,
    rows: impl Iterator<Item = usize>,
) -> (BTreeMap<&'a str, f64>, f64) {
    let mut clients: Vec<u32> = rows.map(|row| facts.ground.service.client[row]).collect();
    let total = clients.len() as f64;
    clients.sort_unstable();
    let mut counts = BTreeMap::new();
    for same in clients.chunk_by(|one, next| one == next) {
        let client = same.first().and_then(|code| facts.ground.names.clients.get(*code as usize));
        let country = client.and_then(|client| client.country.as_deref()).unwrap_or("??");
        *counts.entry(country).or_default() += same.len() as f64;
    }
    (counts, total)
}

/// Shares of clients at which rates are given: a curve to draw, close where the fastest are.
const SHARES: [f64; 22] = [
    0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85,
    0.9, 0.95, 0.99, 0.999, 1.0,
];

/// Requests per active minute and client: (share of clients, incident, baseline).
pub fn client_rates(facts: &Facts) -> Vec<(f64, f64, Option<f64>)> {
    let now = rates(facts, &facts.incident);
    let before = rates(facts, &facts.before);
    SHARES
        .iter()
        .filter_map(|&share| Some((share, quantile(&now, share)?, quantile(&before, share))))
        .collect()
}

fn rates(facts: &Facts, profiles: &[Profile]) -> Vec<f64> {
    let minute = |row: &u32| minute_of(facts.ground.service.arrival_us[*row as usize]);
    sorted(
        profiles
            .iter()
            .map(|profile| {
                let active = profile.rows.chunk_by(|a, b| minute(a) == minute(b)).count();
                f64::from(profile.requests()) / active.max(1) as f64
            })
            .collect(),
    )
}

/// Share of the incident's requests from outside the home country, by each country database.
pub fn foreign_by_database(facts: &Facts) -> Vec<Option<f64>> {
    (0..facts.conditions.country_databases).map(|index| foreign(facts, index)).collect()
}

fn foreign(facts: &Facts, database: usize) -> Option<f64> {
    let (mut abroad, mut placed) = (0.0, 0.0);
    for row in facts.rows() {
        let client = facts.ground.names.clients.get(facts.ground.service.client[row] as usize)?;
        let territory = match database.checked_sub(1) {
            None => client.territory,
            Some(other) => client.territory_elsewhere.get(other).copied()?,
        };
        if territory != Territory::Unknown {
            placed += 1.0;
            abroad += f64::from(territory.is_foreign());
        }
    }
    share(abroad, placed)
}
