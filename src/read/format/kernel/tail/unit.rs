//! The unit of whole numbers that are times to serve: the numbers of a sample in, a unit and the
//! reason out. Apache's `%D` is in microseconds, Tomcat's up to version 9 in milliseconds, `%T` in
//! seconds: no line tells which.

use super::super::slot::Unit;

/// Numbers below which a sample shows nothing.
const FEW: usize = 8;
/// Time-outs that servers are set to, seconds: many requests of an overload end just after one.
const TIMEOUTS: [i64; 6] = [30, 60, 75, 90, 120, 300];
/// Longest time to serve that is plausible, seconds.
const LONGEST: i64 = 3_600;
/// Microseconds that no server is faster than, but for a few requests: accepting, parsing and logging
/// a request takes about as long.
const FASTEST_US: i64 = 30;

/// Bytes of an answer whose rate means something.
const LARGE: i64 = 100_000;
/// Bytes a second of audio: 16 to 512 kbit/s.
const STREAM: std::ops::Range<i64> = 2_000..64_000;
/// Bytes a microsecond that no server copies.
const FASTER_THAN_MEMORY: i64 = 20_000;

/// A unit, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inferred {
    /// The unit.
    pub unit: Unit,
    /// Why this one.
    pub why: &'static str,
    /// Is another as good?
    pub doubtful: bool,
}

impl Inferred {
    /// For people.
    pub fn text(&self) -> String {
        let name = match self.unit {
            Unit::Seconds => "seconds",
            Unit::Millis => "milliseconds",
            _ => "microseconds",
        };
        let sure = if self.doubtful { "doubtful" } else { "likely" };
        format!("times to serve are read as {name} ({sure}: {})", self.why)
    }
}

/// Is the word a unit?
pub fn named(word: &[u8]) -> bool {
    matches!(word, b"ms" | b"s" | b"us" | b"msec" | b"sec" | b"\xc2\xb5s" | b"\xce\xbcs")
}

/// The unit that a word names.
pub fn of_name(word: &[u8]) -> Unit {
    match word {
        b"ms" | b"msec" => Unit::Millis,
        b"s" | b"sec" => Unit::Seconds,
        _ => Unit::Micros,
    }
}

/// The unit of these times, and the bytes of each request where they are known (else an empty list).
pub fn infer(times: &[i64], bytes: &[i64]) -> Inferred {
    let mut sorted: Vec<i64> = times.to_vec();
    sorted.sort_unstable();
    let place = |share: usize| sorted.get(sorted.len() * share / 100).copied().unwrap_or(0);
    let (tenth, median) = (place(10), place(50));
    let largest = sorted.last().copied().unwrap_or(0);
    let found = |unit, why, doubtful| Inferred { unit, why, doubtful };
    if largest > LONGEST * 1_000 {
        return found(Unit::Micros, "as milliseconds the largest would be over an hour", false);
    }
    if let Some(found) = by_timeouts(&sorted).or_else(|| by_rate(times, bytes)) {
        return found;
    }
    if sorted.len() < FEW {
        return few(largest);
    }
    if median == 0 && place(80) == 0 && largest <= LONGEST {
        return found(Unit::Seconds, "nearly all are 0 and none is above an hour", largest > 300);
    }
    if tenth < FASTEST_US {
        // Milliseconds of files from memory; a server whose every request takes seconds has no 0.
        let slow = tenth > 0 && largest <= 300;
        return found(Unit::Millis, "many are too small for microseconds", slow);
    }
    found(
        Unit::Micros,
        "none is too small, and whole numbers after the agent are mostly Apache's %D",
        median < 1_000 || largest < 100_000,
    )
}

