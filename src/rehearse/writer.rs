//! Log lines as Apache httpd and nginx write them. In: rows in the order of their end. Out: bytes. One
//! function per format, chosen once; nothing a simulated client sends needs escaping.

use std::io::{self, Write};

use crate::rehearse::agents::Agents;
use crate::rehearse::scenario::{Format, Scenario};
use crate::rehearse::world::Sink;
use crate::rehearse::world::request::{Referer, Row};

/// Microseconds in a second.
const SECOND_US: i64 = 1_000_000;

/// Writes rows to a stream.
pub(crate) struct Writer<'a, W> {
    out: W,
    format: Format,
    host: &'a str,
    agents: &'a Agents,
    clock: Clock,
    /// Lines written.
    pub(crate) lines: u64,
    /// One line, reused.
    line: Vec<u8>,
    /// Bytes written.
    pub(crate) bytes: u64,
}

impl<'a, W: Write> Writer<'a, W> {
    pub(crate) fn new(scenario: &'a Scenario, agents: &'a Agents, out: W) -> Self {
        Self {
            out,
            format: scenario.format,
            host: &scenario.site.host,
            agents,
            clock: Clock::new(scenario.utc_offset.seconds(), scenario.utc_offset.compact()),
            lines: 0,
            line: Vec::with_capacity(512),
            bytes: 0,
        }
    }

    /// Hands on what is buffered.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn compose(&mut self, row: &Row) -> io::Result<()> {
        let nginx = self.format.is_nginx();
        if self.format == Format::VhostCombined {
            write!(self.line, "{}:443 ", self.host)?;
        }
        let stamp_us = if nginx { row.end_us } else { row.arrival_us };
        write!(self.line, "{} - - [", row.address())?;
        self.line.extend_from_slice(self.clock.stamp(stamp_us));
        write!(self.line, "] \"{} ", row.target.method())?;
        row.target.write(&mut self.line)?;
        write!(
            self.line,
            " HTTP/{}\" {} ",
            if nginx && row.is_person() { "2.0" } else { "1.1" },
            row.status
        )?;
        // %b writes an empty body as a dash, $body_bytes_sent as 0.
        match row.bytes {
            0 if !nginx => self.line.push(b'-'),
            bytes => write!(self.line, "{bytes}")?,
        }
        if self.format != Format::Common {
            self.referer_and_agent(row)?;
        }
        self.durations(row)?;
        self.line.push(b'\n');
        Ok(())
    }

    fn referer_and_agent(&mut self, row: &Row) -> io::Result<()> {
        self.line.extend_from_slice(b" \"");
        match row.referer {
            Referer::None => self.line.push(b'-'),
            Referer::Elsewhere => self.line.extend_from_slice(b"https://www.google.com/"),
            Referer::Site(target) => {
                write!(self.line, "https://{}", self.host)?;
                target.write(&mut self.line)?;
            }
        }
        write!(self.line, "\" \"{}\"", self.agents.text(row.agent()).unwrap_or("-"))
    }

    fn durations(&mut self, row: &Row) -> io::Result<()> {
        let duration_us = row.end_us - row.arrival_us;
        match self.format {
            Format::ApacheTimed => write!(self.line, " {duration_us}"),
            Format::NginxTimed => {
                seconds(&mut self.line, duration_us)?;
                match row.upstream_us {
                    Some(upstream_us) => seconds(&mut self.line, upstream_us),
                    None => self.line.write_all(b" -"),
                }
            }
            _ => Ok(()),
        }
    }
}

impl<W: Write> Sink for Writer<'_, W> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.line.clear();
        self.compose(row)?;
        self.lines += 1;
        self.bytes += self.line.len() as u64;
        self.out.write_all(&self.line)
    }
}

/// A space and seconds with three decimals, as nginx writes times.
fn seconds(out: &mut impl Write, us: i64) -> io::Result<()> {
    write!(out, " {}.{:03}", us / SECOND_US, us % SECOND_US / 1000)
}

/// `10/Oct/2022:08:00:01 +0200`, composed once a second.
struct Clock {
    offset_us: i64,
    suffix: String,
    second: i64,
    text: Vec<u8>,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Clock {
    fn new(offset_s: i32, suffix: String) -> Self {
        let offset_us = i64::from(offset_s) * SECOND_US;
        Self { offset_us, suffix, second: i64::MIN, text: Vec::new() }
    }

    fn stamp(&mut self, instant_us: i64) -> &[u8] {
        let second = (instant_us + self.offset_us).div_euclid(SECOND_US);
        if second != self.second {
            self.second = second;
            self.text = stamp(second, &self.suffix).into_bytes();
        }
        &self.text
    }
}

/// Stamp of a local second since the epoch.
fn stamp(second: i64, suffix: &str) -> String {
    let Ok(instant) = jiff::Timestamp::from_second(second) else { return String::from("-") };
    let civil = jiff::tz::Offset::UTC.to_datetime(instant);
    let month = MONTHS.get(civil.month() as usize - 1).copied().unwrap_or("-");
    format!(
        "{:02}/{month}/{}:{:02}:{:02}:{:02} {suffix}",
        civil.day(),
        civil.year(),
        civil.hour(),
        civil.minute(),
        civil.second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_follow_the_offset() {
        let mut clock = Clock::new(7200, "+0200".into());
        assert_eq!(clock.stamp(0), b"01/Jan/1970:02:00:00 +0200");
        assert_eq!(clock.stamp(1_665_381_601_999_999), b"10/Oct/2022:08:00:01 +0200");
    }

    #[test]
    fn times_have_three_decimals() {
        let mut out = Vec::new();
        seconds(&mut out, 30_001_999).expect("a vector takes bytes");
        assert_eq!(out, b" 30.001");
    }
}
