//! One table of a file of claims, read key by key; every fault names file and line.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::super::judgement::{Term, Unit};
use super::super::{Fallback, Key};
use super::time;
use crate::error::{Error, Kind, Result};
use crate::read::format::kernel::zone::Zone;

/// Characters of a text at most: reports show no more of one value.
const TEXT_MAX: usize = 300;
/// Characters of an id at most.
const ID_MAX: usize = 64;
/// Countries of one claim at most.
const COUNTRIES_MAX: usize = 250;

/// A file and its name.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) path: &'a str,
}

impl Page<'_> {
    /// An error at a place of the file.
    pub(super) fn fault(&self, span: Range<usize>, what: &str) -> Error {
        let before = self.text.as_bytes().get(..span.start).unwrap_or_default();
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        Error::new(Kind::Usage, format!("{}, line {line}: {what}", self.path))
    }
}

/// A table and where it stands.
pub(super) struct Entry<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) table: &'a DeTable<'a>,
    pub(super) span: Range<usize>,
}

impl<'a> Entry<'a> {
    /// Refuses keys that are in none of the lists.
    pub(super) fn known(&self, lists: &[&[&str]], what: &str) -> Result<()> {
        let unknown =
            |key: &&Spanned<Cow<str>>| !lists.iter().any(|list| list.contains(&&**key.get_ref()));
        let mut unknown: Vec<_> = self.table.keys().filter(unknown).collect();
        unknown.sort_by_key(|key| key.span().start);
        match unknown.first() {
            None => Ok(()),
            Some(key) => {
                let message = format!("{what} has no key {:?}", &**key.get_ref());
                let names: Vec<&str> = lists.concat();
                let hint = format!("keys are {}", names.join(", "));
                Err(self.page.fault(key.span(), &message).hint(hint))
            }
        }
    }

    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.iter().find(|(name, _)| &**name.get_ref() == key).map(|(_, value)| value)
    }

    /// An error at the value of a key, or at the table where the key is not given.
    pub(super) fn fault(&self, key: &str, what: &str) -> Error {
        let span = self.value(key).map_or_else(|| self.span.clone(), Spanned::span);
        self.page.fault(span, what)
    }

    pub(super) fn lacks(&self, key: &str) -> Error {
        let id = self.value("id").and_then(|id| id.get_ref().as_str()).unwrap_or("without id");
        self.page.fault(self.span.clone(), &format!("claim {id:?} lacks {key}"))
    }

    pub(super) fn wrong(&self, key: &str, found: &DeValue, wanted: &str) -> Error {
        self.fault(key, &format!("{key} is {wanted}, not a TOML {}", found.type_str()))
    }

    /// A text of one line or more, not blank, short enough to be shown whole.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                Err(self.fault(key, &format!("{key} is empty")))
            }
            DeValue::String(text) if text.chars().count() > TEXT_MAX => {
                let message = format!("{key} is longer than {TEXT_MAX} characters");
                Err(self.fault(key, &message).hint("quote the passage that matters"))
            }
            DeValue::String(text) => Ok(Some(text.trim().to_owned())),
            other => Err(self.wrong(key, other, "a text")),
        }
    }

    pub(super) fn required(&self, key: &str) -> Result<String> {
        self.text(key)?.ok_or_else(|| self.lacks(key))
    }

    /// A name that can stand in an anchor.
    pub(super) fn id(&self) -> Result<String> {
        let id = self.required("id")?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if id.len() <= ID_MAX && id.bytes().all(plain) {
            return Ok(id);
        }
        let hint = "up to 64 letters, digits and the signs - _ . without accents";
        Err(self.fault("id", "an id holds other characters than it may").hint(hint))
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool> {
        match self.value(key).map(Spanned::get_ref) {
            None => Ok(false),
            Some(DeValue::Boolean(flag)) => Ok(*flag),
            Some(other) => Err(self.wrong(key, other, "true or false")),
        }
    }

    /// The zone of this table, else the one around it.
    pub(super) fn zone(&self, around: Option<&Zone>) -> Result<Option<Zone>> {
        match self.text("zone")? {
            None => Ok(around.cloned()),
            Some(name) => {
                let named = Zone::named(&name).map_err(|error| {
                    let hint = error.hint_text().unwrap_or_default().to_owned();
                    self.fault("zone", &error.to_string()).hint(hint)
                })?;
                Ok(Some(named))
            }
        }
    }

    /// A date or time as it is written: a TOML date, or a text.
    pub(super) fn moment(&self, key: &str) -> Result<Option<String>> {
        match self.value(key).map(Spanned::get_ref) {
            None => Ok(None),
            Some(DeValue::Datetime(moment)) => Ok(Some(moment.to_string())),
            Some(DeValue::String(_)) => self.text(key),
            Some(other) => Err(self.wrong(key, other, "a date or a time")),
        }
    }

    /// The instant that a text stands for.
    pub(super) fn instant(&self, key: &str, text: &str, zone: Option<&Zone>) -> Result<i64> {
        time::instant(text, zone).map_err(|what| {
            let hint = "write 2021-04-06T08:00:00+02:00, or 2021-04-06T08:00 with zone = \
                        \"Europe/Paris\"";
            self.fault(key, &what).hint(hint)
        })
    }

    /// A number from 0 to `most`, or the key's fallback.
    pub(super) fn quantity(&self, key: &Key, unit: Unit, most: f64) -> Result<Term> {
        let number = match (self.value(key.name), key.fallback) {
            (Some(value), _) => number(value.get_ref())
                .ok_or_else(|| self.wrong(key.name, value.get_ref(), "a number"))?,
            (None, Fallback::Number(number)) => number,
            (None, _) => return Err(self.lacks(key.name)),
        };
        if (0.0..=most).contains(&number) {
            return Ok(Term::Number(number, unit));
        }
        Err(self.fault(key.name, &format!("{} is a number from 0 to {most}", key.name)))
    }

    /// A word of a closed list; the first where none is given.
    pub(super) fn choice(&self, key: &str, words: &[&'static str]) -> Result<&'static str> {
        let given = self.text(key)?;
        let wanted = given.as_deref().or(words.first().copied()).unwrap_or_default();
        words.iter().copied().find(|word| *word == wanted).ok_or_else(|| {
            self.fault(key, &format!("{key} is one of {}, not {wanted:?}", words.join(", ")))
        })
    }

    /// Country codes, each once, in order.
    pub(super) fn countries(&self, key: &str) -> Result<Vec<String>> {
        let value = self.value(key).ok_or_else(|| self.lacks(key))?;
        let wanted = "a list of country codes, as [\"DE\", \"NL\"]";
        let DeValue::Array(list) = value.get_ref() else {
            return Err(self.wrong(key, value.get_ref(), wanted));
        };
        let code = |item: &Spanned<DeValue>| {
            let text = item.get_ref().as_str()?;
            let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            is_code.then(|| text.to_owned())
        };
        let codes: Option<Vec<String>> = list.iter().take(COUNTRIES_MAX).map(code).collect();
        let mut codes = codes
            .filter(|codes| !codes.is_empty() && list.len() <= COUNTRIES_MAX)
            .ok_or_else(|| self.fault(key, &format!("{key} is {wanted}")))?;
        codes.sort();
        codes.dedup();
        Ok(codes)
    }
}

/// A TOML integer or float; `None` for everything else, and for what is not finite.
fn number(value: &DeValue) -> Option<f64> {
    let number = match value {
        DeValue::Integer(digits) => {
            i64::from_str_radix(digits.as_str(), digits.radix()).ok()? as f64
        }
        DeValue::Float(digits) => digits.as_str().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}
