//! The replays of the sample's attack.

use afflux::judge::judgement::{ButFor, Factor, Part, Replays};

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
    }
}

fn replay(probability: f64, failing_minutes: f64) -> ButFor {
    let interval = (0.9 * failing_minutes, 1.1 * failing_minutes + 3.0);
    ButFor { fails: probability >= 0.5, probability, failing_minutes, interval }
}

fn part(factor: Factor, necessity: f64, sufficiency: Option<f64>, minutes: f64) -> Part {
    Part { factor, necessity, sufficiency, minutes }
}
