//! What every part of the document is written with: the run, the words, and the few forms (cells,
//! figures, commands, citations) that must look alike everywhere.

use super::{Cell, CellKind, Fact, Table};
use crate::base::account::Account;
use crate::base::record::Citation;
use crate::judge::judgement::{Figure, Hypothesis, Judgement, Unit};
use crate::tell::Context;
use crate::tell::escape::{printable, shell_word};
use crate::tell::words::{Arg, Words};

/// The run and its language.
pub(super) struct Scribe<'a> {
    pub(super) account: &'a Account,
    pub(super) judgement: &'a Judgement,
    pub(super) words: &'a Words,
    pub(super) context: &'a Context,
}

impl Scribe<'_> {
    pub(super) fn say(&self, id: &str) -> String {
        self.words.say(id)
    }

    pub(super) fn get(&self, id: &str, arguments: &[(&str, Arg<'_>)]) -> String {
        self.words.get(id, arguments)
    }

    /// A sentence with the argument `n`, which picks its plural.
    pub(super) fn count(&self, id: &str, n: u64) -> String {
        self.get(id, &[("n", n.into())])
    }

    pub(super) fn hypothesis(&self, hypothesis: Hypothesis) -> String {
        self.say(&format!("hypothesis-{}", hypothesis.name()))
    }

    /// A value in its unit.
    pub(super) fn quantity(&self, value: f64, unit: Unit) -> String {
        let numbers = self.words.numbers();
        match unit {
            Unit::Count if value.fract() == 0.0 => numbers.decimal(value, 0),
            Unit::Count => numbers.significant(value, 3),
            Unit::Share => numbers.percent(value),
            Unit::PerSecond => format!("{}/s", numbers.significant(value, 3)),
            Unit::PerMinute => format!("{}/min", numbers.significant(value, 3)),
            Unit::Seconds => numbers.duration(value),
            Unit::Ratio => numbers.significant(value, 3),
            Unit::Bits => format!("{}\u{a0}bit", numbers.significant(value, 3)),
        }
    }

    /// A 95 % interval in its unit; a dash where there is none.
    pub(super) fn bounds(&self, interval: Option<(f64, f64)>, unit: Unit) -> String {
        interval.map_or_else(
            || "–".to_owned(),
            |(low, high)| format!("{} … {}", self.quantity(low, unit), self.quantity(high, unit)),
        )
    }

    /// `value [low … high]`.
    pub(super) fn measured(&self, figure: &Figure) -> String {
        let value = self.quantity(figure.value, figure.unit);
        match figure.interval {
            Some(_) => format!("{value} [{}]", self.bounds(figure.interval, figure.unit)),
            None => value,
        }
    }

    /// The name of a figure of a finding.
    pub(super) fn figure_name(&self, finding: &str, figure: &Figure) -> String {
        let own = format!("figure-{finding}-{}", figure.name);
        self.words.first(&[&own, &format!("figure-{}", figure.name)])
    }

    /// The command that re-asks a named query.
    pub(super) fn query(&self, name: &str) -> String {
        let case = self.context.case.as_deref().map_or_else(|| "CASE".to_owned(), shell_word);
        format!("afflux query {case} {name}")
    }

    /// The command that shows a part of the stored report.
    pub(super) fn show(&self, name: &str) -> String {
        let case = self.context.case.as_deref().map_or_else(|| "CASE".to_owned(), shell_word);
        format!("afflux show {case} --finding {name}")
    }

    /// `path, byte 1234`.
    pub(super) fn citation(&self, citation: &Citation) -> String {
        let index = usize::try_from(citation.exhibit).unwrap_or(usize::MAX);
        let path = self.account.exhibits.get(index).map_or("?", |exhibit| exhibit.path.as_str());
        let offset = citation.byte_offset.to_string();
        self.get("citation", &[("path", printable(path).into()), ("offset", offset.into())])
    }

    /// `AS3215 Orange S.A.`; that no database knows it is said.
    pub(super) fn network_name(&self, number: Option<i64>, name: &str) -> String {
        let known = [number.map(|n| format!("AS{n}")), Some(printable(name))];
        let known: Vec<_> = known.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        if known.is_empty() { self.say("network-unknown") } else { known.join(" ") }
    }

    /// The last part of a path: what a sentence has room for. Its digest is listed with the whole path.
    pub(super) fn file_name(&self, path: &str) -> String {
        printable(path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path))
    }

    /// A table; `columns` are ids, with `true` for numbers.
    pub(super) fn table(&self, caption: String, columns: &[(&str, bool)]) -> Table {
        let columns = columns.iter().map(|(id, number)| (self.say(id), *number)).collect();
        Table { caption, columns, rows: Vec::new() }
    }

    pub(super) fn fact(&self, label: &str, value: Cell) -> Fact {
        Fact { label: self.say(label), value }
    }
}

/// Words of the report.
pub(super) fn text(text: impl Into<String>) -> Cell {
    Cell { kind: CellKind::Text, text: text.into() }
}

/// A number.
pub(super) fn number(text: impl Into<String>) -> Cell {
    Cell { kind: CellKind::Number, text: text.into() }
}

/// Text from a log or a command line, made printable.
pub(super) fn literal(text: &str) -> Cell {
    Cell { kind: CellKind::Literal, text: printable(text) }
}
