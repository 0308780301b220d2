//! Whether the world keeps its promises: repeatable, countable, parseable, and quiet when it should be.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::scenario::{Expected, Scenario};
use super::simulate;
use super::truth::Truth;

pub(super) const BASE: &str = r#"
    name = "test"
    start = "2022-10-10T08:00:00+02:00"
    hours = 2
    utc_offset = "+02:00"
    format = "nginx_timed"
    expect = []
    [site]
    host = "www.example.fr"
    [server]
    workers = 4
    queue = 40
    [networks]
    home = [{ cidr = "90.0.0.0/9", country = "FR", weight = 3 }, { cidr = "2a01:cb00::/24", country = "FR", weight = 1 }]
    away = [{ cidr = "5.136.0.0/13", country = "RU", weight = 1 }]
    [[populations]]
    kind = "human"
    networks = "home"
    pool = 400
    profile = [[0, 10]]
"#;

const ATTACK: &str = r#"
    [[attacks]]
    kind = "botnet_root"
    networks = "away"
    start = "2022-10-10T09:00:00+02:00"
    end = "2022-10-10T09:20:00+02:00"
    sources = 200
    per_second = 60
"#;

fn play(text: &str, seed: u64) -> (String, Truth) {
    let scenario = Scenario::parse(text, "test").expect("a scenario");
    let mut log = Vec::new();
    let truth = simulate(&scenario, seed, &mut log).expect("a vector takes bytes");
    (String::from_utf8(log).expect("the writer writes UTF-8"), truth)
}

#[test]
fn same_seed_same_bytes() {
    let text = format!("{BASE}{ATTACK}");
    let (log, truth) = play(&text, 7);
    let (again, truth_again) = play(&text, 7);
    assert_eq!(log, again);
    assert_eq!(truth.json(), truth_again.json());
    assert_ne!(log, play(&text, 8).0);
}

#[test]
fn below_capacity_nothing_fails() {
    let (_, truth) = play(BASE, 1);
    assert_eq!(truth.failing_minutes.as_it_was, 0);
    assert!(truth.incidents.is_empty() && truth.attack.is_none());
}

#[test]
fn attack_is_the_cause_and_its_lines_are_counted() {
    let (log, truth) = play(&format!("{BASE}{ATTACK}"), 1);
    let causes: Vec<_> = truth.incidents.iter().map(|incident| incident.cause).collect();
    assert_eq!(causes, ["attack"]);
    let attack = truth.attack.as_ref().expect("an attack");
    assert_eq!((attack.foreign_share, attack.sources), (1.0, 200));
    let from_away = log.lines().filter(|line| line.starts_with("5.1")).count() as u64;
    assert_eq!(attack.requests, from_away);
    assert_eq!(truth.rows.iter().map(|class| class.rows).sum::<u64>(), truth.volume.lines);
    assert_eq!(log.lines().count() as u64, truth.volume.lines);
    assert_eq!(log.len() as u64, truth.volume.bytes);
}

#[test]
fn removing_the_attack_moves_no_visit() {
    // The attack costs nobody anything here: with workers to spare, people's lines stay the same.
    let spare = BASE.replace("workers = 4", "workers = 400");
    let people = |text: &str| {
        let (log, _) = play(text, 3);
        log.lines().filter(|line| !line.starts_with("5.1")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(people(&spare), people(&format!("{spare}{ATTACK}")));
}

#[test]
fn every_line_has_the_shape_of_its_format() {
    let timed = r#" \d+\.\d{3} (\d+\.\d{3}|-)$"#;
    let combined = r#"^[0-9a-f.:]+ - - \[10/Oct/2022:\d\d:\d\d:\d\d \+0200\] "(GET|POST) /\S* HTTP/[12]\.[01]" \d{3} (\d+|-)"#;
    let tail = r#" "\S+" "[^"]+""#;
    let shapes = [
        ("common", format!("{combined}$")),
        ("apache_combined", format!("{combined}{tail}$")),
        ("apache_timed", format!(r"{combined}{tail} \d+$")),
        (
            "vhost_combined",
            format!("{}{tail}$", combined.replacen('^', r"^www\.example\.fr:443 ", 1)),
        ),
        ("nginx_combined", format!("{combined}{tail}$")),
        ("nginx_timed", format!("{combined}{tail}{timed}")),
    ];
    for (format, shape) in shapes {
        let shape = regex::Regex::new(&shape).expect("a valid pattern");
        let text = BASE.replace("nginx_timed", format) + ATTACK;
        let (log, _) = play(&text, 5);
        let odd = log.lines().find(|line| !shape.is_match(line));
        assert_eq!(odd, None, "{format}");
    }
}

#[test]
fn stamps_are_in_order_where_they_mean_the_end() {
    let (log, _) = play(&format!("{BASE}{ATTACK}"), 2);
    // Within one day and one offset the text of a stamp sorts as its time does.
    let stamps: Vec<_> = log.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert!(stamps.is_sorted() && stamps.len() == log.lines().count());
}

#[test]
fn every_scenario_shows_what_it_is_built_to_show() {
    let mut seen = 0;
    for file in scenarios() {
        let text = std::fs::read_to_string(&file).expect("a readable scenario");
        let scenario = Scenario::parse(&text, &file.display().to_string()).expect("a scenario");
        assert_eq!(file.file_stem().and_then(|stem| stem.to_str()), Some(scenario.name.as_str()));
        let truth = simulate(&scenario, 1, &mut std::io::sink()).expect("a sink takes bytes");
        let found: Vec<_> = truth
            .incidents
            .iter()
            .map(|incident| Expected {
                cause: incident.cause.to_owned(),
                detail: incident.detail.map(str::to_owned),
            })
            .collect();
        assert_eq!(found, scenario.expect, "{}", scenario.name);
        // Minutes that fail outside every incident would be failures nobody meant.
        let inside: u32 = truth.incidents.iter().map(|i| i.failing_minutes.as_it_was).sum();
        assert!(truth.failing_minutes.as_it_was - inside <= 2, "{}", scenario.name);
        seen += 1;
    }
    assert!(seen >= 18);
}

#[test]
fn the_demonstration_log_is_the_one_its_page_names() {
    let scenario = fixtures().join("scenarios/school-morning-attack.toml");
    let (log, _) = play(&std::fs::read_to_string(scenario).expect("a readable scenario"), 1);
    let packed = std::fs::File::open(fixtures().join("demo/access.log.gz")).expect("the log");
    let mut shipped = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut shipped).expect("valid gzip");
    assert!(log == shipped, "regenerate it as fixtures/demo/README.md says");
}

mod sabotage;
mod server;
mod traffic;

fn scenarios() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(fixtures().join("scenarios")).expect("a folder of scenarios");
    let mut files: Vec<_> = folder.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}
