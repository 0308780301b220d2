//! Which networks are looked at. In: clients. Out: for each client its groups, the largest only. Who
//! comes from hosters and relays is no person of that network, and is left out.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::judgement::Group;
use crate::ask::service::Client;
use crate::base::class::NetworkClass;
use crate::base::net::is_internal;

/// Groups looked at in one service: the largest. A national site has its visitors from a few dozen
/// networks; what is smaller than the two hundredth has too few visits to be missed.
pub(in crate::judge) const GROUPS_MAX: usize = 200;
/// Visits that a group must have in the whole log to be looked at. Fewer can never be missed.
pub(in crate::judge) const VISITS_MIN: u64 = 30;

/// The network of a client: its autonomous system, else its /16 or, for IPv6, its /32 (what registries
/// hand out to a provider, RIPE-738 §5.1).
pub(super) fn network(client: &Client) -> Option<Group> {
    let address = client.address.filter(|&address| !is_internal(address))?;
    if matches!(
        client.network_class,
        NetworkClass::Hosting | NetworkClass::Cdn | NetworkClass::Anonymiser
    ) {
        return None;
    }
    if let Some(number) = client.as_number {
        return Some(Group::System { number, v6: address.is_ipv6() });
    }
    Some(match address {
        IpAddr::V4(v4) => {
            let first = Ipv4Addr::from(u32::from(v4) & 0xffff_0000);
            Group::Prefix(IpAddr::V4(first), 16)
        }
        IpAddr::V6(v6) => {
            let first = Ipv6Addr::from(u128::from(v6) & (u128::MAX << 96));
            Group::Prefix(IpAddr::V6(first), 32)
        }
    })
}

/// The country of a client that has a network.
pub(super) fn country(client: &Client) -> Option<Group> {
    network(client)?;
    client.country.clone().map(Group::Country)
}

/// Does a client belong to a group?
pub(in crate::judge) fn holds(group: &Group, client: &Client) -> bool {
    let of = if matches!(group, Group::Country(_)) { country(client) } else { network(client) };
    of.as_ref() == Some(group)
}

/// The groups of clients.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// In order of size, largest first.
    pub(super) all: Vec<Group>,
    /// By client code: positions of its network and its country.
    of: Vec<[Option<u16>; 2]>,
}

impl Groups {
    /// Chooses the largest by visits. `visits` counts them by client code.
    pub(super) fn choose(clients: &[Client], visits: &[u32]) -> Self {
        let mut sizes: BTreeMap<Group, u64> = BTreeMap::new();
        for (client, &count) in clients.iter().zip(visits).filter(|(_, count)| **count > 0) {
            for group in [network(client), country(client)].into_iter().flatten() {
                *sizes.entry(group).or_default() += u64::from(count);
            }
        }
        let mut all: Vec<(u64, Group)> = sizes
            .into_iter()
            .filter(|(_, size)| *size >= VISITS_MIN)
            .map(|(group, size)| (size, group))
            .collect();
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        all.truncate(GROUPS_MAX);
        let all: Vec<Group> = all.into_iter().map(|(_, group)| group).collect();
        let places: BTreeMap<&Group, u16> = all.iter().zip(0u16..).collect();
        let place = |group: Option<Group>| group.and_then(|group| places.get(&group).copied());
        let of = clients
            .iter()
            .zip(visits)
            .map(|(client, &count)| match count {
                0 => [None, None],
                _ => [place(network(client)), place(country(client))],
            })
            .collect();
        Self { all, of }
    }

    /// Positions of a client's groups.
    pub(super) fn of(&self, client: u32) -> impl Iterator<Item = usize> {
        let of = self.of.get(client as usize).copied().unwrap_or_default();
        of.into_iter().flatten().map(usize::from)
    }
}
