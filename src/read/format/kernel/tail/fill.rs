//! What a tail says, put into a row: its tokens and what their places mean in, fields out. What is in the
//! row already stays.

use crate::read::columns::ABSENT;

use super::super::reader::Session;
use super::super::row::{Row, unescape};
use super::super::slot::{Slot, Unit};
use super::column::both;
use super::plan::{Meaning, Plan};
use super::{Token, is_absent, label, unit};

/// Puts the tokens into the row; false if one of them was not understood.
pub fn fill<'a>(
    plan: &Plan,
    tokens: &[Token<'a>],
    row: &mut Row<'a>,
    session: &mut Session,
) -> bool {
    let places = plan.places(tokens);
    // Of labels alone, one at least must be known.
    let is_known = |token: &Token<'_>| token.label.is_none_or(|name| label::slot(name).is_some());
    let mut known = places.is_some() && tokens.iter().any(is_known);
    let mut meanings = places.unwrap_or_default().iter();
    for token in tokens {
        known &= match token.label {
            // What stands twice may be written once by the client, inside another field.
            Some(label) if is_twice(label, tokens) => false,
            Some(label) => labelled(plan, label, token, row, session),
            None => meanings.next().is_none_or(|meaning| put(meaning, token, row, session)),
        };
    }
    known
}

fn labelled<'a>(
    plan: &Plan,
    name: &[u8],
    token: &Token<'a>,
    row: &mut Row<'a>,
    session: &mut Session,
) -> bool {
    let slot = match label::slot(name) {
        None => return true,
        // The label is the unit.
        Some(slot @ Slot::Duration(Unit::Millis)) => slot,
        Some(Slot::Duration(_)) => Slot::Duration(unit_of(plan, token)),
        Some(slot) => slot,
    };
    put(&Meaning::Slot(slot), token, row, session)
}

/// The unit of a labelled time: as written; seconds if it has decimals; else inferred.
fn unit_of(plan: &Plan, token: &Token<'_>) -> Unit {
    let is_decimal = token.text.contains(&b'.');
    match token.unit {
        Some(name) => unit::of_name(name),
        None if token.text.ends_with(b"s") => Unit::Written,
        None if is_decimal => Unit::Seconds,
        None => plan.inferred.map_or(Unit::Seconds, |inferred| inferred.unit),
    }
}

fn is_twice(name: &[u8], tokens: &[Token<'_>]) -> bool {
    label::slot(name).is_some() && tokens.iter().filter(|t| t.label == Some(name)).count() > 1
}

/// Puts a token into its slot, unless something better is there; false if it cannot be what it should.
fn put<'a>(meaning: &Meaning, token: &Token<'a>, row: &mut Row<'a>, session: &mut Session) -> bool {
    let slot = match meaning {
        _ if is_absent(token.text) => return true,
        Meaning::Both => {
            let found = both(token.text).map(|(_, micros)| micros);
            row.duration_us = found.unwrap_or(row.duration_us);
            return found.is_some();
        }
        Meaning::Slot(slot) => slot,
    };
    let text = match slot {
        Slot::UpstreamAddr => token.text.strip_suffix(b":").unwrap_or(token.text),
        _ => token.text,
    };
    let is_taken = match slot {
        Slot::Vhost => row.vhost.is_some(),
        Slot::Duration(_) => row.duration_us != ABSENT,
        Slot::Forwarded => row.forwarded.is_some(),
        // A label of two letters may stand for the agent.
        Slot::UpstreamAddr => row.upstream_addr.is_some() || !text.contains(&b':'),
        _ => false,
    };
    is_taken || slot.fill(unescape(text), row, session).is_ok()
}
