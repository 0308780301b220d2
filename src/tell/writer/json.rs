//! `verdict.json`, schema `afflux.verdict/1`. The wire types are their own: the schema is a promise,
//! the inner types may move. Never localised; times are RFC 3339 UTC; a number that is none is null.

mod claims;
mod course;
mod intrusion;
pub mod schema;
mod sensitivity;
mod shape;
mod validated;

use super::Writer;
use crate::base::account::Account;
use crate::base::time::{Window, rfc3339};
use crate::error::{Error, Kind, Result};
use crate::judge::gravest::INCIDENTS_MAX;
use crate::judge::judgement::{
    Absence, Answer, Baseline as Compared, BaselineKind, ButFor as Replay, Demand as Needed,
    Estimate, Factor, Figure as Measured, Finding, Hypothesis, Incident as Found, Judgement,
    LeftOut as Left, Part, Speaks, Symptom, Unfinished as UnfinishedPages, Unit,
};
use crate::judge::validation::Validation;
use crate::judge::verdict::conformal;
use crate::tell::Report;
use crate::tell::document::hostile::hostile;
use crate::tell::document::strength;
use crate::tell::escape::printable;
use shape::{
    Absent, Attack, Baseline, ButFor, Capacity, Citation, Completeness, Contribution,
    Counterfactual, Country, Demand, Direction, Evidence, Figure, Incident, LeftOut, Limits, Span,
    Tool, Unfinished, Verdict, Weighed,
};

/// The JSON writer.
pub const WRITER: Writer =
    Writer { name: "json", file_name: Some("verdict.json"), localised: false, write };

/// Decimals of a number, unless it needs more for four significant digits.
const DECIMALS: i32 = 4;

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    bytes(report.account, report.judgement, report.context.validation)
}

