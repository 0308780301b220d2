//! Servers that can suddenly do less.

use super::Family;

pub(super) const REFUSED: Family = Family::of(
    "dead_workers_still_asked",
    "part of the servers dies, and the balancer goes on sending to them",
    |town| {
        let amount = town.uniform(0.3, 0.9);
        let refused = amount * town.uniform(0.6, 1.0);
        town.fault("lose_workers", amount, &format!("refused = {refused:.3}"));
    },
);

pub(super) const FEWER_WORKERS: Family = Family::held_out(
    "fewer_workers",
    "most of the servers die; those that are left are overloaded by a usual day",
    |town| {
        // What is left bears two thirds of the usual load at most.
        let left = town.usual_load() * town.uniform(0.2, 0.65);
        town.fault("lose_workers", (1.0 - left).clamp(0.0, 1.0), "");
    },
);

pub(super) const BESIDE_ATTACK: Family = Family::of(
    "dead_workers_beside_a_harmless_attack",
    "servers die while an attack takes a few per cent of the load",
    |town| {
        let amount = town.uniform(0.4, 0.9);
        town.fault("lose_workers", amount, &format!("refused = {:.3}", amount * 0.9));
        let load = town.uniform(0.02, 0.06);
        let rps = town.requests_for(load, town.page_s());
        let sources = town.sources(rps, 6.0);
        town.attack("botnet_root", "abroad", sources, rps, "");
    },
);
