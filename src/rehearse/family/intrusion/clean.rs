//! Days on which nobody tries to get in beyond what every public address receives.

use super::IntrusionFamily;

pub(super) const ORDINARY: IntrusionFamily =
    IntrusionFamily::of("nobody_tries", "nothing but the usual", |_| {});

pub(super) const FORGOTTEN: IntrusionFamily = IntrusionFamily::of(
    "forgotten_passwords",
    "the first morning after the holidays: many have forgotten their password",
    |site| {
        let wrong = site.uniform(1.5, 5.0);
        let gives_up = site.uniform(0.05, 0.25);
        let per_minute = site.log_uniform(1.0, 6.0);
        let pool = site.count(200, 1_500);
        site.crowd(
            &format!("kind = \"human\"\nnetworks = \"home\"\npool = {pool}"),
            &format!("wrong_passwords = {wrong:.2}, gives_up = {gives_up:.2}"),
            per_minute,
            (7.5, 10.5),
        );
    },
);

pub(super) const SCHOOL: IntrusionFamily = IntrusionFamily::held_out(
    "school_that_mistypes",
    "classes behind one to three addresses log in at once, and many mistype",
    |site| {
        let wrong = site.uniform(0.4, 1.6);
        let per_minute = site.log_uniform(2.0, 12.0);
        let pool = site.count(150, 800);
        let addresses = site.any([1, 1, 2, 3]);
        site.crowd(
            &format!(
                "kind = \"school_nat\"\nnetworks = \"schools\"\npool = {pool}\naddresses = {addresses}"
            ),
            &format!("wrong_passwords = {wrong:.2}, gives_up = 0.1"),
            per_minute,
            (8.0, 9.0),
        );
    },
);

pub(super) const CHECKED: IntrusionFamily = IntrusionFamily::of(
    "checked_log_in",
    "a check logs in by the clock; one day its password has expired",
    |site| {
        let (sources, per_minute) = (site.any([1, 2, 3]), site.log_uniform(0.1, 2.0));
        let hour = site.uniform(3.0, 20.0);
        let expires = format!("expires = {}", site.at(hour));
        let more = if site.chance(0.6) { expires } else { String::new() };
        site.robot("log_in", "monitors", sources, per_minute, &more);
    },
);

pub(super) const OLD_LINKS: IntrusionFamily =
    IntrusionFamily::of("old_links", "a search engine asks for pages that are gone", |site| {
        let per_minute = site.log_uniform(0.5, 6.0);
        site.robot("old_links", "crawlers", 4, per_minute, "");
    });

pub(super) const SINGLE_SIGN_ON: IntrusionFamily = IntrusionFamily::of(
    "single_sign_on",
    "everybody logs in by way of one to three addresses, and programs fetch tokens",
    |site| {
        let addresses = site.any([1, 2, 3]);
        site.people = format!("gateway = {{ networks = \"schools\", addresses = {addresses} }}");
        let (sources, per_minute) = (site.count(5, 40), site.log_uniform(0.5, 4.0));
        site.robot("log_in", "home", sources, per_minute, "agents = \"app\"");
    },
);

pub(super) const OLD_PASSWORDS: IntrusionFamily = IntrusionFamily::of(
    "old_passwords",
    "programs and password managers go on with a password that was changed",
    |site| {
        let (sources, per_minute) = (site.count(2, 12), site.log_uniform(0.2, 1.0));
        let more = format!("agents = \"app\"\nexpires = {}", site.at(7.0));
        site.robot("log_in", "home", sources, per_minute, &more);
        let per_minute = site.log_uniform(0.5, 2.0);
        site.crowd(
            "kind = \"human\"\nnetworks = \"home\"\npool = 300",
            "wrong_passwords = 1.2, gives_up = 0.1",
            per_minute,
            (7.0, 20.0),
        );
    },
);

pub(super) const CRAWLERS: IntrusionFamily = IntrusionFamily::of(
    "declared_collectors",
    "search engines and collectors of text that say who they are take every page",
    |site| {
        site.deep_pages = site.count(800, 3_000);
        let per_minute = f64::from(site.deep_pages) / 60.0 / site.uniform(3.0, 15.0);
        site.robot("ai_crawler", "collectors", 4, per_minute, "");
        site.robot("crawler", "crawlers", 5, 3.0, "");
    },
);

pub(super) const NOISE: IntrusionFamily = IntrusionFamily::of(
    "what_everybody_receives",
    "many unlike sources, a few requests each, spread over the days",
    |site| site.noise(30, 120),
);
