//! Apache's `LogFormat` (mod_log_config, mod_logio): directives in, pieces out. What other servers add
//! to the syntax (Tomcat, Jetty, Varnish) is understood where it does not contradict Apache's meaning.

use std::sync::Arc;

use super::super::slot::{Slot, TimeForm, Unit};
use super::Fault;
use super::piece::{Class, Field, Piece, Pieces, class_of};

/// A directive: `%`, modifiers, an argument in braces, a name.
struct Directive<'p> {
    argument: Option<&'p str>,
    /// `<` (the original request's) or `>` (the final one's).
    original: Option<bool>,
    name: &'p str,
    at: usize,
}

/// Cuts a format into its pieces.
pub(super) fn pieces(pattern: &str) -> Result<Pieces, Fault> {
    let mut pieces = Pieces::default();
    let mut at = 0;
    while let Some(rest) = pattern.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(after) = rest.strip_prefix('%') else {
            at += literal(rest, &mut pieces);
            continue;
        };
        if after.starts_with('%') {
            pieces.literal(b"%");
            at += 2;
            continue;
        }
        let (directive, length) = directive(after, at)?;
        put(&directive, &mut pieces)?;
        at += 1 + length;
    }
    Ok(pieces)
}

/// Text up to the next directive, or one escape of the configuration's; gives its length.
fn literal(rest: &str, pieces: &mut Pieces) -> usize {
    let escaped = match rest.as_bytes() {
        [b'\\', b't', ..] => Some(b'\t'),
        [b'\\', b'n', ..] => Some(b'\n'),
        [b'\\', byte @ (b'"' | b'\\' | b'\''), ..] => Some(*byte),
        _ => None,
    };
    if let Some(byte) = escaped {
        pieces.literal(&[byte]);
        return 2;
    }
    let first = rest.chars().next().map_or(1, char::len_utf8);
    let tail = rest.get(first..).unwrap_or_default();
    let length = first + tail.find(['%', '\\']).unwrap_or(tail.len());
    pieces.literal(rest.get(..length).unwrap_or_default().as_bytes());
    length
}

/// Reads what follows the `%`; gives its length.
fn directive(text: &str, at: usize) -> Result<(Directive<'_>, usize), Fault> {
    let (mut argument, mut original, mut rest) = (None, None, text);
    loop {
        let mut characters = rest.chars();
        match characters.next() {
            None => return Err(Fault::new(at, "nothing after %")),
            Some('{') => {
                let end = rest.find('}').ok_or_else(|| Fault::new(at, "no end of %{"))?;
                argument = rest.get(1..end);
                rest = rest.get(end + 1..).unwrap_or_default();
                continue;
            }
            Some(sign @ ('<' | '>')) => original = Some(sign == '<'),
            // Only for some statuses: `%400,501{User-Agent}i`; a dash otherwise.
            Some('!' | ',' | '0'..='9') => {}
            // mod_logio's first byte, and trailers: three letters.
            Some('^') => {
                let name = rest.get(..3).ok_or_else(|| Fault::new(at, "nothing after %^"))?;
                let length = text.len() - rest.len() + 3;
                return Ok((Directive { argument, original, name, at }, length));
            }
            Some(letter) => {
                let length = letter.len_utf8();
                let name = rest.get(..length).unwrap_or_default();
                let end = text.len() - rest.len() + length;
                return Ok((Directive { argument, original, name, at }, end));
            }
        }
        rest = characters.as_str();
    }
}

fn put(directive: &Directive<'_>, pieces: &mut Pieces) -> Result<(), Fault> {
    if directive.name == "t" {
        return time(directive, pieces);
    }
    let (slot, rank) = slot(directive)?;
    let class = match directive.name {
        "u" | "q" | "U" | "r" | "f" | "i" | "o" | "C" | "n" | "e" | "x" | "s" | "L" | "R"
            if slot == Slot::Skip =>
        {
            Class::Text
        }
        // Apache's: a number, so that the port is told from the end of an IPv6 host.
        "p" | "k" | "P" if slot == Slot::Skip => Class::Number,
        _ if slot == Slot::Skip => Class::Word,
        _ => class_of(&slot),
    };
    pieces.field(Field { slot, class, rank, at: directive.at });
    Ok(())
}