/// The bytes of `verdict.json`, which the report names the digest of.
pub fn bytes(
    account: &Account,
    judgement: &Judgement,
    validation: Option<&Validation>,
) -> Result<Vec<u8>> {
    let verdict = verdict(account, judgement, validation);
    let mut bytes = serde_json::to_vec_pretty(&verdict)
        .map_err(|source| Error::new(Kind::Case, "cannot write verdict.json").because(source))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn verdict(account: &Account, judgement: &Judgement, validation: Option<&Validation>) -> Verdict {
    let measured = |one| Some(validated::validated(account, judgement, one, validation?));
    Verdict {
        schema: "afflux.verdict/1",
        tool: Tool { name: "afflux", version: account.version },
        incidents: judgement
            .incidents
            .iter()
            .map(|one| Incident { validation: measured(one), ..incident(account, one) })
            .collect(),
        intrusion: intrusion::kinds(account, judgement),
        completeness: Completeness {
            bytes: account.total.bytes(),
            lines: account.total.lines(),
            requests: account.total.requests,
            rejects: account.total.rejects,
            blank: account.total.blank,
            gaps: judgement.gaps.iter().map(|gap| span(gap.window)).collect(),
        },
        calibration: "none",
        gates: judgement.gates.iter().map(|gate| gate.key).collect(),
        claims_file: judgement.ledger.as_ref().map(claims::file),
        claims: judgement.ledger.iter().flat_map(|l| &l.claims).map(claims::claim).collect(),
        intrusion_background: intrusion::background(judgement),
        validation: validation.map(validated::played),
        limits: limits(judgement),
    }
}

/// What was found and not judged.
fn limits(judgement: &Judgement) -> Limits {
    let left = |one: &Left| LeftOut {
        service: printable(&one.service),
        incidents: one.incidents,
        failures: one.failures,
    };
    Limits {
        incidents_of_a_service_max: INCIDENTS_MAX,
        left_out: judgement.left_out.iter().map(left).collect(),
    }
}

fn incident(account: &Account, found: &Found) -> Incident {
    let window = span(found.window);
    let computed = |one: &&Finding| matches!(one.answer, Answer::Computed { .. });
    Incident {
        id: found.id,
        service: printable(&found.service),
        start: window.start,
        end: window.end,
        cause: found.cause.name(),
        detail: found.detail.map(|detail| detail.name()),
        origin: found.origin.map(|origin| origin.name()),
        hypotheses: weighed(found),
        but_for: but_for(found),
        attack: attack(found),
        capacity_rps: found.capacity_rps.map(capacity),
        demand_rps: found.demand.map(demand),
        findings: found.findings.iter().filter(computed).map(|one| one.name).collect(),
        gates: found.gates.iter().map(|gate| gate.key).collect(),
        symptom: symptom(found.symptom),
        requests: found.requests,
        failures: found.failures,
        clients: found.clients,
        failed_clients: found.failed_clients,
        baseline: baseline(&found.baseline),
        evidence: found.findings.iter().map(|one| evidence(account, one)).collect(),
        absent: found.absent.iter().map(absent).collect(),
        unfinished: found.unfinished.map(unfinished),
        contributions: found.but_for.parts.iter().map(contribution).collect(),
        trigger: found.but_for.triggers(found.cause).map(Factor::name).collect(),
        sustainer: found.sustained().map(|_| Factor::Retries.name()),
        conformal_set: conformal(&found.hypotheses).into_iter().map(Hypothesis::name).collect(),
        sensitivity: sensitivity::sensitivity(found),
        validation: None,
        course: found.but_for.course.as_ref().map(course::course),
    }
}

fn weighed(found: &Found) -> Vec<Weighed> {
    let exact: Vec<f64> = found.hypotheses.iter().map(|one| one.probability).collect();
    let hypotheses = found.hypotheses.iter().zip(summing_to_one(&exact));
    let weighed = hypotheses.map(|(one, probability)| Weighed {
        name: one.hypothesis.name(),
        probability,
        log10_lr: rounded(one.log10_lr),
        log10_lr_cap: rounded(one.log10_lr_cap),
        verbal: strength::english(one.log10_lr),
    });
    weighed.collect()
}

/// Rounds to ten-thousandths that still sum to one: the largest remainders are rounded up.
fn summing_to_one(exact: &[f64]) -> Vec<f64> {
    let units: Vec<f64> = exact.iter().map(|p| p.clamp(0.0, 1.0) * 1e4).collect();
    let mut whole: Vec<i64> = units.iter().map(|unit| unit.floor() as i64).collect();
    let lacking = (units.iter().sum::<f64>().round() as i64 - whole.iter().sum::<i64>()).max(0);
    let mut order: Vec<usize> = (0..units.len()).collect();
    let remainder = |index: &usize| units.get(*index).map_or(0.0, |unit| unit.fract());
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    for index in order.iter().take(usize::try_from(lacking).unwrap_or(0)) {
        if let Some(unit) = whole.get_mut(*index) {
            *unit += 1;
        }
    }
    whole.into_iter().map(|unit| unit as f64 / 1e4).collect()
}

fn but_for(found: &Found) -> ButFor {
    let replays = &found.but_for;
    let counterfactual = |replay: Replay| Counterfactual {
        fails: replay.fails,
        probability: rounded(replay.probability),
        failing_minutes: rounded(replay.failing_minutes),
        failing_minutes_low: rounded(replay.interval.0),
        failing_minutes_high: rounded(replay.interval.1),
    };
    ButFor {
        without_attack: replays.without_attack.map(counterfactual),
        without_surge: replays.without_surge.map(counterfactual),
        with_baseline_capacity: replays.with_baseline_capacity.map(counterfactual),
        without_crawl: replays.without_crawl.map(counterfactual),
        as_it_was: replays.as_it_was.map(counterfactual),
        without_retries: replays.without_retries.map(counterfactual),
    }
}

fn contribution(part: &Part) -> Contribution {
    Contribution {
        factor: part.factor.name(),
        necessity: rounded(part.necessity),
        sufficiency: part.sufficiency.and_then(rounded),
        failing_minutes: rounded(part.minutes),
    }
}

fn attack(found: &Found) -> Attack {
    let total = hostile(found);
    let country =
        |(code, share): (String, f64)| Country { country: printable(&code), share: rounded(share) };
    Attack {
        requests: total.requests,
        sources: total.sources,
        foreign_share: total.foreign_share.and_then(rounded),
        countries: total.countries.into_iter().map(country).collect(),
        campaigns: total.campaigns,
    }
}

fn absent(one: &Absence) -> Absent {
    let window = span(one.window);
    Absent {
        kind: one.group.kind(),
        name: printable(&one.group.name()),
        operator: one.operator.as_deref().map(printable),
        start: window.start,
        end: window.end,
        requests_expected: rounded(one.requests.0),
        requests: one.requests.1 as u64,
        visits_expected: rounded(one.visits.0),
        visits: one.visits.1 as u64,
        log10_chance: rounded(one.log10_chance),
    }
}

fn unfinished(pages: UnfinishedPages) -> Unfinished {
    let whole = |count: f64| count as u64;
    Unfinished {
        pages: whole(pages.pages),
        unfinished: whole(pages.left),
        usual_pages: whole(pages.usual.0),
        usual_unfinished: whole(pages.usual.1),
    }
}

fn capacity(estimate: Estimate) -> Capacity {
    Capacity {
        estimate: rounded(estimate.value),
        low: rounded(estimate.low),
        high: rounded(estimate.high),
    }
}

fn demand(needed: Needed) -> Demand {
    Demand {
        logged_peak: rounded(needed.logged_peak_rps),
        fresh_peak: rounded(needed.fresh_peak_rps),
    }
}

fn baseline(compared: &Compared) -> Baseline {
    let kind = match compared.kind {
        BaselineKind::Given => "given",
        BaselineKind::SameSlot => "same_slot",
        BaselineKind::Before => "before",
        BaselineKind::Missing => "missing",
    };
    Baseline { kind, windows: compared.windows.iter().map(|window| span(*window)).collect() }
}

fn symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::Failures => "failures",
        Symptom::Latency => "latency",
        Symptom::Vanished => "vanished",
        Symptom::Unfinished => "unfinished",
        Symptom::Given => "given",
    }
}

