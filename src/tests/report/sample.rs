//! Results made by hand, for what is told of them: an attack, an overload and a case that cannot be
//! decided, with every kind of figure.

use afflux::base::record::Citation;
use afflux::base::time::{DAY_US, HOUR_US, MINUTE_US, Window, parse};
use afflux::judge::judgement::*;

use super::intrusion;
use super::replays::{course, replays};
use super::silent::silent;

pub(super) fn at(text: &str) -> i64 {
    parse(text).expect("an instant")
}

pub(super) fn window(start: &str, end: &str) -> Window {
    Window::new(at(start), at(end))
}

/// What was found: an attack, an overload with a hostile campaign beside it, an open case, and networks
/// that fell silent.
pub(super) fn judgement() -> Judgement {
    let mut services = vec![overview("www.example.fr", 40), overview("api.example.fr", 7)];
    services.sort_by_key(|service| std::cmp::Reverse(service.requests));
    Judgement {
        incidents: vec![attack(), overload(), open(), silent()],
        intrusion: intrusion::kinds(),
        intrusion_campaigns: intrusion::campaigns(),
        intrusion_indicators: intrusion::indicators(),
        background: intrusion::background(),
        gaps: vec![Gap { window: window("2021-04-08T01:00:00Z", "2021-04-08T01:25:00Z") }],
        services,
        gates: vec![Gate {
            key: "database_distance",
            forbids: false,
            figure: Some(plain("days", 297.0, Unit::Count)),
        }],
        labels: Vec::new(),
        indicators: super::claimed::indicators(),
        ledger: Some(super::claimed::ledger()),
        left_out: Vec::new(),
    }
}

fn overview(service: &str, base: u64) -> Overview {
    let width_us = HOUR_US;
    let start = at("2021-04-05T00:00:00Z");
    let points: Vec<_> = (0..120i64)
        .map(|index| {
            let hour = index % 24;
            let day = if (6..20).contains(&hour) { 6 } else { 1 };
            let wave = (index * 37 % 11) as u64;
            let instant = start + index * width_us;
            let hit = window("2021-04-06T06:00:00Z", "2021-04-06T08:20:00Z").contains(instant);
            let requests = base * 60 * (day + wave / 4) * if hit { 6 } else { 1 };
            (instant, requests, if hit { requests / 2 } else { requests / 400 })
        })
        .collect();
    Overview {
        service: service.to_owned(),
        exhibits: vec![(0, base)],
        requests: points.iter().map(|point| point.1).sum(),
        idle: 17,
        failures: points.iter().map(|point| point.2).sum(),
        hours: points.clone(),
        points,
        width_us,
    }
}

pub(super) fn attack() -> Incident {
    let window = window("2021-04-06T06:02:00Z", "2021-04-06T08:11:00Z");
    Incident {
        id: 1,
        service: "www.example.fr".to_owned(),
        window,
        symptom: Symptom::Failures,
        absent: Vec::new(),
        unfinished: None,
        requests: 512_340,
        failures: 233_101,
        clients: 9_120,
        failed_clients: 8_011,
        baseline: Baseline {
            kind: BaselineKind::SameSlot,
            windows: (1..=3).map(|days| window.shifted_days(-days)).collect(),
        },
        cause: Cause::Attack,
        detail: Some(Detail::Sufficient),
        origin: Some(Origin::Foreign),
        hypotheses: weighed([
            (0.93, 1.0),
            (0.04, -0.9),
            (0.02, -1.0),
            (0.008, -1.0),
            (0.002, -1.0),
        ]),
        but_for: replays(),
        sensitivity: super::moved::sensitivity(),
        campaigns: vec![hostile(), human()],
        capacity_rps: Some(Estimate { value: 40.0, low: 35.0, high: 45.0 }),
        demand: Some(Demand { logged_peak_rps: 120.4, fresh_peak_rps: 52.3 }),
        findings: findings(),
        gates: vec![Gate { key: "departures_only", forbids: false, figure: None }],
        minutes: minutes(window, true),
        countries: countries(),
        client_rates: vec![
            (0.5, 1.2, Some(1.1)),
            (0.9, 31.0, Some(3.4)),
            (0.99, 240.0, Some(11.0)),
            (1.0, 912.0, Some(48.0)),
        ],
        foreign_by_database: vec![Some(0.81), Some(0.79)],
    }
}

