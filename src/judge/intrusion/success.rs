//! Reasons to suspect that an attempt worked. An answer with 200 is none: sites answer 200 to anything.
//! Attempts in, reasons out, each with a row that can be cited; a log cannot prove success, and where
//! nothing is suspected it cannot exclude it either.

use std::collections::{BTreeMap, BTreeSet};

use super::class::Class;
use super::files::Files;
use super::found::Scene;
use super::nothing::Nothing;
use super::probes::refused;
use super::rules::Rules;
use super::sources::Shot;
use crate::ask::service::Service;
use crate::base::time::SECOND_US;
use crate::judge::profile::Subscribers;

/// Different paths that get an answer of one size before it is the site's answer to nonsense.
pub(in crate::judge) const NONSENSE_PATHS: usize = 3;
/// Sizes within which answers are alike: the path is written into many error pages.
pub(in crate::judge) const ALIKE: i64 = 256;
/// The same where the site mostly refuses by status, at least [`REFUSED_TIMES`] of the paths that nobody else was given for each that
/// it answers: it then has no page for nonsense, and small secrets differ by little.
pub(in crate::judge) const ALIKE_REFUSING: i64 = 32;
/// Refused paths for each that is answered.
pub(in crate::judge) const REFUSED_TIMES: usize = 4;
/// Answers to other clients from which the usual size and time of a page are known.
pub(in crate::judge) const USUAL_ANSWERS: usize = 10;
/// Times the largest usual answer from which a size is an outlier.
pub(in crate::judge) const SIZE_TIMES: i64 = 3;
/// And by so many bytes.
pub(in crate::judge) const SIZE_MORE: i64 = 4096;
/// A time that a delay payload asks for at least: tools use 5 s, less leaves doubt.
pub(in crate::judge) const DELAY_US: i64 = 4 * SECOND_US;
/// Times the slowest usual answer from which a delay is one.
pub(in crate::judge) const DELAY_TIMES: i64 = 4;
/// Why data sent to a shell is suspected.
const POSTED: Option<&str> = Some("posted_by_few");
/// Answers of one path that are remembered.
const REMEMBERED: usize = 1000;

/// What is known of a path that was probed and answered.
#[derive(Default)]
pub(super) struct Known {
    /// Clients that do not probe were given it.
    given: bool,
    /// Sizes and times of answers to them.
    pub(super) sizes: Vec<i64>,
    times: Vec<i64>,
    /// First time that it was refused to anybody.
    refused_us: Option<i64>,
}

/// The reason for each shot of one service, in the order given.
pub(super) fn reasons(
    scene: &Scene<'_>,
    service: &Service,
    nothing: &Nothing,
    shots: &[Shot],
) -> Vec<Option<&'static str>> {
    let (subscribers, rules) = (scene.subscribers, scene.rules);
    let answered = |shot: &&Shot| {
        let row = shot.row as usize;
        let status = service.status.get(row).copied().unwrap_or_default();
        (200..300).contains(&status) && !nothing.is_alike(row)
    };
    let probing: BTreeSet<u32> = shots.iter().map(|shot| shot.subscriber).collect();
    let mut known: BTreeMap<u32, Known> =
        shots.iter().filter(answered).map(|shot| (shot.path, Known::default())).collect();
    if known.is_empty() {
        return shots.iter().map(|shot| POSTED.filter(|_| shot.is_posted())).collect();
    }
    let says_no = |row: usize| nothing.is_alike(row);
    let refuses = learn(service, subscribers, (&probing, &says_no), &mut known);
    let refuses = refuses || nothing.is_learnt();
    let nonsense = Nonsense::of(service, shots, &known);
    let files = Files::of(scene, service, nothing, shots);
    let judge = Judge { service, rules, known: &known, nonsense, refuses, files };
    let reason = |shot: &Shot| answered(&shot).then(|| judge.reason(shot)).flatten();
    shots.iter().map(|shot| if shot.is_posted() { POSTED } else { reason(shot) }).collect()
}

/// Learns how the paths are answered; does the service refuse anything at all?
fn learn(
    service: &Service,
    subscribers: &Subscribers,
    (probing, says_no): (&BTreeSet<u32>, &impl Fn(usize) -> bool),
    known: &mut BTreeMap<u32, Known>,
) -> bool {
    let mut refuses = false;
    for row in 0..service.len() {
        let status = service.status.get(row).copied().unwrap_or_default();
        refuses |= status == 404 || status == 410;
        let Some(path) = service.path.get(row).and_then(|path| known.get_mut(path)) else {
            continue;
        };
        if path.refused_us.is_none() && (refused(status) || says_no(row)) {
            path.refused_us = service.arrival_us.get(row).copied();
        }
        let client = service.client.get(row).map_or(0, |client| subscribers.get(*client));
        if (200..300).contains(&status) && !probing.contains(&client) {
            path.given = true;
            if path.sizes.len() < REMEMBERED {
                path.sizes.extend(service.bytes.get(row));
                path.times.extend(service.duration_us.get(row));
            }
        }
    }
    refuses
}

