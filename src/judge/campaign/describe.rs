//! The description of a campaign that reports print.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use crate::ask::service::Names;
use crate::base::stats::proportion::share;
use crate::base::time::{Window, minute_of};

use super::super::facts::LEAD_US;
use super::super::judgement::{Campaign, Figure, Nature};
use super::reasons::figure;
use super::{Group, Membership, Scene};

/// Countries and networks that a campaign lists at most.
const LISTED: usize = 10;

/// Describes the groups that make up one campaign.
pub(super) fn describe(scene: &Scene, id: u32, groups: &[&Group]) -> Membership {
    let mut rows: Vec<u32> = groups
        .iter()
        .flat_map(|group| &group.members)
        .flat_map(|member| member.rows.iter().copied())
        .collect();
    rows.sort_unstable();
    let subscribers: BTreeSet<u32> =
        groups.iter().flat_map(|group| &group.members).map(|member| member.subscriber).collect();
    let clients = by_client(scene, &rows);
    let minutes = minutes(scene, &rows);
    let campaign = Campaign {
        id,
        nature: groups.first().map_or(Nature::Unknown, |group| group.nature),
        requests: within(scene, &rows),
        sources: subscribers.len() as u64,
        peak_rps: minutes.iter().map(|minute| minute.1).max().unwrap_or(0) as f64 / 60.0,
        window: span(scene, &rows),
        minutes,
        top_path: top(&rows, |row| scene.service.path[row], |code| name(&scene.names.paths, code))
            .map_or((String::new(), 0.0), |(path, share)| (path.unwrap_or_default(), share)),
        top_agent: top(
            &rows,
            |row| scene.service.agent[row],
            |code| scene.names.agents.get(code as usize).and_then(|agent| agent.text.clone()),
        )
        .unwrap_or((None, 0.0)),
        foreign_share: foreign_share(
            scene.names,
            rows.iter().map(|row| scene.service.client[*row as usize]),
        ),
        countries: countries(scene, &clients, rows.len()),
        networks: networks(scene, &clients, rows.len()),
        reasons: reasons(groups),
        citations: rows
            .iter()
            .step_by((rows.len() / 3).max(1))
            .take(3)
            .map(|row| scene.service.cite(*row as usize))
            .collect(),
    };
    Membership { campaign, subscribers }
}

/// Those of these requests that came in the incident itself: shares of it add up to one.
fn within(scene: &Scene, rows: &[u32]) -> u64 {
    let start_us = scene.window.start_us + LEAD_US;
    rows.iter().filter(|row| scene.service.arrival_us[**row as usize] >= start_us).count() as u64
}

fn name(texts: &[String], code: u32) -> Option<String> {
    texts.get(code as usize).cloned()
}

fn minutes(scene: &Scene, rows: &[u32]) -> Vec<(i64, u64)> {
    let minute = |row: &u32| minute_of(scene.service.arrival_us[*row as usize]);
    let same = rows.chunk_by(|a, b| minute(a) == minute(b));
    same.map(|rows| (rows.first().map_or(0, minute), rows.len() as u64)).collect()
}

fn span(scene: &Scene, rows: &[u32]) -> Window {
    let at = |row: Option<&u32>| row.map_or(0, |row| scene.service.arrival_us[*row as usize]);
    Window::new(at(rows.first()), at(rows.last()))
}

/// The most frequent code and its share; the smallest code of equals.
fn top<T>(rows: &[u32], code: impl Fn(usize) -> u32, text: impl Fn(u32) -> T) -> Option<(T, f64)> {
    let mut counts: BTreeMap<u32, u64> = BTreeMap::new();
    for row in rows {
        *counts.entry(code(*row as usize)).or_default() += 1;
    }
    let (code, count) =
        counts.into_iter().max_by_key(|&(code, count)| (count, std::cmp::Reverse(code)))?;
    Some((text(code), count as f64 / rows.len() as f64))
}

/// Share of foreign clients among those whose territory is known, by request.
pub fn foreign_share(names: &Names, clients: impl Iterator<Item = u32>) -> Option<f64> {
    let (mut foreign, mut placed) = (0.0, 0.0);
    for client in clients.filter_map(|client| names.clients.get(client as usize)) {
        if client.territory != crate::base::class::Territory::Unknown {
            placed += 1.0;
            foreign += f64::from(client.territory.is_foreign());
        }
    }
    share(foreign, placed)
}

fn ranked<K: Ord + Clone>(counts: BTreeMap<K, u64>, total: usize) -> Vec<(K, f64)> {
    let mut ranked: Vec<(K, u64)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(LISTED);
    ranked.into_iter().map(|(key, count)| (key, count as f64 / total as f64)).collect()
}

/// The clients of some rows in the order in which they come, and how many rows each has.
fn by_client(scene: &Scene, rows: &[u32]) -> Vec<(u32, u64)> {
    let mut places: HashMap<u32, usize> = HashMap::new();
    let mut counts: Vec<(u32, u64)> = Vec::new();
    for row in rows {
        let client = scene.service.client[*row as usize];
        let at = *places.entry(client).or_insert(counts.len());
        match counts.get_mut(at) {
            Some((_, count)) => *count += 1,
            None => counts.push((client, 1)),
        }
    }
    counts
}

fn countries(scene: &Scene, clients: &[(u32, u64)], rows: usize) -> Vec<(String, f64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (code, requests) in clients {
        let client = scene.names.clients.get(*code as usize);
        let country = client.and_then(|client| client.country.as_deref()).unwrap_or("??");
        *counts.entry(country).or_default() += requests;
    }
    let named = |(country, share): (&str, f64)| (country.to_owned(), share);
    ranked(counts, rows).into_iter().map(named).collect()
}

fn networks(scene: &Scene, clients: &[(u32, u64)], rows: usize) -> Vec<(Option<i64>, String, f64)> {
    let mut counts: BTreeMap<Option<i64>, u64> = BTreeMap::new();
    let mut titles: BTreeMap<Option<i64>, String> = BTreeMap::new();
    for (code, requests) in clients {
        let Some(client) = scene.names.clients.get(*code as usize) else { continue };
        *counts.entry(client.as_number).or_default() += requests;
        titles.entry(client.as_number).or_insert_with(|| client.as_org.clone().unwrap_or_default());
    }
    ranked(counts, rows)
        .into_iter()
        .map(|(number, share)| (number, titles.get(&number).cloned().unwrap_or_default(), share))
        .collect()
}

/// The reasons of the largest group, with what clears people and habit.
fn reasons(groups: &[&Group]) -> Vec<Figure> {
    let Some(group) = groups.iter().max_by_key(|group| group.requests()) else { return Vec::new() };
    let measures = &group.measures;
    match group.nature {
        Nature::Hostile | Nature::Unknown => measures.reasons(),
        Nature::Crawl => vec![figure("breadth", measures.breadth)],
        Nature::Service => {
            measures.habitual.map(|ratio| figure("habitual", ratio.min(1.0))).into_iter().collect()
        }
        Nature::Human => vec![figure("navigates", measures.navigates)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd, about};

    #[test]
    fn campaigns_have_the_requests_of_the_incident_and_no_others() {
        let world = Crowd::ordinary().flood(100, 0.1, "/").world();
        let (parts, whole) = about(&world, |facts| {
            let parts: u64 = facts.campaigns.iter().map(|one| one.campaign.requests).sum();
            assert!(facts.ground.service.range(facts.lead).len() > facts.rows().len());
            (parts, facts.rows().len() as u64)
        });
        assert_eq!(parts, whole);
    }
}
