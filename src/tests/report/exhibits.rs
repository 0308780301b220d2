//! An account made by hand: one plain and one damaged exhibit, rejects, two databases.

use std::collections::BTreeMap;

use afflux::base::account::{
    Account, Accounting, Compression, Database, Exhibit, Mandate, Noted, RulesFile, Stamp,
};
use afflux::base::health::Health;

use super::sample::at;

/// What was read: one plain and one damaged compressed exhibit, two databases.
pub(super) fn account() -> Account {
    let mut reasons = BTreeMap::new();
    reasons.insert("no request", 17);
    reasons.insert("bad time", 2);
    let accounting = Accounting {
        requests: 412_345,
        request_bytes: 80_001_234,
        rejects: 19,
        reject_bytes: 2_345,
        blank: 1,
        blank_bytes: 1,
        events: 3,
        event_bytes: 412,
        reasons,
    };
    let mut total = accounting.clone();
    total.add(&accounting);
    let exhibit = |path: &str, compression, damage: Option<&str>| Exhibit {
        path: path.to_owned(),
        bytes: 80_003_580,
        modified_us: Some(at("2021-04-10T00:00:12Z")),
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        compression,
        format: "combined",
        confidence: 0.998,
        runner_up: Some(("common", 0.65)),
        also: Vec::new(),
        wrapper: String::new(),
        inferred: None,
        zone: None,
        stamp: Stamp::Unknown,
        accounting: accounting.clone(),
        health: Health::default(),
        span_us: Some((at("2021-04-05T00:00:03Z"), at("2021-04-09T23:59:58Z"))),
        events_us: None,
        archive: None,
        within: Vec::new(),
        encoding: None,
        replaced: 0,
        document: false,
        damage: damage.map(str::to_owned),
    };
    Account {
        version: "0.1.0",
        arguments: ["afflux", "investigate", "logs/access.log", "--out", "my case"]
            .map(str::to_owned)
            .to_vec(),
        exhibits: vec![
            exhibit("logs/access.log", Compression::Plain, None),
            exhibit("logs/access.log.1.gz", Compression::Gzip, Some("corrupt gzip at byte 81,920")),
        ],
        total,
        databases: vec![
            database("pack-2022", "2022-02-01", true),
            database("pack-2026", "2026-10-01", false),
        ],
        home: "FR".to_owned(),
        duplicates: vec![("logs/copy.log".to_owned(), "logs/access.log".to_owned())],
        same_content: Vec::new(),
        archives: Vec::new(),
        left_out: vec![("logs/notes.txt".to_owned(), "no format".to_owned())],
        repeated: vec![("logs/access.log.1.gz".to_owned(), "logs/access.log".to_owned(), 12)],
        deduped: false,
        noted: vec![
            Noted {
                kind: "worker_limit",
                ts_us: Some(at("2021-04-06T06:12:00Z")),
                limit: Some(256),
                of_system: false,
                is_end: false,
            },
            Noted {
                kind: "worker_limit",
                ts_us: Some(at("2021-04-06T06:14:00Z")),
                limit: Some(256),
                of_system: false,
                is_end: false,
            },
            Noted {
                kind: "no_upstream",
                ts_us: None,
                limit: None,
                of_system: false,
                is_end: false,
            },
        ],
        rules: vec![
            RulesFile {
                path: "rules/ours.toml".to_owned(),
                bytes: 812,
                sha256: "0f".repeat(32),
                ids: vec!["our-legacy-export".to_owned()],
                refused: None,
            },
            RulesFile {
                path: "rules/theirs.yml".to_owned(),
                bytes: 640,
                sha256: "f0".repeat(32),
                ids: Vec::new(),
                refused: Some("rule \"Odd\": no field \"dst_ip\" in access logs".to_owned()),
            },
        ],
        mandate: Some(Mandate {
            path: "mandate.txt".to_owned(),
            bytes: 121,
            sha256: "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8".to_owned(),
            text: "1. Say what made the service fail on 6 April 2021.\n\n\
                2.\u{a0}Say whether the servers would have held without it.\n"
                .to_owned(),
        }),
    }
}

fn database(name: &str, built: &str, primary: bool) -> Database {
    Database {
        name: name.to_owned(),
        holds: "country, asn".to_owned(),
        built_us: at(built),
        sha256: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752".to_owned(),
        licence: "CC BY 4.0, IP address data by the sample maker".to_owned(),
        primary,
    }
}
