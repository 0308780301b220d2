//! What was answered on damaged logs, where saying nothing is right. In: cases. Out: counts.

use serde::Serialize;

use super::case::Case;
use super::measure::{Rate, accuses, judged, wrongly_accuses};

/// Answers on damaged logs.
#[derive(Debug, Clone, Serialize)]
pub struct Damaged {
    /// Cases.
    pub cases: usize,
    /// True incidents about which nothing was said: `inconclusive`, or not found.
    pub abstentions: Rate,
    /// Those whose cause was named rightly all the same.
    pub right: Rate,
    /// Those whose cause was named wrongly.
    pub wrong: Rate,
    /// Cases in which attack was named where none was a cause.
    pub false_accusations: Rate,
    /// Attacks (alone or with overload) that were called overload.
    pub missed_attacks: Rate,
}

/// Counts them over a set of cases.
pub fn damaged<'a>(cases: impl Iterator<Item = &'a Case> + Clone) -> Damaged {
    let answers: Vec<(&str, &str)> = cases
        .clone()
        .flat_map(judged)
        .map(|(_, known, found)| (known.cause, found.map_or("not_found", |found| found.cause)))
        .collect();
    let count = |keep: &dyn Fn(&str, &str) -> bool| {
        answers.iter().filter(|(truth, answer)| keep(truth, answer)).count()
    };
    let silent = |answer: &str| matches!(answer, "inconclusive" | "not_found");
    let (all, number) = (answers.len(), cases.clone().count());
    Damaged {
        cases: number,
        abstentions: Rate::of(count(&|_, answer| silent(answer)), all),
        right: Rate::of(count(&|truth, answer| truth == answer), all),
        wrong: Rate::of(count(&|truth, answer| truth != answer && !silent(answer)), all),
        false_accusations: Rate::of(cases.filter(|case| falsely(case)).count(), number),
        missed_attacks: Rate::of(
            count(&|truth, answer| accuses(truth) && answer == "overload"),
            count(&|truth, _| accuses(truth)),
        ),
    }
}

/// A wrong clock moves an incident away from what it was: an attack named is wrong here if there was none.
fn falsely(case: &Case) -> bool {
    wrongly_accuses(case) && !case.known.iter().any(|known| accuses(known.cause))
}
