//! The JSON Schema of `verdict.json` (draft 2020-12): a promise in a form that programs check. Closed lists
//! come from the code; objects stay open, because fields may be added. A test holds the shipped verdicts
//! against it.

mod intrusion;
mod sensitivity;
mod validated;

use serde_json::{Value, json};

use crate::judge::claim::CLAIMS;
use crate::judge::evidence::TESTS;
use crate::judge::judgement::{Cause, Detail, Factor, Hypothesis, Origin, Outcome};

const CAUSES: [Cause; 7] = [
    Cause::Attack,
    Cause::Overload,
    Cause::AttackAndOverload,
    Cause::Crawl,
    Cause::CapacityLoss,
    Cause::UpstreamLoss,
    Cause::Inconclusive,
];
const DETAILS: [Detail; 6] = [
    Detail::Sufficient,
    Detail::ThinMargin,
    Detail::JointlyNecessary,
    Detail::Overdetermined,
    Detail::SelfSustained,
    Detail::AdmissionLimit,
];
const ORIGINS: [Origin; 3] = [Origin::Foreign, Origin::Domestic, Origin::Mixed];
const OUTCOMES: [Outcome; 3] = [Outcome::Consistent, Outcome::Contradicted, Outcome::Untestable];

/// The schema as pretty JSON with a final line break.
pub fn schema() -> String {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "afflux.verdict/1",
        "title": "afflux verdict",
        "description": "What afflux found in access logs. Fields may be added; these keep their names.",
        "type": "object",
        "required": ["schema", "tool", "incidents", "intrusion", "completeness"],
        "properties": {
            "schema": { "const": "afflux.verdict/1" },
            "tool": object(&["name", "version"], json!({ "name": text(), "version": text() })),
            "incidents": list("incident"),
            "intrusion": list("intrusion"),
            "completeness": completeness(),
            "calibration": { "type": "string", "description": "none: weights are not calibrated on real cases" },
            "validation": nullable("played"),
            "intrusion_background": list("background"),
            "gates": keys("reasons that lower or forbid any answer of the run"),
            "claims_file": nullable("claims_file"),
            "claims": list("claim"),
            "limits": limits(),
        },
        "$defs": definitions(),
    });
    // `Value` prints without fail: its keys are strings.
    format!("{schema:#}\n")
}

fn definitions() -> Value {
    json!({
        "incident": incident(),
        "hypothesis": hypothesis(),
        "replay": replay(),
        "contribution": contribution(),
        "attack": attack(),
        "capacity": rates(&["estimate", "low", "high"]),
        "demand": rates(&["logged_peak", "fresh_peak"]),
        "baseline": object(&["kind", "windows"], json!({
            "kind": { "enum": ["given", "same_slot", "before", "missing"] },
            "windows": list("span"),
        })),
        "span": object(&["start", "end"], json!({ "start": time(), "end": time() })),
        "evidence": evidence(),
        "figure": figure(),
        "citation": object(&["exhibit", "byte_offset"], json!({
            "exhibit": text(),
            "byte_offset": { "type": "integer", "minimum": 0 },
        })),
        "absent": absent(),
        "unfinished": object(
            &["pages", "unfinished", "usual_pages", "usual_unfinished"],
            json!({
                "pages": count(),
                "unfinished": count(),
                "usual_pages": count(),
                "usual_unfinished": count(),
            }),
        ),
        "intrusion": intrusion::intrusion(),
        "attempts": intrusion::attempts(),
        "background": intrusion::background(),
        "course": super::course::schema(),
        "played": validated::played(),
        "validated": validated::validated(),
        "claims_file": object(&["path", "sha256", "complete_logs"], json!({
            "path": text(),
            "sha256": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
            "complete_logs": { "type": "boolean" },
        })),
        "claim": claim(),
    })
}

