//! Addresses that differ in a number: which form an address has, and its number. Texts in, by code out.

use rayon::prelude::*;

use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::hash::fnv1a;

/// A form of addresses: everything but the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::judge::intrusion) enum Form {
    /// A path with the last number taken out, by its fingerprint.
    Path(u64),
    /// A path, and a query with the last number taken out.
    Query(u32, u64),
}

/// What a row asks for, by code.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    path: u32,
    query: u32,
}

impl Asked {
    /// What a row asks for.
    pub(super) fn by(service: &Service, row: usize) -> Self {
        let code = |codes: &[u32]| codes.get(row).copied().unwrap_or(NO_TEXT);
        Self { path: code(&service.path), query: code(&service.query) }
    }
}

/// Digits of a number at most: longer ones are no count of anything.
const DIGITS: usize = 15;

/// Numbers by code of path and of query.
#[derive(Debug, Default)]
pub(in crate::judge::intrusion) struct Numbers {
    paths: Vec<Option<(u64, u64)>>,
    queries: Vec<Option<(u64, u64)>>,
    /// Which of the paths and queries have one: a row asks for one in five, and these fit a cache.
    has_path: Vec<bool>,
    has_query: Vec<bool>,
}

impl Numbers {
    pub(in crate::judge::intrusion) fn of(names: &Names) -> Self {
        let read = |text: &String| numbered(text.as_bytes());
        let all = |texts: &[String]| texts.par_iter().map(read).collect::<Vec<_>>();
        let (paths, queries) = (all(&names.paths), all(&names.queries));
        let has = |of: &[Option<(u64, u64)>]| of.iter().map(Option::is_some).collect();
        Self { has_path: has(&paths), has_query: has(&queries), paths, queries }
    }

    /// Does a row ask for something with a number?
    pub(super) fn has(&self, service: &Service, row: usize) -> bool {
        let Asked { path, query } = Asked::by(service, row);
        let has = |of: &[bool], code: u32| of.get(code as usize) == Some(&true);
        has(&self.has_path, path) || has(&self.has_query, query)
    }

    /// Form and number of what a row asks for: that of the path, else that of the query.
    pub(super) fn row(&self, service: &Service, row: usize) -> Option<(Form, u64)> {
        self.of_asked(Asked::by(service, row))
    }

    /// The same of what was asked for.
    pub(super) fn of_asked(&self, Asked { path, query }: Asked) -> Option<(Form, u64)> {
        if let Some((form, number)) = self.paths.get(path as usize).copied().flatten() {
            return Some((Form::Path(form), number));
        }
        let (form, number) = self.queries.get(query as usize).copied().flatten()?;
        Some((Form::Query(path, form), number))
    }
}

/// The last number of a text, and a fingerprint of the rest (FNV-1a over what is not a digit: of
/// `/2014/17` and `/2015/18` the form is one).
fn numbered(text: &[u8]) -> Option<(u64, u64)> {
    let end = text.iter().rposition(u8::is_ascii_digit)? + 1;
    let (head, _) = text.split_at(end);
    let start = head.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    let digits = head.get(start..).filter(|digits| digits.len() <= DIGITS)?;
    let number = digits.iter().fold(0, |sum: u64, digit| sum * 10 + u64::from(digit - b'0'));
    let form = text.iter().copied().filter(|byte| !byte.is_ascii_digit());
    Some((fnv1a(form), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_counts_and_forms_are_equal() {
        let (a, b) = (numbered(b"/archives/2014/17"), numbered(b"/archives/2015/18"));
        assert_eq!((a.unwrap().1, b.unwrap().1), (17, 18));
        assert_eq!(a.unwrap().0, b.unwrap().0);
        assert_ne!(a.unwrap().0, numbered(b"/notes/2014/17").unwrap().0);
        assert_eq!(numbered(b"/about"), None);
        assert_eq!(numbered(b"12").unwrap().1, 12);
        assert_eq!(numbered(b"/x/1234567890123456789"), None);
    }
}
