//! Which format a file has: sample lines in, the best format and how sure it is out. Content decides,
//! never the name; every format is tried on every line of the sample, and none decides alone.

use crate::base::time::{DAY_US, HOUR_US, days_from_civil};
use crate::read::columns::ABSENT;

use super::kernel::client::is_likely;
use super::kernel::clock::Clock;
use super::kernel::row::Row;
use super::{FORMATS, Fit, Format};

/// Below this share of lines read, times the validity of their fields, the choice would be a guess:
/// half of the lines or more make no sense in it.
pub const CONFIDENCE_MIN: f64 = 0.5;

/// A line of a plainer relative: nothing is misread, but the file is mostly something else.
const FEWER: f64 = 0.65;
/// A line with more than the format knows: something is not read, so a format that reads it is better.
const EXTRA: f64 = 0.6;
/// A median time to serve below this is not in microseconds: Apache needs some hundreds for the
/// smallest file; then the field is in milliseconds or seconds and the format is another.
const MEDIAN_US_MIN: i64 = 100;
/// What is left of a format whose durations are impossible.
const IMPOSSIBLE: f64 = 0.5;

/// A format and how well it reads a sample.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// The format.
    pub format: &'static Format,
    /// Confidence, 0…1: share of the sample's lines read, times validity of their fields.
    pub confidence: f64,
}

/// The format that reads the sample best; of equals, the first in the list.
pub fn detect(sample: &[Vec<u8>]) -> Option<Choice> {
    let choices = FORMATS.iter().map(|format| weigh(format, sample));
    choices.reduce(|best, next| if next.confidence > best.confidence { next } else { best })
}

/// How well one format reads the sample.
pub fn weigh(format: &'static Format, sample: &[Vec<u8>]) -> Choice {
    let mut clock = Clock::default();
    let mut previous_us = None;
    let mut durations = Vec::new();
    let mut sum = 0.0;
    for line in sample {
        let mut row = Row::default();
        if let Ok(fit) = (format.parse)(line, &mut row, &mut clock) {
            sum += weight(fit) * validity(&row, previous_us);
            previous_us = Some(row.ts_us);
            durations.push(row.duration_us);
        }
    }
    let confidence = sum / sample.len().max(1) as f64 * plausible(format, durations);
    Choice { format, confidence }
}

/// Lines of the sample that the format does not read, or all if it reads every one.
pub fn failed<'s>(format: &Format, sample: &'s [Vec<u8>]) -> Vec<&'s [u8]> {
    let reads =
        |line: &[u8]| (format.parse)(line, &mut Row::default(), &mut Clock::default()).is_ok();
    let failed: Vec<&[u8]> = sample.iter().map(Vec::as_slice).filter(|line| !reads(line)).collect();
    if failed.is_empty() { sample.iter().map(Vec::as_slice).collect() } else { failed }
}

fn weight(fit: Fit) -> f64 {
    match fit {
        Fit::Exact => 1.0,
        Fit::Fewer => FEWER,
        Fit::Extra => EXTRA,
    }
}

/// How far the fields are what such fields are: 1 if all are.
fn validity(row: &Row<'_>, previous_us: Option<i64>) -> f64 {
    let years = days_from_civil(1990, 1, 1) * DAY_US..days_from_civil(2100, 1, 1) * DAY_US;
    // Lines are written in order of time, give or take the longest request.
    let ordered = previous_us.is_none_or(|previous| row.ts_us >= previous - HOUR_US);
    let status = matches!(row.status, ABSENT | 0 | 100..=599);
    let method = row.method.as_deref().is_none_or(|name| name.iter().all(u8::is_ascii_uppercase));
    let client = row.client.as_deref().is_none_or(is_likely);
    [
        (years.contains(&row.ts_us), 0.5),
        (status, 0.5),
        (ordered, 0.95),
        (method, 0.9),
        (client, 0.7),
    ]
    .into_iter()
    .map(|(valid, otherwise)| if valid { 1.0 } else { otherwise })
    .product()
}

/// Are the durations possible in the format's unit? Only whole numbers leave a doubt.
fn plausible(format: &Format, mut durations: Vec<i64>) -> f64 {
    durations.retain(|duration| *duration != ABSENT);
    durations.sort_unstable();
    match durations.get(durations.len() / 2) {
        Some(&median) if format.whole_us && median < MEDIAN_US_MIN => IMPOSSIBLE,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(lines: &[&str]) -> Option<&'static str> {
        let sample: Vec<Vec<u8>> = lines.iter().map(|line| line.as_bytes().to_vec()).collect();
        detect(&sample)
            .filter(|choice| choice.confidence >= CONFIDENCE_MIN)
            .map(|choice| choice.format.name)
    }

    const COMBINED: &str =
        r#"203.0.113.7 - - [06/Apr/2021:08:31:02 +0200] "GET / HTTP/1.1" 200 512 "-" "curl""#;

    #[test]
    fn whole_numbers_are_microseconds_only_if_they_can_be() {
        let with = |number: u32| format!("{COMBINED} {number}");
        assert_eq!(detected(&[&with(4_711), &with(61_530), &with(900)]), Some("combined_us"));
        assert_eq!(detected(&[&with(0), &with(1), &with(30)]), Some("combined"));
    }

    #[test]
    fn of_a_mixture_the_richer_format_is_taken() {
        let timed = format!("{COMBINED} 0.062");
        assert_eq!(detected(&[COMBINED, &timed, COMBINED, &timed]), Some("nginx_timed"));
        assert_eq!(detected(&[COMBINED, COMBINED]), Some("combined"));
        assert_eq!(detected(&[&format!("{COMBINED} something=else")]), Some("combined"));
    }

    #[test]
    fn no_format_is_guessed() {
        assert_eq!(detected(&["Apr  6 08:31:02 host app[1]: started", "", COMBINED, "x"]), None);
        assert_eq!(detected(&[]), None);
    }
}
