//! # Claims
//! An attack made the service fail, and at least so large a share of its requests came from addresses
//! in certain countries (`countries`; `share`, else one half).
//!
//! # Measure
//! First as `attack`. Then the share of hostile requests from those countries by the primary
//! database; what it does not place, and what an anonymiser hides, widens the interval.
//!
//! # Consistent when
//! The attack is, and the interval reaches the claimed share or more everywhere.
//!
//! # Contradicted when
//! The attack is, or the interval stays below the claimed share everywhere.
//!
//! # Untestable when
//! The attack is, no address is placed, or the claimed share lies inside the interval.
//!
//! # What can fool it
//! An address says nothing of who used it. The home country's overseas territories are counted with
//! it.

use super::super::judgement::{Hypothesis, Outcome, Term};
use super::scene::Scene;
use super::scene::origin::{Of, share, within};
use super::scene::verdicts::incidents;
use super::{Fallback, Form, Key, Kind, Tested, attack, by_range, untestable};
use crate::base::time::Window;

pub(super) const KIND: Kind = Kind {
    name: "attack_sources_in",
    query: "countries-by-hour",
    timed: false,
    keys: &[
        Key { name: "countries", form: Form::Countries, fallback: Fallback::Required },
        Key { name: "share", form: Form::Share, fallback: Fallback::Number(0.5) },
    ],
    hypothesis: Some(Hypothesis::Attack),
    source: include_str!("attack_sources_in.rs"),
    test,
};

fn test(scene: &Scene) -> Tested {
    let attack = attack::caused(scene);
    match attack.outcome {
        Outcome::Contradicted => return attack.because("attack"),
        Outcome::Untestable => return attack,
        Outcome::Consistent => {}
    }
    let countries = match scene.claim.term("countries") {
        Some(Term::Countries(countries)) => countries.as_slice(),
        _ => &[],
    };
    let windows: Vec<Window> = incidents(scene).iter().map(|one| one.window).collect();
    let found = share("hostile_there", &within(scene, &windows, Of::Hostile, countries));
    let Tested { incidents, mut figures, .. } = attack;
    let tested = match found {
        None => untestable("not_placed", Vec::new()),
        Some(share) => {
            let claimed = (scene.claim.number("share"), 1.0);
            let measured = share.interval.unwrap_or((0.0, 1.0));
            figures.insert(0, share);
            by_range(measured, claimed, Vec::new())
        }
    };
    Tested { figures, incidents, ..tested }
}
