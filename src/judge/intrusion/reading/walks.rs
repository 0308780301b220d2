//! Numbers asked for in order: records of an interface, pages of a catalogue. Rows of sources that fetch
//! nothing else in; walks out, several sources together where they share the numbers.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::numbers::{Asked, Form, Numbers};
use super::sources::Sources;
use super::{Bare, Ground, Reading};
use crate::judge::intrusion::group::OVER_US;

/// Numbers of one source from which their order is told: twenty in order by chance are one in 10¹⁸.
pub(in crate::judge) const NUMBERS_MIN: usize = 20;
/// Share of the steps that lead the same way. People jump about.
pub(in crate::judge) const ORDERED: f64 = 0.9;
/// Median step at most: several sources that share the numbers skip those of the others.
pub(in crate::judge) const STEP_MAX: u64 = 64;
/// Numbers of all sources together from which a walk with refusals is one.
pub(in crate::judge) const TRIED: usize = 50;
/// Share of refusals that means guessing at what exists. Whoever follows links meets few.
pub(in crate::judge) const REFUSED: f64 = 0.3;
/// Numbers of one source that cover a range in no order…
pub(in crate::judge) const COVERED: usize = 100;
/// …if it asks for so many of all.
pub(in crate::judge) const COVERS: f64 = 0.9;
/// Share of the walk that must have been given, or refused for want of a password, for it to be about
/// records that are there: a search engine goes through the addresses of a site that moved in order too.
pub(in crate::judge) const ALIVE: f64 = 0.02;
/// Numbers from which a walk through what exists is taking it whole…
pub(in crate::judge) const TAKEN: usize = 200;
/// …if no reader takes a fifth of it.
pub(in crate::judge) const READERS: usize = 5;

/// Rows and numbers of one source, in order of time.
type Walk = Vec<(u32, u64)>;

/// The walks of a service, in order of form.
pub(super) fn walks(ground: &Ground<'_>, numbers: &Numbers, bare: &Bare) -> Vec<Reading> {
    let is_numbered = |row: usize| numbers.has(ground.service, row);
    let is_bare = |row: usize, who: u32| bare.is(who) && ground.counts(row);
    let asked = |row: usize| (row as u32, Asked::by(ground.service, row));
    let sources = Sources::of(ground, NUMBERS_MIN as u32, (is_numbered, is_bare), asked);
    let mut by_form: BTreeMap<Form, BTreeMap<u32, Walk>> = BTreeMap::new();
    let each: Vec<(u32, &[(u32, Asked)])> = sources.each().collect();
    let walked = each.par_iter().map(|(who, rows)| (*who, walks_of(ground, numbers, rows)));
    for (who, walks) in walked.collect::<Vec<_>>() {
        for (form, walk) in walks {
            by_form.entry(form).or_default().insert(who, walk);
        }
    }
    let readers = readers(ground, numbers, &by_form);
    let of_form = |(form, sources): (&Form, &BTreeMap<u32, Walk>)| {
        let most = readers.get(form).copied().unwrap_or(0);
        parts(ground, sources).into_iter().filter_map(move |part| called(ground, part, most))
    };
    by_form.iter().flat_map(of_form).collect()
}

/// The walks of one source, of each form at most one.
fn walks_of(ground: &Ground<'_>, numbers: &Numbers, rows: &[(u32, Asked)]) -> Vec<(Form, Walk)> {
    let of_row = |(row, asked): &(u32, Asked)| {
        let (form, number) = numbers.of_asked(*asked)?;
        Some((form, *row, number))
    };
    let mut steps: Vec<(Form, u32, u64)> = rows.iter().filter_map(of_row).collect();
    steps.sort_unstable();
    let of_form = steps.chunk_by(|a, b| a.0 == b.0).filter(|steps| steps.len() >= NUMBERS_MIN);
    let walk = |steps: &[(Form, u32, u64)]| {
        let form = steps.first()?.0;
        let walk: Walk = steps.iter().map(|(_, row, number)| (*row, *number)).collect();
        (is_walk(ground, &walk) || covers(ground, &walk)).then_some((form, walk))
    };
    of_form.filter_map(walk).collect()
}

/// Does a source ask for nearly every number of a range, in any order, and is refused many? Links lead to
/// what exists; only a list of numbers leads to all the others.
fn covers(ground: &Ground<'_>, walk: &Walk) -> bool {
    let numbers = || walk.iter().map(|(_, number)| *number);
    let (least, most) = (numbers().min().unwrap_or(0), numbers().max().unwrap_or(0));
    let range = (most - least).saturating_add(1);
    // Long ranges need no count of distinct numbers.
    if walk.len() < COVERED || (walk.len() as f64) < COVERS * range as f64 {
        return false;
    }
    let refused = walk.iter().filter(|(row, _)| is_no(ground, *row)).count() as f64;
    let distinct = distinct(walk);
    distinct >= COVERED
        && distinct as f64 >= COVERS * range as f64
        && refused >= REFUSED * walk.len() as f64
}

