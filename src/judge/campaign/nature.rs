//! What a group is taken for. The order of the rules is the order of caution: what is known from
//! before and what behaves like people is cleared first, and a group is called hostile only on
//! behaviour that no person shows, never on its country, its size or its agent alone.

use crate::base::class::AgentClass;

use super::super::fingerprint::Fingerprint;
use super::super::judgement::{Figure, Nature};
use super::measures::Measures;

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
        // Programs that drive browsers fetch what pages bring along, too.
        _ if fingerprint.browses && !fingerprint.is_scripted() => return Nature::Human,
        _ if is_crawl(fingerprint, measures) => return Nature::Crawl,
        // Whoever asks once and is gone shows nothing that a person does not.
        _ if fingerprint.scattered => return once(fingerprint),
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

/// Those who ask for a page each are what they say.
fn once(fingerprint: Fingerprint) -> Nature {
    let says_so = matches!(fingerprint.agent, AgentClass::Browser | AgentClass::MobileApp);
    if says_so { Nature::Human } else { Nature::Unknown }
}

/// Reads much and widely, sends nothing, and follows links that exist. Of those who ask for a page each, referers
/// and networks say little: their browsers must fetch nothing of what the pages bring along.
fn is_crawl(fingerprint: Fingerprint, measures: &Measures) -> bool {
    let strong = measures.strong();
    let tells = |figure: &Figure| !fingerprint.scattered || figure.name == "no_assets";
    let automatic = fingerprint.mechanical
        || fingerprint.agent == AgentClass::Library
        || strong.iter().any(tells);
    automatic
        && measures.requests >= CRAWL_REQUESTS
        && measures.breadth >= CRAWL_BREADTH
        && measures.top_share < 0.5
        && measures.reads >= 0.99
        && measures.not_found <= CRAWL_NOT_FOUND
}

/// Share of a group's clients that the baseline must not know: regular visitors whose program has
/// gone wild are no attackers.
pub(in crate::judge) const STRANGERS: f64 = 0.5;
/// Kinds of behaviour that no person shows, for a group of strangers…
pub(in crate::judge) const SIGNS: usize = 2;
/// …and where no baseline says who is a stranger.
pub(in crate::judge) const SIGNS_ALONE: usize = 3;

/// Strangers that show two kinds of behaviour that no person shows; saying that one is a scanner or
/// a program counts as one. What only supports (one target, never seen before) fits people in a hurry as well,
/// and is never enough.
fn is_hostile(fingerprint: Fingerprint, measures: &Measures) -> bool {
    let automatic = matches!(fingerprint.agent, AgentClass::Scanner | AgentClass::Library);
    let declared = usize::from(automatic);
    let signs = measures.signs() + declared;
    let enough = match measures.absent {
        Some(strangers) => strangers >= STRANGERS && signs >= SIGNS,
        None => signs >= SIGNS_ALONE,
    };
    measures.requests >= HOSTILE_REQUESTS && enough
}

/// Share of a group's clients that the baseline does not know, up to which it is made of regular visitors.
pub(in crate::judge) const REGULARS: f64 = 0.2;

/// Regular visitors may do one thing that they do not usually do: an unusual day makes people ask more.
fn looks_human(fingerprint: Fingerprint, measures: &Measures) -> bool {
    let says_so = matches!(fingerprint.agent, AgentClass::Browser | AgentClass::MobileApp);
    let regulars = measures.absent.is_some_and(|strangers| strangers <= REGULARS);
    says_so
        && !fingerprint.is_scripted()
        && (!fingerprint.mechanical || measures.polls())
        && (measures.kinds(&measures.telling()) <= usize::from(regulars)
            || measures.navigates >= 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::service::NO_TEXT;

    fn print(agent: AgentClass, browses: bool, mechanical: bool) -> Fingerprint {
        Fingerprint {
            agent,
            target: 0,
            browses,
            mechanical,
            new_network: false,
            forgets: false,
            scattered: false,
            replays: false,
        }
    }

    fn flood() -> Measures {
        Measures {
            requests: 5000.0,
            clients: 40.0,
            regular: 1.0,
            stubborn: 0.9,
            top_share: 1.0,
            absent: Some(1.0),
            habitual: Some(0.0),
            reads: 1.0,
            ..Measures::default()
        }
    }

    #[test]
    fn a_flood_is_hostile_and_so_is_a_forged_one() {
        let browser = print(AgentClass::Browser, false, true);
        assert_eq!(nature(browser, &flood()), Nature::Hostile);
        assert_eq!(nature(print(AgentClass::Library, false, true), &flood()), Nature::Hostile);
    }

    #[test]
    fn habit_assets_and_a_single_sign_clear_it() {
        let habitual = Measures { habitual: Some(0.8), ..flood() };
        let browser = print(AgentClass::Browser, false, true);
        assert_eq!(nature(browser, &habitual), Nature::Service);
        assert_eq!(nature(print(AgentClass::Browser, true, false), &flood()), Nature::Human);
        let regulars = Measures { absent: Some(0.1), ..flood() };
        assert_eq!(nature(browser, &regulars), Nature::Unknown);
        let one_sign = Measures { stubborn: 0.0, ..flood() };
        assert_eq!(nature(browser, &one_sign), Nature::Unknown);
    }

    #[test]
    fn regular_visitors_may_be_in_a_hurry_and_strangers_may_not() {
        let fast = Measures { peak_ratio: Some(3.0), regular: 0.0, stubborn: 0.0, ..flood() };
        let browser = print(AgentClass::Browser, false, false);
        let regulars = Measures { absent: Some(0.1), ..fast.clone() };
        assert_eq!(nature(browser, &regulars), Nature::Human);
        assert_eq!(nature(browser, &fast), Nature::Unknown);
    }

    #[test]
    fn neither_country_nor_novelty_nor_size_makes_hostile() {
        let crowd = Measures { regular: 0.0, stubborn: 0.0, requests: 1e6, ..flood() };
        let browser = print(AgentClass::Browser, false, false);
        assert_eq!(nature(browser, &crowd), Nature::Human);
    }

    #[test]
    fn those_who_ask_once_are_people_unless_they_leave_the_assets_of_all_pages() {
        let once = Measures { breadth: 1.0, top_share: 0.01, stubborn: 0.0, ..flood() };
        let apart = Fingerprint { scattered: true, ..print(AgentClass::Browser, false, false) };
        let odd = Measures { regular: 1.0, forged: 1.0, ..once.clone() };
        assert_eq!(nature(apart, &odd), Nature::Human);
        let bare = Measures { bare_pages: Some(0.6), usual_bare_pages: Some(0.1), ..once };
        assert_eq!(nature(apart, &bare), Nature::Crawl);
        // As many do so on ordinary days.
        let usual = Measures { usual_bare_pages: Some(0.5), ..bare };
        assert_eq!(nature(apart, &usual), Nature::Human);
    }

    #[test]
    fn reading_widely_is_a_crawl() {
        let crawl = Measures { breadth: 0.9, top_share: 0.05, ..flood() };
        let wide = Fingerprint { target: NO_TEXT, ..print(AgentClass::Browser, false, true) };
        assert_eq!(nature(wide, &crawl), Nature::Crawl);
        let guessing = Measures { not_found: 0.9, ..crawl };
        assert_eq!(nature(wide, &guessing), Nature::Hostile);
    }
}
