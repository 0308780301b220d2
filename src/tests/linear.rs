//! No line costs more than its length: every format and envelope is given lines that are long runs of
//! what its parser looks for. An attacker writes such lines, up to the longest that is read.

use std::borrow::Cow;
use std::time::Instant;

use afflux::read::columns::Columns;
use afflux::read::exhibit::chunk::{Chunk, LINE_MAX};
use afflux::read::format::detect::Choice;
use afflux::read::format::kernel::reader::{Context, Task};
use rayon::prelude::*;

use crate::everywhere::{Sample, samples};

/// What parsers look for, to be repeated.
const TOKENS: [&str; 48] = [
    "\"",
    "\\",
    "\\\"",
    "\"\"",
    "\" ",
    "' ",
    "[",
    "]",
    "[]",
    "] ",
    "{",
    "}",
    "{}",
    "(",
    ")",
    "<",
    ",",
    ", ",
    ";",
    ":",
    " : ",
    " - ",
    " ",
    "\t",
    "|",
    "=",
    "a=",
    "a=b ",
    "=>",
    " \"a\"=>",
    "for=",
    "for=\"a,",
    "&",
    "?",
    "%2",
    "/",
    "0",
    "1.",
    "::",
    "{\"a\":",
    "[[\"a\",",
    "{\"a\":\"b\",",
    "\"a\":\"\\u00",
    "\\x22",
    "\u{1b}[",
    "[1]: ",
    " HTTP/1.1\" ",
    "é",
];
/// Places in a line where the run is put in, evenly spread; the first is its head.
const SPOTS: usize = 6;
/// Nanoseconds a byte, some three times what the slowest reader takes for the worst token: a million
/// columns in a header, each looked up. A reader that looks at the rest of the line once a byte takes more
/// for the longest line, even if it looks at 32 bytes at once.
const MOST: u128 = 1_000;
/// A busy machine makes one measurement slow, hardly ever so many.
const TRIES: usize = 5;

/// A first line with a run of the token in it, of so many bytes.
fn hostile(line: &[u8], token: &str, spot: usize, length: usize) -> Vec<u8> {
    let (head, tail) = line.split_at(line.len() * spot / SPOTS);
    let run = length.saturating_sub(line.len()) / token.len();
    [head, &token.repeat(run).into_bytes(), tail].concat()
}

/// The fixture's lines that are most apart: the first and the longest.
fn ends(sample: &Sample) -> Vec<Vec<u8>> {
    let lines = sample.lines();
    let longest = lines.iter().max_by_key(|line| line.len()).cloned();
    let first = lines.first().cloned();
    first.into_iter().chain(longest).collect()
}

/// Nanoseconds a byte that a hostile line takes: the least of some tries.
#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
fn cost(sample: &Sample, choice: &Choice, line: &[u8]) -> u128 {
    let took = || {
        let context = Context::default();
        let task = Task { setting: &sample.setting, wrapping: &choice.wrapping, context };
        let (length, bytes) = (line.len() as u64, Cow::Borrowed(line));
        let chunk = Chunk { offset: 0, bytes, length, hole: 0, cut: false };
        let (start, mut columns) = (Instant::now(), Columns::default());
        choice.reader.chunk(&chunk, &task, &mut columns);
        choice.reader.carry(line, &mut Context::default());
        start.elapsed().as_nanos() / line.len().max(1) as u128
    };
    let mut least = took();
    for _ in 1..TRIES {
        least = if least > MOST { least.min(took()) } else { least };
    }
    least
}

/// Fails if a line of that length costs too much; looks at one token in `step` for each place, another
/// for each sample.
fn is_linear(length: usize, step: usize) {
    samples().par_iter().enumerate().for_each(|(number, sample)| {
        let choice = sample.choice();
        let places = (0..SPOTS).flat_map(|spot| TOKENS.iter().map(move |token| (spot, token)));
        for line in ends(sample) {
            for (spot, token) in places.clone().skip(number % step).step_by(step) {
                let nanos = cost(sample, &choice, &hostile(&line, token, spot, length));
                let path = sample.path.display();
                assert!(nanos <= MOST, "{path}: {nanos} ns a byte for {token:?} at {spot}");
            }
        }
    });
}

#[test]
fn no_long_line_costs_more_than_its_length() {
    is_linear(256 << 10, 13);
}

/// Every token at every place, for the longest line that is read: minutes.
#[test]
#[ignore = "takes minutes: run it alone, after a change of how lines are cut"]
fn no_longest_line_costs_more_than_its_length() {
    is_linear(LINE_MAX - 1, 1);
}
