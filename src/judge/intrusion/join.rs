//! Attempts that are linked by more than their looks: one network, or the same payload for the same page
//! of this site. Groups and what belongs to none in; groups with what joins them, and the rest, out. A
//! link says that attempts belong together, not that one person made them.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::class::Class;
use super::group::{Group, REQUESTS, densest, is_campaign};
use super::own::Page;
use super::rules::Rules;
use super::sources::{Likeness, SIGNATURES, Shot, WORKED_OFF, likeness, products};
use crate::ask::service::Names;
use crate::base::net::cluster_of;
use crate::base::time::HOUR_US;
use crate::judge::judgement::IntrusionKind;

/// Silence after which neighbours in a network, or payloads for one page, do not act together.
pub(in crate::judge) const NEAR_US: i64 = 6 * HOUR_US;

/// What links attempts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    /// A tool that changes its agent, or its address within a network.
    Network(IntrusionKind, IpAddr),
    /// Payloads of one class for a page of this site: what every public address receives does not know it.
    Page(Class, Page),
}

/// What finding links needs.
pub(super) struct Ties<'a> {
    pub(super) rules: &'a Rules,
    pub(super) names: &'a Names,
    /// Pages of this site that payloads were sent to.
    pub(super) own: &'a BTreeSet<Page>,
    /// How long the log is.
    pub(super) hours: f64,
    /// Does it tell agents apart?
    pub(super) agents: bool,
}

/// Attempts that stay together.
struct Piece {
    likeness: Likeness,
    shots: Vec<Shot>,
    /// A campaign already, or a list that one source works off.
    whole: bool,
}

/// The groups with what joins them, new ones among the rest, and what is left.
pub(super) fn joined(
    groups: Vec<Group>,
    rest: Vec<Shot>,
    ties: &Ties<'_>,
) -> (Vec<Group>, Vec<Shot>) {
    let whole = |Group { likeness, shots }| Piece { likeness, shots, whole: true };
    let mut pieces: Vec<Piece> = groups.into_iter().map(whole).collect();
    pieces.extend(by_source(rest, ties.rules));
    pieces.sort_by_key(|piece| {
        (piece.shots.first().map(|s| (s.at_us, s.service, s.row)), piece.likeness)
    });
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    for Piece { mut shots, whole, .. } in linked(pieces, ties) {
        shots.sort_unstable_by_key(|shot| (shot.at_us, shot.service, shot.row));
        if whole || is_campaign(&shots) || on_own(&shots, ties).count() >= REQUESTS {
            kept.push(Group { likeness: likeness(&shots, ties.rules), shots });
        } else {
            left.extend(shots);
        }
    }
    left.sort_unstable_by_key(|shot| (shot.service, shot.row));
    (kept, left)
}

/// What is left, by source and stretch of time.
fn by_source(mut rest: Vec<Shot>, rules: &Rules) -> Vec<Piece> {
    rest.sort_unstable_by_key(|shot| (shot.subscriber, shot.at_us, shot.service, shot.row));
    let together =
        |a: &Shot, b: &Shot| a.subscriber == b.subscriber && b.at_us - a.at_us <= NEAR_US;
    let piece = |shots: &[Shot]| Piece {
        likeness: likeness(shots, rules),
        shots: shots.to_vec(),
        whole: works_off(shots, rules),
    };
    rest.chunk_by(together).map(piece).collect()
}

/// Does one source work off a list? So many products within an hour are asked for by nobody who follows a
/// dead link, and by no worm, which knows one weakness or a few.
fn works_off(shots: &[Shot], rules: &Rules) -> bool {
    let paths: BTreeSet<Page> = shots.iter().map(|shot| (shot.service, shot.path)).collect();
    paths.len() >= WORKED_OFF
        && products(shots, rules) >= SIGNATURES
        && densest(shots) >= WORKED_OFF
}

/// Puts each piece to the first of those before it that it is linked with and near to.
fn linked(pieces: Vec<Piece>, ties: &Ties<'_>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let mut ends: Vec<i64> = Vec::new();
    let mut last: BTreeMap<Link, usize> = BTreeMap::new();
    for piece in pieces {
        let links = links(&piece, ties);
        let start = piece.shots.first().map_or(0, |shot| shot.at_us);
        let end = piece.shots.last().map_or(0, |shot| shot.at_us);
        let near = |index: &usize| ends.get(*index).is_some_and(|end| start - end <= NEAR_US);
        let home = links.iter().find_map(|link| last.get(link).copied().filter(near));
        let index = home.unwrap_or(joined.len());
        match (joined.get_mut(index), ends.get_mut(index)) {
            (Some(into), Some(last)) => {
                into.whole |= piece.whole;
                into.shots.extend(piece.shots);
                *last = end.max(*last);
            }
            _ => {
                joined.push(piece);
                ends.push(end);
            }
        }
        last.extend(links.into_iter().map(|link| (link, index)));
    }
    joined
}

fn links(piece: &Piece, ties: &Ties<'_>) -> BTreeSet<Link> {
    let kind = piece.likeness.kind;
    let sources: BTreeSet<u32> = piece.shots.iter().map(|shot| shot.subscriber).collect();
    let address = |source: u32| ties.names.clients.get(source as usize)?.address;
    let networks = sources.into_iter().filter_map(address).map(cluster_of);
    let networks = networks.map(|network| Link::Network(kind, network));
    // A scan that has a payload among a thousand paths is not joined to those who send nothing else.
    let pages = on_own(&piece.shots, ties).filter(|_| kind == IntrusionKind::ExploitProbe);
    pages.chain(networks).collect()
}

/// Payloads for pages of this site, and what is sent to one shell, whoever sends it.
fn on_own<'a>(shots: &'a [Shot], ties: &'a Ties<'_>) -> impl Iterator<Item = Link> + 'a {
    shots.iter().filter_map(|shot| {
        let page = (shot.service, shot.path);
        let class = shot.class(ties.rules)?;
        let is_own = shot.is_posted() || (class.is_payload() && ties.own.contains(&page));
        is_own.then_some(Link::Page(class, page))
    })
}
