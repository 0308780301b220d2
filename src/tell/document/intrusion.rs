//! The chapter on attempts to get in: a question apart from the outage. Campaigns, what may have
//! succeeded and what every address receives, each with the question that re-asks it. It names no
//! person, and never says that an attempt worked where a log cannot tell.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Cell, CellKind, Fact, Note, Part, Table, Tone};
use crate::judge::judgement::{IntrusionCampaign, IntrusionKind, Judgement};
use crate::tell::escape::printable;

/// Campaigns described one by one, the largest; the table has all up to [`LISTED`].
const DESCRIBED: usize = 8;
/// Campaigns in the table.
const LISTED: usize = 100;
/// Lines named of requests for one path that may have succeeded for one reason; `show --finding` prints all.
const LINES: usize = 3;
/// Names in one line.
const NAMED: usize = 5;

/// The chapter.
pub(super) fn part(scribe: &Scribe<'_>) -> Part {
    let judgement = scribe.judgement;
    let mut blocks = vec![Block::Text(scribe.say("intrusion-intro"))];
    if judgement.intrusion.is_empty() {
        blocks.push(Block::Text(scribe.say("intrusion-none")));
    } else {
        blocks.push(Block::Note(Note { tone: Tone::Limit, text: scribe.say("intrusion-limit") }));
        blocks.push(Block::Table(kinds(scribe)));
        blocks.push(Block::Table(campaigns(scribe)));
        blocks.extend(described(judgement).map(|one| Block::Part(campaign(scribe, one))));
    }
    if !judgement.background.is_empty() {
        blocks.push(Block::Text(scribe.say("intrusion-background")));
        blocks.push(Block::Table(background(scribe)));
    }
    for query in ["intrusion-attempts", "scanner-targets", "log-in-failures", "suspected-successes"]
    {
        blocks.push(Block::Command(scribe.query(query), scribe.say(&format!("ask-{query}"))));
    }
    let title = scribe.say("intrusion-title");
    Part { id: "intrusion".into(), title, stance: None, blocks }
}

/// One line for the head of the report and the terminal: who reads only the answer must know of it.
pub(super) fn notice(scribe: &Scribe<'_>) -> Option<Note> {
    let campaigns = scribe.judgement.intrusion_campaigns.len() as u64;
    let suspected: u64 = scribe.judgement.intrusion.iter().map(|one| one.suspected).sum();
    let (tone, id) = match suspected {
        0 => (Tone::Plain, "notice-intrusion"),
        _ => (Tone::Limit, "notice-intrusion-suspected"),
    };
    let campaigns_named = scribe.count("count-campaigns", campaigns);
    let arguments = [("campaigns", campaigns_named.into()), ("n", suspected.into())];
    (campaigns > 0).then(|| Note { tone, text: scribe.get(id, &arguments) })
}

fn kinds(scribe: &Scribe<'_>) -> Table {
    let columns = [
        ("column-kind", false),
        ("column-requests", true),
        ("column-sources", true),
        ("column-succeeded", false),
        ("column-suspected", true),
        ("column-when", false),
    ];
    let mut table = scribe.table(scribe.say("intrusion-caption"), &columns);
    let numbers = scribe.words.numbers();
    for one in &scribe.judgement.intrusion {
        table.rows.push(vec![
            text(kind(scribe, one.kind)),
            number(numbers.integer(one.requests)),
            number(numbers.integer(one.sources)),
            text(succeeded(scribe, one.succeeded)),
            number(numbers.integer(one.suspected)),
            text(scribe.words.window(one.window)),
        ]);
    }
    table
}

fn kind(scribe: &Scribe<'_>, kind: IntrusionKind) -> String {
    scribe.say(&format!("intrusion-{}", kind.name()))
}

fn class(scribe: &Scribe<'_>, class: &str) -> String {
    scribe.say(&format!("attempt-{class}"))
}

