//! What a run may fix by hand, and the few facts about the run that gates depend on.

use crate::base::account::{Account, Exhibit, Stamp, ZoneOrigin};
use crate::base::time::Window;

use super::claim::ledger::Statements;
use super::said::Said;

/// Overrides from the command line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// Judge this window of every service instead of searching.
    pub window: Option<Window>,
    /// Compare with this window instead of choosing.
    pub baseline: Option<Window>,
    /// Put these claims to the logs.
    pub claims: Option<Statements>,
}

/// What the gates need to know of how the logs were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Conditions {
    /// Share of non-blank lines that became requests.
    pub coverage: f64,
    /// Was an exhibit damaged?
    pub damaged: bool,
    /// Days between the log and the nearest country database.
    pub database_days: Option<i64>,
    /// Do the time stamps mark arrivals (or can arrivals be computed)?
    pub stamp: Stamp,
    /// Number of country databases whose answers can be compared.
    pub country_databases: usize,
    /// Do addresses of clients come from a header of a proxy? They are true only if the proxy sets it.
    pub header_clients: bool,
    /// Share of the requests whose clients are proxies: few internal addresses, or those of content
    /// delivery networks.
    pub proxied: f64,
    /// Do stamps carry no zone, and none was given?
    pub zone_assumed: bool,
    /// Was the unit of a duration, or the like, inferred from the lines?
    pub inferred: bool,
    /// What error logs say.
    pub said: Said,
    /// Share of the requests that an earlier exhibit holds too and that were not left out.
    pub repeated: f64,
}

impl Conditions {
    /// Reads them off the account of a run. `database_days` is the distance of the primary country
    /// database from the span of the log.
    pub fn of(account: &Account, database_days: Option<i64>) -> Self {
        let read = account.total.requests as f64;
        let lines = read + account.total.unread() as f64;
        // Error logs have stamps of their own, and their own words for what those mark.
        let logs = || account.exhibits.iter().filter(|exhibit| exhibit.accounting.requests > 0);
        let stamps: Vec<Stamp> = logs().map(|exhibit| exhibit.stamp).collect();
        Self {
            coverage: if lines > 0.0 { read / lines } else { 1.0 },
            damaged: account.exhibits.iter().any(|exhibit| exhibit.damage.is_some())
                || account.archives.iter().any(|archive| archive.damage.is_some()),
            database_days,
            stamp: stamps
                .first()
                .copied()
                .filter(|first| stamps.iter().all(|s| s == first))
                .unwrap_or(Stamp::Unknown),
            header_clients: account.exhibits.iter().any(|exhibit| exhibit.health.trusted > 0),
            proxied: 0.0,
            zone_assumed: logs().any(is_assumed),
            inferred: account.exhibits.iter().any(|exhibit| exhibit.inferred.is_some()),
            repeated: repeated(account),
            said: said(account),
            country_databases: account
                .databases
                .iter()
                .filter(|d| d.holds.contains("country"))
                .count(),
        }
    }
}

fn said(account: &Account) -> Said {
    let spoken = account.exhibits.iter().filter(|exhibit| exhibit.accounting.events > 0);
    Said::of(&account.noted, spoken.filter_map(Exhibit::covers_us))
}

fn is_assumed(exhibit: &Exhibit) -> bool {
    exhibit.zone.as_ref().is_some_and(|zone| zone.origin == ZoneOrigin::Assumed)
}

fn repeated(account: &Account) -> f64 {
    let requests: u64 = account.repeated.iter().map(|(_, _, requests)| requests).sum();
    let kept = if account.deduped { 0 } else { requests };
    kept as f64 / account.total.requests.max(1) as f64
}
