//! Values that TOML has no type for: instants with an offset, a clock's offset, a block of addresses.
//! In: strings. Out: checked values. It knows no time zones with rules, only fixed offsets.

use std::str::FromStr;

use ipnetwork::IpNetwork;
use serde::{Deserialize, Deserializer, de};

use crate::base::time;

/// A moment, written as RFC 3339 with an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(i64);

impl Instant {
    /// Microseconds since the epoch, UTC.
    pub fn us(self) -> i64 {
        self.0
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        time::parse(&text)
            .map(Self)
            .ok_or_else(|| de::Error::custom(format!("{text:?} is no RFC 3339 instant")))
    }
}

/// A fixed distance from UTC, written as `+02:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtcOffset(i32);

impl UtcOffset {
    /// Seconds east of UTC.
    pub fn seconds(self) -> i32 {
        self.0
    }

    /// As in access logs: `+0200`.
    pub fn compact(self) -> String {
        self.written("")
    }

    /// As in ISO 8601: `+02:00`.
    pub fn colon(self) -> String {
        self.written(":")
    }

    fn written(self, between: &str) -> String {
        let minutes = self.0.abs() / 60;
        let sign = if self.0 < 0 { '-' } else { '+' };
        format!("{sign}{:02}{between}{:02}", minutes / 60, minutes % 60)
    }
}

impl FromStr for UtcOffset {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fail = || format!("{text:?} is no offset such as +02:00");
        let (sign, rest) = match text.split_at_checked(1) {
            Some(("+", rest)) => (1, rest),
            Some(("-", rest)) => (-1, rest),
            _ => return Err(fail()),
        };
        let (hours, minutes) = rest.split_once(':').ok_or_else(fail)?;
        let hours: i32 = hours.parse().map_err(|_| fail())?;
        let minutes: i32 = minutes.parse().map_err(|_| fail())?;
        let valid = (0..=14).contains(&hours) && (0..60).contains(&minutes);
        valid.then_some(Self(sign * (hours * 3600 + minutes * 60))).ok_or_else(fail)
    }
}

impl<'de> Deserialize<'de> for UtcOffset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Addresses a client may have, with the country they are taken to lie in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Prefix, IPv4 or IPv6.
    #[serde(deserialize_with = "cidr")]
    pub cidr: IpNetwork,
    /// ISO 3166-1 code that the truth file counts these addresses under.
    pub country: String,
    /// Relative share of the clients.
    pub weight: f64,
}

fn cidr<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IpNetwork, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| de::Error::custom(format!("{text:?} is no prefix")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_parse_and_print() {
        let offset = |text: &str| text.parse::<UtcOffset>();
        assert_eq!(
            offset("+02:00").map(|o| (o.seconds(), o.compact())),
            Ok((7200, "+0200".into()))
        );
        assert_eq!(
            offset("-03:30").map(|o| (o.seconds(), o.compact())),
            Ok((-12600, "-0330".into()))
        );
        assert!(offset("0200").is_err() && offset("+2").is_err() && offset("+99:00").is_err());
    }
}
