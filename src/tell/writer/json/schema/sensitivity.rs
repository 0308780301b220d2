//! The schema of what would change a verdict.

use serde_json::{Value, json};

use super::{CAUSES, number, object, text};
use crate::judge::judgement::Cause;

/// Bounds moved, and unlogged demand.
pub(super) fn sensitivity() -> Value {
    let cause = json!({ "enum": CAUSES.map(Cause::name) });
    let at = object(&["bound", "cause"], json!({ "bound": number(), "cause": cause }));
    let times = object(&["times", "cause"], json!({ "times": number(), "cause": cause }));
    let bound = object(
        &["name", "value", "bound", "half", "twice"],
        json!({ "name": text(), "value": number(), "bound": number(), "half": at, "twice": at }),
    );
    let mut unlogged = object(
        &["low", "high", "high_is_measured", "changes_at"],
        json!({
            "low": times,
            "high": times,
            "high_is_measured": { "type": "boolean" },
            "changes_at": number(),
        }),
    );
    unlogged["description"] =
        json!("people's demand, as a multiple of what was logged in failing bins");
    let mut sensitivity = object(
        &["bounds", "unlogged"],
        json!({
            "bounds": { "type": "array", "items": bound },
            "unlogged": { "anyOf": [{ "type": "null" }, unlogged] },
        }),
    );
    sensitivity["description"] = json!("the cause with each deciding bound at half and at twice");
    sensitivity
}
