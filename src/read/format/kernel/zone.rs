//! The zone of time stamps that carry none: local date and time in, an instant out. Where a clock was
//! set back one local time stands for two instants, and where it was set forward for none; both are
//! resolved in one stated way and counted.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::base::account::{self, ZoneOrigin};
use crate::error::{Error, Kind, Result};

/// A zone and whether it was given or assumed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    zone: TimeZone,
    given: bool,
}

impl Default for Zone {
    /// UTC, because nothing else was said.
    fn default() -> Self {
        Self { zone: TimeZone::UTC, given: false }
    }
}

/// What a local time is in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Local {
    /// One instant.
    Plain(i64),
    /// The earlier of two (a clock was set back): the log itself can tell them apart only by order.
    Fold(i64),
    /// None (a clock was set forward): read with the offset before the change.
    Gap(i64),
}

impl Local {
    /// The instant, microseconds since the epoch.
    pub fn instant_us(self) -> i64 {
        match self {
            Self::Plain(us) | Self::Fold(us) | Self::Gap(us) => us,
        }
    }
}

impl Zone {
    /// The zone of that IANA name, as `Europe/Paris`, or an offset, as `+02:00`.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] if there is no such zone.
    pub fn named(name: &str) -> Result<Self> {
        let unknown = |error: jiff::Error| {
            Error::new(Kind::Usage, format!("there is no time zone {name:?}")).because(error).hint(
                "an IANA name as Europe/Paris, America/Guadeloupe or UTC, or an offset as +02:00",
            )
        };
        let zone = match offset(name) {
            Some(zone) => zone,
            None => TimeZone::get(name).map_err(unknown)?,
        };
        Ok(Self { zone, given: true })
    }

    /// Was it given, or is it assumed?
    pub fn is_given(&self) -> bool {
        self.given
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.zone.iana_name().map_or_else(|| format!("{:?}", self.zone), str::to_owned)
    }

    /// How it is told.
    pub fn account(&self) -> account::Zone {
        let origin = if self.given { ZoneOrigin::Given } else { ZoneOrigin::Assumed };
        account::Zone { name: self.name(), origin }
    }

    /// The instant of a local date and time; `None` if it cannot be represented.
    pub fn instant(&self, local: DateTime) -> Option<Local> {
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let kind = ambiguous.offset();
        // `compatible`: the earlier of two instants; in a gap, the offset before the change (RFC 5545).
        let us = ambiguous.compatible().ok()?.as_microsecond();
        Some(match kind {
            AmbiguousOffset::Unambiguous { .. } => Local::Plain(us),
            AmbiguousOffset::Fold { .. } => Local::Fold(us),
            AmbiguousOffset::Gap { .. } => Local::Gap(us),
        })
    }
}

/// `+02:00`, `-0930`, `+2`.
fn offset(name: &str) -> Option<TimeZone> {
    let (sign, digits) = match name.as_bytes() {
        [b'+', ..] => (1, name.get(1..)?),
        [b'-', ..] => (-1, name.get(1..)?),
        _ => return None,
    };
    let plain: String = digits.chars().filter(|character| *character != ':').collect();
    let (hours, minutes) =
        if plain.len() > 2 { plain.split_at(plain.len() - 2) } else { (plain.as_str(), "0") };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let possible = hours < 24 && minutes < 60;
    let seconds = sign * (hours * 3600 + minutes * 60);
    possible.then(|| jiff::tz::Offset::from_seconds(seconds).ok().map(TimeZone::fixed))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::rfc3339;

    fn read(zone: &str, local: &str) -> (String, char) {
        let zone = Zone::named(zone).expect("a zone");
        let local = zone.instant(local.parse().expect("a local time")).expect("an instant");
        let kind = match local {
            Local::Plain(_) => 'p',
            Local::Fold(_) => 'f',
            Local::Gap(_) => 'g',
        };
        (rfc3339(local.instant_us()), kind)
    }

    #[test]
    fn local_times() {
        for (zone, local, expected, kind) in [
            ("Europe/Paris", "2021-04-06T08:31:02", "2021-04-06T06:31:02Z", 'p'),
            ("Europe/Paris", "2021-10-31T02:30:00", "2021-10-31T00:30:00Z", 'f'),
            ("Europe/Paris", "2021-03-28T02:30:00", "2021-03-28T01:30:00Z", 'g'),
            ("America/Guadeloupe", "2021-04-06T08:31:02", "2021-04-06T12:31:02Z", 'p'),
            ("+02:00", "2021-04-06T08:31:02", "2021-04-06T06:31:02Z", 'p'),
            ("-0930", "2021-04-06T08:31:02", "2021-04-06T18:01:02Z", 'p'),
        ] {
            assert_eq!(read(zone, local), (expected.to_string(), kind), "{zone} {local}");
        }
        assert!(Zone::named("Europe/Lutetia").is_err());
        assert!(!Zone::default().is_given());
    }
}