/// What a directive means, and its rank among those that mean the same.
fn slot(directive: &Directive<'_>) -> Result<(Slot, u8), Fault> {
    let argument = directive.argument;
    let original = directive.original;
    let plain = |slot| Ok((slot, 0));
    match directive.name {
        "a" if argument == Some("c") => plain(Slot::Peer),
        "a" => Ok((Slot::Client, 1)),
        "h" if argument == Some("c") => plain(Slot::Peer),
        "h" => plain(Slot::Client),
        "b" => Ok((Slot::Bytes, 0)),
        "B" => Ok((Slot::Bytes, 1)),
        // With the header: only where nothing counts the body.
        "O" => Ok((Slot::Bytes, 2)),
        "D" => Ok((Slot::Duration(Unit::Micros), 0)),
        "T" => duration(argument, directive.at),
        "H" => plain(Slot::Protocol),
        "i" => Ok(header(argument.unwrap_or_default())),
        "m" => plain(Slot::Method),
        "p" if argument == Some("remote") => plain(Slot::ClientPort),
        "q" => plain(Slot::Query),
        "r" if argument.is_none() => plain(Slot::Request),
        // The final status; the original one only if it is all there is.
        "s" if argument.is_none() => Ok((Slot::Status, u8::from(original != Some(false)))),
        "u" => plain(Slot::User),
        "U" => plain(Slot::Path),
        "v" | "V" => Ok((Slot::Vhost, u8::from(directive.name == "V"))),
        "X" => plain(Slot::Flags),
        "A" | "C" | "e" | "f" | "F" | "I" | "k" | "l" | "L" | "n" | "o" | "p" | "P" | "r" | "R"
        | "s" | "S" | "x" | "c" | "^FB" | "^FU" | "^ti" | "^to" => plain(Slot::Skip),
        name => Err(Fault::new(directive.at, format!("no directive %{name}"))),
    }
}

fn duration(argument: Option<&str>, at: usize) -> Result<(Slot, u8), Fault> {
    match argument {
        None | Some("s") => Ok((Slot::Duration(Unit::Seconds), 2)),
        Some("ms") => Ok((Slot::Duration(Unit::Millis), 1)),
        Some("us") => Ok((Slot::Duration(Unit::Micros), 0)),
        Some(unit) => Err(Fault::new(at, format!("no unit {unit:?} of %T"))),
    }
}

/// A header of the request.
fn header(name: &str) -> (Slot, u8) {
    match name.to_ascii_lowercase().as_str() {
        "referer" | "referrer" => (Slot::Referer, 0),
        "user-agent" | "user-agent:" => (Slot::Agent, 0),
        "host" => (Slot::Vhost, 2),
        "x-forwarded-for" | "x-forwarded_for" => (Slot::Forwarded, 0),
        "forwarded" => (Slot::Forwarded, 1),
        "true-client-ip" | "cf-connecting-ip" | "fastly-client-ip" | "x-client-ip" => {
            (Slot::Forwarded, 2)
        }
        "x-real-ip" | "x-cluster-client-ip" => (Slot::Forwarded, 3),
        _ => (Slot::Skip, 0),
    }
}

