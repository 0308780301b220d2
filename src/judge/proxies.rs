//! Do proxies stand where clients should? The requests of all services in, a share out. A log that
//! shows proxies says nothing of sources, whatever they did.

use crate::ask::service::{Client, Names, Service};
use crate::base::class::NetworkClass;
use crate::base::net::is_internal;

/// Internal addresses that count as proxies: the busiest. A site has few proxies; more internal
/// addresses than this are people of an intranet.
pub(in crate::judge) const INTERNAL_MAX: usize = 5;

/// Share of all requests that come from the few busiest internal addresses or from content delivery
/// networks; 0 without requests.
pub fn share(services: &[Service], names: &Names) -> f64 {
    let mut counts = vec![0_u64; names.clients.len()];
    for client in services.iter().flat_map(|service| &service.client) {
        if let Some(count) = counts.get_mut(*client as usize) {
            *count += 1;
        }
    }
    let of = |keep: fn(&Client) -> bool| {
        let kept = names.clients.iter().zip(&counts).filter(move |(client, _)| keep(client));
        kept.map(|(_, count)| *count)
    };
    let mut internal: Vec<u64> = of(|c| c.address.is_some_and(is_internal)).collect();
    internal.sort_unstable_by(|one, other| other.cmp(one));
    let busiest: u64 = internal.iter().take(INTERNAL_MAX).sum();
    let cdn: u64 = of(|client| client.network_class == NetworkClass::Cdn).sum();
    (busiest + cdn) as f64 / counts.iter().sum::<u64>().max(1) as f64
}
