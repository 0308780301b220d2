//! One loaded database: what it says of itself and its tables. Packs and user databases both end
//! here, so that nothing after this point knows where an answer came from.

use std::net::IpAddr;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::ranges::Ranges;

/// Countries by address.
#[derive(Debug)]
pub(super) struct Countries {
    /// Values are positions in `codes`, counted from 1.
    pub(super) ranges: Ranges,
    /// ISO 3166-1 alpha-2 codes, and the pseudo codes that some databases have.
    pub(super) codes: Vec<Arc<str>>,
}

impl Countries {
    /// The country of an address. Pseudo codes such as `EU` name no country: no answer.
    pub(super) fn get(&self, address: IpAddr) -> Option<Arc<str>> {
        let position = (self.ranges.get(address) as usize).checked_sub(1)?;
        self.codes.get(position).filter(|code| !super::territory::is_pseudo(code)).cloned()
    }
}

/// Autonomous systems by address.
#[derive(Debug)]
pub(super) struct Networks {
    /// Values are positions in `numbers` and `names`, counted from 1.
    pub(super) ranges: Ranges,
    /// AS numbers; in increasing order in packs, in order of address in user databases.
    pub(super) numbers: Vec<u32>,
    /// Names of their holders; empty where the database has none.
    pub(super) names: Vec<Arc<str>>,
}

impl Networks {
    /// Position of the autonomous system that announces an address.
    pub(super) fn position(&self, address: IpAddr) -> Option<usize> {
        (self.ranges.get(address) as usize).checked_sub(1)
    }

    /// The holder's name by AS number, in a pack; nothing in a database that is not sorted by number.
    pub(super) fn name_of(&self, number: u32) -> Option<&Arc<str>> {
        let position = self.numbers.binary_search(&number).ok()?;
        self.names.get(position).filter(|name| !name.is_empty())
    }
}

/// Ranges that hosting, CDN, VPN and crawler operators publish, and Tor exits.
#[derive(Debug)]
pub(super) struct Providers {
    /// Values are positions in `kinds`, counted from 1.
    pub(super) ranges: Ranges,
    /// `provider<TAB>kind`, kind being one of hosting, cdn, vpn, tor, bot.
    pub(super) labels: Vec<Arc<str>>,
}

impl Providers {
    /// First and last address of every range that this provider publishes.
    pub(super) fn ranges_of(&self, provider: &str) -> Vec<(IpAddr, IpAddr)> {
        let named = |label: &Arc<str>| label.split('\t').next() == Some(provider);
        let position = self.labels.iter().position(named);
        position.map(|at| self.ranges.with(at as u32 + 1)).unwrap_or_default()
    }

    /// Kind of the provider that an address belongs to.
    pub(super) fn kind(&self, address: IpAddr) -> Option<&str> {
        let position = (self.ranges.get(address) as usize).checked_sub(1)?;
        self.labels.get(position)?.split('\t').nth(1)
    }
}

/// A database, read and checked whole.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// `pack-2022`, or the file's path as given.
    pub(super) name: String,
    /// Build date, microseconds since the epoch.
    pub(super) built_us: i64,
    /// SHA-256 of its bytes as they lie on disk or in the program, hexadecimal.
    pub(super) sha256: String,
    /// Licence and attribution, one line.
    pub(super) licence: String,
    /// Countries, if it holds any.
    pub(super) countries: Option<Countries>,
    /// Autonomous systems, if it holds any.
    pub(super) networks: Option<Networks>,
    /// Network flags, if it holds any: [`ANONYMOUS_PROXY`] and others.
    pub(super) flags: Option<Ranges>,
    /// Provider ranges, if it holds any.
    pub(super) providers: Option<Providers>,
}

/// Flag of a network that hides its users: VPN, Tor, open proxy (libloc's bit 0).
pub(super) const ANONYMOUS_PROXY: u32 = 1;

/// SHA-256 in lower-case hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
