//! Days on which no service fails.

use super::Family;

pub(super) const ORDINARY: Family = Family::of("ordinary_days", "nothing happens", |_| {});

pub(super) const NIGHT_ATTACK_BORNE: Family =
    Family::of("attack_that_is_borne", "an attack at night, when there is room for it", |town| {
        town.hour = town.quiet_hour();
        let load = town.uniform(0.1, 0.4);
        let rps = town.requests_for(load, town.page_s());
        let sources = town.sources(rps, 4.0);
        town.attack("botnet_root", "abroad", sources, rps, "");
    });
