//! What the places of a line mean: lines of one look in, a layout out, and by it fields into a row.

use crate::read::columns::ABSENT;

use super::super::clf::NO_REQUEST;
use super::super::number;
use super::super::reader::{Reason, Session};
use super::super::row::{Row, unescape};
use super::super::slot::{Slot, TimeForm, Unit};
use super::super::tail::Token;
use super::super::tail::column::{Column, Kind};
use super::super::tail::fill::fill;
use super::super::tail::plan::Plan;
use super::head::{self, Place};
use super::is_request;
use super::time::{are_epochs, form_of};

/// Tokens after the request among which the status is looked for.
const STATUS_WITHIN: usize = 3;

/// Words of the longest reason phrase that servers send: `Network Authentication Required`, and one more.
const PHRASE_MAX: usize = 4;

/// Status codes of the IANA registry, and those that nginx, AWS and Cloudflare made up: other numbers
/// of three digits are lengths.
const STATUSES: &[std::ops::RangeInclusive<i64>] = &[
    100..=103,
    200..=208,
    226..=226,
    300..=308,
    400..=431,
    440..=444,
    449..=451,
    460..=464,
    494..=499,
    500..=511,
    520..=530,
    561..=561,
    598..=599,
];

/// What the places mean.
pub struct Layout {
    /// The slot of each place that has one.
    slots: Vec<Option<Slot>>,
    /// Places that the plan reads: true where it does.
    rest: Vec<bool>,
    /// What those mean.
    pub plan: Plan,
    /// Is which number of a date is the day a guess?
    pub day_guessed: bool,
}

struct Sample<'c, 's> {
    columns: &'c [Column<'s>],
    signs: &'c [u8],
    labels: Vec<Option<&'s [u8]>>,
    slots: Vec<Option<Slot>>,
    day_guessed: bool,
}

impl Layout {
    /// Tells the meaning from lines with equal signatures; `None` if they have no request line, or
    /// not two of time, client and status.
    pub fn of(lines: &[Vec<Token<'_>>], signs: &[u8]) -> Option<Self> {
        let mut columns: Vec<Column<'_>> = signs.iter().map(|_| Column::default()).collect();
        for line in lines {
            line.iter().zip(&mut columns).for_each(|(token, column)| column.push(token.text));
        }
        let slots = vec![None; columns.len()];
        let labels = lines.first().into_iter().flatten().map(|token| token.label).collect();
        let mut sample = Sample { columns: &columns, signs, labels, slots, day_guessed: false };
        sample.settle()?;
        if !sample.is_enough() {
            return None;
        }
        let (slots, day_guessed) = (std::mem::take(&mut sample.slots), sample.day_guessed);
        let is_request = |slot: &Slot| matches!(slot, Slot::Request | Slot::RequestUrl);
        let request = slots.iter().position(|slot| slot.as_ref().is_some_and(is_request))?;
        let is_rest = |(index, slot): (usize, &Option<Slot>)| {
            let timed = columns.get(index).is_some_and(|column| column.kind() == Kind::Written);
            slot.is_none() && (index > request || timed)
        };
        let rest: Vec<bool> = slots.iter().enumerate().map(is_rest).collect();
        let mut layout = Self { slots, rest, plan: Plan::default(), day_guessed };
        let tails: Vec<_> = lines.iter().map(|line| layout.tail(line)).collect();
        layout.plan = Plan::of_tokens(&tails).without_doubt();
        Some(layout)
    }

    /// The tokens that the plan reads, and the bytes of the line.
    fn tail<'s>(&self, line: &[Token<'s>]) -> (Vec<Token<'s>>, i64) {
        let of_rest = line.iter().zip(&self.rest).filter(|(_, rest)| **rest);
        let bytes = line.iter().zip(&self.slots).find(|(_, slot)| **slot == Some(Slot::Bytes));
        let bytes = bytes.and_then(|(token, _)| number::integer(token.text));
        (of_rest.map(|(token, _)| *token).collect(), bytes.unwrap_or(ABSENT))
    }

    /// Puts the tokens of a line into the row; false if some were not understood.
    ///
    /// # Errors
    ///
    /// The reason, where a field cannot be what its place holds, or nothing was asked.
    pub fn fill<'a>(
        &self,
        line: &[Token<'a>],
        row: &mut Row<'a>,
        session: &mut Session,
    ) -> Result<bool, Reason> {
        for (token, slot) in line.iter().zip(&self.slots) {
            if let Some(slot) = slot {
                slot.fill(unescape(token.text), row, session)?;
            }
        }
        if row.path.is_none() && row.status == ABSENT {
            return Err(NO_REQUEST);
        }
        let (tail, _) = self.tail(line);
        Ok(tail.is_empty() || fill(&self.plan, &tail, row, session))
    }
}

