//! The schema of validation figures.

use serde_json::{Value, json};

use super::{count, number, object, text};
use crate::judge::validation::HISTORIES;

/// What was played.
pub(super) fn played() -> Value {
    object(
        &["worlds", "version", "command", "count"],
        json!({
            "worlds": { "const": "simulated", "description": "not real incidents: no error rate of the field is known" },
            "version": text(),
            "command": text(),
            "count": count(),
        }),
    )
}

/// What was measured under the conditions of an incident.
pub(super) fn validated() -> Value {
    let figures = object(
        &["scope", "worlds", "accused", "right", "wrong", "cllr"],
        json!({
            "scope": { "type": "string", "description": "which simulated worlds: all, or those that share a condition" },
            "worlds": count(),
            "accused": described("worlds in which attack was named where none was a cause"),
            "right": described("incidents whose cause was named rightly"),
            "wrong": described("incidents of which another cause was named"),
            "cllr": number(),
        }),
    );
    let ratios = object(
        &["scope", "attack_log10_lr", "others_as_large", "attacks_as_small"],
        json!({
            "scope": text(),
            "attack_log10_lr": number(),
            "others_as_large": described("incidents without an attack whose ratio is at least as large"),
            "attacks_as_small": described("attacks whose ratio is at most as large"),
        }),
    );
    object(
        &["format", "durations", "history_days", "history", "figures", "answered", "ratios"],
        json!({
            "format": text(),
            "durations": { "type": "boolean" },
            "history_days": count(),
            "history": { "enum": HISTORIES.map(|band| band.key) },
            "figures": { "type": "array", "items": figures },
            "answered": { "anyOf": [
                { "type": "null" },
                described("incidents that were given this cause, and had it"),
            ] },
            "ratios": { "anyOf": [{ "type": "null" }, ratios] },
        }),
    )
}

/// A share of a number, with its 95 % interval.
fn described(what: &str) -> Value {
    let fields = json!({ "count": count(), "of": count(), "low": number(), "high": number() });
    let mut share = object(&["count", "of", "low", "high"], fields);
    share["description"] = json!(what);
    share
}
