//! manifest.json: custody. Its own wire types, because its form is a promise and the inside may move.

use serde::Serialize;

use super::record::Held;
use crate::base::account::{
    self, Account, Accounting, Archive, Database, Exhibit, Mandate, RulesFile,
};
use crate::base::health::Health;
use crate::base::time::rfc3339;
use crate::judge::thresholds::THRESHOLDS;

/// Version of the manifest's form.
const SCHEMA: &str = "afflux.manifest/1";

#[derive(Serialize)]
struct Manifest<'a> {
    schema: &'static str,
    tool: Tool,
    arguments: &'a [String],
    home: &'a str,
    exhibits: Vec<WireExhibit<'a>>,
    archives: Vec<WireArchive<'a>>,
    duplicates: Vec<Duplicate<'a>>,
    same_content: Vec<SameContent<'a>>,
    left_out: Vec<LeftOut<'a>>,
    repeated: Vec<Repeated<'a>>,
    total: WireAccounting<'a>,
    databases: Vec<WireDatabase<'a>>,
    rules: Vec<WireRules<'a>>,
    mandate: Option<WireMandate<'a>>,
    thresholds: Vec<Threshold>,
    files: &'a [Held],
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct WireExhibit<'a> {
    path: &'a str,
    archive: Option<&'a str>,
    bytes: u64,
    modified: Option<String>,
    sha256: &'a str,
    compression: &'static str,
    within: Vec<&'static str>,
    encoding: Option<&'static str>,
    replaced: u64,
    document: bool,
    format: &'static str,
    confidence: f64,
    runner_up: Option<RunnerUp>,
    also: &'a [&'static str],
    wrapper: Option<&'a str>,
    inferred: Option<&'a str>,
    zone: Option<Zone<'a>>,
    stamp: &'static str,
    first: Option<String>,
    last: Option<String>,
    #[serde(flatten)]
    accounting: WireAccounting<'a>,
    health: WireHealth,
    damage: Option<&'a str>,
}

#[derive(Serialize)]
struct RunnerUp {
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

/// Counts of requests, and lengths in microseconds.
#[derive(Serialize)]
struct WireHealth {
    zoneless: u64,
    yearless: u64,
    timeless: u64,
    folds: u64,
    skipped_hours: u64,
    out_of_order: u64,
    step_back_us: i64,
    silence_us: i64,
    silence_end: Option<String>,
    internal: u64,
    forwarded: u64,
    trusted: u64,
}

#[derive(Serialize)]
struct Repeated<'a> {
    path: &'a str,
    first: &'a str,
    requests: u64,
    left_out: bool,
}

#[derive(Serialize)]
struct WireAccounting<'a> {
    decoded_bytes: u64,
    lines: u64,
    requests: u64,
    request_bytes: u64,
    rejects: u64,
    reject_bytes: u64,
    blank: u64,
    blank_bytes: u64,
    events: u64,
    event_bytes: u64,
    reasons: &'a std::collections::BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct Duplicate<'a> {
    left_out: &'a str,
    same_bytes_as: &'a str,
}

#[derive(Serialize)]
struct SameContent<'a> {
    path: &'a str,
    same_log_as: &'a str,
}

#[derive(Serialize)]
struct WireArchive<'a> {
    path: &'a str,
    archive: Option<&'a str>,
    kind: &'static str,
    packings: Vec<&'static str>,
    bytes: u64,
    modified: Option<String>,
    sha256: &'a str,
    members: u64,
    damage: Option<&'a str>,
}

#[derive(Serialize)]
struct LeftOut<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct WireDatabase<'a> {
    name: &'a str,
    holds: &'a str,
    built: String,
    sha256: &'a str,
    licence: &'a str,
    primary: bool,
}

#[derive(Serialize)]
struct WireMandate<'a> {
    path: &'a str,
    bytes: u64,
    sha256: &'a str,
}

#[derive(Serialize)]
struct WireRules<'a> {
    path: &'a str,
    bytes: u64,
    sha256: &'a str,
    ids: &'a [String],
    refused: Option<&'a str>,
}

#[derive(Serialize)]
struct Threshold {
    name: &'static str,
    value: f64,
}

