//! Reasons that lower or forbid a verdict (evidence §3.5). Each is a fact about the evidence, not
//! about the incident, and the report prints all of them.

use super::super::counterfactual::Model;
use super::super::facts::{Class, Facts};
use super::super::judgement::{
    BaselineKind, Cause, Figure, Gate, Hypothesis, Symptom, Unit, Weighed,
};
use crate::base::account::Stamp;
use crate::base::net::is_internal;

/// Lines that must have become requests (evidence §3.5).
pub(in crate::judge) const COVERAGE: f64 = 0.995;
/// Requests below which an incident is too small to be explained.
pub(in crate::judge) const REQUESTS: f64 = 50.0;
/// Failures below which likewise.
pub(in crate::judge) const FAILURES: f64 = 20.0;
/// F1 of the replay with nothing removed (evidence §3.1 asks 0.9 of the full model; this one has no
/// queue, and is refused where it misses one failing bin in three).
pub(in crate::judge) const ADEQUACY: f64 = 0.7;
/// The cause's hypothesis must be at least this probable…
pub(in crate::judge) const PROBABLE: f64 = 0.4;
/// …and a verdict of attack needs so much more (a wrong accusation is the worst error).
pub(in crate::judge) const ACCUSED: f64 = 0.6;
/// Share of requests that nothing tells about, from which the labels carry no verdict.
pub(in crate::judge) const UNTOLD: f64 = 0.3;
/// Share of requests from internal addresses from which the log shows a proxy.
pub(in crate::judge) const PROXIED: f64 = 0.9;
/// Days between a database and the log that are a stated limit.
pub(in crate::judge) const DATABASE_DAYS: i64 = 180;
/// Minutes below which an incident is short.
pub(in crate::judge) const SHORT_MINUTES: i64 = 3;

/// All gates that close or limit the verdict on an incident.
pub(super) fn gates(
    facts: &Facts,
    model: Option<&Model>,
    weighed: &[Weighed],
    named: Cause,
) -> Vec<Gate> {
    let mut gates = Vec::new();
    reading(facts, &mut gates);
    size(facts, &mut gates);
    comparison(facts, model, &mut gates);
    labels(facts, weighed, named, &mut gates);
    gates
}

fn gate(key: &'static str, forbids: bool, name: &'static str, value: f64, unit: Unit) -> Gate {
    Gate { key, forbids, figure: Some(Figure { name, value, interval: None, unit }) }
}

fn reading(facts: &Facts, gates: &mut Vec<Gate>) {
    let conditions = facts.conditions;
    if conditions.coverage < COVERAGE {
        gates.push(gate("coverage", true, "coverage", conditions.coverage, Unit::Share));
    }
    if conditions.damaged {
        gates.push(Gate { key: "damaged_exhibit", forbids: false, figure: None });
    }
    if let Some(days) = conditions.database_days.filter(|&days| days > DATABASE_DAYS) {
        gates.push(gate("database_distance", false, "days", days as f64, Unit::Count));
    }
    if conditions.stamp != Stamp::Start && !facts.ground.service.has_durations() {
        gates.push(Gate { key: "departures_only", forbids: false, figure: None });
    }
}

fn size(facts: &Facts, gates: &mut Vec<Gate>) {
    let requests = facts.rows().len() as f64;
    let failures =
        facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure()).count() as f64;
    let failing = facts.found.symptom == Symptom::Failures;
    if facts.found.symptom != Symptom::Vanished && requests < REQUESTS {
        gates.push(gate("few_requests", true, "requests", requests, Unit::Count));
    } else if failing && failures < FAILURES {
        gates.push(gate("few_requests", true, "failures", failures, Unit::Count));
    }
    if facts.found.window.minutes() < SHORT_MINUTES {
        let minutes = facts.found.window.minutes() as f64;
        gates.push(gate("short_incident", false, "minutes", minutes, Unit::Count));
    }
    let internal = internal_share(facts);
    if internal >= PROXIED {
        gates.push(gate("proxy_clients", true, "internal", internal, Unit::Share));
    }
    if facts.found.symptom == Symptom::Vanished && facts.rows().is_empty() {
        gates.push(Gate { key: "log_gap", forbids: false, figure: None });
    }
}

fn internal_share(facts: &Facts) -> f64 {
    let clients = &facts.ground.names.clients;
    let rows = facts.rows();
    let all = rows.len().max(1) as f64;
    let inside = rows
        .filter_map(|row| clients.get(facts.ground.service.client[row] as usize))
        .filter(|client| client.address.is_some_and(is_internal))
        .count() as f64;
    inside / all
}

fn comparison(facts: &Facts, model: Option<&Model>, gates: &mut Vec<Gate>) {
    if facts.baseline.kind == BaselineKind::Missing {
        gates.push(Gate { key: "no_baseline", forbids: true, figure: None });
    }
    if let Some(fit) = model.map(Model::adequacy).filter(|&fit| fit < ADEQUACY) {
        gates.push(gate("model_inadequate", true, "fit", fit, Unit::Share));
    }
}

fn labels(facts: &Facts, weighed: &[Weighed], named: Cause, gates: &mut Vec<Gate>) {
    let untold = facts.share_of(Class::Unknown);
    if untold >= UNTOLD {
        gates.push(gate("labels_uncertain", true, "untold", untold, Unit::Share));
    }
    let needed = if named == Cause::Attack { ACCUSED } else { PROBABLE };
    let probability: f64 = hypotheses(named)
        .iter()
        .filter_map(|h| weighed.iter().find(|weighed| weighed.hypothesis == *h))
        .map(|weighed| weighed.probability)
        .sum();
    if !hypotheses(named).is_empty() && probability < needed {
        gates.push(gate("hypotheses_close", true, "probability", probability, Unit::Share));
    }
}

/// The hypotheses that a cause rests on.
fn hypotheses(cause: Cause) -> &'static [Hypothesis] {
    match cause {
        Cause::Attack => &[Hypothesis::Attack],
        Cause::Overload => &[Hypothesis::Overload],
        Cause::AttackAndOverload => &[Hypothesis::Attack, Hypothesis::Overload],
        Cause::Crawl => &[Hypothesis::Crawl],
        Cause::CapacityLoss => &[Hypothesis::CapacityLoss],
        Cause::UpstreamLoss => &[Hypothesis::UpstreamLoss],
        Cause::Inconclusive => &[],
    }
}
