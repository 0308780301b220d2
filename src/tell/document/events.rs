//! What companion logs say of limits and failures of the servers: for the whole run, and inside one
//! incident. Facts that were logged; what they mean for the cause is not concluded here.

use std::collections::BTreeMap;

use super::scribe::{Scribe, number, text};
use super::{Block, Note, Part, Stance, Table, Tone};
use crate::base::account::Noted;
use crate::judge::judgement::Incident;

/// Kinds that say that a limit of the servers was reached.
const LIMITS: &[&str] = &["worker_limit", "connection_limit", "queue_full", "resource_limit"];

/// How often one kind with one limit was noted, and when first and last.
#[derive(Default)]
struct Sum {
    count: u64,
    first_us: Option<i64>,
    last_us: Option<i64>,
}

/// Everything noted in the run; `None` where nothing was.
pub(super) fn part(scribe: &Scribe<'_>) -> Option<Part> {
    let table = table(scribe, scribe.account.noted.iter())?;
    let blocks = vec![Block::Text(scribe.say("events-intro")), Block::Table(table), ask(scribe)];
    let title = scribe.say("events-title");
    Some(Part { id: "events".into(), title, stance: None, blocks })
}

/// One line for the head of the report and the terminal.
pub(super) fn notice(scribe: &Scribe<'_>) -> Option<Note> {
    let noted = scribe.account.noted.len() as u64;
    (noted > 0).then(|| Note { tone: Tone::Plain, text: scribe.count("notice-events", noted) })
}

/// Limits that were reached while an incident lasted.
pub(super) fn reached(scribe: &Scribe<'_>, incident: &Incident) -> Option<Part> {
    let inside = scribe.account.noted.iter().filter(|noted| {
        let within = noted.ts_us.is_some_and(|ts_us| incident.window.contains(ts_us));
        within && LIMITS.contains(&noted.kind)
    });
    let table = table(scribe, inside)?;
    let blocks = vec![Block::Text(scribe.say("reached-intro")), Block::Table(table), ask(scribe)];
    Some(Part {
        id: format!("incident-{}-reached", incident.id),
        title: scribe.say("reached-title"),
        stance: Some(Stance::Fact),
        blocks,
    })
}

fn ask(scribe: &Scribe<'_>) -> Block {
    Block::Command(scribe.query("limits-reached"), scribe.say("command-reask"))
}

fn table<'n>(scribe: &Scribe<'_>, noted: impl Iterator<Item = &'n Noted>) -> Option<Table> {
    let mut sums: BTreeMap<(&str, Option<i64>), Sum> = BTreeMap::new();
    for one in noted {
        let sum = sums.entry((one.kind, one.limit)).or_default();
        sum.count += 1;
        sum.first_us = sum.first_us.into_iter().chain(one.ts_us).min();
        sum.last_us = sum.last_us.max(one.ts_us);
    }
    if sums.is_empty() {
        return None;
    }
    let columns = [
        ("column-event", false),
        ("column-limit", true),
        ("column-count", true),
        ("column-first", false),
        ("column-last", false),
    ];
    let mut table = scribe.table(scribe.say("events-caption"), &columns);
    let dash = || "–".to_owned();
    let numbers = scribe.words.numbers();
    for ((kind, limit), sum) in sums {
        let instant = |us: Option<i64>| us.map_or_else(dash, crate::base::time::rfc3339);
        let limit = limit.map_or_else(dash, |limit| numbers.integer(limit.unsigned_abs()));
        table.rows.push(vec![
            text(scribe.say(&format!("event-{kind}"))),
            number(limit),
            number(numbers.integer(sum.count)),
            text(instant(sum.first_us)),
            text(instant(sum.last_us)),
        ]);
    }
    Some(table)
}
