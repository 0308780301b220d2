//! Which pages that attempts were sent to are this site's own: others are given them too. Places and
//! sources in, the places that are out. A page that every site has, as `/`, is not told from its own.

use std::collections::BTreeSet;

use crate::ask::service::{Names, Service};
use crate::judge::profile::Subscribers;

/// Index of a service and code of a path.
pub(super) type Page = (u32, u32);

/// Those of `asked` that anybody but `sources` was given.
pub(super) fn served(
    services: &[Service],
    subscribers: &Subscribers,
    asked: &BTreeSet<Page>,
    sources: &BTreeSet<u32>,
) -> BTreeSet<Page> {
    let mut served = BTreeSet::new();
    for (index, service) in (0u32..).zip(services) {
        let own = asked.range((index, 0)..=(index, u32::MAX));
        let mut open: BTreeSet<u32> = own.map(|(_, path)| *path).collect();
        let Some(last) = open.last().copied() else { continue };
        // One look-up a row: a site has millions of rows and an attack a handful of pages.
        let mut wanted = vec![false; last as usize + 1];
        open.iter().for_each(|path| mark(&mut wanted, *path, true));
        for row in 0..service.len() {
            let path = service.path.get(row).copied().unwrap_or(u32::MAX);
            let is_open = wanted.get(path as usize).copied().unwrap_or(false);
            if !is_open || service.status.get(row).copied() != Some(200) {
                continue;
            }
            let other = |client: &u32| !sources.contains(&subscribers.get(*client));
            if service.client.get(row).is_some_and(other) {
                mark(&mut wanted, path, false);
                open.remove(&path);
                served.insert((index, path));
            }
        }
    }
    served
}

fn mark(flags: &mut [bool], code: u32, value: bool) {
    if let Some(flag) = flags.get_mut(code as usize) {
        *flag = value;
    }
}

/// Is it the page that every site has, so that asking for it tells nothing?
pub(super) fn is_everywhere(names: &Names, path: u32) -> bool {
    let text = names.paths.get(path as usize).map_or("/", String::as_str);
    let leaf = text.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    text.len() <= 1 || leaf.starts_with("index.") || leaf.starts_with("default.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::sample::World;

    #[test]
    fn a_page_is_the_sites_own_if_others_are_given_it() {
        let mut world = World::default();
        for (at, client, path, status) in [
            (0.0, "192.0.2.1", "/area", 200),
            (1.0, "192.0.2.9", "/area", 200),
            (2.0, "192.0.2.9", "/shell", 200),
            (3.0, "192.0.2.1", "/gone", 404),
        ] {
            world.ask(at, client, path, status);
        }
        let (service, names) = world.build();
        let subscribers = Subscribers::of(&names);
        let asked: BTreeSet<Page> = (0..names.paths.len() as u32).map(|path| (0, path)).collect();
        let attacker = names.clients.iter().position(|client| client.text == "192.0.2.9");
        let sources = BTreeSet::from([subscribers.get(attacker.unwrap() as u32)]);
        let served = served(&[service], &subscribers, &asked, &sources);
        let texts: Vec<&str> =
            served.iter().map(|(_, path)| names.paths[*path as usize].as_str()).collect();
        assert_eq!(texts, ["/area"]);
    }
}
