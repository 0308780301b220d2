//! Sigma rules for web servers, the part that such rules use: fields of a request, the modifiers
//! `contains`, `startswith`, `endswith`, `re` and `all`, wildcards, keywords, conditions. YAML in, rules
//! out, or the reason why one is refused: a rule that would be understood in part is not used at all.
//! Form: <https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html>

mod condition;
mod matching;
mod selection;

use serde_json::{Map, Value};

use super::class::Class;
use super::pack::{Decoded, Signature, compile};
use super::probes::Probe;
use super::rules::{Number, Rules};
use crate::ask::service::Service;
use condition::Expr;
use selection::Selection;

pub(super) use matching::{Hits, Matches};

/// A rule.
#[derive(Debug, Clone)]
pub struct SigmaRule {
    title: String,
    author: Option<String>,
    class: Class,
    selections: Vec<(String, Selection)>,
    condition: Expr,
}

impl SigmaRule {
    /// Its name in a run: title and author.
    pub fn name(&self) -> String {
        let author = self.author.as_deref().unwrap_or("unnamed author");
        format!("sigma: {} ({author})", self.title)
    }

    /// What stands for the rule among the signatures. Its name carries the author, as the Detection Rule
    /// License 1.1 asks of whatever is said on the ground of a match.
    pub fn signature(&self) -> Result<Signature, String> {
        Ok(Signature {
            id: self.name(),
            class: self.class,
            places: Vec::new(),
            decoded: Decoded::Twice,
            pattern: compile("$^")?,
            literals: Vec::new(),
            reference: vec!["Sigma".to_owned()],
            missing: false,
            author: self.author.clone(),
            matches: Vec::new(),
            spares: Vec::new(),
        })
    }
}

/// Adds the rows that a Sigma rule matches and no signature does.
pub(super) fn added(
    service: &Service,
    rules: &Rules,
    hits: Option<&Hits<'_>>,
    probes: Vec<Probe>,
) -> Vec<Probe> {
    let Some(hits) = hits else { return probes };
    let known = |row: u32| probes.binary_search_by_key(&row, |probe| probe.row).is_ok();
    let matched = |row: u32| {
        let number =
            Number::try_from(rules.first_sigma() + hits.row(service, row as usize)?).ok()?;
        Some(Probe { row, number })
    };
    let rows = (0..service.len() as u32).filter(|row| !known(*row));
    let mut all: Vec<Probe> = rows.filter_map(matched).collect();
    all.extend(probes);
    all.sort_unstable_by_key(|probe| probe.row);
    all
}

/// Reads the rules of a file.
pub fn read(text: &str) -> Result<Vec<SigmaRule>, String> {
    let documents: Vec<Value> =
        serde_saphyr::from_multiple(text).map_err(|error| error.to_string())?;
    let rules = documents.iter().filter(|document| !document.is_null());
    rules.map(|document| rule(document.as_object().ok_or("not a rule")?)).collect()
}

fn rule(document: &Map<String, Value>) -> Result<SigmaRule, String> {
    let text = |key: &str| document.get(key).and_then(Value::as_str).map(str::to_owned);
    let title = text("title").ok_or("a rule without a title")?;
    let wrong = |why: String| format!("rule {title:?}: {why}");
    let category = document.get("logsource").and_then(|source| source.get("category"));
    if category.and_then(Value::as_str) != Some("webserver") {
        return Err(wrong("only rules of the category webserver are understood".to_owned()));
    }
    let detection = document.get("detection").and_then(Value::as_object);
    let detection = detection.ok_or_else(|| wrong("no detection".to_owned()))?;
    let condition = detection.get("condition").and_then(Value::as_str);
    let condition = condition.ok_or_else(|| wrong("no condition of one line".to_owned()))?;
    let mut selections = Vec::new();
    for (name, value) in detection.iter().filter(|(name, _)| *name != "condition") {
        let selection = selection::read(value).map_err(|why| wrong(format!("{name}: {why}")))?;
        selections.push((name.clone(), selection));
    }
    let names: Vec<&str> = selections.iter().map(|(name, _)| name.as_str()).collect();
    let condition = condition::read(condition, &names).map_err(wrong)?;
    let class = class(&title, document);
    Ok(SigmaRule { title, author: text("author"), class, selections, condition })
}

