//! What is learnt of a site, on small seeded ones: log-ins under addresses that do not say so, answers to
//! nonsense, answers that differ by a few bytes, and readers who take everything.

use super::sample::{BROWSER, Site};
use super::tests::site;
use crate::judge::judgement::IntrusionKind::{
    self, ContentScraping, CredentialStuffing, VulnerabilityScan,
};

fn kinds(site: &Site) -> Vec<IntrusionKind> {
    site.found().campaigns.iter().map(|campaign| campaign.kind).collect()
}

/// Two days on which people enter by `/espace` and read `/membres`, which others are sent away from.
fn unnamed(seed: u64, members_only: bool) -> Site {
    let mut site = Site::new(seed);
    for number in 0..200 {
        let (at_s, client) = (f64::from(number) * 800.0, format!("192.0.2.{number}"));
        let who = |later: f64| (at_s + later, client.as_str(), BROWSER);
        site.get(who(0.0), "/style.css", (200, 900));
        if number % 5 == 0 && members_only {
            site.get(who(1.0), "/membres", (302, 0));
        }
        if number % 6 == 0 {
            site.ask(who(10.0), ("POST", "/espace"), (200, 5300));
        }
        site.ask(who(20.0), ("POST", "/espace"), (302, 0));
        site.get(who(21.0), "/membres", (200, 9000));
    }
    for k in 0..400 {
        let client = format!("198.51.{}.{}", k % 100, k % 250);
        site.ask(
            (100_000.0 + f64::from(k) * 9.0, &client, BROWSER),
            ("POST", "/espace"),
            (200, 5300),
        );
    }
    site
}

#[test]
fn a_log_in_under_any_address_is_learnt_from_what_it_opens() {
    assert_eq!(kinds(&unnamed(1, true)), [CredentialStuffing]);
    // A form that opens nothing is none: its senders may be anybody.
    assert_eq!(kinds(&unnamed(1, false)), []);
}

#[test]
fn redirects_after_either_password_are_told_by_their_size() {
    let mut site = site(2);
    for number in 0..200 {
        let (at_s, client) = (f64::from(number) * 900.0, format!("203.0.113.{number}"));
        let who = |later: f64| (at_s + later, client.as_str(), BROWSER);
        site.get(who(0.0), "/style.css", (200, 900));
        if number % 4 == 0 {
            site.ask(who(5.0), ("POST", "/login/index.php"), (303, 440));
            site.get(who(5.1), "/login/index.php", (200, 6000));
        }
        site.ask(who(20.0), ("POST", "/login/index.php"), (303, 458));
        site.get(who(21.0), "/my/", (200, 9000));
    }
    let found = site.found();
    let of = |answer: &str| {
        let rows = found.attempts.rows.iter().filter(|row| row.answer == answer);
        rows.count()
    };
    assert_eq!(of("unclear"), 0);
    assert!(of("failed") >= 50 && of("succeeded") >= 200);
}

#[test]
fn a_scan_is_found_where_anything_is_answered_with_a_page() {
    for answer in [(200, 3120), (302, 0)] {
        let mut site = site(3);
        for k in 0..200 {
            let known = ["/.git/HEAD", "/.env", "/phpinfo.php", "/backup.zip", "/wp-login.php"];
            let word = format!("/word{k}");
            let target = known.get(k / 30).filter(|_| k % 30 == 3).copied().unwrap_or(&word);
            site.get((90_000.0 + k as f64, "203.0.113.5", BROWSER), target, answer);
        }
        let found = site.found();
        assert_eq!(found.campaigns.len(), 1, "{answer:?}");
        let campaign = &found.campaigns[0];
        assert_eq!((campaign.kind, campaign.requests), (VulnerabilityScan, 200));
        assert_eq!(campaign.suspected_requests, 0);
    }
}

/// A source asks for so many records in order, or jumping about.
fn records(seed: u64, count: u32, in_order: bool, answer: impl Fn(u32) -> (i16, i64)) -> Site {
    let mut site = site(seed);
    for k in 0..count {
        let number = if in_order { k } else { k * 7919 % count };
        let target = format!("/api/records/{}", 1000 + number);
        let who = (90_000.0 + f64::from(k) * 2.0, "203.0.113.5", "python-requests/2.28");
        site.get(who, &target, answer(number));
    }
    site
}

#[test]
fn records_in_order_are_a_reading() {
    let most_refused = |number| if number % 4 == 0 { (200, 700) } else { (404, 60) };
    let found = records(4, 120, true, most_refused).found();
    assert_eq!(found.campaigns.len(), 1);
    let campaign = &found.campaigns[0];
    assert_eq!((campaign.kind, campaign.class), (ContentScraping, "enumeration"));
    assert_eq!(
        (campaign.requests, campaign.succeeded, campaign.suspected_requests),
        (120, None, 0)
    );
    let all_given = |number| (200, 700 + i64::from(number));
    let found = records(5, 260, true, all_given).found();
    assert_eq!(found.campaigns.iter().map(|c| c.class).collect::<Vec<_>>(), ["content_scraping"]);
}

#[test]
fn a_range_that_is_covered_in_no_order_is_guessed_at() {
    let most_refused = |number| if number % 4 == 0 { (200, 700) } else { (404, 60) };
    let found = records(10, 260, false, most_refused).found();
    assert_eq!(found.campaigns.iter().map(|c| c.class).collect::<Vec<_>>(), ["enumeration"]);
}

#[test]
fn addresses_of_a_site_that_moved_are_none() {
    assert_eq!(kinds(&records(11, 260, true, |_| (404, 60))), []);
    let closed = records(12, 260, true, |_| (403, 60)).found();
    assert_eq!(closed.campaigns.iter().map(|c| c.class).collect::<Vec<_>>(), ["enumeration"]);
}

#[test]
fn records_in_no_order_and_few_records_are_none() {
    let given = |number| (200, 700 + i64::from(number));
    assert_eq!(kinds(&records(6, 260, false, given)), []);
    assert_eq!(kinds(&records(7, 60, true, given)), []);
}

#[test]
fn whoever_takes_most_of_the_site_is_told() {
    let given = |number| (200, 700 + i64::from(number));
    assert_eq!(kinds(&records(8, 900, false, given)), [ContentScraping]);
}

#[test]
fn people_who_page_through_a_list_are_none() {
    let mut site = site(9);
    for reader in 0..30 {
        let client = format!("203.0.113.{reader}");
        for page in 0..80 {
            let at_s = 90_000.0 + f64::from(reader * 600 + page * 7);
            site.get((at_s, &client, BROWSER), &format!("/list/{page}"), (200, 9000));
        }
        site.get((90_000.0 + f64::from(reader * 600), &client, BROWSER), "/style.css", (200, 900));
    }
    assert_eq!(kinds(&site), []);
}
