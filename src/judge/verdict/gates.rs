//! Reasons that lower or forbid a verdict (evidence §3.5). Each is a fact about the evidence, not
//! about the incident, and the report prints all of them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::clock::beside;
use super::super::counterfactual::Model;
use super::super::evidence::servers_said::Rate;
use super::super::facts::{Class, Facts};
use super::super::fingerprint::SHARED_AGENTS;
use super::super::judgement::{
    BaselineKind, Cause, Figure, Gate, Hypothesis, Symptom, Unit, Weighed,
};
use super::super::missing::Missing;
use super::super::options::Conditions;
use super::super::said::Matter;
use super::super::work::ASSET_WORK;
use crate::base::account::Stamp;
use crate::base::net::is_internal;
use crate::base::time::MINUTE_US;

/// Lines that must have become requests (evidence §3.5).
pub(in crate::judge) const COVERAGE: f64 = 0.995;
/// Requests below which an incident is too small to be explained.
pub(in crate::judge) const REQUESTS: f64 = 50.0;
/// Failures below which likewise.
pub(in crate::judge) const FAILURES: f64 = 20.0;
/// Clients that saw a failure, below which it may have been theirs alone.
pub(in crate::judge) const FAILED_CLIENTS: f64 = 5.0;
/// F1 of the replay with nothing removed (evidence §3.1 asks 0.9 of the full model; this one has no
/// queue, and is refused where it misses one failing bin in three).
pub(in crate::judge) const ADEQUACY: f64 = 0.7;
/// The cause's hypothesis must be at least this probable…
pub(in crate::judge) const PROBABLE: f64 = 0.4;
/// …and a verdict of attack needs so much more (a wrong accusation is the worst error).
pub(in crate::judge) const ACCUSED: f64 = 0.6;
/// …of which attack itself has this much, where it is named together with overload.
pub(in crate::judge) const ACCUSED_AT_ALL: f64 = 0.2;
/// log10 by which findings that never saw the sorting of clients speak for attack rather than overload
/// at the least, for anybody to be accused: they may lean to people, as familiar networks make them, but
/// not by a factor of five. Half an order for attack was asked before; on worlds whose labels were all
/// right it withheld 36 of 152 attacks (docs/internals/decisions.md)…
pub(in crate::judge) const WITNESSED: f64 = -0.7;
/// …at all where both are named…
pub(in crate::judge) const WITNESSED_BOTH: f64 = -1.0;
/// …and the most by which they may, for people to be named.
pub(in crate::judge) const UNWITNESSED: f64 = 0.5;
/// Share of requests that nothing tells about, from which the labels carry no verdict.
pub(in crate::judge) const UNTOLD: f64 = 0.3;
/// Share of requests from internal addresses, or on ordinary days from a single one, from which the
/// log shows a proxy.
pub(in crate::judge) const PROXIED: f64 = 0.9;
/// Share of the requests that several exhibits hold, from which they are a stated limit: fewer can be
/// the same request twice within a second, on either side of a rotation.
pub(in crate::judge) const REPEATED: f64 = 0.001;
/// …and from which they could be the surge: no verdict.
pub(in crate::judge) const REPEATED_MANY: f64 = 0.1;
/// Days between a database and the log that are a stated limit.
pub(in crate::judge) const DATABASE_DAYS: i64 = 180;
/// Minutes below which an incident is short.
pub(in crate::judge) const SHORT_MINUTES: i64 = 3;

/// Share of the lines of an incident that were not written, from which those that were do not carry a
/// verdict: as many as may be counted twice.
pub(in crate::judge) const LOST_MANY: f64 = REPEATED_MANY;

/// Minutes of an incident with which a log ends, up to which nothing is said of it: what came next may have
/// been another thing.
pub(in crate::judge) const CUT_MINUTES: i64 = 5;
/// Addresses that bring nearly all requests of ordinary days, up to which they are proxies, if they are
/// many people's.
pub(in crate::judge) const PROXIES: usize = 8;

/// What the findings weigh: all of them by hypothesis, and those that never saw the sorting of
/// clients for attack over overload (log10).
#[derive(Clone, Copy)]
pub(super) struct Weights<'a> {
    pub(super) hypotheses: &'a [Weighed],
    pub(super) witnesses: f64,
}

/// All gates that close or limit the verdict on an incident.
pub(super) fn gates(
    facts: &Facts,
    model: Option<&Model>,
    weights: Weights,
    named: Cause,
) -> Vec<Gate> {
    let mut gates = of_run(facts.conditions);
    reading(facts, &mut gates);
    size(facts, &mut gates);
    super::silence::gates(facts, &mut gates);
    unlogged(facts, &mut gates);
    gates.extend(missing(facts));
    comparison(facts, model, &mut gates);
    labels(facts, weights, named, &mut gates);
    // What forbids a verdict is read first.
    gates.sort_by_key(|gate| !gate.forbids);
    gates
}