/// The bytes of the manifest: pretty JSON with a final newline.
pub(super) fn bytes(account: &Account, files: &[Held]) -> Vec<u8> {
    let manifest = Manifest {
        schema: SCHEMA,
        tool: Tool { name: "afflux", version: account.version },
        arguments: &account.arguments,
        home: &account.home,
        exhibits: account.exhibits.iter().map(exhibit).collect(),
        archives: account.archives.iter().map(archive).collect(),
        same_content: account
            .same_content
            .iter()
            .map(|(path, first)| SameContent { path, same_log_as: first })
            .collect(),
        duplicates: account
            .duplicates
            .iter()
            .map(|(left_out, kept)| Duplicate { left_out, same_bytes_as: kept })
            .collect(),
        left_out: account.left_out.iter().map(|(path, reason)| LeftOut { path, reason }).collect(),
        repeated: account
            .repeated
            .iter()
            .map(|(path, first, requests)| Repeated {
                path,
                first,
                requests: *requests,
                left_out: account.deduped,
            })
            .collect(),
        total: accounting(&account.total),
        databases: account.databases.iter().map(database).collect(),
        rules: account.rules.iter().map(rules).collect(),
        mandate: account.mandate.as_ref().map(mandate),
        thresholds: THRESHOLDS.iter().map(|&(name, value)| Threshold { name, value }).collect(),
        files,
    };
    // Serialising plain strings and numbers into memory has no way to fail; were it otherwise, an
    // empty manifest would make the case unreadable, which is what it should be.
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn exhibit(exhibit: &Exhibit) -> WireExhibit<'_> {
    WireExhibit {
        path: &exhibit.path,
        archive: exhibit.archive.as_deref(),
        bytes: exhibit.bytes,
        modified: exhibit.modified_us.map(rfc3339),
        sha256: &exhibit.sha256,
        compression: exhibit.compression.name(),
        within: exhibit.within.iter().map(|packing| packing.name()).collect(),
        encoding: exhibit.encoding,
        replaced: exhibit.replaced,
        document: exhibit.document,
        format: exhibit.format,
        confidence: rounded(exhibit.confidence),
        runner_up: exhibit
            .runner_up
            .map(|(format, confidence)| RunnerUp { format, confidence: rounded(confidence) }),
        also: &exhibit.also,
        wrapper: Some(exhibit.wrapper.as_str()).filter(|wrapper| !wrapper.is_empty()),
        inferred: exhibit.inferred.as_deref(),
        zone: exhibit.zone.as_ref().map(Zone::of),
        stamp: exhibit.stamp.name(),
        first: exhibit.covers_us().map(|span| rfc3339(span.0)),
        last: exhibit.covers_us().map(|span| rfc3339(span.1)),
        accounting: accounting(&exhibit.accounting),
        health: health(&exhibit.health),
        damage: exhibit.damage.as_deref(),
    }
}

fn archive(archive: &Archive) -> WireArchive<'_> {
    WireArchive {
        path: &archive.path,
        archive: archive.archive.as_deref(),
        kind: archive.kind,
        packings: archive.packings.iter().map(|packing| packing.name()).collect(),
        bytes: archive.bytes,
        modified: archive.modified_us.map(rfc3339),
        sha256: &archive.sha256,
        members: archive.members,
        damage: archive.damage.as_deref(),
    }
}

fn rounded(confidence: f64) -> f64 {
    (confidence * 10_000.0).round() / 10_000.0
}

fn health(health: &Health) -> WireHealth {
    WireHealth {
        zoneless: health.zoneless,
        yearless: health.yearless,
        timeless: health.timeless,
        folds: health.folds,
        skipped_hours: health.gaps,
        out_of_order: health.out_of_order,
        step_back_us: health.step_back_us,
        silence_us: health.silence_us,
        silence_end: health.silence_end_us.map(rfc3339),
        internal: health.internal,
        forwarded: health.forwarded,
        trusted: health.trusted,
    }
}

fn accounting(accounting: &Accounting) -> WireAccounting<'_> {
    WireAccounting {
        decoded_bytes: accounting.bytes(),
        lines: accounting.lines(),
        requests: accounting.requests,
        request_bytes: accounting.request_bytes,
        rejects: accounting.rejects,
        reject_bytes: accounting.reject_bytes,
        blank: accounting.blank,
        blank_bytes: accounting.blank_bytes,
        events: accounting.events,
        event_bytes: accounting.event_bytes,
        reasons: &accounting.reasons,
    }
}

fn mandate(mandate: &Mandate) -> WireMandate<'_> {
    WireMandate { path: &mandate.path, bytes: mandate.bytes, sha256: &mandate.sha256 }
}

fn rules(rules: &RulesFile) -> WireRules<'_> {
    WireRules {
        path: &rules.path,
        bytes: rules.bytes,
        sha256: &rules.sha256,
        ids: &rules.ids,
        refused: rules.refused.as_deref(),
    }
}

fn database(database: &Database) -> WireDatabase<'_> {
    WireDatabase {
        name: &database.name,
        holds: &database.holds,
        built: rfc3339(database.built_us),
        sha256: &database.sha256,
        licence: &database.licence,
        primary: database.primary,
    }
}
