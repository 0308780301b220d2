//! What was observed of an incident: its course, what it is compared with, capacity and demand,
//! countries, clients by rate. Facts only: nothing here says why.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Part, Stance, Table};
use crate::base::account::{Account, Database};
use crate::judge::judgement::{Incident, Unit};
use crate::tell::chart::{Scope, bars, rates as rate_chart, timeline as timeline_chart};
use crate::tell::escape::printable;

/// Windows of a baseline that are listed; more are counted.
const WINDOWS_MAX: usize = 12;

pub(super) fn timeline(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let symptom = match incident.symptom {
        crate::judge::judgement::Symptom::Failures => "symptom-failures",
        crate::judge::judgement::Symptom::Latency => "symptom-latency",
        crate::judge::judgement::Symptom::Vanished => "symptom-vanished",
        crate::judge::judgement::Symptom::Unfinished => "symptom-unfinished",
        crate::judge::judgement::Symptom::Given => "symptom-given",
    };
    let mut blocks = vec![Block::Text(scribe.say(symptom))];
    if incident.minutes.is_empty() {
        blocks.push(Block::Text(scribe.say("timeline-none")));
    } else {
        blocks.extend(timeline_chart::charts(scribe.words, incident).into_iter().map(Block::Chart));
    }
    let query = if incident.unfinished.is_some() { "files-per-page" } else { "timeline" };
    blocks.push(command(scribe, query));
    fact(scribe, incident, "timeline", blocks)
}

pub(super) fn baseline(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    use crate::judge::judgement::BaselineKind;
    let kind = match incident.baseline.kind {
        BaselineKind::Given => "baseline-given",
        BaselineKind::SameSlot => "baseline-same_slot",
        BaselineKind::Before => "baseline-before",
        BaselineKind::Missing => "baseline-missing",
    };
    let windows = &incident.baseline.windows;
    let mut listed: Vec<_> =
        windows.iter().take(WINDOWS_MAX).map(|one| scribe.words.window(*one)).collect();
    if windows.len() > WINDOWS_MAX {
        listed.push(scribe.count("and-more", (windows.len() - WINDOWS_MAX) as u64));
    }
    let mut blocks = vec![Block::Text(scribe.say(kind))];
    if !listed.is_empty() {
        blocks.push(Block::List(listed));
    }
    fact(scribe, incident, "baseline", blocks)
}

pub(super) fn capacity(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let columns = [("column-figure", false), ("column-value", true), ("column-bounds", true)];
    let mut table = scribe.table(scribe.say("capacity-caption"), &columns);
    let mut row = |id: &str, value: f64, interval: Option<(f64, f64)>| {
        table.rows.push(vec![
            text(scribe.say(id)),
            number(scribe.quantity(value, Unit::PerSecond)),
            number(scribe.bounds(interval, Unit::PerSecond)),
        ]);
    };
    if let Some(capacity) = incident.capacity_rps {
        row("capacity-demonstrated", capacity.value, Some((capacity.low, capacity.high)));
    }
    if let Some(demand) = incident.demand {
        row("demand-logged_peak", demand.logged_peak_rps, None);
        row("demand-fresh_peak", demand.fresh_peak_rps, None);
    }
    let mut blocks = vec![Block::Text(scribe.say("capacity-intro"))];
    if incident.capacity_rps.is_none() {
        blocks.push(Block::Text(scribe.say("capacity-unknown")));
    }
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    blocks.push(command(scribe, "capacity"));
    fact(scribe, incident, "capacity", blocks)
}

pub(super) fn countries(scribe: &Scribe<'_>, incident: &Incident) -> Option<Part> {
    if incident.countries.is_empty() {
        return None;
    }
    let scope = scope(incident, "countries");
    let mut blocks = vec![Block::Text(scribe.say("countries-intro"))];
    blocks.push(Block::Chart(bars::countries(
        scribe.words,
        &scope,
        &incident.countries,
        &scribe.account.home,
        countries_table(scribe, incident),
    )));
    blocks.extend(databases(scribe, incident).map(Block::Table));
    blocks.push(command(scribe, "countries-by-hour"));
    Some(fact(scribe, incident, "countries", blocks))
}

fn countries_table(scribe: &Scribe<'_>, incident: &Incident) -> Table {
    let columns = [
        ("column-country", false),
        ("column-share-incident", true),
        ("column-share-baseline", true),
    ];
    let mut table = scribe.table(scribe.say("countries-caption"), &columns);
    let numbers = scribe.words.numbers();
    for (country, share, baseline) in &incident.countries {
        table.rows.push(vec![
            literal(country),
            number(numbers.percent(*share)),
            number(baseline.map_or_else(|| "–".to_owned(), |share| numbers.percent(share))),
        ]);
    }
    table
}

/// The foreign share by each database: how far the answer depends on which one is asked.
fn databases(scribe: &Scribe<'_>, incident: &Incident) -> Option<Table> {
    let shares = &incident.foreign_by_database;
    shares.iter().flatten().next()?;
    let columns = [("column-database", false), ("column-built", false), ("column-foreign", true)];
    let mut table = scribe.table(scribe.say("foreign-caption"), &columns);
    for (database, share) in of_countries(scribe.account).into_iter().zip(shares) {
        let Some(share) = share else { continue };
        table.rows.push(vec![
            literal(&scribe.file_name(&database.name)),
            text(scribe.words.date(database.built_us)),
            number(scribe.words.numbers().percent(*share)),
        ]);
    }
    Some(table)
}

/// The databases of countries in the order of the shares: the one that answers, then the others.
fn of_countries(account: &Account) -> Vec<&Database> {
    let (mut answering, others): (Vec<&Database>, Vec<&Database>) = account
        .databases
        .iter()
        .filter(|database| database.holds.contains("country"))
        .partition(|database| database.primary);
    answering.extend(others);
    answering
}

pub(super) fn rates(scribe: &Scribe<'_>, incident: &Incident) -> Option<Part> {
    if incident.client_rates.is_empty() {
        return None;
    }
    let columns = [
        ("column-quantile", false),
        ("column-rate-incident", true),
        ("column-rate-baseline", true),
    ];
    let mut table = scribe.table(scribe.say("rates-caption"), &columns);
    let quantity = |value: f64| scribe.quantity(value, Unit::PerMinute);
    for (quantile, rate, baseline) in &incident.client_rates {
        table.rows.push(vec![
            text(rate_chart::quantile_name(scribe.words, *quantile)),
            number(quantity(*rate)),
            number(baseline.map_or_else(|| "–".to_owned(), quantity)),
        ]);
    }
    let scope = scope(incident, "rates");
    let chart = rate_chart::chart(scribe.words, &scope, &incident.client_rates, table);
    let blocks = vec![
        Block::Text(scribe.say("rates-intro")),
        Block::Chart(chart),
        command(scribe, "client-rates"),
    ];
    Some(fact(scribe, incident, "rates", blocks))
}

/// Names a chart of an incident: its id, and the service for its title.
pub(super) fn scope(incident: &Incident, name: &str) -> Scope {
    Scope {
        id: format!("chart-{}-{name}", incident.id),
        incident: incident.id,
        service: printable(&incident.service),
    }
}

fn command(scribe: &Scribe<'_>, query: &str) -> Block {
    Block::Command(scribe.query(query), scribe.say("command-reask"))
}

fn fact(scribe: &Scribe<'_>, incident: &Incident, name: &str, blocks: Vec<Block>) -> Part {
    Part {
        id: format!("incident-{}-{name}", incident.id),
        title: scribe.say(&format!("{name}-title")),
        stance: Some(Stance::Fact),
        blocks,
    }
}
