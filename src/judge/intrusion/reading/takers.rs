//! Sources that take far more distinct pages than any reader, and a good part of the site. Rows in,
//! readings out, one a source.

use super::sources::{Distinct, Sources};
use super::{Bare, Ground, Reading};
use crate::ask::service::NO_TEXT;

/// Distinct pages from which a source can take the site whole.
pub(in crate::judge) const PAGES: usize = 500;
/// Times as many as the most that a reader, who loads what pages bring along, takes.
pub(in crate::judge) const TIMES: usize = 10;
/// Share of all distinct pages that were given to anybody.
pub(in crate::judge) const SHARE: f64 = 0.25;

/// Those that do. `walked`: rows that are part of a walk, ascending.
pub(super) fn takers(ground: &Ground<'_>, bare: &Bare, walked: &[u32]) -> Vec<Reading> {
    if !bare.any(PAGES as u32) {
        return Vec::new();
    }
    // What a source asked for bounds what it took: most are told by that alone.
    let least = PAGES.max((SHARE * given(ground) as f64).ceil() as usize) as u32;
    if !bare.any(least) {
        return Vec::new();
    }
    let wanted = |row: usize, who: u32| {
        bare.pages(who) >= least
            && is_page(ground, row)
            && ground.counts(row)
            && walked.binary_search(&(row as u32)).is_err()
    };
    let page = |row: usize| (row as u32, path(ground, row));
    let sources = Sources::of(ground, least, (|_| true, wanted), page);
    let mut distinct = Distinct::new(ground.names.paths.len());
    let mut taken: Vec<(usize, &[(u32, u32)])> = sources
        .each()
        .map(|(_, pages)| (distinct.count(pages.iter().map(|(_, path)| *path)), pages))
        .collect();
    taken.retain(|(own, _)| *own >= least as usize);
    if taken.is_empty() {
        return Vec::new();
    }
    let most = most(ground, bare);
    taken.retain(|(own, _)| *own >= TIMES * most);
    let rows = |pages: &[(u32, u32)]| pages.iter().map(|(row, _)| *row).collect();
    let reading = |(_, pages)| Reading { class: "content_scraping", rows: rows(pages) };
    taken.into_iter().map(reading).collect()
}

fn path(ground: &Ground<'_>, row: usize) -> u32 {
    ground.service.path.get(row).copied().unwrap_or(NO_TEXT)
}

/// A page that was given.
fn is_page(ground: &Ground<'_>, row: usize) -> bool {
    let path = path(ground, row);
    ground.service.status.get(row).copied() == Some(200)
        && path != NO_TEXT
        && !ground.names.is_asset(path)
        && !ground.nothing.is_hidden(ground.service, row)
}

/// Distinct pages that were given to anybody.
fn given(ground: &Ground<'_>) -> usize {
    let mut given = vec![false; ground.names.paths.len()];
    for row in 0..ground.service.len() {
        // A page is looked at until it was given once.
        if let Some(flag) = given.get_mut(path(ground, row) as usize).filter(|flag| !**flag) {
            *flag = is_page(ground, row);
        }
    }
    given.into_iter().filter(|given| *given).count()
}

/// The most distinct pages that one reader took.
fn most(ground: &Ground<'_>, bare: &Bare) -> usize {
    let mut distinct = Distinct::new(ground.names.paths.len());
    let reads =
        |row: usize, who: u32| bare.pages(who) == 0 && is_page(ground, row) && ground.counts(row);
    let readers = Sources::of(ground, 1, (|_| true, reads), |row| path(ground, row));
    let taken = readers.each().map(|(_, paths)| distinct.count(paths.iter().copied()));
    taken.max().unwrap_or(0)
}
