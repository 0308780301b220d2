//! The stages of judging, in order.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::ask::service::{Names, Service};
use crate::base::time::{MINUTE_US, Window, minute_of};

use super::arriving::Visits;
use super::baseline::expected_minute;
use super::claim::scene::Run;
use super::facts::{Class, Facts, Ground, Yardstick};
use super::gravest::{self, gravest};
use super::incident::{
    AROUND_US, Found, PRESENT_SHARE, VANISHED_EXPECTED, add_apart, expected, find,
    unfinished::unfinished,
};
use super::judgement::{
    Campaign, Demand, Gap, Incident, Judgement, Label, LeftOut, Minute, Nature, Symptom,
};
use super::options::{Conditions, Options};
use super::{claim, evidence, indicator, intrusion, network, overview, verdict};

/// Campaign numbers set aside for one incident.
const CAMPAIGNS_MAX: u32 = 100;
/// Minutes shown around an incident.
const MARGIN_US: i64 = 30 * MINUTE_US;

/// Judges every service of a run; attempts to get in are found by the embedded signatures.
pub fn judge(
    services: &[Service],
    names: &Names,
    options: &Options,
    conditions: &Conditions,
) -> Judgement {
    let found = intrusion::find(services, names, intrusion::Rules::embedded());
    incidents_of(services, names, options, conditions).with(&found)
}

/// The incidents of a run, judged; attempts to get in may be looked for meanwhile.
#[derive(Debug)]
pub struct Judged<'a> {
    services: &'a [Service],
    grounds: Vec<Ground<'a>>,
    found: Vec<Vec<Found>>,
    options: &'a Options,
    conditions: &'a Conditions,
    judgement: Judgement,
}

/// Judges the incidents of every service of a run.
pub fn incidents_of<'a>(
    services: &'a [Service],
    names: &'a Names,
    options: &'a Options,
    conditions: &'a Conditions,
) -> Judged<'a> {
    let grounds: Vec<Ground> =
        services.par_iter().map(|service| Ground::of(service, names)).collect();
    let (mut found, left_out): (Vec<Vec<Found>>, Vec<Option<LeftOut>>) =
        grounds.par_iter().map(|ground| incidents(ground, options)).unzip();
    let left_out: Vec<LeftOut> = left_out.into_iter().flatten().collect();
    logged(&grounds, &mut found);
    let yardsticks: Vec<Option<Yardstick>> =
        grounds.par_iter().zip(&found).map(|(ground, found)| yardstick(ground, found)).collect();
    let cases = in_order(&grounds, &yardsticks, &found);
    let judged: Vec<(Incident, Vec<Label>)> = cases
        .par_iter()
        .map(|case| {
            let first = (case.number - 1) * CAMPAIGNS_MAX + 1;
            let Case { ground, yardstick, ref found, .. } = *case;
            let found = found.clone();
            let facts =
                Facts::gather(ground, found, yardstick, options.baseline, conditions, first);
            incident(&facts, case.number)
        })
        .collect();
    let mut judgement = renumber(Judgement {
        intrusion: Vec::new(),
        intrusion_campaigns: Vec::new(),
        intrusion_indicators: Vec::new(),
        background: Vec::new(),
        gaps: gaps(&grounds),
        services: grounds.iter().map(overview::overview).collect(),
        gates: verdict::of_run(conditions).into_iter().chain(gravest::gate(&left_out)).collect(),
        labels: judged.iter().flat_map(|(_, labels)| labels.iter().copied()).collect(),
        incidents: judged.into_iter().map(|(incident, _)| incident).collect(),
        indicators: Vec::new(),
        ledger: None,
        left_out,
    });
    judgement.indicators =
        indicator::indicators(services, names, &judgement.incidents, &judgement.labels, REACH_US);
    Judged { services, grounds, found, options, conditions, judgement }
}

impl Judged<'_> {
    /// The judgement, with the attempts to get in and what was claimed.
    pub fn with(self, attempts: &intrusion::Found) -> Judgement {
        let Self { services, grounds, found, options, conditions, judgement } = self;
        let mut judgement = beside(judgement, services, attempts);
        judgement.ledger = options.claims.as_ref().map(|statements| {
            // A window that was given says nothing of when the service failed.
            let search = || grounds.par_iter().map(|ground| degraded(ground).0).collect();
            let found = if options.window.is_some() { search() } else { found };
            let run = Run {
                grounds: &grounds,
                found: &found,
                judgement: &judgement,
                conditions,
                complete_logs: statements.complete_logs,
            };
            claim::examine(statements, &run)
        });
        judgement
    }
}