fn evidence(account: &Account, finding: &Finding) -> Evidence {
    let (figures, speaks, reason): (&[Measured], &[Speaks], _) = match &finding.answer {
        Answer::Computed { figures, speaks } => (figures, speaks, None),
        Answer::NotComputable(reason) => (&[], &[], Some(*reason)),
    };
    let direction = |one: &Speaks| Direction {
        hypothesis: Hypothesis::name(one.hypothesis),
        log10_lr: rounded(one.weight),
    };
    Evidence {
        name: finding.name,
        number: finding.number,
        family: finding.family,
        computed: reason.is_none(),
        reason,
        figures: figures.iter().map(figure).collect(),
        speaks: speaks.iter().map(direction).collect(),
        query: finding.query,
        citations: finding.citations.iter().map(|one| citation(account, one)).collect(),
    }
}

fn citation(account: &Account, cited: &crate::base::record::Citation) -> Citation {
    let index = usize::try_from(cited.exhibit).unwrap_or(usize::MAX);
    let path = account.exhibits.get(index).map(|exhibit| printable(&exhibit.path));
    Citation { exhibit: path.unwrap_or_default(), byte_offset: cited.byte_offset }
}

fn figure(measured: &Measured) -> Figure {
    let unit = match measured.unit {
        Unit::Count => "count",
        Unit::Share => "share",
        Unit::PerSecond => "per_second",
        Unit::PerMinute => "per_minute",
        Unit::Seconds => "seconds",
        Unit::Ratio => "ratio",
        Unit::Bits => "bits",
    };
    Figure {
        name: measured.name,
        value: rounded(measured.value),
        low: measured.interval.and_then(|(low, _)| rounded(low)),
        high: measured.interval.and_then(|(_, high)| rounded(high)),
        unit,
    }
}

fn span(window: Window) -> Span {
    Span { start: rfc3339(window.start_us), end: rfc3339(window.end_us) }
}

/// To four decimals, or more where four significant digits need them; `None` if not finite.
fn rounded(value: f64) -> Option<f64> {
    if !value.is_finite() {
        return None;
    }
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    let decimals = usize::try_from((DECIMALS - 1 - magnitude).clamp(DECIMALS, 15)).unwrap_or(4);
    // Through text: decimal rounding without the error of a multiplication, and no negative zero.
    format!("{value:.decimals$}").parse::<f64>().ok().map(|rounded| rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_finite_and_exact() {
        assert_eq!(rounded(2.0 / 3.0), Some(0.6667));
        assert_eq!(rounded(0.000_012_345_6), Some(0.000_012_35));
        assert_eq!(rounded(-1e-20), Some(0.0));
        assert_eq!(rounded(123_456.789_123), Some(123_456.789_1));
        assert_eq!(rounded(f64::NAN), None);
        assert_eq!(rounded(f64::INFINITY), None);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let thirds = summing_to_one(&[1.0 / 3.0; 3]);
        assert_eq!(thirds, [0.3334, 0.3333, 0.3333]);
        let sum: f64 =
            summing_to_one(&[0.969_96, 0.010_01, 0.010_01, 0.010_01, 0.000_01]).iter().sum();
        assert!((sum - 1.0).abs() < 1e-12);
        assert!(summing_to_one(&[]).is_empty());
    }
}
