//! The cause of an incident, from how many of its minutes fail in which world. In: an incident without
//! its cause. Out: cause and detail. A cause is necessary if the incident goes away without it, and
//! sufficient if it comes with it alone.

use super::incident::Incident;
use crate::judge::judgement::{Cause, Detail};

/// Up to this share of its failing minutes an incident has gone away.
const GONE: f64 = 0.2;
/// From this share on it is there.
const THERE: f64 = 0.5;
/// Share of the workers' time, asked for without the attack, from which the margin is thin.
const THIN: f64 = 0.8;

/// Minutes that repetitions must have kept failing to be named beside what began it (evidence T28).
const HELD_MINUTES: u32 = 10;

/// Cause and detail. Where repetitions kept the service failing after the load that began it had gone, the
/// cause is that load.
pub(super) fn of(incident: &Incident) -> (Cause, Option<Detail>) {
    let (cause, detail) = by_removal(incident);
    let alone = matches!(detail, Some(Detail::Sufficient | Detail::ThinMargin));
    (cause, if alone && is_held(incident) { Some(Detail::SelfSustained) } else { detail })
}

/// Did it go on for long when no more was asked for than can be borne, and only because people tried
/// again?
fn is_held(incident: &Incident) -> bool {
    let left = f64::from(incident.tail_without_retries);
    let tail = incident.tail_minutes;
    tail >= HELD_MINUTES && left <= GONE * f64::from(tail)
}

fn by_removal(incident: &Incident) -> (Cause, Option<Detail>) {
    let minutes = &incident.failing_minutes;
    let share = |count: u32| f64::from(count) / f64::from(minutes.as_it_was.max(1));
    let gone = |count: Option<u32>| count.is_some_and(|count| share(count) <= GONE);
    let there = |count: Option<u32>| count.is_some_and(|count| share(count) >= THERE);
    if gone(minutes.with_network) {
        return (Cause::UpstreamLoss, None);
    }
    if gone(minutes.with_full_capacity) {
        return (Cause::CapacityLoss, None);
    }
    match (gone(minutes.without_attack), gone(minutes.without_surge)) {
        (true, true) => (Cause::AttackAndOverload, Some(Detail::JointlyNecessary)),
        (true, false) => (Cause::Attack, Some(margin(incident))),
        (false, true) => (Cause::Overload, Some(refusal(incident))),
        (false, false) if there(minutes.only_attack) && there(minutes.only_surge) => {
            (Cause::AttackAndOverload, Some(Detail::Overdetermined))
        }
        (false, false) if gone(minutes.without_crawl) => (Cause::Crawl, Some(Detail::Sufficient)),
        (false, false) => (Cause::Inconclusive, None),
    }
}

fn margin(incident: &Incident) -> Detail {
    let thin = incident.utilisation_without_attack >= THIN;
    if thin { Detail::ThinMargin } else { Detail::Sufficient }
}

fn refusal(incident: &Incident) -> Detail {
    if incident.waiting_share >= THERE { Detail::AdmissionLimit } else { Detail::Sufficient }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearse::truth::FailingMinutes;

    fn incident(minutes: FailingMinutes) -> Incident {
        Incident {
            start: String::new(),
            end: String::new(),
            cause: "",
            detail: None,
            failing_minutes: minutes,
            hostile_share: 0.0,
            unlogged: 0,
            waiting_share: 0.0,
            logged_peak_rps: 0.0,
            fresh_peak_rps: 0.0,
            utilisation_without_attack: 0.4,
            utilisation_of_attack: 0.0,
            tail_minutes: 0,
            tail_without_retries: 0,
        }
    }

    #[test]
    fn necessity_and_sufficiency_decide() {
        let fact = FailingMinutes { as_it_was: 60, ..FailingMinutes::default() };
        let with = |attack, surge, only_attack, only_surge| FailingMinutes {
            without_attack: Some(attack),
            without_surge: Some(surge),
            only_attack: Some(only_attack),
            only_surge: Some(only_surge),
            ..fact
        };
        let cases = [
            (with(0, 60, 60, 0), Cause::Attack, Some(Detail::Sufficient)),
            (with(60, 0, 0, 60), Cause::Overload, Some(Detail::Sufficient)),
            (with(0, 0, 0, 0), Cause::AttackAndOverload, Some(Detail::JointlyNecessary)),
            (with(60, 60, 55, 58), Cause::AttackAndOverload, Some(Detail::Overdetermined)),
            (with(30, 30, 0, 0), Cause::Inconclusive, None),
            (FailingMinutes { with_network: Some(3), ..fact }, Cause::UpstreamLoss, None),
            (FailingMinutes { with_full_capacity: Some(0), ..fact }, Cause::CapacityLoss, None),
        ];
        for (minutes, cause, detail) in cases {
            assert_eq!(of(&incident(minutes)), (cause, detail), "{minutes:?}");
        }
    }

    #[test]
    fn what_repetitions_keep_alive_is_told_from_what_goes_on() {
        let surge = FailingMinutes {
            as_it_was: 60,
            without_surge: Some(0),
            without_attack: Some(60),
            ..FailingMinutes::default()
        };
        for (tail_minutes, tail_without_retries, detail) in [
            (40, 2, Detail::SelfSustained),
            (40, 30, Detail::Sufficient),
            (5, 0, Detail::Sufficient),
        ] {
            let one = Incident { tail_minutes, tail_without_retries, ..incident(surge) };
            assert_eq!(of(&one), (Cause::Overload, Some(detail)));
        }
    }
}
