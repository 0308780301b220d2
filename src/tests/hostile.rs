//! Logs written by an attacker, put to the program: whatever a line holds, the run ends with a
//! documented code, every byte is accounted for, and no payload reaches an interpreter.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, ends, json};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:87.0) Gecko/20100101 Firefox/87.0";

/// Text that something would run, follow, hide behind or choke on.
const PAYLOADS: [&str; 15] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "]]><!--</style></title>",
    "{{ 7*7 }}{% raw %}",
    "\u{1b}[31m\u{1b}]0;owned\u{7}",
    "\u{9b}31m",
    "\u{202e}txt.exe\u{2066}",
    "\u{200b}\u{feff}\u{2028}",
    "=HYPERLINK(1)",
    "@SUM(1)",
    "+1|' /C calc'!A0",
    "'; DROP TABLE requests; --",
    "%n%s%x${jndi:ldap://x}",
    "a\0b",
];

/// A line of the combined format with a virtual host before it.
struct Line<'a> {
    vhost: &'a str,
    client: String,
    user: &'a str,
    time: String,
    target: &'a str,
    status: u16,
    bytes: &'a str,
    referer: &'a str,
    agent: &'a str,
}

impl Line<'_> {
    /// An ordinary request, `second` seconds into the sixth of April 2021.
    fn at(second: u32) -> Self {
        let (hour, minute) = (second / 3600 % 24, second / 60 % 60);
        Self {
            vhost: "www.example.org",
            client: format!("192.0.2.{}", second % 200 + 1),
            user: "-",
            time: format!("06/Apr/2021:{hour:02}:{minute:02}:{:02} +0000", second % 60),
            target: "/page",
            status: 200,
            bytes: "512",
            referer: "-",
            agent: BROWSER,
        }
    }

    /// In the combined format.
    fn combined(&self) -> Vec<u8> {
        format!(
            "{} - {} [{}] \"GET {} HTTP/1.1\" {} {} \"{}\" \"{}\"\n",
            self.client,
            self.user,
            self.time,
            self.target,
            self.status,
            self.bytes,
            self.referer,
            self.agent,
        )
        .into_bytes()
    }

    /// In the format `vhost_combined`.
    fn with_host(&self) -> Vec<u8> {
        [format!("{}:443 ", self.vhost).into_bytes(), self.combined()].concat()
    }
}

/// A log of combined lines, a second apart, each changed by its number.
fn log<'a>(lines: u32, change: impl Fn(u32, &mut Line<'a>)) -> Vec<u8> {
    let line = |number| {
        let mut line = Line::at(number);
        change(number, &mut line);
        line.combined()
    };
    (0..lines).flat_map(line).collect()
}

/// Fails in the last third, so that there is an incident to tell about.
fn failing(number: u32, lines: u32, line: &mut Line<'_>) {
    if number > lines * 2 / 3 {
        line.status = 503;
    }
}

/// Nothing in a text may act on a terminal.
fn inert(text: &str, of: &str) {
    let acts = |c: char| {
        (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}\u{feff}\u{2028}".contains(c)
    };
    let found = text.char_indices().find(|(_, c)| acts(*c));
    assert!(found.is_none(), "{of}: {found:?} acts");
}

/// Bytes of requests, rejects and blank lines are the bytes of the logs, and every reject is cited.
fn accounted(case: &Path, bytes: usize) -> Value {
    let manifest = json(&case.join("manifest.json"));
    let total = &manifest["total"];
    let number = |name: &str| total[name].as_u64().expect("a number");
    let sum = number("request_bytes") + number("reject_bytes") + number("blank_bytes");
    assert_eq!(sum, bytes as u64, "bytes unaccounted for");
    assert_eq!(json(&case.join("verdict.json"))["completeness"]["bytes"], bytes as u64);
    let cited = fs::read_to_string(case.join("rejects.ndjson")).expect("UTF-8");
    assert_eq!(cited.lines().count() as u64, number("rejects"));
    inert(&cited, "rejects.ndjson");
    total.clone()
}

/// Investigates the logs of a directory, whose sizes sum to `bytes`, and checks what came of it.
fn survives(directory: &TempDir, bytes: usize) -> (Run, Value) {
    let case = directory.path().join("case");
    let run = ends(directory.path(), &["investigate", "logs", "--out", "case"], 0);
    inert(&run.out, "stdout");
    inert(&run.err, "stderr");
    for name in [
        "report.html",
        "report.fr.html",
        "report.md",
        "verdict.json",
        "indicators.csv",
        "indicators.stix.json",
    ] {
        let text = fs::read_to_string(case.join(name)).expect("UTF-8");
        inert(&text.replace("\r\n", "\n"), name);
        if name.ends_with(".html") {
            for raw in ["<script", "<img", "href=\"j", "]]><!--", "</style></title>", "alert(1)>"] {
                assert!(!text.contains(raw), "{raw} in {name}");
            }
        }
    }
    for name in ["report.pdf", "report.fr.pdf"] {
        let pdf = fs::read(case.join(name)).expect("no line can make the PDF fail");
        assert!(pdf.starts_with(b"%PDF-1.7"), "{name}");
    }
    let total = accounted(&case, bytes);
    (run, total)
}

