//! A small frame of requests with everything that answers could go wrong on: nulls in every kind of
//! column, ties in time, bursts, retries, hostile text. Made by a counter, so always the same.

use afflux::ask::attempt::{Attempt, Attempts};
use afflux::base::account::{Accounting, Compression, Exhibit, Stamp};
use afflux::base::health::Health;
use afflux::base::record::{FIELDS, Type};
use afflux::base::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US, day_of, minute_of, weekday_of};
use afflux::frame::Requests;
use afflux::read::event::{Event, EventKind};
use polars::prelude::*;

/// Requests of the sample.
const ROWS: i64 = 1200;

/// 2021-04-04T22:00:00Z, so that two midnights lie inside.
const START_US: i64 = 18_721 * DAY_US + 22 * HOUR_US;

/// One request, in the order of the columns that differ from row to row.
struct Row {
    exhibit: &'static str,
    arrival_us: i64,
    client: String,
    vhost: &'static str,
    method: Option<&'static str>,
    path: String,
    query: Option<&'static str>,
    status: Option<i16>,
    bytes: Option<i64>,
    duration_us: Option<i64>,
    agent: Option<&'static str>,
    place: usize,
    campaign: Option<i64>,
}

const AGENTS: [Option<&str>; 6] = [
    Some("Mozilla/5.0 (X11; Linux x86_64) Firefox/87.0"),
    Some("Googlebot/2.1"),
    Some("curl/7.68.0"),
    None,
    Some(""),
    Some("=cmd|'/C calc'!A0 <script>alert(1)</script> \u{1b}[31m\u{202e}"),
];

const AGENT_CLASSES: [&str; 6] =
    ["browser", "crawler_declared", "library", "empty", "empty", "impossible"];

/// Country, territory, AS number, AS name, network class.
type Place = (Option<&'static str>, &'static str, Option<i64>, Option<&'static str>, &'static str);

const PLACES: [Place; 6] = [
    (Some("FR"), "metropole", Some(3215), Some("Orange"), "isp"),
    (Some("RE"), "overseas", Some(49902), Some("Réunicable"), "isp"),
    (Some("DE"), "eu_eea", Some(24940), Some("Hetzner Online GmbH"), "hosting"),
    (Some("RU"), "other", Some(12389), Some("Rostelecom"), "isp"),
    (Some("US"), "other", Some(14061), Some("DigitalOcean, LLC"), "hosting"),
    (None, "unknown", None, None, "unknown"),
];

/// Attempts to get in, as if some rows of each service were some: every kind, answer and reason.
pub(crate) fn attempts() -> Attempts {
    let kinds = [
        ("log_in", "log_in", None, "failed", None, None),
        ("log_in", "log_in", None, "failed", None, Some(1)),
        ("log_in", "log_in", None, "succeeded", Some("let_in_after_failures"), Some(1)),
        ("log_in", "log_in", None, "unclear", None, None),
        ("probe", "sql_injection", Some(0), "answered", None, Some(2)),
        ("probe", "secrets_backups", Some(1), "suspected", Some("appeared"), None),
        ("unknown_path", "unknown_path", None, "refused", None, Some(2)),
    ];
    let rows = (0..2u32).flat_map(|service| {
        (0..70u32).map(move |row| {
            let (kind, class, rule, answer, reason, campaign) = kinds[row as usize % kinds.len()];
            Attempt { service, row: row * 2, kind, class, rule, answer, reason, campaign }
        })
    });
    Attempts {
        rows: rows.collect(),
        rules: vec!["sqli-union-select".to_owned(), "secret-dot-env".to_owned()],
    }
}

/// The exhibits that the sample's rows come from.
pub(crate) fn exhibits() -> Vec<Exhibit> {
    let exhibit = |path: &str| Exhibit {
        path: path.into(),
        bytes: 0,
        modified_us: None,
        sha256: "0".repeat(64),
        compression: Compression::Plain,
        format: "combined",
        confidence: 1.0,
        runner_up: None,
        also: Vec::new(),
        wrapper: String::new(),
        inferred: None,
        zone: None,
        stamp: Stamp::Start,
        accounting: Accounting::default(),
        health: Health::default(),
        span_us: None,
        events_us: None,
        archive: None,
        within: Vec::new(),
        encoding: None,
        replaced: 0,
        document: false,
        damage: None,
    };
    vec![exhibit("logs/access.log"), exhibit("logs/access.log.1")]
}

/// Lines of a companion log: with and without time, limit, client and source.
pub(crate) fn events() -> Vec<Event> {
    let event = |n: i64| Event {
        exhibit: 1,
        byte_offset: n * 100,
        limit: (n % 3 != 0).then_some(256),
        client: (n % 4 == 0).then(|| b"203.0.113.\xff".to_vec()),
        source: (n % 5 == 0).then(|| b"www".to_vec()),
        ..Event::new(
            EventKind::ALL[(n as usize * 7) % EventKind::ALL.len()],
            (n % 7 != 0).then_some(START_US + n * MINUTE_US),
            b"server reached \x1b[31m its limit",
        )
    };
    (0..40).map(event).collect()
}

/// The sample as a frame.
pub(crate) fn requests() -> Requests {
    let rows: Vec<Row> = (0..ROWS).map(row).collect();
    let columns = FIELDS.iter().map(|field| column(field.name, field.kind, &rows)).collect();
    let frame = DataFrame::new(rows.len(), columns).expect("columns of one length");
    Requests::new(frame).expect("the columns of the schema")
}