/// Words of titles and tags that tell the class; a rule for a product where none does.
const CLASSES: &[(&str, Class)] = &[
    ("sql", Class::SqlInjection),
    ("cross site", Class::Xss),
    ("cross-site", Class::Xss),
    ("xss", Class::Xss),
    ("traversal", Class::PathTraversal),
    ("template injection", Class::TemplateInjection),
    ("ssti", Class::TemplateInjection),
    ("jndi", Class::Jndi),
    ("log4j", Class::Jndi),
    ("webshell", Class::WebShell),
    ("source code", Class::SecretsBackups),
    ("user-agent", Class::ScannerTool),
    ("user agent", Class::ScannerTool),
    ("command", Class::CommandInjection),
];

fn class(title: &str, document: &Map<String, Value>) -> Class {
    let tags = document.get("tags").map(Value::to_string).unwrap_or_default();
    let text = format!("{title} {tags}").to_ascii_lowercase();
    let told = CLASSES.iter().find(|(word, _)| text.contains(word));
    told.map_or(Class::CmsApplianceCve, |(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{BROWSER, Site};
    use super::super::{Found, find};
    use super::*;

    const RULE: &str = "
title: Odd Export
author: A. N. Author
logsource:
    category: webserver
detection:
    selection:
        cs-method: GET
        cs-uri-query|contains|all:
            - 'export='
            - '*all?rows'
    filter:
        c-useragent|startswith: 'Monitor'
    keywords:
        - 'drop the bass'
    condition: (selection and not 1 of filter*) or keywords
";

    fn found(rule: &str, targets: &[(&str, &str)]) -> Found {
        let mut site = Site::new(1);
        for (number, (target, agent)) in targets.iter().enumerate() {
            site.get((number as f64, "203.0.113.1", agent), target, (200, 1000));
        }
        let (service, names) = site.build();
        let rules = Rules::of_user(Vec::new(), read(rule).unwrap()).unwrap();
        find(&[service], &names, &rules)
    }

    #[test]
    fn fields_modifiers_keywords_and_conditions() {
        let found = found(
            RULE,
            &[
                ("/a?export=1&x=all%20rows", BROWSER),
                ("/b?export=1&x=all%20rows", "Monitor/1"),
                ("/c?export=1", BROWSER),
                ("/d?q=DROP%20the%20bass", BROWSER),
            ],
        );
        let rows: Vec<u32> = found.attempts.rows.iter().map(|row| row.row).collect();
        assert_eq!(rows, [0, 3]);
        let rule = usize::from(found.attempts.rows[0].rule.unwrap());
        assert_eq!(found.attempts.rules[rule], "sigma: Odd Export (A. N. Author)");
    }

    const SHORT: &str = "
title: Short
logsource:
    category: webserver
detection:
    selection:
        TEST
    condition: selection
";

    /// Does a rule of one test match a request for `/vpns/Portal.pl?a=Bc` without a referer, answered 200?
    fn short(test: &str) -> bool {
        let found = found(&SHORT.replace("TEST", test), &[("/vpns/Portal.pl?a=Bc", BROWSER)]);
        !found.attempts.rows.is_empty()
    }

    #[test]
    fn fields_mean_what_rules_mean_by_them() {
        for (test, holds) in [
            ("cs-uri-query|contains: '/vpns/'", true),
            ("cs-uri-query|startswith: 'a='", true),
            ("cs-uri-query|contains: '/vpn2/'", false),
            ("cs-referer: null", true),
            ("cs-referer: '-'", true),
            ("cs-referer|contains: 'vpns'", false),
            ("c-useragent: null", false),
            ("sc-status: 200", true),
            ("sc-status: 500", false),
            ("'|all': ['vpns', 'PORTAL']", true),
            ("'|all': ['vpns', 'gate']", false),
            ("c-uri|re: 'a=Bc$'", true),
            ("c-uri|re: 'a=bc$'", false),
            ("c-uri|endswith: 'a=bc'", true),
        ] {
            assert_eq!(short(test), holds, "{test}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for (from, to, why) in [
            ("category: webserver", "category: process_creation", "webserver"),
            ("|contains|all", "|base64", "base64"),
            ("cs-method", "dst_ip", "dst_ip"),
            ("or keywords", "or words", "words"),
            ("or keywords", "or (keywords", "parenthesis"),
            ("not 1 of filter*", "not 2 of filter*", "2"),
        ] {
            let error = read(&RULE.replace(from, to)).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }
}
