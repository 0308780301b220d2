//! How often the tool errs under the conditions of an incident: figures of simulated worlds, with their
//! bounds, and the distribution of likelihood ratios with this incident's marked. Validation in, a part out.

use super::conditions::conditions;
use super::scribe::{Scribe, number, text};
use super::{Block, Note, Part, Table, Tone};
use crate::judge::judgement::{Cause, Hypothesis, Incident, Unit};
use crate::judge::validation::{Conditions, Figures, History, Rate, Scope, Validation};
use crate::tell::chart::tippett;
use crate::tell::escape::printable;

/// The figures for an incident.
pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let blocks = match scribe.context.validation {
        Some(validation) => blocks(scribe, incident, validation),
        None => vec![Block::Text(scribe.say("validation-none"))],
    };
    let title = scribe.say("validated-title");
    Part { id: format!("incident-{}-validation", incident.id), title, stance: None, blocks }
}

/// What holds for the whole report: measured on simulated worlds, with what result, and on nothing else.
pub(super) fn notice(scribe: &Scribe<'_>, id: &str) -> String {
    let Some(validation) = scribe.context.validation else {
        return scribe.say(&format!("{id}-none"));
    };
    let all = validation.figures(Scope::All);
    let arguments = [
        ("worlds", scribe.words.numbers().integer(all.worlds as u64).into()),
        ("accused", rate(scribe, &all.accused).into()),
        ("right", rate(scribe, &all.right).into()),
        ("cllr", cost(scribe, all.cllr).into()),
        ("command", printable(&validation.command).into()),
    ];
    scribe.get(id, &arguments)
}

fn blocks(scribe: &Scribe<'_>, incident: &Incident, validation: &Validation) -> Vec<Block> {
    let conditions = conditions(scribe.account, scribe.judgement, incident);
    let under = validation.under(&conditions);
    let mut blocks = vec![
        Block::Text(intro(scribe, validation)),
        Block::Text(stated(scribe, &conditions)),
        Block::Table(table(scribe, &under)),
    ];
    if !under.iter().any(|one| matches!(one.scope, Scope::Format(_))) {
        let text = scribe.get("validated-format-unknown", &format_argument(&conditions.format));
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
    }
    blocks.extend(under.first().map(|all| Block::Text(otherwise(scribe, all))));
    blocks.extend(answered(scribe, incident, validation).map(Block::Text));
    blocks.extend(plot(scribe, incident, validation, &conditions));
    blocks.push(Block::Text(scribe.say("validated-limits")));
    blocks
}

fn intro(scribe: &Scribe<'_>, validation: &Validation) -> String {
    let arguments = [
        ("command", printable(&validation.command).into()),
        ("version", printable(&validation.version).into()),
    ];
    scribe.get("validated-intro", &arguments)
}

/// The conditions of this incident in words.
fn stated(scribe: &Scribe<'_>, conditions: &Conditions) -> String {
    let durations = if conditions.durations { "with_durations" } else { "without_durations" };
    let days = u64::try_from(conditions.history_days).unwrap_or(0);
    let arguments = [
        ("format", printable(&conditions.format).into()),
        ("durations", scribe.say(&format!("worlds-{durations}")).into()),
        ("days", scribe.count("count-days", days).into()),
    ];
    scribe.get("validated-conditions", &arguments)
}

fn format_argument(format: &str) -> [(&'static str, crate::tell::words::Arg<'static>); 1] {
    [("format", printable(format).into())]
}

fn table(scribe: &Scribe<'_>, under: &[Figures]) -> Table {
    let columns = [
        ("column-worlds-like", false),
        ("column-worlds", true),
        ("column-accused", true),
        ("column-interval", true),
        ("column-right", true),
        ("column-interval", true),
        ("column-cllr", true),
    ];
    let mut table = scribe.table(scribe.say("validated-caption"), &columns);
    for one in under {
        table.rows.push(vec![
            text(scope(scribe, &one.scope)),
            number(scribe.words.numbers().integer(one.worlds as u64)),
            number(counted(scribe, &one.accused)),
            number(interval(scribe, &one.accused)),
            number(counted(scribe, &one.right)),
            number(interval(scribe, &one.right)),
            number(cost(scribe, one.cllr)),
        ]);
    }
    table
}