fn gate(key: &'static str, forbids: bool, name: &'static str, value: f64, unit: Unit) -> Gate {
    Gate { key, forbids, figure: Some(Figure { name, value, interval: None, unit }) }
}

/// Gates that hold for the whole run, incident or not: how completely the logs were read, and how far
/// the database of places is from them.
pub(in crate::judge) fn of_run(conditions: &Conditions) -> Vec<Gate> {
    let mut gates = Vec::new();
    if conditions.coverage < COVERAGE {
        gates.push(gate("coverage", true, "coverage", conditions.coverage, Unit::Share));
    }
    if conditions.header_clients {
        gates.push(Gate { key: "header_clients", forbids: false, figure: None });
    }
    if conditions.proxied >= PROXIED {
        gates.push(gate("proxies_only", true, "proxied", conditions.proxied, Unit::Share));
    }
    if conditions.repeated > REPEATED {
        let many = conditions.repeated >= REPEATED_MANY;
        gates.push(gate("repeated_lines", many, "repeated", conditions.repeated, Unit::Share));
    }
    if conditions.zone_assumed {
        gates.push(Gate { key: "zone_assumed", forbids: false, figure: None });
    }
    if conditions.inferred {
        gates.push(Gate { key: "unit_inferred", forbids: false, figure: None });
    }
    if conditions.damaged {
        gates.push(Gate { key: "damaged_exhibit", forbids: false, figure: None });
    }
    if let Some(days) = conditions.database_days.filter(|&days| days > DATABASE_DAYS) {
        gates.push(gate("database_distance", false, "days", days as f64, Unit::Count));
    }
    gates
}

