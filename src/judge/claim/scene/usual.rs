//! Is a load higher or lower than usual? The claimed time against the same hours of other days, with
//! an interval that a usual day has its place in.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::super::super::baseline;
use super::super::super::judgement::{BaselineKind, Estimate, Figure, Unit};
use super::super::{Tested, consistent, contradicted, figure, ranged, untestable};
use super::load::{Load, load};
use super::{Scene, Site};
use crate::base::time::Window;

/// Days that a usual load needs behind it: of one day nothing can be said of the others.
pub(in crate::judge) const DAYS_MIN: usize = 2;

/// Days below which an interval that holds one shows how little is known, not how usual the load was:
/// Student's t has at most two degrees of freedom.
pub(in crate::judge) const DAYS_ENOUGH: usize = 4;

/// What is claimed of a ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::judge) enum Claimed {
    /// Below one.
    Lower,
    /// Above one.
    Higher,
}

/// Puts "lower (higher) than usual" to the logs.
pub(in crate::judge) fn against_usual(scene: &Scene, claimed: Claimed) -> Tested {
    let of = scene.claim.choice("of");
    if let Some(why) = scene.unread(of == "clients").or_else(|| scene.uncovered(scene.window)) {
        return why;
    }
    let days = days(scene);
    if days.len() < DAYS_MIN {
        return untestable("few_days", vec![figure("days", days.len() as f64, Unit::Count)]);
    }
    let now = load(scene, scene.window);
    let then: Vec<Load> = days.iter().map(|day| load(scene, *day)).collect();
    let mut figures: Vec<Figure> =
        now.measures(of).into_iter().map(|(name, value)| ratio(name, value, &then)).collect();
    let tested = match by_ratios(&figures, claimed) {
        near if near.reason != Some("too_close") => near,
        _ if days.len() < DAYS_ENOUGH => untestable("few_days", Vec::new()),
        _ => untestable("usual_variation", Vec::new()),
    };
    figures.push(figure("days", days.len() as f64, Unit::Count));
    figures.extend(now.measures(of).into_iter().map(|(name, e)| super::load::counts(name, e)));
    Tested { figures, ..tested }
}

/// All ratios on the claimed side of one: consistent; all on the other: contradicted.
pub(in crate::judge) fn by_ratios(ratios: &[Figure], claimed: Claimed) -> Tested {
    let side = |figure: &Figure| match figure.interval {
        Some((_, high)) if high < 1.0 => Some(Claimed::Lower),
        Some((low, _)) if low > 1.0 => Some(Claimed::Higher),
        _ => None,
    };
    let sides: Vec<Option<Claimed>> = ratios.iter().map(side).collect();
    match sides.first() {
        Some(first) if sides.iter().any(|side| side != first) => {
            untestable("measures_disagree", Vec::new())
        }
        Some(Some(side)) if *side == claimed => consistent(Vec::new()),
        Some(Some(_)) => contradicted(Vec::new()),
        _ => untestable("too_close", Vec::new()),
    }
}

/// The same hours of other days on which no service concerned failed, and all have requests.
fn days(scene: &Scene) -> Vec<Window> {
    let of = |site: &Site| {
        let mut others: Vec<Window> = site.found.iter().map(|found| found.window).collect();
        others.push(scene.window);
        let baseline = baseline::choose(&site.ground.series, scene.window, &others, None);
        if baseline.kind == BaselineKind::SameSlot { baseline.windows } else { Vec::new() }
    };
    let mut sites = scene.sites.iter();
    let mut days = sites.next().map(of).unwrap_or_default();
    for site in sites {
        let theirs = of(site);
        days.retain(|day| theirs.contains(day));
    }
    days.retain(|day| scene.uncovered(*day).is_none());
    days
}

/// The load over the usual one, with the interval in which 95 % of usual days lie around it: Student's
/// t on logarithms of the days' counts, for one day more (a prediction interval).
fn ratio(name: &'static str, now: Estimate, days: &[Load]) -> Figure {
    let counts = days.iter().flat_map(|day| day.measures(name)).map(|(_, one)| one.value);
    let logs: Vec<f64> = counts.map(|count| count.max(0.5).ln()).collect();
    let n = logs.len() as f64;
    let centre = logs.iter().sum::<f64>() / n;
    let squares: f64 = logs.iter().map(|log| (log - centre).powi(2)).sum();
    // Days are never more alike than chance arrivals would make them.
    let spread = (squares / (n - 1.0)).sqrt().max((-centre / 2.0).exp());
    let half = quantile(n - 1.0) * spread * (1.0 + 1.0 / n).sqrt();
    let over = |count: f64| (count.max(0.5).ln() - centre).exp();
    let name = match name {
        "first_tries" => "first_tries_over_usual",
        "clients" => "clients_over_usual",
        _ => "requests_over_usual",
    };
    let bounds = (over(now.low) * (-half).exp(), over(now.high) * half.exp());
    ranged(name, over(now.value), bounds, Unit::Ratio)
}

/// The 97.5 % point of Student's t with so many degrees of freedom.
fn quantile(freedom: f64) -> f64 {
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |t| t.inverse_cdf(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(requests: f64) -> Load {
        let one = Estimate { value: requests, low: requests, high: requests };
        Load { requests: one, first_tries: one, clients: one }
    }

    #[test]
    fn few_days_leave_a_wide_interval() {
        // t(1) = 12.706 and t(9) = 2.262: tables of Student's distribution.
        assert!((quantile(1.0) - 12.706).abs() < 1e-3 && (quantile(9.0) - 2.262).abs() < 1e-3);
        let now = day(2000.0).requests;
        let two = ratio("requests", now, &[day(900.0), day(1100.0)]);
        let many: Vec<Load> = (0..10).map(|k| day(900.0 + 20.0 * f64::from(k))).collect();
        let ten = ratio("requests", now, &many);
        let width = |figure: &Figure| figure.interval.map_or(0.0, |(low, high)| high / low);
        assert!(width(&two) > 10.0 && width(&ten) < 2.0, "{two:?} {ten:?}");
        assert!((two.value - 2.0).abs() < 0.05);
    }

    #[test]
    fn equal_days_are_no_certainty() {
        let ratio = ratio("requests", day(110.0).requests, &[day(100.0), day(100.0)]);
        assert!(ratio.interval.is_some_and(|(low, high)| low < 1.0 && high > 1.0), "{ratio:?}");
    }
}