/// The worlds of a scope in words.
pub(super) fn scope(scribe: &Scribe<'_>, scope: &Scope) -> String {
    let format = |format: &str| scribe.get("worlds-format", &format_argument(format));
    let past = |band: &History| scribe.say(&format!("history-{}", band.key));
    let both = |one: String, other: String| {
        scribe.get("worlds-both", &[("one", one.into()), ("other", other.into())])
    };
    match scope {
        Scope::History(band) => past(band),
        Scope::Format(name) => format(name),
        Scope::Together(name, band) => both(format(name), past(band)),
        Scope::Both(true, band) => both(scribe.say("worlds-with_durations"), past(band)),
        Scope::Both(false, band) => both(scribe.say("worlds-without_durations"), past(band)),
        plain => scribe.say(&format!("worlds-{}", plain.key())),
    }
}

/// `3 of 840`.
fn counted(scribe: &Scribe<'_>, rate: &Rate) -> String {
    let numbers = scribe.words.numbers();
    let [count, of] = [rate.count, rate.of].map(|n| numbers.integer(n as u64));
    scribe.get("count-of", &[("count", count.into()), ("of", of.into())])
}

/// `0.1% … 1.0%`; a dash where nothing was counted.
fn interval(scribe: &Scribe<'_>, rate: &Rate) -> String {
    scribe.bounds((rate.of > 0).then_some((rate.low, rate.high)), Unit::Share)
}

/// What became of the incidents whose cause was not named rightly.
fn otherwise(scribe: &Scribe<'_>, all: &Figures) -> String {
    scribe.get("validated-otherwise", &[("rate", rate(scribe, &all.wrong).into())])
}

/// `3 of 840, 0.4% [0.1% … 1.0%]`.
fn rate(scribe: &Scribe<'_>, rate: &Rate) -> String {
    if rate.of == 0 {
        return "–".to_owned();
    }
    let numbers = scribe.words.numbers();
    let arguments = [
        ("count", numbers.integer(rate.count as u64).into()),
        ("of", numbers.integer(rate.of as u64).into()),
        ("share", numbers.percent(rate.share()).into()),
        ("low", numbers.percent(rate.low).into()),
        ("high", numbers.percent(rate.high).into()),
    ];
    scribe.get("rate", &arguments)
}

fn cost(scribe: &Scribe<'_>, cllr: Option<f64>) -> String {
    cllr.map_or_else(|| "–".to_owned(), |cllr| scribe.words.numbers().decimal(cllr, 3))
}

/// How often this answer was right in the worlds that were given it.
fn answered(scribe: &Scribe<'_>, incident: &Incident, validation: &Validation) -> Option<String> {
    let right = validation.answered(incident.cause.name());
    if incident.cause == Cause::Inconclusive || right.of == 0 {
        return None;
    }
    let cause = scribe.say(&format!("cause-{}", incident.cause.name()));
    let arguments = [("cause", cause.into()), ("rate", rate(scribe, &right).into())];
    Some(scribe.get("validated-answered", &arguments))
}

fn plot(
    scribe: &Scribe<'_>,
    incident: &Incident,
    validation: &Validation,
    conditions: &Conditions,
) -> Option<Block> {
    let tippett = validation.tippett(conditions)?;
    let weighed = incident.hypotheses.iter().find(|one| one.hypothesis == Hypothesis::Attack)?;
    let rates = [tippett.misled(weighed.log10_lr), tippett.missed(weighed.log10_lr)];
    let words = tippett::Told {
        worlds: scope(scribe, &tippett.scope),
        misled: rate(scribe, &rates[0]),
        missed: rate(scribe, &rates[1]),
    };
    Some(Block::Chart(tippett::chart(
        scribe.words,
        incident.id,
        weighed.log10_lr,
        &tippett,
        &words,
    )))
}
