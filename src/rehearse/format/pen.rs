//! What lines consist of: numbers, addresses, stamps, referers. In: values. Out: bytes at the end of one
//! line that is used again and again. Nothing a simulated client sends needs escaping but its agent, and
//! that only in JSON and between tabs.

use std::io::{self, Write};
use std::net::IpAddr;

use crate::rehearse::agents::Agents;
use crate::rehearse::corpus::mixed;
use crate::rehearse::scenario::Scenario;
use crate::rehearse::world::request::{Referer, Row};

/// Microseconds in a second.
pub(crate) const SECOND_US: i64 = 1_000_000;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A line in the making, and what every line of a log needs.
pub(crate) struct Pen<'a> {
    /// The line.
    pub(crate) line: Vec<u8>,
    /// Host name of the site.
    pub(crate) host: &'a str,
    /// Lines written before this one.
    pub(crate) serial: u64,
    agents: &'a Agents,
    clf: Clock,
    utc: Clock,
    local: Clock,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(scenario: &'a Scenario, agents: &'a Agents) -> Self {
        let offset = scenario.utc_offset;
        let clock = |compose: fn(i64, &str) -> String, offset_s: i32, suffix: String| {
            Clock::new(compose, offset_s, suffix)
        };
        Self {
            line: Vec::with_capacity(1024),
            host: &scenario.site.host,
            serial: 0,
            agents,
            clf: clock(clf, offset.seconds(), format!(" {}", offset.compact())),
            utc: clock(iso, 0, String::new()),
            local: clock(iso, offset.seconds(), offset.colon()),
        }
    }

    /// As it is.
    pub(crate) fn text(&mut self, text: &str) {
        self.line.extend_from_slice(text.as_bytes());
    }

    /// A whole number. The standard formatter takes three times as long, and a line has ten of them.
    pub(crate) fn number(&mut self, number: impl Into<u64>) {
        let (mut digits, mut left) = ([b'0'; 20], number.into());
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (left % 10) as u8;
            left /= 10;
            length += 1;
            if left == 0 {
                break;
            }
        }
        self.line.extend_from_slice(digits.get(20 - length..).unwrap_or_default());
    }

    /// An address; IPv6 in the form of RFC 5952.
    pub(crate) fn address(&mut self, address: IpAddr) -> io::Result<()> {
        let IpAddr::V4(v4) = address else { return write!(self.line, "{address}") };
        for (place, octet) in v4.octets().into_iter().enumerate() {
            if place > 0 {
                self.line.push(b'.');
            }
            self.number(octet);
        }
        Ok(())
    }

    /// Seconds with three decimals, cut off.
    pub(crate) fn seconds(&mut self, us: i64) {
        let millis = us.max(0).unsigned_abs() / 1000;
        self.number(millis / 1000);
        let rest = (millis % 1000) as u16;
        let digit = |unit: u16| b'0' + (rest / unit % 10) as u8;
        self.line.extend_from_slice(&[b'.', digit(100), digit(10), digit(1)]);
    }

    /// Whole milliseconds, cut off.
    pub(crate) fn millis(&mut self, us: i64) {
        self.number(us.max(0).unsigned_abs() / 1000);
    }

    /// `10/Oct/2022:08:00:01 +0200`, local.
    pub(crate) fn clf_stamp(&mut self, instant_us: i64) {
        self.line.extend_from_slice(self.clf.stamp(instant_us));
    }

    /// `10/Oct/2022:08:00:01`, local.
    pub(crate) fn clf_clock(&mut self, instant_us: i64) {
        let stamp = self.clf.stamp(instant_us);
        self.line.extend_from_slice(stamp.get(..20).unwrap_or(stamp));
    }

    /// `2022-10-10T08:00:01+02:00`, local.
    pub(crate) fn iso_local(&mut self, instant_us: i64) {
        self.line.extend_from_slice(self.local.stamp(instant_us));
    }

    /// `2022-10-10T06:00:01`, UTC.
    pub(crate) fn iso_utc(&mut self, instant_us: i64) {
        self.line.extend_from_slice(self.utc.stamp(instant_us));
    }

    /// Day and time of day in UTC, with `between` between them.
    pub(crate) fn day_and_time(&mut self, instant_us: i64, between: u8) {
        let stamp = self.utc.stamp(instant_us);
        self.line.extend_from_slice(stamp.get(..10).unwrap_or_default());
        self.line.push(between);
        self.line.extend_from_slice(stamp.get(11..).unwrap_or_default());
    }

    /// Microseconds of the second, `digits` of them.
    pub(crate) fn fraction(&mut self, instant_us: i64, digits: u32) {
        let micros = instant_us.rem_euclid(SECOND_US) as u32;
        for place in 0..digits {
            self.line.push(b'0' + (micros / 10_u32.pow(5_u32.saturating_sub(place)) % 10) as u8);
        }
    }

    /// Path and query of what was asked for.
    pub(crate) fn target(&mut self, row: &Row) -> io::Result<()> {
        row.target.write(&mut self.line)
    }

    /// Where the client says it comes from, or what stands for nothing.
    pub(crate) fn referer(&mut self, row: &Row, nothing: &str) -> io::Result<()> {
        match row.referer {
            Referer::None => self.text(nothing),
            Referer::Elsewhere => self.text("https://www.google.com/"),
            Referer::Site(target) => {
                self.text("https://");
                self.text(self.host);
                target.write(&mut self.line)?;
            }
        }
        Ok(())
    }

    /// The client's agent, if it names one.
    pub(crate) fn agent(&self, row: &Row) -> Option<&'a str> {
        self.agents.text(row.agent())
    }

    /// Sixteen hexadecimal digits that no other line has there: a request's identifier.
    pub(crate) fn mark(&mut self) {
        let place = self.serial << 8 | (self.line.len() as u64 & 0xff);
        let mark = mixed(place);
        for nibble in (0..16).rev() {
            let digit = (mark >> (4 * nibble) & 0xf) as u8;
            self.line.push(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        }
    }

    /// The client's agent as a string of JSON, empty if it names none.
    pub(crate) fn agent_json(&mut self, row: &Row) -> io::Result<()> {
        let agent = self.agent(row).unwrap_or_default();
        Ok(serde_json::to_writer(&mut self.line, agent)?)
    }

    /// The address of a back end and a port.
    pub(crate) fn backend(&mut self, backend: u16, port: u16) {
        self.text("10.0.");
        self.number(backend / 250);
        self.line.push(b'.');
        self.number(10 + backend % 250);
        self.line.push(b':');
        self.number(port);
    }
}

