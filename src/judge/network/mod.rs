//! Networks whose requests stopped while those of others went on. In: a service. Out: the silences that
//! are no chance and no habit, those of one time together. It does not say who cut them off: routes fail,
//! operators filter.
//!
//! Counted are visits of people, not requests: pages bring files, people bring pages, and a school is one
//! address. Several hundred networks are looked at over every minute of the log, so chance must be
//! excluded for all of them together (Bonferroni).

mod group;
mod scan;
#[cfg(test)]
mod tests;
pub(in crate::judge) mod weigh;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::arriving::{Course, Step, Visits};
use super::facts::Ground;
use super::incident::{Found, MERGE_US, USUAL_SILENCES};
use super::judgement::{Absence, Group, Symptom};
use crate::ask::service::Client;
use crate::base::time::{Window, minute_of};
use group::Groups;
pub(in crate::judge) use group::{GROUPS_MAX, VISITS_MIN, holds};
use weigh::Beside;

/// Minutes with visits that are looked at at most, as for silences of the whole service.
const MINUTES_MAX: usize = super::incident::LOOKED_AT_MAX;

/// Networks that fell silent, as incidents in order of time.
pub fn find(ground: &Ground, visits: &Visits) -> Vec<Found> {
    let clients = &ground.names.clients;
    let groups = Groups::choose(clients, &by_client(ground, &visits.steps));
    let own = courses(ground, &visits.steps, &groups);
    let all = &visits.all;
    let minutes = scan::minutes(all);
    let Some(span) = ground.series.span().filter(|_| minutes.len() <= MINUTES_MAX) else {
        return Vec::new();
    };
    let looks = own.iter().map(|own| own.starts.len() as f64).sum();
    let missed: Vec<Absence> = groups
        .all
        .par_iter()
        .zip(&own)
        .flat_map_iter(|(group, own)| {
            let beside = Beside { own, all, span, looks };
            let runs = scan::runs(own, &minutes);
            let mut missed: Vec<_> = runs.into_iter().filter_map(|run| beside.weigh(run)).collect();
            missed.dedup_by_key(|missed| missed.window);
            // Who is silent time and again has that habit.
            missed.truncate(if missed.len() > USUAL_SILENCES { 0 } else { missed.len() });
            missed.into_iter().map(|missed| absence(group, clients, missed))
        })
        .collect();
    together(missed, clients)
}

/// The course of each group.
fn courses(ground: &Ground, steps: &[Step], groups: &Groups) -> Vec<Course> {
    let service = &ground.service;
    let mut courses = vec![Course::default(); groups.all.len()];
    // Requests of the minute at hand, by group.
    let mut here = vec![0; groups.all.len()];
    let mut minute = i64::MIN;
    for step in steps {
        let (at_us, begins) = (step.at_us(service), step.begins(service));
        if minute_of(at_us) != minute {
            add(&mut courses, minute, &mut here);
            minute = minute_of(at_us);
        }
        for place in groups.of(service.client[step.row as usize]) {
            if let Some(requests) = here.get_mut(place) {
                *requests += 1;
            }
            if let Some(course) = courses.get_mut(place).filter(|_| begins) {
                course.begin(at_us, step.who);
            }
        }
    }
    add(&mut courses, minute, &mut here);
    courses
}

/// Adds a minute to the courses of the groups that have requests in it, and begins to count anew.
fn add(courses: &mut [Course], minute: i64, here: &mut [u32]) {
    for (course, requests) in courses.iter_mut().zip(here) {
        if *requests > 0 {
            course.add(minute, std::mem::take(requests));
        }
    }
}

/// Visits by client code.
fn by_client(ground: &Ground, steps: &[Step]) -> Vec<u32> {
    let mut visits = vec![0; ground.names.clients.len()];
    for step in steps.iter().filter(|step| step.begins(&ground.service)) {
        if let Some(count) = visits.get_mut(ground.service.client[step.row as usize] as usize) {
            *count += 1;
        }
    }
    visits
}

fn absence(group: &Group, clients: &[Client], missed: weigh::Missed) -> Absence {
    let known = matches!(group, Group::System { .. });
    let first = clients.iter().find(|client| known && holds(group, client));
    Absence {
        group: group.clone(),
        operator: first.and_then(|client| client.as_org.clone()),
        window: missed.window,
        requests: missed.requests,
        visits: missed.visits,
        log10_chance: missed.log10_chance,
    }
}

/// Silences that begin and end together are one incident.
fn together(mut missed: Vec<Absence>, clients: &[Client]) -> Vec<Found> {
    missed.sort_by(|a, b| a.window.cmp(&b.window).then_with(|| a.group.cmp(&b.group)));
    let mut found: Vec<Vec<Absence>> = Vec::new();
    for absence in missed {
        let near = |one: &Absence| {
            (one.window.start_us - absence.window.start_us).abs() <= MERGE_US
                && (one.window.end_us - absence.window.end_us).abs() <= MERGE_US
        };
        match found.iter_mut().find(|group| group.iter().any(near)) {
            Some(group) => group.push(absence),
            None => found.push(vec![absence]),
        }
    }
    found.into_iter().map(|absent| incident(absent, clients)).collect()
}

/// Share of what a country was missed by that its networks must account for, to be named in its place.
const ACCOUNTED: f64 = 0.5;

/// The most telling names: networks, and a country where they do not account for it.
fn incident(absent: Vec<Absence>, clients: &[Client]) -> Found {
    let (countries, networks): (Vec<Absence>, Vec<Absence>) =
        absent.into_iter().partition(|one| matches!(one.group, Group::Country(_)));
    let lie_in = lie_in(&networks, clients);
    let missed_of = |country: &Absence| -> f64 {
        let inside = networks.iter().zip(&lie_in).filter(|(_, of)| of.contains(&country.group));
        inside.map(|(network, _)| network.visits.0).sum()
    };
    let unexplained: Vec<Absence> = countries
        .into_iter()
        .filter(|country| missed_of(country) < ACCOUNTED * country.visits.0)
        .collect();
    let is_apart = |of: &BTreeSet<Group>| !unexplained.iter().any(|one| of.contains(&one.group));
    let mut absent: Vec<Absence> = networks
        .iter()
        .zip(&lie_in)
        .filter(|(_, of)| is_apart(of))
        .map(|(network, _)| network.clone())
        .collect();
    absent.extend(unexplained);
    absent.sort_by(|a, b| b.visits.0.total_cmp(&a.visits.0).then_with(|| a.group.cmp(&b.group)));
    let start_us = absent.iter().map(|one| one.window.start_us).min().unwrap_or(0);
    let end_us = absent.iter().map(|one| one.window.end_us).max().unwrap_or(0);
    let window = Window::new(start_us, end_us);
    Found { absent, ..Found::new(window, Symptom::Vanished) }
}

/// The countries that each of these networks has clients in.
fn lie_in(networks: &[Absence], clients: &[Client]) -> Vec<BTreeSet<Group>> {
    let mut countries = vec![BTreeSet::new(); networks.len()];
    let places: BTreeMap<&Group, usize> =
        networks.iter().zip(0..).map(|(one, place)| (&one.group, place)).collect();
    for client in clients.iter().filter(|_| !places.is_empty()) {
        let place = group::network(client).and_then(|group| places.get(&group).copied());
        let here = place.and_then(|place| countries.get_mut(place));
        if let (Some(here), Some(country)) = (here, group::country(client)) {
            here.insert(country);
        }
    }
    countries
}
