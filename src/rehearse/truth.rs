//! The truth about a rehearsed log, found from inside the world: which minutes failed people, and
//! whether they would have failed with one cause removed under the same random numbers. In: a scenario,
//! a seed and the ledger of the world as it was. Out: a record for `truth.json`.
//!
//! It is the truth of the model, not of any server.

mod cause;
mod incident;
mod sabotage;

use std::io;

use rayon::prelude::*;
use serde::Serialize;

use super::Played;
use super::agents::Agents;
use super::scenario::Scenario;
use super::world::address::Class;
use super::world::ledger::Ledger;
use super::world::{Kept, Nowhere, play};
use super::writer::Tally;
use crate::base::time::{SECOND_US, rfc3339};

pub use incident::{FailingMinutes, Incident};
pub use sabotage::Sabotaged;

/// Territories of France with a country code of their own, and France.
const HOME: [&[u8; 2]; 13] =
    [b"FR", b"GP", b"MQ", b"GF", b"RE", b"YT", b"PM", b"BL", b"MF", b"NC", b"PF", b"WF", b"TF"];

/// Everything that is known about a rehearsed log.
#[derive(Debug, Clone, Serialize)]
pub struct Truth {
    /// `afflux.truth/1`.
    pub schema: &'static str,
    /// Name of the scenario.
    pub scenario: String,
    /// Seed.
    pub seed: u64,
    /// Format of the lines.
    pub format: &'static str,
    /// First instant of the log, RFC 3339 UTC.
    pub start: String,
    /// First instant after it.
    pub end: String,
    /// What the stamp of a line means: `arrival` or `end`.
    pub stamp: &'static str,
    /// Size of the log.
    #[serde(flatten)]
    pub volume: Volume,
    /// Lines by true class, every class named.
    pub rows: Vec<ClassRows>,
    /// Requests that were sent and left no line.
    pub unlogged: u64,
    /// What counts as a failing minute, in words.
    pub failing_minute: &'static str,
    /// Failing minutes of the whole log, as it was and in each other world.
    pub failing_minutes: FailingMinutes,
    /// Runs of failing minutes.
    pub incidents: Vec<Incident>,
    /// The hostile sources; `None` if the log has no line of any.
    pub attack: Option<Hostile>,
    /// What the servers can bear.
    pub capacity: Capacity,
    /// What was done to the log afterwards. Lines, rows and attack are those of the log as it is left;
    /// minutes, incidents and capacity those of the world.
    pub sabotage: Vec<Sabotaged>,
}

/// Size of a log.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Volume {
    /// Lines.
    pub lines: u64,
    /// Bytes.
    pub bytes: u64,
}

/// Lines of a class.
#[derive(Debug, Clone, Serialize)]
pub struct ClassRows {
    /// Class.
    pub class: &'static str,
    /// Lines.
    pub rows: u64,
}

/// All hostile sources of a log together.
#[derive(Debug, Clone, Serialize)]
pub struct Hostile {
    /// Lines they left.
    pub requests: u64,
    /// Addresses that left one.
    pub sources: u64,
    /// Share of the lines from blocks outside France and its overseas territories.
    pub foreign_share: f64,
    /// Countries by share of the lines, largest first.
    pub countries: Vec<CountryShare>,
    /// Every address, in order. Some may be shared with people.
    pub addresses: Vec<String>,
}

/// A country's share of the hostile lines.
#[derive(Debug, Clone, Serialize)]
pub struct CountryShare {
    /// ISO 3166-1 code as the scenario gives it.
    pub country: String,
    /// Share, 0…1.
    pub share: f64,
}

/// What the servers can bear, for the mix of requests that are not hostile.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Capacity {
    /// Workers without faults; where they follow the load, the most there are.
    pub workers: u32,
    /// Mean worker time of a request that needs one, seconds.
    pub mean_work_s: f64,
    /// Requests a second that need a worker.
    pub dynamic_rps: f64,
    /// Requests a second of all kinds, static files included in their usual proportion.
    pub all_rps: f64,
}

/// Another world: its name in the truth file, and its ledger.
pub(crate) struct World {
    name: &'static str,
    ledger: Ledger,
}