impl Sample<'_, '_> {
    fn settle(&mut self) -> Option<()> {
        let request = (0..self.signs.len()).find(|at| self.is_of_requests(*at))?;
        self.put(request, self.request_slot(request));
        let time = self.time(request);
        let after = (request + 1..).take(STATUS_WITHIN).find(|at| self.is_of_statuses(*at));
        let before = request.checked_sub(1).filter(|at| self.is_of_statuses(*at));
        let status = after.or(before);
        if let Some(status) = status {
            self.put(status, Slot::Status);
            let size = self.after_phrase(status.max(request) + 1);
            if self.is_word(size) && self.is_of_sizes(size) {
                self.put(size, Slot::Bytes);
            }
        } else {
            self.labelled();
        }
        self.quoted(after.unwrap_or(request));
        for (at, slot) in head::slots(&self.head(request), time) {
            self.put(at, slot);
        }
        Some(())
    }

    /// A request line alone is no log of requests: of time, client and status two must be there.
    fn is_enough(&self) -> bool {
        let tells = |slot: &&Slot| matches!(slot, Slot::Time(_) | Slot::Client | Slot::Status);
        self.slots.iter().flatten().filter(tells).count() >= 2
    }

    fn put(&mut self, at: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(at) {
            *place = Some(slot);
        }
    }

    fn present(&self, at: usize) -> &[&[u8]] {
        self.columns.get(at).map_or(&[], |column| column.present.as_slice())
    }

    fn is_free(&self, at: usize) -> bool {
        self.slots.get(at) == Some(&None) && self.signs.get(at) != Some(&b'=')
    }

    fn is_word(&self, at: usize) -> bool {
        self.signs.get(at) == Some(&0)
    }

    fn is_quoted(&self, at: usize) -> bool {
        matches!(self.signs.get(at), Some(b'"' | b'\''))
    }

    /// Most of the values are request lines: some servers write `-` where there was none.
    fn is_of_requests(&self, at: usize) -> bool {
        let present = self.present(at);
        let requests = present.iter().filter(|text| is_request(text)).count();
        self.is_quoted(at) && 2 * requests > present.len()
    }

    /// A proxy asks for URLs: where all are, host and path are told apart.
    fn request_slot(&self, at: usize) -> Slot {
        let is_url = |text: &&[u8]| memchr::memmem::find(text, b"://").is_some_and(|end| end < 16);
        let all = self.present(at).iter().filter(|text| is_request(text)).all(is_url);
        if all { Slot::RequestUrl } else { Slot::Request }
    }

    fn time(&mut self, request: usize) -> Option<usize> {
        let free =
            |sample: &Self| (0..sample.signs.len()).filter(|at| sample.is_free(*at)).collect();
        let places: Vec<usize> = free(self);
        let written = places.iter().find_map(|at| Some((*at, form_of(self.present(*at))?)));
        let epoch = places.iter().find(|at| **at < request && are_epochs(self.present(**at)));
        let (at, (form, guessed)) =
            written.or_else(|| epoch.map(|at| (*at, (TimeForm::Any, false))))?;
        self.day_guessed = guessed;
        self.put(at, Slot::Time(form));
        Some(at)
    }

