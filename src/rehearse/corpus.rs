//! A log to measure speed with: a number of lines and a seed in, lines in Apache's `combined` format
//! out, the same bytes for the same two. It has the sizes and distributions that cost a reader time and
//! no story: no attack, no truth about it; scenarios are for those.
//!
//! The model, for five million lines: sessions of about twelve requests, some two thousand at once, so
//! that a client comes in loose runs; six sessions of ten by clients that come once, the others by clients
//! of rank r in proportion to 1/r, some 290,000 distinct, 85 % of them IPv4; one agent a client, 5,300 with a long tail; paths in proportion to 1/r over
//! 58,000; every eighth request with a query; referers from the own site, search engines or none; about
//! one line in 21,000 with the quoting that scanners and TLS on a plain port leave behind; a thousand
//! lines a minute on average, twice as many at noon as at midnight.

use std::io::{self, Write};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::base::time::{DAY_US, SECOND_US, rfc3339};

/// Sessions at a time.
const SESSIONS: usize = 2_000;
/// Requests of a session, on average.
const SESSION_LENGTH: u32 = 12;
/// Clients that come again.
const REGULARS: f64 = 200_000.0;
/// Paths of the site.
const PATHS: f64 = 58_400.0;
/// Agents that clients could carry.
const AGENTS: f64 = 5_400.0;
/// Lines between two odd ones, on average.
const ODD: u32 = 21_000;
/// 2026-03-02T00:00:00Z, a Monday.
const START_US: i64 = 1_772_409_600_000_000;
/// Microseconds between two lines, on average.
const GAP_US: f64 = 60_000.0;

const SECTIONS: [&str; 8] =
    ["actualites", "eleves", "products", "blog/2025", "static/img", "assets/js", "api/v2", "notes"];
const ENDINGS: [&str; 6] = ["", ".html", ".php", ".css", ".webp", "/index.html"];
const SYSTEMS: [&str; 6] = [
    "Windows NT 10.0; Win64; x64",
    "Macintosh; Intel Mac OS X 10_15_7",
    "Linux; Android 14; SM-S918B Build/UP1A.231005.007",
    "iPhone; CPU iPhone OS 18_3 like Mac OS X",
    "X11; Linux x86_64",
    "Linux; Android 13; Redmi Note 12 Pro",
];

/// One visit.
struct Session {
    client: u64,
    agent: u64,
    page: u64,
}

/// Writes the log.
///
/// # Errors
///
/// Those of `out`.
pub fn write_corpus(lines: u64, seed: u64, out: &mut impl Write) -> io::Result<()> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut sessions: Vec<Session> = (0..SESSIONS).map(|_| Session::begin(&mut rng)).collect();
    let mut clock_us = START_US;
    for _ in 0..lines {
        let of_day = clock_us.rem_euclid(DAY_US) as f64 / DAY_US as f64;
        let pace = 1.0 - (of_day * std::f64::consts::TAU).cos() / 3.0;
        clock_us += (-GAP_US * (1.0 - rng.random::<f64>()).ln() / pace) as i64;
        let Some(session) = sessions.get_mut(rng.random_range(0..SESSIONS)) else { continue };
        if rng.random_range(0..ODD) == 0 {
            odd(session, clock_us, &mut rng, out)?;
        } else {
            session.request(clock_us, &mut rng, out)?;
        }
        if rng.random_range(0..SESSION_LENGTH) == 0 {
            *session = Session::begin(&mut rng);
        }
    }
    Ok(())
}

impl Session {
    fn begin(rng: &mut ChaCha8Rng) -> Self {
        let once = rng.random_range(0..100) < 58;
        let client = if once { rng.random() } else { mixed(rank(rng, REGULARS)) };
        let agent = mixed(client ^ 1) as f64 / u64::MAX as f64;
        Self { client, agent: AGENTS.powf(agent) as u64, page: rank(rng, PATHS) }
    }

    fn request(&mut self, us: i64, rng: &mut ChaCha8Rng, out: &mut impl Write) -> io::Result<()> {
        let before = std::mem::replace(&mut self.page, rank(rng, PATHS));
        let method = if rng.random_range(0..20) == 0 { "POST" } else { "GET" };
        self.client(out)?;
        write!(out, " - - [{}] \"{method} ", stamp(us))?;
        path(self.page, out)?;
        if rng.random_range(0..8) == 0 {
            write!(out, "?id={}&page={}", rank(rng, 200_000.0), rng.random_range(1..9))?;
        }
        let protocol = if self.client % 5 < 2 { "HTTP/2.0" } else { "HTTP/1.1" };
        let status = match rng.random_range(0..100) {
            0..=85 => 200,
            86..=90 => 304,
            91..=93 => 302,
            94..=97 => 404,
            98 => 403,
            _ => 503,
        };
        let bytes = (rng.random::<f64>() * 13.0).exp() as u64;
        write!(out, " {protocol}\" {status} {bytes} \"")?;
        match rng.random_range(0..10) {
            0..=1 => out.write_all(b"-")?,
            2 => write!(out, "https://www.google.com/search?q={:x}", before % 400)?,
            _ => {
                out.write_all(b"https://www.example.fr")?;
                path(before, out)?;
            }
        }
        out.write_all(b"\" \"")?;
        agent(self.agent, out)?;
        out.write_all(b"\"\n")
    }

