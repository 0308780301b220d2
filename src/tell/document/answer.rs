//! The answer to one incident on one page: what it was, how strongly that is supported, what speaks
//! for and against it, what would have happened otherwise, and what would change the answer.

use super::finding::meaning;
use super::hostile::hostile;
use super::scribe::{Scribe, number, text};
use super::strength;
use super::weighed::weight_text;
use super::{Answer, Listed, Point, Table, head};
use crate::base::stats::proportion::wilson;
use crate::judge::judgement::{
    Answer as Computed, ButFor, Cause, Finding, Hypothesis, Incident, Nature, SURE, Speaks,
    Symptom, Unfinished, Unit, Weighed,
};
use crate::tell::escape::printable;

/// Findings named for a cause.
const POINTS_MAX: usize = 3;

pub(super) fn page(scribe: &Scribe<'_>, incident: &Incident) -> Answer {
    let leading = leading(incident);
    let service = printable(&incident.service);
    Answer {
        incident: incident.id,
        cause: incident.cause.name(),
        anchor: format!("incident-{}", incident.id),
        title: title(scribe, incident),
        service: service.clone(),
        when: scribe.words.window(incident.window),
        interval: scribe.words.interval(incident.window),
        label: scribe.say(&format!("cause-{}", incident.cause.name())),
        sentence: scribe.get(
            &format!("cause-{}.{}", incident.cause.name(), wording(incident)),
            &[("service", service.into())],
        ),
        details: details(scribe, incident),
        strength: leading.iter().map(|one| strength_sentence(scribe, incident, *one)).collect(),
        supports: supports(scribe, incident, &leading),
        against: against(scribe, incident, &leading),
        unopposed: scribe.say("answer-unopposed"),
        but_for: but_for(scribe, incident),
        failures: incident.failures,
        size: size(scribe, incident),
        change: change(scribe, incident),
        gates: incident.gates.iter().map(|gate| head::gate_note(scribe, gate)).collect(),
    }
}

/// The incident in one line.
pub(super) fn line(scribe: &Scribe<'_>, incident: &Incident) -> Listed {
    Listed {
        incident: incident.id,
        anchor: format!("incident-{}", incident.id),
        title: title(scribe, incident),
        label: scribe.say(&format!("cause-{}", incident.cause.name())),
        when: scribe.words.window(incident.window),
        failures: scribe.count("listed-failed", incident.failures),
        command: scribe.show(&format!("incident-{}", incident.id)),
        is_told: true,
    }
}

/// `Incident 1 — www.example.fr`.
pub(super) fn title(scribe: &Scribe<'_>, incident: &Incident) -> String {
    let arguments = [("id", incident.id.into()), ("service", printable(&incident.service).into())];
    scribe.get("incident-title", &arguments)
}

/// The hypotheses that the cause rests on; without a cause, the likeliest.
pub(super) fn leading(incident: &Incident) -> Vec<Hypothesis> {
    match incident.cause {
        Cause::Attack => vec![Hypothesis::Attack],
        Cause::Overload => vec![Hypothesis::Overload],
        Cause::AttackAndOverload => vec![Hypothesis::Attack, Hypothesis::Overload],
        Cause::Crawl => vec![Hypothesis::Crawl],
        Cause::CapacityLoss => vec![Hypothesis::CapacityLoss],
        Cause::UpstreamLoss => vec![Hypothesis::UpstreamLoss],
        Cause::Inconclusive => {
            let mut ranked: Vec<&Weighed> = incident.hypotheses.iter().collect();
            ranked.sort_by(|a, b| b.probability.total_cmp(&a.probability));
            ranked.first().map(|one| one.hypothesis).into_iter().collect()
        }
    }
}

