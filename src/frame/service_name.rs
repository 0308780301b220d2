//! What incidents are judged by: the virtual host, or the set of logs that a file belongs to (`log_set`). A name
//! never becomes a path or a pattern. Deliberately does not look at what the requests ask for.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::account::Exhibit;

use super::log_set::log_sets;
use super::text::Words;

/// Virtual hosts judged one by one. Clients choose the Host header, so their number is theirs to
/// choose; one machine seldom serves more sites, and the busiest come first.
const HOSTS_MAX: usize = 64;

/// The service of the requests of all other hosts.
const OTHER_HOSTS: &str = "(other hosts)";

/// The service of each request: the name given, else the virtual host, else the log set. Decided once a
/// host and once an exhibit.
#[derive(Debug, Default, Clone)]
pub(super) struct Services {
    names: Words,
    by_host: Vec<u32>,
    by_exhibit: Vec<u32>,
}

impl Services {
    /// Names the services of a run.
    pub(super) fn of(
        hosts: Option<(&Words, &[u32])>,
        exhibits: &[Exhibit],
        given: Option<&str>,
    ) -> Self {
        if let Some(name) = given {
            return Self { names: Words::named(vec![name.to_owned()]), ..Self::default() };
        }
        let hosts = hosts.map(|(words, codes)| busiest_hosts(words, codes)).unwrap_or_default();
        let sets = log_sets(exhibits);
        let mut names: BTreeMap<&str, u32> = BTreeMap::new();
        let mut order: Vec<String> = Vec::new();
        let mut number = |name| {
            *names.entry(name).or_insert_with(|| {
                order.push(str::to_owned(name));
                order.len() as u32 - 1
            })
        };
        let by_host = hosts.iter().map(|host| number(host)).collect();
        let by_exhibit = sets.iter().map(|set| number(set)).collect();
        Self { names: Words::named(order), by_host, by_exhibit }
    }

    /// The names.
    pub(super) fn names(&self) -> &Words {
        &self.names
    }

    /// The service of a request with that host in that exhibit. Without entries there is one service,
    /// the one whose name was given.
    #[inline]
    pub(super) fn get(&self, host: u32, exhibit: u32) -> u32 {
        let of_host = self.by_host.get(host as usize);
        of_host.or(self.by_exhibit.get(exhibit as usize)).copied().unwrap_or(0)
    }
}

/// A service name per distinct virtual host: itself, or [`OTHER_HOSTS`] beyond the busiest.
fn busiest_hosts(hosts: &Words, codes: &[u32]) -> Vec<String> {
    let names: Vec<String> = hosts.values.iter().map(|host| host_name(host)).collect();
    let mut of_code = vec![0u64; names.len()];
    for &code in codes {
        if let Some(count) = of_code.get_mut(code as usize) {
            *count += 1;
        }
    }
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (name, count) in names.iter().zip(of_code) {
        *counts.entry(name).or_default() += count;
    }
    let mut order: Vec<(&str, u64)> = counts.into_iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let kept: BTreeSet<&str> = order.iter().take(HOSTS_MAX).map(|&(name, _)| name).collect();
    let name = |name: &String| if kept.contains(name.as_str()) { name } else { OTHER_HOSTS }.into();
    names.iter().map(name).collect()
}

/// A virtual host as a name: lower case, without port and final dot.
fn host_name(host: &str) -> String {
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let bare = match host.rsplit_once(':') {
        // Colons left of the last one without brackets: an IPv6 address that has no port.
        Some((name, port)) if digits(port) && (!name.contains(':') || name.ends_with(']')) => name,
        _ => host,
    };
    bare.trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_lose_their_port() {
        assert_eq!(host_name("WWW.Example.fr:443"), "www.example.fr");
        assert_eq!(host_name("[2001:db8::1]:80"), "[2001:db8::1]");
        assert_eq!(host_name("2001:db8::1"), "2001:db8::1");
        assert_eq!(host_name("example.fr."), "example.fr");
    }

    #[test]
    fn invented_hosts_are_gathered() {
        let values: Vec<String> = (0..100).map(|n| format!("h{n:03}.example")).collect();
        let mut codes: Vec<u32> = (0..100).collect();
        codes.extend([99, 98]);
        let names = busiest_hosts(&Words::named(values), &codes);
        assert_eq!(names[99], "h099.example");
        assert_eq!(names[98], "h098.example");
        assert_eq!(names[0], "h000.example");
        assert_eq!(names[97], OTHER_HOSTS);
        assert_eq!(names.iter().filter(|name| *name == OTHER_HOSTS).count(), 36);
    }
}
