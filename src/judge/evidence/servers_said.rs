//! # Question
//! Do the servers' own error logs say that a limit was reached, or that a part of the service was lost?
//!
//! # Measure
//! Messages of limits (busy workers, full queues, connections that could not be held, resources used up)
//! and of losses (workers that died, back ends that were gone) from ten minutes before the incident to
//! its end, those written at other times beside them for as long; seconds from the first loss to the
//! first failing minute; the largest limit named, and requests in progress at that moment where the
//! access log has durations. Of a silence: messages by which servers stopped where it began.
//!
//! # Speaks for
//! Limits, five times as often as at other times: requests had come, against loss upstream. Losses far
//! more often than chance allows, not after the first failing minute, while the load had stayed at or
//! below what had been borne: lost capacity. A stop where a silence began, and no start before its end:
//! lost capacity rather than loss upstream.
//!
//! # What can fool it
//! Overloaded servers kill and lose workers, too: losses under a load never borne before say nothing.
//! Error logs in local time without a zone are read by the zone of the requests beside them; where none
//! says it and none was given, they may lie hours off. Apache says once only that all workers are busy,
//! until it is restarted. What one machine says is put beside every service of the run.
//!
//! # Not computable when
//! No error log covers the incident.
//!
//! # References
//! Evidence §2.1 (worker limits seen in companion logs); conditional test of two rates (Przyborowski &
//! Wilenski 1940); Apache AH00484, nginx `worker_connections`, php-fpm `pm.max_children`; Little 1961.

use super::super::arriving::chance_beside;
use super::super::facts::Facts;
use super::super::hostile::known_load;
use super::super::judgement::{Answer, Hypothesis, Symptom, Unit};
use super::super::onset::first_failing;
use super::super::said::{Matter, minutes_of};
use super::{Test, answer, figure};
use crate::base::time::{MINUTE_US, SECOND_US, Window, minute_of};

/// Times the usual rate from which messages of limits belong to the incident.
pub(in crate::judge) const TIMES: f64 = 5.0;
/// log10 of the chance that so many messages of losses fall into the incident: one in a hundred.
pub(in crate::judge) const CHANCE: f64 = -2.0;
/// A stop so near to the beginning of a silence made it: servers take a minute to stop or to start.
pub(in crate::judge) const EDGE_US: i64 = 2 * MINUTE_US;

pub(super) const TEST: Test = Test {
    name: "servers_said",
    number: "T37",
    family: "said",
    query: "limits-reached",
    source: include_str!("servers_said.rs"),
    run,
};

/// Messages of some matters in the lead and the incident, and at all other times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::judge) struct Rate {
    /// Messages.
    pub(in crate::judge) count: f64,
    beside: f64,
    minutes: f64,
    minutes_beside: f64,
}

impl Rate {
    /// `None` if no error log covers the incident.
    pub(in crate::judge) fn of(facts: &Facts, matters: &[Matter]) -> Option<Self> {
        let said = &facts.conditions.said;
        let count = |window: Window| -> f64 {
            matters.iter().map(|&matter| said.count(matter, window) as f64).sum()
        };
        let minutes = said.covered(facts.lead);
        let here = count(facts.lead);
        let all: f64 = said.spans().iter().map(|span| count(*span)).sum();
        let minutes_beside = said.spans().iter().map(minutes_of).sum::<f64>() - minutes;
        let beside = (all - here).max(0.0);
        (minutes > 0.0).then_some(Self { count: here, beside, minutes, minutes_beside })
    }

    /// Messages that other times have in as many minutes.
    fn usual(&self) -> f64 {
        if self.minutes_beside > 0.0 {
            self.beside * self.minutes / self.minutes_beside
        } else {
            0.0
        }
    }

    /// Are they many more than at other times?
    pub(in crate::judge) fn is_more(&self) -> bool {
        self.count > 0.0 && self.count >= TIMES * self.usual()
    }

    /// Could so many fall into the incident by chance?
    fn is_chance(&self) -> bool {
        let expected_beside = self.count * self.minutes_beside / self.minutes;
        chance_beside(self.beside, expected_beside, self.count, 1.0) > CHANCE
    }
}

