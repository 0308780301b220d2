//! A case: what truly happened in a world, what was found in its log, and how the two go together. In:
//! truth and judgement. Out: a plain record, one line of JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::labels::{Labels, labels};
use super::play::{Judged, Line};
use crate::base::time::{DAY_US, MINUTE_US, Window, parse};
use crate::judge::judgement::{Answer, BaselineKind, Hypothesis, Incident, Nature};
use crate::judge::verdict::conformal;
use crate::rehearse::family::Family;
use crate::rehearse::scenario::Scenario;
use crate::rehearse::truth::Truth;

/// One world, judged.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// Family.
    pub family: &'static str,
    /// Seed: with the family it gives the same world again.
    pub seed: u64,
    /// Was the family kept away from every fitting?
    pub held_out: bool,
    /// Log format.
    pub format: &'static str,
    /// Name of the format that the log was read as.
    pub read_as: &'static str,
    /// Does the log carry durations?
    pub durations: bool,
    /// Whole days of log before the day of the first true incident, or of the end.
    pub history_days: i64,
    /// Lines.
    pub lines: u64,
    /// Was the log tampered with: lines lost, clocks set, clients hidden?
    pub sabotaged: bool,
    /// Did anybody attack at all?
    pub attacked: bool,
    /// Does anything happen that is not of every day: an attack, a surge, a collector of pages, a fault, a damage of
    /// the log?
    pub eventful: bool,
    /// What truly happened, in order of time.
    pub known: Vec<Known>,
    /// What was found, in order of time.
    pub found: Vec<Found>,
    /// The labels of requests.
    pub labels: Labels,
    /// Share of the hostile lines from abroad: true, and of the lines that were called hostile.
    pub foreign: (Option<f64>, Option<f64>),
    /// Requests a second that the servers bear, of the usual mix.
    pub capacity_rps: f64,
}

/// An incident that was.
#[derive(Debug, Clone, Serialize)]
pub struct Known {
    /// Cause.
    pub cause: &'static str,
    /// Detail.
    pub detail: Option<&'static str>,
    /// First minute, microseconds since the epoch.
    pub start_us: i64,
    /// End of the last.
    pub end_us: i64,
    /// Share of its requests from hostile sources.
    pub hostile_share: f64,
    /// First tries a second at its busiest minute.
    pub fresh_peak_rps: f64,
    /// Can the log show it? Apache httpd without durations logs those who left as served.
    pub visible: bool,
    /// Failing minutes in each world.
    pub failing_minutes: crate::rehearse::truth::FailingMinutes,
}

/// An incident that was found.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// Index of the true incident that it shares most time with.
    pub of: Option<usize>,
    /// Cause.
    pub cause: &'static str,
    /// Detail.
    pub detail: Option<&'static str>,
    /// Start.
    pub start_us: i64,
    /// End.
    pub end_us: i64,
    /// Requests.
    pub requests: u64,
    /// Failures among them.
    pub failures: u64,
    /// Kind of baseline.
    pub baseline: &'static str,
    /// Probability of each hypothesis.
    pub probabilities: BTreeMap<&'static str, f64>,
    /// Explanations that are not out of the question at 95 %.
    pub conformal_set: Vec<&'static str>,
    /// Gates that forbid a verdict.
    pub forbidden_by: Vec<&'static str>,
    /// Figures by `test.figure`; what could not be computed is missing.
    pub figures: BTreeMap<String, f64>,
    /// What each finding speaks for: log10 weight by `test.hypothesis`, before any bound.
    pub supports: BTreeMap<String, f64>,
    /// Probability that it fails without something, by name of the replay.
    pub but_for: BTreeMap<&'static str, f64>,
    /// Necessity and sufficiency of each factor, by its name.
    pub parts: BTreeMap<&'static str, (f64, Option<f64>)>,
    /// Requests a second that capacity is put at.
    pub capacity_rps: Option<(f64, f64, f64)>,
    /// First tries a second at its busiest minute.
    pub fresh_peak_rps: Option<f64>,
}

