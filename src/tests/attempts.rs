//! What looking for attempts to get in costs beside reading: a log is read once as `afflux investigate` reads it,
//! and looked through a few times. Medians of the times and their ratio out, as `make bench` prints them.
//!
//!     cargo bench --bench attempts -- access.log
#![expect(clippy::expect_used, reason = "what is measured must be there")]
#![expect(clippy::print_stdout, reason = "the answer of the program")]
#![expect(clippy::disallowed_methods, reason = "time is what is measured")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use afflux::ask;
use afflux::frame::{self, place::Places};
use afflux::judge::intrusion::{Rules, find};
use afflux::read::options::{Options, Unwatched};
use afflux::read::parse;

/// Times that each is done.
const ROUNDS: usize = 5;

fn main() {
    // `cargo bench` adds an option of its own.
    let logs = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let logs: Vec<PathBuf> = logs.map(PathBuf::from).collect();
    if logs.is_empty() {
        return;
    }
    let places = Places::open(&[], &[], None).expect("the embedded packs");
    let (mut reads, mut looks, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut reading =
            parse::read(&logs, &Options::default(), &Unwatched).expect("a log that can be read");
        let log = frame::assemble(&mut reading, &places, "FR", None).expect("a log of some rows");
        let (names, services) = ask::split(&log, Some(&places), "FR", &reading.exhibits);
        let read = start.elapsed();
        let start = Instant::now();
        std::hint::black_box(find(&services, &names, Rules::embedded()));
        let look = start.elapsed();
        reads.push(read);
        looks.push(look);
        ratios.push(look.as_secs_f64() / read.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("{:.3} {:.3} {ratio:.4}", median(reads), median(looks));
}

/// Of the times, in seconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times.get(times.len() / 2).map_or(0.0, Duration::as_secs_f64)
}
