//! `verdict.json` against its JSON Schema, with as much of draft 2020-12 as the schema uses; a keyword
//! that is not known here fails the test.

use std::fs;

use regex::Regex;
use serde_json::{Value, json};

use super::written;
use crate::program::{demo, ends, json as read_json, root};

fn schema() -> Value {
    let text = ends(&root(), &["reference", "verdict.schema.json"], 0).out;
    serde_json::from_str(&text).expect("JSON")
}

/// Where a value breaks a schema, and how.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let rules = schema.as_object().expect("a schema is an object");
    let mut found = Vec::new();
    for (keyword, rule) in rules {
        let broken = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "examples" | "format" => false,
            "$ref" => {
                let pointer = rule.as_str().and_then(|text| text.strip_prefix('#'));
                let target = root.pointer(pointer.expect("a local reference")).expect("a target");
                found.extend(faults(root, target, value, at));
                false
            }
            "const" => rule != value,
            "enum" => !rule.as_array().expect("a list").contains(value),
            "type" => !is_type(rule, value),
            "minimum" => value.as_f64().is_some_and(|n| n < rule.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_some_and(|n| n > rule.as_f64().expect("a number")),
            "pattern" => {
                let pattern = Regex::new(rule.as_str().expect("a text")).expect("a pattern");
                value.as_str().is_some_and(|text| !pattern.is_match(text))
            }
            "required" => {
                let names = rule.as_array().expect("a list").iter().filter_map(Value::as_str);
                value.as_object().is_some_and(|own| names.clone().any(|n| !own.contains_key(n)))
            }
            "anyOf" => {
                let options = rule.as_array().expect("a list").iter();
                options.clone().all(|option| !faults(root, option, value, at).is_empty())
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, rule, item, &format!("{at}/{index}")));
                }
                false
            }
            "properties" => {
                for (name, rule) in rule.as_object().expect("an object") {
                    let own = value.get(name).into_iter();
                    own.for_each(|v| found.extend(faults(root, rule, v, &format!("{at}/{name}"))));
                }
                false
            }
            "additionalProperties" => {
                for (name, own) in value.as_object().into_iter().flatten() {
                    found.extend(faults(root, rule, own, &format!("{at}/{name}")));
                }
                false
            }
            other => panic!("the schema uses {other}, which this test does not know"),
        };
        if broken {
            found.push(format!("{at}: {keyword} {rule} is broken by {value}"));
        }
    }
    found
}

fn is_type(rule: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str().expect("a type") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    };
    rule.as_array().map_or_else(|| is(rule), |names| names.iter().any(is))
}

#[test]
fn verdicts_keep_their_schema() {
    let schema = schema();
    let parse = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    let shipped = fs::read_to_string(root().join("fixtures/report/verdict.json")).expect("a file");
    let verdicts = [
        ("shipped", parse(&shipped)),
        ("poisoned", parse(&written("json", "en", true))),
        ("demo", read_json(&demo().join("case/verdict.json"))),
    ];
    for (name, verdict) in verdicts {
        assert_eq!(faults(&schema, &schema, &verdict, ""), Vec::<String>::new(), "{name}");
    }
}

/// A schema that lets everything pass is none.
#[test]
fn the_schema_refuses_what_is_no_verdict() {
    let schema = schema();
    let shipped = fs::read_to_string(root().join("fixtures/report/verdict.json")).expect("a file");
    let verdict: Value = serde_json::from_str(&shipped).expect("JSON");
    for (pointer, wrong) in [
        ("/schema", json!("afflux.verdict/2")),
        ("/incidents/0/cause", json!("enemy")),
        ("/incidents/0/id", json!(0)),
        ("/incidents/0/hypotheses/0/probability", json!(1.5)),
        ("/incidents/0/capacity_rps/low", json!("35")),
        ("/incidents/0/but_for/without_attack/fails", json!(1)),
        ("/incidents/0/course/as_it_was/7", json!("half")),
        ("/limits/incidents_of_a_service_max", json!(-1)),
        ("/claims/0/outcome", json!("proven")),
        ("/claims/0/id", json!("a b")),
        ("/claims_file/sha256", json!("00")),
        ("/completeness/bytes", json!(-1)),
        ("/completeness/gaps", json!({})),
    ] {
        let mut broken = verdict.clone();
        *broken.pointer_mut(pointer).expect("a value") = wrong;
        let found = faults(&schema, &schema, &broken, "");
        // A choice of schemas that fails is reported where the choice is.
        let place = |fault: &String| fault.split(": ").next().unwrap_or_default().to_owned();
        let near = |at: String| !at.is_empty() && pointer.starts_with(&at);
        assert!(found.iter().map(place).any(near), "{pointer}: {found:?}");
    }
    let mut lacking = verdict;
    lacking["incidents"][0].as_object_mut().expect("an incident").remove("cause");
    assert!(!faults(&schema, &schema, &lacking, "").is_empty());
}
