//! Why a group is taken for what it is: which of its measures no person shows, and which only fit an
//! automaton as well as a person in a hurry. In: measures. Out: reasons with their figures.

use super::super::judgement::{Figure, Unit};
use super::measures::{INSISTING, Measures};

/// Times the usual share of pages without assets from which at least half of them are not people's.
pub(in crate::judge) const BARE_TIMES: f64 = 2.0;

/// Interquartile range over the square root of the median, up to which members ask as evenly as
/// independent sources of one rate do (1.35 for a Poisson count, and room for those that join late).
pub(in crate::judge) const EVEN: f64 = 1.8;

/// Times the usual number of requests for one page that no person in a hurry makes.
pub(in crate::judge) const REPEATS_TIMES: f64 = 5.0;

/// Share of the requests after a failure that ask for something else, from which a group does not look at
/// answers, if people in the same outage do so half as often.
pub(in crate::judge) const HEEDLESS: f64 = 0.5;

/// Share of a group's pages that are usually polled, from which asking by the clock says nothing of it.
pub(in crate::judge) const POLLING: f64 = 0.2;

/// Times the pages that nearly all usual clients stay below, from which a visit is longer than people's.
pub(in crate::judge) const LONG_TIMES: f64 = 2.0;

/// Share of all steps from a page that was given, from which a group that goes back to it goes nowhere, if usually
/// at most half as many do.
pub(in crate::judge) const LINGERS: f64 = 0.5;

/// Share of the steps taken again that failed one of both times, after which a client that looks at answers does not go on alike:
/// people and scripts try again, wait or leave.
pub(in crate::judge) const UNMOVED: f64 = 0.5;

impl Measures {
    /// The measures that hold, as figures; strong ones first.
    pub fn reasons(&self) -> Vec<Figure> {
        let mut reasons = self.strong();
        reasons.extend(self.supporting());
        reasons
    }

    /// Is it usual for clients of this kind to ask again and again by the clock? Then asking so says
    /// nothing, and neither does going on while answers fail.
    pub(super) fn polls(&self) -> bool {
        self.usual_polling >= POLLING
    }

