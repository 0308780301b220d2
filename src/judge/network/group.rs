//! Which networks are looked at. In: clients. Out: for each client its groups, the largest only. Who
//! comes from hosters and relays is no person of that network, and is left out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use hashbrown::HashMap;

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

/// Numbers groups as they come, with their visits.
#[derive(Default)]
struct Numbers<'c> {
    networks: HashMap<Group, u32>,
    countries: HashMap<&'c str, u32>,
    sizes: Vec<(u64, Group)>,
}

impl<'c> Numbers<'c> {
    /// Adds the visits of a client; gives the numbers of its network and its country.
    fn add(&mut self, client: &'c Client, visits: u32) -> [Option<u32>; 2] {
        let Some(group) = network(client) else { return [None, None] };
        let Self { networks, countries, sizes } = self;
        let next = sizes.len() as u32;
        let network = *networks.entry(group.clone()).or_insert(next);
        count(sizes, network, visits, || group);
        let next = sizes.len() as u32;
        let country = client.country.as_deref();
        let country = country.map(|name| (name, *countries.entry(name).or_insert(next)));
        if let Some((name, number)) = country {
            count(sizes, number, visits, || Group::Country(name.to_owned()));
        }
        [Some(network), country.map(|(_, number)| number)]
    }
}

/// Counts the visits of a group that has that number, or gets it now.
fn count(sizes: &mut Vec<(u64, Group)>, number: u32, visits: u32, group: impl FnOnce() -> Group) {
    match sizes.get_mut(number as usize) {
        Some((size, _)) => *size += u64::from(visits),
        None => sizes.push((u64::from(visits), group())),
    }
}

/// The position of no group: there are far fewer.
const NONE: u16 = u16::MAX;

/// The groups of clients.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// In order of size, largest first.
    pub(super) all: Vec<Group>,
    /// By client code: positions of its network and its country, [`NONE`] where it is in none. Reached at
    /// random once a request: it stays small.
    of: Vec<[u16; 2]>,
}

impl Groups {
    /// Chooses the largest by visits. `visits` counts them by client code.
    pub(super) fn choose(clients: &[Client], visits: &[u32]) -> Self {
        let mut numbers = Numbers::default();
        let mut of = Vec::with_capacity(clients.len());
        for (client, &count) in clients.iter().zip(visits) {
            of.push(if count == 0 { [None, None] } else { numbers.add(client, count) });
        }
        let mut all: Vec<(u64, Group, u32)> = (0..)
            .zip(numbers.sizes)
            .filter(|(_, (size, _))| *size >= VISITS_MIN)
            .map(|(number, (size, group))| (size, group, number))
            .collect();
        all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        all.truncate(GROUPS_MAX);
        let places: HashMap<u32, u16> = all.iter().map(|group| group.2).zip(0u16..).collect();
        let known = |number: Option<u32>| places.get(&number?).copied();
        let place = |number: Option<u32>| known(number).unwrap_or(NONE);
        Self {
            all: all.into_iter().map(|(_, group, _)| group).collect(),
            of: of.into_iter().map(|[network, country]| [place(network), place(country)]).collect(),
        }
    }

    /// Positions of a client's groups.
    pub(super) fn of(&self, client: u32) -> impl Iterator<Item = usize> {
        let of = self.of.get(client as usize).copied().unwrap_or([NONE; 2]);
        of.into_iter().filter(|place| *place != NONE).map(usize::from)
    }
}
