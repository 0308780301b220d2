//! Custody: what was put in evidence, what became of every byte, what with, and where lines lack.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Fact, Note, Part, Table, Tone};
use crate::base::account::{Compression, Database, Exhibit, Stamp};
use crate::base::time::{DAY_US, Window, rfc3339};
use crate::tell::escape::printable;

/// Gaps and duplicates that are listed; the number is always given.
const LISTED_MAX: usize = 50;

pub(super) fn parts(scribe: &Scribe<'_>) -> Vec<Part> {
    let mut parts = vec![custody(scribe), accounting(scribe), databases(scribe)];
    parts.push(gaps(scribe));
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
    let left_out = &scribe.account.left_out;
    if !left_out.is_empty() {
        let text = scribe.count("custody-left-out", left_out.len() as u64);
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
        let listed = left_out.iter().take(LISTED_MAX);
        blocks.push(Block::List(
            listed.map(|(path, why)| format!("{}: {}", printable(path), printable(why))).collect(),
        ));
    }
    part(scribe, "custody", blocks)
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
    let compression = match one.compression {
        Compression::Plain => "compression-none",
        Compression::Gzip => "compression-gzip",
        Compression::Zstd => "compression-zstd",
    };
    let confidence = [
        ("format", printable(one.format).into()),
        ("confidence", numbers.percent(one.confidence).into()),
    ];
    let stamp = match one.stamp {
        Stamp::Start => "stamp-start",
        Stamp::End => "stamp-end",
        Stamp::Unknown => "stamp-unknown",
    };
    let span = one.span_us.map_or_else(
        || "–".to_owned(),
        |(first, last)| scribe.words.interval(Window::new(first, last)),
    );
    let modified = one.modified_us.map_or_else(|| "–".to_owned(), rfc3339);
    vec![
        scribe.fact("exhibit-sha256", literal(&one.sha256)),
        scribe.fact("exhibit-size", text(size)),
        scribe.fact("exhibit-modified", literal(&modified)),
        scribe.fact("exhibit-compression", text(scribe.say(compression))),
        scribe.fact("exhibit-format", text(scribe.get("exhibit-format-value", &confidence))),
        scribe.fact("exhibit-stamp", text(scribe.say(stamp))),
        scribe.fact("exhibit-span", literal(&span)),
    ]
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
        let counts = [part.lines(), part.requests, part.rejects, part.blank, part.bytes()];
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
            text(scribe.say(&format!("reject-{}", reason.replace(' ', "_")))),
            number(scribe.words.numbers().integer(*count)),
        ]);
    }
    table
}

fn databases(scribe: &Scribe<'_>) -> Part {
    let mut blocks = vec![Block::Text(scribe.say("databases-intro"))];
    if scribe.account.databases.is_empty() {
        blocks.push(Block::Text(scribe.say("no-database")));
    }
    for (index, one) in scribe.account.databases.iter().enumerate() {
        let title = scribe.get("database-title", &[("name", printable(&one.name).into())]);
        let facts = vec![Block::Facts(database_facts(scribe, one))];
        let id = format!("database-{}", index + 1);
        blocks.push(Block::Part(Part { id, title, stance: None, blocks: facts }));
    }
    part(scribe, "databases", blocks)
}

fn database_facts(scribe: &Scribe<'_>, one: &Database) -> Vec<Fact> {
    let role = if one.primary { "database-primary" } else { "database-other" };
    vec![
        scribe.fact("database-role", text(scribe.say(role))),
        scribe.fact("database-holds", literal(&one.holds)),
        scribe.fact("database-built", text(scribe.words.date(one.built_us))),
        scribe.fact("database-distance", text(distance(scribe, one.built_us))),
        scribe.fact("database-sha256", literal(&one.sha256)),
        scribe.fact("database-licence", literal(&one.licence)),
    ]
}

/// Days between the build and the nearest day of the logs; none where it lies within them.
fn distance(scribe: &Scribe<'_>, built_us: i64) -> String {
    let spans = || scribe.account.exhibits.iter().filter_map(|exhibit| exhibit.span_us);
    let (Some(first), Some(last)) =
        (spans().map(|(first, _)| first).min(), spans().map(|(_, last)| last).max())
    else {
        return "–".to_owned();
    };
    let days = |us: i64| u64::try_from(us / DAY_US).unwrap_or(0);
    match built_us {
        built if built < first => scribe.count("distance-before", days(first - built)),
        built if built > last => scribe.count("distance-after", days(built - last)),
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