    fn client(&self, out: &mut impl Write) -> io::Result<()> {
        let bits = self.client >> 8;
        if self.client % 100 < 85 {
            let [a, b, c, d, ..] = bits.to_le_bytes();
            return write!(out, "{}.{b}.{c}.{d}", 20 + a % 180);
        }
        let (net, host) = (bits & 0xfff, mixed(bits));
        write!(out, "2a01:{:x}:{:x}:{:x}:", net, bits >> 12 & 0xffff, bits >> 28 & 0xfff)?;
        let [one, two, three, four] = [0, 16, 32, 48].map(|at| host >> at & 0x7fff | 1);
        write!(out, "{one:x}:{two:x}:{three:x}:{four:x}")
    }
}

/// A line as scanners, TLS on a plain port and closed connections leave it.
fn odd(session: &Session, us: i64, rng: &mut ChaCha8Rng, out: &mut impl Write) -> io::Result<()> {
    session.client(out)?;
    write!(out, " - - [{}] ", stamp(us))?;
    out.write_all(match rng.random_range(0..3) {
        0 => b"\"-\" 408 - \"-\" \"-\"\n",
        1 => b"\"\\x16\\x03\\x01\\x02\" 400 226 \"-\" \"-\"\n",
        _ => b"\"GET /?q=\\\"x\\\" HTTP/1.1\" 404 9 \"-\" \"Mozilla/5.0 \\\"quoted\\\"\"\n",
    })
}

/// A rank from 1 to `count`, in proportion to one over it.
fn rank(rng: &mut ChaCha8Rng, count: f64) -> u64 {
    count.powf(rng.random::<f64>()) as u64
}

/// Spreads a small number over 64 bits (the finaliser of SplitMix64, Steele et al. 2014).
pub(super) fn mixed(number: u64) -> u64 {
    let mut bits = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

fn path(page: u64, out: &mut impl Write) -> io::Result<()> {
    let bits = mixed(page);
    let section = SECTIONS.get((bits & 7) as usize).unwrap_or(&"");
    let ending = ENDINGS.get((bits >> 8) as usize % ENDINGS.len()).unwrap_or(&"");
    match bits >> 16 & 3 {
        0 => write!(out, "/{section}/{page}{ending}"),
        1 => write!(out, "/{section}/article-{page}{ending}"),
        _ => write!(out, "/{section}/{page}-une-page{ending}"),
    }
}

fn agent(number: u64, out: &mut impl Write) -> io::Result<()> {
    let bits = mixed(number ^ 0x5a5a);
    let system = SYSTEMS.get((bits % 6) as usize).unwrap_or(&"");
    let (major, build) = (90 + bits % 50, number);
    match bits >> 20 & 7 {
        0 => write!(
            out,
            "Mozilla/5.0 (compatible; bot-{build}/2.1; +https://bots.example.net/{build})"
        ),
        1 => write!(
            out,
            "Mozilla/5.0 ({system}; rv:{major}.0) Gecko/20100101 Firefox/{major}.{build}"
        ),
        _ => write!(
            out,
            "Mozilla/5.0 ({system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{major}.0.{build}.0 Safari/537.36"
        ),
    }
}

/// `02/Mar/2026:08:31:02 +0000`
fn stamp(us: i64) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let iso = rfc3339(us - us.rem_euclid(SECOND_US));
    let part = |from: usize, to: usize| iso.get(from..to).unwrap_or_default();
    let month =
        part(5, 7).parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
    format!("{}/{}/{}:{} +0000", part(8, 10), month.unwrap_or(&""), part(0, 4), part(11, 19))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let log = |seed| {
            let mut log = Vec::new();
            write_corpus(2_000, seed, &mut log).expect("memory");
            log
        };
        assert_eq!(log(7), log(7));
        assert_ne!(log(7), log(8));
        assert_eq!(log(7).iter().filter(|byte| **byte == b'\n').count(), 2_000);
    }
}
