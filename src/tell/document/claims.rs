//! The claims ledger: what was said, and what the logs say of it. Each claim with the words quoted, the
//! outcome in one sentence, the figures, the verdicts that it rests on, and the command that re-asks it.

use super::answer::{strength_sentence, title as incident_title};
use super::scribe::{Scribe, literal, number, text};
use super::weighed::signed_ratio;
use super::{Block, Claimed, Fact, Note, Part, Stance, Table, Tone};
use crate::judge::judgement::{Cause, Examined, Figure, Incident, Ledger, Outcome, Said, Term};
use crate::tell::escape::printable;

/// Every claim in one line, for the terminal.
pub(super) fn lines(scribe: &Scribe<'_>) -> Vec<Claimed> {
    let ledger = scribe.judgement.ledger.iter();
    let line = |one: &Examined| Claimed {
        outcome: one.outcome.name(),
        title: title(scribe, one),
        who: printable(&one.claim.who),
        answer: answer(scribe, one),
    };
    ledger.flat_map(|ledger| &ledger.claims).map(line).collect()
}

/// The ledger as a part of the report.
pub(super) fn part(scribe: &Scribe<'_>) -> Option<Part> {
    let ledger = scribe.judgement.ledger.as_ref()?;
    let mut blocks = vec![
        Block::Text(scribe.say("claims-intro")),
        Block::Facts(file(scribe, ledger)),
        Block::Table(table(scribe, ledger)),
    ];
    blocks.extend(ledger.claims.iter().map(|one| Block::Part(claim(scribe, one))));
    Some(Part {
        id: "claims".into(),
        title: scribe.say("claims-title"),
        stance: Some(Stance::Interpretation),
        blocks,
    })
}

fn file(scribe: &Scribe<'_>, ledger: &Ledger) -> Vec<Fact> {
    let complete = if ledger.complete_logs { "claims-complete-yes" } else { "claims-complete-no" };
    vec![
        scribe.fact("claims-file", literal(&ledger.path)),
        scribe.fact("claims-digest", literal(&ledger.sha256)),
        scribe.fact("claims-complete", text(scribe.say(complete))),
    ]
}

fn table(scribe: &Scribe<'_>, ledger: &Ledger) -> Table {
    let columns = [
        ("column-claim", false),
        ("column-who", false),
        ("column-quote", false),
        ("column-outcome", false),
    ];
    let mut table = scribe.table(scribe.say("claims-caption"), &columns);
    for one in &ledger.claims {
        table.rows.push(vec![
            text(one.claim.id.clone()),
            text(printable(&one.claim.who)),
            text(quoted(scribe, &one.claim.quote)),
            text(label(scribe, one)),
        ]);
    }
    table
}

fn claim(scribe: &Scribe<'_>, one: &Examined) -> Part {
    let mut blocks = vec![Block::Facts(said(scribe, one))];
    let tone = match one.outcome {
        Outcome::Consistent => Tone::Plain,
        Outcome::Contradicted => Tone::Stop,
        Outcome::Untestable => Tone::Limit,
    };
    blocks.push(Block::Note(Note { tone, text: answer(scribe, one) }));
    if !one.figures.is_empty() {
        blocks.push(Block::Table(figures(scribe, one)));
    }
    let verdicts = verdicts(scribe, one);
    if !verdicts.is_empty() {
        blocks.push(Block::Text(scribe.say("claims-verdicts")));
        blocks.push(Block::List(verdicts));
    }
    blocks.push(Block::Command(scribe.query(one.query), scribe.say("command-reask")));
    Part { id: format!("claim-{}", one.claim.id), title: title(scribe, one), stance: None, blocks }
}

/// `minister-1 – an attack from abroad`.
fn title(scribe: &Scribe<'_>, one: &Examined) -> String {
    let kind = scribe.say(&format!("claim-{}", one.claim.about));
    scribe.get("claim-title", &[("id", one.claim.id.clone().into()), ("kind", kind.into())])
}

fn label(scribe: &Scribe<'_>, one: &Examined) -> String {
    scribe.say(&format!("claim-outcome-{}", one.outcome.name()))
}

/// The outcome and what it means.
fn answer(scribe: &Scribe<'_>, one: &Examined) -> String {
    let arguments =
        [("outcome", label(scribe, one).into()), ("sentence", sentence(scribe, one).into())];
    scribe.get("claim-answer", &arguments)
}

