//! What the simulator writes is what the program reads: every format of `rehearse/format` is read by
//! content alone, and each line gives the client, status, path, duration and arrival that the world
//! meant.

use std::fs;

use afflux::base::account::Stamp;
use afflux::base::time::parse as instant;
use afflux::read::format::kernel::reader::Setting;
use afflux::read::format::kernel::zone::Zone;
use afflux::rehearse::format::{self, FORMATS, Format};
use afflux::rehearse::scenario::Scenario;
use afflux::rehearse::simulate_lines;
use serde_json::Value;

use crate::formats::{lines_of, read_one};

/// An hour of people, an application, robots and a botnet that fills the queue: every way a request
/// can end.
const WORLD: &str = r#"
    name = "formats"
    start = "2022-10-10T08:00:00+02:00"
    hours = 1
    utc_offset = "+02:00"
    format = "FORMAT"
    expect = []
    [site]
    host = "www.example.fr"
    [server]
    workers = 3
    queue = 30
    timeout_s = 12
    abandoned_work = "done"
    [networks]
    home = [{ cidr = "90.0.0.0/9", country = "FR", weight = 3 }, { cidr = "2a01:cb00::/24", country = "FR", weight = 1 }]
    away = [{ cidr = "5.136.0.0/13", country = "RU", weight = 1 }]
    [[populations]]
    kind = "human"
    networks = "home"
    pool = 300
    profile = [[0, 8]]
    session = { login = 0.3, search = 0.1, api_per_page = 1 }
    [[populations]]
    kind = "mobile_app"
    networks = "home"
    pool = 30
    profile = [[0, 1]]
    [[robots]]
    kind = "crawler"
    networks = "away"
    sources = 2
    per_minute = 6
    [[attacks]]
    kind = "cache_bust"
    networks = "away"
    start = "2022-10-10T08:20:00+02:00"
    end = "2022-10-10T08:35:00+02:00"
    sources = 60
    per_second = 12
    [[faults]]
    kind = "lose_workers"
    start = "2022-10-10T08:45:00+02:00"
    end = "2022-10-10T08:50:00+02:00"
    amount = 0.3
    refused = 0.3
"#;

/// A line as it was meant.
struct Meant {
    byte_offset: u64,
    client: String,
    status: u16,
    target: String,
    arrival_us: i64,
    duration_us: i64,
}

fn write(format: &Format) -> (Vec<u8>, Vec<Meant>) {
    let text = WORLD.replace("FORMAT", format.name);
    let scenario = Scenario::parse(&text, format.name).expect("a scenario");
    let (mut log, mut meant) = (Vec::new(), Vec::new());
    simulate_lines(&scenario, 4, &mut log, &mut |line| {
        meant.push(Meant {
            byte_offset: line.byte_offset,
            client: line.client().to_string(),
            status: line.status(),
            target: line.target(),
            arrival_us: line.arrival_us(),
            duration_us: line.duration_us(),
        });
    })
    .expect("a vector takes bytes");
    (log, meant)
}

/// What of a line that was read is not as it was meant.
fn difference(format: &Format, stamp: Stamp, read: &Value, meant: &Meant) -> Option<String> {
    let text = |name: &str| read[name].as_str().unwrap_or_default().to_owned();
    let target = match read["query"].as_str() {
        Some(query) => format!("{}?{query}", text("path")),
        None => text("path"),
    };
    let same = text("client") == meant.client
        && target == meant.target
        && read["status"].as_u64() == Some(u64::from(meant.status));
    if !same {
        return Some(format!("{read} is not {} {} {}", meant.client, meant.target, meant.status));
    }
    let duration_us = read["duration_us"].as_i64();
    // Three rounded times of a balancer add up; others are cut to the millisecond.
    if duration_us.is_some_and(|us| (us - meant.duration_us).abs() > 1_500) {
        return Some(format!("{read} took {} µs", meant.duration_us));
    }
    let ts_us = instant(&text("ts"))?;
    let (arrival_us, true_us) = match (format.stamp, duration_us) {
        (format::Stamp::End, None) => (ts_us, meant.arrival_us + meant.duration_us),
        (format::Stamp::End, Some(us)) if stamp == Stamp::End => (ts_us - us, meant.arrival_us),
        (format::Stamp::Arrival, _) if stamp != Stamp::End => (ts_us, meant.arrival_us),
        _ => return Some(format!("{} is read as stamped at the {}", format.name, stamp.name())),
    };
    // A stamp is cut to the second, a duration to the millisecond.
    let off_us = true_us - arrival_us;
    (!(-1_500..1_001_500).contains(&off_us)).then(|| format!("{read} arrives {off_us} µs late"))
}

#[test]
fn every_format_is_read_as_it_was_meant() {
    let directory = tempfile::tempdir().expect("a directory");
    for format in &FORMATS {
        let (log, meant) = write(format);
        let path = directory.path().join(format.name);
        fs::write(&path, &log).expect("a file");
        let zone = Zone::named("Europe/Paris").expect("a zone");
        let reading = read_one(&path, None, Setting { zone, ..Setting::default() });
        let lines = lines_of(&reading);
        let stamp = reading.exhibits[0].stamp;
        assert_eq!(lines.len(), meant.len(), "{}: {:?}", format.name, lines.first());
        for ((_, byte_offset, read), meant) in lines.iter().zip(&meant) {
            assert_eq!(*byte_offset, meant.byte_offset as i64, "{}", format.name);
            assert_eq!(difference(format, stamp, read, meant), None, "{}", format.name);
        }
        let failed = meant.iter().filter(|line| line.status >= 502).count();
        assert!(failed > 50 && meant.len() > 5_000, "{}: {failed} of {}", format.name, meant.len());
    }
}