/// Adds the attempts to get in, and what they had to do with the incidents.
fn beside(mut judgement: Judgement, services: &[Service], found: &intrusion::Found) -> Judgement {
    let Judgement { incidents, labels, .. } = &judgement;
    let mut campaigns = found.campaigns.clone();
    intrusion::place::place(&mut campaigns, found, services, incidents, labels);
    judgement.intrusion = intrusion::place::by_kind(found, services);
    judgement.intrusion_campaigns = campaigns;
    judgement.intrusion_indicators = found.indicators.clone();
    judgement.background = found.background.clone();
    judgement
}

/// Marks silences during which another service of the same files went on: nothing was lost of the log.
fn logged(grounds: &[Ground], found: &mut [Vec<Found>]) {
    for (ground, found) in grounds.iter().zip(found) {
        for one in found.iter_mut().filter(|one| one.symptom == Symptom::Vanished) {
            let others = grounds.iter().filter(|other| other.service.name != ground.service.name);
            one.logged = others.into_iter().any(|other| goes_on(other, ground, one.window));
        }
    }
}

/// Did this service go on as usual, in files of the other one?
fn goes_on(other: &Ground, silent: &Ground, window: Window) -> bool {
    let exhibits = |ground: &Ground, window: Window| -> BTreeSet<u32> {
        ground.service.range(window).map(|row| ground.service.exhibit[row]).collect()
    };
    let usual = expected(&other.series, window).unwrap_or(0.0);
    let came = other.service.range(window).len() as f64;
    let around = Window::new(window.start_us - AROUND_US, window.end_us + AROUND_US);
    usual >= VANISHED_EXPECTED
        && came >= PRESENT_SHARE * usual
        && !exhibits(other, window).is_disjoint(&exhibits(silent, around))
}

/// Silences of the whole log: those of one service in which no other has a request.
fn gaps(grounds: &[Ground]) -> Vec<Gap> {
    let silent = |gap: &Gap| grounds.iter().all(|g| g.series.within(gap.window).is_empty());
    let mut gaps: Vec<Gap> = grounds.iter().flat_map(overview::gaps).filter(silent).collect();
    gaps.sort_by_key(|gap| gap.window);
    gaps.dedup();
    gaps
}

/// One incident to judge.
struct Case<'a> {
    number: u32,
    ground: &'a Ground<'a>,
    yardstick: &'a Yardstick,
    found: Found,
}

/// Measured only where there is an incident to measure by it.
fn yardstick(ground: &Ground, found: &[Found]) -> Option<Yardstick> {
    let windows: Vec<Window> = found.iter().map(|found| found.window).collect();
    (!windows.is_empty()).then(|| Yardstick::of(ground, windows))
}

/// All incidents in order of start, then of service, numbered from 1.
fn in_order<'a>(
    grounds: &'a [Ground<'a>],
    yardsticks: &'a [Option<Yardstick>],
    found: &[Vec<Found>],
) -> Vec<Case<'a>> {
    let mut cases: Vec<Case> = grounds
        .iter()
        .zip(yardsticks)
        .zip(found)
        .filter_map(|((ground, yardstick), found)| Some((ground, yardstick.as_ref()?, found)))
        .flat_map(|(ground, yardstick, found)| {
            let case = move |found: &Found| {
                let found = found.clone();
                Case { number: 0, ground, yardstick, found }
            };
            found.iter().map(case)
        })
        .collect();
    cases.sort_by(|a, b| {
        let name = |case: &Case<'a>| &case.ground.service.name;
        (a.found.window, name(a)).cmp(&(b.found.window, name(b)))
    });
    for (number, case) in (1u32..).zip(&mut cases) {
        case.number = number;
    }
    cases
}

/// Gives campaigns consecutive numbers, orders labels by row and lets a row keep its first label,
/// that of the earlier incident.
fn renumber(mut judgement: Judgement) -> Judgement {
    let ids: std::collections::BTreeMap<u32, u32> = judgement
        .incidents
        .iter()
        .flat_map(|incident| &incident.campaigns)
        .map(|campaign| campaign.id)
        .zip(1..)
        .collect();
    let number = |id: u32| ids.get(&id).copied().unwrap_or(id);
    for campaign in judgement.incidents.iter_mut().flat_map(|incident| &mut incident.campaigns) {
        campaign.id = number(campaign.id);
    }
    for label in &mut judgement.labels {
        label.campaign = number(label.campaign);
    }
    judgement.labels.sort_by_key(|label| (label.row, !label.attack, label.campaign));
    judgement.labels.dedup_by_key(|label| label.row);
    judgement
}

fn incidents(ground: &Ground, options: &Options) -> (Vec<Found>, Option<LeftOut>) {
    if let Some(window) = options.window {
        let any = !ground.service.range(window).is_empty();
        let given = any.then(|| Found::new(window, Symptom::Given));
        return (given.into_iter().collect(), None);
    }
    degraded(ground)
}

