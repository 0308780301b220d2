//! Directives of the W3C extended family, and what they say of the lines below them: columns and a day.
//! Lines in, the context after them out; where lines have a time without a date and it goes back by
//! half a day, a day has passed.

use std::sync::Arc;

use crate::base::time::DAY_US;
use crate::read::exhibit::chunk::{LINE_MAX, lines, without_hole};

use super::delimited::{Cells, Style};
use super::plan::{Plan, days};
use super::reader::Context;
use super::{stamp, utc};

/// What tells products apart.
#[derive(Debug)]
pub struct Names<'n> {
    /// The columns.
    pub columns: Vec<&'n [u8]>,
    /// Does the head of the file name software of Microsoft, or another?
    pub microsoft: Option<bool>,
}

impl<'n> Names<'n> {
    /// The columns that a directive names.
    pub fn of(directive: &'n [u8], microsoft: Option<bool>) -> Self {
        Self { columns: names(directive), microsoft }
    }

    /// Is there a column of that name?
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Is there a column whose name begins so?
    pub fn has_start(&self, start: &str) -> bool {
        let begins = |column: &&[u8]| {
            column
                .get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
        };
        self.columns.iter().any(begins)
    }
}

/// Moves the context over the directives among lines; `between` sees the lines between them. What it
/// takes for a line is what reading takes for one, or rows would depend on where chunks begin.
pub fn carry(bytes: &[u8], context: &mut Context, between: impl Fn(&[u8], &mut Context)) {
    if memchr::memchr(0, bytes).is_some() {
        return carry_lines(bytes, context, between);
    }
    let mut rest = bytes;
    while !rest.is_empty() {
        let next = match rest.first() {
            Some(b'#') => 0,
            _ => memchr::memmem::find(rest, b"\n#").map_or(rest.len(), |at| at + 1),
        };
        let (lines, after) = rest.split_at(next);
        between(lines, context);
        let end = memchr::memchr(b'\n', after).map_or(after.len(), |at| at + 1);
        let (line, after) = after.split_at(end);
        if line.len() <= LINE_MAX {
            directive(line, context);
        }
        rest = after;
    }
}

/// The same line by line, where there may be holes.
fn carry_lines(bytes: &[u8], context: &mut Context, between: impl Fn(&[u8], &mut Context)) {
    for (_, line) in lines(bytes) {
        match without_hole(line) {
            line if line.len() > LINE_MAX => {}
            line if line.starts_with(b"#") => _ = directive(line, context),
            line => between(line, context),
        }
    }
}

/// Half a day: a time that goes back by less is a line out of order.
const TURN_US: i64 = DAY_US / 2;

/// Sees the time of a line without a date.
pub fn turn(plan: &Plan, line: &[u8], context: &mut Context) {
    let cell = |column| Cells::new(line, style(line)).nth(column)?.ok();
    let Some(cell) = plan.lone_time.and_then(cell) else { return };
    let Some(time_us) = utc::time_of_day(cell.text) else { return };
    if context.time_us.is_some_and(|before| time_us + TURN_US < before) {
        context.day = context.day.map(|day| day + 1);
    } else if context.time_us.is_some_and(|before| time_us < before) {
        return;
    }
    context.time_us = Some(time_us);
}

/// Takes a directive: `#` and a name with a colon. False if the line is none.
pub fn directive(line: &[u8], context: &mut Context) -> bool {
    let line = line.trim_ascii();
    let Some(colon) = memchr::memchr(b':', line.get(..24).unwrap_or(line)) else { return false };
    let (name, rest) = line.split_at(colon);
    let Some(name) = name.strip_prefix(b"#") else { return false };
    if !name.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'-') || name.is_empty() {
        return false;
    }
    if name.eq_ignore_ascii_case(b"Fields") && context.columns.as_deref() != Some(line) {
        context.columns = Some(Arc::from(line));
    }
    if name.eq_ignore_ascii_case(b"Date") || name.eq_ignore_ascii_case(b"Start-Date") {
        let text = rest.strip_prefix(b":").unwrap_or(rest).trim_ascii();
        if let Some((date, _)) = stamp::date(text) {
            (context.day, context.time_us) = (Some(days(date)), None);
        }
    }
    true
}

/// Is it a directive that names columns?
pub fn is_fields(line: &[u8]) -> bool {
    line.get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"#Fields:"))
}

/// The names in a directive, in its order.
pub fn names(directive: &[u8]) -> Vec<&[u8]> {
    let names = directive.get(8..).unwrap_or_default();
    names.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty()).collect()
}

/// How a line is cut: at tabs if a tab is its first separator, as CloudFront writes; else at blanks.
#[inline]
pub fn style(line: &[u8]) -> Style {
    match memchr::memchr2(b' ', b'\t', line).and_then(|at| line.get(at)) {
        Some(b'\t') => Style::csv(b'\t'),
        _ => Style::W3C,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_move_the_context_wherever_a_chunk_ends() {
        let log = b"#Fields: a b\r\n#Date: 2021-04-06 00:00:00\nx # y\n#no directive\n#fields: c\n";
        let mut whole = Context::default();
        carry(log, &mut whole, |_, _| {});
        assert_eq!(whole.columns.as_deref(), Some(&b"#fields: c"[..]));
        assert_eq!(whole.day, Some(18_723));
        for (at, _) in log.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            let (head, tail) = log.split_at(at + 1);
            let mut context = Context::default();
            carry(head, &mut context, |_, _| {});
            carry(tail, &mut context, |_, _| {});
            assert_eq!(context, whole, "cut at {at}");
        }
    }
}
