//! What a hostile load may have weighed: whether it came when capacity fell, whether it can be why, and how
//! far the load of an incident is known at all. Facts in; yes, no, or a share out. It names no cause.

use crate::base::time::MINUTE_US;

use super::counterfactual::NEAR;
use super::facts::{Class, Facts};
use super::held::holds;

/// Without durations a hostile request may cost so many ordinary ones (searches, log-ins, exports).
pub(in crate::judge) const HOSTILE_COST: f64 = 4.0;
/// A hostile load that starts within this time of the onset and is at least [`HOSTILE_HEAVY`] of the
/// requests may be what made capacity fall: expensive requests show as lost capacity.
pub(in crate::judge) const COINCIDE_US: i64 = 5 * MINUTE_US;
/// Share of requests from which hostile load can explain a fall of capacity.
pub const HOSTILE_HEAVY: f64 = 0.1;

/// Did the hostile load come when capacity fell, and can it be why? It must be heavy, and either more
/// than was ever borne, at the cost that hostile requests may have, or of the kind that holds workers.
pub(super) fn coincides(facts: &Facts) -> bool {
    let starts = facts
        .campaigns
        .iter()
        .filter(|member| member.campaign.nature == super::judgement::Nature::Hostile)
        .map(|member| member.campaign.window.start_us);
    let near = |start: i64| (start - facts.found.window.start_us).abs() <= COINCIDE_US;
    let heavy = facts.share_of(Class::Hostile) >= HOSTILE_HEAVY;
    starts.into_iter().any(near) && heavy && (outweighs(facts) || holds(facts))
}

/// Share of hostile requests from which they outweigh everything else.
pub(in crate::judge) const HOSTILE_MOST: f64 = 0.5;

/// Are hostile requests the most, or could they and people's together have been more than was ever shown
/// to be borne?
fn outweighs(facts: &Facts) -> bool {
    let hostile = facts.share_of(Class::Hostile);
    let (Some(shown), Some(asked)) = (facts.shown, facts.asked_at_onset()) else { return true };
    let times = if facts.work.is_measured() { 1.0 } else { HOSTILE_COST };
    hostile >= HOSTILE_MOST || asked * (1.0 + (times - 1.0) * hostile) > NEAR * shown
}

/// How far the load of an incident is known: 1 where it is, 0 where hostile requests that may have cost any
/// number of ordinary ones are [`DEAR`] of it. Costs are known where durations were measured, unless
/// hostile requests hold workers.
pub fn known_load(facts: &Facts) -> f64 {
    let hostile = facts.share_of(Class::Hostile);
    if facts.work.is_measured() && !holds(facts) {
        return 1.0;
    }
    1.0 - ((hostile - HOSTILE_HEAVY) / (DEAR - HOSTILE_HEAVY)).clamp(0.0, 1.0)
}

/// Share of hostile requests of unknown cost from which a count of requests says nothing about load.
pub(in crate::judge) const DEAR: f64 = 0.3;
