//! What must be found, and what must stay clean, on small seeded sites.

use rand::RngExt;

use super::Found;
use super::sample::{BROWSER, Site};
use crate::ask::attempt::Attempt;
use crate::judge::judgement::IntrusionKind::{CredentialStuffing, ExploitProbe, VulnerabilityScan};
use crate::judge::judgement::{IntrusionCampaign, IntrusionKind};

fn kinds(found: &Found) -> Vec<IntrusionKind> {
    found.campaigns.iter().map(|campaign| campaign.kind).collect()
}

fn only(found: &Found) -> &IntrusionCampaign {
    assert_eq!(found.campaigns.len(), 1, "{:#?}", found.campaigns);
    &found.campaigns[0]
}

pub(super) fn site(seed: u64) -> Site {
    let mut site = Site::new(seed);
    for day in 0..3 {
        site.day(day, 150);
    }
    site
}

/// Tries so many passwords, one source after the other in turn.
pub(super) fn stuffing(site: &mut Site, sources: u32, tries: u32, seconds: f64, hits: u32) {
    for k in 0..tries {
        let at_s = 86_400.0 + 7200.0 + f64::from(k) * seconds / f64::from(tries);
        let source = k % sources;
        let client =
            format!("198.{}.{}.{}", 18 + source / 60_000, source / 250 % 240, source % 250);
        let hit = k > 20 && hits > 0 && k % (tries / hits) == 0;
        let size = 3500 + site.rng.random_range(0..20);
        let answer = if hit { (302, 0) } else { (200, size) };
        site.ask((at_s, &client, BROWSER), ("POST", "/login"), answer);
        if hit {
            site.get((at_s + 2.0, &client, BROWSER), "/account/export", (200, 60_000));
        }
    }
}

#[test]
fn an_ordinary_site_is_clean() {
    let found = site(1).found();
    assert_eq!(kinds(&found), []);
    assert!(found.background.is_empty());
    let answers = |answer| found.attempts.rows.iter().filter(|row| row.answer == answer).count();
    assert!(answers("failed") > 30 && answers("succeeded") > 400 && answers("unclear") == 0);
}

#[test]
fn a_morning_of_forgotten_passwords_is_clean() {
    for seed in 0..8 {
        let mut site = site(seed);
        for k in 0..200 {
            let at_s = 86_400.0 + 28_000.0 + f64::from(k) * 20.0;
            let (fails, enters) = (site.rng.random_range(2..9), site.rng.random_bool(0.6));
            site.person(at_s, &format!("203.0.{}.9", k), BROWSER, fails, enters);
        }
        assert_eq!(kinds(&site.found()), [], "seed {seed}");
    }
}

#[test]
fn a_school_behind_one_address_is_clean() {
    let mut site = site(2);
    for k in 0..400 {
        let at_s = 86_400.0 + 28_800.0 + f64::from(k) * 2.0;
        let agent = format!("{BROWSER} {}", k % 30);
        let fails = site.rng.random_range(0..3);
        let enters = site.rng.random_bool(0.85);
        site.person(at_s, "203.0.113.7", &agent, fails, enters);
    }
    assert_eq!(kinds(&site.found()), []);
}

#[test]
fn programs_that_log_in_by_the_clock_are_clean() {
    let mut site = site(3);
    for k in 0..800 {
        let at_s = f64::from(k) * 300.0;
        // The password of the first expires on the second day; the second fetches tokens.
        let answer = if k < 400 { (302, 0) } else { (200, 3505) };
        site.ask((at_s, "203.0.113.8", "check_http"), ("POST", "/login"), answer);
        for source in 0..6 {
            let client = format!("203.0.113.{}", 20 + source);
            site.ask((at_s + 1.0, &client, "okhttp/4"), ("POST", "/oauth/token"), (200, 800));
        }
    }
    assert_eq!(kinds(&site.found()), []);
}

#[test]
fn a_search_engine_on_old_pages_is_clean() {
    let mut site = site(4);
    for k in 0..600 {
        let at_s = f64::from(k) * 300.0;
        let target = format!("/archive/2009/{k}.php?id={k}&order=date");
        let agent = "Mozilla/5.0 (compatible; Googlebot/2.1)";
        site.get((at_s, "203.0.113.66", agent), &target, (404, 500));
    }
    assert_eq!(kinds(&site.found()), []);
}

#[test]
fn many_passwords_from_one_source_are_found() {
    let mut site = site(5);
    stuffing(&mut site, 1, 300, 600.0, 0);
    let found = site.found();
    let campaign = only(&found);
    assert_eq!((campaign.kind, campaign.sources), (CredentialStuffing, 1));
    assert_eq!((campaign.failed, campaign.succeeded), (300, Some(false)));
}

