//! Sources that take far more distinct pages than any reader, and a good part of the site. Rows in,
//! readings out, one a source.

use std::collections::{BTreeMap, BTreeSet};

use super::{Bare, Ground, Reading};
use crate::ask::service::NO_TEXT;

/// Distinct pages from which a source can take the site whole.
pub(in crate::judge) const PAGES: usize = 500;
/// Times as many as the most that a reader, who loads what pages bring along, takes.
pub(in crate::judge) const TIMES: usize = 10;
/// Share of all distinct pages that were given to anybody.
pub(in crate::judge) const SHARE: f64 = 0.25;

/// Those that do.
pub(super) fn takers(ground: &Ground<'_>, bare: &Bare, walked: &BTreeSet<u32>) -> Vec<Reading> {
    let wanted = |who: u32| bare.pages(who) as usize >= PAGES;
    let mut rows: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    if !bare.any(PAGES as u32) {
        return Vec::new();
    }
    for row in 0..ground.service.len() {
        let Some(who) = ground.who(row).filter(|who| wanted(*who)) else { continue };
        if is_page(ground, row) && ground.counts(row) && !walked.contains(&(row as u32)) {
            rows.entry(who).or_default().push(row as u32);
        }
    }
    rows.retain(|_, rows| distinct(ground, rows) >= PAGES);
    if rows.is_empty() {
        return Vec::new();
    }
    let (all, most) = read(ground, bare);
    rows.retain(|_, rows| {
        let own = distinct(ground, rows);
        own >= TIMES * most && own as f64 >= SHARE * all as f64
    });
    rows.into_values().map(|rows| Reading { class: "content_scraping", rows }).collect()
}

/// A page that was given.
fn is_page(ground: &Ground<'_>, row: usize) -> bool {
    let path = ground.service.path.get(row).copied().unwrap_or(NO_TEXT);
    ground.service.status.get(row).copied() == Some(200)
        && path != NO_TEXT
        && !ground.names.is_asset(path)
        && !ground.nothing.is_hidden(ground.service, ground.names, row)
}

fn distinct(ground: &Ground<'_>, rows: &[u32]) -> usize {
    let paths = rows.iter().filter_map(|row| ground.service.path.get(*row as usize));
    paths.collect::<BTreeSet<_>>().len()
}

/// Distinct pages that were given to anybody, and the most that one reader took.
fn read(ground: &Ground<'_>, bare: &Bare) -> (usize, usize) {
    let mut all: BTreeSet<u32> = BTreeSet::new();
    let mut readers: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for row in (0..ground.service.len()).filter(|row| is_page(ground, *row)) {
        let Some(path) = ground.service.path.get(row).copied() else { continue };
        all.insert(path);
        let reader = ground.who(row).filter(|who| bare.pages(*who) == 0);
        if let Some(who) = reader.filter(|_| ground.counts(row)) {
            readers.entry(who).or_default().insert(path);
        }
    }
    (all.len(), readers.values().map(BTreeSet::len).max().unwrap_or(0))
}