/// How strongly the findings of an incident speak for or against a hypothesis.
pub(super) fn strength_sentence(
    scribe: &Scribe<'_>,
    incident: &Incident,
    leading: Hypothesis,
) -> String {
    let name = scribe.hypothesis(leading);
    let Some(weighed) = incident.hypotheses.iter().find(|one| one.hypothesis == leading) else {
        return scribe.get("strength-unweighed", &[("hypothesis", name.into())]);
    };
    let band = strength::band(weighed.log10_lr);
    let id = match (incident.cause, band.key, weighed.log10_lr < 0.0) {
        (_, "none", _) => "strength-none",
        (_, _, true) => "strength-against",
        (Cause::Inconclusive, _, _) => "strength-leading",
        _ => "strength-for",
    };
    let numbers = scribe.words.numbers();
    let arguments = [
        ("hypothesis", name.into()),
        ("support", scribe.say(&format!("band-{}", band.key)).into()),
        ("ratio", ratio(scribe, weighed.log10_lr.abs()).into()),
        ("cap", ratio(scribe, weighed.log10_lr_cap).into()),
        ("probability", numbers.percent(weighed.probability).into()),
    ];
    scribe.get(id, &arguments)
}

/// A likelihood ratio from its logarithm.
pub(super) fn ratio(scribe: &Scribe<'_>, log10: f64) -> String {
    scribe.words.numbers().significant(10f64.powf(log10), 2)
}

/// Which sentence says it: servers that were off have served no load.
fn wording(incident: &Incident) -> &'static str {
    match (incident.cause, incident.symptom) {
        (Cause::CapacityLoss, Symptom::Vanished) => "off",
        _ => "sentence",
    }
}

fn details(scribe: &Scribe<'_>, incident: &Incident) -> Vec<String> {
    let mut sentences = vec![size(scribe, incident)];
    sentences.extend(incident.unfinished.map(|pages| unfinished(scribe, pages)));
    if let Some(detail) = incident.detail {
        sentences.push(scribe.say(&format!("detail-{}", detail.name())));
    }
    let attackers = hostile(incident);
    if !attackers.campaigns.is_empty() {
        sentences.push(hostile_sentence(scribe, incident));
        let causal = matches!(incident.cause, Cause::Attack | Cause::AttackAndOverload);
        if !causal {
            sentences.push(scribe.say("answer-not-causal"));
        }
    }
    if let Some(origin) = incident.origin {
        let id = format!("origin-{}", origin.name());
        let share = attackers.foreign_share.map(|share| scribe.words.numbers().percent(share));
        let arguments = [
            ("share", share.unwrap_or_else(|| "–".to_owned()).into()),
            ("home", printable(&scribe.account.home).into()),
            ("database", database(scribe).into()),
        ];
        sentences.push(scribe.get(&id, &arguments));
    }
    sentences
}

fn size(scribe: &Scribe<'_>, incident: &Incident) -> String {
    if let Some(silence) = silence(scribe, incident) {
        return silence;
    }
    let numbers = scribe.words.numbers();
    let share = incident.failures as f64 / incident.requests.max(1) as f64;
    let arguments = [
        ("requests", numbers.integer(incident.requests).into()),
        ("failures", numbers.integer(incident.failures).into()),
        ("share", numbers.percent(share).into()),
        ("clients", numbers.integer(incident.clients).into()),
        ("hit", numbers.integer(incident.failed_clients).into()),
    ];
    scribe.get("answer-size", &arguments)
}

/// How many pages stayed unfinished, in the incident and at other times, with the 95 % intervals of both shares.
fn unfinished(scribe: &Scribe<'_>, pages: Unfinished) -> String {
    let numbers = scribe.words.numbers();
    let share = |(all, left): (f64, f64)| {
        let interval = scribe.bounds(Some(wilson(left, all)), Unit::Share);
        format!("{} [{interval}]", numbers.percent(left / all.max(1.0)))
    };
    let arguments = [
        ("pages", numbers.integer(pages.pages as u64).into()),
        ("left", numbers.integer(pages.left as u64).into()),
        ("share", share((pages.pages, pages.left)).into()),
        ("usual", share(pages.usual).into()),
    ];
    scribe.get("answer-unfinished", &arguments)
}