fn directory(logs: &[(&[u8], &[u8])]) -> TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    fs::create_dir(directory.path().join("logs")).expect("a directory");
    for (name, bytes) in logs {
        let path = directory.path().join("logs").join(std::ffi::OsStr::from_bytes(name));
        fs::write(path, bytes).expect("a file");
    }
    directory
}

fn alone(bytes: &[u8]) -> (TempDir, Run, Value) {
    let directory = directory(&[(b"access.log", bytes)]);
    let (run, total) = survives(&directory, bytes.len());
    (directory, run, total)
}

fn count(total: &Value, name: &str) -> u64 {
    total[name].as_u64().expect("a number")
}

#[test]
fn payloads_reach_no_interpreter() {
    const LINES: u32 = 6_000;
    let mut bytes = Vec::new();
    for number in 0..LINES {
        let payload = PAYLOADS[number as usize % PAYLOADS.len()];
        let target = format!("/{}", payload.replace(' ', "+"));
        let mut line =
            Line { target: &target, referer: payload, agent: payload, ..Line::at(number) };
        line.user = "<b>";
        if number % 3 == 0 {
            line.vhost = "<script>alert(1)</script>";
        }
        failing(number, LINES, &mut line);
        bytes.extend(line.with_host());
    }
    let (directory, _, total) = alone(&bytes);
    assert_eq!(count(&total, "requests"), u64::from(LINES));
    let verdict = json(&directory.path().join("case/verdict.json"));
    assert!(!verdict["incidents"].as_array().expect("incidents").is_empty());
    let html = fs::read_to_string(directory.path().join("case/report.html")).expect("UTF-8");
    assert!(html.contains("&lt;script&gt;"), "no payload came into the report: nothing was tested");
    let sql = "SELECT DISTINCT vhost, path, referer, user_agent FROM requests \
               ORDER BY user_agent, path, vhost, referer";
    let answer = |form| {
        let typed = ["query", "case", "--sql", sql, "--format", form];
        ends(directory.path(), &typed, 0).out
    };
    for form in ["table", "markdown", "jsonl", "csv"] {
        inert(&answer(form), form);
        let file = ["query", "case", "--sql", sql, "--format", form, "--output", form];
        ends(directory.path(), &file, 0);
        let kept = fs::read_to_string(directory.path().join(form)).expect("UTF-8");
        assert_eq!(kept, answer(form), "{form} on a pipe is not {form} in a file");
    }
    let csv = answer("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut rows = 0;
    for row in reader.records() {
        for cell in row.expect("a row").iter().filter(|cell| *cell != "-") {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        rows += 1;
    }
    assert!(rows >= PAYLOADS.len(), "{rows}");
}

#[test]
fn bytes_that_are_no_text_are_read() {
    let mut bytes = log(600, |_, _| {});
    for junk in [&b"\xff\xfe\x80"[..], b"\xed\xa0\x80", b"\0\0", b"\xf0\x9f"] {
        for number in 0..40 {
            let line = Line { agent: "JUNK", target: "/JUNK", ..Line::at(600 + number) }.combined();
            let parts: Vec<&[u8]> = line.split(|byte| *byte == b'J').collect();
            bytes.extend(parts.join(junk));
        }
    }
    let (directory, _, total) = alone(&bytes);
    assert_eq!(count(&total, "requests") + count(&total, "rejects"), 760);
    assert!(count(&total, "requests") > 700, "{total}");
    let sql = "SELECT DISTINCT user_agent FROM requests ORDER BY user_agent";
    let typed = ["query", "case", "--sql", sql, "--format", "jsonl"];
    let agents = ends(directory.path(), &typed, 0).out;
    assert!(agents.lines().count() >= 4, "{agents}");
    inert(&agents, "agents");
}

#[test]
fn endless_fields_are_bounded() {
    let (agent, target) = ("A".repeat(1 << 20), format!("/{}", "%41".repeat(2_700)));
    let mut bytes = log(1_200, |number, line| {
        failing(number, 1_200, line);
        line.target = &target;
    });
    bytes.extend((0..3).flat_map(|n| Line { agent: &agent, ..Line::at(1_300 + n) }.combined()));
    let (directory, run, total) = alone(&bytes);
    assert_eq!(count(&total, "requests") + count(&total, "rejects"), 1_203);
    assert!(count(&total, "requests") >= 1_200, "{total}");
    assert!(run.out.len() < 20_000, "{} bytes on the terminal", run.out.len());
    for name in ["report.html", "verdict.json", "rejects.ndjson"] {
        let size = fs::metadata(directory.path().join("case").join(name)).expect("a file").len();
        assert!(size < 1 << 20, "{name} has {size} bytes");
    }
}

#[test]
fn invented_hosts_and_clients_are_bounded() {
    let mut bytes = Vec::new();
    for number in 0..20_000 {
        let vhost = format!("h{number}.example.org");
        let mut line = Line { vhost: &vhost, ..Line::at(number) };
        failing(number, 20_000, &mut line);
        bytes.extend(line.with_host());
    }
    let (directory, run, total) = alone(&bytes);
    assert_eq!(count(&total, "requests"), 20_000);
    assert!(run.out.lines().count() < 300, "{} lines on the terminal", run.out.lines().count());
    let size = fs::metadata(directory.path().join("case/report.html")).expect("a report").len();
    assert!(size < 8 << 20, "{size} bytes of report");
}

#[test]
fn a_hundred_thousand_clients_are_judged() {
    const LINES: u32 = 100_000;
    let bytes = log(LINES, |number, line| {
        failing(number, LINES, line);
        line.client = format!("{}.{}.{}.7", 11 + number % 80, number / 80 % 256, number / 20_480);
        line.time = Line::at(number / 4).time;
    });
    let (directory, _, total) = alone(&bytes);
    assert_eq!(count(&total, "requests"), u64::from(LINES));
    let sql = "SELECT COUNT(DISTINCT client_ip) AS n FROM requests";
    let typed = ["query", "case", "--sql", sql, "--format", "jsonl"];
    assert_eq!(ends(directory.path(), &typed, 0).out, format!("{{\"n\":{LINES}}}\n"));
}

#[test]
fn times_and_sizes_do_not_overflow() {
    let years = ["1970", "0001", "2038", "9999"];
    let sizes = ["999999999999999999", "1000000000000000000", "99999999999999999999"];
    let bytes = log(3_000, |number, line| {
        failing(number, 3_000, line);
        if number % 53 == 0 {
            line.time = line.time.replace("2021", years[number as usize / 53 % years.len()]);
        }
        if number % 7 == 0 {
            line.bytes = sizes[number as usize / 7 % sizes.len()];
        }
    });
    let (directory, _, total) = alone(&bytes);
    assert_eq!(count(&total, "requests") + count(&total, "rejects"), 3_000);
    assert!(count(&total, "requests") > 2_500, "{total}");
    for question in afflux::ask::query::NAMED {
        let typed = ["query", "case", question.name, "--format", "jsonl"];
        let run = crate::program::afflux(directory.path(), &typed);
        // A sum that would wrap is refused, which is code 7.
        assert!(matches!(run.code, 0 | 7), "{}: {}", question.name, run.err);
        assert!(!run.err.contains("panicked"), "{}: {}", question.name, run.err);
    }
}

#[test]
fn monotonous_and_tiny_logs_are_read() {
    let line = Line::at(0).combined();
    let (_, _, total) = alone(&line.repeat(20_000));
    assert_eq!(count(&total, "requests"), 20_000);
    let (_, _, total) = alone(&line);
    assert_eq!(count(&total, "requests"), 1);
    let (_, _, total) = alone(&line[..line.len() - 1]);
    assert_eq!(count(&total, "requests"), 1);
    let refused = Line { status: 503, ..Line::at(0) }.combined();
    let (_, run, _) = alone(&refused.repeat(5_000));
    assert!(!run.out.is_empty());
}

#[test]
fn rejects_alone_after_the_beginning_give_no_verdict() {
    // Enough good lines for the format to be recognised by any sample; then nothing but rubbish.
    let good = log(60_000, |_, _| {});
    let rubbish = b"\x1b[2J<script>alert(1)</script> what a line\n".repeat(40_000);
    let (directory, _, total) = alone(&[good, rubbish].concat());
    assert_eq!((count(&total, "requests"), count(&total, "rejects")), (60_000, 40_000));
    let verdict = json(&directory.path().join("case/verdict.json"));
    for incident in verdict["incidents"].as_array().expect("incidents") {
        assert_eq!(incident["cause"], "inconclusive");
    }
}

#[test]
fn names_of_files_act_on_nothing() {
    let names: [&[u8]; 5] = [
        b"a\n<script>alert(1)<script>.log",
        b"\x1b[31mred\x1b]0;owned\x07.log",
        "\u{202e}gol.\u{200b}.log".as_bytes(),
        b"not-utf8-\xff\xfe.log",
        b"=cmd|' -- $(id) `id`.log",
    ];
    let logs: Vec<Vec<u8>> =
        (0..5).map(|n| log(300 + n, |number, line| failing(number, 300, line))).collect();
    let files: Vec<(&[u8], &[u8])> =
        names.iter().zip(&logs).map(|(name, log)| (*name, log.as_slice())).collect();
    let directory = directory(&files);
    let (_, total) = survives(&directory, logs.iter().map(Vec::len).sum());
    assert_eq!(count(&total, "requests"), 1_510);
    let sql = "SELECT DISTINCT exhibit, service FROM requests ORDER BY exhibit, service";
    for form in ["table", "markdown", "jsonl"] {
        let typed = ["query", "case", "--sql", sql, "--format", form];
        inert(&ends(directory.path(), &typed, 0).out, form);
    }
}
