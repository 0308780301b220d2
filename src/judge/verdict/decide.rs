//! The cause that the replays name (evidence §3.4), before gates and weights have their say.

use super::super::counterfactual::Model;
use super::super::evidence::waiting;
use super::super::facts::{Class, Facts};
use super::super::hostile::{HOSTILE_HEAVY, known_load};
use super::super::incident::FAIL_SHARE;
use super::super::judgement::{
    BaselineKind, ButFor, Cause, Detail, Hypothesis, Replays, SURE, Symptom, Weighed,
};
use super::super::onset::OTHERS;
use crate::base::time::{MINUTE_US, Window};

/// Share of the demonstrated capacity above which the margin was thin.
pub(in crate::judge) const THIN: f64 = 0.8;
/// Share of the work shown to be borne up to which a load at the onset explains nothing.
pub(in crate::judge) const BORNE: f64 = 0.9;
/// Share of answers from which a waiting room did the refusing.
pub(in crate::judge) const ADMISSION: f64 = 0.2;

/// What a replay says of its removal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Without it the service would not have failed.
    Necessary,
    /// It would have failed all the same.
    Irrelevant,
    /// There is nothing to remove.
    Absent,
    /// The draws disagree.
    Unsure,
}

fn says(replay: Option<ButFor>) -> Says {
    match replay {
        None => Says::Absent,
        Some(but_for) if but_for.probability <= 1.0 - SURE => Says::Necessary,
        Some(but_for) if but_for.probability >= SURE => Says::Irrelevant,
        Some(_) => Says::Unsure,
    }
}

/// Names the cause and how it worked. Where repetitions kept a service failing after its trigger had gone,
/// the cause is the trigger.
pub(super) fn decide(
    facts: &Facts,
    model: Option<&Model>,
    replays: &Replays,
    hypotheses: &[Weighed],
) -> (Cause, Option<Detail>) {
    let (cause, detail) = by_replays(facts, model, replays, hypotheses);
    let alone = matches!(detail, Some(Detail::Sufficient | Detail::ThinMargin));
    let held = alone && replays.sustained.is_some();
    (cause, if held { Some(Detail::SelfSustained) } else { detail })
}

fn by_replays(
    facts: &Facts,
    model: Option<&Model>,
    replays: &Replays,
    hypotheses: &[Weighed],
) -> (Cause, Option<Detail>) {
    if facts.found.symptom == Symptom::Vanished {
        return (super::silence::cause(facts), None);
    }
    let Some(model) = model else { return slow(facts) };
    let attack = says(replays.without_attack);
    let surge = says(replays.without_surge);
    let crawl = says(replays.without_crawl);
    let loss = says(replays.with_baseline_capacity);
    // What was borne for a while is not why a service fails at last.
    let borne = hostile_was_borne(facts);
    let unmoved = attack != Says::Necessary || borne;
    // Full capacity would have borne the surge, and the usual crowd the loss: the findings decide.
    let likelier = likelihood(hypotheses, Hypothesis::Overload)
        > likelihood(hypotheses, Hypothesis::CapacityLoss);
    let people = surge == Says::Necessary && likelier && !shows_loss(facts);
    if loss == Says::Necessary && unmoved && !people && (borne || !is_load(facts)) {
        // What the hostile requests cost is not known: that they broke it cannot be ruled out.
        let dear = !borne && known_load(facts) < 0.5;
        return (if dear { Cause::Inconclusive } else { Cause::CapacityLoss }, None);
    }
    match (attack, surge, crawl) {
        (Says::Necessary, Says::Absent | Says::Irrelevant, _) if !borne => {
            by_attack(facts, model, loss)
        }
        (Says::Necessary, Says::Necessary, _) => {
            (Cause::AttackAndOverload, Some(Detail::JointlyNecessary))
        }
        // Whether the attack would have been enough alone is open: with a clear surge both are named.
        (Says::Necessary, Says::Unsure, _) if !borne => {
            if model.surge().is_some_and(|ratio| ratio >= SURGED) {
                (Cause::AttackAndOverload, Some(Detail::JointlyNecessary))
            } else {
                by_attack(facts, model, loss)
            }
        }
        // Near the limit anything that is taken away helps: the findings decide.
        (Says::Absent | Says::Irrelevant, _, Says::Necessary)
            if surge != Says::Necessary
                || likelihood(hypotheses, Hypothesis::Crawl)
                    >= likelihood(hypotheses, Hypothesis::Overload) =>
        {
            (Cause::Crawl, Some(Detail::Sufficient))
        }
        (Says::Absent | Says::Irrelevant, Says::Necessary, _) => by_people(facts),
        (Says::Irrelevant, Says::Irrelevant, _)
            if loss != Says::Necessary
                && heavy(facts)
                && (other_days(facts) || each_too_much(model)) =>
        {
            (Cause::AttackAndOverload, Some(Detail::Overdetermined))
        }
        // The attack alone was too much; whether people alone were is open.
        (Says::Unsure, Says::Irrelevant, _) if loss != Says::Necessary && heavy(facts) => {
            near_either(model, replays)
        }
        // Nothing else was out of the ordinary: the servers could do less.
        (Says::Absent | Says::Irrelevant, Says::Absent | Says::Irrelevant, _)
            if loss == Says::Necessary
                && facts.share_of(Class::Unknown) <= OTHERS
                && known_load(facts) >= 0.5 =>
        {
            (Cause::CapacityLoss, None)
        }
        _ => (Cause::Inconclusive, None),
    }
}