/// What the outcome means for this kind of claim, or why there is none.
fn sentence(scribe: &Scribe<'_>, one: &Examined) -> String {
    match one.reason {
        Some(reason) => scribe.say(&format!("{}-{reason}", one.outcome.name())),
        None => scribe.say(&format!("claim-{}.{}", one.claim.about, one.outcome.name())),
    }
}

fn said(scribe: &Scribe<'_>, one: &Examined) -> Vec<Fact> {
    let claim = &one.claim;
    let words = scribe.words;
    let when = match claim.said {
        Said::Day(us) => words.date(us),
        Said::Moment(us) => words.moment(us),
    };
    let mut facts = vec![
        scribe.fact("claim-who", text(printable(&claim.who))),
        scribe.fact("claim-said", text(when)),
        scribe.fact("claim-quote", text(quoted(scribe, &claim.quote))),
    ];
    facts.extend(claim.source.iter().map(|one| scribe.fact("claim-source", text(printable(one)))));
    facts.extend(claim.service.iter().map(|one| scribe.fact("claim-service", literal(one))));
    let window = claim.window.map(|window| scribe.fact("claim-window", text(words.window(window))));
    facts.extend(window);
    facts.extend(claim.terms.iter().map(|(key, value)| term(scribe, key, value)));
    facts
}

fn quoted(scribe: &Scribe<'_>, quote: &str) -> String {
    scribe.get("claim-quoted", &[("quote", printable(quote).into())])
}

fn term(scribe: &Scribe<'_>, key: &str, value: &Term) -> Fact {
    let cell = match value {
        Term::Number(value, unit) => number(scribe.quantity(*value, *unit)),
        Term::Instant(us) => text(scribe.words.moment(*us)),
        Term::Choice(word) => text(scribe.say(&format!("claim-choice-{word}"))),
        Term::Countries(codes) => literal(&codes.join(", ")),
        Term::Hours(hours, _) => literal(hours),
    };
    scribe.fact(&format!("claim-term-{key}"), cell)
}

fn figures(scribe: &Scribe<'_>, one: &Examined) -> Table {
    let columns = [("column-figure", false), ("column-value", true), ("column-interval", true)];
    let caption = scribe.get("claim-caption", &[("id", one.claim.id.clone().into())]);
    let mut table = scribe.table(caption, &columns);
    for figure in &one.figures {
        table.rows.push(vec![
            text(name(scribe, one, figure)),
            number(value(scribe, figure)),
            number(scribe.bounds(figure.interval, figure.unit)),
        ]);
    }
    table
}

/// A likelihood ratio is written as everywhere in the report: `1/27`, not `0.037`.
fn value(scribe: &Scribe<'_>, figure: &Figure) -> String {
    if figure.name == "likelihood_ratio" && figure.value > 0.0 {
        return signed_ratio(scribe, figure.value.log10());
    }
    scribe.quantity(figure.value, figure.unit)
}

/// Figures of findings keep the words of their finding.
fn name(scribe: &Scribe<'_>, one: &Examined, figure: &Figure) -> String {
    let own = format!("figure-claim-{}", figure.name);
    if scribe.words.has(&own) {
        return scribe.say(&own);
    }
    let findings = scribe.judgement.incidents.iter().filter(|i| one.incidents.contains(&i.id));
    let owner = findings
        .flat_map(|incident| &incident.findings)
        .find(|finding| scribe.words.has(&format!("figure-{}-{}", finding.name, figure.name)));
    scribe.figure_name(owner.map_or("claim", |finding| finding.name), figure)
}

/// The incidents that the outcome rests on: the cause that was named and, for a claim about a cause,
/// how strongly the findings speak for or against what is claimed.
fn verdicts(scribe: &Scribe<'_>, one: &Examined) -> Vec<String> {
    let incidents = scribe.judgement.incidents.iter();
    let meant = incidents.filter(|incident| one.incidents.contains(&incident.id));
    meant.map(|incident| verdict(scribe, one, incident)).collect()
}

fn verdict(scribe: &Scribe<'_>, one: &Examined, incident: &Incident) -> String {
    let title = incident_title(scribe, incident);
    let cause = scribe.say(&format!("cause-{}", incident.cause.name()));
    let line = scribe.get("figure-line", &[("name", title.into()), ("value", cause.into())]);
    match one.hypothesis {
        Some(hypothesis) if incident.cause != Cause::Inconclusive => {
            format!("{line}. {}", strength_sentence(scribe, incident, hypothesis))
        }
        _ => line,
    }
}