fn incident() -> Value {
    object(
        &[
            "id",
            "service",
            "start",
            "end",
            "cause",
            "detail",
            "origin",
            "hypotheses",
            "but_for",
            "attack",
            "capacity_rps",
            "demand_rps",
            "findings",
            "gates",
        ],
        json!({
            "id": { "type": "integer", "minimum": 1 },
            "service": text(),
            "start": time(),
            "end": time(),
            "cause": { "enum": CAUSES.map(Cause::name) },
            "detail": optional(&DETAILS.map(Detail::name)),
            "origin": optional(&ORIGINS.map(Origin::name)),
            "hypotheses": list("hypothesis"),
            "but_for": { "type": "object", "additionalProperties": nullable("replay") },
            "attack": { "$ref": "#/$defs/attack" },
            "capacity_rps": nullable("capacity"),
            "demand_rps": nullable("demand"),
            "findings": keys("tests that could be computed"),
            "gates": keys("reasons that lower or forbid a verdict"),
            "symptom": { "enum": ["failures", "latency", "vanished", "unfinished", "given"] },
            "requests": count(),
            "failures": count(),
            "clients": count(),
            "failed_clients": count(),
            "baseline": { "$ref": "#/$defs/baseline" },
            "evidence": list("evidence"),
            "absent": list("absent"),
            "unfinished": nullable("unfinished"),
            "contributions": list("contribution"),
            "trigger": { "type": "array", "items": factor() },
            "sustainer": optional(&[Factor::Retries.name()]),
            "conformal_set": {
                "type": "array",
                "items": { "enum": Hypothesis::ALL.map(Hypothesis::name) },
            },
            "sensitivity": sensitivity::sensitivity(),
            "validation": nullable("validated"),
            "course": nullable("course"),
        }),
    )
}

fn hypothesis() -> Value {
    object(
        &["name", "probability", "log10_lr", "log10_lr_cap", "verbal"],
        json!({
            "name": { "enum": Hypothesis::ALL.map(Hypothesis::name) },
            "probability": share(),
            "log10_lr": number(),
            "log10_lr_cap": number(),
            "verbal": text(),
        }),
    )
}

fn replay() -> Value {
    object(
        &["fails", "probability"],
        json!({
            "fails": { "type": "boolean" },
            "probability": number(),
            "failing_minutes": number(),
            "failing_minutes_low": number(),
            "failing_minutes_high": number(),
        }),
    )
}

fn contribution() -> Value {
    object(
        &["factor", "necessity", "sufficiency", "failing_minutes"],
        json!({
            "factor": factor(),
            "necessity": number(),
            "sufficiency": number(),
            "failing_minutes": number(),
        }),
    )
}

fn factor() -> Value {
    json!({ "enum": Factor::ALL.map(Factor::name) })
}

fn attack() -> Value {
    let country = object(&["country", "share"], json!({ "country": text(), "share": number() }));
    object(
        &["requests", "sources", "foreign_share", "countries", "campaigns"],
        json!({
            "requests": count(),
            "sources": count(),
            "foreign_share": number(),
            "countries": { "type": "array", "items": country },
            "campaigns": { "type": "array", "items": { "type": "integer", "minimum": 1 } },
        }),
    )
}

/// A network that fell silent while others went on.
fn absent() -> Value {
    object(
        &["kind", "name", "operator", "start", "end", "requests", "visits"],
        json!({
            "kind": { "enum": ["as", "prefix", "country"] },
            "name": text(),
            "operator": { "type": ["string", "null"] },
            "start": time(),
            "end": time(),
            "requests_expected": number(),
            "requests": count(),
            "visits_expected": number(),
            "visits": count(),
            "log10_chance": number(),
        }),
    )
}

