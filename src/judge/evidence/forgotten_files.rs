//! # Question
//! Are those who browse sent the same files again and again, as if they kept none?
//!
//! # Measure
//! Of clients that reached five pages by links, each from the page before, and fetched eight files for them: the share that
//! was sent half of these whole though it had been within ten minutes and another page was opened in between; in the
//! baseline the same of those that reached two pages and fetched four files.
//!
//! # Speaks for
//! Far more than usual: attack. Programs that drive browsers begin each time with an empty cache, and recorded visits ask for
//! what they asked for when they were recorded.
//!
//! # What can fool it
//! A site that forbids browsers to keep files (hence the comparison) or begins to during the incident; people who keep nothing by choice
//! (hence a fifth of the crowd); several people behind one address with one kind of computer, if they take turns politely.
//!
//! # Not computable when
//! The log carries no referers of the site, or it is known of fewer than 10 clients on either side.
//!
//! # References
//! RFC 9111 §4.2; own measure, Evidence T7 and T12.

use super::super::crowd::{CLIENTS_MIN, USUAL_MIN};
use super::super::facts::Facts;
use super::super::forgetting::{crowd, usual_crowd};
use super::super::judgement::{Answer, Hypothesis};
use super::{Test, answer, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "forgotten_files",
    number: "T35",
    family: "content",
    query: "files-again",
    source: include_str!("forgotten_files.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let (now, usual) = (crowd(&facts.incident), usual_crowd(&facts.before));
    if now.known < CLIENTS_MIN || usual.known < USUAL_MIN {
        return Answer::NotComputable("few_clients");
    }
    let excess = now.showing / now.known - usual.showing / usual.known;
    let attack = graded(excess, 0.1, 0.5, 0.8);
    answer(
        [
            share_figure("forgetting", now.showing, now.known),
            share_figure("forgetting_before", usual.showing, usual.known),
        ],
        [(Hypothesis::Attack, attack), (Hypothesis::Overload, -attack * 0.6)],
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd as World, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn programs_that_drive_browsers_begin_anew_with_every_page() {
        let answer = about(&World::keeping().headless(40).world(), run);
        assert!(figure(&answer, "forgetting") > 0.5, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.5);
    }

    #[test]
    fn people_keep_files_and_sites_that_forbid_it_are_like_that_every_day() {
        let answer = about(&World::keeping().regulars(20).world(), run);
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0, "{answer:?}");
        let answer = about(&World::ordinary().headless(40).world(), run);
        assert_eq!(weight(&answer, Hypothesis::Attack), 0.0, "{answer:?}");
        assert!(not_computable(&about(&World::first_day().headless(40).world(), run)));
    }
}
