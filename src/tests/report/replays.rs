//! The replays of the sample's attack.

use afflux::base::time::MINUTE_US;
use afflux::judge::judgement::{ButFor, Course, Factor, Line, Part, Replays};

use super::sample::at;

pub(super) fn replays() -> Replays {
    Replays {
        as_it_was: Some(replay(1.0, 128.0)),
        without_attack: Some(replay(0.03, 0.0)),
        without_surge: Some(replay(0.9, 117.0)),
        without_crawl: None,
        with_baseline_capacity: None,
        without_retries: Some(replay(1.0, 104.0)),
        sustained: None,
        parts: vec![
            part(Factor::Attack, 0.97, Some(0.85), 109.0),
            part(Factor::Surge, 0.1, Some(0.0), 12.0),
            part(Factor::Retries, 0.0, None, 7.0),
        ],
        course: Some(course(0.94)),
    }
}

/// Ten minutes before it, and its 129 minutes: failing, and all but gone without the attack.
pub(super) fn course(fit: f64) -> Course {
    let failing = |index: usize| if index < 10 { 0.0 } else { 1.0 };
    let wave = |index: usize| 0.45 + 0.05 * ((index * 37 % 11) as f64 / 11.0);
    let line =
        |name, lost: &dyn Fn(usize) -> f64| Line { name, lost: (0..139).map(lost).collect() };
    Course {
        start_us: at("2021-04-06T05:52:00Z"),
        step_us: MINUTE_US,
        fit,
        fit_min: 0.7,
        fails_from: 0.02,
        failing_minutes: 129.0,
        observed: (0..139)
            .map(|index| (index != 3).then(|| failing(index) * wave(index)))
            .collect(),
        lines: vec![
            line("as_it_was", &|index| failing(index) * (wave(index + 1) - 0.03)),
            line("without_attack", &|index| if index == 40 { 0.03 } else { 0.0 }),
            line("without_surge", &|index| failing(index) * 0.38),
            line("without_retries", &|index| failing(index) * 0.3),
        ],
    }
}

fn replay(probability: f64, failing_minutes: f64) -> ButFor {
    let interval = (0.9 * failing_minutes, 1.1 * failing_minutes + 3.0);
    ButFor { fails: probability >= 0.5, probability, failing_minutes, interval }
}

fn part(factor: Factor, necessity: f64, sufficiency: Option<f64>, minutes: f64) -> Part {
    Part { factor, necessity, sufficiency, minutes }
}

#[test]
fn what_does_not_follow_is_not_drawn_and_what_does_is() {
    for (code, words) in [("en", "No replay is drawn"), ("fr", "Aucun rejeu n’est dessiné")] {
        let html = super::written("html", code, false);
        let (adequate, rest) = html.split_once("id=\"incident-2\"").expect("a second incident");
        assert!(adequate.contains("<figure id=\"chart-1-replays\">") && !adequate.contains(words));
        assert!(!rest.contains("-replays\">") && rest.contains(words), "{code}");
    }
    let verdict = super::written("json", "en", false);
    let verdict: serde_json::Value = serde_json::from_str(&verdict).expect("JSON");
    let course = |index: usize| verdict["incidents"][index]["course"].clone();
    assert_eq!((&course(0)["adequate"], &course(1)["adequate"]), (&true.into(), &false.into()));
    assert_eq!(course(0)["without_attack"].as_array().map(Vec::len), Some(139));
    assert_eq!((&course(0)["without_crawl"], &course(2)), (&().into(), &().into()));
    assert_eq!(course(0)["observed"][3], serde_json::Value::Null);
}