fn succeeded(scribe: &Scribe<'_>, succeeded: Option<bool>) -> String {
    scribe.say(match succeeded {
        Some(true) => "succeeded-yes",
        Some(false) => "succeeded-no",
        None => "succeeded-untold",
    })
}

fn campaigns(scribe: &Scribe<'_>) -> Table {
    let columns = [
        ("column-campaign", false),
        ("column-kind", false),
        ("column-tried", false),
        ("column-requests", true),
        ("column-sources", true),
        ("column-aim", false),
        ("column-succeeded", false),
        ("column-when", false),
    ];
    let mut table = scribe.table(scribe.say("intrusion-campaigns-caption"), &columns);
    let numbers = scribe.words.numbers();
    for one in scribe.judgement.intrusion_campaigns.iter().take(LISTED) {
        let aim = if one.aimed.is_empty() { "aim-anybody" } else { "aim-site" };
        table.rows.push(vec![
            text(one.id.to_string()),
            text(kind(scribe, one.kind)),
            text(class(scribe, one.class)),
            number(numbers.integer(one.requests)),
            number(numbers.integer(one.sources)),
            text(scribe.say(aim)),
            text(succeeded(scribe, one.succeeded)),
            text(scribe.words.window(one.window)),
        ]);
    }
    table
}

/// Those that may have succeeded first, then the largest.
pub(super) fn described(judgement: &Judgement) -> impl Iterator<Item = &IntrusionCampaign> {
    let mut ordered: Vec<&IntrusionCampaign> = judgement.intrusion_campaigns.iter().collect();
    let order = |one: &IntrusionCampaign| {
        let doubtful = one.succeeded == Some(true) || one.suspected_requests > 0;
        (!doubtful, one.aimed.is_empty(), std::cmp::Reverse(one.requests), one.id)
    };
    ordered.sort_by_key(|one| order(one));
    ordered.into_iter().take(DESCRIBED)
}