/// How many requests came, and how many usually do, where they are missing and nothing failed.
fn silence(scribe: &Scribe<'_>, incident: &Incident) -> Option<String> {
    let numbers = scribe.words.numbers();
    let inside = incident.minutes.iter().filter(|one| incident.window.contains(one.start_us));
    let expected: f64 = inside.filter_map(|minute| minute.expected).sum();
    let arguments = [
        ("requests", numbers.integer(incident.requests).into()),
        ("expected", numbers.integer(expected.round() as u64).into()),
    ];
    let is_silence = incident.symptom == Symptom::Vanished && incident.failures == 0;
    (is_silence && expected >= 1.0).then(|| scribe.get("answer-silence", &arguments))
}

fn hostile_sentence(scribe: &Scribe<'_>, incident: &Incident) -> String {
    let attackers = hostile(incident);
    let numbers = scribe.words.numbers();
    let share = attackers.requests as f64 / incident.requests.max(1) as f64;
    let campaigns =
        incident.campaigns.iter().filter(|one| one.nature == Nature::Hostile).count() as u64;
    let arguments = [
        ("campaigns", scribe.count("count-hostile-campaigns", campaigns).into()),
        ("requests", numbers.integer(attackers.requests).into()),
        ("sources", numbers.integer(attackers.sources).into()),
        ("share", numbers.percent(share).into()),
    ];
    scribe.get("answer-hostile", &arguments)
}

fn database(scribe: &Scribe<'_>) -> String {
    let primary = scribe.account.databases.iter().find(|one| one.primary);
    primary.map_or_else(
        || scribe.say("no-database"),
        |one| format!("{} ({})", scribe.file_name(&one.name), scribe.words.date(one.built_us)),
    )
}

/// Every computed word on a hypothesis, as (finding, what it says).
pub(super) fn spoken(incident: &Incident) -> impl Iterator<Item = (&Finding, &Speaks)> {
    incident.findings.iter().flat_map(|finding| {
        let speaks = match &finding.answer {
            Computed::Computed { speaks, .. } => speaks.as_slice(),
            Computed::NotComputable(_) => &[],
        };
        speaks.iter().map(move |one| (finding, one))
    })
}

fn supports(scribe: &Scribe<'_>, incident: &Incident, leading: &[Hypothesis]) -> Vec<Point> {
    let mut found: Vec<_> = spoken(incident)
        .filter(|(_, one)| leading.contains(&one.hypothesis) && one.weight > 0.0)
        .collect();
    found.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.name.cmp(b.0.name)));
    // A finding may speak for both causes of a mixture: it is named once, for the stronger.
    let mut named = std::collections::BTreeSet::new();
    found.retain(|(finding, _)| named.insert(finding.name));
    found
        .iter()
        .take(POINTS_MAX)
        .map(|(finding, one)| point(scribe, incident, finding, one))
        .collect()
}

/// What weakens the answer most.
fn against(scribe: &Scribe<'_>, incident: &Incident, leading: &[Hypothesis]) -> Option<Point> {
    let (finding, one) = contrary(incident, leading).into_iter().next()?;
    Some(point(scribe, incident, finding, one))
}

/// All that weakens the answer, strongest first: against it, or for a hypothesis that it excludes more than for it.
pub(super) fn contrary<'a>(
    incident: &'a Incident,
    leading: &[Hypothesis],
) -> Vec<(&'a Finding, &'a Speaks)> {
    let is_leading = |one: &Speaks| leading.contains(&one.hypothesis);
    let mut own: std::collections::BTreeMap<&str, f64> = std::collections::BTreeMap::new();
    for (finding, one) in spoken(incident).filter(|(_, one)| is_leading(one)) {
        let most = own.entry(finding.name).or_default();
        *most = most.max(one.weight);
    }
    let force = |(finding, one): &(&Finding, &Speaks)| match is_leading(one) {
        true => -one.weight,
        false => one.weight - own.get(finding.name).copied().unwrap_or_default(),
    };
    let mut found: Vec<_> = spoken(incident).filter(|spoken| force(spoken) > 0.0).collect();
    found.sort_by(|a, b| {
        let order = force(b).total_cmp(&force(a)).then(a.0.name.cmp(b.0.name));
        order.then(a.1.hypothesis.cmp(&b.1.hypothesis))
    });
    found
}

