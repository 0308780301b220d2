//! What a silence was: requests that did not arrive, or lines that were lost. In: the facts of an
//! incident of requests that vanished. Out: the cause, and the gates that close or limit it.

use super::super::evidence::echo;
use super::super::evidence::servers_said::is_off;
use super::super::facts::Facts;
use super::super::judgement::{Cause, Figure, Gate, Symptom, Unit};
use super::super::network::holds;
use super::super::resumption::measure;
use crate::base::time::{HOUR_US, Window};

/// Arrivals after a silence over those later that show that people had waited.
pub(in crate::judge) const RUSH: f64 = 1.3;
/// log10 of the likelihood ratio from which visits are taken to have begun anew, or to have been under
/// way: ten to one, where ENFSI's "moderate" begins.
pub(in crate::judge) const TOLD: f64 = 1.0;
/// Share of a network's requests that files hold which are silent throughout, from which the file was
/// lost and not the network.
pub(in crate::judge) const SILENT_FILES: f64 = 0.9;

/// What a silence is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Silence {
    /// Requests did not arrive.
    Cut,
    /// The servers were off, as they say themselves.
    Off,
    /// Lines are missing.
    Gap,
    /// It cannot be told.
    Unexplained,
}

fn silence(facts: &Facts) -> Silence {
    if !facts.found.absent.is_empty() {
        return if files_are_silent(facts) { Silence::Gap } else { Silence::Cut };
    }
    if is_off(facts) {
        return Silence::Off;
    }
    // Lines of another service in the same files were written meanwhile.
    if facts.found.logged {
        return Silence::Cut;
    }
    let told = measure(facts).and_then(|resumption| resumption.log10_lr()).unwrap_or(0.0);
    let rushed = echo(facts).is_some_and(|echo| echo.ratio >= RUSH && echo.is_significant());
    match rushed {
        _ if told >= TOLD => Silence::Cut,
        true if told > -TOLD => Silence::Cut,
        false if told <= -TOLD => Silence::Gap,
        _ => Silence::Unexplained,
    }
}

/// Silence is loss upstream only if something shows that the log was being written.
pub(super) fn cause(facts: &Facts) -> Cause {
    match silence(facts) {
        Silence::Cut => Cause::UpstreamLoss,
        Silence::Off => Cause::CapacityLoss,
        Silence::Gap | Silence::Unexplained => Cause::Inconclusive,
    }
}

/// Gates of a silence.
pub(super) fn gates(facts: &Facts, gates: &mut Vec<Gate>) {
    if facts.found.symptom != Symptom::Vanished {
        return;
    }
    let whole = facts.found.absent.is_empty();
    let (key, forbids) = match silence(facts) {
        Silence::Cut if whole => ("host_off_possible", false),
        Silence::Cut => ("filter_possible", false),
        Silence::Off => ("server_off", false),
        Silence::Gap => ("log_gap", true),
        Silence::Unexplained => ("silence_unexplained", true),
    };
    let told = measure(facts).and_then(|resumption| resumption.log10_lr());
    let asked = !facts.found.logged && !is_off(facts);
    let figure = told.filter(|_| asked).map(|told| Figure {
        name: "anew_over_under_way",
        value: 10f64.powf(told.clamp(-MOST, MOST)),
        interval: None,
        unit: Unit::Ratio,
    });
    gates.push(Gate { key, forbids, figure });
}

/// Largest power of ten that a gate prints.
const MOST: f64 = 6.0;

/// Hours on each side in which a network's files are looked up.
const AROUND_US: i64 = 2 * HOUR_US;

/// Do the network's requests usually lie in files that hold nothing at all of the incident? Several
/// servers write several files, and one of them may be the network's.
fn files_are_silent(facts: &Facts) -> bool {
    let (service, window) = (&facts.ground.service, facts.found.window);
    let clients = &facts.ground.names.clients;
    let writing: std::collections::BTreeSet<u32> =
        service.range(window).map(|row| service.exhibit[row]).collect();
    let around = Window::new(window.start_us - AROUND_US, window.end_us + AROUND_US);
    let (mut all, mut silent) = (0.0, 0.0);
    for row in service.range(around) {
        let client = clients.get(service.client[row] as usize);
        let theirs = |client| facts.found.absent.iter().any(|one| holds(&one.group, client));
        if client.is_some_and(theirs) {
            all += 1.0;
            silent += f64::from(!writing.contains(&service.exhibit[row]));
        }
    }
    all > 0.0 && silent >= SILENT_FILES * all
}

#[cfg(test)]
mod tests;
