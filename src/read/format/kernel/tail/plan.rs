//! What the unlabelled tokens of a tail mean, by their place: tails of a sample in, a slot a place out.
//! Lines that look like none of the sample keep only what is labelled.

use std::collections::BTreeMap;

use crate::base::account::Stamp;

use super::super::slot::{Slot, Unit};
use super::column::{Column, Kind};
use super::unit::{self, Inferred};
use super::{Token, label, tokens};

/// Bytes of an answer's header at most, for `%O` to be told by what it exceeds the body's bytes.
const HEADER_MAX: i64 = 4_096;
/// Lines that show that a growing number is a counter.
const COUNTER_MIN: usize = 8;

/// What a place means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A slot.
    Slot(Slot),
    /// `%T/%D`.
    Both,
}

/// What tails mean, by the look of their unlabelled tokens: the quotes or brackets of each. Files in which
/// several servers, or one before and after a change, wrote tails of their own have several looks.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    places: BTreeMap<Vec<u8>, Vec<Meaning>>,
    /// The unit of whole numbers, where one is a time.
    pub inferred: Option<Inferred>,
    /// What the time stamp marks, by whose fields these are.
    pub stamp: Option<Stamp>,
}

#[derive(Default)]
struct Group<'s> {
    columns: Vec<Column<'s>>,
    units: Vec<Option<Unit>>,
    bytes: Vec<i64>,
    lines: i64,
}

/// Whole times, and the bytes of their requests where every one has both.
#[derive(Default)]
struct Times {
    times: Vec<i64>,
    bytes: Vec<i64>,
}

impl Plan {
    /// Tells the meaning from tails and the numbers of bytes before them.
    pub fn of(sample: &[(&[u8], i64)]) -> Self {
        let cut: Vec<_> = sample.iter().map(|(tail, bytes)| (tokens(tail), *bytes)).collect();
        Self::of_tokens(&cut)
    }