impl Case {
    /// Holds a judgement against the truth. `lines` is what is known of each line.
    pub(super) fn compare(
        family: &Family,
        seed: u64,
        scenario: &Scenario,
        truth: &Truth,
        lines: &[Line],
        judged: &Judged,
    ) -> Self {
        let durations = judged.durations;
        let known: Vec<Known> =
            truth.incidents.iter().map(|one| Known::of(one, lines, durations)).collect();
        let found: Vec<Found> =
            judged.judgement.incidents.iter().map(|one| Found::of(one, &known)).collect();
        let first = known.first().map_or(scenario.window().end_us, |known| known.start_us);
        Self {
            family: family.name,
            seed,
            held_out: family.held_out,
            format: truth.format,
            read_as: judged.account.exhibits.first().map_or("", |exhibit| exhibit.format),
            durations,
            history_days: (first - scenario.window().start_us) / DAY_US,
            lines: truth.volume.lines,
            sabotaged: !truth.sabotage.is_empty(),
            attacked: truth.attack.is_some(),
            eventful: is_eventful(scenario),
            labels: labels(lines, judged),
            foreign: (truth.attack.as_ref().map(|one| one.foreign_share), foreign(judged)),
            capacity_rps: truth.capacity.all_rps,
            known,
            found,
        }
    }

    /// The incident found for a true one: the longest that belongs to it.
    pub fn found_for(&self, known: usize) -> Option<&Found> {
        let of = self.found.iter().filter(|found| found.of == Some(known));
        of.max_by_key(|found| (found.end_us - found.start_us, std::cmp::Reverse(found.start_us)))
    }
}

fn is_eventful(scenario: &Scenario) -> bool {
    let broken = scenario.faults.len() + scenario.sabotage.len();
    scenario.attacks.len() + broken > 0
        || scenario.populations.iter().any(|people| !people.surges.is_empty())
        || scenario.robots.iter().any(|robot| robot.start.is_some())
}

impl Known {
    fn of(incident: &crate::rehearse::truth::Incident, lines: &[Line], durations: bool) -> Self {
        let window =
            Window::new(parse(&incident.start).unwrap_or(0), parse(&incident.end).unwrap_or(0));
        Self {
            visible: is_visible(incident, window, lines, durations),
            cause: incident.cause,
            detail: incident.detail,
            start_us: window.start_us,
            end_us: window.end_us,
            hostile_share: incident.hostile_share,
            fresh_peak_rps: incident.fresh_peak_rps,
            failing_minutes: incident.failing_minutes,
        }
    }

    fn window(&self) -> Window {
        Window::new(self.start_us, self.end_us)
    }
}

/// Share of failing lines, and their number, from which a log without durations shows an outage: the
/// threshold of evidence §3.1, and as many as a verdict needs.
const VISIBLE: (f64, usize) = (0.02, 20);

fn is_visible(
    incident: &crate::rehearse::truth::Incident,
    window: Window,
    lines: &[Line],
    durations: bool,
) -> bool {
    let within = || lines.iter().filter(|line| window.contains(line.arrival_us));
    let failing = within().filter(|line| line.fails).count();
    let shows = failing >= VISIBLE.1 && failing as f64 >= VISIBLE.0 * within().count() as f64;
    // Waiting pages show without a failing status, and so does silence, if as many are missing and the log has had as many before:
    // who never came is not missed.
    let missing = usize::try_from(incident.unlogged).unwrap_or(usize::MAX);
    let before = || lines.iter().filter(|line| line.arrival_us < window.start_us).count();
    let silent = incident.cause == "upstream_loss" && missing >= VISIBLE.1 && before() >= missing;
    let loaded = durations && incident.cause != "upstream_loss";
    shows || incident.waiting_share >= 0.5 || loaded || silent
}

/// An incident found a little early or late still belongs to the one that was.
const REACH_US: i64 = 10 * MINUTE_US;

