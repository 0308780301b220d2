//! The JSON of `afflux inspect`. Its own wire types, because its form is a promise: fields in this
//! order, absent values null, times RFC 3339 UTC, durations in microseconds.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Survey, Surveyed};
use crate::base::account::{self, Archive, Exhibit};
use crate::base::health::Health;
use crate::base::time::rfc3339;
use crate::error::{Error, Kind, Result};
use crate::read::Reject;
use crate::read::escape::escape;
use crate::read::format::EMPTY;
use crate::read::format::detect::CONFIDENCE_MIN;

/// Rejects cited of each reason.
const CITED: usize = 3;

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    files: Vec<File<'a>>,
    archives: Vec<Archived<'a>>,
    same_content: Vec<Same<'a>>,
    repeated: Vec<Repeated<'a>>,
    left_out: Vec<LeftOut<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    archive: Option<&'a str>,
    bytes: u64,
    modified: Option<String>,
    sha256: &'a str,
    compression: &'static str,
    within: Vec<&'static str>,
    encoding: Option<&'static str>,
    document: bool,
    wrapper: Option<&'a str>,
    recognised: bool,
    format: Option<&'static str>,
    confidence: f64,
    runner_up: Option<Guess>,
    also: &'a [&'static str],
    stamp: &'static str,
    zone: Option<Zone<'a>>,
    inferred: Option<&'a str>,
    span: Option<Span>,
    decoded_bytes: u64,
    lines: u64,
    requests: u64,
    rejects: u64,
    events: u64,
    blank: u64,
    reject_reasons: Vec<Reason<'a>>,
    event_kinds: Vec<Count>,
    health: Condition,
    duplicates: Vec<&'a str>,
    clients: Clients<'a>,
    damage: Option<&'a str>,
    warnings: Vec<Warned<'a>>,
}

#[derive(Serialize)]
struct Guess {
    format: &'static str,
    confidence: f64,
}

#[derive(Serialize)]
struct Zone<'a> {
    name: &'a str,
    given: bool,
    origin: &'static str,
}

impl<'a> Zone<'a> {
    fn of(zone: &'a account::Zone) -> Self {
        let given = zone.origin == account::ZoneOrigin::Given;
        Self { name: &zone.name, given, origin: zone.origin.name() }
    }
}

#[derive(Serialize)]
struct Span {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct Reason<'a> {
    reason: &'a str,
    count: u64,
    first: Vec<Cited>,
}

#[derive(Serialize)]
struct Cited {
    byte_offset: i64,
    excerpt: String,
}

#[derive(Serialize)]
struct Count {
    kind: &'static str,
    count: u64,
}

/// What was seen of stamps: numbers of requests, and lengths.
#[derive(Serialize)]
struct Condition {
    zoneless: u64,
    yearless: u64,
    timeless: u64,
    folds: u64,
    skipped_hours: u64,
    out_of_order: u64,
    step_back_us: i64,
    silence_us: i64,
    silence_end: Option<String>,
}

#[derive(Serialize)]
struct Clients<'a> {
    distinct: u64,
    internal_share: f64,
    cdn_share: f64,
    are_proxies: bool,
    forwarded: u64,
    trusted: u64,
    busiest: Vec<Busy<'a>>,
}

#[derive(Serialize)]
struct Busy<'a> {
    client: &'a str,
    kind: &'static str,
    requests: u64,
}

#[derive(Serialize)]
struct Warned<'a> {
    key: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Repeated<'a> {
    path: &'a str,
    first: &'a str,
    requests: u64,
}

#[derive(Serialize)]
struct Archived<'a> {
    path: &'a str,
    kind: &'static str,
    bytes: u64,
    sha256: &'a str,
    members: u64,
    damage: Option<&'a str>,
}

#[derive(Serialize)]
struct Same<'a> {
    path: &'a str,
    first: &'a str,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    path: &'a str,
    reason: &'a str,
}

/// The document, pretty, with a final newline.
pub(super) fn text(survey: &Survey<'_>) -> Result<String> {
    let reading = survey.reading;
    let document = Document {
        schema: "afflux.inspect/1",
        files: files(survey),
        archives: reading.archives.iter().map(archived).collect(),
        same_content: reading
            .same_content
            .iter()
            .map(|(path, first)| Same { path, first })
            .collect(),
        repeated: survey
            .repeats
            .iter()
            .map(|repeat| Repeated {
                path: survey.path(repeat.again),
                first: survey.path(repeat.first),
                requests: repeat.rows,
            })
            .collect(),
        left_out: reading.skipped.iter().map(|(path, reason)| LeftOut { path, reason }).collect(),
    };
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| Error::new(Kind::Case, "cannot write JSON").because(error))?;
    Ok(text + "\n")
}

fn archived(archive: &Archive) -> Archived<'_> {
    Archived {
        path: &archive.path,
        kind: archive.kind,
        bytes: archive.bytes,
        sha256: &archive.sha256,
        members: archive.members,
        damage: archive.damage.as_deref(),
    }
}

fn files<'a>(survey: &'a Survey<'_>) -> Vec<File<'a>> {
    let cited = cited(&survey.reading.rejects);
    let kinds = kinds(survey);
    let exhibits = (0_u32..).zip(&survey.reading.exhibits).zip(&survey.exhibits);
    exhibits
        .map(|((index, exhibit), surveyed)| {
            let duplicates = survey.reading.duplicates.iter();
            let same = duplicates.filter(|(_, kept)| *kept == exhibit.path);
            File {
                duplicates: same.map(|(path, _)| path.as_str()).collect(),
                reject_reasons: reasons(exhibit, index, &cited),
                event_kinds: kinds.get(&index).map(counts).unwrap_or_default(),
                ..file(exhibit, surveyed)
            }
        })
        .collect()
}

