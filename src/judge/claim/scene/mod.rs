//! What one claim is put to: the services it speaks of, its time, and everything that was judged. A
//! run and a claim in; counts, incidents and reasons not to answer out. It names no outcome but those
//! reasons.

pub(super) mod failing;
pub(super) mod intrusion;
pub(in crate::judge) mod load;
pub(super) mod origin;
pub(super) mod presence;
pub(in crate::judge) mod usual;
pub(in crate::judge) mod verdicts;

use super::super::facts::Ground;
use super::super::incident::Found;
use super::super::judgement::{Claim, Gate, Judgement, Symptom, Unit};
use super::super::options::Conditions;
use super::{Tested, figure, untestable};
use crate::base::time::{MINUTE_US, Window};

/// Share of a claimed time that the logs must cover (evidence §3.5: an unexplained gap of more than
/// 5 % of the window forbids an answer).
pub(in crate::judge) const COVERED: f64 = 0.95;
/// How far apart the first request and the claimed beginning may lie where logs are taken to cover
/// it: quiet services have no request every minute.
pub(in crate::judge) const MARGIN_US: i64 = 5 * MINUTE_US;
/// What is uncertain of a claimed instant or an incident's edge on each side: people say minutes, some
/// stamps mark the end of a request, and a minute is judged with two neighbours on each side.
pub(in crate::judge) const EDGE_US: i64 = 3 * MINUTE_US;

/// Gates that say that lines of an incident are missing.
const LACKING: &[&str] = &["lines_lost", "lines_missing"];

/// Everything that was judged in a run.
#[derive(Debug)]
pub(in crate::judge) struct Run<'a> {
    /// Services.
    pub(in crate::judge) grounds: &'a [Ground<'a>],
    /// The windows in which each of them degraded.
    pub(in crate::judge) found: &'a [Vec<Found>],
    /// What judging found.
    pub(in crate::judge) judgement: &'a Judgement,
    /// How the logs were read.
    pub(in crate::judge) conditions: &'a Conditions,
    /// Does whoever wrote the claims vouch that no log is missing?
    pub(in crate::judge) complete_logs: bool,
}

/// A service that a claim speaks of.
#[derive(Debug, Clone, Copy)]
pub(in crate::judge) struct Site<'a> {
    pub(in crate::judge) ground: &'a Ground<'a>,
    pub(in crate::judge) found: &'a [Found],
}

/// What one claim is put to.
#[derive(Debug)]
pub(in crate::judge) struct Scene<'a> {
    pub(in crate::judge) run: &'a Run<'a>,
    pub(in crate::judge) claim: &'a Claim,
    pub(in crate::judge) sites: Vec<Site<'a>>,
    /// The claimed time, or all that the logs of these services span.
    pub(in crate::judge) window: Window,
}

impl<'a> Scene<'a> {
    /// Looks up what a claim speaks of; the reason why it cannot be tested where that is not there.
    pub(super) fn of(run: &'a Run<'a>, claim: &'a Claim) -> Result<Self, Tested> {
        let meant = |ground: &Ground| {
            claim.service.as_ref().is_none_or(|service| *service == ground.service.name)
        };
        let all = run.grounds.iter().zip(run.found);
        let sites: Vec<Site> = all
            .filter(|(ground, _)| meant(ground))
            .map(|(ground, found)| Site { ground, found })
            .collect();
        let span = span(&sites).ok_or_else(|| untestable("service_unknown", Vec::new()))?;
        Ok(Self { run, claim, sites, window: claim.window.unwrap_or(span) })
    }

    /// Share of a window that the logs of these services cover: inside their span, without gaps, and without
    /// incidents of which too many lines are missing for a verdict.
    pub(super) fn covered(&self, window: Window) -> f64 {
        let Some(span) = span(&self.sites) else { return 0.0 };
        let span = Window::new(span.start_us - MARGIN_US, span.end_us + MARGIN_US);
        let inside = overlap_us(span, window);
        let silent = |gap: &super::super::judgement::Gap| overlap_us(gap.window, window);
        let gaps: i64 = self.run.judgement.gaps.iter().map(silent).sum();
        let lacking: i64 = self.lacking().map(|lacking| overlap_us(lacking, window)).sum();
        (inside - gaps - lacking).max(0) as f64 / (window.end_us - window.start_us).max(1) as f64
    }

    /// Incidents of these services of which too many lines are missing.
    fn lacking(&self) -> impl Iterator<Item = Window> {
        let meant = |name: &str| self.sites.iter().any(|site| site.ground.service.name == name);
        let lacks = |gate: &Gate| gate.forbids && LACKING.contains(&gate.key);
        let incidents = self.run.judgement.incidents.iter();
        incidents
            .filter(move |incident| meant(&incident.service) && incident.gates.iter().any(lacks))
            .map(|incident| incident.window)
    }

    /// Why a window cannot be judged by counts: the logs do not cover it, or the service fell silent in
    /// it, which a lost log does as well.
    pub(super) fn uncovered(&self, window: Window) -> Option<Tested> {
        let covered = self.covered(window);
        let figures = vec![figure("covered", covered, Unit::Share)];
        if covered < COVERED {
            return Some(untestable("not_covered", figures));
        }
        let silent = self.found(window).any(|found| found.symptom == Symptom::Vanished);
        silent.then(|| untestable("silence", figures))
    }

    /// Why counts of this run say nothing: a gate of the whole run forbids it. Requests can be counted
    /// behind proxies, clients cannot.
    pub(super) fn unread(&self, clients: bool) -> Option<Tested> {
        let concerns = |key: &str| clients || key != "proxies_only";
        let mut gates = self.run.judgement.gates.iter();
        let shut = gates.any(|gate| gate.forbids && concerns(gate.key));
        shut.then(|| untestable("run_gate", Vec::new()))
    }

    /// Degraded windows of these services that share time with a window.
    pub(super) fn found(&self, window: Window) -> impl Iterator<Item = &Found> {
        let all = self.sites.iter().flat_map(|site| site.found);
        all.filter(move |found| found.window.overlaps(&window))
    }

    /// Failures and all requests in a window.
    pub(super) fn failures(&self, window: Window) -> (f64, f64) {
        let of = |site: &Site| {
            let rows = site.ground.service.range(window);
            let failed = rows.clone().filter(|&row| site.ground.outcomes[row].is_failure()).count();
            (failed as f64, rows.len() as f64)
        };
        self.sites.iter().map(of).fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }
}

/// From the first to the last minute of any of the services.
fn span(sites: &[Site]) -> Option<Window> {
    let spans = || sites.iter().filter_map(|site| site.ground.series.span());
    let start_us = spans().map(|span| span.start_us).min()?;
    let end_us = spans().map(|span| span.end_us).max()?;
    Some(Window::new(start_us, end_us))
}

/// Microseconds that two windows share.
pub(super) fn overlap_us(one: Window, other: Window) -> i64 {
    (one.end_us.min(other.end_us) - one.start_us.max(other.start_us)).max(0)
}
