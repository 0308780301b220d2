//! Did hostile traffic come at a certain time, whether or not anything failed? The claimed time is
//! sorted into campaigns as an incident is. Its absence is never shown: what imitates people, or never
//! reached the log, leaves no campaign.

use std::collections::BTreeSet;

use super::super::super::facts::{Class, Facts, Yardstick};
use super::super::super::incident::Found;
use super::super::super::judgement::{Cause, Figure, Symptom, Unit};
use super::super::super::options::Conditions;
use super::super::super::{evidence, verdict};
use super::super::{Tested, consistent, figure, share_of, untestable};
use super::{COVERED, Scene, Site};
use crate::base::time::Window;

/// Gates under which the sorting of clients carries no statement, whatever failed.
const SORTING: &[&str] = &[
    "coverage",
    "proxies_only",
    "repeated_lines",
    "proxy_clients",
    "no_baseline",
    "labels_uncertain",
    "few_requests",
];

/// What came in the windows.
#[derive(Debug, Clone, PartialEq, Default)]
struct Came {
    all: f64,
    hostile: f64,
    sources: BTreeSet<u32>,
    /// Does a gate forbid to read the campaigns of some window?
    shut: bool,
}

/// Puts "hostile traffic came then" to the logs.
pub(in crate::judge) fn present(scene: &Scene, windows: &[Window]) -> Tested {
    if scene.claim.window.is_none() {
        return untestable("needs_window", Vec::new());
    }
    let whole: i64 = windows.iter().map(|window| window.end_us - window.start_us).sum();
    let covered = windows.iter().map(|window| {
        scene.covered(*window) * (window.end_us - window.start_us) as f64 / whole.max(1) as f64
    });
    let covered: f64 = covered.sum();
    if let Some(why) = undecided(scene, windows) {
        return why;
    }
    let came = came(scene, windows);
    let figures = figures(&came, covered);
    if came.hostile > 0.0 && !came.shut {
        return consistent(figures).because("presence");
    }
    if covered < COVERED {
        return untestable("not_covered", figures);
    }
    if came.shut {
        return untestable("sorting", figures);
    }
    untestable("not_seen", figures)
}

/// An incident that could not be decided says nothing of its campaigns either.
fn undecided(scene: &Scene, windows: &[Window]) -> Option<Tested> {
    let open: Vec<u32> = super::verdicts::incidents(scene)
        .into_iter()
        .filter(|incident| incident.cause == Cause::Inconclusive)
        .filter(|incident| windows.iter().any(|window| window.overlaps(&incident.window)))
        .map(|incident| incident.id)
        .collect();
    let why = untestable("inconclusive", Vec::new());
    (!open.is_empty()).then_some(Tested { incidents: open, ..why })
}

fn came(scene: &Scene, windows: &[Window]) -> Came {
    let mut came = Came::default();
    for site in &scene.sites {
        let incidents: Vec<Window> = site.found.iter().map(|found| found.window).collect();
        let yardstick = Yardstick::of(site.ground, incidents);
        for window in windows {
            add(&mut came, site, *window, &yardstick, scene.run.conditions);
        }
    }
    came
}

fn add(came: &mut Came, site: &Site, window: Window, yardstick: &Yardstick, read: &Conditions) {
    let found = Found::new(window, Symptom::Given);
    let facts = Facts::gather(site.ground, found, yardstick, None, read, 1);
    let hostile: Vec<usize> =
        facts.rows().filter(|&row| facts.class(row) == Class::Hostile).collect();
    let ground = site.ground;
    let subscriber = |&row: &usize| ground.subscribers.get(ground.service.client[row]);
    came.all += facts.rows().len() as f64;
    came.hostile += hostile.len() as f64;
    came.sources.extend(hostile.iter().map(subscriber));
    if !hostile.is_empty() {
        let verdict = verdict::verdict(&facts, &evidence::findings(&facts));
        let bears = |key: &str| SORTING.contains(&key);
        came.shut |= verdict.gates.iter().any(|gate| gate.forbids && bears(gate.key));
    }
}

fn figures(came: &Came, covered: f64) -> Vec<Figure> {
    vec![
        share_of("hostile_share", came.hostile, came.all),
        figure("hostile_requests", came.hostile, Unit::Count),
        figure("hostile_sources", came.sources.len() as f64, Unit::Count),
        figure("covered", covered, Unit::Share),
    ]
}
