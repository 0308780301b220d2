//! Custody: what was put in evidence, what became of every byte, what with, and where lines lack.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Fact, Note, Part, Table, Tone, events};
use crate::base::account::{Database, Exhibit, Mandate, RulesFile, Stamp};
use crate::base::time::{Window, rfc3339};
use crate::frame::place::{LICENCE_OF_USER, distance_days};
use crate::tell::escape::printable;

/// Gaps and duplicates that are listed; the number is always given.
const LISTED_MAX: usize = 50;

pub(super) fn parts(scribe: &Scribe<'_>) -> Vec<Part> {
    let mut parts = vec![custody(scribe), accounting(scribe)];
    parts.extend(events::part(scribe));
    parts.extend([databases(scribe), gaps(scribe)]);
    parts
}

fn part(scribe: &Scribe<'_>, id: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.to_owned(), title: scribe.say(&format!("{id}-title")), stance: None, blocks }
}

fn custody(scribe: &Scribe<'_>) -> Part {
    let mut blocks = vec![Block::Text(scribe.say("custody-intro"))];
    let exhibits = scribe.account.exhibits.iter().enumerate();
    blocks.extend(exhibits.map(|(index, one)| Block::Part(exhibit(scribe, index, one))));
    let duplicates = &scribe.account.duplicates;
    if !duplicates.is_empty() {
        blocks.push(Block::Text(scribe.count("custody-duplicates", duplicates.len() as u64)));
        let listed = duplicates.iter().take(LISTED_MAX);
        blocks.push(Block::List(
            listed
                .map(|(left, kept)| format!("{} = {}", printable(left), printable(kept)))
                .collect(),
        ));
    }
    blocks.extend(archives(scribe));
    blocks.extend(repeated(scribe));
    let several = scribe.account.exhibits.len() > 1;
    if several && duplicates.is_empty() && scribe.account.repeated.is_empty() {
        blocks.push(Block::Text(scribe.say("custody-no-duplicates")));
    }
    blocks.extend(scribe.account.rules.iter().map(|file| rules(scribe, file)));
    blocks.extend(scribe.account.mandate.iter().map(|file| mandate(scribe, file)));
    let left_out = &scribe.account.left_out;
    if !left_out.is_empty() {
        let text = scribe.count("custody-left-out", left_out.len() as u64);
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
        let listed = left_out.iter().take(LISTED_MAX);
        blocks.push(Block::List(
            listed.map(|(path, why)| format!("{}: {}", printable(path), printable(why))).collect(),
        ));
    }
    if scribe.context.pseudonyms.is_some() {
        let text = scribe.say("sources-pseudonyms-kept");
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
    }
    part(scribe, "custody", blocks)
}

/// The file of the questions put to the expert.
fn mandate(scribe: &Scribe<'_>, file: &Mandate) -> Block {
    let arguments =
        [("path", printable(&file.path).into()), ("sha256", file.sha256.clone().into())];
    Block::Text(scribe.get("custody-mandate", &arguments))
}

/// A file of rules that was given.
fn rules(scribe: &Scribe<'_>, file: &RulesFile) -> Block {
    let id = if file.refused.is_some() { "custody-rules-refused" } else { "custody-rules" };
    let arguments = [
        ("why", printable(file.refused.as_deref().unwrap_or_default()).into()),
        ("path", printable(&file.path).into()),
        ("sha256", file.sha256.clone().into()),
        ("n", (file.ids.len() as u64).into()),
    ];
    Block::Text(scribe.get(id, &arguments))
}

/// Archives whose members are exhibits, and exhibits that hold the same log.
fn archives(scribe: &Scribe<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for archive in &scribe.account.archives {
        let arguments = [
            ("path", printable(&archive.path).into()),
            ("sha256", archive.sha256.clone().into()),
            ("n", archive.members.into()),
        ];
        blocks.push(Block::Text(scribe.get("custody-archive", &arguments)));
        if let Some(damage) = &archive.damage {
            let text = scribe.get("exhibit-damage", &[("damage", printable(damage).into())]);
            blocks.push(Block::Note(Note { tone: Tone::Stop, text }));
        }
    }
    let same = &scribe.account.same_content;
    if !same.is_empty() {
        let text = scribe.count("custody-same-log", same.len() as u64);
        let pair = |(path, first): &(String, String)| {
            format!("{} = {}", printable(path), printable(first))
        };
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
        blocks.push(Block::List(same.iter().take(LISTED_MAX).map(pair).collect()));
    }
    blocks
}

