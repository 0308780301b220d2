//! Log-in endpoints whose address does not say so. What gives them away is what they open: a page that
//! is refused at first, and given to those who have just sent something there. Rows in, path codes out.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::answers::NEXT_US;
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::judge::profile::Subscribers;

/// Clients that a page is refused to before it is taken to be behind something.
pub(in crate::judge) const REFUSED: usize = 5;
/// Clients that are given such a page right after they sent something to one address.
pub(in crate::judge) const OPENED: usize = 20;
/// Their share of all clients that are given one; the others are still signed in from before.
pub(in crate::judge) const SHARE: f64 = 0.3;

type Fast = foldhash::fast::FixedState;

/// Which of the addresses that receive POST requests open pages. `posts`: path codes.
pub(super) fn learnt(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    posts: &BTreeSet<u32>,
    is_post: &impl Fn(usize) -> bool,
) -> BTreeSet<u32> {
    if posts.is_empty() {
        return BTreeSet::new();
    }
    let closed = closed(service, names, subscribers, is_post);
    if closed.is_empty() {
        return BTreeSet::new();
    }
    let (opened, given) = opened(service, subscribers, (posts, &closed), is_post);
    let is_many = |count: usize| count >= OPENED && count as f64 >= SHARE * given as f64;
    opened.into_iter().filter(|(_, count)| is_many(*count)).map(|(path, _)| path).collect()
}

/// Pages that several clients were refused, by status or by being sent elsewhere.
fn closed(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    is_post: &impl Fn(usize) -> bool,
) -> BTreeSet<u32> {
    let mut refused: HashMap<u32, Vec<u32>, Fast> = HashMap::default();
    for row in 0..service.len() {
        let status = service.status.get(row).copied().unwrap_or_default();
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        let closed = matches!(status, 302 | 303 | 307 | 401 | 403);
        if !closed || path == NO_TEXT || is_post(row) || names.is_asset(path) {
            continue;
        }
        let client = service.client.get(row).map_or(0, |client| subscribers.get(*client));
        let clients = refused.entry(path).or_default();
        if clients.len() < REFUSED && !clients.contains(&client) {
            clients.push(client);
        }
    }
    let several = refused.into_iter().filter(|(_, clients)| clients.len() >= REFUSED);
    several.map(|(path, _)| path).collect()
}

/// By address, how many clients were given their first closed page right after they sent something there;
/// and how many were given one at all.
fn opened(
    service: &Service,
    subscribers: &Subscribers,
    (posts, closed): (&BTreeSet<u32>, &BTreeSet<u32>),
    is_post: &impl Fn(usize) -> bool,
) -> (BTreeMap<u32, usize>, usize) {
    let mut sent: HashMap<u32, (u32, i64), Fast> = HashMap::default();
    let mut given: HashMap<u32, (), Fast> = HashMap::default();
    let mut opened: BTreeMap<u32, usize> = BTreeMap::new();
    for row in 0..service.len() {
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        let post = is_post(row);
        if if post { !posts.contains(&path) } else { !closed.contains(&path) } {
            continue;
        }
        let client = service.client.get(row).map_or(0, |client| subscribers.get(*client));
        let at_us = service.arrival_us.get(row).copied().unwrap_or(0);
        if post {
            sent.insert(client, (path, at_us));
            continue;
        }
        let served = service.status.get(row).copied() == Some(200);
        if !served || given.insert(client, ()).is_some() {
            continue;
        }
        let before = sent.get(&client).filter(|(_, sent_us)| at_us - sent_us <= NEXT_US);
        if let Some((path, _)) = before {
            *opened.entry(*path).or_default() += 1;
        }
    }
    (opened, given.len())
}
