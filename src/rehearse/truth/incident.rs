//! Runs of failing minutes, and how many of them fail in other worlds. In: ledgers. Out: incidents in
//! order of time.

use serde::Serialize;

use super::{World, cause};
use crate::base::time::{MINUTE_US, Window, rfc3339};
use crate::rehearse::scenario::Scenario;
use crate::rehearse::world::ledger::{Ledger, Minute};

/// Minutes that may pass well inside one incident.
const GAP_MINUTES: usize = 10;
/// Fewer failing minutes are a hiccup, not an incident.
const FAILING_LEAST: u32 = 3;

/// A run of failing minutes.
#[derive(Debug, Clone, Serialize)]
pub struct Incident {
    /// Start of the first failing minute, RFC 3339 UTC.
    pub start: String,
    /// End of the last.
    pub end: String,
    /// Why, in the words of `verdict.json`.
    pub cause: &'static str,
    /// How, in the words of `verdict.json`.
    pub detail: Option<&'static str>,
    /// Failing minutes within the window.
    pub failing_minutes: FailingMinutes,
    /// Share of the logged requests that hostile sources sent.
    pub hostile_share: f64,
    /// Requests that left no line: cut off, turned away at the door, or gone before they were taken.
    pub unlogged: u64,
    /// Share of people's failures that were waiting pages.
    pub waiting_share: f64,
    /// Logged requests a second in the busiest minute.
    pub logged_peak_rps: f64,
    /// First tries a second in the busiest minute, hostile ones included.
    pub fresh_peak_rps: f64,
    /// Worker time asked for by first tries that are not hostile, as a share of all workers' time, in
    /// the busiest minute.
    pub utilisation_without_attack: f64,
    /// The same for hostile requests.
    pub utilisation_of_attack: f64,
    /// Failing minutes after the last one in which first tries and hostile requests asked for more than
    /// nine tenths of the workers' time…
    pub tail_minutes: u32,
    /// …and how many of them would have failed if nobody had tried again.
    pub tail_without_retries: u32,
}

/// Failing minutes in every world; `None` where a world would not differ.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct FailingMinutes {
    /// As it was.
    pub as_it_was: u32,
    /// Without hostile sources.
    pub without_attack: Option<u32>,
    /// Without the surges.
    pub without_surge: Option<u32>,
    /// Without crawlers.
    pub without_crawl: Option<u32>,
    /// With every worker alive.
    pub with_full_capacity: Option<u32>,
    /// With every request arriving.
    pub with_network: Option<u32>,
    /// If nobody had tried again; one failure is enough there.
    pub without_retries: Option<u32>,
    /// With the attack, and neither surge nor fault.
    pub only_attack: Option<u32>,
    /// With the surges, and neither attack nor fault.
    pub only_surge: Option<u32>,
}

impl FailingMinutes {
    /// Counts them within a window.
    pub(super) fn count(window: Window, ledger: &Ledger, worlds: &[World]) -> Self {
        let of = |name| {
            let world = worlds.iter().find(|world| world.name == name)?;
            Some(world.ledger.failing(window))
        };
        Self {
            as_it_was: ledger.failing(window),
            without_attack: of("without_attack"),
            without_surge: of("without_surge"),
            without_crawl: of("without_crawl"),
            with_full_capacity: of("with_full_capacity"),
            with_network: of("with_network"),
            without_retries: without_retries(worlds, window),
            only_attack: of("only_attack"),
            only_surge: of("only_surge"),
        }
    }
}

/// The incidents of the world as it was.
pub(super) fn find(scenario: &Scenario, ledger: &Ledger, worlds: &[World]) -> Vec<Incident> {
    let windows = windows(ledger).into_iter();
    let long = windows.filter(|&window| ledger.failing(window) >= FAILING_LEAST);
    long.map(|window| describe(scenario, window, ledger, worlds)).collect()
}

fn windows(ledger: &Ledger) -> Vec<Window> {
    let failing = ledger.minutes.iter().enumerate().filter(|(_, minute)| minute.fails());
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (index, _) in failing {
        match runs.last_mut() {
            Some(run) if index - run.1 <= GAP_MINUTES + 1 => run.1 = index,
            _ => runs.push((index, index)),
        }
    }
    let window =
        |(first, last)| Window::new(ledger.minute_us(first), ledger.minute_us(last) + MINUTE_US);
    runs.into_iter().map(window).collect()
}

fn describe(scenario: &Scenario, window: Window, ledger: &Ledger, worlds: &[World]) -> Incident {
    let sum = |of: fn(&Minute) -> u32| ledger.within(window).map(of).map(f64::from).sum::<f64>();
    let peak = |of: fn(&Minute) -> f64| ledger.within(window).map(of).fold(0.0, f64::max);
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    let offered_us = MINUTE_US as f64 * f64::from(scenario.server.workers_most());
    let tail = tail(offered_us, window, ledger);
    let mut incident = Incident {
        start: rfc3339(window.start_us),
        end: rfc3339(window.end_us),
        cause: "",
        detail: None,
        failing_minutes: FailingMinutes::count(window, ledger, worlds),
        hostile_share: share(sum(|minute| minute.hostile), sum(|minute| minute.logged)),
        unlogged: sum(|minute| minute.unlogged) as u64,
        waiting_share: share(
            sum(|minute| minute.people_waiting),
            sum(|minute| minute.people_failed),
        ),
        logged_peak_rps: peak(|minute| f64::from(minute.logged)) / 60.0,
        fresh_peak_rps: peak(|minute| f64::from(minute.fresh)) / 60.0,
        utilisation_without_attack: peak(|minute| minute.fresh_work_us as f64) / offered_us,
        utilisation_of_attack: peak(|minute| minute.hostile_work_us as f64) / offered_us,
        tail_minutes: ledger.failing(tail),
        tail_without_retries: without_retries(worlds, tail).unwrap_or(0),
    };
    let (cause, detail) = cause::of(&incident);
    (incident.cause, incident.detail) = (cause.name(), detail.map(|detail| detail.name()));
    incident
}

/// Share of the workers' time below which what is asked for is no reason to fail.
const LIGHT: f64 = 0.9;

/// The part of a window after the last minute that asked for more.
fn tail(offered_us: f64, window: Window, ledger: &Ledger) -> Window {
    let heavy = |minute: &Minute| {
        (minute.fresh_work_us + minute.hostile_work_us) as f64 > LIGHT * offered_us
    };
    let minutes: Vec<bool> = ledger.within(window).map(heavy).collect();
    let after = minutes.iter().rposition(|heavy| *heavy).map_or(0, |last| last + 1);
    Window::new(window.start_us + after as i64 * MINUTE_US, window.end_us)
}

fn without_retries(worlds: &[World], window: Window) -> Option<u32> {
    let world = worlds.iter().find(|world| world.name == "without_retries")?;
    Some(world.ledger.failing_at_all(window))
}
