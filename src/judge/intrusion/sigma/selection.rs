//! Selections of Sigma rules: which fields must hold what. A value of YAML in, tests on fields out.

use serde_json::Value;

/// A field of a request, as Sigma's web rules name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// Path and query: `c-uri`, `cs-uri`.
    Url,
    /// `cs-uri-stem`, `c-uri-stem`.
    Path,
    /// `cs-uri-query`, `c-uri-query`: the query, and path with query, which most rules mean by it.
    Query,
    /// `c-useragent`, `cs-user-agent`.
    Agent,
    /// `cs-referer`, `cs-referrer`.
    Referer,
    /// `cs-method`.
    Method,
    /// `sc-status`.
    Status,
    /// Any of the texts: keywords.
    Any,
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "c-uri" | "cs-uri" => Self::Url,
            "cs-uri-stem" | "c-uri-stem" => Self::Path,
            "cs-uri-query" | "c-uri-query" => Self::Query,
            "c-useragent" | "cs-user-agent" | "cs-useragent" => Self::Agent,
            "cs-referer" | "cs-referrer" | "c-referer" => Self::Referer,
            "cs-method" => Self::Method,
            "sc-status" => Self::Status,
            // Keywords with a modifier: `'|all'`.
            "" => Self::Any,
            _ => return None,
        })
    }
}

/// A field that must match one pattern, or all of them.
#[derive(Debug, Clone)]
pub(super) struct Test {
    pub(super) field: Field,
    pub(super) patterns: Vec<String>,
    pub(super) all: bool,
}

/// Alternatives, each of tests that must all hold.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    pub(super) alternatives: Vec<Vec<Test>>,
}

/// Reads a selection: a map of fields, a list of maps, or a list of keywords.
pub(super) fn read(value: &Value) -> Result<Selection, String> {
    let alternatives = match value {
        Value::Object(fields) => vec![tests(fields)?],
        Value::Array(list) if list.iter().all(Value::is_object) => {
            list.iter().filter_map(Value::as_object).map(tests).collect::<Result<_, _>>()?
        }
        keywords => vec![vec![Test {
            field: Field::Any,
            patterns: values(keywords)?.iter().map(|word| escaped(word)).collect(),
            all: false,
        }]],
    };
    if alternatives.iter().any(Vec::is_empty) || alternatives.is_empty() {
        return Err("empty".to_owned());
    }
    Ok(Selection { alternatives })
}

fn tests(fields: &serde_json::Map<String, Value>) -> Result<Vec<Test>, String> {
    fields.iter().map(|(key, value)| test(key, value)).collect()
}

fn test(key: &str, value: &Value) -> Result<Test, String> {
    let mut parts = key.split('|');
    let name = parts.next().unwrap_or_default();
    let field = Field::named(name).ok_or_else(|| format!("no field {name:?} in access logs"))?;
    let (mut all, mut form) = (false, "");
    for modifier in parts {
        match modifier {
            "all" => all = true,
            "contains" | "startswith" | "endswith" | "re" => form = modifier,
            other => return Err(format!("modifier {other:?} is not understood")),
        }
    }
    if field == Field::Any && form.is_empty() {
        form = "contains";
    }
    let patterns: Vec<String> = values(value)?.iter().map(|value| pattern(form, value)).collect();
    for pattern in &patterns {
        super::compile(pattern)?;
    }
    Ok(Test { field, patterns, all })
}

fn values(value: &Value) -> Result<Vec<String>, String> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Number(number) => Ok(vec![number.to_string()]),
        // An empty field, which servers write as a dash.
        Value::Null => Ok(vec![MISSING.to_owned()]),
        Value::Array(list) => {
            let all: Result<Vec<Vec<String>>, String> = list.iter().map(values).collect();
            all.map(|lists| lists.concat())
                .and_then(|all| if all.is_empty() { Err("no value".to_owned()) } else { Ok(all) })
        }
        other => Err(format!("{other} is no value for a text")),
    }
}

/// What servers write where a request has no such text.
pub(super) const MISSING: &str = "-";

/// A value as a pattern: whole where no modifier says otherwise, `*` and `?` as wildcards.
fn pattern(form: &str, value: &str) -> String {
    let text = escaped(value);
    match form {
        // Letters matter in expressions, and nowhere else (Sigma specification 2.0).
        "re" => format!("(?-i:{value})"),
        "contains" => text,
        "startswith" => format!("^(?:{text})"),
        "endswith" => format!("(?:{text})$"),
        _ => format!("^(?:{text})$"),
    }
}

/// Escapes all but wildcards, which a backslash takes back.
fn escaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let taken = characters.next_if(|next| matches!(next, '*' | '?' | '\\'));
                text.push_str(&regex::escape(&taken.unwrap_or('\\').to_string()));
            }
            '*' => text.push_str(".*"),
            '?' => text.push('.'),
            other => text.push_str(&regex::escape(&other.to_string())),
        }
    }
    text
}
