//! Scripts to which only one source or a few send data, and which nobody else is given: the use of a
//! shell, which an access log shows by nothing else, because its commands are in the body. Rows in, the
//! rows of such posts out. Web hooks and interfaces look alike: so their place or their users must be
//! those of a shell.

use std::collections::{BTreeMap, BTreeSet};

use super::probes::{Probe, refused};
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::base::time::DAY_US;
use crate::judge::profile::Subscribers;

/// Posts that are answered, from which a script is used.
pub(in crate::judge) const POSTS: usize = 3;
/// Sources at most that use one.
pub(in crate::judge) const SOURCES: usize = 5;
/// Times as many posts as it is fetched: a form is fetched before it is sent.
pub(in crate::judge) const TIMES: usize = 2;
/// Files that others are given from one directory, from which it is a place of files and not of scripts.
pub(in crate::judge) const FILES: usize = 20;
/// Time that the log covers before it is first asked for, from which a script is new. Interfaces that
/// partners use by the day are there from the first day on.
pub(in crate::judge) const NEW_US: i64 = DAY_US;

/// Endings of files that a server runs: PHP, JSP, ASP, ColdFusion and CGI (ATT&CK T1505.003).
const SCRIPTS: &[&str] = &[
    "php", "php3", "php4", "php5", "php7", "phtml", "phar", "pht", "jsp", "jspx", "asp", "aspx",
    "ashx", "asmx", "cfm", "cgi", "pl",
];

/// What is known of a script that data is sent to.
#[derive(Debug, Default)]
struct Script {
    posts: Vec<u32>,
    posters: BTreeSet<u32>,
    fetched: usize,
    fetchers: BTreeSet<u32>,
    first_us: Option<i64>,
    refused_first: bool,
}

/// Who is known for what, by subscriber.
pub(super) struct Known<'a> {
    /// Sources that probe or guess.
    pub(super) hostile: &'a BTreeSet<u32>,
    /// Path codes of log-ins.
    pub(super) doors: &'a BTreeSet<u32>,
    /// Requests that match a signature, in order of row.
    pub(super) probes: &'a [Probe],
}

/// Rows of posts to such scripts, ascending.
pub(super) fn posted(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    known: &Known<'_>,
) -> Vec<u32> {
    let scripts = scripts(service, names, subscribers, known);
    if scripts.is_empty() {
        return Vec::new();
    }
    let quiet = quiet(service, names, subscribers, &scripts);
    let start_us = service.arrival_us.first().copied().unwrap_or(0);
    let places = places(service, names, subscribers, &scripts);
    let is_shell = |(path, script): &(&u32, &Script)| {
        let is_new = script.first_us.is_some_and(|first_us| first_us - start_us >= NEW_US);
        let among_files = directory(names, **path).is_some_and(|place| places.contains(place));
        let by_hostile = script.posters.iter().any(|who| known.hostile.contains(who));
        let by_quiet = script.posters.iter().all(|who| quiet.contains(who));
        let fresh = script.refused_first || (is_new && among_files);
        (by_hostile && (among_files || script.refused_first)) || (by_quiet && among_files && fresh)
    };
    let found =
        scripts.iter().filter(is_shell).flat_map(|(_, script)| script.posts.iter().copied());
    let mut rows: Vec<u32> = found.collect();
    rows.sort_unstable();
    rows
}

