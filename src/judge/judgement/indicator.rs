//! An address of a hostile campaign, for lists that leave the case.

use crate::base::class::{NetworkClass, Territory};

/// What one client of a hostile campaign did.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its campaign.
    pub campaign: u32,
    /// The address, or the host name or masked id that the log carries.
    pub address: String,
    /// Is it an address?
    pub is_address: bool,
    /// First request of the campaign, microseconds since the epoch.
    pub first_us: i64,
    /// Last request of the campaign.
    pub last_us: i64,
    /// Requests of the campaign, those within two hours of the incident included.
    pub requests: u64,
    /// ISO 3166-1 code by the primary database.
    pub country: Option<String>,
    /// Territory by the primary database.
    pub territory: Territory,
    /// Autonomous system number.
    pub as_number: Option<i64>,
    /// Its name.
    pub as_org: Option<String>,
    /// Likely kind of network.
    pub network_class: NetworkClass,
}