fn campaign(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> Part {
    let arguments = [("id", one.id.into()), ("kind", kind(scribe, one.kind).into())];
    let mut blocks = vec![Block::Facts(facts(scribe, one))];
    if one.internal > 0 {
        let of = [("n", one.internal.into()), ("all", one.sources.into())];
        let text = scribe.get("intrusion-internal", &of);
        blocks.push(Block::Note(Note { tone: Tone::Limit, text }));
    }
    let aims = one.aimed.iter().map(|sign| scribe.say(sign)).collect::<Vec<_>>();
    if !aims.is_empty() {
        blocks.push(Block::Text(scribe.say("aim-why")));
        blocks.push(Block::List(aims));
    }
    if !one.suspected.is_empty() {
        blocks.push(Block::Table(suspected(scribe, one)));
    }
    if !one.incidents.is_empty() {
        blocks.push(Block::List(beside(scribe, one)));
    }
    blocks.push(Block::Text(scribe.say("citations-intro")));
    blocks.push(Block::List(one.citations.iter().map(|c| scribe.citation(c)).collect()));
    let title = scribe.get("intrusion-campaign-title", &arguments);
    Part { id: format!("intrusion-{}", one.id), title, stance: None, blocks }
}

fn facts(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> Vec<Fact> {
    let numbers = scribe.words.numbers();
    let agent = one.top_agent.0.as_ref().map_or_else(|| scribe.say("agent-none"), |a| printable(a));
    let agent = format!("{agent} ({})", numbers.percent(one.top_agent.1));
    let mut facts = vec![
        scribe.fact("campaign-when", text(scribe.words.window(one.window))),
        scribe.fact("intrusion-services", literal(&joined(scribe, one.services.clone()))),
        scribe.fact("intrusion-paths", number(numbers.integer(one.paths))),
        scribe
            .fact("intrusion-top-paths", printed(joined(scribe, counted(scribe, &one.top_paths)))),
        scribe.fact("campaign-agent", printed(agent)),
        scribe.fact("campaign-countries", text(countries(scribe, one))),
        scribe.fact("campaign-networks", text(networks(scribe, one))),
    ];
    if !one.rules.is_empty() {
        let rules = joined(scribe, counted(scribe, &one.rules));
        facts.push(scribe.fact("intrusion-signatures", printed(rules)));
    }
    if one.kind == IntrusionKind::CredentialStuffing {
        facts.push(scribe.fact("intrusion-failed", number(numbers.integer(one.failed))));
        facts.push(scribe.fact("intrusion-let-in", number(numbers.integer(one.let_in))));
    }
    facts.push(scribe.fact("column-succeeded", text(succeeded(scribe, one.succeeded))));
    facts
}

fn counted(scribe: &Scribe<'_>, names: &[(String, u64)]) -> Vec<String> {
    let numbers = scribe.words.numbers();
    let one = |(name, count): &(String, u64)| {
        format!("{} ({})", printable(name), numbers.integer(*count))
    };
    names.iter().map(one).collect()
}

/// Text from a log beside numbers of ours: the former is printable already, the latter have spaces that
/// would not pass for it.
fn printed(text: String) -> Cell {
    Cell { kind: CellKind::Literal, text }
}

fn joined(scribe: &Scribe<'_>, mut names: Vec<String>) -> String {
    let all = names.len();
    names.truncate(NAMED);
    if all > NAMED {
        names.push(scribe.count("and-more", (all - NAMED) as u64));
    }
    if names.is_empty() { "–".to_owned() } else { names.join(" · ") }
}

fn countries(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> String {
    let percent = |share: f64| scribe.words.numbers().percent(share);
    let named =
        one.countries.iter().map(|(c, share)| format!("{} {}", printable(c), percent(*share)));
    joined(scribe, named.collect())
}

fn networks(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> String {
    let percent = |share: f64| scribe.words.numbers().percent(share);
    let named = one.networks.iter().map(|(number, name, share)| {
        format!("{} {}", scribe.network_name(*number, name), percent(*share))
    });
    joined(scribe, named.collect())
}

fn suspected(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> Table {
    let columns = [
        ("column-path", false),
        ("column-reason", false),
        ("column-cited", true),
        ("column-row", false),
    ];
    let all = [("n", one.suspected_requests.into())];
    let mut table = scribe.table(scribe.get("suspected-caption", &all), &columns);
    for alike in one.suspected.chunk_by(|a, b| (a.reason, &a.path) == (b.reason, &b.path)) {
        let Some(first) = alike.first() else { continue };
        let lines = alike.iter().take(LINES).map(|found| scribe.citation(&found.citation));
        table.rows.push(vec![
            literal(&first.path),
            text(scribe.say(&format!("suspected-{}", first.reason))),
            number(scribe.words.numbers().integer(alike.len() as u64)),
            printed(lines.collect::<Vec<_>>().join(" · ")),
        ]);
    }
    table
}

fn beside(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> Vec<String> {
    let numbers = scribe.words.numbers();
    let sentence = |beside: &crate::judge::judgement::Beside| {
        let arguments = [
            ("incident", beside.incident.into()),
            ("requests", numbers.integer(beside.requests).into()),
            ("share", numbers.percent(beside.share).into()),
            ("shared", numbers.integer(beside.shared_sources).into()),
        ];
        let key = if beside.shared_sources > 0 { "beside-shared" } else { "beside-apart" };
        scribe.get(key, &arguments)
    };
    one.incidents.iter().map(sentence).collect()
}

fn background(scribe: &Scribe<'_>) -> Table {
    let columns = [
        ("column-tried", false),
        ("column-requests", true),
        ("column-sources", true),
        ("column-suspected", true),
    ];
    let mut table = scribe.table(scribe.say("background-caption"), &columns);
    let numbers = scribe.words.numbers();
    for one in &scribe.judgement.background {
        table.rows.push(vec![
            text(class(scribe, one.class)),
            number(numbers.integer(one.requests)),
            number(numbers.integer(one.sources)),
            number(numbers.integer(one.suspected)),
        ]);
    }
    table
}