#[test]
fn slow_stuffing_from_many_addresses_is_found_with_what_it_opened() {
    let mut site = site(6);
    stuffing(&mut site, 1500, 2000, 80_000.0, 8);
    let found = site.found();
    let campaign = only(&found);
    assert_eq!(campaign.kind, CredentialStuffing);
    assert!(campaign.sources >= 1470 && campaign.requests >= 1950, "{campaign:#?}");
    assert!(campaign.aimed.contains(&"aimed_distributed"));
    assert_eq!((campaign.let_in >= 1, campaign.succeeded), (true, Some(true)));
    assert!(campaign.suspected.iter().all(|one| one.reason == "let_in_after_failures"));
}

#[test]
fn a_tool_that_names_itself_is_a_scan() {
    let mut site = site(7);
    for k in 0..400 {
        let target = format!("/cgi-bin/test{k}.cgi");
        let agent = "Mozilla/5.00 (Nikto/2.1.6) (Evasions:None)";
        site.get((90_000.0 + f64::from(k), "203.0.113.5", agent), &target, (404, 500));
    }
    let found = site.found();
    let campaign = only(&found);
    assert_eq!((campaign.kind, campaign.class), (VulnerabilityScan, "scanner_tool"));
    assert_eq!((campaign.requests, campaign.succeeded), (400, None));
}

/// A list of words asked for with a browser's agent: few match a signature, all belong to it.
fn wordlist(site: &mut Site, client: &str, at_s: f64) {
    let known =
        ["/.git/HEAD", "/.env", "/phpinfo.php", "/backup.zip", "/wp-login.php", "/.htpasswd"];
    for k in 0..300 {
        let word = format!("/word{k}");
        let target = known.get(k / 50).filter(|_| k % 50 == 3).copied().unwrap_or(&word);
        site.get((at_s + k as f64 * 0.3, client, BROWSER), target, (404, 500));
    }
}

#[test]
fn a_word_list_is_a_scan_with_all_its_words() {
    let mut site = site(8);
    wordlist(&mut site, "203.0.113.5", 90_000.0);
    let found = site.found();
    let campaign = only(&found);
    assert_eq!((campaign.kind, campaign.requests, campaign.paths), (VulnerabilityScan, 300, 300));
}

#[test]
fn payloads_for_a_page_of_the_site_are_probes_aimed_at_it() {
    let mut site = site(9);
    for k in 0..60 {
        let target = format!("/area/1?id={k}%27%20UNION%20SELECT%20{k},2,3--");
        site.get((90_000.0 + f64::from(k) * 5.0, "203.0.113.5", BROWSER), &target, (200, 9000));
    }
    let found = site.found();
    let campaign = only(&found);
    assert_eq!((campaign.kind, campaign.class), (ExploitProbe, "sql_injection"));
    assert_eq!(campaign.aimed, ["aimed_focused"]);
    assert_eq!((campaign.succeeded, campaign.suspected_requests), (None, 0));
}

#[test]
fn what_every_address_receives_is_counted_as_background() {
    let mut site = site(10);
    for k in 0..120 {
        let client = format!("203.{}.113.{}", k % 90, k % 200);
        let target = ["/.env", "/wp-login.php", "/phpmyadmin/", "/HNAP1/"][k % 4];
        let agent = format!("{BROWSER} {k}");
        site.get((k as f64 * 2000.0, &client, &agent), target, (404, 500));
    }
    let found = site.found();
    assert_eq!(kinds(&found), []);
    assert_eq!(found.background.iter().map(|one| one.requests).sum::<u64>(), 120);
}

#[test]
fn a_secret_that_was_given_is_suspected_and_a_page_for_nonsense_is_not() {
    for (soft, expected) in [(false, 1), (true, 0)] {
        let mut site = site(11);
        wordlist(&mut site, "203.0.113.5", 90_000.0);
        for row in site.rows.iter_mut().filter(|row| row.client == "203.0.113.5") {
            if soft {
                (row.status, row.bytes) = (200, 3000);
            } else if row.target == "/.env" {
                (row.status, row.bytes) = (200, 1300);
            }
        }
        let found = site.found();
        let suspected = found.attempts.rows.iter().filter(|row| row.answer == "suspected");
        assert_eq!(suspected.count(), expected, "soft {soft}");
    }
}

