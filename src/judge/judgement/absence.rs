//! A network whose requests stopped while those of others went on.

use std::net::IpAddr;

use crate::base::time::Window;

/// What groups clients that reach a site by the same way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// An autonomous system, by one version of the Internet Protocol: each has routes of its own.
    System {
        /// Its number.
        number: i64,
        /// IPv6?
        v6: bool,
    },
    /// A prefix of which no autonomous system is known: first address and length.
    Prefix(IpAddr, u8),
    /// A country, where no network of it is large enough to be seen alone.
    Country(String),
}

impl Group {
    /// `as`, `prefix` or `country`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::System { .. } => "as",
            Self::Prefix(..) => "prefix",
            Self::Country(_) => "country",
        }
    }

    /// How people call it: `AS64500 IPv4`, `198.51.0.0/16`, `FR`.
    pub fn name(&self) -> String {
        match self {
            Self::System { number, v6 } => format!("AS{number} IPv{}", if *v6 { 6 } else { 4 }),
            Self::Prefix(address, length) => format!("{address}/{length}"),
            Self::Country(code) => code.clone(),
        }
    }
}

/// A network that fell silent.
#[derive(Debug, Clone, PartialEq)]
pub struct Absence {
    /// Which.
    pub group: Group,
    /// Name of its operator, if known.
    pub operator: Option<String>,
    /// When.
    pub window: Window,
    /// Requests that would have come, and those that came.
    pub requests: (f64, f64),
    /// Visits that would have begun, and those that began.
    pub visits: (f64, f64),
    /// Upper bound of the probability (log10) that so few come by chance in any of the networks and
    /// minutes that were looked at.
    pub log10_chance: f64,
}

/// Pages of which fewer files came in time than half of what they usually bring along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unfinished {
    /// Pages that opened a visit, of which it can be told.
    pub pages: f64,
    /// Those of them that stayed unfinished.
    pub left: f64,
    /// The same two outside such windows.
    pub usual: (f64, f64),
}
