//! Countries and networks of the requests: columns and databases of places in, counts out. Each distinct
//! client is looked up once, never each request.

use std::collections::BTreeMap;
use std::net::IpAddr;

use rayon::prelude::*;

use crate::base::net::parse_address;
use crate::frame::place::Places;
use crate::read::columns::ABSENT_CODE;
use crate::read::merge::Rows;
use crate::read::tables::counts;

/// A country or network, and its requests.
pub(super) type Counted = (String, u64);

/// The countries and networks with most requests, equals by name. Clients without a place are in none.
#[derive(Debug)]
pub(super) struct Origins {
    /// ISO 3166-1 codes.
    pub(super) countries: Vec<Counted>,
    /// Number of the autonomous system and name of its holder, as `AS64496 Example`.
    pub(super) networks: Vec<Counted>,
}

impl Origins {
    /// Counts the `top` of each.
    pub(super) fn of(rows: &Rows, places: &Places, top: usize) -> Self {
        let counts = counts(rows, |c| &c.client);
        let clients = rows.dictionary(|c| &c.client);
        let address = |code: u32| {
            let name = clients.map(|clients| clients.get(code)).unwrap_or_default();
            std::str::from_utf8(name).ok().and_then(parse_address)
        };
        let codes = 0..counts.len().min(ABSENT_CODE as usize) as u32;
        let addresses: Vec<Option<IpAddr>> = codes.into_par_iter().map(address).collect();
        let placed = places.locate_all(&addresses);
        let mut countries: BTreeMap<&str, u64> = BTreeMap::new();
        let mut networks: BTreeMap<(i64, &str), u64> = BTreeMap::new();
        for (place, count) in placed.iter().zip(counts).filter(|(_, count)| *count > 0) {
            if let Some(country) = &place.country {
                *countries.entry(country).or_default() += count;
            }
            if let Some(number) = place.as_number {
                let holder = place.as_org.as_deref().unwrap_or_default();
                *networks.entry((number, holder)).or_default() += count;
            }
        }
        let network = |((number, holder), count)| (format!("AS{number} {holder}"), count);
        Self {
            countries: most(countries.into_iter().map(|(code, n)| (code.to_owned(), n)), top),
            networks: most(networks.into_iter().map(network), top),
        }
    }
}

fn most(counted: impl Iterator<Item = Counted>, top: usize) -> Vec<Counted> {
    let mut counted: Vec<Counted> = counted.collect();
    counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counted.truncate(top);
    counted
}