fn point(scribe: &Scribe<'_>, incident: &Incident, finding: &Finding, speaks: &Speaks) -> Point {
    let headline = match &finding.answer {
        Computed::Computed { figures, .. } => figures.first(),
        Computed::NotComputable(_) => None,
    };
    let figure = headline.map_or_else(String::new, |figure| {
        let name = scribe.figure_name(finding.name, figure);
        let value = scribe.measured(figure);
        scribe.get("figure-line", &[("name", name.into()), ("value", value.into())])
    });
    Point {
        anchor: format!("incident-{}-{}", incident.id, finding.name),
        title: scribe.say(&format!("finding-{}", finding.name)),
        figure,
        meaning: meaning(scribe, finding.name, speaks),
        weight: weight_text(scribe, speaks.hypothesis, speaks.weight),
    }
}

fn but_for(scribe: &Scribe<'_>, incident: &Incident) -> Table {
    let columns = [
        ("column-replay", false),
        ("column-fails", false),
        ("column-replays-failing", true),
        ("column-failing-minutes", true),
        ("column-interval", true),
    ];
    let mut table = scribe.table(scribe.say("but-for-caption"), &columns);
    for (name, _, replay) in incident.but_for.each() {
        table.rows.push(replay_row(scribe, &format!("but-for-{name}"), replay));
    }
    table
}

/// The word for what the draws say: they differ, and a cause is named only where nearly all agree.
fn outcome(replay: ButFor) -> &'static str {
    match replay.probability {
        share if share >= SURE => "fails-yes",
        share if share <= 1.0 - SURE => "fails-no",
        _ => "fails-open",
    }
}

fn replay_row(scribe: &Scribe<'_>, id: &str, replay: Option<ButFor>) -> Vec<super::Cell> {
    let name = text(scribe.say(id));
    let Some(replay) = replay else {
        let dash = || number("–");
        return vec![name, text(scribe.say("but-for-none")), dash(), dash(), dash()];
    };
    let numbers = scribe.words.numbers();
    // One decimal throughout, so that the column can be compared at a glance.
    let minutes = |value: f64| numbers.decimal(value, 1);
    vec![
        name,
        text(scribe.say(outcome(replay))),
        number(numbers.percent(replay.probability)),
        number(minutes(replay.failing_minutes)),
        number(format!("{} … {}", minutes(replay.interval.0), minutes(replay.interval.1))),
    ]
}

/// What would settle or overturn it: what each gate asks for, then what the cause itself hangs on.
fn change(scribe: &Scribe<'_>, incident: &Incident) -> Vec<String> {
    let gates = incident.gates.iter().chain(&scribe.judgement.gates);
    let mut sentences: Vec<String> = unlogged(scribe, incident).into_iter().collect();
    let asked = gates.map(|gate| format!("gate-{}.change", gate.key));
    for id in asked.chain([format!("cause-{}.change", incident.cause.name())]) {
        let sentence = scribe.say(&id);
        if scribe.words.has(&id) && !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}

/// Where the answer hangs on demand that no log holds: it is said with the answer, not only among its bounds.
fn unlogged(scribe: &Scribe<'_>, incident: &Incident) -> Option<String> {
    let unlogged = incident.sensitivity.unlogged?;
    let from = scribe.quantity(unlogged.changes_at?, Unit::Ratio);
    let named = |cause: Cause| scribe.say(&format!("cause-{}", cause.name()));
    let (id, other) = match incident.cause == unlogged.at_low {
        true => ("answer-unlogged-more", unlogged.at_high),
        false => ("answer-unlogged-rests", unlogged.at_low),
    };
    let high = scribe.quantity(unlogged.high, Unit::Ratio);
    let arguments = [("from", from.into()), ("high", high.into()), ("other", named(other).into())];
    Some(scribe.get(id, &arguments))
}