/// `%t`, `%{strftime}t` and the words that Apache knows in its place.
fn time(directive: &Directive<'_>, pieces: &mut Pieces) -> Result<(), Fault> {
    let argument = directive.argument.unwrap_or_default();
    let (format, end) = match argument.split_once(':') {
        Some(("begin", format)) => (format, false),
        Some(("end", format)) => (format, true),
        _ => (argument, argument == "end"),
    };
    // Where only the end is logged, that is the stamp; where both are, the other is the start.
    pieces.ends |= end;
    let format = if matches!(format, "begin" | "end") { "" } else { format };
    let form = match format {
        "" => {
            pieces.literal(b"[");
            push_time(TimeForm::Clf, end, directive.at, pieces);
            pieces.literal(b"]");
            return Ok(());
        }
        "sec" => TimeForm::EpochSeconds,
        "msec" => TimeForm::EpochMillis,
        "usec" => TimeForm::EpochMicros,
        "msec_frac" | "usec_frac" => {
            fraction(directive.at, pieces);
            return Ok(());
        }
        _ if format.contains("%Z") => {
            abbreviated(format, end, directive.at, pieces);
            return Ok(());
        }
        _ => TimeForm::Pattern(Arc::from(format)),
    };
    match form {
        TimeForm::Pattern(format) => written(&format, end, directive.at, pieces),
        form => push_time(form, end, directive.at, pieces),
    }
    Ok(())
}

/// The abbreviation of a zone names many: it is skipped, and the zone of the log holds.
fn abbreviated(format: &str, end: bool, at: usize, pieces: &mut Pieces) {
    let (before, after) = format.split_once("%Z").unwrap_or((format, ""));
    let (bracket, before) = before.split_at(before.len() - before.trim_start_matches('[').len());
    let bare = before.trim_end();
    pieces.literal(bracket.as_bytes());
    written(bare, end, at, pieces);
    pieces.literal(before.get(bare.len()..).unwrap_or_default().as_bytes());
    pieces.field(Field { slot: Slot::Skip, class: Class::Word, rank: 0, at });
    pieces.literal(after.as_bytes());
}

/// The decimals of the stamp before it; alone they are nothing.
fn fraction(at: usize, pieces: &mut Pieces) {
    match pieces.list.as_slice() {
        [.., Piece::Field(stamp), Piece::Literal(point)]
            if stamp.slot == Slot::Time(TimeForm::EpochSeconds) && point == b"." =>
        {
            pieces.list.pop();
        }
        [.., Piece::Field(Field { slot: Slot::Time(TimeForm::Pattern(_)), .. })]
        | [.., Piece::Field(Field { slot: Slot::Time(TimeForm::Pattern(_)), .. }), _] => {
            written("%f", false, at, pieces);
        }
        _ => pieces.field(Field { slot: Slot::Skip, class: Class::Number, rank: 0, at }),
    }
}

fn push_time(form: TimeForm, end: bool, at: usize, pieces: &mut Pieces) {
    let slot = if pieces.ends && !end { Slot::Started(form) } else { Slot::Time(form) };
    let class = class_of(&slot);
    pieces.field(Field { slot, class, rank: u8::from(!end), at });
}

/// Adds to the stamp before it, if that goes on: `%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t`.
fn written(format: &str, end: bool, at: usize, pieces: &mut Pieces) {
    let between = match pieces.list.last() {
        Some(Piece::Literal(text)) if text.len() <= 2 => String::from_utf8(text.clone()).ok(),
        Some(Piece::Field(_)) => Some(String::new()),
        _ => None,
    };
    let joint = between.filter(|text| !text.contains(|c: char| c.is_alphanumeric() || c == '"'));
    let place = pieces.list.len().checked_sub(if joint.as_deref() == Some("") { 1 } else { 2 });
    if let (Some(joint), Some(place)) = (joint, place)
        && let Some(Piece::Field(Field { slot: Slot::Time(TimeForm::Pattern(before)), .. })) =
            pieces.list.get_mut(place)
    {
        *before = Arc::from(format!("{before}{}{format}", joint.replace('%', "%%")));
        pieces.list.truncate(place + 1);
        return;
    }
    push_time(TimeForm::Pattern(Arc::from(format)), end, at, pieces);
}
