//! Many who fail and never come in, where people cannot be told by their habits: a site that lets in a handful of
//! authors, or an application whose log-ins are all alike. They are measured against those who are let in, and
//! against other days. Sums in, sources out; no crowd is named on a day on which fewer are let in than usual.

use std::collections::{BTreeMap, BTreeSet};

use super::answers::WP_LOGIN;
use super::guessing::PEOPLE;
use super::posters::Poster;
use super::xmlrpc;
use crate::ask::service::Names;
use crate::base::stats::spread::nearest_rank;
use crate::base::time::DAY_US;

/// Sources that fail and never come in, from which they are a crowd.
pub(in crate::judge) const CROWD: usize = 50;
/// Times as many as those who are let in: most who have an account know its password.
pub(in crate::judge) const OUTNUMBERED: usize = 10;
/// Sources let in from which it is known that a door is used.
pub(in crate::judge) const USERS: usize = 5;
/// Times as many as on the median of the other days…
pub(in crate::judge) const JUMP: usize = 5;
/// …of which there are at least two…
pub(in crate::judge) const DAYS: usize = 2;
/// …while at least this share of the usual number is let in: an application that is broken lets in fewer, and so
/// does a morning on which passwords have expired.
pub(in crate::judge) const LET_IN: f64 = 0.8;

/// Is an address known to be the log-in of people, who load what its page brings along?
pub(super) fn is_for_people(names: &Names, path: u32) -> bool {
    let text = names.paths.get(path as usize);
    text.is_some_and(|text| text.ends_with(WP_LOGIN) || text.ends_with(xmlrpc::PATH))
}

/// Came for the log-in alone, failed each time.
fn is_stranger(one: &Poster) -> bool {
    one.is_bare() && one.failed > 0 && one.failed == one.tries
}

/// Those at one endpoint who by far outnumber the few who are let in. `by_hand`: the log-in of people, by its name.
pub(super) fn outnumbering(posters: &[Poster], by_hand: bool) -> Vec<&Poster> {
    let let_in: Vec<&Poster> = posters.iter().filter(|one| one.succeeded > 0).collect();
    let strangers: Vec<&Poster> = posters.iter().filter(|one| is_stranger(one)).collect();
    // People come by a page with style sheets, or have been elsewhere on the site.
    let people = let_in.iter().filter(|one| !one.is_bare()).count();
    let known = by_hand || (let_in.len() >= USERS && people * 2 > let_in.len());
    let few = let_in.len() < PEOPLE;
    let many = strangers.len() >= CROWD && strangers.len() >= OUTNUMBERED * let_in.len();
    // Who came as they did and was let in at last is one of them.
    let is_guess = |one: &&Poster| one.is_bare() && one.failed > 0 && 2 * one.failed >= one.tries;
    let called = || posters.iter().filter(is_guess).collect();
    if known && few && many { called() } else { Vec::new() }
}

/// Sums of a day.
#[derive(Debug, Clone, Copy, Default)]
struct Day {
    strangers: usize,
    let_in: usize,
}

/// Those at one endpoint who come on a day on which far more fail for good than on others, and as many as ever are let in.
pub(super) fn jumping(posters: &[Poster]) -> Vec<&Poster> {
    let mut days: BTreeMap<i64, Day> = BTreeMap::new();
    for one in posters {
        let day = days.entry(one.first_us.div_euclid(DAY_US)).or_default();
        day.strangers += usize::from(is_stranger(one));
        day.let_in += usize::from(one.succeeded > 0);
    }
    let jumps: BTreeSet<i64> =
        days.iter().filter(|(date, day)| is_jump(&days, **date, **day)).map(|one| *one.0).collect();
    let called =
        |one: &&Poster| is_stranger(one) && jumps.contains(&one.first_us.div_euclid(DAY_US));
    posters.iter().filter(called).collect()
}

fn is_jump(days: &BTreeMap<i64, Day>, date: i64, day: Day) -> bool {
    // Few days have a crowd: the others need no comparison.
    if day.strangers < CROWD || day.strangers < day.let_in {
        return false;
    }
    let others = days.iter().filter(|(other, _)| **other != date).map(|(_, day)| *day);
    let used: Vec<Day> = others.filter(|day| day.let_in >= PEOPLE).collect();
    let median = |value: fn(&Day) -> usize| {
        let mut values: Vec<i64> = used.iter().map(|day| value(day) as i64).collect();
        nearest_rank(&mut values, 0.5).unwrap_or(0)
    };
    let (usual, let_in) = (median(|day| day.strangers), median(|day| day.let_in));
    used.len() >= DAYS
        && day.strangers as i64 >= JUMP as i64 * usual
        && day.let_in as f64 >= LET_IN * let_in as f64
}

#[cfg(test)]
mod tests {
    use super::super::super::sample::{BROWSER, Site};
    use crate::judge::judgement::IntrusionKind::{self, CredentialStuffing};

    const DAY_S: f64 = 86_400.0;

    fn told(site: &Site) -> Vec<(IntrusionKind, u64)> {
        let campaigns = site.found().campaigns;
        campaigns.iter().map(|one| (one.kind, one.sources)).collect()
    }

