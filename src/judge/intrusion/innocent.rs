//! What only looks like an attempt: programs with a dead password, search engines, shared files. Each beside what
//! does the same and is one.

use super::sample::{BROWSER, Site};
use super::tests::site;

fn classes(site: &Site) -> Vec<&'static str> {
    site.found().campaigns.iter().map(|campaign| campaign.class).collect()
}

/// A wrong password, sent so often by one address, so many seconds after the last.
fn knocking(seed: u64, apart_s: impl Fn(u32) -> f64) -> Site {
    let (mut site, mut at_s) = (site(seed), 90_000.0);
    for k in 0..120 {
        let size = 3500 + i64::from(k % 20);
        site.ask((at_s, "203.0.113.5", "sync/2"), ("POST", "/login"), (200, size));
        at_s += apart_s(k);
    }
    site
}

#[test]
fn what_knocks_by_a_clock_is_a_program() {
    assert_eq!(classes(&knocking(61, |_| 300.0)), [""; 0]);
    assert_eq!(classes(&knocking(62, |k| 60.0 + f64::from(k % 7))), [""; 0]);
    // In haste, or whenever it likes.
    assert_eq!(classes(&knocking(63, |_| 4.0)), ["log_in"]);
    assert_eq!(classes(&knocking(64, |k| 20.0 + f64::from(k * k * 7919 % 997))), ["log_in"]);
}

/// An application that fetches a token with what it has; `known`: it was let in by its password before.
fn token(seed: u64, known: bool) -> Site {
    let mut site = site(seed);
    for k in 0..if known { 6 } else { 0 } {
        let at_s = 20_000.0 + f64::from(k) * 900.0;
        site.ask((at_s, "203.0.113.5", "app/4"), ("POST", "/login"), (302, 0));
        site.get((at_s + 1.0, "203.0.113.5", "app/4"), "/area/1", (200, 7000));
    }
    // Whenever it likes: what comes by a clock is a program anyway.
    let mut at_s = 90_000.0;
    for k in 0..120 {
        site.ask((at_s, "203.0.113.5", "app/4"), ("POST", "/api/token"), (401, 62));
        at_s += 20.0 + f64::from(k * k * 7919 % 997);
    }
    site
}

#[test]
fn who_was_let_in_at_one_log_in_is_known_at_the_others() {
    assert_eq!(classes(&token(65, true)), [""; 0]);
    assert_eq!(classes(&token(66, false)), ["log_in"]);
}

/// Old addresses of a site, two of which many products have, asked for by one address.
fn old_links(seed: u64, agent: &str) -> Site {
    let mut site = site(seed);
    for k in 0..400 {
        let at_s = 90_000.0 + f64::from(k) * 50.0;
        let target = match k % 20 {
            0 => "/phpinfo.php".to_owned(),
            1 => "/wp-login.php".to_owned(),
            _ => format!("/archives/{k}-of-old.html"),
        };
        site.get((at_s, "203.0.113.5", agent), &target, (404, 500));
    }
    site
}

#[test]
fn a_search_engine_comes_to_where_links_lead() {
    assert_eq!(classes(&old_links(67, "Googlebot/2.1")), [""; 0]);
    assert_ne!(classes(&old_links(68, BROWSER)), [""; 0]);
    // One that says so and works off a list.
    let mut list = site(69);
    let products = [
        "/.env",
        "/.git/config",
        "/phpinfo.php",
        "/wp-login.php",
        "/phpmyadmin/index.php",
        "/administrator/index.php",
        "/manager/html",
        "/backup.zip",
        "/actuator/env",
        "/.aws/credentials",
        "/server-status",
        "/.svn/entries",
    ];
    for (k, target) in products.iter().cycle().take(60).enumerate() {
        list.get((90_000.0 + k as f64, "203.0.113.5", "Googlebot/2.1"), target, (404, 500));
    }
    assert_ne!(classes(&list), [""; 0]);
}

