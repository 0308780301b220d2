//! Whether the referers of a client lead where it was. In: its requests. Out: counts.

use std::collections::BTreeSet;

use crate::ask::service::{Names, Service};

use super::outcome::Outcome;
use super::profile::{asset, is_served};

/// Where the referers of a client lead.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Links {
    /// Page requests whose referer names another page of the site…
    pub(super) linked: u32,
    /// …and those that do not name the page it was at.
    pub(super) unlinked: u32,
    led: bool,
}

impl Links {
    /// A tool that sends referers at random hits a page it was served now and then; a browser's
    /// referers name what it showed before.
    pub(super) fn follows(self) -> bool {
        self.led && 2 * self.unlinked <= self.linked
    }
}

/// Follows the referers of a client. A browser's referer names the page it shows: the one asked for
/// just before, or the one that the request before came from, too (calls and frames of one page). A page
/// as its own referer leads nowhere: tools send the target as its own referer.
pub(super) fn links(service: &Service, names: &Names, outcomes: &[Outcome], rows: &[u32]) -> Links {
    let from = |row: &u32| names.referer_path(service.referer[*row as usize]);
    let mut links = Links::default();
    // Most clients name no page of the site: nothing is kept for them.
    if !rows.iter().any(|row| from(row).is_some()) {
        return links;
    }
    let mut served = BTreeSet::new();
    let (mut before, mut parent) = (None, None);
    for row in rows {
        let (page, at) = (service.path[*row as usize], *row as usize);
        let origin = from(row).filter(|origin| *origin != page);
        links.led |= origin.is_some_and(|origin| served.contains(&origin));
        if is_served(service, outcomes, at) {
            served.insert(page);
        }
        if asset(service, names, at) {
            continue;
        }
        if origin.is_some() {
            links.linked += 1;
            links.unlinked += u32::from(origin != before && origin != parent);
        }
        (before, parent) = (Some(page), from(row));
    }
    links
}
