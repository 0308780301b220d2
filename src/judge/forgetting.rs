//! Who forgets what it was given. Browsers keep the files that pages bring along, or ask whether they have changed
//! (304); one that begins anew with every page, as programs that drive browsers do, is sent them whole again and again. In: the
//! requests of clients. Out: counts of one client, and whether a crowd forgets as usual ones do not. Somebody who reloads a page
//! is not meant, nor several people behind one address.

use hashbrown::{HashMap, HashSet};

use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::time::MINUTE_US;

use super::crowd::Crowd;
use super::fingerprint::is_shared;
use super::profile::{Profile, asset};

/// A file that was given within this time is still kept: freshness is guessed at a tenth of a file's age (RFC 9111
/// §4.2.2), and files of a site are older than two hours.
pub(in crate::judge) const KEPT_US: i64 = 10 * MINUTE_US;
/// Files fetched below which it is not known whether a client forgets…
pub(in crate::judge) const FILES_MIN: u32 = 8;
/// Share of the files it fetches that it had been given just before, from which a client forgets.
pub(in crate::judge) const FORGETS: f64 = 0.5;
/// …and pages below which likewise that it has reached by links…
pub(in crate::judge) const LINKS_MIN: u32 = 5;
/// …and of a usual visit, which is shorter: where browsers must not keep files, the third page already shows it.
pub(in crate::judge) const USUAL_FILES_MIN: u32 = 4;
/// See [`USUAL_FILES_MIN`].
pub(in crate::judge) const USUAL_LINKS_MIN: u32 = 2;
/// Share of the pages reached by links that did not come from its last page, up to which it is one visitor: several have a memory each.
pub(in crate::judge) const UNLINKED: f64 = 0.2;
/// Files that one client fetched for pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Files {
    /// Sent whole, or found unchanged.
    pub fetched: u32,
    /// Those sent whole though they had been within [`KEPT_US`], and another page was opened in between.
    pub again: u32,
}

/// Counts the files of one client, whose rows are in order of arrival.
pub(super) fn files(service: &Service, names: &Names, rows: &[u32]) -> Files {
    let mut files = Files::default();
    let from = |row: &u32| names.referer_path(service.referer[*row as usize]);
    // What nothing names as its referer is no page: a call, a form.
    let pages: HashSet<u32> = rows.iter().filter_map(from).collect();
    if pages.is_empty() {
        return files;
    }
    let mut given: HashMap<(u32, u32), (i64, u32)> = HashMap::new();
    let (mut page, mut opened) = (NO_TEXT, 0_u32);
    for row in rows.iter().map(|row| *row as usize) {
        let path = service.path[row];
        if !asset(service, names, row) {
            if pages.contains(&path) {
                opened += u32::from(path != page);
                page = path;
            }
            continue;
        }
        if !matches!(service.status[row], 200 | 304) || service.referer[row] == NO_TEXT {
            continue;
        }
        files.fetched += 1;
        if service.status[row] == 200 {
            let now = service.arrival_us[row];
            let before = given.insert((path, service.query[row]), (now, opened));
            let again = before.is_some_and(|(then, at)| now - then <= KEPT_US && at != opened);
            files.again += u32::from(again);
        }
    }
    files
}

/// Is it known of this client whether it keeps files? It fetched enough, and goes from page to page as one visitor.
fn is_known(profile: &Profile, files_min: u32, links_min: u32) -> bool {
    profile.files.fetched >= files_min
        && profile.linked >= links_min
        && f64::from(profile.unlinked) <= UNLINKED * f64::from(profile.linked)
        && !is_shared(profile)
}

fn is_forgetful(profile: &Profile) -> bool {
    f64::from(profile.files.again) >= FORGETS * f64::from(profile.files.fetched)
}

/// Does this client forget what it was given?
pub(super) fn forgets(profile: &Profile) -> bool {
    is_known(profile, FILES_MIN, LINKS_MIN) && is_forgetful(profile)
}

/// Counts the clients of an incident.
pub fn crowd(profiles: &[Profile]) -> Crowd {
    count(profiles, FILES_MIN, LINKS_MIN)
}

/// Counts the clients of a baseline.
pub fn usual_crowd(profiles: &[Profile]) -> Crowd {
    count(profiles, USUAL_FILES_MIN, USUAL_LINKS_MIN)
}

fn count(profiles: &[Profile], files_min: u32, links_min: u32) -> Crowd {
    let known = profiles.iter().filter(|profile| is_known(profile, files_min, links_min));
    Crowd::count(known.map(is_forgetful))
}

#[cfg(test)]
mod tests {
    use super::super::outcome::outcomes;
    use super::super::profile::{Subscribers, profiles};
    use super::super::sample::{World, minute};
    use crate::base::time::Window;

    /// A visitor goes through the pages of a site; each brings four files along, sent as this says.
    fn visit(
        world: &mut World,
        client: &str,
        status: impl Fn(u32) -> i16,
        page: impl Fn(u32) -> u32,
    ) {
        for step in 0..12 {
            let (at, here) = (f64::from(step) * 30.0, format!("/page/{}", page(step)));
            world.ask(at, client, &here, 200);
            let from =
                step.checked_sub(1).map(|last| format!("https://a.example/page/{}", page(last)));
            world.last(|row| row.referer = from);
            for file in 0..4 {
                world.ask(at + 1.0, client, &format!("/file{file}.css"), status(step));
                world.last(|row| row.referer = Some(format!("https://a.example{here}")));
            }
        }
    }

    fn forgets(world: &World) -> bool {
        let (service, names) = world.build();
        let outcomes = outcomes(&service, &names);
        let window = Window::new(0, minute(600));
        let all = profiles(&service, &names, &outcomes, &Subscribers::of(&names), window);
        all.iter().all(super::forgets)
    }

    #[test]
    fn files_sent_whole_for_page_after_page_are_forgotten() {
        let mut world = World::default();
        visit(&mut world, "192.0.2.1", |_| 200, |step| step);
        assert!(forgets(&world));
    }

    #[test]
    fn a_browser_that_asks_whether_they_changed_keeps_them() {
        let mut world = World::default();
        visit(&mut world, "192.0.2.1", |step| if step == 0 { 200 } else { 304 }, |step| step);
        assert!(!forgets(&world));
    }

    #[test]
    fn loading_one_page_again_is_no_forgetting() {
        let mut world = World::default();
        visit(&mut world, "192.0.2.1", |_| 200, |_| 1);
        assert!(!forgets(&world));
    }
}
