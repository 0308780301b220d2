//! What would change the verdict of the sample's first incident.

use afflux::judge::judgement::{Cause, Moved, Sensitivity, Unit, Unlogged};

pub(super) fn sensitivity() -> Sensitivity {
    let (yes, no) = (Cause::Attack, Cause::Inconclusive);
    let moved =
        |name, unit, value, bound, half, twice| Moved { name, unit, value, bound, half, twice };
    Sensitivity {
        moved: vec![
            moved("requests", Unit::Count, Some(512_340.0), 50.0, (25.0, yes), (100.0, yes)),
            moved("untold", Unit::Share, Some(0.21), 0.3, (0.15, no), (0.6, yes)),
            moved("fit", Unit::Share, Some(0.93), 0.7, (0.85, yes), (0.4, yes)),
            moved("witnesses", Unit::Ratio, Some(6.1), 0.2, (0.1, yes), (0.4, yes)),
            moved("probability", Unit::Share, Some(0.93), 0.6, (0.4286, yes), (0.75, yes)),
            moved("sure", Unit::Share, None, 0.8, (0.9, yes), (0.6, yes)),
        ],
        unlogged: Some(Unlogged {
            at_low: yes,
            high: 3.2,
            measured: true,
            at_high: no,
            changes_at: Some(2.5),
        }),
    }
}