fn file<'a>(exhibit: &'a Exhibit, surveyed: &'a Surveyed) -> File<'a> {
    let accounting = &exhibit.accounting;
    let round = |confidence: f64| (confidence * 10_000.0).round() / 10_000.0;
    let guess = |&(format, confidence)| Guess { format, confidence: round(confidence) };
    let warned = surveyed.warnings.iter();
    File {
        path: &exhibit.path,
        archive: exhibit.archive.as_deref(),
        bytes: exhibit.bytes,
        modified: exhibit.modified_us.map(rfc3339),
        sha256: &exhibit.sha256,
        compression: exhibit.compression.name(),
        within: exhibit.within.iter().map(|packing| packing.name()).collect(),
        encoding: exhibit.encoding,
        document: exhibit.document,
        wrapper: Some(exhibit.wrapper.as_str()).filter(|wrapper| !wrapper.is_empty()),
        recognised: exhibit.confidence >= CONFIDENCE_MIN,
        format: known(exhibit),
        confidence: round(exhibit.confidence),
        runner_up: exhibit.runner_up.as_ref().map(guess),
        also: &exhibit.also,
        stamp: exhibit.stamp.name(),
        zone: exhibit.zone.as_ref().map(Zone::of),
        inferred: exhibit.inferred.as_deref(),
        span: exhibit
            .covers_us()
            .map(|(start, end)| Span { start: rfc3339(start), end: rfc3339(end) }),
        decoded_bytes: accounting.bytes(),
        lines: accounting.lines(),
        requests: accounting.requests,
        rejects: accounting.rejects,
        events: accounting.events,
        blank: accounting.blank,
        reject_reasons: Vec::new(),
        event_kinds: Vec::new(),
        health: condition(&exhibit.health),
        duplicates: Vec::new(),
        clients: clients(exhibit, surveyed),
        damage: exhibit.damage.as_deref(),
        warnings: warned.map(|one| Warned { key: one.key, text: &one.text }).collect(),
    }
}

/// The format, or the best guess; `None` where no format reads any line.
fn known(exhibit: &Exhibit) -> Option<&'static str> {
    let nothing = exhibit.format == EMPTY.name && exhibit.accounting.rejects > 0;
    (!nothing).then_some(exhibit.format)
}

fn condition(health: &Health) -> Condition {
    Condition {
        zoneless: health.zoneless,
        yearless: health.yearless,
        timeless: health.timeless,
        folds: health.folds,
        skipped_hours: health.gaps,
        out_of_order: health.out_of_order,
        step_back_us: health.step_back_us,
        silence_us: health.silence_us,
        silence_end: health.silence_end_us.map(rfc3339),
    }
}

fn clients<'a>(exhibit: &Exhibit, surveyed: &'a Surveyed) -> Clients<'a> {
    let clients = &surveyed.clients;
    let share = |part: u64| {
        let share = part as f64 / clients.requests.max(1) as f64;
        (share * 10_000.0).round() / 10_000.0
    };
    let busiest = clients.busiest.iter();
    Clients {
        distinct: clients.distinct,
        internal_share: share(clients.internal),
        cdn_share: share(clients.cdn),
        are_proxies: clients.are_proxies(),
        forwarded: exhibit.health.forwarded,
        trusted: exhibit.health.trusted,
        busiest: busiest
            .map(|one| Busy { client: &one.client, kind: one.kind.name(), requests: one.requests })
            .collect(),
    }
}

/// The first rejects of each reason and exhibit.
fn cited(rejects: &[Reject]) -> BTreeMap<(u32, &str), Vec<&Reject>> {
    let mut cited: BTreeMap<(u32, &str), Vec<&Reject>> = BTreeMap::new();
    for reject in rejects {
        let of_reason = cited.entry((reject.exhibit, reject.reason)).or_default();
        if of_reason.len() < CITED {
            of_reason.push(reject);
        }
    }
    cited
}

/// Reasons of an exhibit, the most frequent first, then in order of their words.
fn reasons<'a>(
    exhibit: &'a Exhibit,
    index: u32,
    cited: &BTreeMap<(u32, &str), Vec<&Reject>>,
) -> Vec<Reason<'a>> {
    let of = |(reason, count): (&'a &'static str, &u64)| {
        let first = cited.get(&(index, *reason)).into_iter().flatten();
        let shown = |reject: &&Reject| Cited {
            byte_offset: reject.byte_offset,
            excerpt: escape(&reject.excerpt),
        };
        Reason { reason, count: *count, first: first.map(shown).collect() }
    };
    let mut reasons: Vec<Reason<'a>> = exhibit.accounting.reasons.iter().map(of).collect();
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
    reasons
}

type Kinds = BTreeMap<crate::read::event::EventKind, u64>;

fn kinds(survey: &Survey<'_>) -> BTreeMap<u32, Kinds> {
    let mut kinds: BTreeMap<u32, Kinds> = BTreeMap::new();
    for event in &survey.reading.events {
        *kinds.entry(event.exhibit).or_default().entry(event.kind).or_default() += 1;
    }
    kinds
}

fn counts(kinds: &Kinds) -> Vec<Count> {
    kinds.iter().map(|(kind, count)| Count { kind: kind.name(), count: *count }).collect()
}