fn overload() -> Incident {
    let window = window("2021-04-07T07:55:00Z", "2021-04-07T08:40:00Z");
    Incident {
        id: 2,
        window,
        requests: 201_200,
        failures: 61_002,
        clients: 44_120,
        failed_clients: 21_345,
        baseline: Baseline { kind: BaselineKind::Before, windows: vec![window.shifted_days(-1)] },
        cause: Cause::Overload,
        detail: Some(Detail::AdmissionLimit),
        origin: None,
        hypotheses: weighed([(0.06, -0.8), (0.86, 0.85), (0.05, -0.9), (0.02, -1.0), (0.01, -1.0)]),
        // A model that does not follow what was observed: its replays are not drawn.
        but_for: Replays { course: Some(course(0.61)), ..Replays::default() },
        sensitivity: Sensitivity::default(),
        campaigns: vec![human(), Campaign { requests: 900, ..hostile() }],
        capacity_rps: None,
        minutes: minutes(window, false),
        client_rates: vec![(0.5, 1.2, None), (1.0, 60.0, None)],
        foreign_by_database: vec![None, None],
        gates: Vec::new(),
        ..attack()
    }
}

pub(super) fn open() -> Incident {
    Incident {
        id: 3,
        service: "api.example.fr".to_owned(),
        window: window("2021-04-08T23:50:00Z", "2021-04-09T00:05:00Z"),
        symptom: Symptom::Unfinished,
        absent: Vec::new(),
        unfinished: Some(Unfinished { pages: 120.0, left: 93.0, usual: (4100.0, 12.0) }),
        requests: 812,
        failures: 40,
        clients: 31,
        failed_clients: 9,
        baseline: Baseline { kind: BaselineKind::Missing, windows: Vec::new() },
        cause: Cause::Inconclusive,
        detail: None,
        origin: None,
        hypotheses: weighed([(0.2, 0.0), (0.21, 0.02), (0.2, 0.0), (0.2, 0.0), (0.19, -0.01)]),
        but_for: Replays::default(),
        sensitivity: Sensitivity::default(),
        campaigns: Vec::new(),
        capacity_rps: None,
        demand: None,
        findings: vec![
            Finding { answer: Answer::NotComputable("no_baseline"), ..overlap() },
            Finding { name: "test_without_words", ..elasticity() },
        ],
        gates: vec![
            Gate { key: "no_baseline", forbids: true, figure: None },
            Gate {
                key: "few_requests",
                forbids: true,
                figure: Some(plain("requests", 812.0, Unit::Count)),
            },
            Gate { key: "gate_without_words", forbids: false, figure: None },
        ],
        minutes: Vec::new(),
        countries: Vec::new(),
        client_rates: Vec::new(),
        foreign_by_database: Vec::new(),
    }
}

pub(super) fn weighed(values: [(f64, f64); 5]) -> Vec<Weighed> {
    let both = Hypothesis::ALL.into_iter().zip(values);
    both.map(|(hypothesis, (probability, log10_lr))| Weighed {
        hypothesis,
        probability,
        log10_lr,
        log10_lr_cap: 1.0,
    })
    .collect()
}

fn plain(name: &'static str, value: f64, unit: Unit) -> Figure {
    Figure { name, value, interval: None, unit }
}

fn computed(figures: Vec<Figure>, speaks: &[(Hypothesis, f64)]) -> Answer {
    let speaks = speaks.iter();
    let speaks =
        speaks.map(|(hypothesis, weight)| Speaks { hypothesis: *hypothesis, weight: *weight });
    Answer::Computed { figures, speaks: speaks.collect() }
}

fn overlap() -> Finding {
    let figure = Figure { interval: Some((0.101, 0.147)), ..plain("overlap", 0.123, Unit::Share) };
    Finding {
        name: "prior_overlap",
        number: "T1",
        family: "history",
        answer: computed(
            vec![figure, plain("clusters", 2_310.0, Unit::Count)],
            &[
                (Hypothesis::Attack, 0.6),
                (Hypothesis::Crawl, 0.2),
                (Hypothesis::CapacityLoss, -0.2),
            ],
        ),
        query: "prior-overlap",
        citations: vec![Citation { exhibit: 0, byte_offset: 12_345_678 }],
    }
}

fn elasticity() -> Finding {
    Finding {
        name: "response_elasticity",
        number: "T4",
        family: "dynamics",
        answer: computed(
            vec![plain("beta", f64::NAN, Unit::Ratio), plain("bits", 1.5, Unit::Bits)],
            &[(Hypothesis::Attack, -0.25), (Hypothesis::Overload, 0.3)],
        ),
        query: "elasticity",
        citations: vec![Citation { exhibit: 99, byte_offset: 1 }],
    }
}