/// Requests that several exhibits hold.
fn repeated(scribe: &Scribe<'_>) -> Vec<Block> {
    let repeated = &scribe.account.repeated;
    if repeated.is_empty() {
        return Vec::new();
    }
    let requests: u64 = repeated.iter().map(|(_, _, requests)| requests).sum();
    let id = if scribe.account.deduped { "custody-deduped" } else { "custody-repeated" };
    let tone = if scribe.account.deduped { Tone::Plain } else { Tone::Limit };
    let shown = |(again, first, requests): &(String, String, u64)| {
        let requests = scribe.words.numbers().integer(*requests);
        format!("{} = {}: {requests}", printable(again), printable(first))
    };
    vec![
        Block::Note(Note { tone, text: scribe.count(id, requests) }),
        Block::List(repeated.iter().take(LISTED_MAX).map(shown).collect()),
    ]
}

fn exhibit(scribe: &Scribe<'_>, index: usize, one: &Exhibit) -> Part {
    let mut blocks = vec![Block::Facts(exhibit_facts(scribe, one))];
    if let Some(damage) = &one.damage {
        let arguments = [("damage", printable(damage).into())];
        let text = scribe.get("exhibit-damage", &arguments);
        blocks.push(Block::Note(Note { tone: Tone::Stop, text }));
    }
    let id = format!("exhibit-{}", index + 1);
    let arguments = [("n", ((index + 1) as u64).into()), ("path", printable(&one.path).into())];
    Part { id, title: scribe.get("exhibit-title", &arguments), stance: None, blocks }
}

fn exhibit_facts(scribe: &Scribe<'_>, one: &Exhibit) -> Vec<Fact> {
    let numbers = scribe.words.numbers();
    let size = format!("{} ({})", scribe.count("count-bytes", one.bytes), numbers.bytes(one.bytes));
    let confidence = [
        ("format", printable(one.format).into()),
        ("confidence", numbers.percent(one.confidence).into()),
    ];
    let stamp = match one.stamp {
        Stamp::Start => "stamp-start",
        Stamp::End => "stamp-end",
        Stamp::Unknown => "stamp-unknown",
    };
    let span = one.covers_us().map_or_else(
        || "–".to_owned(),
        |(first, last)| scribe.words.interval(Window::new(first, last)),
    );
    let modified = one.modified_us.map_or_else(|| "–".to_owned(), rfc3339);
    let mut facts = vec![
        scribe.fact("exhibit-sha256", literal(&one.sha256)),
        scribe.fact("exhibit-size", text(size)),
        scribe.fact("exhibit-modified", literal(&modified)),
        scribe.fact("exhibit-compression", text(packings(scribe, one))),
        scribe.fact("exhibit-format", text(scribe.get("exhibit-format-value", &confidence))),
        scribe.fact("exhibit-stamp", text(scribe.say(stamp))),
        scribe.fact("exhibit-zone", text(zone(scribe, one))),
        scribe.fact("exhibit-span", literal(&span)),
    ];
    facts.extend(assumed(scribe, one));
    facts
}

/// Where the zone of the stamps comes from.
fn zone(scribe: &Scribe<'_>, one: &Exhibit) -> String {
    let Some(zone) = &one.zone else { return scribe.say("exhibit-zone-written") };
    let id = format!("exhibit-zone-{}", zone.origin.name());
    scribe.get(&id, &[("zone", printable(&zone.name).into())])
}

/// Packings, from the outside in.
fn packings(scribe: &Scribe<'_>, one: &Exhibit) -> String {
    let packings = std::iter::once(&one.compression).chain(&one.within);
    let named = packings.map(|packing| scribe.say(&format!("compression-{}", packing.name())));
    named.collect::<Vec<_>>().join(", ")
}

/// What is not in every exhibit: envelopes, lines of other formats, a zone or unit that was assumed.
fn assumed(scribe: &Scribe<'_>, one: &Exhibit) -> Vec<Fact> {
    let mut facts = Vec::new();
    if let Some(archive) = &one.archive {
        facts.push(scribe.fact("exhibit-archive", literal(archive)));
    }
    if let Some(encoding) = one.encoding {
        facts.push(scribe.fact("exhibit-encoding", literal(encoding)));
    }
    if !one.wrapper.is_empty() {
        facts.push(scribe.fact("exhibit-wrapper", literal(&one.wrapper)));
    }
    if !one.also.is_empty() {
        facts.push(scribe.fact("exhibit-also", literal(&one.also.join(", "))));
    }
    if let Some(inferred) = &one.inferred {
        facts.push(scribe.fact("exhibit-inferred", literal(inferred)));
    }
    facts
}

fn accounting(scribe: &Scribe<'_>) -> Part {
    let mut blocks = vec![Block::Text(scribe.say("accounting-intro")), Block::Table(lines(scribe))];
    if scribe.account.total.rejects > 0 {
        blocks.push(Block::Table(rejects(scribe)));
    }
    part(scribe, "accounting", blocks)
}

