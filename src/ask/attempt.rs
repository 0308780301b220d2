//! Requests that try to get in, as judging names them and the table of attempts lists them. Plain
//! values; who finds them is not known here.

/// The attempts of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attempts {
    /// In order of service, then of row.
    pub rows: Vec<Attempt>,
    /// Names of the signatures, by number.
    pub rules: Vec<String>,
}

/// A request that tries to log in, carries a payload, looks for a weakness, or takes records or pages
/// one after the other. That it tries says
/// nothing of who sent it, and that it was answered does not say that it worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// Index of the service.
    pub service: u32,
    /// Row in the service.
    pub row: u32,
    /// `log_in`, `probe`, `unknown_path` or `reading`.
    pub kind: &'static str,
    /// What is tried, as `sql_injection`; the kind again where there is nothing to add.
    pub class: &'static str,
    /// Number of the signature that it matches.
    pub rule: Option<u16>,
    /// `failed`, `succeeded` or `unclear` for a log-in; `refused`, `answered` or `suspected` for the
    /// others.
    pub answer: &'static str,
    /// Why it is suspected of success.
    pub reason: Option<&'static str>,
    /// Number of the intrusion campaign; none for ordinary log-ins and background noise.
    pub campaign: Option<u32>,
}
