//! Pages asked for again: after they had been given, after they had failed, or of one's own accord. In: the
//! page requests of one client, in order. Out: counts.

use std::collections::BTreeMap;

use crate::ask::service::Service;
use crate::base::time::SECOND_US;

use super::fingerprint::{INSISTS, STUBBORN};
use super::outcome::Outcome;

/// Asking again for the same page within two minutes.
pub const AGAIN_US: i64 = 120 * SECOND_US;

/// Pages asked for again within [`AGAIN_US`] although they had been given.
pub(super) fn unprovoked(service: &Service, outcomes: &[Outcome], pages: &[u32]) -> u32 {
    let mut again = 0;
    each_page(service, outcomes, pages, |_, before| again += u32::from(before == Before::Given));
    again
}

/// Pages asked for again within [`AGAIN_US`] after they had failed.
pub(super) fn provoked(service: &Service, outcomes: &[Outcome], pages: &[u32]) -> u32 {
    let mut provoked = 0;
    each_page(service, outcomes, pages, |_, before| {
        provoked += u32::from(before == Before::Failed);
    });
    provoked
}

/// What became of the same page when the client asked for it within [`AGAIN_US`] before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It had not asked.
    Unasked,
    /// It was given.
    Given,
    /// It failed.
    Failed,
}

/// Tells of each page request of a client what had become of the same page before.
pub(super) fn each_page(
    service: &Service,
    outcomes: &[Outcome],
    pages: &[u32],
    mut tell: impl FnMut(u32, Before),
) {
    let mut last: BTreeMap<u32, (i64, Before)> = BTreeMap::new();
    for &page in pages {
        let row = page as usize;
        let (path, now) = (service.path[row], service.arrival_us[row]);
        let before = last.get(&path).filter(|(then, _)| now - then <= AGAIN_US);
        tell(page, before.map_or(Before::Unasked, |(_, before)| *before));
        let outcome = if outcomes[row].is_failure() { Before::Failed } else { Before::Given };
        last.insert(path, (now, outcome));
    }
}

/// Requests for a page that no failure of the same page provoked within [`AGAIN_US`], and those after
/// [`STUBBORN`] failures in a row by a client that insists.
pub(super) fn own_accord(
    service: &Service,
    outcomes: &[Outcome],
    pages: &[u32],
    path: u32,
    unprovoked: u32,
) -> u32 {
    let (mut failed, mut own, mut failing) = (None, 0, 0);
    for row in pages.iter().map(|row| *row as usize).filter(|row| service.path[*row] == path) {
        let now = service.arrival_us[row];
        let provoked = failed.is_some_and(|then| now - then <= AGAIN_US);
        own += u32::from(!provoked || (failing >= STUBBORN && unprovoked >= INSISTS));
        let fails = outcomes[row].is_failure();
        failing = if fails { failing + 1 } else { 0 };
        // A failure is known when it is answered.
        failed = fails.then(|| now + service.duration_us[row].max(0));
    }
    own
}

#[cfg(test)]
mod tests {
    use super::super::sample::World;
    use super::*;

    #[test]
    fn what_became_of_the_page_before_is_told_apart() {
        let mut world = World::default();
        let asked =
            [(0, "/", 200), (30, "/", 503), (60, "/", 200), (90, "/b", 200), (300, "/", 200)];
        for (at, page, status) in asked {
            world.ask(f64::from(at), "192.0.2.1", page, status);
        }
        let (service, names) = world.build();
        let outcomes = super::super::outcome::outcomes(&service, &names);
        let pages: Vec<u32> = (0..5).collect();
        let mut told = Vec::new();
        each_page(&service, &outcomes, &pages, |_, before| told.push(before));
        use Before::{Failed, Given, Unasked};
        assert_eq!(told, [Unasked, Given, Failed, Unasked, Unasked]);
        assert_eq!(unprovoked(&service, &outcomes, &pages), 1);
        assert_eq!(provoked(&service, &outcomes, &pages), 1);
    }
}