fn lines(scribe: &Scribe<'_>) -> Table {
    let columns = [
        ("column-exhibit", false),
        ("column-lines", true),
        ("column-requests", true),
        ("column-rejects", true),
        ("column-events", true),
        ("column-blank", true),
        ("column-bytes", true),
    ];
    let mut table = scribe.table(scribe.say("accounting-caption"), &columns);
    let numbers = scribe.words.numbers();
    let exhibits = scribe.account.exhibits.iter().enumerate();
    let rows = exhibits.map(|(index, one)| {
        (literal(&format!("{} · {}", index + 1, printable(&one.path))), &one.accounting)
    });
    let total = (text(scribe.say("accounting-total")), &scribe.account.total);
    for (name, part) in rows.chain([total]) {
        let counts =
            [part.lines(), part.requests, part.rejects, part.events, part.blank, part.bytes()];
        let cells = counts.map(|count| number(numbers.integer(count)));
        table.rows.push(std::iter::once(name).chain(cells).collect());
    }
    table
}

fn rejects(scribe: &Scribe<'_>) -> Table {
    let columns = [("column-reason", false), ("column-lines", true)];
    let mut table = scribe.table(scribe.say("rejects-caption"), &columns);
    for (reason, count) in &scribe.account.total.reasons {
        table.rows.push(vec![
            text(reject(scribe, reason)),
            number(scribe.words.numbers().integer(*count)),
        ]);
    }
    table
}

/// A reason in words; as it is where a format's reason has none.
fn reject(scribe: &Scribe<'_>, reason: &str) -> String {
    let id = format!("reject-{}", reason.replace(' ', "_"));
    if scribe.words.has(&id) { scribe.say(&id) } else { reason.to_owned() }
}

fn databases(scribe: &Scribe<'_>) -> Part {
    let mut blocks = vec![Block::Text(scribe.say("databases-intro"))];
    if scribe.account.databases.is_empty() {
        blocks.push(Block::Text(scribe.say("no-database")));
    }
    for (index, one) in scribe.account.databases.iter().enumerate() {
        let title = scribe.get("database-title", &[("name", scribe.file_name(&one.name).into())]);
        let facts = vec![Block::Facts(database_facts(scribe, one))];
        let id = format!("database-{}", index + 1);
        blocks.push(Block::Part(Part { id, title, stance: None, blocks: facts }));
    }
    part(scribe, "databases", blocks)
}

fn database_facts(scribe: &Scribe<'_>, one: &Database) -> Vec<Fact> {
    let role = if one.primary { "database-primary" } else { "database-other" };
    vec![
        scribe.fact("database-file", literal(&one.name)),
        scribe.fact("database-role", text(scribe.say(role))),
        scribe.fact("database-holds", text(holds(scribe, &one.holds))),
        scribe.fact("database-built", text(scribe.words.date(one.built_us))),
        scribe.fact("database-distance", text(distance(scribe, one.built_us))),
        scribe.fact("database-sha256", literal(&one.sha256)),
        scribe.fact("database-licence", literal(&licence(scribe, &one.licence))),
    ]
}

/// What it holds, in the language of the report; as the manifest has it where there is no word for it.
fn holds(scribe: &Scribe<'_>, held: &str) -> String {
    let named = held.split(", ").map(|one| {
        let id = format!("holds-{}", one.replace(' ', "_"));
        if scribe.words.has(&id) { scribe.say(&id) } else { printable(one) }
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Attributions are quoted as their makers ask; that none is known is said in the language of the report.
fn licence(scribe: &Scribe<'_>, line: &str) -> String {
    match line.strip_prefix(LICENCE_OF_USER) {
        Some(kind) => format!("{}{kind}", scribe.say("licence-of-user")),
        None => line.to_owned(),
    }
}

/// Days between the build and the nearest day of the logs; none where it lies within them.
fn distance(scribe: &Scribe<'_>, built_us: i64) -> String {
    let spans = || scribe.account.exhibits.iter().filter_map(|exhibit| exhibit.span_us);
    let (Some(first), Some(last)) =
        (spans().map(|(first, _)| first).min(), spans().map(|(_, last)| last).max())
    else {
        return "–".to_owned();
    };
    // As the gate on that distance counts: begun days.
    let days = u64::try_from(distance_days(built_us, (first, last))).unwrap_or(0);
    match built_us {
        built if built < first => scribe.count("distance-before", days),
        built if built > last => scribe.count("distance-after", days),
        _ => scribe.say("distance-inside"),
    }
}

fn gaps(scribe: &Scribe<'_>) -> Part {
    let gaps = &scribe.judgement.gaps;
    let mut blocks = vec![Block::Text(scribe.count("gaps-intro", gaps.len() as u64))];
    if !gaps.is_empty() {
        let listed = gaps.iter().take(LISTED_MAX).map(|gap| scribe.words.window(gap.window));
        blocks.push(Block::List(listed.collect()));
    }
    part(scribe, "gaps", blocks)
}
