//! Cases as the table that the program carries: `docs/reference/validation.csv`. In: cases. Out: a validation
//! (`judge/validation`), without the cases whose log was damaged: those are told apart.

use super::case::{Case, Found};
use super::measure::{attack_ratio, judged, wrongly_accuses};
use crate::judge::validation::{NOTHING, Outcome, Validation, World};

/// The table of these cases, which `command` plays again.
pub fn table(cases: &[Case], command: &str) -> Validation {
    Validation {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        command: command.to_owned(),
        worlds: cases.iter().filter(|case| !case.sabotaged).map(world).collect(),
    }
}

fn world(case: &Case) -> World {
    World {
        family: case.family.to_owned(),
        seed: case.seed,
        held_out: case.held_out,
        format: case.read_as.to_owned(),
        durations: case.durations,
        history_days: case.history_days,
        accused: wrongly_accuses(case),
        outcomes: outcomes(case),
    }
}

/// What was to be found, and then what was found beside.
fn outcomes(case: &Case) -> Vec<Outcome> {
    let expected = judged(case).map(|(_, known, found)| outcome(known.cause, found, true));
    let counted: Vec<&Found> = judged(case).filter_map(|(_, _, found)| found).collect();
    let beside =
        case.found.iter().filter(|found| !counted.iter().any(|one| std::ptr::eq(*one, *found)));
    let truth = |found: &Found| {
        let known = found.of.and_then(|index| case.known.get(index));
        known.map_or(NOTHING, |known| known.cause)
    };
    expected.chain(beside.map(|found| outcome(truth(found), Some(found), false))).collect()
}

fn outcome(truth: &str, found: Option<&Found>, expected: bool) -> Outcome {
    Outcome {
        truth: truth.to_owned(),
        answer: found.map_or("not_found", |found| found.cause).to_owned(),
        // As many decimals as the table keeps.
        log10_lr: found.and_then(attack_ratio).map(|lr| (lr * 1e4).round() / 1e4),
        expected,
    }
}