/// Requests that end just after a time-out show the unit: two or more at the same one.
fn by_timeouts(sorted: &[i64]) -> Option<Inferred> {
    let near = |unit: i64| {
        let at = |timeout: &i64| {
            let start = sorted.partition_point(|time| *time < timeout * unit);
            let end = sorted.partition_point(|time| *time < timeout * unit + unit / 4);
            end - start
        };
        TIMEOUTS.iter().map(at).max().unwrap_or(0)
    };
    let (millis, micros) = (near(1_000), near(1_000_000));
    if micros >= 2 && micros > millis {
        let why = "several end just after 30, 60, 75, 90, 120 or 300 seconds";
        return Some(Inferred { unit: Unit::Micros, why, doubtful: false });
    }
    // As microseconds these would be a band of 0.25 ms in the bulk: half of those next to it are not.
    let largest = sorted.last().copied().unwrap_or(0);
    let why = "several end just after 30, 60, 75, 90, 120 or 300 seconds";
    (millis >= 3 && largest <= 400_000).then_some(Inferred {
        unit: Unit::Millis,
        why,
        doubtful: largest > 320_000,
    })
}

/// Streams have a rate that listeners bear: if most large answers would have it in seconds, they are
/// seconds, as Icecast logs them; if answers would be faster than memory in microseconds, they are none.
fn by_rate(times: &[i64], bytes: &[i64]) -> Option<Inferred> {
    let pairs = times.iter().zip(bytes).filter(|(time, bytes)| **time > 0 && **bytes > LARGE);
    let mut rates: Vec<i64> = pairs.map(|(time, bytes)| bytes / time).collect();
    rates.sort_unstable();
    let within = |rate: &&i64| STREAM.contains(*rate);
    let streams = rates.iter().filter(within).count();
    let median = rates.get(rates.len() / 2).copied()?;
    if rates.len() >= FEW && 10 * streams >= 8 * rates.len() {
        let why = "large answers would have the rates of audio streams";
        return Some(Inferred { unit: Unit::Seconds, why, doubtful: false });
    }
    let why = "large answers would be faster than memory in microseconds";
    (rates.len() >= FEW && median > FASTER_THAN_MEMORY).then_some(Inferred {
        unit: Unit::Millis,
        why,
        doubtful: true,
    })
}

fn few(largest: i64) -> Inferred {
    let why = "too few lines to tell";
    match largest {
        0 => Inferred { unit: Unit::Seconds, why, doubtful: true },
        1..FASTEST_US => Inferred { unit: Unit::Millis, why, doubtful: true },
        _ => Inferred { unit: Unit::Micros, why, doubtful: true },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(times: &[i64]) -> (Unit, bool) {
        let found = infer(times, &[]);
        (found.unit, found.doubtful)
    }

    #[test]
    fn units_of_samples() {
        let micros = [412, 900, 61_530, 3_000, 850, 1_200, 7_000, 60_003_127];
        assert_eq!(unit(&micros), (Unit::Micros, false));
        let static_files = [180, 205, 412, 333, 240, 198, 260, 301, 150];
        assert_eq!(unit(&static_files), (Unit::Micros, true));
        let tomcat = [0, 1, 2, 15, 3, 0, 1, 240, 12, 5_012];
        assert_eq!(unit(&tomcat), (Unit::Millis, false));
        let overloaded = [2_000, 5_200, 30_004, 30_011, 30_002, 30_120, 9_000, 12_000, 30_001];
        assert_eq!(unit(&overloaded), (Unit::Millis, false));
        let seconds = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 3, 0, 0];
        assert_eq!(unit(&seconds), (Unit::Seconds, false));
        assert_eq!(unit(&[61_530]), (Unit::Micros, true));
        assert_eq!(unit(&[12]), (Unit::Millis, true));
        assert_eq!(unit(&[0]), (Unit::Seconds, true));
    }

    #[test]
    fn rates_of_answers_tell_too() {
        let listened = [1_807, 62, 12, 3_400, 240, 610, 75, 96, 1_200];
        let bytes = listened.map(|seconds| seconds * 16_000);
        assert_eq!(infer(&listened, &bytes).unit, Unit::Seconds);
        let downloads = listened.map(|millis| millis * 90_000);
        assert_eq!(infer(&listened, &downloads).unit, Unit::Millis);
    }
}
