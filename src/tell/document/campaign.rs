//! Campaigns: groups of sources that act alike, what each is taken for, and why.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Fact, Part, Stance, Table, observed};
use crate::judge::judgement::{Campaign, Incident};
use crate::tell::chart::campaigns;
use crate::tell::escape::printable;

/// Campaigns described one by one; the table has all.
pub(super) const DESCRIBED_MAX: usize = 6;
/// Countries and networks named for a campaign.
const NAMED_MAX: usize = 5;

pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Option<Part> {
    if incident.campaigns.is_empty() {
        return None;
    }
    let mut blocks =
        vec![Block::Text(scribe.say("campaigns-intro")), Block::Table(table(scribe, incident))];
    let scope = observed::scope(incident, "campaigns");
    blocks.extend(campaigns::chart(scribe.words, &scope, incident).map(Block::Chart));
    let described = incident.campaigns.iter().take(DESCRIBED_MAX);
    blocks.extend(described.map(|one| Block::Part(campaign(scribe, incident.id, one))));
    blocks.push(Block::Command(scribe.query("campaigns"), scribe.say("command-reask")));
    Some(Part {
        id: format!("incident-{}-campaigns", incident.id),
        title: scribe.say("campaigns-title"),
        stance: Some(Stance::Interpretation),
        blocks,
    })
}

fn table(scribe: &Scribe<'_>, incident: &Incident) -> Table {
    let columns = [
        ("column-campaign", false),
        ("column-nature", false),
        ("column-requests", true),
        ("column-share", true),
        ("column-sources", true),
        ("column-peak", true),
        ("column-foreign", true),
    ];
    let mut table = scribe.table(scribe.say("campaigns-caption"), &columns);
    let numbers = scribe.words.numbers();
    for one in &incident.campaigns {
        let share = one.requests as f64 / incident.requests.max(1) as f64;
        table.rows.push(vec![
            text(one.id.to_string()),
            text(nature(scribe, one)),
            number(numbers.integer(one.requests)),
            number(numbers.percent(share)),
            number(numbers.integer(one.sources)),
            number(format!("{}/s", numbers.decimal(one.peak_rps, 2))),
            number(one.foreign_share.map_or_else(|| "–".to_owned(), |s| numbers.percent(s))),
        ]);
    }
    table
}

fn campaign(scribe: &Scribe<'_>, incident: u32, one: &Campaign) -> Part {
    let title = scribe
        .get("campaign-title", &[("id", one.id.into()), ("nature", nature(scribe, one).into())]);
    let mut blocks = vec![Block::Facts(facts(scribe, one))];
    if !one.reasons.is_empty() {
        blocks.push(Block::Table(reasons(scribe, one)));
    }
    if !one.citations.is_empty() {
        let lines = one.citations.iter().map(|citation| scribe.citation(citation)).collect();
        blocks.push(Block::Text(scribe.say("citations-intro")));
        blocks.push(Block::List(lines));
    }
    Part { id: format!("incident-{incident}-campaign-{}", one.id), title, stance: None, blocks }
}

fn nature(scribe: &Scribe<'_>, one: &Campaign) -> String {
    scribe.say(&format!("nature-{}", one.nature.name()))
}

fn facts(scribe: &Scribe<'_>, one: &Campaign) -> Vec<Fact> {
    let percent = |share: f64| scribe.words.numbers().percent(share);
    let agent = one.top_agent.0.as_ref().map_or_else(|| scribe.say("agent-none"), |a| printable(a));
    vec![
        scribe.fact("campaign-when", text(scribe.words.window(one.window))),
        scribe.fact("campaign-path", literal(&one.top_path.0)),
        scribe.fact("campaign-path-share", number(percent(one.top_path.1))),
        scribe.fact("campaign-agent", super::Cell { kind: super::CellKind::Literal, text: agent }),
        scribe.fact("campaign-agent-share", number(percent(one.top_agent.1))),
        scribe.fact("campaign-countries", text(countries(scribe, one))),
        scribe.fact("campaign-networks", text(networks(scribe, one))),
    ]
}

fn countries(scribe: &Scribe<'_>, one: &Campaign) -> String {
    let percent = |share: f64| scribe.words.numbers().percent(share);
    let named = one.countries.iter().take(NAMED_MAX);
    let named = named.map(|(code, share)| format!("{} {}", printable(code), percent(*share)));
    joined(scribe, named.collect(), one.countries.len())
}

fn networks(scribe: &Scribe<'_>, one: &Campaign) -> String {
    let percent = |share: f64| scribe.words.numbers().percent(share);
    let named = one.networks.iter().take(NAMED_MAX).map(|(number, name, share)| {
        format!("{} {}", scribe.network_name(*number, name), percent(*share))
    });
    joined(scribe, named.collect(), one.networks.len())
}

fn joined(scribe: &Scribe<'_>, mut named: Vec<String>, all: usize) -> String {
    if named.is_empty() {
        return "–".to_owned();
    }
    if all > named.len() {
        named.push(scribe.count("and-more", (all - named.len()) as u64));
    }
    named.join(" · ")
}

fn reasons(scribe: &Scribe<'_>, one: &Campaign) -> Table {
    let columns = [("column-reason", false), ("column-value", true), ("column-interval", true)];
    let caption = scribe.get("reasons-caption", &[("id", one.id.into())]);
    let mut table = scribe.table(caption, &columns);
    for reason in &one.reasons {
        table.rows.push(vec![
            text(scribe.say(&format!("reason-{}", reason.name))),
            number(scribe.quantity(reason.value, reason.unit)),
            number(scribe.bounds(reason.interval, reason.unit)),
        ]);
    }
    table
}
