//! # Claims
//! An attack made the service fail, and its sources lie abroad. It is about addresses, never about
//! who directed them.
//!
//! # Measure
//! First as `attack`. Then the share of hostile requests whose addresses lie outside the home
//! country, by every database of countries; what no database places, and what an anonymiser hides,
//! may lie anywhere and widens the interval.
//!
//! # Consistent when
//! The attack is, every such verdict calls the addresses foreign, and more than half of the hostile
//! requests came from abroad wherever the unplaced ones lie.
//!
//! # Contradicted when
//! The attack is, or every such verdict calls the addresses domestic and less than half came from
//! abroad wherever the unplaced ones lie.
//!
//! # Untestable when
//! The attack is, the addresses lie on both sides, or too few are placed.
//!
//! # What can fool it
//! An address says nothing of who used it: botnets are where vulnerable machines are. Databases age;
//! overseas territories of the home country count as home.

use super::super::judgement::{Figure, Hypothesis, Origin, Outcome};
use super::scene::Scene;
use super::scene::origin::{Of, abroad, share};
use super::scene::verdicts::incidents;
use super::{Kind, Tested, attack, consistent, contradicted, untestable};
use crate::base::time::Window;

/// "From abroad" is about most of the hostile requests.
pub(in crate::judge) const MOST: f64 = 0.5;

pub(super) const KIND: Kind = Kind {
    name: "attack_from_abroad",
    query: "foreign-share",
    timed: false,
    keys: &[],
    hypothesis: Some(Hypothesis::Attack),
    source: include_str!("attack_from_abroad.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let attack = attack::caused(scene);
    match attack.outcome {
        Outcome::Contradicted => return attack.because("attack"),
        Outcome::Untestable => return attack,
        Outcome::Consistent => {}
    }
    let Tested { incidents, mut figures, .. } = attack;
    let origin = match hostile_share(scene) {
        None => untestable("not_placed", Vec::new()),
        Some(share) => {
            let tested = by_origin(scene, &share);
            figures.insert(0, share);
            tested
        }
    };
    Tested { figures, incidents, ..origin }
}

fn hostile_share(scene: &Scene) -> Option<Figure> {
    let windows: Vec<Window> = incidents(scene).iter().map(|one| one.window).collect();
    share("hostile_abroad", &abroad(scene, &windows, Of::Hostile))
}

fn by_origin(scene: &Scene, share: &Figure) -> Tested {
    let (low, high) = share.interval.unwrap_or((0.0, 1.0));
    let origins: Vec<Origin> = incidents(scene).iter().filter_map(|one| one.origin).collect();
    let all = |wanted: Origin| !origins.is_empty() && origins.iter().all(|one| *one == wanted);
    if all(Origin::Foreign) && low > MOST {
        consistent(Vec::new())
    } else if all(Origin::Domestic) && high < MOST {
        contradicted(Vec::new())
    } else {
        untestable("origin_mixed", Vec::new())
    }
}