fn likelihood(hypotheses: &[Weighed], of: Hypothesis) -> f64 {
    let weighed = hypotheses.iter().find(|weighed| weighed.hypothesis == of);
    weighed.map_or(0.0, |weighed| weighed.probability)
}

/// Requests over the usual ones up to which load explains no slowness…
pub(in crate::judge) const USUAL: f64 = 1.1;
/// …and from which it does.
pub(in crate::judge) const SURGED: f64 = 1.5;
/// Share of requests below which hostile load plays no part.
pub(in crate::judge) const NEGLIGIBLE: f64 = 0.02;
/// Share of the excess that one class supplies to be its cause…
pub(in crate::judge) const MOST: f64 = 0.6;
/// …and the most that hostile…
pub(in crate::judge) const LITTLE: f64 = 0.1;
/// …and unclear clients may, for people to be.
pub(in crate::judge) const SOME: f64 = 0.3;

/// Slow answers without failures: people if they surge, else the log cannot tell what was slow.
fn slow(facts: &Facts) -> (Cause, Option<Detail>) {
    let rate = facts.rows().len() as f64 / facts.found.window.minutes() as f64;
    let surge = facts.expected_per_minute().filter(|&e| e > 0.0).map(|expected| rate / expected);
    match surge {
        Some(ratio) if ratio < USUAL && facts.share_of(Class::Hostile) < NEGLIGIBLE => {
            (Cause::CapacityLoss, None)
        }
        Some(ratio) if ratio >= SURGED => by_share(facts),
        _ => (Cause::Inconclusive, None),
    }
}

fn by_share(facts: &Facts) -> (Cause, Option<Detail>) {
    let expected = facts.expected_per_minute().unwrap_or(0.0) * facts.found.window.minutes() as f64;
    let all = facts.rows().len() as f64;
    let excess = all - expected;
    let part = |class: Class| facts.share_of(class) * all / excess.max(1.0);
    if part(Class::Hostile) >= MOST {
        (Cause::Attack, Some(Detail::Sufficient))
    } else if part(Class::Crawl) >= MOST {
        (Cause::Crawl, Some(Detail::Sufficient))
    } else if part(Class::Hostile) < LITTLE && part(Class::Unknown) < SOME {
        (Cause::Overload, Some(Detail::Sufficient))
    } else {
        (Cause::Inconclusive, None)
    }
}

/// Did failing begin without any step of the load?
fn shows_loss(facts: &Facts) -> bool {
    facts.onset.is_some_and(|onset| onset.shows_loss())
}

