//! Who a client is: address, country and agent, drawn once and kept. In: a mix of address blocks.
//! Out: an identity. The blocks are real ones, so that look-ups give real countries; the clients in
//! them are invented.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnetwork::IpNetwork;

use super::random::{self, Family, Rng, Streams};
use crate::rehearse::scenario::Block;

/// One client as the log sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Who {
    /// Address.
    pub(super) address: IpAddr,
    /// ISO code of the address's block.
    pub(super) country: [u8; 2],
    /// Which agent, if it names one.
    pub(super) agent: Option<u16>,
    /// What it truly is.
    pub(super) class: Class,
    /// Speaks HTTP/2 where the server does.
    pub(super) modern: bool,
}

/// What a client truly is: the label of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// A person with a browser.
    Human,
    /// A person with a browser behind a school's address.
    SchoolNat,
    /// A person with an application.
    MobileApp,
    /// An uptime monitor.
    Monitor,
    /// A declared crawler.
    Crawler,
    /// A collector of training text.
    AiCrawler,
    /// A source of an attack.
    Hostile,
    /// A person who works on the site.
    Teacher,
    /// A reader of feeds.
    FeedReader,
    /// A preview of a link.
    LinkPreview,
    /// Somebody who tries to get in.
    Intruder,
}

impl Class {
    /// Every class, in order of the truth file.
    pub(crate) const ALL: [Self; 11] = [
        Self::Human,
        Self::SchoolNat,
        Self::MobileApp,
        Self::Monitor,
        Self::Crawler,
        Self::AiCrawler,
        Self::Hostile,
        Self::Teacher,
        Self::FeedReader,
        Self::LinkPreview,
        Self::Intruder,
    ];

    /// Its name in the truth file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::SchoolNat => "school_nat",
            Self::MobileApp => "mobile_app",
            Self::Monitor => "monitor",
            Self::Crawler => "crawler",
            Self::AiCrawler => "ai_crawler",
            Self::Hostile => "hostile",
            Self::Teacher => "teacher",
            Self::FeedReader => "feed_reader",
            Self::LinkPreview => "link_preview",
            Self::Intruder => "intruder",
        }
    }

    /// People, by browser or application.
    pub(crate) fn is_person(self) -> bool {
        matches!(self, Self::Human | Self::SchoolNat | Self::MobileApp | Self::Teacher)
    }
}

/// An address and its country from a mix; always two draws after the block's.
pub(super) fn draw(blocks: &[Block], rng: &mut Rng) -> (IpAddr, [u8; 2]) {
    let total: f64 = blocks.iter().map(|block| block.weight).sum();
    let mut left = random::uniform(rng) * total;
    let chosen = blocks.iter().find(|block| {
        left -= block.weight;
        left < 0.0
    });
    let host = bits(rng);
    match chosen.or_else(|| blocks.last()) {
        Some(block) => (inside(block.cidr, host), code(&block.country)),
        None => (IpAddr::V4(Ipv4Addr::UNSPECIFIED), *b"--"),
    }
}

/// Addresses of `count` proxies of the `nth` damage to a log.
pub(crate) fn several(blocks: &[Block], seed: u64, nth: usize, count: u32) -> Vec<IpAddr> {
    let streams = Streams::new(seed);
    let of = |serial| draw(blocks, &mut streams.stream(Family::Proxies, nth, serial)).0;
    (0..u64::from(count)).map(of).collect()
}

fn bits(rng: &mut Rng) -> u128 {
    use rand::RngExt;
    rng.random::<u128>()
}

fn code(country: &str) -> [u8; 2] {
    country.as_bytes().first_chunk().copied().unwrap_or(*b"--")
}

/// An address of the block; in IPv4 never one that ends in 0 or 255, which no client has.
fn inside(block: IpNetwork, host: u128) -> IpAddr {
    match block {
        IpNetwork::V4(v4) => {
            let mask = u32::MAX.checked_shr(u32::from(v4.prefix())).unwrap_or(0);
            let last = 1 + (host >> 64) as u32 % 254;
            let high = (host as u32 & mask) & 0xffff_ff00;
            let low = if mask < 0xff { host as u32 & mask } else { last };
            IpAddr::V4(Ipv4Addr::from(u32::from(v4.network()) | high | low))
        }
        IpNetwork::V6(v6) => {
            let mask = u128::MAX.checked_shr(u32::from(v6.prefix())).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from(u128::from(v6.network()) | host & mask))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(cidr: &str) -> Block {
        Block { cidr: cidr.parse().expect("a prefix"), country: "FR".into(), weight: 1.0 }
    }

    #[test]
    fn addresses_stay_in_their_block() {
        for cidr in ["90.0.0.0/9", "198.51.100.7/32", "203.0.113.64/26", "2a01:cb00::/24"] {
            let blocks = [block(cidr)];
            let mut rng = Streams::new(1).stream(Family::Identities, 0, 0);
            let drawn: Vec<_> = (0..300).map(|_| draw(&blocks, &mut rng).0).collect();
            assert!(drawn.iter().all(|&address| blocks[0].cidr.contains(address)), "{cidr}");
        }
    }
}
