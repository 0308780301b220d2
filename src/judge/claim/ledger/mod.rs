//! A file of claims: TOML in, statements out, or an error that names file and line. Nothing is
//! guessed: an unknown key, a local time without a zone and a figure without a meaning are refused.

mod entry;
mod time;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::judgement::{Claim, Said, Term, Unit};
use super::{CLAIMS, Fallback, Form, Key, Kind};
use crate::base::time::Window;
use crate::error::Result;
use crate::read::format::kernel::zone::Zone;
use entry::{Entry, Page};

/// Claims of one file at most: a ledger is read by people.
const CLAIMS_MAX: usize = 200;
/// The largest count that is exact in a floating-point number's whole part, with room to spare.
const COUNT_MAX: f64 = 1e15;
/// Minutes of a tolerance at most: a day.
const MINUTES_MAX: f64 = 1440.0;
/// Keys of the file beside the claims.
const FILE_KEYS: &[&str] = &["claims", "zone", "complete_logs"];
/// Keys that every claim may have.
const COMMON_KEYS: &[&str] =
    &["id", "who", "when", "quote", "source", "about", "service", "from", "until", "zone"];

/// What a file of claims states.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statements {
    /// Path as given.
    pub path: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Does whoever wrote it vouch that no log of the services is missing?
    pub complete_logs: bool,
    /// The claims, in the order of the file.
    pub claims: Vec<Claim>,
}

/// Reads a file of claims. `path` names it in errors.
///
/// # Errors
///
/// [`crate::error::Kind::Usage`], with file and line, for whatever is not understood.
pub fn read(text: &str, path: &str, sha256: &str) -> Result<Statements> {
    let page = Page { text, path };
    let parsed = DeTable::parse(text).map_err(|error| {
        page.fault(error.span().unwrap_or_default(), &format!("not TOML: {}", error.message()))
    })?;
    let file = Entry { page: &page, table: parsed.get_ref(), span: parsed.span() };
    file.known(&[FILE_KEYS], "a file of claims")?;
    let zone = file.zone(None)?;
    let mut claims: Vec<Claim> = Vec::new();
    for item in listed(&file)? {
        let claim = claim(&page, item, zone.as_ref())?;
        if claims.iter().any(|one| one.id == claim.id) {
            let message = format!("two claims have the id {:?}", claim.id);
            return Err(page.fault(item.span(), &message));
        }
        claims.push(claim);
    }
    Ok(Statements {
        path: path.to_owned(),
        sha256: sha256.to_owned(),
        complete_logs: file.flag("complete_logs")?,
        claims,
    })
}

fn listed<'a>(file: &Entry<'a>) -> Result<&'a [Spanned<DeValue<'a>>]> {
    let list = match file.value("claims") {
        Some(found) => match found.get_ref() {
            DeValue::Array(list) => list,
            other => return Err(file.wrong("claims", other, "tables, each headed [[claims]]")),
        },
        None => return Err(file.page.fault(0..0, "no claim: each is headed [[claims]]")),
    };
    match list.get(CLAIMS_MAX) {
        Some(more) => Err(file.page.fault(more.span(), "more than 200 claims")),
        None => Ok(list),
    }
}

fn claim(page: &Page, item: &Spanned<DeValue>, zone: Option<&Zone>) -> Result<Claim> {
    let DeValue::Table(table) = item.get_ref() else {
        return Err(page.fault(item.span(), "a claim is a table, headed [[claims]]"));
    };
    let entry = Entry { page, table, span: item.span() };
    let kind = kind(&entry)?;
    let own: Vec<&str> = kind.keys.iter().map(|key| key.name).collect();
    entry.known(&[COMMON_KEYS, &own], &format!("a claim about {}", kind.name))?;
    let zone = entry.zone(zone)?;
    let window = window(&entry, zone.as_ref(), kind)?;
    let mut terms = Vec::new();
    for key in kind.keys {
        terms.push((key.name, term(&entry, key, zone.as_ref(), window)?));
    }
    Ok(Claim {
        id: entry.id()?,
        who: entry.required("who")?,
        said: said(&entry, zone.as_ref())?,
        quote: entry.required("quote")?,
        source: entry.text("source")?,
        about: kind.name,
        service: entry.text("service")?,
        window,
        terms,
    })
}

fn kind(entry: &Entry) -> Result<&'static Kind> {
    let name = entry.required("about")?;
    CLAIMS.iter().find(|kind| kind.name == name).ok_or_else(|| {
        let names: Vec<&str> = CLAIMS.iter().map(|kind| kind.name).collect();
        entry
            .fault("about", &format!("no claim is about {name:?}"))
            .hint(format!("about is one of {}", names.join(", ")))
    })
}

fn said(entry: &Entry, zone: Option<&Zone>) -> Result<Said> {
    let text = entry.moment("when")?.ok_or_else(|| entry.lacks("when"))?;
    match time::day(&text) {
        Some(midnight_us) => Ok(Said::Day(midnight_us)),
        None => Ok(Said::Moment(entry.instant("when", &text, zone)?)),
    }
}

fn window(entry: &Entry, zone: Option<&Zone>, kind: &Kind) -> Result<Option<Window>> {
    let (from, until) = match (entry.moment("from")?, entry.moment("until")?) {
        (Some(from), Some(until)) => (from, until),
        (None, None) if !kind.timed => return Ok(None),
        (None, _) => return Err(entry.lacks("from")),
        (_, None) => return Err(entry.lacks("until")),
    };
    let start_us = entry.instant("from", &from, zone)?;
    let end_us = entry.instant("until", &until, zone)?;
    if start_us >= end_us {
        return Err(entry.fault("until", &format!("{until} is not after {from}")));
    }
    Ok(Some(Window::new(start_us, end_us)))
}

fn term(entry: &Entry, key: &Key, zone: Option<&Zone>, window: Option<Window>) -> Result<Term> {
    match key.form {
        Form::Count => entry.quantity(key, Unit::Count, COUNT_MAX),
        Form::Share => entry.quantity(key, Unit::Share, 1.0),
        Form::Minutes => match entry.quantity(key, Unit::Seconds, MINUTES_MAX)? {
            Term::Number(minutes, unit) => Ok(Term::Number(minutes * 60.0, unit)),
            other => Ok(other),
        },
        Form::Instant => {
            let text = entry.moment(key.name)?.ok_or_else(|| entry.lacks(key.name))?;
            Ok(Term::Instant(entry.instant(key.name, &text, zone)?))
        }
        Form::Choice(words) => entry.choice(key.name, words).map(Term::Choice),
        Form::Countries => entry.countries(key.name).map(Term::Countries),
        Form::Hours => hours(entry, key, zone, window),
    }
}

fn hours(entry: &Entry, key: &Key, zone: Option<&Zone>, window: Option<Window>) -> Result<Term> {
    let text = match (entry.text(key.name)?, key.fallback) {
        (Some(text), _) => text,
        (None, Fallback::Hours(text)) => text.to_owned(),
        _ => return Err(entry.lacks(key.name)),
    };
    let fault = |what: &str| entry.fault(key.name, what);
    let zone = zone.ok_or_else(|| {
        fault("hours of the day need a zone").hint("add zone = \"Europe/Paris\" or the like")
    })?;
    let window = window.ok_or_else(|| entry.lacks("from"))?;
    let stretches = time::stretches(&text, zone, window).map_err(|what| fault(&what))?;
    Ok(Term::Hours(text, stretches))
}

#[cfg(test)]
mod tests;
