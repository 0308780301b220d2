//! W3C extended logs of any product that says in `#Fields` what it writes: Blue Coat, Imperva
//! (Incapsula), SHOUTcast, Tomcat, Akamai, Oracle and others. Times are UTC, as the specification says
//! (W3C WD-logfile-960323), unless the columns are called local. The unit of `time-taken` is the
//! product's where it is known; else it is inferred and said. Files without `#Fields` are not read.

use crate::base::account::Stamp;

use super::Format;
use super::kernel::coding::Coding;
use super::kernel::delimited::Cells;
use super::kernel::directive::{Names, is_fields, names, style};
use super::kernel::heading::normal;
use super::kernel::number;
use super::kernel::plan::{Habits, Own, Part};
use super::kernel::slot::{Slot, Unit};
use super::kernel::w3c::{Inferred, Product, W3c};
use super::{cloudfront, httperr, iis};

/// `#Fields: date time c-ip cs-method cs-uri sc-status` and lines of that
pub(super) const FORMAT: Format = Format::new(
    "w3c",
    "W3C extended log with #Fields: c-ip date time cs-method cs-uri sc-status …",
    Stamp::Unknown,
    |_, sample| W3c::open(&GENERIC, sample),
);

const GENERIC: Product =
    Product { name: "w3c", claims, habits, shape: |_| None, other: |_, _, _| false };

/// A time of more than this many seconds is one in milliseconds: browsers and proxies give up before.
const SECONDS_MAX: i64 = 600;
/// If half of the requests took longer than this, they are in milliseconds.
const SECONDS_USUAL: i64 = 5;

fn claims(names: &Names<'_>) -> bool {
    ![iis::claims, cloudfront::claims, httperr::claims].iter().any(|claims| claims(names))
}

fn habits(sample: &[Vec<u8>]) -> Inferred {
    let says = |word: &str| {
        let head = sample.iter().filter(|line| line.first() == Some(&b'#'));
        head.into_iter().any(|line| memchr::memmem::find(line, word.as_bytes()).is_some())
    };
    let (coding, own): (_, Own) = match () {
        () if says("Incapsula") || says("cs-vid") => (Coding::Plain, of_incapsula),
        () if says("SHOUTcast") || says("avgbandwidth") => (Coding::Percent, |_| None),
        () => (Coding::Plus, |_| None),
    };
    let known = match () {
        () if says("Tomcat") => Some(Unit::Seconds),
        () if says("SGOS") || says("Microsoft") || says(" cs-ip ") => Some(Unit::Millis),
        () => None,
    };
    let (unit, inferred) = known.map_or_else(|| unit_of(sample), |unit| (unit, None));
    (Habits { unit, coding, day_apart: true, own }, inferred)
}

/// What Imperva calls otherwise than others: its own server name and target without a scheme, and the
/// size of the content as `cs-bytes`.
fn of_incapsula(name: &[u8]) -> Option<Part> {
    match normal(name).as_slice() {
        b"csuri" => Some(Part::HostPath),
        b"csbytes" => Some(Part::Fill(Slot::Bytes)),
        // Only the name of the protocol.
        b"csversion" => Some(Part::Skip),
        _ => None,
    }
}

/// The unit of `time-taken` by its values: seconds as specified, if they can be.
fn unit_of(sample: &[Vec<u8>]) -> (Unit, Option<String>) {
    let mut values = taken(sample);
    if values.is_empty() {
        return (Unit::Seconds, None);
    }
    if values.iter().any(|value| value.contains(&b'.')) {
        return (Unit::Seconds, Some("time-taken is in seconds: it has decimals".into()));
    }
    values.sort_by_key(|value| number::integer(value).unwrap_or(0));
    let at = |index: usize| values.get(index).and_then(|v| number::integer(v)).unwrap_or(0);
    let (median, most) = (at(values.len() / 2), at(values.len() - 1));
    if median > SECONDS_USUAL || most > SECONDS_MAX {
        (Unit::Millis, Some(format!("time-taken is in milliseconds: up to {most} in the sample")))
    } else {
        (Unit::Seconds, Some("time-taken is in seconds, as specified; no value contradicts".into()))
    }
}

/// The values of `time-taken` in a sample.
fn taken(sample: &[Vec<u8>]) -> Vec<&[u8]> {
    let (mut column, mut values) = (None, Vec::new());
    for line in sample {
        if is_fields(line) {
            column = names(line).iter().position(|name| name.eq_ignore_ascii_case(b"time-taken"));
        } else if let Some(column) = column
            && let Some(Ok(cell)) = Cells::new(line, style(line)).nth(column)
            && cell.text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        {
            values.push(cell.text);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(values: &[&str]) -> Unit {
        let head = b"#Fields: c-ip time-taken".to_vec();
        let line = |value: &&str| format!("203.0.113.7 {value}").into_bytes();
        unit_of(&[vec![head], values.iter().map(line).collect()].concat()).0
    }

    #[test]
    fn units_by_values() {
        assert_eq!(unit(&["0.062", "12.5"]), Unit::Seconds);
        assert_eq!(unit(&["0", "1", "61", "0"]), Unit::Seconds);
        assert_eq!(unit(&["0", "1", "30000", "0"]), Unit::Millis);
        assert_eq!(unit(&["15", "31", "46"]), Unit::Millis);
        assert_eq!(unit(&["-"]), Unit::Seconds);
    }
}