/// Sizes that several paths share which nobody else was given.
struct Nonsense {
    step: i64,
    sizes: BTreeSet<i64>,
}

impl Nonsense {
    fn of(service: &Service, shots: &[Shot], known: &BTreeMap<u32, Known>) -> Self {
        let status = |shot: &Shot| service.status.get(shot.row as usize).copied().unwrap_or(0);
        let own = |shot: &&Shot| {
            known.get(&shot.path).is_some_and(|known| !known.given)
                && (200..300).contains(&status(shot))
        };
        let refusals: BTreeSet<u32> =
            shots.iter().filter(|shot| refused(status(shot))).map(|shot| shot.path).collect();
        let answers: BTreeSet<u32> = shots.iter().filter(own).map(|shot| shot.path).collect();
        let refuses = refusals.len() >= REFUSED_TIMES * answers.len();
        let step = if refuses { ALIKE_REFUSING } else { ALIKE };
        let mut sizes: BTreeMap<i64, BTreeSet<u32>> = BTreeMap::new();
        for shot in shots.iter().filter(own) {
            let size = service.bytes.get(shot.row as usize).copied().unwrap_or(0);
            for step in steps(size, step) {
                let of_size = sizes.entry(step).or_default();
                if of_size.len() < NONSENSE_PATHS {
                    of_size.insert(shot.path);
                }
            }
        }
        sizes.retain(|_, paths| paths.len() >= NONSENSE_PATHS);
        Self { step, sizes: sizes.into_keys().collect() }
    }

    fn has(&self, size: i64) -> bool {
        steps(size, self.step).iter().any(|step| self.sizes.contains(step))
    }
}

/// Half a step on either side, so that no border parts what is alike.
fn steps(size: i64, step: i64) -> [i64; 2] {
    [size / step, (size + step / 2) / step]
}

struct Judge<'a> {
    service: &'a Service,
    rules: &'a Rules,
    known: &'a BTreeMap<u32, Known>,
    nonsense: Nonsense,
    refuses: bool,
    files: Files,
}

impl Judge<'_> {
    fn reason(&self, shot: &Shot) -> Option<&'static str> {
        let class = shot.class(self.rules)?;
        let known = self.known.get(&shot.path)?;
        let size = self.service.bytes.get(shot.row as usize).copied().unwrap_or(0);
        match class {
            Class::ScannerTool | Class::MethodAbuse => None,
            _ if !known.given => self.only_to_probers(shot, known, size),
            Class::PathTraversal if self.files.is_given(shot, known, size) => {
                Some("given_to_probers_only")
            }
            class if class.is_payload() => self.outlier(shot, known, size),
            _ => None,
        }
    }

    /// Answered although only probing clients ask for it, and unlike the site's answer to nonsense.
    fn only_to_probers(&self, shot: &Shot, known: &Known, size: i64) -> Option<&'static str> {
        if size <= 0 || !self.refuses || self.nonsense.has(size) {
            return None;
        }
        let at_us = self.service.arrival_us.get(shot.row as usize).copied()?;
        let appeared = known.refused_us.is_some_and(|refused| refused < at_us);
        Some(if appeared { "appeared" } else { "given_to_probers_only" })
    }

    /// Far larger or far slower than what other clients get from the same page.
    fn outlier(&self, shot: &Shot, known: &Known, size: i64) -> Option<&'static str> {
        let largest = known.sizes.iter().copied().max()?;
        let slowest = known.times.iter().copied().max()?;
        if known.sizes.len() < USUAL_ANSWERS {
            return None;
        }
        let rule = self.rules.get(shot.number?)?;
        let time = self.service.duration_us.get(shot.row as usize).copied().unwrap_or(-1);
        if rule.id.contains("time-delay")
            && slowest >= 0
            && time >= DELAY_US.max(DELAY_TIMES * slowest)
        {
            return Some("slow_answer");
        }
        (size >= SIZE_TIMES * largest && size >= largest + SIZE_MORE).then_some("large_answer")
    }
}