#[test]
fn a_dropped_file_is_suspected_when_it_appears() {
    let mut site = site(12);
    wordlist(&mut site, "203.0.113.5", 90_000.0);
    let shell = "/wp-content/uploads/2021/x.php";
    site.get((90_200.0, "203.0.113.5", BROWSER), shell, (404, 500));
    site.ask((90_300.0, "203.0.113.5", BROWSER), ("POST", &format!("{shell}?c=id")), (200, 77));
    let found = site.found();
    let reasons: Vec<&str> = found.attempts.rows.iter().filter_map(|row| row.reason).collect();
    assert_eq!(reasons, ["appeared"]);
    assert_eq!(only(&found).suspected.len(), 1);
}

#[test]
fn guesses_that_are_followed_by_a_page_teach_nothing() {
    let mut site = site(21);
    for k in 0..1500_u32 {
        let at_s = 86_400.0 + f64::from(k) * 50.0;
        let client = format!("198.18.{}.{}", k / 250, k % 250);
        let size = 3500 + site.rng.random_range(0..20);
        site.ask((at_s, &client, BROWSER), ("POST", "/login"), (200, size));
        site.get((at_s + 2.0, &client, BROWSER), "/", (200, 8000));
    }
    let found = site.found();
    assert_eq!(only(&found).kind, CredentialStuffing);
    let theirs = |row: &&Attempt| row.kind == "log_in" && row.campaign.is_some();
    let of = |answer| {
        found.attempts.rows.iter().filter(theirs).filter(|row| row.answer == answer).count()
    };
    assert!(of("failed") > 1400 && of("succeeded") == 0, "{} {}", of("failed"), of("succeeded"));
}

#[test]
fn guessing_that_overloads_the_site_is_found() {
    let mut site = site(22);
    for k in 0..6000_u32 {
        let at_s = 90_000.0 + f64::from(k) * 0.2;
        let client = format!("198.18.0.{}", k % 60);
        let answer = if k / 60 % 10 < 7 { (503, 200) } else { (200, 3500) };
        site.ask((at_s, &client, BROWSER), ("POST", "/login"), answer);
    }
    let found = site.found();
    assert_eq!(only(&found).kind, CredentialStuffing);
}

#[test]
fn an_application_whose_log_in_breaks_guesses_nothing() {
    let mut site = site(23);
    for phone in 0..80 {
        let client = format!("203.0.113.{phone}");
        for day in 0..2 {
            let at_s = f64::from(day) * 86_400.0 + 30_000.0 + f64::from(phone) * 7.0;
            site.ask((at_s, &client, "App/1"), ("POST", "/api/session"), (200, 300));
            site.get((at_s + 1.0, &client, "App/1"), "/api/messages", (200, 900));
        }
        for k in 0..120 {
            let at_s = 2.0 * 86_400.0 + 20_000.0 + f64::from(k) * 5.0 + f64::from(phone % 5);
            site.ask((at_s, &client, "App/1"), ("POST", "/api/session"), (401, 80));
        }
    }
    assert_eq!(kinds(&site.found()), []);
}

#[test]
fn an_account_of_their_own_hides_no_guesses() {
    let mut site = site(25);
    for k in 0..60 * 31_u32 {
        let (client, turn) = (format!("198.18.0.{}", k % 60), k / 60);
        let at_s = 90_000.0 + f64::from(k) * 0.1;
        let answer = if turn == 0 { (302, 0) } else { (200, 3500) };
        site.ask((at_s, &client, BROWSER), ("POST", "/login"), answer);
    }
    let found = site.found();
    assert_eq!(only(&found).kind, CredentialStuffing);
    // Its own account is no success of the guesses.
    assert!(only(&found).suspected.len() <= 1, "{:?}", only(&found).suspected);
}

#[test]
fn one_style_sheet_makes_no_browser() {
    let mut site = site(26);
    for k in 0..60 * 31_u32 {
        let (client, turn) = (format!("198.18.0.{}", k % 60), k / 60);
        let at_s = 90_000.0 + f64::from(k) * 0.1;
        match turn {
            0 => site.get((at_s, &client, BROWSER), "/site.css", (200, 900)),
            _ => site.ask((at_s, &client, BROWSER), ("POST", "/login"), (200, 3500)),
        }
    }
    assert_eq!(only(&site.found()).kind, CredentialStuffing);
}

#[test]
fn small_secrets_are_suspected_where_the_site_refuses_the_rest() {
    let mut site = site(24);
    wordlist(&mut site, "203.0.113.5", 90_000.0);
    let secrets =
        [("/.env", 240), ("/.git/HEAD", 23), ("/.aws/credentials", 116), ("/.git/config", 92)];
    for (k, (path, bytes)) in secrets.into_iter().enumerate() {
        site.get((90_200.0 + k as f64, "203.0.113.5", BROWSER), path, (200, bytes));
    }
    let found = site.found();
    let suspected = found.attempts.rows.iter().filter(|row| row.answer == "suspected");
    assert!(suspected.count() >= 4);
}
