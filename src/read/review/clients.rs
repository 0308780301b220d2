//! Whose addresses the clients of an exhibit are: an exhibit's columns in, the busiest addresses and
//! the share of proxies among them out. Proxies are told by their addresses only.

use std::net::IpAddr;

use crate::base::net::is_internal;
use crate::read::escape::escape;
use crate::read::format::kernel::client;
use crate::read::merge::Rows;

/// Busiest addresses that are kept. A site has few proxies: more internal addresses than this are
/// people of an intranet.
pub const BUSIEST: usize = 5;

/// Share of the requests from which proxies stand for clients.
pub const PROXIED: f64 = 0.9;

/// What an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Private, loopback, link-local.
    Internal,
    /// Of a content delivery network.
    Cdn,
    /// Any other address.
    Public,
    /// No address: a host name, a masked or hashed address.
    Opaque,
}

impl Kind {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Cdn => "cdn",
            Self::Public => "public",
            Self::Opaque => "opaque",
        }
    }
}

/// One client and its requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// As in the column `client_ip`, printable.
    pub client: String,
    /// What it is.
    pub kind: Kind,
    /// Its requests.
    pub requests: u64,
}

/// The clients of one exhibit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clients {
    /// Requests with a client.
    pub requests: u64,
    /// Distinct clients.
    pub distinct: u64,
    /// Requests from internal addresses.
    pub internal: u64,
    /// Requests from addresses of content delivery networks.
    pub cdn: u64,
    /// Requests from proxies: the few busiest internal addresses, and content delivery networks.
    pub proxied: u64,
    /// The busiest, most requests first, then in order of bytes.
    pub busiest: Vec<Busy>,
}

impl Clients {
    /// Do proxies stand where clients should?
    pub fn are_proxies(&self) -> bool {
        self.requests > 0 && self.proxied as f64 >= PROXIED * self.requests as f64
    }
}

/// Counts the clients of an exhibit. `is_cdn` knows the addresses of content delivery networks.
pub fn of(rows: &Rows, exhibit: u32, is_cdn: &dyn Fn(IpAddr) -> bool) -> Clients {
    let Some(names) = rows.dictionary(|c| &c.client) else { return Clients::default() };
    let mut counts = vec![0_u64; names.len()];
    for set in rows.sets().iter().filter(|set| set.exhibit == exhibit) {
        set.client.codes.count(&mut counts);
    }
    let there = names.iter().zip(counts).filter(|(_, count)| *count > 0);
    let mut sorted: Vec<(&[u8], u64)> = there.collect();
    sorted.sort_unstable_by(|one, other| (other.1, one.0).cmp(&(one.1, other.0)));
    summed(&sorted, is_cdn)
}

fn summed(sorted: &[(&[u8], u64)], is_cdn: &dyn Fn(IpAddr) -> bool) -> Clients {
    let mut clients = Clients { distinct: sorted.len() as u64, ..Clients::default() };
    let mut internal = 0;
    for (name, requests) in sorted {
        let kind = kind_of(name, is_cdn);
        clients.requests += requests;
        match kind {
            Kind::Internal => {
                clients.internal += requests;
                internal += 1;
                clients.proxied += if internal <= BUSIEST { *requests } else { 0 };
            }
            Kind::Cdn => {
                clients.cdn += requests;
                clients.proxied += requests;
            }
            Kind::Public | Kind::Opaque => {}
        }
        if clients.busiest.len() < BUSIEST {
            clients.busiest.push(Busy { client: escape(name), kind, requests: *requests });
        }
    }
    clients
}

fn kind_of(name: &[u8], is_cdn: &dyn Fn(IpAddr) -> bool) -> Kind {
    match client::address(name) {
        None => Kind::Opaque,
        Some(address) if is_internal(address) => Kind::Internal,
        Some(address) if is_cdn(address) => Kind::Cdn,
        Some(_) => Kind::Public,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::columns::Columns;

    fn clients(of_each: &[(&str, u64)]) -> Clients {
        let mut set = Columns::default();
        for (name, requests) in of_each {
            let code = set.client.dictionary.intern(name.as_bytes());
            for _ in 0..*requests {
                set.client.codes.put(set.byte_offset.len(), code);
                set.byte_offset.push(0);
            }
        }
        let cdn: IpAddr = "192.0.2.80".parse().expect("an address");
        of(&Rows::new(vec![set]), 0, &|address| address == cdn)
    }

    #[test]
    fn proxies_are_few_or_of_a_cdn() {
        let behind = clients(&[("10.0.0.2", 60), ("192.0.2.80", 35), ("203.0.113.9", 5)]);
        assert!(behind.are_proxies());
        assert_eq!((behind.internal, behind.cdn, behind.proxied), (60, 35, 95));
        assert_eq!(behind.busiest[0].client, "10.0.0.2");
        let names: Vec<String> = (0..100).map(|host| format!("10.0.0.{host}")).collect();
        let many: Vec<(&str, u64)> = names.iter().map(|name| (name.as_str(), 3)).collect();
        let intranet = clients(&many);
        assert!(!intranet.are_proxies() && intranet.internal == 300);
        assert!(!clients(&[("203.0.113.9", 99), ("host.example", 1)]).are_proxies());
        assert!(!clients(&[]).are_proxies());
    }
}
