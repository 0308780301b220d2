//! Places and networks of client addresses. In: databases (embedded packs, the user's MMDB files) and
//! addresses. Out: country, autonomous system and network class of an address, and which databases
//! said so. It claims nothing about who sat behind an address (docs/reference/places.md).

mod classify;
mod known;
mod layout;
mod mmdb;
mod pack;
pub mod proxies;
mod ranges;
mod search;
mod source;
pub mod territory;

pub use mmdb::LICENCE_OF_USER;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::base::account::Database;
use crate::base::class::NetworkClass;
use crate::base::net::is_internal;
use crate::base::time::DAY_US;
use crate::error::Result;
use source::{ANONYMOUS_PROXY, Networks, Source};

/// Distance between a database's build date and the logs beyond which its answers are a stated limit
/// of the report. About 1.1 % of the address space changes country in a year.
pub const LIMIT_DAYS: i64 = 180;

/// What the databases say of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1 alpha-2 code of the country, by the primary database.
    pub country: Option<Arc<str>>,
    /// The same by each other database of countries, in the order of [`Places::others`].
    pub elsewhere: Vec<Option<Arc<str>>>,
    /// Number of the autonomous system that announces the address.
    pub as_number: Option<i64>,
    /// Name of its holder.
    pub as_org: Option<Arc<str>>,
    /// What kind of network it likely is.
    pub network_class: NetworkClass,
}

/// The databases of a run and which of them answer.
#[derive(Debug)]
pub struct Places {
    /// Given ones, then searched ones, each in order of path, then packs, oldest first.
    sources: Vec<Arc<Source>>,
    /// Position of the primary database of countries.
    country: Option<usize>,
    /// Position of the primary database of autonomous systems.
    network: Option<usize>,
    /// Positions of the other databases of countries.
    others: Vec<usize>,
    /// Class of each system of the primary database, once it was asked for.
    classes: Vec<OnceLock<NetworkClass>>,
    /// Time span of the logs, microseconds since the epoch.
    span_us: Option<(i64, i64)>,
    skipped: Vec<String>,
}

impl Places {
    /// Loads `given` databases (an unusable one is an error), the `*.mmdb` files of the `searched`
    /// directories (unusable ones are passed over, see [`Places::skipped`]) and the embedded packs.
    ///
    /// A given database answers before any other; else the one built nearest to the middle of
    /// `span_us`, the time span of the logs (without one, the newest).
    pub fn open(
        given: &[PathBuf],
        searched: &[PathBuf],
        span_us: Option<(i64, i64)>,
    ) -> Result<Self> {
        let found = search::collect(given, searched)?;
        let mut places = Self {
            country: search::primary(&found, span_us, |source| source.countries.is_some()),
            network: search::primary(&found, span_us, |source| source.networks.is_some()),
            sources: found.sources,
            others: Vec::new(),
            classes: Vec::new(),
            span_us,
            skipped: found.skipped,
        };
        places.others = (0..places.sources.len())
            .filter(|&at| places.sources.get(at).is_some_and(|s| s.countries.is_some()))
            .filter(|&at| Some(at) != places.country)
            .collect();
        let systems = places.primary(places.network).and_then(|s| s.networks.as_ref());
        places.classes = vec![OnceLock::new(); systems.map_or(0, |n| n.numbers.len())];
        Ok(places)
    }

    fn primary(&self, position: Option<usize>) -> Option<&Source> {
        self.sources.get(position?).map(Arc::as_ref)
    }

    /// Files in the searched directories that could not be used, and why.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// Every database, for the account. One that answers for its countries but not for its networks
    /// (or the reverse) is listed once for each.
    pub fn databases(&self) -> Vec<Database> {
        self.sources.iter().enumerate().flat_map(|(at, source)| self.entries(at, source)).collect()
    }

    fn entries(&self, at: usize, source: &Source) -> Vec<Database> {
        let mut held: Vec<(String, bool)> = Vec::new();
        if source.countries.is_some() {
            held.push(("country".to_owned(), self.country == Some(at)));
        }
        if source.networks.is_some() {
            held.push(("asn".to_owned(), self.network == Some(at)));
        }
        if source.providers.is_some() {
            held.push(("network class".to_owned(), true));
        }
        if let [(country, first), (asn, second)] = held.as_slice()
            && first == second
        {
            held = vec![(format!("{country}, {asn}"), *first)];
        }
        held.into_iter()
            .map(|(holds, primary)| Database {
                name: source.name.clone(),
                holds,
                built_us: source.built_us,
                sha256: source.sha256.clone(),
                licence: source.licence.clone(),
                primary,
            })
            .collect()
    }

    /// Names of the databases of countries that are not primary: what [`Place::elsewhere`] lists.
    pub fn others(&self) -> Vec<&str> {
        let name = |&at: &usize| self.sources.get(at).map(|source| source.name.as_str());
        self.others.iter().filter_map(name).collect()
    }

    /// What the databases say of an address. No address, or one that is not on the public Internet,
    /// has no place.
    pub fn locate(&self, address: Option<IpAddr>) -> Place {
        let Some(address) = address.map(|a| a.to_canonical()).filter(|a| !is_internal(*a)) else {
            return self.nowhere();
        };
        let country = |source: &Source| source.countries.as_ref()?.get(address);
        let elsewhere = |&at: &usize| self.sources.get(at).and_then(|source| country(source));
        let networks = self.primary(self.network).and_then(|source| source.networks.as_ref());
        let system = networks.and_then(|n| Some((n, n.position(address)?)));
        let number = system.and_then(|(n, at)| n.numbers.get(at)).copied();
        Place {
            country: self.primary(self.country).and_then(country),
            elsewhere: self.others.iter().map(elsewhere).collect(),
            as_number: number.map(i64::from),
            as_org: system.zip(number).and_then(|((n, at), number)| self.name(n, at, number)),
            network_class: self.class(address, system.map(|(_, at)| at)),
        }
    }