impl Truth {
    /// The truth file.
    pub fn json(&self) -> String {
        // A tree of plain values with string keys always has a JSON form.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// Puts the truth together from the world as it was and the worlds beside it.
pub(crate) fn establish(
    scenario: &Scenario,
    seed: u64,
    played: &Played,
    worlds: &[World],
) -> Truth {
    let Played { tally, sabotage, ledger } = played;
    let incidents = incident::find(scenario, ledger, worlds);
    let window = scenario.window();
    Truth {
        schema: "afflux.truth/1",
        scenario: scenario.name.clone(),
        seed,
        format: scenario.format.name,
        start: rfc3339(window.start_us),
        end: rfc3339(window.end_us),
        stamp: scenario.format.stamp.name(),
        volume: Volume { lines: tally.lines, bytes: tally.bytes },
        rows: rows(tally),
        unlogged: ledger.unlogged,
        failing_minute: "more than 5 % and at least 3 of people's requests for anything but static \
                         files, counted by arrival, were not answered as asked",
        failing_minutes: FailingMinutes::count(window, ledger, worlds),
        sabotage: sabotage::of(sabotage, &incidents),
        incidents,
        attack: hostile(tally),
        capacity: capacity(scenario, ledger),
    }
}

/// Plays every other world that differs from the world as it was.
pub(crate) fn replay(scenario: &Scenario, agents: &Agents, seed: u64) -> io::Result<Vec<World>> {
    let play_one = |(name, kept): (&'static str, Kept)| {
        let ledger = play(scenario, agents, seed, kept, &mut Nowhere)?;
        Ok(World { name, ledger })
    };
    worlds(scenario).into_par_iter().map(play_one).collect()
}

/// The other worlds of a scenario, by name.
fn worlds(scenario: &Scenario) -> Vec<(&'static str, Kept)> {
    let attack = !scenario.attacks.is_empty();
    let surge = scenario.populations.iter().any(|population| !population.surges.is_empty());
    let crawl =
        scenario.robots.iter().any(|robot| robot.kind != super::scenario::RobotKind::Monitor);
    let lost = |capacity| scenario.faults.iter().any(|fault| fault.kind.is_network() != capacity);
    let all = Kept::ALL;
    let none = Kept {
        attack: false,
        surge: false,
        crawl: true,
        capacity_loss: false,
        network_loss: false,
        retries: true,
    };
    let mut worlds = vec![
        ("without_attack", attack, Kept { attack: false, ..all }),
        ("without_surge", surge, Kept { surge: false, ..all }),
        ("without_crawl", crawl, Kept { crawl: false, ..all }),
        ("with_full_capacity", lost(true), Kept { capacity_loss: false, ..all }),
        ("with_network", lost(false), Kept { network_loss: false, ..all }),
        ("without_retries", true, Kept { retries: false, ..all }),
        ("only_attack", attack && surge, Kept { attack: true, ..none }),
        ("only_surge", attack && surge, Kept { surge: true, ..none }),
    ];
    worlds.retain(|world| world.1);
    worlds.into_iter().map(|(name, _, kept)| (name, kept)).collect()
}

fn rows(tally: &Tally) -> Vec<ClassRows> {
    let named = Class::ALL.iter().zip(tally.rows);
    named.map(|(class, rows)| ClassRows { class: class.name(), rows }).collect()
}

fn hostile(tally: &Tally) -> Option<Hostile> {
    let requests: u64 = tally.sources.values().map(|source| source.1).sum();
    let mut by_country = std::collections::BTreeMap::<[u8; 2], u64>::new();
    for (country, count) in tally.sources.values() {
        *by_country.entry(*country).or_default() += count;
    }
    let share = |count: u64| count as f64 / requests as f64;
    let home: u64 = HOME.iter().filter_map(|code| by_country.get(*code)).sum();
    let mut countries: Vec<_> = by_country.into_iter().collect();
    countries.sort_by_key(|&(country, count)| (std::cmp::Reverse(count), country));
    let countries = countries.into_iter().map(|(country, count)| CountryShare {
        country: String::from_utf8_lossy(&country).into_owned(),
        share: share(count),
    });
    (requests > 0).then(|| Hostile {
        requests,
        sources: tally.sources.len() as u64,
        foreign_share: 1.0 - share(home),
        countries: countries.collect(),
        addresses: tally.sources.keys().map(ToString::to_string).collect(),
    })
}

fn capacity(scenario: &Scenario, ledger: &Ledger) -> Capacity {
    let (all, dynamic) = ledger.legitimate;
    let work_s = ledger.legitimate_work_us as f64 / SECOND_US as f64;
    let mean_work_s = if dynamic > 0 { work_s / dynamic as f64 } else { 0.0 };
    let workers = scenario.server.workers_most();
    let dynamic_rps = if mean_work_s > 0.0 { f64::from(workers) / mean_work_s } else { 0.0 };
    let all_rps = if dynamic > 0 { dynamic_rps * all as f64 / dynamic as f64 } else { 0.0 };
    Capacity { workers, mean_work_s, dynamic_rps, all_rps }
}
