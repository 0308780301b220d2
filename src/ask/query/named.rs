//! The named questions, each a file of `queries/` with its question, sources and columns in the head.

/// A question that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// What `afflux query` and findings call it: its file name without `.sql`.
    pub name: &'static str,
    /// The text of the file.
    pub sql: &'static str,
}

impl Named {
    /// What it asks.
    pub fn question(&self) -> &'static str {
        self.heading("-- question: ")
    }

    /// The tables it reads.
    pub fn reads(&self) -> &'static str {
        self.heading("-- reads: ")
    }

    /// Its columns, with units.
    pub fn columns(&self) -> &'static str {
        self.heading("-- columns: ")
    }

    /// Questions that go with it.
    pub fn see_also(&self) -> &'static str {
        self.heading("-- see also: ")
    }

    fn heading(&self, head: &str) -> &'static str {
        self.sql.lines().find_map(|line| line.strip_prefix(head)).unwrap_or_default()
    }
}

/// The question of that name.
pub fn named(name: &str) -> Option<&'static Named> {
    NAMED.iter().find(|named| named.name == name)
}

macro_rules! named {
    ($name:literal) => {
        Named { name: $name, sql: include_str!(concat!("../../../queries/", $name, ".sql")) }
    };
}

/// Every named question, in the order of the documentation: load, clients, targets, places, agents,
/// judgement, attempts to get in.
pub const NAMED: &[Named] = &[
    named!("timeline"),
    named!("outage-minutes"),
    named!("status-by-minute"),
    named!("first-seen-clients"),
    named!("visits-resumed"),
    named!("prior-overlap"),
    named!("returning-clients"),
    named!("client-rates"),
    named!("client-minutes"),
    named!("regular-clients"),
    named!("failing-clients"),
    named!("persistent-failers"),
    named!("after-failure"),
    named!("unfinished-requests"),
    named!("popular-paths"),
    named!("transitions"),
    named!("unrepeated-queries"),
    named!("first-referers"),
    named!("methods"),
    named!("path-failures"),
    named!("backends"),
    named!("slow-paths"),
    named!("countries-by-hour"),
    named!("networks"),
    named!("networks-by-hour"),
    named!("network-classes"),
    named!("agents"),
    named!("agent-classes"),
    named!("asset-closure"),
    named!("files-per-page"),
    named!("files-again"),
    named!("steps-again"),
    named!("retries"),
    named!("size-signature"),
    named!("campaigns"),
    named!("foreign-share"),
    named!("capacity"),
    named!("limits-reached"),
    named!("territory"),
    named!("intrusion-attempts"),
    named!("log-in-failures"),
    named!("suspected-successes"),
    named!("scanner-targets"),
];