    fn is_of_statuses(&self, at: usize) -> bool {
        let is_status = |text: &&[u8]| {
            let number = number::integer(text).filter(|_| text.len() == 3);
            number.is_some_and(|n| n == 0 || STATUSES.iter().any(|range| range.contains(&n)))
        };
        let present = self.present(at);
        self.is_free(at) && !present.is_empty() && present.iter().all(is_status)
    }

    /// `status: 200 len: 1893 time: 0.2477829`, as OpenStack's servers write: such labels mean what they say
    /// only where no place tells the status.
    fn labelled(&mut self) {
        let slots = [
            ("status", Slot::Status),
            ("len", Slot::Bytes),
            ("time", Slot::Duration(Unit::Seconds)),
        ];
        for (at, name) in self.labels.iter().enumerate() {
            let Some((_, slot)) = slots.iter().find(|(own, _)| Some(own.as_bytes()) == *name)
            else {
                continue;
            };
            if self.present(at).iter().all(|text| number::scaled(text, 0).is_some()) {
                self.slots.get_mut(at).into_iter().for_each(|place| *place = Some(slot.clone()));
            }
        }
    }

    /// The place after the words that a status stands for, as in `404 Not Found 512`.
    fn after_phrase(&self, from: usize) -> usize {
        let is_of_phrases = |at: &usize| {
            let is_part = |text: &&[u8]| {
                text.first().is_some_and(u8::is_ascii_alphabetic)
                    && text.iter().all(|byte| byte.is_ascii_alphabetic() || b"-'".contains(byte))
            };
            let present = self.present(*at);
            self.is_free(*at)
                && self.is_word(*at)
                && !present.is_empty()
                && present.iter().all(is_part)
        };
        from + (from..).take(PHRASE_MAX).take_while(is_of_phrases).count()
    }

    fn is_of_sizes(&self, at: usize) -> bool {
        self.is_free(at) && self.present(at).iter().all(|text| number::integer(text).is_some())
    }

    /// Referer and agent, in quotes after the status.
    fn quoted(&mut self, status: usize) {
        let is_quoted = |at: &usize| self.is_free(*at) && self.is_quoted(*at);
        let quoted: Vec<usize> = (status + 1..self.signs.len()).filter(is_quoted).collect();
        let all = |at: &usize, is: fn(&[u8]) -> bool| self.present(*at).iter().all(|text| is(text));
        let any = |at: &usize, is: fn(&[u8]) -> bool| self.present(*at).iter().any(|text| is(text));
        let agent = quoted.iter().position(|at| any(at, is_agent));
        let before = quoted.get(..agent.unwrap_or(quoted.len())).unwrap_or_default();
        // An empty one before it may be another header.
        let said = before.iter().find(|at| any(at, is_url) && all(at, is_url));
        let referer = match (before, said) {
            (_, Some(at)) => Some(*at),
            ([first, ..], None) if all(first, is_url) => Some(*first),
            _ => None,
        };
        // Of two with nothing in them the second is the agent.
        let agent = agent.or_else(|| (quoted.len() == 2 && referer.is_some()).then_some(1));
        let agent = agent.and_then(|place| quoted.get(place)).copied();
        for (at, slot) in [(referer, Slot::Referer), (agent, Slot::Agent)] {
            if let Some(at) = at {
                self.put(at, slot);
            }
        }
    }

    fn head(&self, request: usize) -> Vec<Place<'_, '_>> {
        let places = self.columns.iter().zip(self.signs).take(request).enumerate();
        let free = places.filter(|(at, _)| self.is_free(*at));
        free.map(|(index, (column, sign))| Place { index, sign: *sign, column }).collect()
    }
}

fn is_url(text: &[u8]) -> bool {
    text.starts_with(b"/") || memchr::memmem::find(text, b"://").is_some()
}

/// `curl/7.74.0`, `Mozilla/5.0 (…)`: what is no URL and has a version or is more than a word.
fn is_agent(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && text.iter().any(|byte| b"/ ".contains(byte))
        && !text.starts_with(b"http://")
        && !text.starts_with(b"https://")
}
