//! What comes first: what was examined and with what, the statements that hold for all of it, and
//! the whole span of each service at a glance.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Fact, Note, Part, Tone, events, intrusion, validated};
use crate::base::time::Window;
use crate::judge::gravest::INCIDENTS_MAX;
use crate::judge::judgement::{Gate, LeftOut};
use crate::tell::chart::{heat, overview};
use crate::tell::escape::{printable, whole};

/// Services drawn in the overview; the rest is in the table.
const DRAWN_SERVICES_MAX: usize = 12;
/// Services whose hours are drawn: the busiest.
const DRAWN_HOURS_MAX: usize = 3;
/// Services named in the head.
const NAMED_SERVICES_MAX: usize = 6;

pub(super) fn subtitle(scribe: &Scribe<'_>) -> String {
    let incidents = scribe.count("count-incidents", scribe.judgement.incidents.len() as u64);
    let services = scribe.count("count-services", scribe.judgement.services.len() as u64);
    scribe.get("report-subtitle", &[("incidents", incidents.into()), ("services", services.into())])
}

pub(super) fn facts(scribe: &Scribe<'_>) -> Vec<Fact> {
    let account = scribe.account;
    let mut facts = vec![scribe.fact("head-services", text(services(scribe)))];
    if let Some(window) = span(scribe) {
        facts.push(scribe.fact("head-span", text(scribe.words.window(window))));
        facts.push(scribe.fact("head-span-utc", literal(&scribe.words.interval(window))));
    }
    let lines = scribe.count("count-lines", account.total.lines());
    let exhibits = scribe.count("count-exhibits", account.exhibits.len() as u64);
    facts.push(scribe.fact("head-material", text(format!("{exhibits}, {lines}"))));
    facts.push(scribe.fact("head-tool", literal(&format!("afflux {}", account.version))));
    facts.push(scribe.fact("head-home", literal(&account.home)));
    facts.push(scribe.fact("head-mandate", asked(scribe)));
    facts
}

/// Where the questions to the expert are, or that none were given.
fn asked(scribe: &Scribe<'_>) -> super::Cell {
    let Some(mandate) = &scribe.account.mandate else { return text(scribe.say("mandate-none")) };
    literal(&mandate.path)
}

/// The questions as they were given, without empty lines.
pub(super) fn mandate(scribe: &Scribe<'_>) -> Vec<String> {
    let lines = scribe.account.mandate.iter().flat_map(|mandate| mandate.text.lines());
    // French spaces and tabs are spaces; whatever else acts is made visible.
    let spaced = |line: &str| line.replace(['\u{a0}', '\u{202f}', '\t'], " ");
    lines.filter(|line| !line.trim().is_empty()).map(|line| whole(spaced(line).trim())).collect()
}

/// The calibration statement, then the gates of the run.
pub(super) fn notices(scribe: &Scribe<'_>) -> Vec<Note> {
    let text = validated::notice(scribe, "notice-calibration");
    let calibration = Note { tone: Tone::Limit, text };
    let gates = scribe.judgement.gates.iter().map(|gate| gate_note(scribe, gate));
    let apart = intrusion::notice(scribe).into_iter().chain(events::notice(scribe));
    std::iter::once(calibration).chain(gates).chain(apart).collect()
}

/// A gate in words, with the figure that closed it.
pub(super) fn gate_note(scribe: &Scribe<'_>, gate: &Gate) -> Note {
    let mut text = scribe.say(&format!("gate-{}", gate.key));
    if let Some(figure) = &gate.figure {
        let name = scribe.figure_name(gate.key, figure);
        let measured = scribe.measured(figure);
        let arguments = [("name", name.into()), ("value", measured.into())];
        text = format!("{text} {}", scribe.get("gate-figure", &arguments));
    }
    Note { tone: if gate.forbids { Tone::Stop } else { Tone::Limit }, text }
}

pub(super) fn overview(scribe: &Scribe<'_>) -> Part {
    let mut blocks = vec![Block::Text(scribe.say("overview-intro"))];
    for (index, service) in scribe.judgement.services.iter().take(DRAWN_SERVICES_MAX).enumerate() {
        let incidents =
            scribe.judgement.incidents.iter().filter(|one| one.service == service.service);
        let marks: Vec<_> = incidents.map(|one| (one.id, one.window)).collect();
        blocks.push(Block::Chart(overview::chart(scribe.words, index, service, &marks)));
        if index < DRAWN_HOURS_MAX {
            blocks.extend(heat::chart(scribe.words, index, service).map(Block::Chart));
        }
    }
    blocks.push(Block::Table(services_table(scribe)));
    blocks.extend(left_out(scribe));
    Part { id: "overview".into(), title: scribe.say("overview-title"), stance: None, blocks }
}

/// The services of which not every incident was judged.
fn left_out(scribe: &Scribe<'_>) -> Option<Block> {
    let sentence = |left: &LeftOut| {
        let arguments = [
            ("service", printable(&left.service).into()),
            ("n", left.incidents.into()),
            ("failures", scribe.count("count-failed", left.failures).into()),
            ("most", (INCIDENTS_MAX as u64).into()),
        ];
        scribe.get("left-out", &arguments)
    };
    let sentences: Vec<String> = scribe.judgement.left_out.iter().map(sentence).collect();
    (!sentences.is_empty()).then_some(Block::List(sentences))
}

fn services_table(scribe: &Scribe<'_>) -> super::Table {
    let columns = [
        ("column-service", false),
        ("column-requests", true),
        ("column-idle", true),
        ("column-failures", true),
        ("column-failure-share", true),
        ("column-incidents", true),
    ];
    let mut table = scribe.table(scribe.say("overview-caption"), &columns);
    let numbers = scribe.words.numbers();
    for service in &scribe.judgement.services {
        let same = |name: &str| name == service.service;
        let incidents = scribe.judgement.incidents.iter().filter(|one| same(&one.service)).count();
        table.rows.push(vec![
            literal(&service.service),
            number(numbers.integer(service.requests)),
            number(numbers.integer(service.idle)),
            number(numbers.integer(service.failures)),
            number(numbers.percent(service.failures as f64 / service.requests.max(1) as f64)),
            number(numbers.integer(incidents as u64)),
        ]);
    }
    table
}

fn services(scribe: &Scribe<'_>) -> String {
    let all = &scribe.judgement.services;
    let mut named: Vec<_> =
        all.iter().take(NAMED_SERVICES_MAX).map(|one| printable(&one.service)).collect();
    if all.len() > NAMED_SERVICES_MAX {
        named.push(scribe.count("and-more", (all.len() - NAMED_SERVICES_MAX) as u64));
    }
    named.join(", ")
}

/// From the first to the last time stamp of any exhibit.
fn span(scribe: &Scribe<'_>) -> Option<Window> {
    let spans = || scribe.account.exhibits.iter().filter_map(|exhibit| exhibit.span_us);
    let start = spans().map(|(first, _)| first).min()?;
    let end = spans().map(|(_, last)| last).max()?;
    Some(Window::new(start, end))
}