fn shared(known: Window, found: Window) -> i64 {
    known.end_us.min(found.end_us) - known.start_us.max(found.start_us)
}

impl Found {
    fn of(incident: &Incident, known: &[Known]) -> Self {
        let near = |(_, one): &(usize, &Known)| shared(one.window(), incident.window) > -REACH_US;
        let of = known
            .iter()
            .enumerate()
            .filter(near)
            .max_by_key(|(_, one)| shared(one.window(), incident.window));
        Self {
            of: of.map(|(index, _)| index),
            cause: incident.cause.name(),
            detail: incident.detail.map(|detail| detail.name()),
            start_us: incident.window.start_us,
            end_us: incident.window.end_us,
            requests: incident.requests,
            failures: incident.failures,
            baseline: baseline(incident.baseline.kind),
            probabilities: Hypothesis::ALL
                .iter()
                .zip(&incident.hypotheses)
                .map(|(hypothesis, weighed)| (hypothesis.name(), weighed.probability))
                .collect(),
            conformal_set: conformal(&incident.hypotheses)
                .into_iter()
                .map(Hypothesis::name)
                .collect(),
            forbidden_by: forbidding(incident),
            figures: figures(incident),
            supports: supports(incident),
            but_for: but_for(incident),
            parts: parts(incident),
            capacity_rps: incident.capacity_rps.map(|one| (one.low, one.value, one.high)),
            fresh_peak_rps: incident.demand.map(|demand| demand.fresh_peak_rps),
        }
    }
}

fn baseline(kind: BaselineKind) -> &'static str {
    match kind {
        BaselineKind::Given => "given",
        BaselineKind::SameSlot => "same_slot",
        BaselineKind::Before => "before",
        BaselineKind::Missing => "missing",
    }
}

fn forbidding(incident: &Incident) -> Vec<&'static str> {
    incident.gates.iter().filter(|gate| gate.forbids).map(|gate| gate.key).collect()
}

fn figures(incident: &Incident) -> BTreeMap<String, f64> {
    let mut all = BTreeMap::new();
    for finding in &incident.findings {
        let Answer::Computed { figures, .. } = &finding.answer else { continue };
        for figure in figures {
            all.insert(format!("{}.{}", finding.name, figure.name), figure.value);
        }
    }
    all
}

fn supports(incident: &Incident) -> BTreeMap<String, f64> {
    let mut all = BTreeMap::new();
    for finding in &incident.findings {
        let Answer::Computed { speaks, .. } = &finding.answer else { continue };
        for speaks in speaks {
            let name = format!("{}.{}", finding.name, speaks.hypothesis.name());
            *all.entry(name).or_insert(0.0) += speaks.weight;
        }
    }
    all
}

fn but_for(incident: &Incident) -> BTreeMap<&'static str, f64> {
    let replays = &incident.but_for;
    [
        ("as_it_was", replays.as_it_was),
        ("without_attack", replays.without_attack),
        ("without_surge", replays.without_surge),
        ("without_crawl", replays.without_crawl),
        ("with_baseline_capacity", replays.with_baseline_capacity),
        ("without_retries", replays.without_retries),
    ]
    .into_iter()
    .filter_map(|(name, replay)| Some((name, replay?.probability)))
    .collect()
}

fn parts(incident: &Incident) -> BTreeMap<&'static str, (f64, Option<f64>)> {
    let parts = incident.but_for.parts.iter();
    parts.map(|part| (part.factor.name(), (part.necessity, part.sufficiency))).collect()
}

fn foreign(judged: &Judged) -> Option<f64> {
    let campaigns = judged.judgement.incidents.iter().flat_map(|incident| &incident.campaigns);
    let (mut sum, mut all) = (0.0, 0.0);
    for one in campaigns.filter(|one| one.nature == Nature::Hostile) {
        let Some(share) = one.foreign_share else { continue };
        sum += share * one.requests as f64;
        all += one.requests as f64;
    }
    (all > 0.0).then(|| sum / all)
}
