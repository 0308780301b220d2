//! What ends every report: what access logs cannot show, how to get the same result again, and the
//! words it uses.

use sha2::{Digest, Sha256};

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Part, Table, strength};
use crate::tell::escape::shell_word;
use crate::tell::writer::json;

/// Limits of every access log (`limit-<key>`).
const LIMITS: &[&str] =
    &["below_http", "unlogged", "intent", "identity", "direction", "country", "agent", "causes"];
/// Terms explained (`term-<key>` and its `.meaning`).
const TERMS: &[&str] = &[
    "incident",
    "baseline",
    "failure",
    "goodput",
    "campaign",
    "hostile",
    "finding",
    "ratio",
    "cap",
    "gate",
    "but_for",
    "capacity",
    "fresh_demand",
    "reject",
    "client",
    "agent",
    "referer",
    "as",
    "utc",
    "digest",
    "interval",
    "probability",
    "cllr",
    "escape",
];
/// What only the expert can state (`expert-<key>`): French practice asks for it (CPP 163 and 166).
const EXPERT: &[&str] = &["name", "received", "seals", "helpers", "signed"];

pub(super) fn parts(scribe: &Scribe<'_>) -> Vec<Part> {
    vec![limits(scribe), reproduce(scribe), scale(scribe), glossary(scribe), expert(scribe)]
}

/// Lines that are left to be filled in by hand.
fn expert(scribe: &Scribe<'_>) -> Part {
    // A space that does not collapse: an empty cell would lose its height, and tell a screen reader nothing.
    let blank = |key: &&str| scribe.fact(&format!("expert-{key}"), text("\u{a0}"));
    let blocks = vec![
        Block::Text(scribe.say("expert-intro")),
        Block::Facts(EXPERT.iter().map(blank).collect()),
    ];
    part(scribe, "expert", blocks)
}

fn part(scribe: &Scribe<'_>, id: &str, blocks: Vec<Block>) -> Part {
    Part { id: id.to_owned(), title: scribe.say(&format!("{id}-title")), stance: None, blocks }
}

fn limits(scribe: &Scribe<'_>) -> Part {
    let sentences = LIMITS.iter().map(|key| scribe.say(&format!("limit-{key}"))).collect();
    part(scribe, "limits", vec![Block::Text(scribe.say("limits-intro")), Block::List(sentences)])
}

fn reproduce(scribe: &Scribe<'_>) -> Part {
    let typed: Vec<_> = scribe.account.arguments.iter().map(|word| shell_word(word)).collect();
    let version = [("version", scribe.account.version.into())];
    let blocks = vec![
        Block::Text(scribe.get("reproduce-intro", &version)),
        Block::Command(typed.join(" "), scribe.say("reproduce-command")),
        Block::Facts(vec![scribe.fact("reproduce-verdict", literal(&verdict_sha256(scribe)))]),
        Block::Command(verify(scribe), scribe.say("reproduce-verify")),
        Block::Command("afflux query --list".to_owned(), scribe.say("reproduce-queries")),
        Block::Text(scribe.say("reproduce-rows")),
        Block::Command(cite(scribe), scribe.say("reproduce-cite")),
    ];
    part(scribe, "reproduce", blocks)
}

/// SHA-256 of `verdict.json`: what the same exhibits, databases and options must give.
fn verdict_sha256(scribe: &Scribe<'_>) -> String {
    let bytes = json::bytes(scribe.account, scribe.judgement, scribe.context.validation)
        .unwrap_or_default();
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn verify(scribe: &Scribe<'_>) -> String {
    let case = scribe.context.case.as_deref().map_or_else(|| "CASE".to_owned(), shell_word);
    format!("afflux verify {case}")
}

/// The command that shows a cited line, with the names that stand for an exhibit and an offset.
fn cite(scribe: &Scribe<'_>) -> String {
    let case = scribe.context.case.as_deref().map_or_else(|| "CASE".to_owned(), shell_word);
    format!("afflux show {case} --cite EXHIBIT:OFFSET")
}

fn scale(scribe: &Scribe<'_>) -> Part {
    let columns = [("column-ratio", true), ("column-words", false)];
    let mut table =
        Table { caption: scribe.say("scale-caption"), columns: Vec::new(), rows: Vec::new() };
    table.columns = columns.map(|(id, number)| (scribe.say(id), number)).to_vec();
    let mut low = None;
    for band in strength::BANDS {
        let range = range(scribe, low, band.log10_high);
        table.rows.push(vec![number(range), text(scribe.say(&format!("band-{}", band.key)))]);
        low = Some(band.log10_high);
    }
    part(scribe, "scale", vec![Block::Text(scribe.say("scale-intro")), Block::Table(table)])
}

fn range(scribe: &Scribe<'_>, low: Option<f64>, high: f64) -> String {
    let numbers = scribe.words.numbers();
    let ratio = |log10: f64| numbers.decimal(10f64.powf(log10), 0);
    match (low, high.is_finite()) {
        (None, _) => format!("1 – {}", ratio(high)),
        (Some(low), true) => format!("{} – {}", ratio(low), ratio(high)),
        (Some(low), false) => format!("> {}", ratio(low)),
    }
}

fn glossary(scribe: &Scribe<'_>) -> Part {
    let columns = [("column-term", false), ("column-meaning", false)];
    let mut table = scribe.table(scribe.say("glossary-caption"), &columns);
    for key in TERMS {
        let meaning = scribe.say(&format!("term-{key}.meaning"));
        table.rows.push(vec![text(scribe.say(&format!("term-{key}"))), text(meaning)]);
    }
    part(scribe, "glossary", vec![Block::Table(table)])
}