    /// The same of tails that are cut.
    pub fn of_tokens(sample: &[(Vec<Token<'_>>, i64)]) -> Self {
        let mut groups = BTreeMap::<Vec<u8>, Group<'_>>::new();
        let mut labelled = Vec::new();
        for (tokens, bytes) in sample {
            let bare: Vec<&Token<'_>> = tokens.iter().filter(|t| t.label.is_none()).collect();
            groups.entry(look(tokens)).or_default().push(&bare, *bytes);
            labelled.extend(tokens.iter().filter_map(labelled_time));
        }
        let mut plan = Self::default();
        let mut times = Times { times: labelled, ..Times::default() };
        for (look, group) in groups {
            let places = group.meanings(&mut times);
            plan.places.insert(look, places);
        }
        let Times { times, bytes } = times;
        plan.inferred = (!times.is_empty()).then(|| unit::infer(&times, &bytes));
        plan.settle(sample.iter().any(|(tokens, _)| tokens.iter().any(is_of_nginx)));
        plan
    }

    /// The same without times whose unit is in doubt: among numbers of any kind, which one is a time is too.
    pub fn without_doubt(mut self) -> Self {
        let Some(inferred) = self.inferred.filter(|inferred| inferred.doubtful) else {
            return self;
        };
        let guessed = Meaning::Slot(Slot::Duration(inferred.unit));
        for meaning in self.places.values_mut().flatten().filter(|meaning| **meaning == guessed) {
            *meaning = Meaning::Slot(Slot::Skip);
        }
        self.inferred = None;
        self.stamp = None;
        self
    }

    /// What the unlabelled tokens of a tail mean.
    pub fn places(&self, tokens: &[Token<'_>]) -> Option<&[Meaning]> {
        self.places.get(&look(tokens)).map(Vec::as_slice)
    }

    /// Gives whole times their unit, and the stamp its meaning: nginx has decimals.
    fn settle(&mut self, mut nginx: bool) {
        let unit = self.inferred.map_or(Unit::Micros, |inferred| inferred.unit);
        for meaning in self.places.values_mut().flatten() {
            match meaning {
                Meaning::Slot(slot @ Slot::Duration(Unit::Nanos)) => *slot = Slot::Duration(unit),
                Meaning::Slot(Slot::Duration(Unit::Seconds) | Slot::UpstreamDuration(_)) => {
                    nginx = true;
                }
                _ => {}
            }
        }
        self.stamp = match self.inferred {
            _ if nginx => Some(Stamp::End),
            Some(inferred) if inferred.unit != Unit::Millis => Some(Stamp::Start),
            _ => None,
        };
    }
}

fn look(tokens: &[Token<'_>]) -> Vec<u8> {
    tokens.iter().filter(|token| token.label.is_none()).map(|token| token.sign).collect()
}

/// A time with decimals after its label, or anything about upstreams.
fn is_of_nginx(token: &Token<'_>) -> bool {
    match token.label.and_then(label::slot) {
        Some(Slot::Duration(_)) => token.unit.is_none() && token.text.contains(&b'.'),
        Some(Slot::UpstreamDuration(_) | Slot::UpstreamAddr | Slot::UpstreamStatus) => true,
        _ => false,
    }
}

/// A whole number after the label of a time, without a unit.
fn labelled_time(token: &Token<'_>) -> Option<i64> {
    let slot = label::slot(token.label?)?;
    let whole = super::super::number::integer(token.text);
    whole.filter(|_| slot == Slot::Duration(Unit::Seconds) && token.unit.is_none())
}

/// The column of the upstream's status: after its address, or after both times; before them, such
/// numbers are lengths.
fn upstream_status(kinds: &[Kind]) -> Option<usize> {
    let at = |kind: Kind| move |other: &Kind| *other == kind;
    let socket = kinds.iter().position(at(Kind::Socket));
    let seconds = kinds.iter().filter(|kind| at(Kind::Seconds)(kind)).count();
    let times = kinds.iter().rposition(at(Kind::Seconds)).filter(|_| seconds > 1);
    let anchor = socket.or(times)?;
    let status = kinds.iter().rposition(at(Kind::Status));
    status.filter(|status| *status > anchor)
}

impl Times {
    fn add(&mut self, column: &Column<'_>, bytes: &[i64]) {
        if column.absent == 0 && self.times.len() == self.bytes.len() {
            self.bytes.extend_from_slice(bytes);
        }
        self.times.extend(column.numbers());
    }
}

impl<'s> Group<'s> {
    fn push(&mut self, tokens: &[&Token<'s>], bytes: i64) {
        self.columns.resize_with(tokens.len(), Column::default);
        self.units.resize(tokens.len(), None);
        self.bytes.push(bytes);
        self.lines += 1;
        for ((column, unit), token) in self.columns.iter_mut().zip(&mut self.units).zip(tokens) {
            column.push(token.text);
            *unit = token.unit.map(unit::of_name).or(*unit);
        }
    }

    /// A meaning a column. Whole times are marked as nanoseconds, which nobody logs here, until the unit
    /// is known; their values are added to `times`.
    fn meanings(&self, times: &mut Times) -> Vec<Meaning> {
        let kinds: Vec<Kind> = self.columns.iter().map(Column::kind).collect();
        let mut meanings = vec![Meaning::Slot(Slot::Skip); kinds.len()];
        let first = |kind: Kind| kinds.iter().position(|other| *other == kind);
        let mut found = self.times(&kinds);
        let is_timed = !found.is_empty();
        for (kind, slot) in [(Kind::Socket, Slot::UpstreamAddr), (Kind::Host, Slot::Vhost)] {
            found.extend(first(kind).map(|at| (at, Meaning::Slot(slot))));
        }
        let mut columns = self.columns.iter().zip(&kinds);
        let forwarded = columns.position(|(c, k)| *k == Kind::Addresses && c.is_of_clients());
        found.extend(forwarded.map(|at| (at, Meaning::Slot(Slot::Forwarded))));
        if is_timed || first(Kind::Socket).is_some() {
            found.extend(
                upstream_status(&kinds).map(|at| (at, Meaning::Slot(Slot::UpstreamStatus))),
            );
        } else {
            found.extend(self.whole(&kinds, times));
        }
        for (at, meaning) in found {
            if let Some(place) = meanings.get_mut(at) {
                *place = meaning;
            }
        }
        meanings
    }

    /// Times that show their unit: by its name, by decimals, by being written twice.
    fn times(&self, kinds: &[Kind]) -> Vec<(usize, Meaning)> {
        let first = |kind: Kind| kinds.iter().position(|other| *other == kind);
        if let Some((at, unit)) = self.named_unit() {
            return vec![(at, Meaning::Slot(Slot::Duration(unit)))];
        }
        if let Some(at) = first(Kind::Written) {
            return vec![(at, Meaning::Slot(Slot::Duration(Unit::Written)))];
        }
        if let Some(at) = first(Kind::Both) {
            return vec![(at, Meaning::Both)];
        }
        let places = (0..kinds.len()).filter(|at| kinds.get(*at) == Some(&Kind::Seconds));
        let seconds = self.seconds(&places.collect::<Vec<_>>());
        seconds.into_iter().map(|(at, slot)| (at, Meaning::Slot(slot))).collect()
    }

    /// The column of whole numbers that is a time.
    fn whole(&self, kinds: &[Kind], times: &mut Times) -> Option<(usize, Meaning)> {
        let is_whole = |kind: &Kind| matches!(kind, Kind::Whole | Kind::Status);
        let places = (0..kinds.len()).filter(|at| kinds.get(*at).is_some_and(is_whole));
        let (at, unit) = self.whole_time(&places.collect::<Vec<_>>())?;
        if let Some(column) = self.columns.get(at).filter(|_| unit == Unit::Nanos) {
            times.add(column, &self.bytes);
        }
        Some((at, Meaning::Slot(Slot::Duration(unit))))
    }

    /// The first column whose numbers are followed by a unit.
    fn named_unit(&self) -> Option<(usize, Unit)> {
        let mut units = self.units.iter().enumerate();
        units.find_map(|(at, unit)| unit.map(|unit| (at, unit)))
    }

    /// Of columns of seconds, the server's own time and the upstream's. nginx's own includes that of the
    /// upstream; the one between is for connecting.
    fn seconds(&self, places: &[usize]) -> Vec<(usize, Slot)> {
        let own = Slot::Duration(Unit::Seconds);
        let upstream = Slot::UpstreamDuration(Unit::Seconds);
        let column = |at: &usize| self.columns.get(*at);
        let of_upstreams = |at: &usize| column(at).is_some_and(Column::is_of_upstreams);
        let sum = |at: &usize| column(at).map_or(0, Column::sum_us);
        match places {
            [] => Vec::new(),
            [one] if of_upstreams(one) => vec![(*one, upstream)],
            [one] => vec![(*one, own)],
            [first, .., last] => {
                let larger = sum(first) + 1_000 * self.lines < sum(last);
                let swapped = !of_upstreams(last) && (of_upstreams(first) || larger);
                let (one, other) = if swapped { (last, first) } else { (first, last) };
                vec![(*one, own), (*other, upstream)]
            }
        }
    }

    /// Of columns of whole numbers, the time to serve: not the bytes in and out of mod_logio, not a
    /// counter.
    fn whole_time(&self, places: &[usize]) -> Option<(usize, Unit)> {
        let mut left: Vec<usize> = places.to_vec();
        if let Some(at) = left.windows(2).position(|pair| self.is_output(pair.get(1).copied())) {
            left.drain(at..at + 2);
        }
        left.retain(|at| !self.is_counter(*at));
        if let [one, other, ..] = left.as_slice() {
            for (seconds, micros) in [(one, other), (other, one)] {
                if self.are_same_time(*seconds, *micros) {
                    return Some((*micros, Unit::Micros));
                }
            }
        }
        left.first().map(|at| (*at, Unit::Nanos))
    }

    /// Is it `%O`: the bytes of the answer and its header?
    fn is_output(&self, at: Option<usize>) -> bool {
        let Some(column) = at.and_then(|at| self.columns.get(at)) else { return false };
        let sum =
            |numbers: &[i64]| numbers.iter().fold(0i64, |sum, n| sum.saturating_add((*n).max(0)));
        let excess = sum(&column.numbers()) - sum(&self.bytes);
        column.absent == 0 && excess > 0 && excess <= HEADER_MAX.saturating_mul(self.lines)
    }

    fn is_counter(&self, at: usize) -> bool {
        let numbers = self.columns.get(at).map(Column::numbers).unwrap_or_default();
        numbers.len() >= COUNTER_MIN && numbers.is_sorted_by(|one, next| one < next)
    }

    fn are_same_time(&self, seconds: usize, micros: usize) -> bool {
        let (Some(seconds), Some(micros)) = (self.columns.get(seconds), self.columns.get(micros))
        else {
            return false;
        };
        let pairs = seconds.numbers().into_iter().zip(micros.numbers());
        micros.numbers().iter().any(|micros| *micros > 0)
            && pairs.clone().count() > 0
            && pairs.into_iter().all(|(seconds, micros)| micros / 1_000_000 == seconds)
            && micros.numbers().iter().max() > Some(&1_000)
    }
}