fn findings() -> Vec<Finding> {
    let finding = |name, number, family, answer| Finding {
        name,
        number,
        family,
        answer,
        query: "timeline",
        citations: Vec::new(),
    };
    let share = |name, value, low, high| Figure {
        interval: Some((low, high)),
        ..plain(name, value, Unit::Share)
    };
    use Hypothesis::{Attack, CapacityLoss, Overload};
    vec![
        finding(
            "utilisation",
            "T21",
            "capacity",
            computed(
                vec![
                    plain("utilisation", 1.31, Unit::Ratio),
                    plain("asked", 52.3, Unit::PerSecond),
                ],
                &[(Attack, 0.2), (Overload, 0.4), (CapacityLoss, -0.4)],
            ),
        ),
        finding(
            "onset_order",
            "T22",
            "onset",
            computed(vec![plain("load_leads", 180.0, Unit::Seconds)], &[]),
        ),
        finding("matched_load", "T23", "capacity", Answer::NotComputable("no_matched_minute")),
        finding(
            "failure_persistence",
            "T5",
            "dynamics",
            computed(vec![share("stubborn_share", 0.71, 0.69, 0.73)], &[(Attack, 0.55)]),
        ),
        finding(
            "hostile_load",
            "T32",
            "hostility",
            computed(vec![share("hostile_share", 0.784, 0.78, 0.79)], &[(Attack, 0.8)]),
        ),
        overlap(),
        elasticity(),
    ]
}

fn hostile() -> Campaign {
    Campaign {
        id: 1,
        nature: Nature::Hostile,
        requests: 401_700,
        sources: 2_204,
        peak_rps: 93.2,
        window: window("2021-04-06T06:01:12Z", "2021-04-06T08:12:40Z"),
        minutes: (0..129)
            .map(|index| {
                (at("2021-04-06T06:02:00Z") + index * MINUTE_US, 2_900 + (index as u64 * 83) % 700)
            })
            .collect(),
        top_path: ("/".to_owned(), 0.97),
        top_agent: (Some("Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.1)".to_owned()), 0.62),
        foreign_share: Some(0.93),
        countries: vec![
            ("RU".into(), 0.4),
            ("ID".into(), 0.22),
            ("BR".into(), 0.11),
            ("FR".into(), 0.07),
        ],
        networks: vec![
            (Some(64_500), "Example Hosting".into(), 0.5),
            (None, "unknown".into(), 0.02),
        ],
        reasons: vec![
            plain("no_assets", 0.998, Unit::Share),
            plain("rate_above_baseline", 21.0, Unit::Ratio),
        ],
        citations: vec![Citation { exhibit: 1, byte_offset: 4_096 }],
    }
}

fn human() -> Campaign {
    Campaign {
        id: 2,
        nature: Nature::Human,
        requests: 96_300,
        sources: 6_800,
        peak_rps: 24.0,
        minutes: (0..250)
            .map(|index| {
                (at("2021-04-06T05:02:00Z") + index * MINUTE_US, 800 + (index as u64 * 41) % 400)
            })
            .collect(),
        top_path: ("/cours".to_owned(), 0.21),
        top_agent: (None, 0.5),
        foreign_share: Some(0.02),
        countries: vec![("FR".into(), 0.95), ("RE".into(), 0.03)],
        networks: vec![(Some(3_215), "Orange".into(), 0.5)],
        reasons: vec![plain("navigates", 0.9, Unit::Share)],
        citations: Vec::new(),
        ..hostile()
    }
}

pub(super) fn minutes(incident: Window, hostile: bool) -> Vec<Minute> {
    let start = incident.start_us - HOUR_US;
    let minute = |index: i64| {
        let start_us = start + index * MINUTE_US;
        let inside = incident.contains(start_us);
        let usual = 900 + (index * 53 % 170) as u64 + (index as u64) * 3;
        let more = if inside { 3_800 + (index * 97 % 600) as u64 } else { 0 };
        let failures = if inside { more / 2 + 300 } else { usual / 250 };
        Minute {
            start_us,
            arrivals: usual + more,
            fresh: usual + more / 2,
            hostile: if hostile { more * 9 / 10 } else { 0 },
            failures,
            goodput: usual + more - failures,
            expected: Some(950.0 + index as f64 * 3.0),
            p95_us: Some(if inside { 8_200_000 + index * 20_000 } else { 310_000 + index * 500 }),
        }
    };
    (0..(incident.end_us - incident.start_us) / MINUTE_US + 75).map(minute).collect()
}

fn countries() -> Vec<(String, f64, Option<f64>)> {
    let row = |code: &str, now, before| (code.to_owned(), now, before);
    vec![
        row("RU", 0.31, Some(0.002)),
        row("FR", 0.24, Some(0.93)),
        row("ID", 0.17, Some(0.0)),
        row("BR", 0.09, Some(0.001)),
        row("RE", 0.006, Some(0.02)),
        row("??", 0.004, None),
    ]
}

/// Many incidents, to see that a terminal is not flooded.
pub(super) fn many() -> Judgement {
    let mut judgement = judgement();
    judgement.incidents = (0..60)
        .map(|index| Incident {
            id: index + 1,
            failures: u64::from(index * 100),
            window: open().window.shifted_days(i64::from(index) - 60),
            ..open()
        })
        .collect();
    judgement.gaps = vec![Gap { window: Window::new(0, DAY_US) }; 3];
    judgement
}
