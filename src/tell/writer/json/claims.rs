//! The claims ledger in `verdict.json`: a ledger in, its wire shapes out.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::shape::{Figure, Span};
use super::{figure, rounded, span};
use crate::base::time::rfc3339;
use crate::judge::judgement::{Examined, Ledger, Said, Term};
use crate::tell::escape::printable;

/// The file that the claims were read from.
#[derive(Serialize)]
pub(super) struct ClaimsFile {
    path: String,
    sha256: String,
    complete_logs: bool,
}

/// A claim and what came of it.
#[derive(Serialize)]
pub(super) struct Claim {
    id: String,
    who: String,
    when: String,
    quote: String,
    source: Option<String>,
    about: &'static str,
    service: Option<String>,
    from: Option<String>,
    until: Option<String>,
    terms: Map<String, Value>,
    outcome: &'static str,
    reason: Option<&'static str>,
    hypothesis: Option<&'static str>,
    incidents: Vec<u32>,
    figures: Vec<Figure>,
    query: &'static str,
}

pub(super) fn file(ledger: &Ledger) -> ClaimsFile {
    ClaimsFile {
        path: printable(&ledger.path),
        sha256: ledger.sha256.clone(),
        complete_logs: ledger.complete_logs,
    }
}

pub(super) fn claim(one: &Examined) -> Claim {
    let said = &one.claim;
    let window: Option<Span> = said.window.map(span);
    let (from, until) = window.map(|window| (window.start, window.end)).unzip();
    Claim {
        id: said.id.clone(),
        who: printable(&said.who),
        when: when(said.said),
        quote: printable(&said.quote),
        source: said.source.as_deref().map(printable),
        about: said.about,
        service: said.service.as_deref().map(printable),
        from,
        until,
        terms: said.terms.iter().map(|(key, value)| ((*key).to_owned(), term(value))).collect(),
        outcome: one.outcome.name(),
        reason: one.reason,
        hypothesis: one.hypothesis.map(|hypothesis| hypothesis.name()),
        incidents: one.incidents.clone(),
        figures: one.figures.iter().map(figure).collect(),
        query: one.query,
    }
}

/// A day without a time stays a day.
fn when(said: Said) -> String {
    match said {
        Said::Moment(us) => rfc3339(us),
        Said::Day(us) => rfc3339(us).chars().take_while(|sign| *sign != 'T').collect(),
    }
}

/// Numbers are in the unit of the contract: shares 0 to 1, times in seconds.
fn term(value: &Term) -> Value {
    match value {
        Term::Number(number, _) => json!(rounded(*number)),
        Term::Instant(us) => json!(rfc3339(*us)),
        Term::Choice(word) => json!(word),
        Term::Countries(codes) => json!(codes),
        Term::Hours(hours, _) => json!(printable(hours)),
    }
}