/// A directory that is shared, or one that is looked for.
fn shared(seed: u64, multi_status: i16) -> Site {
    let mut site = site(seed);
    for k in 0..120 {
        let who = (90_000.0 + f64::from(k), "203.0.113.5", "WebDAVFS/3.0");
        let (target, answer) = match k % 3 {
            0 => (format!("/files/{k}/"), (multi_status, 900)),
            1 => (format!("/files/{k}/.DS_Store"), (404, 500)),
            _ => (format!("/files/{k}/desktop.ini"), (404, 500)),
        };
        site.ask(who, ("PROPFIND", &target), answer);
    }
    site
}

#[test]
fn files_shared_by_webdav_are_in_order() {
    assert_eq!(classes(&shared(70, 207)), [""; 0]);
    assert_ne!(classes(&shared(71, 405)), [""; 0]);
}

#[test]
fn a_shell_that_is_commanded_by_get_and_by_post_is_one() {
    let mut site = site(72);
    let look = (100_000.0, "203.0.113.5", BROWSER);
    for path in ["/photos/x9.php", "/.env", "/.git/config", "/phpinfo.php"] {
        site.get(look, path, (404, 500));
    }
    for k in 0..30 {
        let who = (150_000.0 + f64::from(k) * 90.0, "203.0.113.6", BROWSER);
        let size = 20 + i64::from(k * k % 400);
        if k % 3 == 0 {
            site.get(who, "/photos/x9.php?cmd=cat+/etc/passwd", (200, size));
        } else {
            site.ask(who, ("POST", "/photos/x9.php"), (200, size));
        }
    }
    let found = site.found();
    let reasons = |reason| found.attempts.rows.iter().filter(|r| r.reason == Some(reason)).count();
    assert_eq!((reasons("posted_by_few"), reasons("appeared")), (20, 10));
    assert!(found.campaigns.iter().any(|one| one.suspected_requests == 30));
}

/// Searches in a language of the site's own, by so many people on two days.
fn searches(seed: u64, people: u32, files: bool) -> Site {
    let mut site = site(seed);
    for k in 0..people * 30 {
        let client = format!("203.0.113.{}", k % people);
        let at_s = 30_000.0 + f64::from(k / people % 2) * 86_400.0 + f64::from(k) * 20.0;
        if files {
            site.get((at_s, &client, BROWSER), "/site.css", (200, 900));
        }
        let target = format!("/search?q=1'+UNION+SELECT+name,+{k}+FROM+users--");
        site.get((at_s + 1.0, &client, BROWSER), &target, (200, 5000));
    }
    site
}

#[test]
fn the_language_of_a_site_is_no_probe() {
    assert_eq!(classes(&searches(73, 12, true)), [""; 0]);
    // Of few, or by programs, it is one.
    assert_ne!(classes(&searches(74, 4, true)), [""; 0]);
    let mut programs = searches(75, 12, false);
    assert_ne!(classes(&programs), [""; 0]);
    // One style sheet makes no browser of them.
    for k in 0..12 {
        programs.get((29_000.0, &format!("203.0.113.{k}"), BROWSER), "/site.css", (200, 900));
    }
    assert_ne!(classes(&programs), [""; 0]);
    // Who says more than that is heard.
    let mut site = searches(76, 12, true);
    for k in 0..20 {
        let target = format!("/search?q=1'+AND+SLEEP({k})--");
        site.get((99_000.0 + f64::from(k), "203.0.113.3", BROWSER), &target, (200, 5000));
        let target = format!("/page?id={k}'+OR+'1'='1");
        site.get((99_100.0 + f64::from(k), "203.0.113.3", BROWSER), &target, (200, 5000));
        site.get(
            (99_200.0 + f64::from(k), "203.0.113.3", BROWSER),
            "/page?f=../../../../etc/passwd",
            (404, 9),
        );
    }
    assert_ne!(classes(&site), [""; 0]);
}
