//! Names inside a case directory.

/// Exhibits, databases, arguments, thresholds; written last, so that its presence means a whole case.
pub const MANIFEST: &str = "manifest.json";
/// Requests as Parquet.
pub const REQUESTS: &str = "requests";
/// Tables as Parquet.
pub const TABLES: &str = "tables";
/// Rejected lines, one JSON object each.
pub const REJECTS: &str = "rejects.ndjson";

/// The signature over the manifest, as minisign names it.
pub const SIGNATURE: &str = "manifest.json.minisig";
/// The request for a time stamp over the manifest, as OpenSSL names it.
pub const STAMP_REQUEST: &str = "manifest.json.tsq";
/// The authority's answer to it.
pub const STAMP_ANSWER: &str = "manifest.json.tsr";
/// Ending of printed reports. They hold the digest of the manifest, which therefore names none of them.
pub const PRINTED: &str = ".pdf";
/// What may be beside the manifest without being named by it.
pub const SEALS: [&str; 3] = [SIGNATURE, STAMP_REQUEST, STAMP_ANSWER];

/// Endings of reports.
const REPORTS: [&str; 4] = [".html", ".md", ".json", PRINTED];

/// Is this the name of a printed report?
pub fn is_printed(name: &str) -> bool {
    name.starts_with("report.") && name.ends_with(PRINTED)
}

/// Does a case hold something of this name? What it does not hold is never removed with it.
pub(super) fn is_ours(name: &str) -> bool {
    let documents = ["verdict.json", "indicators.csv", "indicators.stix.json"];
    [MANIFEST, REQUESTS, TABLES, REJECTS].contains(&name)
        || SEALS.contains(&name)
        || documents.contains(&name)
        || (name.starts_with("report.") && REPORTS.iter().any(|ending| name.ends_with(ending)))
}
