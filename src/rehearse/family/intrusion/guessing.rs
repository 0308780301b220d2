//! Passwords that are tried.

use super::IntrusionFamily;
use super::site::{Site, Tries};

pub(super) const FROM_MANY: IntrusionFamily = IntrusionFamily::of(
    "stuffing_from_many",
    "hundreds of addresses try stolen passwords, a few each, within hours",
    |site| {
        let sources = site.count(60, 600);
        let each = site.uniform(1.0, 4.0);
        let hours = site.log_uniform(0.4, 6.0);
        let networks = site.any(["abroad", "home", "hosting"]);
        guess(site, networks, sources, (f64::from(sources) * each) as u32, hours, 0.02);
    },
);

pub(super) const SLOW: IntrusionFamily = IntrusionFamily::held_out(
    "slow_stuffing",
    "1,500 addresses try one or two passwords each over a day",
    |site| {
        let requests = site.count(1_500, 2_600);
        let networks = site.any(["abroad", "home"]);
        guess(site, networks, 1_500, requests, 23.0, 0.01);
    },
);

pub(super) const BRUTE_FORCE: IntrusionFamily = IntrusionFamily::of(
    "brute_force_from_one",
    "one to three addresses try one password after the other",
    |site| {
        let sources = site.any([1, 1, 2, 3]);
        let requests = site.count(40 * sources, 800);
        let pause = site.log_uniform(0.5, 20.0);
        let networks = site.any(["abroad", "hosting", "home"]);
        let from = site.uniform(0.0, 18.0);
        let agents = site.any(["tools", "browsers", "forged"]);
        let keys = format!("kind = \"passwords\"\nagents = \"{agents}\"\npause_s = {pause:.2}");
        site.tries(&Tries { keys, networks, sources, requests, hours: (from, from + 5.5) });
    },
);

pub(super) const DISTRIBUTED: IntrusionFamily = IntrusionFamily::held_out(
    "distributed_brute_force",
    "dozens of addresses try a dozen passwords or more each, over hours",
    |site| {
        let sources = site.count(20, 150);
        let each = site.uniform(8.0, 30.0);
        let hours = site.uniform(2.0, 12.0);
        let networks = site.any(["abroad", "hosting"]);
        guess(site, networks, sources, (f64::from(sources) * each) as u32, hours, 0.0);
    },
);

/// Tries so many passwords; up to a share of them is right.
fn guess(
    site: &mut Site,
    networks: &'static str,
    sources: u32,
    requests: u32,
    hours: f64,
    right: f64,
) {
    let from = site.uniform(0.2, 23.8 - hours);
    let right = if site.chance(0.5) { site.uniform(0.0, right) } else { 0.0 };
    let form = site.chance(0.3);
    let agents = site.any(["browsers", "browsers", "forged", "tools"]);
    let keys = format!(
        "kind = \"passwords\"\nagents = \"{agents}\"\nsuccess = {right:.4}\nopens_form = {form}"
    );
    site.tries(&Tries { keys, networks, sources, requests, hours: (from, from + hours) });
}
