//! Both languages say the same things with the same variables, and the French is set as French.

use std::collections::{BTreeMap, BTreeSet};

use super::{LANGUAGES, Words, missing};

/// Variables of every message and attribute, read from the source text.
fn variables(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (mut found, mut message, mut key) = (BTreeMap::new(), String::new(), String::new());
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =") {
            if let Some(attribute) = name.trim_start().strip_prefix('.') {
                key = format!("{message}.{attribute}");
            } else if !line.starts_with(' ') {
                message = name.to_owned();
                key = message.clone();
            }
        }
        let entry: &mut BTreeSet<String> = found.entry(key.clone()).or_default();
        entry.extend(line.split('$').skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
        }));
    }
    found
}

#[test]
fn languages_have_the_same_ids_and_variables() {
    let reference = variables(LANGUAGES[0].source);
    assert!(reference.len() > 300);
    for language in &LANGUAGES[1..] {
        let other = variables(language.source);
        let differing: Vec<_> = reference
            .iter()
            .filter(|(id, names)| other.get(*id) != Some(*names))
            .map(|(id, _)| id)
            .chain(other.keys().filter(|id| !reference.contains_key(*id)))
            .collect();
        assert!(differing.is_empty(), "{}: {differing:?}", language.code);
    }
}

#[test]
fn sources_parse_without_errors_and_without_doubles() {
    for language in LANGUAGES {
        let resource = fluent_bundle::FluentResource::try_new(language.source.to_owned());
        let resource = resource.map_err(|(_, errors)| errors).expect("it parses");
        let mut bundle = fluent_bundle::concurrent::FluentBundle::new_concurrent(vec![]);
        bundle.add_resource(resource).expect("no id twice");
    }
}

#[test]
fn french_has_its_spaces_and_apostrophes() {
    let french = LANGUAGES.iter().find(|language| language.code == "fr").expect("French");
    for line in french.source.lines().filter(|line| !line.starts_with('#')) {
        for mark in [" ;", " :", " !", " ?", " %", "« ", " »", "'"] {
            assert!(!line.contains(mark), "{mark:?} in {line}");
        }
    }
}

#[test]
fn keys_without_words_are_humanised() {
    let words = Words::of("en").expect("English");
    assert_eq!(words.say("figure-prior_overlap-brand_new"), "brand new");
    assert_eq!(missing(&["month-1", "no-such"]), ["en: no-such", "fr: no-such"]);
    assert!(Words::of("tlh").is_none());
}

#[test]
fn plurals_and_numbers_follow_the_language() {
    let french = Words::of("fr").expect("French");
    let text = french.get("count-requests", &[("n", 1_234.into())]);
    assert_eq!(text, "1\u{202f}234\u{a0}requêtes");
    assert_eq!(french.get("count-requests", &[("n", 0.into())]), "0\u{a0}requête");
}