/// Did more arrive than had ever been borne, when failing began, and more than just before?
fn is_load(facts: &Facts) -> bool {
    if shows_loss(facts) {
        return false;
    }
    match (facts.shown, facts.asked_at_onset()) {
        (Some(shown), Some(asked)) => asked > BORNE * shown,
        _ => true,
    }
}

/// Share of the hostile rate of the incident that was already there in the lead, from which the
/// service had borne it.
pub(in crate::judge) const BORNE_RATE: f64 = 0.7;

/// Was the hostile load there before, at about its rate, while next to nothing failed?
fn hostile_was_borne(facts: &Facts) -> bool {
    let before = Window::new(facts.lead.start_us, facts.found.window.start_us - LEAD_END_US);
    let rows = || facts.ground.service.range(before);
    let hostile = |row: &usize| facts.class(*row) == Class::Hostile;
    let failed = rows().filter(|&row| facts.ground.outcomes[row].is_failure()).count() as f64;
    let rate_before = rows().filter(hostile).count() as f64 / before.seconds().max(1.0);
    let rate = facts.rows().filter(hostile).count() as f64 / facts.found.window.seconds().max(1.0);
    rate > 0.0 && rate_before >= BORNE_RATE * rate && failed <= FAIL_SHARE * rows().len() as f64
}

/// The last minutes of the lead, in which a load that breaks the service builds up.
pub(in crate::judge) const LEAD_END_US: i64 = 4 * MINUTE_US;

/// Is it known from other days what people ask for at this time? That they alone would have been too much
/// cannot be told from the minutes before.
fn other_days(facts: &Facts) -> bool {
    matches!(facts.baseline.kind, BaselineKind::SameSlot | BaselineKind::Given)
}

/// What was borne, times this, is too much whatever its uncertainty (two and a half standard deviations of
/// [`CAPACITY_SPREAD`](super::super::counterfactual::CAPACITY_SPREAD)).
pub(in crate::judge) const ALONE: f64 = 1.2;

/// Did people alone and the attack alone each ask for more than was ever got through? That needs no knowledge of
/// other days.
fn each_too_much(model: &Model) -> bool {
    model.each_over_borne().is_some_and(|(attack, people)| attack.min(people) >= ALONE)
}

/// The attack was enough alone. If people probably were too, both are named.
fn near_either(model: &Model, replays: &Replays) -> (Cause, Option<Detail>) {
    let enough = model.each_over_borne().is_some_and(|(attack, _)| attack >= ALONE);
    match replays.without_attack {
        Some(without) if enough && without.fails => {
            (Cause::AttackAndOverload, Some(Detail::Overdetermined))
        }
        Some(_) if enough => (Cause::Attack, Some(Detail::Sufficient)),
        _ => (Cause::Inconclusive, None),
    }
}

/// Is the hostile load heavy enough to be a cause?
fn heavy(facts: &Facts) -> bool {
    facts.share_of(Class::Hostile) >= HOSTILE_HEAVY
}

/// Share of hostile requests that explains a fall of capacity even at a load that had been borne.
pub(in crate::judge) const PLAIN: f64 = 0.3;

/// An attack that a handful of requests make is not called one: a light hostile load during a fall
/// of capacity may be there by chance.
fn by_attack(facts: &Facts, model: &Model, loss: Says) -> (Cause, Option<Detail>) {
    if !heavy(facts)
        || (loss == Says::Necessary && !is_load(facts) && facts.share_of(Class::Hostile) < PLAIN)
    {
        return (Cause::Inconclusive, None);
    }
    let thin = model.people_over_shown().is_some_and(|ratio| ratio >= THIN);
    (Cause::Attack, Some(if thin { Detail::ThinMargin } else { Detail::Sufficient }))
}

fn by_people(facts: &Facts) -> (Cause, Option<Detail>) {
    let all = facts.rows().len() as f64;
    let admission = waiting(facts) >= ADMISSION * all;
    (Cause::Overload, Some(if admission { Detail::AdmissionLimit } else { Detail::Sufficient }))
}
