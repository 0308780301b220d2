//! Figures over cases of attempts. In: cases. Out: rates with bounds, each of how many.

use serde::Serialize;

use super::case::{IntrusionCase, KnownCampaign, LogIns, Suspects};
use crate::rehearse::validation::measure::Rate;

/// Name of the campaigns that must never be called where nobody guesses.
const STUFFING: &str = "credential_stuffing";

/// What is measured over a set of cases.
#[derive(Debug, Clone, Serialize)]
pub struct IntrusionMeasures {
    /// Cases.
    pub cases: usize,
    /// Lines of all of them.
    pub lines: u64,
    /// Campaigns of twenty attempts and more of which at least half was found.
    pub found: Rate,
    /// The same, and called what they are.
    pub right: Rate,
    /// Of the found ones, those in one piece.
    pub whole: Rate,
    /// Cases in which nobody guessed passwords and stuffing was called.
    pub false_stuffing: Rate,
    /// Cases without any campaign of twenty attempts in which one was called.
    pub false_campaigns: Rate,
    /// Lines in campaigns that belong to nobody who tried, of a million.
    pub foreign_per_million: f64,
    /// Attempts that worked and are suspected.
    pub suspected: Rate,
    /// Of all suspected requests, those that did not work.
    pub wrong_suspects: Rate,
    /// Log-ins that were told from anything else.
    pub log_ins_seen: Rate,
    /// Of those whose answer was told, those told rightly.
    pub answers_right: Rate,
}

/// Measures a set of cases.
pub(super) fn measure<'a>(
    cases: impl Iterator<Item = &'a IntrusionCase> + Clone,
) -> IntrusionMeasures {
    let known: Vec<&KnownCampaign> = cases.clone().flat_map(|case| &case.known).collect();
    let count = |keep: fn(&KnownCampaign) -> bool| known.iter().filter(|one| keep(one)).count();
    let (found, all) = (count(KnownCampaign::is_found), known.len());
    let whole = count(|one| one.is_found() && one.parts == 1);
    let lines: u64 = cases.clone().map(|case| case.lines).sum();
    let foreign: u64 = cases.clone().flat_map(|case| &case.found).map(|one| one.foreign).sum();
    let suspects = suspects(cases.clone());
    let log_ins = log_ins(cases.clone());
    let told = log_ins.right + log_ins.wrong;
    IntrusionMeasures {
        cases: cases.clone().count(),
        lines,
        found: Rate::of(found, all),
        right: Rate::of(count(KnownCampaign::is_right), all),
        whole: Rate::of(whole, found),
        false_stuffing: among(cases.clone().filter(|case| !case.guessed), |case| {
            case.found.iter().any(|one| one.kind == STUFFING)
        }),
        false_campaigns: among(cases.filter(|case| case.known.is_empty()), |case| {
            !case.found.is_empty()
        }),
        foreign_per_million: foreign as f64 * 1e6 / lines.max(1) as f64,
        suspected: rate(suspects.right, suspects.right + suspects.missed),
        wrong_suspects: rate(suspects.wrong, suspects.right + suspects.wrong),
        log_ins_seen: rate(told + log_ins.unclear, told + log_ins.unclear + log_ins.unseen),
        answers_right: rate(log_ins.right, told),
    }
}

fn rate(count: u64, of: u64) -> Rate {
    Rate::of(count as usize, of as usize)
}

fn among<'a>(
    cases: impl Iterator<Item = &'a IntrusionCase> + Clone,
    keep: fn(&IntrusionCase) -> bool,
) -> Rate {
    Rate::of(cases.clone().filter(|case| keep(case)).count(), cases.count())
}

fn suspects<'a>(cases: impl Iterator<Item = &'a IntrusionCase>) -> Suspects {
    cases.map(|case| case.suspects).fold(Suspects::default(), |sum, one| Suspects {
        right: sum.right + one.right,
        wrong: sum.wrong + one.wrong,
        missed: sum.missed + one.missed,
    })
}

fn log_ins<'a>(cases: impl Iterator<Item = &'a IntrusionCase>) -> LogIns {
    cases.map(|case| case.log_ins).fold(LogIns::default(), |sum, one| LogIns {
        right: sum.right + one.right,
        wrong: sum.wrong + one.wrong,
        unclear: sum.unclear + one.unclear,
        unseen: sum.unseen + one.unseen,
    })
}