/// The windows in which a service degraded, in order, the largest where there are too many; and those left out.
fn degraded(ground: &Ground) -> (Vec<Found>, Option<LeftOut>) {
    let visits = Visits::of(ground);
    let mut found = find(ground, &visits);
    let (unfinished, networks) =
        rayon::join(|| unfinished(ground, &visits), || network::find(ground, &visits));
    add_apart(&mut found, unfinished.into_iter().chain(networks));
    gravest(ground, found)
}

fn incident(facts: &Facts, id: u32) -> (Incident, Vec<Label>) {
    let findings = evidence::findings(facts);
    let verdict = verdict::verdict(facts, &findings);
    let clients = |keep: &dyn Fn(usize) -> bool| {
        let rows = facts.rows().filter(|&row| keep(row));
        let distinct: BTreeSet<u32> = rows.map(|row| facts.ground.service.client[row]).collect();
        distinct.len() as u64
    };
    let failed = |row: usize| facts.ground.outcomes[row].is_failure();
    let incident = Incident {
        id,
        service: facts.ground.service.name.clone(),
        window: facts.found.window,
        symptom: facts.found.symptom,
        absent: facts.found.absent.clone(),
        unfinished: facts.found.unfinished,
        requests: facts.rows().len() as u64,
        failures: facts.rows().filter(|&row| failed(row)).count() as u64,
        clients: clients(&|_| true),
        failed_clients: clients(&failed),
        baseline: facts.baseline.clone(),
        cause: verdict.cause,
        detail: verdict.detail,
        origin: verdict.origin,
        hypotheses: verdict.hypotheses,
        but_for: verdict.replays,
        sensitivity: verdict.sensitivity,
        campaigns: facts.campaigns.iter().map(|member| member.campaign.clone()).collect(),
        capacity_rps: facts.capacity.estimate(),
        demand: demand(facts),
        findings,
        gates: verdict.gates,
        minutes: minutes(facts),
        countries: super::sides::countries(facts),
        client_rates: super::sides::client_rates(facts),
        foreign_by_database: super::sides::foreign_by_database(facts),
    };
    (incident, labels(facts))
}

fn demand(facts: &Facts) -> Option<Demand> {
    let points = minutes_within(facts, facts.found.window);
    let peak = |pick: fn(&Minute) -> u64| points.iter().map(pick).max().map(|n| n as f64 / 60.0);
    Some(Demand {
        logged_peak_rps: peak(|minute| minute.arrivals)?,
        fresh_peak_rps: peak(|minute| minute.fresh)?,
    })
}

fn minutes(facts: &Facts) -> Vec<Minute> {
    let window = facts.found.window;
    minutes_within(facts, Window::new(window.start_us - MARGIN_US, window.end_us + MARGIN_US))
}

fn minutes_within(facts: &Facts, window: Window) -> Vec<Minute> {
    let start = minute_of(window.start_us);
    let count = (window.end_us - start + MINUTE_US - 1) / MINUTE_US;
    (0..count).map(|k| minute(facts, start + k * MINUTE_US)).collect()
}

fn minute(facts: &Facts, start_us: i64) -> Minute {
    let point = facts.ground.series.at(start_us);
    let rows = facts.ground.service.range(Window::new(start_us, start_us + MINUTE_US));
    Minute {
        start_us,
        arrivals: u64::from(point.arrivals),
        fresh: rows.clone().filter(|&row| facts.intents.is_fresh(row)).count() as u64,
        hostile: rows.filter(|&row| facts.class(row) == Class::Hostile).count() as u64,
        failures: u64::from(point.failures),
        goodput: u64::from(point.goodput()),
        expected: expected_minute(
            &facts.ground.series,
            &facts.baseline,
            facts.found.window,
            start_us,
        ),
        p95_us: point.p95_us,
    }
}

/// Time before and after an incident in which the requests of its hostile clients are labelled too:
/// an attack need not begin and end with the outage.
const REACH_US: i64 = 120 * MINUTE_US;

/// Labels of all requests in lead and incident, and of hostile clients for two hours around.
fn labels(facts: &Facts) -> Vec<Label> {
    let window = facts.found.window;
    let reach = Window::new(window.start_us - REACH_US, window.end_us + REACH_US);
    let mut of: std::collections::BTreeMap<u32, &Campaign> = std::collections::BTreeMap::new();
    for member in &facts.campaigns {
        of.extend(member.subscribers.iter().map(|subscriber| (*subscriber, &member.campaign)));
    }
    let service = &facts.ground.service;
    service
        .range(reach)
        .filter_map(|row| {
            let campaign = of.get(&facts.ground.subscribers.get(service.client[row]))?;
            let attack = campaign.nature == Nature::Hostile;
            let inside = attack || facts.lead.contains(service.arrival_us[row]);
            inside.then_some(Label { row: service.row[row], campaign: campaign.id, attack })
        })
        .collect()
}
