//! The stages of reading, each by itself: nanoseconds a line, on one thread, from memory.
//!
//!     cargo bench --bench stages
//!
//! A line costs what its stages cost, less what the processor does of them at once. Times differ from
//! machine to machine: compare those of one run.
#![expect(clippy::expect_used, reason = "what is measured must be there")]

use std::fmt::Write as _;
use std::hash::BuildHasher;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use afflux::read::columns::Columns;
use afflux::read::dictionary::Dictionary;
use afflux::read::exhibit::chunk::{Chunk, lines};
use afflux::read::exhibit::digest;
use afflux::read::format::detect::detect;
use afflux::read::format::kernel::clock::Clock;
use afflux::read::format::kernel::reader::{Context, Reader, Session, Setting, Task};
use afflux::read::format::kernel::row::Row;
use afflux::read::format::kernel::slot::TimeForm;
use afflux::read::format::kernel::{simd, utc};
use afflux::read::format::named;
use afflux::read::wrapper::Wrapping;

/// Lines of a log: its text stays in the second nearest cache, as a chunk's block does.
const LINES: usize = 4_000;
const AGENT: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0";

fn main() {
    divan::main();
}

/// What differs from line to line, by arithmetic: second, client, path, bytes.
fn varied(line: usize) -> (usize, String, String, usize) {
    let mixed = line.wrapping_mul(2_654_435_761) >> 7;
    let client = format!("203.0.{}.{}", mixed % 200, 1 + mixed / 200 % 250);
    (
        line / 40 % 60,
        client,
        format!("/catalogue/{}/{}.html", mixed % 31, mixed % 997),
        mixed % 90_000,
    )
}

fn log(format: &str) -> Vec<u8> {
    let mut text = String::new();
    if format == "iis" {
        text.push_str("#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\n");
    }
    for line in 0..LINES {
        let (second, client, path, bytes) = varied(line);
        let written = match format {
            "combined" => writeln!(
                text,
                "{client} - - [06/Apr/2021:08:31:{second:02} +0200] \"GET {path} HTTP/1.1\" 200 {bytes} \"https://www.example.org/\" \"{AGENT}\""
            ),
            "nginx_json" => writeln!(
                text,
                "{{\"time_iso8601\":\"2021-04-06T08:31:{second:02}+02:00\",\"remote_addr\":\"{client}\",\"request\":\"GET {path} HTTP/1.1\",\"status\":200,\"body_bytes_sent\":{bytes},\"request_time\":0.062,\"http_referer\":\"https://www.example.org/\",\"http_user_agent\":\"{AGENT}\"}}"
            ),
            "aws_alb" => writeln!(
                text,
                "https 2021-04-06T06:31:{second:02}.186641Z app/lb/50dc6c495c0c9188 {client}:2817 10.0.0.1:80 0.001 0.102 0.000 200 200 225 {bytes} \"GET https://www.example.org:443{path} HTTP/1.1\" \"{AGENT}\" ECDHE TLSv1.2 arn:aws:x \"Root=1\" \"www.example.org\" \"arn:aws:y\" 0 2021-04-06T06:31:{second:02}.083000Z \"forward\" \"-\" \"-\" \"10.0.0.1:80\" \"200\" \"-\" \"-\""
            ),
            _ => writeln!(
                text,
                "2021-04-06 06:31:{second:02} 192.0.2.1 GET {path} - 443 - {client} {} https://www.example.org/ 200 0 0 62",
                AGENT.replace(' ', "+")
            ),
        };
        written.expect("memory");
    }
    text.into_bytes()
}

fn sample(log: &[u8]) -> Vec<Vec<u8>> {
    lines(log).map(|(_, line)| line.trim_ascii_end().to_vec()).collect()
}

fn reader(format: &str, log: &[u8]) -> Box<dyn Reader> {
    let format = named(format).expect("a format");
    (format.open)(&Setting::default(), &sample(log)).expect("a reader")
}

const FORMATS: [&str; 4] = ["combined", "nginx_json", "iis", "aws_alb"];

#[divan::bench]
fn splitting_by_memchr(bencher: Bencher<'_, '_>) {
    let log = log("combined");
    bencher
        .counter(ItemsCount::new(LINES))
        .counter(BytesCount::new(log.len()))
        .bench(|| memchr::memchr_iter(b'\n', black_box(&log)).count());
}

#[divan::bench]
fn structure_of_lines_and_quotes(bencher: Bencher<'_, '_>) {
    let log = log("combined");
    let mut marks = Vec::new();
    bencher.counter(ItemsCount::new(LINES)).counter(BytesCount::new(log.len())).bench_local(|| {
        let mut count = 0;
        for block in log.chunks(1 << 14) {
            marks.clear();
            simd::marks(black_box(block), &mut marks);
            count += marks.len();
        }
        count
    });
}

