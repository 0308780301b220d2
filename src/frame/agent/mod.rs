//! What a user agent says it is. In: the header as logged. Out: one of eight classes. Anybody can
//! send anything: the class is a description of the text, never evidence about the sender by itself.
//!
//! Rules in order: empty, attack text, declared robots (crawlers.tsv and `tools.rs`), combinations
//! that no software sends (`impossible.rs`), applications and browsers (`people.rs`); whatever is
//! left names a program without claiming to be a browser: a library.

mod impossible;
mod people;
mod tools;

use std::sync::LazyLock;

use regex::{RegexSet, RegexSetBuilder};

use crate::base::class::AgentClass;

/// Bytes of an agent that are looked at. Real ones are below 500; the rest can only be padding.
const LIMIT: usize = 1024;

/// Bound of the lazily built automaton, in bytes: the default (2 MB) is refilled again and again by
/// 1 600 patterns.
const DFA_LIMIT: usize = 16 << 20;

/// The class of an agent; `None` is a log without the field or with an empty one.
pub fn classify(agent: Option<&str>) -> AgentClass {
    let agent = beginning(agent.unwrap_or_default()).trim();
    if agent.is_empty() || agent == "-" || tools::is_replaced(agent) {
        return AgentClass::Empty;
    }
    let declared = tools::attack(agent).or_else(|| robot(agent));
    // An application names the library it is made with after itself: okhttp, Dalvik, CFNetwork.
    let made_with = |class: &AgentClass| {
        *class == AgentClass::Library && people::class_of(agent) == Some(AgentClass::MobileApp)
    };
    if let Some(class) = declared.filter(|class| !made_with(class)) {
        return class;
    }
    if impossible::is_impossible(agent) {
        return AgentClass::Impossible;
    }
    people::class_of(agent).unwrap_or(AgentClass::Library)
}

/// The first [`LIMIT`] bytes, cut between characters.
fn beginning(agent: &str) -> &str {
    agent.get(..agent.floor_char_boundary(LIMIT)).unwrap_or(agent)
}

/// A pattern and the class it tells.
struct Robots {
    set: RegexSet,
    classes: Vec<AgentClass>,
}

/// Patterns of PyPI crawler-user-agents (MIT), made by crawlers.py, and own ones.
static ROBOTS: LazyLock<Option<Robots>> = LazyLock::new(|| {
    let listed = include_str!("crawlers.tsv").lines().filter_map(|line| line.split_once('\t'));
    let listed = listed.map(|(class, pattern)| (class_named(class), pattern.to_owned()));
    let own = tools::OWN.iter().map(|(class, pattern)| (*class, format!("(?i){pattern}")));
    let (classes, patterns): (Vec<_>, Vec<_>) = listed.chain(own).unzip();
    let set = RegexSetBuilder::new(patterns).dfa_size_limit(DFA_LIMIT).build().ok()?;
    Some(Robots { set, classes })
});

fn class_named(name: &str) -> AgentClass {
    match name {
        "scanner" => AgentClass::Scanner,
        "monitor" => AgentClass::Monitor,
        "library" => AgentClass::Library,
        _ => AgentClass::CrawlerDeclared,
    }
}

/// The most telling class of all patterns that match: a scanner that also names its library is a
/// scanner.
fn robot(agent: &str) -> Option<AgentClass> {
    let robots = ROBOTS.as_ref()?;
    if !robots.set.is_match(agent) {
        return tools::says_robot(agent).then_some(AgentClass::CrawlerDeclared);
    }
    let matched = robots.set.matches(agent);
    let classes = matched.iter().filter_map(|at| robots.classes.get(at)).copied();
    classes.min_by_key(|class| match class {
        AgentClass::Scanner => 0,
        AgentClass::Monitor => 1,
        AgentClass::CrawlerDeclared => 2,
        _ => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_of_the_fixture() {
        let table = include_str!("../../../fixtures/places/agents.tsv");
        let rows = table.lines().filter(|line| !line.starts_with('#'));
        let rows: Vec<_> = rows.filter_map(|line| line.split_once('\t')).collect();
        assert!(rows.len() >= 80, "{} agents", rows.len());
        for (expected, agent) in rows {
            assert_eq!(classify(Some(agent)).name(), expected, "{agent}");
        }
    }

    #[test]
    fn every_pattern_compiles() {
        let robots = ROBOTS.as_ref().expect("the patterns compile");
        assert!(robots.classes.len() > 1_500 && robots.set.len() == robots.classes.len());
    }

    #[test]
    fn nothing_is_empty() {
        for agent in [None, Some(""), Some("-"), Some("  "), Some("Amazon CloudFront")] {
            assert_eq!(classify(agent), AgentClass::Empty, "{agent:?}");
        }
    }

    #[test]
    fn a_huge_agent_is_judged_by_its_beginning() {
        let padding = "é".repeat(1 << 19);
        let browser = format!("Mozilla/5.0 (X11; Linux x86_64; rv:87.0) Gecko/20100101 {padding}");
        assert_eq!(classify(Some(&browser)), AgentClass::Browser);
        assert_eq!(classify(Some(&format!("{padding} sqlmap"))), AgentClass::Library);
        assert!(beginning(&padding).len() <= LIMIT);
    }
}
