//! Attempts gathered by source, and what each source looks like: what it tries, how broadly, with which
//! agent. Attempts in, sources out; a source is a subscriber over all services.

use std::collections::{BTreeMap, BTreeSet};

use super::class::Class;
use super::rules::{Number, Rules};
use crate::judge::judgement::IntrusionKind;

/// A probe, or another refused request of a source that scans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shot {
    /// Index of the service.
    pub(super) service: u32,
    /// Row in it.
    pub(super) row: u32,
    /// Arrival.
    pub(super) at_us: i64,
    /// Whose.
    pub(super) subscriber: u32,
    /// Agent code.
    pub(super) agent: u32,
    /// Path code.
    pub(super) path: u32,
    /// Signature, none for a path that does not exist.
    pub(super) number: Option<Number>,
    /// What it is by what was given, where no signature says so: data sent to a script that nobody else is
    /// given, an archive given to one who scans.
    pub(super) seen: Option<Class>,
}

impl Shot {
    /// Data sent to a shell?
    pub(super) fn is_posted(&self) -> bool {
        self.number.is_none() && self.seen == Some(Class::WebShell)
    }

    /// What is tried, by signature or by what the script is used for; none for a path that does not exist.
    pub(super) fn class(&self, rules: &Rules) -> Option<Class> {
        let signed = self.number.and_then(|number| rules.get(number)).map(|rule| rule.class);
        signed.or(self.seen)
    }
}

/// What attempts of one source, or of several, have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness {
    /// Kind.
    pub(super) kind: IntrusionKind,
    /// What is tried most; none for paths that do not exist.
    pub(super) class: Option<Class>,
    /// The agent, [`VARIED`] where there are many.
    pub(super) agent: u32,
}

/// In place of an agent where a source sends many.
pub(super) const VARIED: u32 = u32::MAX;
/// Agents of one source from which it is called varied, as in fingerprints.
const AGENTS: usize = crate::judge::fingerprint::SHARED_AGENTS as usize;
/// Distinct paths from which probing is a scan: a person who tries an exploit by hand, or a worm, knows
/// what it wants.
pub(in crate::judge) const BREADTH: usize = 20;
/// Fewer are a scan, and enough from one source to be told, if they match that many signatures: a list of
/// products and secrets that is worked off, of which worms and people know one or two.
pub(in crate::judge) const WORKED_OFF: usize = 10;
/// Distinct signatures of such a list.
pub(in crate::judge) const SIGNATURES: usize = 8;
/// Share of requests with a payload from which a source is there to use a weakness, not to look for
/// one.
pub(in crate::judge) const PAYLOAD_SHARE: f64 = 0.5;

/// What the shots of one source have in common.
pub(super) fn likeness(shots: &[Shot], rules: &Rules) -> Likeness {
    let class = |shot: &Shot| shot.class(rules);
    let payload = shots.iter().filter(|s| class(s).is_some_and(Class::is_payload)).count() as f64;
    let tool = shots.iter().any(|shot| class(shot) == Some(Class::ScannerTool));
    let paths: BTreeSet<(u32, u32)> = shots.iter().map(|shot| (shot.service, shot.path)).collect();
    let agents: BTreeSet<u32> = shots.iter().map(|shot| shot.agent).collect();
    let telling = |class: Option<Class>| class.filter(|class| *class != Class::ScannerTool);
    let kind = if payload >= PAYLOAD_SHARE * shots.len() as f64 {
        IntrusionKind::ExploitProbe
    } else if tool || is_broad(paths.len(), products(shots, rules)) {
        IntrusionKind::VulnerabilityScan
    } else {
        IntrusionKind::ExploitProbe
    };
    Likeness {
        kind,
        class: most(shots.iter().filter_map(|shot| telling(class(shot))))
            .or(tool.then_some(Class::ScannerTool)),
        agent: if agents.len() > AGENTS {
            VARIED
        } else {
            most(shots.iter().map(|s| s.agent)).unwrap_or(VARIED)
        },
    }
}

/// Are so many distinct paths a search?
fn is_broad(paths: usize, products: usize) -> bool {
    paths >= BREADTH || (paths >= WORKED_OFF && products >= SIGNATURES)
}

/// Distinct signatures, but for those of shells: a list of their names looks for one thing.
pub(super) fn products(shots: &[Shot], rules: &Rules) -> usize {
    let is_product =
        |number: &Number| rules.get(*number).is_some_and(|rule| rule.class != Class::WebShell);
    let numbers: BTreeSet<Number> =
        shots.iter().filter_map(|shot| shot.number).filter(is_product).collect();
    numbers.len()
}

/// The most frequent value, the smallest of equals.
pub(super) fn most<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().min_by_key(|(value, count)| (std::cmp::Reverse(*count), *value)).map(|c| c.0)
}