/// Per line of a sample: every format is tried on every line.
#[divan::bench(sample_count = 10, args = FORMATS)]
fn recognising(bencher: Bencher<'_, '_>, format: &str) {
    let sample = sample(&log(format)[..100_000]);
    bencher
        .counter(ItemsCount::new(sample.len()))
        .bench(|| detect(black_box(&sample), &Setting::default()).confidence);
}

/// Fields of a line, without columns.
#[divan::bench(args = FORMATS)]
fn tokenising(bencher: Bencher<'_, '_>, format: &str) {
    let log = log(format);
    let (reader, lines) = (reader(format, &log), sample(&log));
    bencher.counter(ItemsCount::new(LINES)).counter(BytesCount::new(log.len())).bench_local(|| {
        let mut session = Session::new(&Setting::default(), Context::default());
        let read = |line: &&Vec<u8>| {
            let mut row = Row::default();
            session.clock.begin();
            reader.line(line, &mut row, &mut session).is_ok() && row.status == 200
        };
        black_box(&lines).iter().filter(read).count()
    });
}

/// A chunk as it is read: structure, fields, dictionaries, columns.
#[divan::bench(args = FORMATS)]
fn whole_chunk(bencher: Bencher<'_, '_>, format: &str) {
    let log = log(format);
    let reader = reader(format, &log);
    let (setting, wrapping) = (Setting::default(), Wrapping::default());
    bencher.counter(ItemsCount::new(LINES)).counter(BytesCount::new(log.len())).bench_local(|| {
        let task = Task { setting: &setting, wrapping: &wrapping, context: Context::default() };
        let chunk = Chunk {
            offset: 0,
            bytes: black_box(log.as_slice()).into(),
            length: log.len() as u64,
            hole: 0,
            cut: false,
        };
        let mut columns = Columns::default();
        reader.chunk(&chunk, &task, &mut columns).accounting.requests
    });
}

#[divan::bench(args = ["clf", "iso", "w3c"])]
fn time_stamps(bencher: Bencher<'_, '_>, form: &str) {
    let stamps: Vec<String> = (0..LINES)
        .map(|line| match form {
            "clf" => format!("06/Apr/2021:08:31:{:02} +0200", line / 40 % 60),
            "iso" => format!("2021-04-06T08:31:{:02}+02:00", line / 40 % 60),
            _ => format!("06:31:{:02}", line / 40 % 60),
        })
        .collect();
    bencher.counter(ItemsCount::new(LINES)).bench_local(|| {
        let (mut clock, mut health) = (Clock::default(), Default::default());
        let read = |stamp: &String| match form {
            "clf" => clock.clf(stamp.as_bytes()),
            "iso" => clock.read(&TimeForm::Iso, stamp.as_bytes(), &mut health),
            _ => utc::time_of_day(stamp.as_bytes()),
        };
        black_box(&stamps).iter().filter_map(read).fold(0, i64::wrapping_add)
    });
}

#[divan::bench(args = ["clients", "paths", "agents"])]
fn interning(bencher: Bencher<'_, '_>, what: &str) {
    let texts: Vec<String> = (0..LINES)
        .map(|line| match (what, varied(line)) {
            ("clients", (_, client, ..)) => client,
            ("paths", (_, _, path, _)) => path,
            _ => format!("{AGENT}.{}", line % 40),
        })
        .collect();
    let empty = if what == "clients" { Dictionary::of_addresses() } else { Dictionary::default() };
    bencher.counter(ItemsCount::new(LINES)).bench_local(|| {
        let mut dictionary = empty.empty();
        black_box(&texts).iter().map(|text| dictionary.intern(text.as_bytes())).max()
    });
}

#[divan::bench]
fn hashing_an_agent(bencher: Bencher<'_, '_>) {
    let seeds = foldhash::fast::RandomState::default();
    let texts: Vec<String> = (0..LINES).map(|line| format!("{AGENT}.{line}")).collect();
    bencher.counter(ItemsCount::new(LINES)).bench_local(|| {
        let texts = black_box(&texts).iter();
        texts.map(|text| seeds.hash_one(text.as_bytes())).fold(0, u64::wrapping_add)
    });
}

#[divan::bench]
fn digest_of_a_line(bencher: Bencher<'_, '_>) {
    let log = log("combined");
    bencher
        .counter(ItemsCount::new(LINES))
        .counter(BytesCount::new(log.len()))
        .bench(|| digest::of(black_box(&log), &|| false));
}