    /// Behaviour that no person shows.
    pub fn strong(&self) -> Vec<Figure> {
        // The members fetch none by their fingerprint; the question is whether so many do not usually.
        let bare = self.bare_pages.filter(|&now| {
            self.usual_bare_pages.is_some_and(|usual| now >= (BARE_TIMES * usual).max(usual + 0.05))
        });
        let fewer = self.bare_clients.filter(|&now| {
            let usual = self.usual_bare_clients;
            usual.is_some_and(|usual| now >= (BARE_TIMES * usual).max(usual + 0.05))
        });
        // People reach inner pages by links; a link in a mail explains one page, not a habit of it.
        let unreferred = self
            .unreferred
            .filter(|&now| now >= 0.9 && self.usual_unreferred.is_some_and(|usual| usual <= 0.3));
        // Sites whose links lead through pages that are not logged have many of them every day.
        let false_referers = self.false_referers.filter(|&now| {
            now >= 0.4 && self.usual_false_referers.is_some_and(|usual| usual <= 0.5 * now)
        });
        // Compared with people in the same outage: whatever they do, the site makes them do.
        let heedless = self.heedless.filter(|&now| {
            now >= HEEDLESS && self.usual_heedless.is_some_and(|usual| usual <= 0.5 * now)
        });
        // After a page that was given, people of this site go on to others; not those of a page that is new,
        // of which nothing is known.
        let lingering = self.lingering.filter(|&now| {
            now >= LINGERS && self.usual_lingering.is_some_and(|usual| usual <= 0.5 * now)
        });
        let busting = self.busting.filter(|&now| {
            now >= 0.8
                && self.top_share >= 0.6
                && self.usual_busting.is_none_or(|usual| usual < 0.5 * now)
        });
        let hosted = self
            .hosting
            .filter(|&now| now >= 0.5 && self.usual_hosting.is_some_and(|usual| usual <= 0.15));
        [
            bare.or(fewer).map(|value| figure("no_assets", value)),
            unreferred.map(|value| figure("no_referers", value)),
            (self.regular >= 0.5 && !self.polls()).then(|| figure("regular_gaps", self.regular)),
            self.peak_ratio
                .filter(|&ratio| ratio >= 2.0)
                .map(|value| Figure { unit: Unit::Ratio, ..figure("rate_above_baseline", value) }),
            self.repeat_ratio
                .filter(|&ratio| ratio >= REPEATS_TIMES && !self.polls())
                .map(|value| Figure { unit: Unit::Ratio, ..figure("repeats_target", value) }),
            (self.stubborn >= 0.3 && !self.polls())
                .then(|| figure("ignores_failures", self.stubborn)),
            busting.map(|value| figure("cache_busting", value)),
            (self.forged >= 0.5).then(|| figure("forged_agents", self.forged)),
            hosted.map(|value| figure("hosting_networks", value)),
            false_referers.map(|value| figure("false_referers", value)),
            heedless.map(|value| figure("heedless", value)),
            self.insisting
                .filter(|&share| share >= INSISTING && !self.polls())
                .filter(|_| self.usual_insisting.is_some_and(|usual| usual <= 0.5 * INSISTING))
                .map(|value| figure("asks_though_served", value)),
            self.length_ratio
                .filter(|&ratio| ratio >= LONG_TIMES)
                .map(|value| Figure { unit: Unit::Ratio, ..figure("long_visits", value) }),
            self.forgets.map(|value| figure("fetches_again", value)),
            self.replays.map(|value| figure("plays_recordings", value)),
            self.unmoved
                .filter(|&share| share >= UNMOVED)
                .map(|value| figure("unmoved_by_answers", value)),
            lingering.filter(|_| !self.polls()).map(|value| figure("goes_nowhere", value)),
            self.unevenness
                .filter(|&range| range <= EVEN && (self.scripted || !self.polls()))
                .map(|value| Figure { unit: Unit::Ratio, ..figure("equal_members", value) }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Kinds of strong behaviour. Asking faster, more often, longer, again though served and going nowhere are one. And a class or
    /// an office behind one address, with one kind of computer, asks faster than one person, is as large as
    /// others, and its members' steps come in turns: where clients ask faster, that is one as well.
    pub fn signs(&self) -> usize {
        self.kinds(&self.strong())
    }

    /// Strong behaviour that alone is enough to doubt that people are behind it. Where a log writes 200 for
    /// people who had left, they too come back to a page that was given: going nowhere counts beside another sign
    /// only, unless clients that are known show that who was given a page had not left.
    pub(super) fn telling(&self) -> Vec<Figure> {
        let tells = |figure: &Figure| self.lingering_told || figure.name != "goes_nowhere";
        self.strong().into_iter().filter(tells).collect()
    }

    /// Kinds among these.
    pub(super) fn kinds(&self, strong: &[Figure]) -> usize {
        const EAGER: [&str; 5] = [
            "rate_above_baseline",
            "repeats_target",
            "asks_though_served",
            "goes_nowhere",
            "long_visits",
        ];
        const IN_TURNS: [&str; 3] = ["false_referers", "equal_members", "heedless"];
        let among = |names: &[&str]| strong.iter().filter(|f| names.contains(&f.name)).count();
        let (eager, in_turns) = (among(&EAGER), among(&IN_TURNS));
        let several = strong.iter().any(|figure| figure.name == EAGER[0]);
        let same = if several { eager + in_turns } else { eager };
        strong.len() - same.saturating_sub(1)
    }

    /// Circumstances that fit automata, and people in a hurry as well.
    pub fn supporting(&self) -> Vec<Figure> {
        [
            (self.top_share >= 0.8 && self.requests >= 30.0)
                .then(|| figure("single_target", self.top_share)),
            self.absent.filter(|&share| share >= 0.8).map(|v| figure("absent_from_baseline", v)),
            (self.shared_marks > 0.0).then(|| Figure {
                unit: Unit::Count,
                ..figure("like_hostile_group", self.shared_marks)
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// A measure as a share.
pub(super) fn figure(name: &'static str, value: f64) -> Figure {
    Figure { name, value, interval: None, unit: Unit::Share }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_turns() -> Measures {
        Measures {
            false_referers: Some(0.9),
            usual_false_referers: Some(0.05),
            unevenness: Some(1.2),
            heedless: Some(0.8),
            usual_heedless: Some(0.2),
            ..Measures::default()
        }
    }

    #[test]
    fn a_class_behind_one_address_explains_what_comes_in_turns() {
        assert_eq!(in_turns().signs(), 3);
        let faster = Measures { peak_ratio: Some(4.0), ..in_turns() };
        assert_eq!(faster.signs(), 1);
    }

    #[test]
    fn going_nowhere_needs_people_who_go_on_and_a_log_that_tells() {
        let names = |strong: Vec<Figure>| strong.iter().map(|f| f.name).collect::<Vec<_>>();
        let back = Measures {
            lingering: Some(0.9),
            usual_lingering: Some(0.3),
            lingering_told: true,
            ..Measures::default()
        };
        assert_eq!(names(back.strong()), ["goes_nowhere"]);
        assert_eq!(names(back.telling()), ["goes_nowhere"]);
        let untold = Measures { lingering_told: false, ..back.clone() };
        assert_eq!((untold.signs(), untold.telling().len()), (1, 0));
        let usual = Measures { usual_lingering: Some(0.6), ..back.clone() };
        assert_eq!(usual.signs(), 0);
        // Nothing is known of a page that is new.
        assert_eq!(Measures { usual_lingering: None, ..back.clone() }.signs(), 0);
        // Beside other eagerness it is no further kind.
        assert_eq!(Measures { peak_ratio: Some(4.0), ..back }.signs(), 1);
    }

    #[test]
    fn going_on_after_failures_says_nothing_where_people_do_it_too() {
        let usual = Measures { usual_heedless: Some(0.6), ..in_turns() };
        assert!(!usual.strong().iter().any(|figure| figure.name == "heedless"));
        let unknown = Measures { usual_heedless: None, ..in_turns() };
        assert!(!unknown.strong().iter().any(|figure| figure.name == "heedless"));
    }
}