    /// Strangers who try one password or two each within a day, the third of the log.
    fn strangers(site: &mut Site, count: u32, path: &str, answer: impl Fn(u32) -> (i16, i64)) {
        for k in 0..count {
            let client = format!("198.51.{}.{}", k / 200, k % 200);
            for again in 0..1 + k % 2 {
                let at_s = 2.0 * DAY_S + 100.0 * f64::from(k % 800) + 7.0 * f64::from(again);
                site.ask((at_s, &client, BROWSER), ("POST", path), answer(k));
            }
        }
    }

    /// Three days of a blog: people read, three authors log in.
    fn blog(seed: u64) -> Site {
        let mut site = Site::new(seed);
        for visit in 0..600 {
            let (at_s, client) = (f64::from(visit) * 430.0, format!("192.0.2.{}", visit % 200));
            site.get((at_s, &client, BROWSER), "/", (200, 9000));
            site.get((at_s + 1.0, &client, BROWSER), "/style.css", (200, 900));
        }
        for visit in 0..12 {
            let client = format!("192.0.2.{}", visit % 3);
            let who = |later: f64| (f64::from(visit) * 20_000.0 + later, client.as_str(), BROWSER);
            site.get(who(0.0), "/style.css", (200, 900));
            site.ask(who(9.0), ("POST", "/wp-login.php"), (302, 0));
            site.get(who(10.0), "/wp-admin/", (200, 30_000));
            site.get(who(20.0), "/wp-admin/edit.php", (200, 40_000));
        }
        site
    }

    #[test]
    fn strangers_outnumber_the_authors_of_a_blog() {
        let form_again = |k: u32| (200, 7300 + i64::from(k % 100));
        let mut site = blog(31);
        strangers(&mut site, 200, "/wp-login.php", form_again);
        assert_eq!(told(&site), [(CredentialStuffing, 200)]);
        let mut few = blog(32);
        strangers(&mut few, 30, "/wp-login.php", form_again);
        assert_eq!(told(&few), []);
    }

    #[test]
    fn faults_at_the_interface_for_programs_are_wrong_passwords_and_pingbacks_are_none() {
        let mut site = blog(33);
        strangers(&mut site, 200, "/xmlrpc.php", |_| (200, 403));
        assert_eq!(told(&site), [(CredentialStuffing, 200)]);
        let mut pingbacks = blog(34);
        strangers(&mut pingbacks, 200, "/xmlrpc.php", |_| (200, 370));
        assert_eq!(told(&pingbacks), []);
    }

    /// Three days of an application: it logs in by itself, one in eight with an old password first. On the
    /// third day so many of a hundred are let in.
    fn application(seed: u64, let_in: u32) -> Site {
        let mut site = Site::new(seed);
        for k in 0..600 {
            let (day, client) = (k / 200, format!("192.0.{}.{}", k / 200, k % 200));
            let who = |later: f64| {
                let at_s = f64::from(day) * DAY_S + 400.0 * f64::from(k % 200) + later;
                (at_s, client.as_str(), "app/4")
            };
            if k % 8 == 0 {
                site.ask(who(0.0), ("POST", "/api/login"), (401, 80));
            }
            if day < 2 || k % 100 < let_in {
                site.ask(who(9.0), ("POST", "/api/login"), (200, 900));
                site.get(who(10.0), "/api/me", (200, 700));
                site.get(who(15.0), "/api/notes", (200, 1700));
            } else {
                site.ask(who(9.0), ("POST", "/api/login"), (401, 80));
            }
        }
        site
    }

    #[test]
    fn strangers_of_one_day_are_told_from_an_application_that_is_broken() {
        let mut site = application(35, 100);
        strangers(&mut site, 300, "/api/login", |_| (401, 80));
        assert_eq!(told(&site), [(CredentialStuffing, 300)]);
        assert_eq!(told(&application(36, 100)), []);
        // Three in four are not let in any more: no strangers, but an application that is broken.
        assert_eq!(told(&application(37, 25)), []);
    }

    #[test]
    fn several_who_mistype_at_once_behind_one_address_are_people() {
        let mut site = blog(38);
        for k in 0..30 {
            let at_s = 100_000.0 + f64::from(k) * 5.0;
            site.get((at_s, "203.0.113.7", BROWSER), "/style.css", (304, 0));
            site.get((at_s + 0.1, "203.0.113.7", BROWSER), &format!("/page/{k}"), (200, 900));
            site.ask((at_s + 2.0, "203.0.113.7", BROWSER), ("POST", "/wp-login.php"), (200, 7300));
        }
        assert_eq!(told(&site), []);
    }

    #[test]
    fn the_second_step_of_a_single_sign_on_is_going_on() {
        let mut site = Site::new(39);
        for k in 0..200 {
            let client = format!("192.0.2.{k}");
            let who = |later: f64| (f64::from(k) * 900.0 + later, client.as_str(), BROWSER);
            site.get(who(0.0), "/style.css", (200, 900));
            if k % 4 == 0 {
                site.ask(who(5.0), ("POST", "/idp/sso"), (200, 6500 + i64::from(k % 50)));
            }
            site.ask(who(20.0), ("POST", "/idp/sso"), (200, 15_000 + i64::from(k % 50)));
            site.ask(who(21.0), ("POST", "/saml/consume"), (302, 0));
            site.get(who(22.0), "/my/", (200, 9000));
        }
        let found = site.found();
        let rows = || found.attempts.rows.iter();
        assert_eq!(rows().filter(|row| row.answer == "failed").count(), 50);
        assert_eq!(rows().filter(|row| row.answer == "unclear").count(), 0);
    }
}