/// A stamp, composed once a second.
struct Clock {
    compose: fn(i64, &str) -> String,
    offset_us: i64,
    suffix: String,
    second: i64,
    text: Vec<u8>,
}

impl Clock {
    fn new(compose: fn(i64, &str) -> String, offset_s: i32, suffix: String) -> Self {
        let offset_us = i64::from(offset_s) * SECOND_US;
        Self { compose, offset_us, suffix, second: i64::MIN, text: Vec::new() }
    }

    fn stamp(&mut self, instant_us: i64) -> &[u8] {
        let second = (instant_us + self.offset_us).div_euclid(SECOND_US);
        if second != self.second {
            self.second = second;
            self.text = (self.compose)(second, &self.suffix).into_bytes();
        }
        &self.text
    }
}

fn civil(second: i64) -> jiff::civil::DateTime {
    let instant = jiff::Timestamp::from_second(second).unwrap_or_default();
    jiff::tz::Offset::UTC.to_datetime(instant)
}

/// A local second since the epoch as access logs stamp it.
fn clf(second: i64, suffix: &str) -> String {
    let civil = civil(second);
    let month = MONTHS.get(civil.month() as usize - 1).copied().unwrap_or("-");
    let (day, year) = (civil.day(), civil.year());
    let (hour, minute, second) = (civil.hour(), civil.minute(), civil.second());
    format!("{day:02}/{month}/{year}:{hour:02}:{minute:02}:{second:02}{suffix}")
}

/// A second since the epoch as ISO 8601.
fn iso(second: i64, suffix: &str) -> String {
    let civil = civil(second);
    let (year, month, day) = (civil.year(), civil.month(), civil.day());
    let (hour, minute, second) = (civil.hour(), civil.minute(), civil.second());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTANT_US: i64 = 1_665_381_601_999_999;

    #[test]
    fn stamps_follow_the_offset() {
        let mut clock = Clock::new(clf, 7200, " +0200".into());
        assert_eq!(clock.stamp(0), b"01/Jan/1970:02:00:00 +0200");
        assert_eq!(clock.stamp(INSTANT_US), b"10/Oct/2022:08:00:01 +0200");
        let mut clock = Clock::new(iso, 7200, "+02:00".into());
        assert_eq!(clock.stamp(INSTANT_US), b"2022-10-10T08:00:01+02:00");
    }

    #[test]
    fn numbers_are_cut_and_padded() {
        let scenario = Scenario::parse(crate::rehearse::tests::BASE, "test").expect("a scenario");
        let agents = Agents::new(&scenario.agents);
        let mut pen = Pen::new(&scenario, &agents);
        pen.seconds(30_001_999);
        pen.text(" ");
        pen.number(0_u64);
        pen.text(" ");
        pen.number(u64::MAX);
        pen.text(" ");
        pen.fraction(INSTANT_US + 12, 3);
        pen.fraction(INSTANT_US, 6);
        pen.text(" ");
        pen.day_and_time(INSTANT_US, b'\t');
        let text = String::from_utf8_lossy(&pen.line);
        assert_eq!(text, "30.001 0 18446744073709551615 000999999 2022-10-10\t06:00:01");
    }
}