fn run(facts: &Facts) -> Answer {
    let limits = [Matter::Exhausted, Matter::Refused, Matter::RefusedBelow];
    let (Some(limits), Some(lost)) = (Rate::of(facts, &limits), Rate::of(facts, &[Matter::Lost]))
    else {
        return Answer::NotComputable("no_error_log");
    };
    if facts.found.symptom == Symptom::Vanished {
        return of_silence(facts);
    }
    let reached = if limits.is_more() { 0.6 } else { 0.0 };
    let first = lost_first(facts, lost);
    // Hostile requests may be dear: few of them can be much load.
    let is_first = first.is_some_and(|lead| lead >= 0.0) && was_borne(facts);
    let loss = if is_first { 0.6 * known_load(facts) } else { 0.0 };
    let Answer::Computed { mut figures, speaks } = answer(
        [
            figure("limits", limits.count, Unit::Count),
            figure("limits_usual", limits.usual(), Unit::Count),
            figure("losses", lost.count, Unit::Count),
            figure("losses_usual", lost.usual(), Unit::Count),
        ],
        [
            (Hypothesis::UpstreamLoss, -reached),
            (Hypothesis::CapacityLoss, loss),
            (Hypothesis::Attack, -loss * 0.5),
            (Hypothesis::Overload, -loss * 0.5),
            (Hypothesis::Crawl, -loss * 0.5),
        ],
    ) else {
        return Answer::NotComputable("no_error_log");
    };
    figures.extend(first.map(|lead| figure("loss_leads", lead, Unit::Seconds)));
    figures.extend(limit(facts).map(|(limit, _)| figure("limit", limit, Unit::Count)));
    figures.extend(in_progress(facts).map(|held| figure("in_progress", held, Unit::Count)));
    Answer::Computed { figures, speaks }
}

/// Messages by which servers stopped where a silence began.
fn of_silence(facts: &Facts) -> Answer {
    let off = if is_off(facts) { 1.0 } else { 0.0 };
    let stops = facts.conditions.said.count(Matter::Stopped, beginning(facts));
    answer(
        [figure("stops", stops as f64, Unit::Count)],
        [(Hypothesis::CapacityLoss, off), (Hypothesis::UpstreamLoss, -off)],
    )
}

/// The minutes around the beginning of the incident.
fn beginning(facts: &Facts) -> Window {
    let start = facts.found.window.start_us;
    Window::new(start - EDGE_US, start + EDGE_US)
}

/// Do the servers say of themselves that they stopped where the whole service fell silent, and did not
/// begin again until its end? One that is restarted when logs are rotated begins at once: if a file is
/// missing from there on, the silence is the file's.
pub(in crate::judge) fn is_off(facts: &Facts) -> bool {
    let said = &facts.conditions.said;
    let stopped = said.last_us(Matter::Stopped, beginning(facts));
    let end = facts.found.window.end_us - EDGE_US;
    let stays = |at: i64| at >= end || said.count(Matter::Started, Window::new(at, end)) == 0;
    facts.found.absent.is_empty() && stopped.is_some_and(stays)
}

/// Seconds from the first message of a loss to the first failing minute; negative if it came after that.
fn lost_first(facts: &Facts, lost: Rate) -> Option<f64> {
    let failing = first_failing(facts).filter(|_| !lost.is_chance())? + MINUTE_US;
    let first = facts.conditions.said.first_us(Matter::Lost, facts.lead)?;
    Some((failing - first) as f64 / SECOND_US as f64)
}

/// Had the load until the first failing minute been borne before?
fn was_borne(facts: &Facts) -> bool {
    let (Some(shown), Some(failing)) = (facts.shown, first_failing(facts)) else { return false };
    let start = minute_of(facts.lead.start_us);
    let mut minutes = (0..).map(|k| start + k * MINUTE_US).take_while(|&at| at <= failing);
    minutes.all(|at| facts.asked(at) <= shown)
}

/// The largest number of workers or connections that a message of the incident names, and when.
fn limit(facts: &Facts) -> Option<(f64, i64)> {
    let said = &facts.conditions.said;
    let of = |matter| Some((said.limit(matter, facts.lead)?, said.first_us(matter, facts.lead)?));
    let limits = [Matter::Exhausted, Matter::Refused].into_iter().filter_map(of);
    limits.max().map(|(limit, at_us)| (limit as f64, at_us))
}

/// Requests in progress when the first message of a limit was written; `None` without durations.
fn in_progress(facts: &Facts) -> Option<f64> {
    let service = &facts.ground.service;
    let (_, at_us) = limit(facts).filter(|_| service.has_durations())?;
    let rows = service.range(Window::new(facts.lead.start_us, at_us + 1));
    let is_held = |row: &usize| {
        let duration_us = service.duration_us.get(*row).copied().unwrap_or(0).max(0);
        service.arrival_us.get(*row).is_some_and(|start| start.saturating_add(duration_us) > at_us)
    };
    Some(rows.filter(is_held).count() as f64)
}
