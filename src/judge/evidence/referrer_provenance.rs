//! # Question
//! Where do clients say that they come from when they first ask for a page?
//!
//! # Measure
//! First page of each client that had not been here in the two hours before: share whose referer names
//! another site, counting only sites that send at least three clients; share whose referer names this
//! site although the client had been given nothing; both in the baseline. This site is what most
//! referers of the baseline name.
//!
//! # Speaks for
//! More than usual from elsewhere: a link or a portal sent people, overload. Many more than usual that
//! claim to come from this site: attack.
//!
//! # What can fool it
//! Referers are what clients say: tools forge them, applications and private windows send none. A log-in
//! that goes over another host of the same site claims it rightly, and so do people who left a page open
//! for longer than two hours.
//!
//! # Not computable when
//! There is no baseline, the log carries no referers, or fewer than 30 clients came on either side.
//!
//! # References
//! Evidence T17; Wendell & Freedman, IMC 2011 (flash crowds follow links); RFC 9110 §10.1.3.

use std::collections::{BTreeMap, BTreeSet};

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis};
use super::super::profile::Profile;
use super::super::steps::pages;
use super::{Test, answer, graded, share_figure};
use crate::ask::service::NO_TEXT;
use crate::base::target::host_of_url;
use crate::base::time::{HOUR_US, Window};

/// Clients below which their share is chance.
pub(in crate::judge) const CLIENTS_MIN: f64 = 30.0;
/// Whoever came in this time before a window may still be on a page of the site.
pub(in crate::judge) const RECENT_US: i64 = 2 * HOUR_US;
/// Clients that a site must send before it is believed: forged referers are drawn at random.
pub(in crate::judge) const SENT_MIN: usize = 3;

pub(super) const TEST: Test = Test {
    name: "referrer_provenance",
    number: "T17",
    family: "content",
    query: "first-referers",
    source: include_str!("referrer_provenance.rs"),
    run,
};

/// First pages: from other sites, claiming this site, and all.
#[derive(Default)]
struct Firsts {
    elsewhere: f64,
    claimed: f64,
    all: f64,
}

fn run(facts: &Facts) -> Answer {
    if !facts.has_baseline() {
        return Answer::NotComputable("no_baseline");
    }
    let Some(own) = own_host(facts) else { return Answer::NotComputable("no_referers") };
    let now = firsts(facts, &facts.incident, &[facts.lead], own);
    let before = firsts(facts, &facts.before, &facts.baseline.windows, own);
    if now.all < CLIENTS_MIN || before.all < CLIENTS_MIN {
        return Answer::NotComputable("few_clients");
    }
    let share = |part: f64, all: f64| part / all;
    let sent = share(now.elsewhere, now.all) - share(before.elsewhere, before.all);
    let claimed = share(now.claimed, now.all) - share(before.claimed, before.all);
    let led = graded(sent, 0.1, 0.4, 0.25);
    let forged = graded(claimed, 0.15, 0.5, 0.2);
    answer(
        [
            share_figure("elsewhere", now.elsewhere, now.all),
            share_figure("elsewhere_before", before.elsewhere, before.all),
            share_figure("claimed", now.claimed, now.all),
            share_figure("claimed_before", before.claimed, before.all),
        ],
        [
            (Hypothesis::Attack, forged - led),
            (Hypothesis::Crawl, -led),
            (Hypothesis::Overload, led - forged * 0.5),
        ],
    )
}

fn host<'n>(facts: &'n Facts, referer: u32) -> Option<&'n str> {
    facts.ground.names.referers.get(referer as usize).and_then(|text| host_of_url(text))
}

/// The host that most referers of the baseline name.
fn own_host<'f>(facts: &'f Facts) -> Option<&'f str> {
    let mut referers: BTreeMap<u32, u64> = BTreeMap::new();
    for row in facts.baseline_rows() {
        *referers.entry(facts.ground.service.referer[row]).or_default() += 1;
    }
    let mut hosts: BTreeMap<&str, u64> = BTreeMap::new();
    for (referer, count) in referers {
        if let Some(host) = host(facts, referer) {
            *hosts.entry(host).or_default() += count;
        }
    }
    hosts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0))).map(|(host, _)| host)
}

/// Subscribers that came in the hours before a window.
fn recent(facts: &Facts, window: Window) -> BTreeSet<u32> {
    let rows =
        facts.ground.service.range(Window::new(window.start_us - RECENT_US, window.start_us));
    rows.map(|row| facts.ground.subscribers.get(facts.ground.service.client[row])).collect()
}

/// Profiles lie in one of the windows each.
fn firsts(facts: &Facts, profiles: &[Profile], windows: &[Window], own: &str) -> Firsts {
    let mut firsts = Firsts::default();
    let mut senders: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    let recent: Vec<(Window, BTreeSet<u32>)> =
        windows.iter().map(|window| (*window, recent(facts, *window))).collect();
    for profile in profiles {
        let Some(first) = pages(facts.ground, profile).next() else { continue };
        let own_window = recent.iter().find(|(window, _)| window.contains(first.at_us));
        if own_window.is_some_and(|(_, recent)| recent.contains(&profile.subscriber)) {
            continue;
        }
        let referer = facts.ground.service.referer[first.row];
        firsts.all += 1.0;
        match host(facts, referer).filter(|_| referer != NO_TEXT) {
            Some(host) if host == own => firsts.claimed += 1.0,
            Some(host) => {
                senders.entry(host).or_default().insert(profile.subscriber);
            }
            None => {}
        }
    }
    let believed = senders.values().map(BTreeSet::len).filter(|&sent| sent >= SENT_MIN);
    firsts.elsewhere = believed.map(|sent| sent as f64).sum();
    firsts
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn a_link_that_is_shared_sends_people() {
        let answer = about(&Crowd::ordinary().sent_by("https://social.example/", 400).world(), run);
        assert!(figure(&answer, "elsewhere") > 0.5, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) < -0.1);
        assert!(weight(&answer, Hypothesis::Overload) > 0.1);
    }

    #[test]
    fn claiming_this_site_without_having_been_there_is_forged() {
        let answer = about(&Crowd::ordinary().sent_by("https://www.example/", 400).world(), run);
        assert!(figure(&answer, "claimed") > 0.4, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.1);
    }

    #[test]
    fn sites_drawn_at_random_send_nobody() {
        let answer = about(&Crowd::ordinary().sent_by("random", 400).world(), run);
        assert!(figure(&answer, "elsewhere") < 0.3, "{answer:?}");
        assert_eq!(weight(&answer, Hypothesis::Overload), 0.0);
    }

    #[test]
    fn a_log_without_referers_or_baseline_cannot_tell() {
        assert!(not_computable(&about(&Crowd::bare().visitors(60).world(), run)));
        assert!(not_computable(&about(&Crowd::first_day().visitors(60).world(), run)));
    }
}
