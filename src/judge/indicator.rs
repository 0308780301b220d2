//! The addresses of hostile campaigns, from the labels of requests. Only of incidents whose cause is
//! named: a list of addresses is used to block, and what is not concluded accuses nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::{Client, Names, Service};
use crate::base::time::Window;

use super::judgement::{Cause, Incident, Indicator, Label};

/// What one client did in one campaign.
#[derive(Debug, Clone, Copy)]
struct Deeds {
    first_us: i64,
    last_us: i64,
    requests: u64,
}

/// The addresses of the hostile campaigns of concluded incidents, by campaign, then by requests, most
/// first, then by address. `reach_us` is how far labels go around an incident.
pub fn indicators(
    services: &[Service],
    names: &Names,
    incidents: &[Incident],
    labels: &[Label],
    reach_us: i64,
) -> Vec<Indicator> {
    let concluded = incidents.iter().filter(|incident| incident.cause != Cause::Inconclusive);
    let campaigns: BTreeSet<u32> =
        concluded.clone().flat_map(|incident| &incident.campaigns).map(|one| one.id).collect();
    let named: Vec<&Incident> = concluded.collect();
    let mut deeds: BTreeMap<(u32, u32), Deeds> = BTreeMap::new();
    for service in services {
        for row in rows(service, &named, reach_us) {
            let label = labels.binary_search_by_key(&service.row[row], |label| label.row);
            let label = label.ok().and_then(|at| labels.get(at));
            let hostile = label.filter(|label| label.attack && campaigns.contains(&label.campaign));
            if let Some(label) = hostile {
                note(&mut deeds, (label.campaign, service.client[row]), service.arrival_us[row]);
            }
        }
    }
    let mut found: Vec<Indicator> = deeds
        .into_iter()
        .filter_map(|((campaign, code), deeds)| {
            Some(indicator(campaign, names.clients.get(code as usize)?, deeds))
        })
        .collect();
    found.sort_by(|a, b| {
        let key = |one: &Indicator| (one.campaign, std::cmp::Reverse(one.requests));
        key(a).cmp(&key(b)).then_with(|| a.address.cmp(&b.address))
    });
    found
}

/// Rows of a service within reach of its incidents, each once.
fn rows(service: &Service, incidents: &[&Incident], reach_us: i64) -> impl Iterator<Item = usize> {
    let own = incidents.iter().filter(|incident| incident.service == service.name);
    let mut ranges: Vec<std::ops::Range<usize>> = own
        .map(|incident| {
            let window = incident.window;
            service.range(Window::new(window.start_us - reach_us, window.end_us + reach_us))
        })
        .collect();
    ranges.sort_by_key(|range| range.start);
    let mut seen = 0;
    ranges.into_iter().flat_map(move |range| {
        let start = range.start.max(seen);
        seen = seen.max(range.end);
        start..range.end
    })
}

fn note(deeds: &mut BTreeMap<(u32, u32), Deeds>, who: (u32, u32), at_us: i64) {
    let one = deeds.entry(who).or_insert(Deeds { first_us: at_us, last_us: at_us, requests: 0 });
    one.first_us = one.first_us.min(at_us);
    one.last_us = one.last_us.max(at_us);
    one.requests += 1;
}

fn indicator(campaign: u32, client: &Client, deeds: Deeds) -> Indicator {
    Indicator {
        campaign,
        address: client.text.clone(),
        is_address: client.address.is_some(),
        first_us: deeds.first_us,
        last_us: deeds.last_us,
        requests: deeds.requests,
        country: client.country.clone(),
        territory: client.territory,
        as_number: client.as_number,
        as_org: client.as_org.clone(),
        network_class: client.network_class,
    }
}

#[cfg(test)]
mod tests {
    use super::super::claim::tests::incident;
    use super::super::sample::{World, minute};
    use super::*;
    use crate::base::time::MINUTE_US;

    /// Two clients of one campaign, one inside the incident and one only after it.
    fn found(incidents: &[Incident]) -> Vec<(String, u64, i64)> {
        let mut world = World::default();
        world.ask(18_000.0, "192.0.2.1", "/", 200).ask(18_060.0, "192.0.2.1", "/", 200);
        world.ask(20_000.0, "192.0.2.2", "/", 200).ask(90_000.0, "192.0.2.1", "/", 200);
        let (service, names) = world.build();
        let label = |row| Label { row, campaign: 7, attack: row != 0 };
        let labels: Vec<Label> = (0..4).map(label).collect();
        let found = indicators(&[service], &names, incidents, &labels, 60 * MINUTE_US);
        found.into_iter().map(|one| (one.address, one.requests, one.first_us)).collect()
    }

    fn of(cause: Cause) -> Incident {
        let mut incident = incident(cause, 1.0);
        incident.campaigns = vec![crate::judge::judgement::Campaign {
            id: 7,
            nature: crate::judge::judgement::Nature::Hostile,
            requests: 3,
            sources: 2,
            peak_rps: 1.0,
            window: incident.window,
            minutes: Vec::new(),
            top_path: (String::new(), 0.0),
            top_agent: (None, 0.0),
            foreign_share: None,
            countries: Vec::new(),
            networks: Vec::new(),
            reasons: Vec::new(),
            citations: Vec::new(),
        }];
        incident
    }

    #[test]
    fn each_request_of_a_concluded_campaign_counts_once() {
        let once = [
            ("192.0.2.1".to_owned(), 1, 18_060_000_000),
            ("192.0.2.2".to_owned(), 1, 20_000_000_000),
        ];
        let incident = of(Cause::Attack);
        assert_eq!(found(std::slice::from_ref(&incident)), once);
        let near =
            Incident { window: Window::new(minute(325), minute(330)), id: 2, ..incident.clone() };
        assert_eq!(found(&[incident, near]), once);
    }

    #[test]
    fn an_open_incident_accuses_nobody() {
        assert_eq!(found(&[of(Cause::Inconclusive)]), []);
        assert_eq!(found(&[]), []);
    }
}