/// A number of 31 bits that follows from `seed` only (Park and Miller 1988, two steps).
fn draw(seed: i64) -> i64 {
    let step = |x: i64| (x * 48_271) % 2_147_483_647;
    step(step(seed * 7919 + 12_345))
}

fn row(n: i64) -> Row {
    let burst = n % 3 == 0;
    let minute = if burst { 600 + draw(n) % 20 } else { draw(n) % 100 * 15 };
    // Whole seconds, so that many requests share an instant, as in real logs.
    let arrival_us = START_US + minute * MINUTE_US + draw(n + 1) % 60 * SECOND_US;
    let place = (draw(n + 2) % 6) as usize;
    let client = match draw(n + 2) % 97 {
        0 => "crawler.example.net".to_owned(),
        1 => "2001:db8::7".to_owned(),
        k => format!("203.0.{place}.{}", if burst { k % 9 } else { k }),
    };
    let pages = ["/", "/login", "/style.css", "/a_b%20c", "/café", "/wait.html", "/logo.png"];
    let page = pages[(draw(n + 3) % 7) as usize];
    let status = match (burst, draw(n + 4) % 20) {
        (true, 0..=7) => Some(503),
        (true, 8..=9) => Some(499),
        (_, 10) => Some(404),
        (_, 11) => Some(304),
        (_, 12) => Some(302),
        (_, 13) => None,
        _ => Some(200),
    };
    let bytes = match draw(n + 5) % 11 {
        0 => None,
        _ if page == "/wait.html" => Some(2048),
        _ => Some(draw(n + 6) % 3_000_000),
    };
    Row {
        exhibit: if n < ROWS / 2 { "logs/access.log" } else { "logs/access.log.1" },
        arrival_us,
        client,
        vhost: if n % 5 == 0 { "intranet.example.fr" } else { "www.example.fr" },
        method: if n % 101 == 0 { None } else { Some(["GET", "POST"][(n % 7 == 0) as usize]) },
        path: if n % 211 == 0 { "=1+1\t\"x\" | y\\n".to_owned() } else { page.to_owned() },
        query: (n % 4 == 0).then_some("a=1&b=2"),
        status,
        bytes,
        duration_us: (n % 6 != 0).then(|| draw(n + 7) % 5_000_000),
        agent: AGENTS[(draw(n + 8) % 6) as usize],
        place,
        campaign: burst.then_some(1 + draw(n + 2) % 2),
    }
}

fn column(name: &str, kind: Type, rows: &[Row]) -> Column {
    let series = match kind {
        Type::Text => texts(name, rows),
        Type::Flag => {
            Series::new(name.into(), rows.iter().map(|r| r.campaign == Some(1)).collect::<Vec<_>>())
        }
        _ => numbers(name, kind, rows),
    };
    series.into_column()
}

fn numbers(name: &str, kind: Type, rows: &[Row]) -> Series {
    let value = |(n, r): (usize, &Row)| match name {
        "byte_offset" => Some(n as i64 * 200),
        "ts" | "arrival" => Some(r.arrival_us),
        "minute" => Some(minute_of(r.arrival_us)),
        "hour" => Some(r.arrival_us.div_euclid(HOUR_US) * HOUR_US),
        "day" => Some(day_of(r.arrival_us)),
        "weekday" => Some(weekday_of(r.arrival_us)),
        "status" => r.status.map(i64::from),
        "status_class" => r.status.map(|status| i64::from(status / 100)),
        "bytes" => r.bytes,
        "duration_us" => r.duration_us,
        "as_number" => PLACES[r.place].2,
        "campaign" => r.campaign,
        _ => None,
    };
    let values: Vec<Option<i64>> = rows.iter().enumerate().map(value).collect();
    let kind = match kind {
        Type::Small => DataType::Int16,
        Type::Instant => DataType::Datetime(TimeUnit::Microseconds, Some(TimeZone::UTC)),
        Type::Date => DataType::Date,
        _ => DataType::Int64,
    };
    let whole = Series::new(name.into(), values);
    let narrow = if kind == DataType::Date { DataType::Int32 } else { DataType::Int64 };
    whole.cast(&narrow).and_then(|s| s.cast(&kind)).expect("numbers in range")
}

fn texts(name: &str, rows: &[Row]) -> Series {
    let value = |r: &Row| -> Option<String> {
        let fixed = |text: &str| Some(text.to_owned());
        match name {
            "exhibit" => fixed(r.exhibit),
            "client_ip" => Some(r.client.clone()),
            "vhost" | "service" => fixed(r.vhost),
            "method" => r.method.map(str::to_owned),
            "path" => Some(r.path.clone()),
            "query" => r.query.map(str::to_owned),
            "protocol" => fixed("HTTP/1.1"),
            "user_agent" => r.agent.map(str::to_owned),
            "country" => PLACES[r.place].0.map(str::to_owned),
            "territory" => fixed(PLACES[r.place].1),
            "as_org" => PLACES[r.place].3.map(str::to_owned),
            "network_class" => fixed(PLACES[r.place].4),
            "agent_class" => {
                AGENTS.iter().position(|agent| *agent == r.agent).map(|n| AGENT_CLASSES[n].into())
            }
            _ => None,
        }
    };
    let values: Vec<Option<String>> = rows.iter().map(value).collect();
    let categories = Categories::random("test".into(), CategoricalPhysical::U32);
    Series::new(name.into(), values).cast(&DataType::from_categories(categories)).expect("text")
}