fn reading(facts: &Facts, gates: &mut Vec<Gate>) {
    let conditions = facts.conditions;
    if !facts.work.is_measured() {
        gates.push(gate("costs_assumed", false, "asset_work", ASSET_WORK, Unit::Ratio));
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
    let failed = failed_clients(facts);
    if failing && failed < FAILED_CLIENTS {
        gates.push(gate("few_failed_clients", true, "clients", failed, Unit::Count));
    }
    if facts.found.window.minutes() < SHORT_MINUTES {
        let minutes = facts.found.window.minutes() as f64;
        gates.push(gate("short_incident", false, "minutes", minutes, Unit::Count));
    }
    if let Some((from_us, to_us)) = beside(facts.steps, facts.lead) {
        let back = (from_us - to_us) as f64 / MINUTE_US as f64;
        gates.push(gate("clock_step", true, "back", back, Unit::Count));
    }
    let last = facts.ground.series.span().map_or(0, |span| span.end_us);
    let minutes = facts.found.window.minutes();
    if last - facts.found.window.end_us < CUT_MINUTES * MINUTE_US && minutes <= CUT_MINUTES {
        gates.push(gate("log_ends", true, "minutes", minutes as f64, Unit::Count));
    }
    let hidden = internal_share(facts).max(largest_usual_share(facts));
    if facts.found.symptom != Symptom::Vanished && hidden >= PROXIED {
        gates.push(gate("proxy_clients", true, "internal", hidden, Unit::Share));
    }
}

pub(super) fn failed_clients(facts: &Facts) -> f64 {
    let failed = facts.rows().filter(|&row| facts.ground.outcomes[row].is_failure());
    let clients: BTreeSet<u32> = failed.map(|row| facts.ground.service.client[row]).collect();
    clients.len() as f64
}

/// Share of the baseline's requests from the address that brings most, or from the few that do if many
/// people are behind each. Addresses that dominate on ordinary days hide many; one that dominates the
/// incident alone may be what it looks like.
fn largest_usual_share(facts: &Facts) -> f64 {
    let mut requests: BTreeMap<u32, (f64, BTreeSet<u32>)> = BTreeMap::new();
    for row in facts.baseline_rows() {
        let service = &facts.ground.service;
        let (count, agents) = requests.entry(service.client[row]).or_default();
        *count += 1.0;
        if agents.len() <= SHARED_AGENTS as usize {
            agents.insert(service.agent[row]);
        }
    }
    let all: f64 = requests.values().map(|(count, _)| count).sum();
    let mut sizes: Vec<(f64, bool)> = requests
        .into_values()
        .map(|(count, agents)| (count, agents.len() > SHARED_AGENTS as usize))
        .collect();
    sizes.sort_by(|a, b| b.0.total_cmp(&a.0));
    let largest = sizes.first().map_or(0.0, |largest| largest.0);
    let shared: f64 = sizes.iter().take(PROXIES).filter(|size| size.1).map(|size| size.0).sum();
    largest.max(shared) / all.max(1.0)
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

/// What error logs say of requests that the access log does not hold.
fn unlogged(facts: &Facts, gates: &mut Vec<Gate>) {
    let said = &facts.conditions.said;
    if let Some((lines, uncounted)) = said.unwritten(facts.lead) {
        let kept = facts.ground.whole.range(facts.lead).len() as f64;
        let share = if uncounted { 1.0 } else { lines / (lines + kept) };
        gates.push(gate("lines_lost", share >= LOST_MANY, "lines", lines, Unit::Count));
    }
    let silence = facts.found.symptom == Symptom::Vanished;
    let below = Rate::of(facts, &[Matter::RefusedBelow]).filter(Rate::is_more);
    let refused = Rate::of(facts, &[Matter::RefusedBelow, Matter::Refused]).filter(Rate::is_more);
    match (below, refused) {
        // Whom the system keeps out leaves no line: the silence may be a flood below HTTP.
        (Some(below), _) if silence => {
            gates.push(gate("flood_below", true, "messages", below.count, Unit::Count));
        }
        (_, Some(refused)) => {
            gates.push(gate("refused_unlogged", false, "messages", refused.count, Unit::Count));
        }
        _ => {}
    }
}

/// What fetched files say of pages that the access log does not hold.
fn missing(facts: &Facts) -> Option<Gate> {
    let Missing { share, interval } = Missing::of(facts)?;
    let gate = gate("lines_missing", interval.0 >= LOST_MANY, "missing", share, Unit::Share);
    let figure = gate.figure.map(|figure| Figure { interval: Some(interval), ..figure });
    Some(Gate { figure, ..gate })
}

fn comparison(facts: &Facts, model: Option<&Model>, gates: &mut Vec<Gate>) {
    if facts.baseline.kind == BaselineKind::Missing {
        gates.push(Gate { key: "no_baseline", forbids: true, figure: None });
    }
    if let Some(fit) = model.map(Model::adequacy).filter(|&fit| fit < ADEQUACY) {
        gates.push(gate("model_inadequate", true, "fit", fit, Unit::Share));
    }
}

fn labels(facts: &Facts, weights: Weights, named: Cause, gates: &mut Vec<Gate>) {
    let untold = facts.share_of(Class::Unknown);
    // Where requests are missing, those that came are not the question.
    if untold >= UNTOLD && facts.found.symptom != Symptom::Vanished {
        gates.push(gate("labels_uncertain", true, "untold", untold, Unit::Share));
    }
    if !witnesses_agree(weights.witnesses, named) {
        let times = 10f64.powf(weights.witnesses);
        gates.push(gate("witnesses_disagree", true, "attack_over_overload", times, Unit::Ratio));
    }
    agreement(weights, named, gates);
}

/// Do the findings that never saw the sorting of clients allow this cause?
fn witnesses_agree(witnesses: f64, named: Cause) -> bool {
    match named {
        Cause::Attack => witnesses >= WITNESSED,
        // Both are named: neither may stand alone in the witnesses' eyes.
        Cause::AttackAndOverload => witnesses >= WITNESSED_BOTH,
        Cause::Overload => witnesses <= UNWITNESSED,
        _ => true,
    }
}

/// Replay and weighed evidence must name the same cause.
fn agreement(weights: Weights, named: Cause, gates: &mut Vec<Gate>) {
    let Some(leading) =
        weights.hypotheses.iter().max_by(|a, b| a.probability.total_cmp(&b.probability))
    else {
        return;
    };
    let of = |hypothesis: &Hypothesis| {
        let weighed = weights.hypotheses.iter().find(|weighed| weighed.hypothesis == *hypothesis);
        weighed.map_or(0.0, |weighed| weighed.probability)
    };
    let mine = hypotheses(named);
    let probability: f64 = mine.iter().map(of).sum();
    let accuses = mine.contains(&Hypothesis::Attack);
    let needed = if accuses { ACCUSED } else { PROBABLE };
    if mine.is_empty()
        || (probability >= needed && (!accuses || of(&Hypothesis::Attack) >= ACCUSED_AT_ALL))
    {
        return;
    }
    let key =
        if mine.contains(&leading.hypothesis) { "hypotheses_close" } else { "replay_disagrees" };
    gates.push(gate(key, true, "probability", leading.probability, Unit::Share));
}

/// The hypotheses that a cause rests on.
pub(super) fn hypotheses(cause: Cause) -> &'static [Hypothesis] {
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