fn evidence() -> Value {
    let direction = object(
        &["hypothesis", "log10_lr"],
        json!({
            "hypothesis": { "enum": Hypothesis::ALL.map(Hypothesis::name) },
            "log10_lr": number(),
        }),
    );
    object(
        &["name", "computed", "figures", "speaks", "query", "citations"],
        json!({
            "name": { "type": "string", "examples": TESTS.iter().map(|t| t.name).collect::<Vec<_>>() },
            "number": text(),
            "family": text(),
            "computed": { "type": "boolean" },
            "reason": { "type": ["string", "null"] },
            "figures": list("figure"),
            "speaks": { "type": "array", "items": direction },
            "query": text(),
            "citations": list("citation"),
        }),
    )
}

fn figure() -> Value {
    object(
        &["name", "value", "low", "high", "unit"],
        json!({
            "name": text(),
            "value": number(),
            "low": number(),
            "high": number(),
            "unit": { "enum": [
                "count", "share", "per_second", "per_minute", "seconds", "ratio", "bits",
            ] },
        }),
    )
}

/// Incidents that were found and not judged, by service.
fn limits() -> Value {
    let left = object(
        &["service", "incidents", "failures"],
        json!({ "service": text(), "incidents": count(), "failures": count() }),
    );
    object(
        &["incidents_of_a_service_max", "left_out"],
        json!({
            "incidents_of_a_service_max": count(),
            "left_out": { "type": "array", "items": left },
        }),
    )
}

fn claim() -> Value {
    object(
        &["id", "who", "when", "quote", "about", "outcome", "reason", "figures", "query"],
        json!({
            "id": { "type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$" },
            "who": text(),
            "when": { "type": "string", "description": "a date, or an instant in RFC 3339" },
            "quote": text(),
            "source": { "type": ["string", "null"] },
            "about": { "enum": CLAIMS.iter().map(|kind| kind.name).collect::<Vec<_>>() },
            "service": { "type": ["string", "null"] },
            "from": { "type": ["string", "null"] },
            "until": { "type": ["string", "null"] },
            "terms": { "type": "object", "description": "what claims of its kind say; seconds, shares 0 to 1" },
            "outcome": { "enum": OUTCOMES.map(Outcome::name) },
            "reason": { "type": ["string", "null"] },
            "hypothesis": optional(&Hypothesis::ALL.map(Hypothesis::name)),
            "incidents": { "type": "array", "items": { "type": "integer", "minimum": 1 } },
            "figures": list("figure"),
            "query": text(),
        }),
    )
}

fn completeness() -> Value {
    let counts = ["bytes", "lines", "requests", "rejects", "blank"];
    let mut properties: serde_json::Map<String, Value> =
        counts.into_iter().map(|name| (name.to_owned(), count())).collect();
    properties.insert("gaps".to_owned(), list("span"));
    let required = ["bytes", "lines", "requests", "rejects", "blank", "gaps"];
    object(&required, Value::Object(properties))
}

fn rates(names: &[&str]) -> Value {
    let properties = names.iter().map(|name| ((*name).to_owned(), number())).collect();
    object(names, Value::Object(properties))
}

pub(super) fn object(required: &[&str], properties: Value) -> Value {
    let mut object = serde_json::Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("required".to_owned(), json!(required));
    object.insert("properties".to_owned(), properties);
    Value::Object(object)
}

fn list(definition: &str) -> Value {
    json!({ "type": "array", "items": { "$ref": format!("#/$defs/{definition}") } })
}

fn nullable(definition: &str) -> Value {
    json!({ "anyOf": [{ "type": "null" }, { "$ref": format!("#/$defs/{definition}") }] })
}

fn optional(names: &[&str]) -> Value {
    let mut all: Vec<Value> = names.iter().map(|name| json!(name)).collect();
    all.push(Value::Null);
    json!({ "enum": all })
}

fn keys(description: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": description })
}

fn text() -> Value {
    json!({ "type": "string" })
}

pub(super) fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// A number, or null where it cannot exist.
pub(super) fn number() -> Value {
    json!({ "type": ["number", "null"] })
}

fn share() -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1 })
}
