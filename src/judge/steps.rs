//! The pages that a client asks for, one after the other, and what it does after each answer: what
//! tests of behaviour read. Assets are left out; they follow from pages.

use std::collections::{BTreeMap, BTreeSet};

use super::campaign::reasons::POLLING;
use super::facts::{Facts, Ground};
use super::fingerprint::{insists, is_changing, is_shared};
use super::intent::RETRY_US;
use super::profile::{Profile, asset};

/// A page asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Row in the service.
    pub row: usize,
    /// Arrival, microseconds.
    pub at_us: i64,
    /// Path code.
    pub path: u32,
    /// Agent code: several people behind one address differ in it, if in anything.
    pub agent: u32,
    /// Did it fail?
    pub failed: bool,
}

/// The pages of a client, in order of arrival.
pub fn pages<'a>(ground: &'a Ground, profile: &'a Profile) -> impl Iterator<Item = Step> + 'a {
    let service = &ground.service;
    let rows = profile.rows.iter().map(|&row| row as usize);
    rows.filter(|&row| !asset(service, ground.names, row)).map(|row| Step {
        row,
        at_us: service.arrival_us[row],
        path: service.path[row],
        agent: service.agent[row],
        failed: ground.outcomes[row].is_failure(),
    })
}

/// The same without repetitions: a page is repeated if it failed within a minute before (as
/// [`super::intent`] has it, on both sides of an incident).
pub fn first_tries(ground: &Ground, profile: &Profile) -> Vec<Step> {
    let mut last: BTreeMap<u32, Step> = BTreeMap::new();
    let mut fresh = Vec::new();
    for step in pages(ground, profile) {
        let before = last.insert(step.path, step);
        let again = before.is_some_and(|b| b.failed && step.at_us - b.at_us <= RETRY_US);
        if !again {
            fresh.push(step);
        }
    }
    fresh
}

/// Clients whose behaviour is that of one person or program: addresses of several people are left
/// out, because what they do together nobody does.
pub fn single(profiles: &[Profile]) -> impl Iterator<Item = &Profile> {
    profiles.iter().filter(|profile| !is_shared(profile) && !take_turns(profile))
}

/// Do several agents come and go again and again? Nobody changes browsers twice and back: these are
/// telephones of one operator's gateway, which carry few different agents. A tool that draws a new agent
/// for each request is not meant.
fn take_turns(profile: &Profile) -> bool {
    profile.agents >= 2 && profile.agent_changes >= TURNS * profile.agents && !is_changing(profile)
}

/// Changes of agent for each agent from which several people take turns.
pub(in crate::judge) const TURNS: u32 = 2;

/// Clients of the incident that show no sign of being people or their software: the baseline does not
/// know them, and they never fetched an asset nor followed a link. What people do in a hurry, or a new
/// application does by itself, is no sign of an attack; so some tests ask of strangers only.
pub fn strangers<'f>(facts: &'f Facts) -> Vec<&'f Profile> {
    let known: BTreeSet<u32> = facts.before.iter().map(|profile| profile.subscriber).collect();
    let strange =
        |p: &&Profile| !known.contains(&p.subscriber) && !facts.browsing.contains(&p.subscriber);
    single(&facts.incident).filter(strange).collect()
}

/// Pages that clients ask for again and again by themselves on ordinary days: pages that reload, and
/// what applications poll. Regularity and indifference to failure are usual there. A page is polled if of all requests
/// for it enough come from those that insist on it; few have the front page as their commonest, and most have been there.
pub fn polled(ground: &Ground, before: &[Profile]) -> BTreeSet<u32> {
    let mut asked: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for profile in before.iter().filter(|profile| insists(profile)) {
        asked.entry(profile.top_path).or_default().0 += f64::from(profile.top_path_requests);
    }
    for row in before.iter().flat_map(|profile| &profile.rows) {
        if let Some((_, all)) = asked.get_mut(&ground.service.path[*row as usize]) {
            *all += 1.0;
        }
    }
    asked.retain(|_, (polls, all)| *polls >= POLLING * *all);
    asked.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::super::profile::profiles;
    use super::super::sample::{World, minute};
    use super::*;
    use crate::base::time::Window;

    fn profiles_of(world: &World) -> (usize, BTreeSet<u32>) {
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        let window = Window::new(0, minute(60));
        let all = profiles(&service, &names, &ground.outcomes, &ground.subscribers, window);
        (first_tries(&ground, &all[0]).len(), polled(&ground, &all))
    }

    #[test]
    fn a_page_that_failed_is_repeated_and_one_that_was_served_is_asked_for_anew() {
        let mut world = World::default();
        world.ask(0.0, "192.0.2.1", "/", 503).ask(5.0, "192.0.2.1", "/", 503);
        world.ask(9.0, "192.0.2.1", "/", 200).ask(20.0, "192.0.2.1", "/", 200);
        world.ask(21.0, "192.0.2.1", "/app.js", 200);
        assert_eq!(profiles_of(&world).0, 2);
    }

    #[test]
    fn telephones_behind_one_gateway_take_turns() {
        let mut world = World::default();
        for k in 0..20 {
            world.ask(f64::from(k), "192.0.2.1", "/", 200);
            world.last(|row| row.agent = format!("app/{}", k % 3));
            world.ask(f64::from(k), "192.0.2.2", "/", 200);
        }
        let (service, names) = world.build();
        let ground = Ground::of(&service, &names);
        let window = Window::new(0, minute(60));
        let all = profiles(&service, &names, &ground.outcomes, &ground.subscribers, window);
        assert_eq!((all.len(), single(&all).count()), (2, 1));
    }

    #[test]
    fn what_most_requests_reload_is_polled() {
        let mut world = World::default();
        for k in 0..10 {
            world.ask(f64::from(k) * 20.0, "192.0.2.1", "/live", 200);
        }
        assert_eq!(profiles_of(&world).1.len(), 1);
        for k in 0..60 {
            world.ask(f64::from(k), &format!("198.51.100.{k}"), "/live", 200);
        }
        assert_eq!(profiles_of(&world).1.len(), 0);
    }
}
