//! # Question
//! Were the same ways through the site taken again and again at the same pace, as when a recording is played back?
//!
//! # Measure
//! Of browsers that are one visitor each: pages, and apart from them files, in the order in which they were asked for. Stretches that begin
//! with the same four are compared with those next to them in length; they agree as long as they lead to the same pages after the
//! same pauses (1.5 seconds or a tenth). How probable that is by chance follows from how frequent such pauses usually are; pauses after
//! a failure do not count. Counted are the steps of clients with a stretch that chance does not explain, over all steps.
//!
//! # Speaks for
//! Far more than usual: attack. People go their own ways at their own pace.
//!
//! # What can fool it
//! The timers of a new page, and films in parts, take the same steps for all who open them: they are the same for all, and the ways
//! must differ. A load test with recorded visits looks the same: ask the operator. Pages that tell all clients at once to reload
//! (hence a minute between the two), and a slow service whose log is stamped at the end, which hides the pace of its pages.
//!
//! # Not computable when
//! Fewer than 10 browsers on either side took four steps.
//!
//! # References
//! Oikonomou & Mirkovic 2009 (dynamics of sessions); Wang et al. 2013 (clickstreams that are alike); own measure.

use super::super::crowd::{CLIENTS_MIN, USUAL_MIN};
use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis};
use super::{Test, answer, graded, share_figure};

pub(super) const TEST: Test = Test {
    name: "recorded_visits",
    number: "T36",
    family: "dynamics",
    query: "steps-again",
    source: include_str!("recorded_visits.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let replays = &facts.replays;
    let (now, usual) = (&replays.now, &replays.usual);
    if replays.clients.0 < CLIENTS_MIN || replays.clients.1 < USUAL_MIN {
        return Answer::NotComputable("few_clients");
    }
    let excess = if replays.shown() { now.crowd.share() - usual.crowd.share() } else { 0.0 };
    let attack = graded(excess, 0.1, 0.5, 0.8);
    answer(
        [
            share_figure("recorded", now.crowd.showing, now.crowd.known),
            share_figure("recorded_before", usual.crowd.showing, usual.crowd.known),
        ],
        [(Hypothesis::Attack, attack), (Hypothesis::Overload, -attack * 0.6)],
    )
}

#[cfg(test)]
mod tests {
    use super::super::super::crowds::{Crowd as World, about, figure, not_computable, weight};
    use super::*;

    #[test]
    fn recordings_are_played_back_at_their_pace() {
        let answer = about(&World::ordinary().recorded(60, 5).world(), run);
        assert!(figure(&answer, "recorded") > 0.5, "{answer:?}");
        assert!(weight(&answer, Hypothesis::Attack) > 0.5);
    }

    #[test]
    fn neither_people_nor_programs_that_draw_their_pauses_do_so() {
        for world in [World::ordinary().regulars(40), World::ordinary().headless(40)] {
            let answer = about(&world.world(), run);
            assert!(figure(&answer, "recorded") < 0.1, "{answer:?}");
            assert_eq!(weight(&answer, Hypothesis::Attack), 0.0);
        }
    }

    /// Whoever opens the new page of an examination saves it by the clock, each under an address of their own; a film comes in parts; a
    /// class opens what it is told to.
    #[test]
    fn neither_timers_nor_films_nor_a_class_are_recordings() {
        let new = World::ordinary;
        for world in [new().examinees(60), new().viewers(60), new().pupils(60)] {
            let answer = about(&world.world(), run);
            assert_eq!(weight(&answer, Hypothesis::Attack), 0.0, "{answer:?}");
        }
    }

    #[test]
    fn without_other_days_nothing_is_usual() {
        assert!(not_computable(&about(&World::first_day().recorded(60, 5).world(), run)));
    }
}
