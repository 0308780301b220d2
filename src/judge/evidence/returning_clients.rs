//! # Question
//! Do the clients of the incident have an ordinary life here: were they here before, do they come
//! back, or did they complete something?
//!
//! # Measure
//! Share of the incident's page requests by clients that were served more than one thing at an ordinary
//! time, half an hour or more away from this and all other incidents, or that sign in, or that send
//! something and are then given another page; the same in the baseline, each client apart from its own
//! window.
//!
//! # Speaks for
//! As large as usual: people, against attack. Small: attack, weakly, but only where the log goes on for
//! a day, in which they could have come back; else it says nothing, because surges bring newcomers too.
//!
//! # What can fool it
//! A first day, or a link from elsewhere, brings people who are never seen again. Providers that give
//! out new addresses every night: the baseline's share says how many can be recognised. A botnet that
//! browsed beforehand.
//!
//! # Not computable when
//! Fewer than 30 clients on either side, less than an hour of ordinary time apart from the incident,
//! no other day to compare with, or a baseline whose own clients are hardly ever seen again.
//!
//! # References
//! Evidence T15; after Jung, Krishnamurthy, Rabinovich, WWW 2002 (clients seen before); Goldstein et
//! al. 2008 (history of sources).

use super::super::facts::Facts;
use super::super::judgement::{Answer, BaselineKind, Hypothesis, Unit};
use super::super::profile::Profile;
use super::{Test, answer, figure, graded, share_figure};
use crate::base::time::{DAY_US, HOUR_US, MINUTE_US, Window};

/// Clients below which their share is chance.
pub(in crate::judge) const CLIENTS_MIN: usize = 30;
/// Share of the baseline's page requests whose clients must be recognisable.
pub(in crate::judge) const USUAL_MIN: f64 = 0.15;
/// How soon another page follows what was sent, if that was accepted.
pub(in crate::judge) const COMPLETED_US: i64 = MINUTE_US;

pub(super) const TEST: Test = Test {
    name: "returning_clients",
    number: "T15",
    family: "identity",
    query: "returning-clients",
    source: include_str!("returning_clients.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let window = facts.found.window;
    let (earlier, later) = facts.presence.time_apart(window);
    let other_day = matches!(facts.baseline.kind, BaselineKind::SameSlot | BaselineKind::Given);
    if !other_day || earlier + later < HOUR_US {
        return Answer::NotComputable("no_other_time");
    }
    if facts.incident.len() < CLIENTS_MIN || facts.before.len() < CLIENTS_MIN {
        return Answer::NotComputable("few_clients");
    }
    let (known, all) = count(facts, &facts.incident, |_| window);
    let (known_before, before) = count(facts, &facts.before, |profile| own_window(facts, profile));
    let usual = known_before / before.max(1.0);
    if usual < USUAL_MIN {
        return Answer::NotComputable("nobody_returns");
    }
    let ratio = known / all.max(1.0) / usual;
    let same = graded(ratio, 0.6, 0.9, 0.4);
    let gone = if later >= DAY_US { graded(ratio, 0.3, 0.05, 0.2) } else { 0.0 };
    answer(
        [
            share_figure("returning", known, all),
            share_figure("returning_before", known_before, before),
            figure("returning_ratio", ratio, Unit::Ratio),
        ],
        [
            (Hypothesis::Attack, gone - same),
            (Hypothesis::Crawl, (gone - same) * 0.5),
            (Hypothesis::Overload, same * 0.3 - gone * 0.3),
        ],
    )
}

/// Page requests by clients with an ordinary life apart from their window, and all.
fn count(facts: &Facts, profiles: &[Profile], window: impl Fn(&Profile) -> Window) -> (f64, f64) {
    let known = |profile: &&Profile| {
        facts.presence.elsewhere(profile.subscriber, window(profile)) || completes(facts, profile)
    };
    let pages = |profile: &Profile| f64::from(profile.pages);
    (profiles.iter().filter(known).map(pages).sum(), profiles.iter().map(pages).sum())
}

/// The window of the baseline in which a profile was measured.
fn own_window(facts: &Facts, profile: &Profile) -> Window {
    let row = profile.rows.first().map_or(0, |&row| row as usize);
    let first = facts.ground.service.arrival_us.get(row).copied().unwrap_or(0);
    let windows = &facts.baseline.windows;
    windows.iter().copied().find(|window| window.contains(first)).unwrap_or(facts.found.window)
}

/// Does the client sign in, or send something and get another page for it?
fn completes(facts: &Facts, profile: &Profile) -> bool {
    let service = &facts.ground.service;
    let posts = |row: usize| {
        let method = facts.ground.names.methods.get(service.method[row] as usize);
        method.is_some_and(|method| method == "POST") && matches!(service.status[row], 200..=399)
    };
    let mut sent: Option<(i64, u32)> = None;
    profile.rows.iter().any(|&row| {
        let row = row as usize;
        let (now, path) = (service.arrival_us[row], service.path[row]);
        let given = service.status[row] == 200 && !facts.ground.outcomes[row].is_failure();
        let next = sent.is_some_and(|(then, from)| from != path && now - then <= COMPLETED_US);
        if posts(row) {
            sent = Some((now, path));
            return service.is_signed_in(row);
        }
        service.is_signed_in(row) || (given && next)
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn regulars_who_all_come_at_once_are_known() {
        let answer = about(&Crowd::ordinary().regulars(60).world(), run);
        assert!(figure(&answer, "returning_ratio") > 0.9, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) < -0.2);
    }

    #[test]
    fn a_botnet_is_not_and_neither_are_a_few_hosts() {
        for (bots, rate) in [(600, 0.02), (8, 1.0)] {
            let answer = about(&Crowd::ordinary().flood(bots, rate, "/").world(), run);
            assert!(figure(&answer, "returning_ratio") < 0.4, "{answer:?}");
            assert_eq!(weight(&answer, Hypothesis::Attack), 0.0, "the log ends soon after");
        }
    }

    #[test]
    fn newcomers_who_log_in_complete_something_and_a_login_flood_does_not() {
        let answer = about(&Crowd::ordinary().newcomers_log_in(200).world(), run);
        assert!(figure(&answer, "returning_ratio") > 0.9, "{answer:?}");
        let answer = about(&Crowd::ordinary().login_flood(600).world(), run);
        assert!(figure(&answer, "returning_ratio") < 0.6, "{answer:?}");
    }

    #[test]
    fn without_another_day_nobody_can_have_come_back() {
        assert!(not_computable(&about(&Crowd::first_day().visitors(60).world(), run)));
    }
}