/// Scripts that a few post to and nobody else is given, by path code.
fn scripts(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    known: &Known<'_>,
) -> BTreeMap<u32, Script> {
    let post = names.methods.iter().position(|method| method == "POST").map(|code| code as u32);
    let Some(post) = post else { return BTreeMap::new() };
    let is_post = |row: usize| service.method.get(row).copied() == Some(post);
    let given = |row: usize| matches!(service.status.get(row).copied(), Some(200..300));
    let path = |row: usize| service.path.get(row).copied().unwrap_or(NO_TEXT);
    let posts = (0..service.len()).filter(|row| is_post(*row) && given(*row));
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    posts.for_each(|row| *counts.entry(path(row)).or_default() += 1);
    counts.retain(|p, count| *count >= POSTS && !known.doors.contains(p) && is_script(names, *p));
    let mut scripts: BTreeMap<u32, Script> =
        counts.into_keys().map(|path| (path, Script::default())).collect();
    for row in 0..if scripts.is_empty() { 0 } else { service.len() } {
        let Some(script) = scripts.get_mut(&path(row)) else { continue };
        let who = service.client.get(row).map_or(0, |client| subscribers.get(*client));
        // A command in the address is no look at a form.
        let probes = known.probes.binary_search_by_key(&(row as u32), |probe| probe.row).is_ok();
        script.saw(row, who, service, (given(row) && (is_post(row) || !probes), is_post(row)));
    }
    scripts.retain(|_, script| script.is_of_few(known.hostile));
    scripts
}

impl Script {
    /// Do a few post to it, and does nobody else get it? A form is looked at by others too.
    /// Others who probe may look whether it is there.
    fn is_of_few(&self, hostile: &BTreeSet<u32>) -> bool {
        self.posters.len() <= SOURCES
            && self.fetchers.difference(&self.posters).all(|who| hostile.contains(who))
            && self.posts.len() >= TIMES * self.fetched
    }

    fn saw(&mut self, row: usize, who: u32, service: &Service, (given, post): (bool, bool)) {
        let status = service.status.get(row).copied().unwrap_or_default();
        self.refused_first |= self.posts.is_empty() && refused(status);
        if self.first_us.is_none() && given {
            self.first_us = service.arrival_us.get(row).copied();
        }
        match (given, post) {
            (false, _) => {}
            (true, true) => {
                self.posts.push(row as u32);
                noted(&mut self.posters, who);
            }
            (true, false) => {
                self.fetched += 1;
                noted(&mut self.fetchers, who);
            }
        }
    }
}

/// Notes a source, as long as it makes a difference.
fn noted(sources: &mut BTreeSet<u32>, who: u32) {
    if sources.len() <= SOURCES {
        sources.insert(who);
    }
}

/// Those who post and are never given what pages bring along.
fn quiet(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    scripts: &BTreeMap<u32, Script>,
) -> BTreeSet<u32> {
    let mut quiet: BTreeSet<u32> =
        scripts.values().flat_map(|s| s.posters.iter().copied()).collect();
    for row in 0..service.len() {
        let asset = service.path.get(row).is_some_and(|path| names.is_asset(*path));
        if asset && let Some(client) = service.client.get(row) {
            quiet.remove(&subscribers.get(*client));
        }
    }
    quiet
}

/// Directories of these scripts from which others are given files, and no other page or script.
fn places<'a>(
    service: &Service,
    names: &'a Names,
    subscribers: &Subscribers,
    scripts: &BTreeMap<u32, Script>,
) -> BTreeSet<&'a str> {
    let of_scripts: BTreeSet<&str> =
        scripts.keys().filter_map(|path| directory(names, *path)).collect();
    // The files given, or nothing once a page was.
    let mut files: BTreeMap<&str, Option<BTreeSet<u32>>> = BTreeMap::new();
    let posters: BTreeSet<u32> =
        scripts.values().flat_map(|script| script.posters.iter().copied()).collect();
    let inside: Vec<bool> = (0..names.paths.len() as u32)
        .map(|path| directory(names, path).is_some_and(|place| of_scripts.contains(place)))
        .collect();
    for row in 0..service.len() {
        let path = service.path.get(row).copied().unwrap_or(NO_TEXT);
        let given = matches!(service.status.get(row).copied(), Some(200 | 206 | 304));
        if !given || inside.get(path as usize) != Some(&true) || scripts.contains_key(&path) {
            continue;
        }
        let who = service.client.get(row).map(|client| subscribers.get(*client));
        let Some(place) = directory(names, path) else { continue };
        let seen = files.entry(place).or_insert_with(|| Some(BTreeSet::new()));
        match seen {
            Some(files) if names.is_asset(path) && files.len() < FILES => {
                files.extend(Some(path).filter(|_| who.is_some_and(|who| !posters.contains(&who))));
            }
            Some(_) if names.is_asset(path) => {}
            _ => *seen = None,
        }
    }
    let many = |seen: &Option<BTreeSet<u32>>| seen.as_ref().is_some_and(|s| s.len() >= FILES);
    files.into_iter().filter(|(_, seen)| many(seen)).map(|(place, _)| place).collect()
}

