//! The part of the schema about attempts to get in. Definitions out.

use serde_json::{Value, json};

use super::{count, keys, list, object, share, text, time};
use crate::judge::judgement::IntrusionKind;

fn told() -> Value {
    json!({ "type": ["boolean", "null"], "description": "null where a log cannot tell" })
}

/// All campaigns of one kind.
pub(super) fn intrusion() -> Value {
    object(
        &["kind", "requests", "sources", "succeeded", "start", "end"],
        json!({
            "kind": { "enum": IntrusionKind::ALL.map(IntrusionKind::name) },
            "requests": count(),
            "sources": count(),
            "succeeded": told(),
            "start": time(),
            "end": time(),
            "suspected": count(),
            "campaigns": list("attempts"),
        }),
    )
}

/// One campaign.
pub(super) fn attempts() -> Value {
    let required = [
        "id",
        "class",
        "services",
        "requests",
        "sources",
        "internal_sources",
        "start",
        "end",
        "aimed",
        "succeeded",
        "failed",
        "let_in",
        "paths",
        "signatures",
        "countries",
        "suspected",
        "suspects",
        "incidents",
        "citations",
    ];
    object(
        &required,
        json!({
            "id": { "type": "integer", "minimum": 1 },
            "class": text(),
            "services": { "type": "array", "items": text() },
            "requests": count(),
            "sources": count(),
            "internal_sources": count(),
            "start": time(),
            "end": time(),
            "aimed": keys("what says that this site is meant; empty: nothing does"),
            "succeeded": told(),
            "failed": count(),
            "let_in": count(),
            "paths": count(),
            "signatures": listed(&["name", "requests"], json!({ "name": text(), "requests": count() })),
            "countries": listed(&["country", "share"], json!({ "country": text(), "share": { "type": ["number", "null"] } })),
            "suspected": count(),
            "suspects": listed(&["reason", "path", "exhibit", "byte_offset"], json!({
                "reason": text(),
                "path": text(),
                "exhibit": text(),
                "byte_offset": count(),
            })),
            "incidents": listed(&["incident", "requests", "share", "shared_sources"], json!({
                "incident": { "type": "integer", "minimum": 1 },
                "requests": count(),
                "share": share(),
                "shared_sources": count(),
            })),
            "citations": list("citation"),
        }),
    )
}

/// Attempts of one class that belong to no campaign.
pub(super) fn background() -> Value {
    object(
        &["class", "requests", "sources", "suspected"],
        json!({ "class": text(), "requests": count(), "sources": count(), "suspected": count() }),
    )
}

fn listed(required: &[&str], properties: Value) -> Value {
    json!({ "type": "array", "items": object(required, properties) })
}
