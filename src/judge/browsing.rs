//! Who browses: which subscribers fetched the assets of a page, or followed a link from one, at any time.
//! All requests of a service in, a set of subscribers out. Each row is looked at once and in order, so
//! that the whole log need not be sorted by client; only of those that may follow links is it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::closing::Closing;
use super::facts::Ground;
use super::links::links;

/// The subscribers of a service that browse.
pub(super) fn browsing(ground: &Ground) -> BTreeSet<u32> {
    let (service, names) = (&ground.service, ground.names);
    let mut closing = vec![Closing::default(); names.clients.len()];
    let (mut closes, mut links) = (vec![false; closing.len()], vec![false; closing.len()]);
    for (row, client) in service.client.iter().enumerate() {
        let subscriber = ground.subscribers.get(*client) as usize;
        let (Some(state), Some(closes), Some(links)) =
            (closing.get_mut(subscriber), closes.get_mut(subscriber), links.get_mut(subscriber))
        else {
            continue;
        };
        if !*closes {
            *closes = state.at(service, names, &ground.outcomes, row);
            *links |= names.referer_path(service.referer[row]).is_some();
        }
    }
    let may_follow = |subscriber: u32| {
        let at = |list: &[bool]| list.get(subscriber as usize) == Some(&true);
        at(&links) && !at(&closes)
    };
    let mut found = following(ground, may_follow);
    found.extend((0_u32..).zip(&closes).filter(|(_, closes)| **closes).map(|(code, _)| code));
    found
}

/// Those of some subscribers that follow links.
fn following(ground: &Ground, asked: impl Fn(u32) -> bool) -> BTreeSet<u32> {
    let service = &ground.service;
    let mut rows: Vec<(u32, u32)> = (0_u32..)
        .zip(&service.client)
        .map(|(row, client)| (ground.subscribers.get(*client), row))
        .filter(|(subscriber, _)| asked(*subscriber))
        .collect();
    rows.par_sort_unstable();
    let follow = |group: &&[(u32, u32)]| {
        let rows: Vec<u32> = group.iter().map(|(_, row)| *row).collect();
        links(service, ground.names, &ground.outcomes, &rows).follows()
    };
    let groups: Vec<&[(u32, u32)]> = rows.par_chunk_by(|a, b| a.0 == b.0).filter(follow).collect();
    groups.iter().filter_map(|group| group.first()).map(|(subscriber, _)| *subscriber).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::World;
    use super::*;

    #[test]
    fn one_asset_in_time_is_browsing_and_one_too_late_is_not() {
        let mut world = World::default();
        world.ask(0.0, "192.0.2.1", "/", 200).ask(2.0, "192.0.2.1", "/app.js", 200);
        world.ask(0.0, "192.0.2.2", "/", 200).ask(99.0, "192.0.2.2", "/app.js", 200);
        let (service, names) = world.build();
        let found = browsing(&Ground::of(&service, &names));
        let names: Vec<&str> =
            found.iter().map(|code| names.clients[*code as usize].text.as_str()).collect();
        assert_eq!(names, ["192.0.2.1"]);
    }
}