/// The directory that a path lies in, with its slash.
fn directory(names: &Names, path: u32) -> Option<&str> {
    let text = names.paths.get(path as usize)?;
    text.get(..=text.rfind('/')?)
}

fn is_script(names: &Names, path: u32) -> bool {
    let text = names.paths.get(path as usize).map_or("", String::as_str);
    let name = text.rsplit('/').next().unwrap_or(text);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| SCRIPTS.iter().any(|script| script.eq_ignore_ascii_case(ending)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{BROWSER, Site};
    use super::super::tests::site;

    /// Photographs that people are given, from the first day on.
    fn gallery(seed: u64) -> Site {
        let mut site = site(seed);
        for k in 0..200 {
            let client = format!("192.0.2.{}", k % 50);
            let photo = format!("/photos/{}.jpg", k % 40);
            site.get((f64::from(k) * 1200.0, &client, BROWSER), &photo, (200, 40_000));
        }
        site
    }

    /// So many posts of one source from an hour on.
    fn used(site: &mut Site, client: &str, path: &str, hour: u32) {
        for k in 0..30 {
            let at_s = f64::from(hour) * 3600.0 + f64::from(k) * 90.0;
            let size = 20 + i64::from(k * k % 400);
            site.ask((at_s, client, BROWSER), ("POST", path), (200, size));
        }
    }

    fn suspected(site: &Site) -> usize {
        let rows = site.found().attempts.rows;
        rows.iter().filter(|row| row.reason == Some("posted_by_few")).count()
    }

    #[test]
    fn a_script_among_photographs_is_a_shell() {
        let mut site = gallery(51);
        used(&mut site, "203.0.113.5", "/photos/th.php", 40);
        let found = site.found();
        assert_eq!(suspected(&site), 30);
        let campaign = &found.campaigns[0];
        assert_eq!((found.campaigns.len(), campaign.class), (1, "web_shell"));
        assert_eq!((campaign.requests, campaign.suspected_requests), (30, 30));
    }

    #[test]
    fn a_script_that_was_not_there_when_its_user_looked_is_a_shell() {
        let mut site = site(52);
        let look = (100_000.0, "203.0.113.5", BROWSER);
        for path in ["/area/th.php", "/.env", "/.git/config", "/phpinfo.php"] {
            site.get(look, path, (404, 500));
        }
        used(&mut site, "203.0.113.5", "/area/th.php", 40);
        assert_eq!(suspected(&site), 30);
    }

    #[test]
    fn hooks_interfaces_and_forms_are_none() {
        // A web hook of one partner; one that receives photographs, from the first day on.
        let mut hooks = gallery(53);
        used(&mut hooks, "203.0.113.5", "/payment/return.php", 40);
        used(&mut hooks, "203.0.113.6", "/photos/receive.php", 2);
        assert_eq!(suspected(&hooks), 0);
        // The tool of one author, whose browser loads what pages bring along.
        let mut tool = gallery(54);
        used(&mut tool, "192.0.2.7", "/photos/sort.php", 40);
        assert_eq!(suspected(&tool), 0);
        // A form that is fetched as often as it is sent; a script that many use.
        let mut form = gallery(55);
        used(&mut form, "203.0.113.5", "/photos/form.php", 40);
        used(&mut form, "203.0.113.5", "/photos/all.php", 41);
        for k in 0..30 {
            let at_s = 140_000.0 + f64::from(k) * 90.0;
            form.get((at_s, "203.0.113.5", BROWSER), "/photos/form.php", (200, 900));
            let client = format!("203.0.113.{}", 10 + k % 6);
            form.ask((at_s, &client, BROWSER), ("POST", "/photos/all.php"), (200, 90));
        }
        assert_eq!(suspected(&form), 0);
    }
}
