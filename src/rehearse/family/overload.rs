//! More people than the servers bear.

use super::Family;
use super::town::{Extra, Town};

pub(super) const REGULARS: Family =
    Family::of("surge_of_regulars", "those who usually come all come at once", |town| {
        surge(town, "human", 0.1, 8.0, 20.0);
    });

pub(super) const NEWCOMERS: Family = Family::of(
    "surge_of_newcomers",
    "an event brings people who were never here: accounts are created, addresses are new",
    |town| {
        let newcomers = town.uniform(0.6, 1.0);
        surge(town, "human", newcomers, 12.0, 30.0);
    },
);

pub(super) const BELL: Family =
    Family::held_out("bell", "a timetable brings people within a minute", |town| {
        surge(town, "human", 0.3, 1.0, 15.0);
    });

pub(super) const SCHOOLS: Family =
    Family::of("surge_of_schools", "classes behind few shared addresses come at once", |town| {
        town.ensure("school_nat");
        surge(town, "school_nat", 0.3, 5.0, 15.0);
    });

pub(super) const APP: Family = Family::held_out(
    "surge_of_an_app",
    "an application with one agent and a fixed cadence wakes everywhere",
    |town| {
        town.ensure("mobile_app");
        surge(town, "mobile_app", 0.3, 3.0, 15.0);
    },
);

pub(super) const WAITING_ROOM: Family = Family::of(
    "waiting_room",
    "a configured limit of sessions turns people away while the servers are well",
    |town| {
        let sessions = (town.open_sessions() * town.uniform(1.0, 1.4)).max(6.0) as u32;
        let status = town.any([200, 200, 202, 302, 429, 503]);
        let (bytes, refresh) = (town.uniform(600.0, 6_000.0) as u32, town.any([20, 30, 60]));
        town.waiting_room(format!(
            "sessions = {sessions}\nstatus = {status}\nbytes = {bytes}\nrefresh_s = {refresh}\nreloads = 8\nlinger_s = 60"
        ));
        surge(town, "human", 0.3, 8.0, 20.0);
    },
);

pub(super) const RETRIES: Family = Family::of(
    "retry_storm",
    "a small excess of people, multiplied by scripts that ask again without pause",
    |town| {
        town.script = (town.any([6, 8, 12]), 1.0);
        town.works_in_vain = true;
        let load = town.uniform(1.1, 1.5);
        add(town, "human", load, 0.2, 8.0, 20.0);
    },
);

pub(super) const UNHEARD: Family = Family::of(
    "surge_that_finds_no_connection",
    "more people than the servers take connections from: most of those turned away leave no line",
    |town| {
        let limit = town.workers + (f64::from(town.workers) * town.uniform(5.0, 20.0)) as u32;
        town.machine(&format!("accept_limit = {limit}"));
        surge(town, "human", 0.3, 8.0, 20.0);
    },
);

pub(super) const BESIDE_ATTACK: Family = Family::held_out(
    "surge_beside_a_harmless_attack",
    "people overload the servers while an attack takes a few per cent of the load",
    |town| {
        surge(town, "human", 0.3, 8.0, 20.0);
        let load = town.uniform(0.02, 0.08);
        let rps = town.requests_for(load, town.page_s());
        let sources = town.sources(rps, 6.0);
        town.attack("botnet_root", "abroad", sources, rps, "");
    },
);

fn surge(town: &mut Town, kind: &'static str, newcomers: f64, rise: f64, fall: f64) {
    let load = town.log_uniform(1.25, 3.5);
    add(town, kind, load, newcomers, rise, fall);
}

/// Lifts the load of people to `load` of the workers' time.
pub(super) fn add(
    town: &mut Town,
    kind: &'static str,
    load: f64,
    newcomers: f64,
    rise: f64,
    fall: f64,
) {
    let per_minute = town.visits_for(load - town.usual_load());
    town.surge(kind, Extra { per_minute, rise, fall, newcomers });
}
