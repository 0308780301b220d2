//! Attempts beside the outage: did their load matter, and did the same sources take part in the
//! obstruction? Found attempts and judged incidents in; the campaigns with their place on the timeline,
//! and their sums by kind, out. It draws no conclusion: two campaigns of one source are two facts.

use std::collections::{BTreeMap, BTreeSet};

use super::found::Found;
use crate::ask::service::Service;
use crate::base::time::Window;
use crate::judge::judgement::{
    Beside, Incident, Intrusion, IntrusionCampaign, IntrusionKind, Label,
};
use crate::judge::profile::Subscribers;

/// Puts each campaign beside the incidents that it overlaps.
pub(in crate::judge) fn place(
    campaigns: &mut [IntrusionCampaign],
    found: &Found,
    services: &[Service],
    incidents: &[Incident],
    labels: &[Label],
) {
    if campaigns.is_empty() || incidents.is_empty() {
        return;
    }
    let rows = by_campaign(found);
    for incident in incidents {
        let Some(index) = services.iter().position(|s| s.name == incident.service) else {
            continue;
        };
        let Some(service) = services.get(index) else { continue };
        let hostile = hostile(service, &found.subscribers, labels, incident);
        for campaign in campaigns.iter_mut() {
            let own = rows.get(&(campaign.id, index as u32)).map_or(&[][..], Vec::as_slice);
            campaign.incidents.extend(beside(service, &found.subscribers, incident, own, &hostile));
        }
    }
}

/// Rows by campaign and service.
fn by_campaign(found: &Found) -> BTreeMap<(u32, u32), Vec<u32>> {
    let mut rows: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
    for attempt in &found.attempts.rows {
        if let Some(campaign) = attempt.campaign {
            rows.entry((campaign, attempt.service)).or_default().push(attempt.row);
        }
    }
    rows
}

/// Sources whose requests inside the incident carry the label of an attack.
fn hostile(
    service: &Service,
    subscribers: &Subscribers,
    labels: &[Label],
    incident: &Incident,
) -> BTreeSet<u32> {
    let attacks = |row: u32| {
        let index = labels.binary_search_by_key(&row, |label| label.row).ok();
        index.and_then(|index| labels.get(index)).is_some_and(|label| label.attack)
    };
    let rows = service.range(incident.window);
    let rows = rows.filter(|row| service.row.get(*row).is_some_and(|row| attacks(*row)));
    rows.filter_map(|row| service.client.get(row)).map(|client| subscribers.get(*client)).collect()
}

fn beside(
    service: &Service,
    subscribers: &Subscribers,
    incident: &Incident,
    rows: &[u32],
    hostile: &BTreeSet<u32>,
) -> Option<Beside> {
    let inside = service.range(incident.window);
    let within: Vec<&u32> = rows.iter().filter(|row| inside.contains(&(**row as usize))).collect();
    if within.is_empty() {
        return None;
    }
    let client = |row: &&u32| service.client.get(**row as usize);
    let sources: BTreeSet<u32> =
        rows.iter().filter_map(|row| client(&row)).map(|c| subscribers.get(*c)).collect();
    Some(Beside {
        incident: incident.id,
        requests: within.len() as u64,
        share: within.len() as f64 / incident.requests.max(1) as f64,
        shared_sources: sources.intersection(hostile).count() as u64,
    })
}

/// The sums of each kind that has a campaign, in the order of [`IntrusionKind::ALL`].
pub(in crate::judge) fn by_kind(found: &Found, services: &[Service]) -> Vec<Intrusion> {
    let kinds: BTreeMap<u32, IntrusionKind> =
        found.campaigns.iter().map(|campaign| (campaign.id, campaign.kind)).collect();
    let mut sources: BTreeMap<IntrusionKind, BTreeSet<u32>> = BTreeMap::new();
    for attempt in &found.attempts.rows {
        let Some(kind) = attempt.campaign.and_then(|id| kinds.get(&id)) else { continue };
        let service = services.get(attempt.service as usize);
        let client = service.and_then(|service| service.client.get(attempt.row as usize));
        sources
            .entry(*kind)
            .or_default()
            .extend(client.map(|client| found.subscribers.get(*client)));
    }
    let sum = |kind: IntrusionKind| {
        let own: Vec<&IntrusionCampaign> =
            found.campaigns.iter().filter(|campaign| campaign.kind == kind).collect();
        let start_us = own.iter().map(|campaign| campaign.window.start_us).min()?;
        let end_us = own.iter().map(|campaign| campaign.window.end_us).max()?;
        let answers: Vec<Option<bool>> = own.iter().map(|campaign| campaign.succeeded).collect();
        Some(Intrusion {
            kind,
            requests: own.iter().map(|campaign| campaign.requests).sum(),
            sources: sources.get(&kind).map_or(0, |sources| sources.len() as u64),
            window: Window::new(start_us, end_us),
            succeeded: any(&answers),
            suspected: own.iter().map(|campaign| campaign.suspected_requests).sum(),
        })
    };
    IntrusionKind::ALL.into_iter().filter_map(sum).collect()
}

/// Yes if any did, no if none did, nothing if one cannot be told.
fn any(answers: &[Option<bool>]) -> Option<bool> {
    if answers.contains(&Some(true)) {
        return Some(true);
    }
    answers.iter().all(|answer| *answer == Some(false)).then_some(false)
}
