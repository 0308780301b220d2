//! The course of an incident and of its replays, as `verdict.json` has it. A course in, a wire type and its schema out.

use serde::Serialize;
use serde_json::{Value, json};

use super::rounded;
use super::schema::{number, object, time};
use crate::base::time::{SECOND_US, rfc3339};
use crate::judge::judgement::{Course as Found, Replays};

/// Shares step by step; a replay that there is not is null.
#[derive(Serialize)]
pub(super) struct Course {
    start: String,
    step_seconds: i64,
    fit: Option<f64>,
    fit_min: Option<f64>,
    adequate: bool,
    failing_minutes: Option<f64>,
    observed: Vec<Option<f64>>,
    as_it_was: Option<Vec<Option<f64>>>,
    without_attack: Option<Vec<Option<f64>>>,
    without_surge: Option<Vec<Option<f64>>>,
    without_crawl: Option<Vec<Option<f64>>>,
    with_baseline_capacity: Option<Vec<Option<f64>>>,
    without_retries: Option<Vec<Option<f64>>>,
}

pub(super) fn course(found: &Found) -> Course {
    let of = |name: &str| {
        let lost = found.line(name)?;
        Some(lost.iter().map(|share| rounded(*share)).collect())
    };
    Course {
        start: rfc3339(found.start_us),
        step_seconds: found.step_us / SECOND_US,
        fit: rounded(found.fit),
        fit_min: rounded(found.fit_min),
        adequate: found.is_adequate(),
        failing_minutes: rounded(found.failing_minutes),
        observed: found.observed.iter().map(|share| share.and_then(rounded)).collect(),
        as_it_was: of("as_it_was"),
        without_attack: of("without_attack"),
        without_surge: of("without_surge"),
        without_crawl: of("without_crawl"),
        with_baseline_capacity: of("with_baseline_capacity"),
        without_retries: of("without_retries"),
    }
}

pub(super) fn schema() -> Value {
    let mut fields = json!({
        "start": time(),
        "step_seconds": { "type": "integer", "minimum": 60 },
        "fit": number(),
        "fit_min": number(),
        "adequate": { "type": "boolean" },
        "failing_minutes": number(),
        "observed": {
            "type": "array",
            "items": number(),
            "description": "share of the requests that failed; null where there were none",
        },
    });
    for (name, ..) in Replays::default().each() {
        fields[name] = json!({
            "type": ["array", "null"],
            "items": number(),
            "description": "share of the work asked for that is lost in the median draw of this replay",
        });
    }
    let names = ["start", "step_seconds", "fit", "adequate", "observed", "as_it_was"];
    object(&names, fields)
}
