//! What a group is taken for. The order of the rules is the order of caution: what is known from
//! before and what behaves like people is cleared first, and a group is called hostile only on
//! behaviour that no person shows, never on its country, its size or its agent alone.

use crate::base::class::AgentClass;

use super::super::fingerprint::Fingerprint;
use super::super::judgement::Nature;
use super::reasons::Measures;

/// A fingerprint that came at half its present rate in the baseline is habitual.
pub(in crate::judge) const HABITUAL: f64 = 0.5;
/// Requests below which no group is called hostile.
pub(in crate::judge) const HOSTILE_REQUESTS: f64 = 50.0;
/// Distinct pages per page request of a crawl, and the pages that it needs behind it.
pub(in crate::judge) const CRAWL_BREADTH: f64 = 0.4;
/// Pages below which breadth says nothing.
pub(in crate::judge) const CRAWL_REQUESTS: f64 = 100.0;
/// A crawl follows links: at most this share of its targets do not exist.
pub(in crate::judge) const CRAWL_NOT_FOUND: f64 = 0.3;

/// Names the nature of a group.
pub(super) fn nature(fingerprint: Fingerprint, measures: &Measures) -> Nature {
    match fingerprint.agent {
        AgentClass::Monitor => return Nature::Service,
        AgentClass::CrawlerDeclared => return Nature::Crawl,
        _ if is_habitual(measures) => return habitual_nature(fingerprint),
        _ if fingerprint.closes => return Nature::Human,
        _ if is_crawl(fingerprint, measures) => return Nature::Crawl,
        _ => {}
    }
    if is_hostile(fingerprint, measures) {
        Nature::Hostile
    } else if looks_human(fingerprint, measures) {
        Nature::Human
    } else {
        Nature::Unknown
    }
}

fn is_habitual(measures: &Measures) -> bool {
    measures.habitual.is_some_and(|ratio| ratio >= HABITUAL)
}

fn habitual_nature(fingerprint: Fingerprint) -> Nature {
    let automatic = fingerprint.mechanical
        || matches!(
            fingerprint.agent,
            AgentClass::Library | AgentClass::Scanner | AgentClass::Empty
        );
    if automatic { Nature::Service } else { Nature::Human }
}

/// Reads much and widely, sends nothing, and follows links that exist.
fn is_crawl(fingerprint: Fingerprint, measures: &Measures) -> bool {
    let automatic = fingerprint.mechanical
        || fingerprint.agent == AgentClass::Library
        || !measures.strong().is_empty();
    automatic
        && measures.requests >= CRAWL_REQUESTS
        && measures.breadth >= CRAWL_BREADTH
        && measures.top_share < 0.5
        && measures.reads >= 0.99
        && measures.not_found <= CRAWL_NOT_FOUND
}

/// Two kinds of behaviour that no person shows; saying that one is a scanner counts as one. What only
/// supports (one target, never seen before) fits people in a hurry as well, and is never enough.
fn is_hostile(fingerprint: Fingerprint, measures: &Measures) -> bool {
    let declared = usize::from(fingerprint.agent == AgentClass::Scanner);
    measures.requests >= HOSTILE_REQUESTS && measures.strong().len() + declared >= 2
}

fn looks_human(fingerprint: Fingerprint, measures: &Measures) -> bool {
    let says_so = matches!(fingerprint.agent, AgentClass::Browser | AgentClass::MobileApp);
    says_so
        && !fingerprint.mechanical
        && (measures.strong().is_empty() || measures.navigates >= 0.5)
}
