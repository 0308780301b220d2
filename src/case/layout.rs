//! Names inside a case directory.

/// Exhibits, databases, arguments, thresholds; written last, so that its presence means a whole case.
pub const MANIFEST: &str = "manifest.json";
/// Requests as Parquet.
pub const REQUESTS: &str = "requests";
/// Tables as Parquet.
pub const TABLES: &str = "tables";
/// Rejected lines, one JSON object each.
pub const REJECTS: &str = "rejects.ndjson";

/// Endings of what starts with `report.`.
const REPORTS: [&str; 3] = [".html", ".pdf", ".md"];

/// Does a case hold something of this name? What it does not hold is never removed with it.
pub(super) fn is_ours(name: &str) -> bool {
    let documents = ["verdict.json", "indicators.csv", "indicators.stix.json"];
    [MANIFEST, REQUESTS, TABLES, REJECTS].contains(&name)
        || documents.contains(&name)
        || (name.starts_with("report.") && REPORTS.iter().any(|ending| name.ends_with(ending)))
}
