//! Hostile automata that take what the servers have.

use super::Family;
use super::overload::add;
use super::town::Town;

pub(super) const FEW_HOSTS: Family =
    Family::of("flood_from_few_hosts", "a few machines ask for one page without end", |town| {
        let rps = rate(town, town.page_s());
        let sources = town.any([1, 2, 4, 9, 16]);
        let networks = town.any(["hosting", "abroad"]);
        town.attack("flood_few", networks, sources, rps, "");
    });

pub(super) const FRONT_PAGE: Family =
    Family::of("botnet_on_the_front_page", "many machines ask for / only", |town| {
        let rps = rate(town, town.page_s());
        swarm(town, "botnet_root", "abroad", rps);
    });

pub(super) const CACHE_BUSTING: Family =
    Family::of("cache_busting", "searches with words that are never used twice", |town| {
        let rps = rate(town, town.search_s());
        let networks = town.any(["hosting", "abroad"]);
        swarm(town, "cache_bust", networks, rps);
    });

pub(super) const LOG_IN: Family = Family::held_out(
    "log_in_flood",
    "log-ins that fail, as many as the servers can check",
    |town| {
        let rps = rate(town, town.login_s());
        swarm(town, "login_flood", "abroad", rps);
    },
);

pub(super) const EXPENSIVE: Family =
    Family::of("expensive_endpoint", "the costliest endpoint, with plausible words", |town| {
        let rps = rate(town, town.search_s());
        swarm(town, "expensive", "abroad", rps);
    });

pub(super) const COPIED_SESSIONS: Family = Family::held_out(
    "copied_agents_and_referers",
    "residential machines ask for pages as people choose them, with agents and referers of people",
    |town| {
        let rps = rate(town, town.page_s());
        let networks = town.any(["abroad", "home"]);
        swarm(town, "replay_agents", networks, rps);
    },
);

pub(super) const SLOW: Family =
    Family::of("slow_requests", "requests that never end hold the workers", |town| {
        let hold = town.uniform(8.0, 25.0);
        let rps = rate(town, hold);
        let sources = town.sources(rps, 2.0);
        town.attack("slow", "hosting", sources, rps, &format!("hold_s = {hold:.1}"));
    });

pub(super) const DOMESTIC: Family =
    Family::held_out("domestic_botnet", "machines of the country's own access networks", |town| {
        let rps = rate(town, town.page_s());
        let kind = town.any(["botnet_root", "expensive"]);
        swarm(town, kind, "home", rps);
    });

pub(super) const HEADLESS: Family = Family::held_out(
    "headless_browsers",
    "browsers without a screen load pages with everything behind them, each time as somebody new",
    |town| {
        let rps = rate(town, town.whole_page_s());
        let keys = format!("session = {{ api_per_page = {} }}", town.calls);
        let sources = town.log_uniform(2.0, 10.0);
        let sources = town.sources(rps, sources);
        let networks = town.any(["hosting", "abroad", "home"]);
        town.attack("headless", networks, sources, rps, &keys);
    },
);

pub(super) const RECORDED: Family = Family::held_out(
    "recorded_sessions",
    "sessions of people, recorded and played again and again from many addresses",
    |town| {
        let rps = rate(town, town.whole_page_s());
        let sources = town.log_uniform(2.0, 8.0);
        let sources = town.sources(rps, sources);
        let recordings = town.any([3, 10, 40]);
        let networks = town.any(["abroad", "home"]);
        let session =
            format!("session = {{ pages = {:.2}, api_per_page = {} }}", town.pages, town.calls);
        let keys = format!("recordings = {recordings}\n{session}");
        town.attack("replay_sessions", networks, sources, rps, &keys);
    },
);

pub(super) const PULSES: Family = Family::of(
    "pulses",
    "many machines that ask for / at full strength and rest, by turns",
    |town| {
        let rps = rate(town, town.page_s());
        let (work, rest) = (town.log_uniform(30.0, 300.0), town.log_uniform(30.0, 300.0));
        let sources = town.sources(rps, 6.0);
        let keys = format!("pulse_s = [{work:.0}, {rest:.0}]");
        town.attack("botnet_root", "abroad", sources, rps, &keys);
    },
);

pub(super) const LARGE_FORMS: Family =
    Family::of("large_forms", "large forms, sent without having been fetched", |town| {
        let rps = rate(town, town.form_s());
        let sources = town.sources(rps, 4.0);
        town.attack("http_post", "abroad", sources, rps, "body_kib = 256");
    });

pub(super) const ON_THIN_MARGIN: Family = Family::of(
    "attack_on_a_thin_margin",
    "people nearly fill the servers; a light attack does the rest",
    |town| {
        let people = town.uniform(0.7, 0.85);
        add(town, "human", people, 0.2, 8.0, 20.0);
        let load = town.uniform(0.5, 1.0);
        let rps = town.requests_for(load, town.page_s());
        swarm(town, "botnet_root", "abroad", rps);
    },
);

pub(super) const WITH_SURGE: Family = Family::of(
    "attack_and_surge",
    "neither the surge nor the attack would have been too much alone",
    |town| {
        let people = town.uniform(0.78, 0.9);
        add(town, "human", people, 0.2, 5.0, 10.0);
        let spare = 0.9 - town.usual_load();
        let load = town.uniform(0.45, 0.8_f64.min(spare).max(0.46));
        let rps = town.requests_for(load, town.page_s());
        let kind = town.any(["botnet_root", "replay_agents"]);
        swarm(town, kind, "abroad", rps);
    },
);

pub(super) const OVERDETERMINED: Family = Family::of(
    "attack_or_surge",
    "the surge alone and the attack alone would each have been too much",
    |town| {
        let people = town.uniform(1.4, 2.2);
        add(town, "human", people, 0.2, 5.0, 10.0);
        let load = town.uniform(1.3, 2.2);
        let rps = town.requests_for(load, town.page_s());
        let kind = town.any(["botnet_root", "expensive", "flood_few"]);
        let rps = if kind == "expensive" { rps * town.page_s() / town.search_s() } else { rps };
        swarm(town, kind, "abroad", rps);
    },
);

/// Requests a second of this cost that overload the servers beside the usual load.
fn rate(town: &mut Town, cost_s: f64) -> f64 {
    let load = town.log_uniform(1.3, 4.0) - town.usual_load();
    town.requests_for(load, cost_s)
}

/// Adds an attack by as many addresses as a slow or a hasty tool needs.
fn swarm(town: &mut Town, kind: &str, networks: &str, rps: f64) {
    let per_minute = town.log_uniform(0.5, 12.0);
    let ramp = town.any([0.0, 20.0, 60.0, 180.0]);
    let sources = town.sources(rps, per_minute);
    town.attack(kind, networks, sources, rps, &format!("ramp_s = {ramp}"));
}
