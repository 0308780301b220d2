//! The addresses of campaigns of attempts, for exchange with other tools. Groups in, one entry a campaign
//! and client out. It lists no background: what every public address receives marks nobody.

use std::collections::BTreeMap;

use super::describe::Member;
use super::found::Scene;
use crate::ask::service::Client;
use crate::base::net::is_internal;
use crate::judge::judgement::Indicator;

/// First and last attempt, and how many.
type Deeds = (i64, i64, u64);

/// By campaign, then by requests, most first, then by address.
pub(super) fn addresses(scene: &Scene<'_>, members: &[Member]) -> Vec<Indicator> {
    let mut deeds: BTreeMap<(u32, u32), Deeds> = BTreeMap::new();
    for (campaign, member) in (1..).zip(members) {
        for shot in member.shots() {
            let service = scene.services.get(shot.service as usize);
            let client = service.and_then(|service| service.client.get(shot.row as usize));
            let Some(client) = client else { continue };
            let new = (shot.at_us, shot.at_us, 0);
            let one = deeds.entry((campaign, *client)).or_insert(new);
            *one = (one.0.min(shot.at_us), one.1.max(shot.at_us), one.2 + 1);
        }
    }
    let known = |((campaign, code), deeds): ((u32, u32), Deeds)| {
        let client = scene.names.clients.get(code as usize)?;
        // They mean something else in every other network.
        let internal = client.address.is_some_and(is_internal);
        (!internal).then(|| indicator(campaign, client, deeds))
    };
    let mut listed: Vec<Indicator> = deeds.into_iter().filter_map(known).collect();
    listed.sort_by(|a, b| {
        let key = |one: &Indicator| (one.campaign, std::cmp::Reverse(one.requests));
        key(a).cmp(&key(b)).then_with(|| a.address.cmp(&b.address))
    });
    listed
}

fn indicator(campaign: u32, client: &Client, (first_us, last_us, requests): Deeds) -> Indicator {
    Indicator {
        campaign,
        address: client.text.clone(),
        is_address: client.address.is_some(),
        first_us,
        last_us,
        requests,
        country: client.country.clone(),
        territory: client.territory,
        as_number: client.as_number,
        as_org: client.as_org.clone(),
        network_class: client.network_class,
    }
}