    /// The same of many addresses, each in its place. They are looked up in order of address, so that what one
    /// reaches of the databases is at hand for the next.
    pub fn locate_all(&self, addresses: &[Option<IpAddr>]) -> Vec<Place> {
        let mut order: Vec<(u64, u32)> = addresses.iter().map(nearness).zip(0..).collect();
        order.par_sort_unstable();
        let address = |at: u32| addresses.get(at as usize).copied().flatten();
        let found: Vec<Place> = order.par_iter().map(|(_, at)| self.locate(address(*at))).collect();
        let mut places: Vec<Option<Place>> = vec![None; found.len()];
        for ((_, at), place) in order.iter().zip(found) {
            if let Some(slot) = places.get_mut(*at as usize) {
                *slot = Some(place);
            }
        }
        places.into_iter().map(|place| place.unwrap_or_else(|| self.nowhere())).collect()
    }

    fn nowhere(&self) -> Place {
        Place {
            country: None,
            elsewhere: vec![None; self.others.len()],
            as_number: None,
            as_org: None,
            network_class: NetworkClass::Unknown,
        }
    }

    /// Lists of single addresses age fast: a VPN or Tor exit is believed only within [`LIMIT_DAYS`]
    /// of its list. Within them the list comes first, else the autonomous system of the day does.
    fn class(&self, address: IpAddr, system: Option<usize>) -> NetworkClass {
        let by_system = system.map_or(NetworkClass::Unknown, |at| self.class_of_system(at));
        let mut listed = None;
        for source in &self.sources {
            let fresh = self.is_fresh(source.built_us);
            let flags = source.flags.as_ref().map_or(0, |flags| flags.get(address));
            if fresh && flags & ANONYMOUS_PROXY != 0 {
                return NetworkClass::Anonymiser;
            }
            let kind = source.providers.as_ref().and_then(|providers| providers.kind(address));
            match kind.and_then(classify::by_kind) {
                Some(NetworkClass::Anonymiser) if !fresh => {}
                Some(class) if fresh => return class,
                Some(class) => listed = Some(class),
                None => {}
            }
        }
        match by_system {
            NetworkClass::Unknown => listed.unwrap_or(NetworkClass::Unknown),
            class => class,
        }
    }

    fn is_fresh(&self, built_us: i64) -> bool {
        self.span_us.is_none_or(|span| distance_days(built_us, span) <= LIMIT_DAYS)
    }

    /// The holder's name by the primary database, else by a pack: AS numbers hardly change hands.
    fn name(&self, systems: &Networks, at: usize, number: u32) -> Option<Arc<str>> {
        let own = systems.names.get(at).filter(|name| !name.is_empty());
        own.or_else(|| self.names_elsewhere(number).next()).cloned()
    }

    fn names_elsewhere(&self, number: u32) -> impl Iterator<Item = &Arc<str>> {
        let systems = self.sources.iter().filter_map(|source| source.networks.as_ref());
        systems.filter_map(move |networks| networks.name_of(number))
    }

    fn class_of_system(&self, at: usize) -> NetworkClass {
        let systems = self.primary(self.network).and_then(|source| source.networks.as_ref());
        let (Some(systems), Some(class)) = (systems, self.classes.get(at)) else {
            return NetworkClass::Unknown;
        };
        *class.get_or_init(|| {
            let number = systems.numbers.get(at).copied().unwrap_or(0);
            let own = systems.names.get(at).into_iter();
            let classes = own.chain(self.names_elsewhere(number));
            let mut classes = classes.map(|name| classify::by_system(number, name));
            classes.find(|class| *class != NetworkClass::Unknown).unwrap_or(NetworkClass::Unknown)
        })
    }
}

/// A number that is near that of another address where their places in the databases are: these know IPv4, and
/// IPv6 by its upper half.
fn nearness(address: &Option<IpAddr>) -> u64 {
    match address {
        None => 0,
        Some(IpAddr::V4(v4)) => u32::from(*v4).into(),
        Some(IpAddr::V6(v6)) => (u128::from(*v6) >> 64) as u64,
    }
}

/// Whole days between a build date and a time span, begun days counted; 0 if it lies inside.
pub fn distance_days(built_us: i64, span_us: (i64, i64)) -> i64 {
    let (start, end) = span_us;
    let gap = start.saturating_sub(built_us).max(built_us.saturating_sub(end)).max(0);
    gap / DAY_US + i64::from(gap % DAY_US != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_in_days() {
        let span = (10 * DAY_US, 20 * DAY_US);
        assert_eq!(distance_days(15 * DAY_US, span), 0);
        assert_eq!(distance_days(20 * DAY_US, span), 0);
        assert_eq!(distance_days(20 * DAY_US + 1, span), 1);
        assert_eq!(distance_days(7 * DAY_US, span), 3);
        assert_eq!(distance_days(i64::MIN, span), distance_days(i64::MIN + 1, span));
    }

    #[test]
    fn places_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Places>();
    }
}
