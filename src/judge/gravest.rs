//! How many incidents of a service are judged: all, or those with most failures. Incidents found in, those to judge
//! and what is left out. It judges none; what is left out is told.

use std::cmp::Reverse;

use super::facts::Ground;
use super::incident::Found;
use super::judgement::{Figure, Gate, LeftOut, Unit};

/// Incidents judged at most for one service: more than this is the service's ordinary state. The
/// largest are kept, by failures.
pub const INCIDENTS_MAX: usize = 40;

/// Those to judge, in order, and those left out.
pub(super) fn gravest(ground: &Ground, mut found: Vec<Found>) -> (Vec<Found>, Option<LeftOut>) {
    let failures = |found: &Found| -> u64 {
        let points = ground.series.within(found.window);
        points.iter().map(|point| u64::from(point.failures)).sum()
    };
    found.sort_by_key(|found| (Reverse(failures(found)), found.window));
    let rest = found.split_off(INCIDENTS_MAX.min(found.len()));
    found.sort_by_key(|found| found.window);
    let left = (!rest.is_empty()).then(|| LeftOut {
        service: ground.service.name.clone(),
        incidents: rest.len() as u64,
        failures: rest.iter().map(failures).sum(),
    });
    (found, left)
}

/// The limit that this is for the run.
pub(super) fn gate(left_out: &[LeftOut]) -> Option<Gate> {
    let incidents: u64 = left_out.iter().map(|left| left.incidents).sum();
    let value = incidents as f64;
    let figure = Figure { name: "incidents", value, interval: None, unit: Unit::Count };
    (incidents > 0).then_some(Gate {
        key: "incidents_left_out",
        forbids: false,
        figure: Some(figure),
    })
}

#[cfg(test)]
mod tests {
    use super::super::crowds::{Crowd, about};
    use super::super::facts::Facts;
    use super::super::judgement::Symptom;
    use super::*;
    use crate::base::time::{MINUTE_US, Window};

    /// So many windows of a minute each, from the beginning of the incident on.
    fn windows(facts: &Facts, count: usize) -> Vec<Found> {
        let start = facts.found.window.start_us;
        let minute = |k: i64| Window::new(start + k * MINUTE_US, start + (k + 1) * MINUTE_US);
        (0..count as i64).map(|k| Found::new(minute(k), Symptom::Failures)).collect()
    }

    fn failures(facts: &Facts, found: &[Found]) -> u64 {
        let points = found.iter().flat_map(|one| facts.ground.series.within(one.window));
        points.map(|point| u64::from(point.failures)).sum()
    }

    #[test]
    fn those_with_most_failures_are_judged_and_the_others_are_counted() {
        about(&Crowd::bounded(300.0).flood(100, 10.0, "/").world(), |facts: &Facts| {
            let all = windows(facts, INCIDENTS_MAX + 12);
            let (kept, left) = gravest(facts.ground, all.clone());
            let left = left.expect("too many");
            assert_eq!((kept.len(), left.incidents), (INCIDENTS_MAX, 12));
            assert!(kept.windows(2).all(|pair| pair[0].window < pair[1].window));
            let (whole, of_kept) = (failures(facts, &all), failures(facts, &kept));
            assert!(left.failures < of_kept && of_kept + left.failures == whole, "{left:?}");
            let value = gate(&[left]).and_then(|gate| gate.figure).map(|figure| figure.value);
            assert_eq!(value, Some(12.0));
            let (all, none) = gravest(facts.ground, windows(facts, INCIDENTS_MAX));
            assert_eq!((all.len(), none, gate(&[])), (INCIDENTS_MAX, None, None));
        });
    }
}
