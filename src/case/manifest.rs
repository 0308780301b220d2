//! manifest.json: custody. Its own wire types, because its form is a promise and the inside may move.

use serde::Serialize;

use crate::base::account::{Account, Accounting, Database, Exhibit};
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
    duplicates: Vec<Duplicate<'a>>,
    left_out: Vec<LeftOut<'a>>,
    total: WireAccounting<'a>,
    databases: Vec<WireDatabase<'a>>,
    thresholds: Vec<Threshold>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct WireExhibit<'a> {
    path: &'a str,
    bytes: u64,
    modified: Option<String>,
    sha256: &'a str,
    compression: &'static str,
    format: &'static str,
    confidence: f64,
    stamp: &'static str,
    first: Option<String>,
    last: Option<String>,
    #[serde(flatten)]
    accounting: WireAccounting<'a>,
    damage: Option<&'a str>,
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
    reasons: &'a std::collections::BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct Duplicate<'a> {
    left_out: &'a str,
    same_bytes_as: &'a str,
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
struct Threshold {
    name: &'static str,
    value: f64,
}

/// The bytes of the manifest: pretty JSON with a final newline.
pub(super) fn bytes(account: &Account) -> Vec<u8> {
    let manifest = Manifest {
        schema: SCHEMA,
        tool: Tool { name: "afflux", version: account.version },
        arguments: &account.arguments,
        home: &account.home,
        exhibits: account.exhibits.iter().map(exhibit).collect(),
        duplicates: account
            .duplicates
            .iter()
            .map(|(left_out, kept)| Duplicate { left_out, same_bytes_as: kept })
            .collect(),
        left_out: account.left_out.iter().map(|(path, reason)| LeftOut { path, reason }).collect(),
        total: accounting(&account.total),
        databases: account.databases.iter().map(database).collect(),
        thresholds: THRESHOLDS.iter().map(|&(name, value)| Threshold { name, value }).collect(),
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
        bytes: exhibit.bytes,
        modified: exhibit.modified_us.map(rfc3339),
        sha256: &exhibit.sha256,
        compression: exhibit.compression.name(),
        format: exhibit.format,
        confidence: (exhibit.confidence * 10_000.0).round() / 10_000.0,
        stamp: exhibit.stamp.name(),
        first: exhibit.span_us.map(|span| rfc3339(span.0)),
        last: exhibit.span_us.map(|span| rfc3339(span.1)),
        accounting: accounting(&exhibit.accounting),
        damage: exhibit.damage.as_deref(),
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
        reasons: &accounting.reasons,
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