fn is_no(ground: &Ground<'_>, row: u32) -> bool {
    let status = ground.service.status.get(row as usize).copied().unwrap_or_default();
    status == 401 || ground.nothing.is(ground.service, row as usize)
}

/// In the order of the file: where stamps are whole seconds and arrivals are computed from durations,
/// requests of one second are in no order by time.
fn is_walk(ground: &Ground<'_>, walk: &Walk) -> bool {
    if distinct(walk) < NUMBERS_MIN {
        return false;
    }
    let place = |row: u32| {
        let (service, row) = (ground.service, row as usize);
        (service.exhibit.get(row).copied(), service.byte_offset.get(row).copied())
    };
    let mut walk = walk.clone();
    walk.sort_by_key(|(row, _)| place(*row));
    let pairs = || walk.iter().zip(walk.iter().skip(1)).map(|(a, b)| (a.1, b.1));
    let (up, down) =
        (pairs().filter(|(a, b)| b > a).count(), pairs().filter(|(a, b)| b < a).count());
    if (up.max(down) as f64) < ORDERED * (up + down) as f64 {
        return false;
    }
    let mut steps: Vec<u64> = pairs().filter(|(a, b)| a != b).map(|(a, b)| a.abs_diff(b)).collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).is_some_and(|median| *median <= STEP_MAX)
}

fn distinct(walk: &Walk) -> usize {
    let mut numbers: Vec<u64> = walk.iter().map(|(_, number)| *number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.len()
}

/// The walks of all sources of a form, cut where nobody asks for a day.
fn parts(ground: &Ground<'_>, sources: &BTreeMap<u32, Walk>) -> Vec<Walk> {
    let mut all: Walk = sources.values().flatten().copied().collect();
    all.sort_unstable();
    let at_us = |row: u32| ground.service.arrival_us.get(row as usize).copied().unwrap_or(0);
    let parts = all.chunk_by(|a, b| at_us(b.0) - at_us(a.0) <= OVER_US);
    parts.map(<[(u32, u64)]>::to_vec).collect()
}

/// What a walk is called, if it is called anything. `most`: numbers of this form that one reader is given.
fn called(ground: &Ground<'_>, walk: Walk, most: usize) -> Option<Reading> {
    let numbers = distinct(&walk);
    let no = |row: u32| is_no(ground, row);
    let closed =
        |row: u32| matches!(ground.service.status.get(row as usize).copied(), Some(401 | 403));
    let share = |of: &dyn Fn(u32) -> bool| {
        walk.iter().filter(|(row, _)| of(*row)).count() as f64 / walk.len() as f64
    };
    let refused = share(&no);
    let alive = most > 0 || share(&|row| closed(row) || !no(row)) >= ALIVE;
    if refused >= REFUSED && !alive {
        return None;
    }
    let class = if numbers >= TRIED && refused >= REFUSED {
        "enumeration"
    } else if numbers >= TAKEN && numbers >= READERS * most {
        "content_scraping"
    } else {
        return None;
    };
    Some(Reading { class, rows: walk.into_iter().map(|(row, _)| row).collect() })
}

/// The most numbers of each form that one other source is given.
fn readers(
    ground: &Ground<'_>,
    numbers: &Numbers,
    walks: &BTreeMap<Form, BTreeMap<u32, Walk>>,
) -> BTreeMap<Form, usize> {
    if walks.is_empty() {
        return BTreeMap::new();
    }
    let mut others: Vec<(Form, u32, u64)> = Vec::new();
    for row in 0..ground.service.len() {
        let Some((form, number)) = numbers.row(ground.service, row) else { continue };
        let Some(sources) = walks.get(&form) else { continue };
        let who = ground.who(row).filter(|who| !sources.contains_key(who));
        let given = matches!(ground.service.status.get(row).copied(), Some(200..300 | 304));
        if let Some(who) = who.filter(|_| given && ground.counts(row)) {
            others.push((form, who, number));
        }
    }
    others.par_sort_unstable();
    others.dedup();
    let mut most: BTreeMap<Form, usize> = BTreeMap::new();
    for of_one in others.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        if let Some((form, ..)) = of_one.first() {
            let one = most.entry(*form).or_default();
            *one = of_one.len().max(*one);
        }
    }
    most
}
