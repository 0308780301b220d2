//! Servers that can suddenly do less.

use super::Family;

pub(super) const REFUSED: Family = Family::of(
    "dead_workers_still_asked",
    "part of the servers dies, and the balancer goes on sending to them",
    |town| {
        let amount = town.uniform(0.3, 0.9);
        let refused = amount * town.uniform(0.6, 1.0);
        town.loss("lose_workers", amount, &format!("refused = {refused:.3}"));
    },
);

pub(super) const FEWER_WORKERS: Family = Family::held_out(
    "fewer_workers",
    "most of the servers die; those that are left are overloaded by a usual day",
    |town| {
        // What is left bears two thirds of the usual load at most.
        let left = town.usual_load() * town.uniform(0.2, 0.65);
        town.loss("lose_workers", (1.0 - left).clamp(0.0, 1.0), "");
    },
);

pub(super) const BACK_ENDS: Family = Family::of(
    "dead_back_ends",
    "of a few back ends behind a balancer some die; their turn fails, at once or after the time-out",
    |town| {
        town.format = town.any([town.format, "ingress_nginx", "nginx_json", "haproxy_http"]);
        let backends = town.workers.min(town.any([2, 3, 4, 8]));
        let dead = (f64::from(backends) * town.uniform(0.2, 0.7)).round().max(1.0);
        town.machine(&format!("backends = {backends}"));
        let hang = town.chance(0.5);
        town.loss("lose_backends", dead / f64::from(backends), &format!("hang = {hang}"));
    },
);

pub(super) const SLOW_DATABASE: Family = Family::held_out(
    "slow_database",
    "what the servers wait for is slow, so that a usual day is too much for them",
    |town| {
        let load = town.log_uniform(1.3, 4.0);
        let factor = (load / town.usual_load()).max(2.0);
        town.fault("slow_backend", &format!("factor = {factor:.2}"));
    },
);

pub(super) const COLD_CACHE: Family = Family::of(
    "cold_cache",
    "a new version empties the caches: everything takes longer for a while",
    |town| {
        let load = town.log_uniform(2.0, 6.0);
        let factor = (load / town.usual_load()).max(3.0);
        let decay = town.uniform(0.5, 1.5) * town.minutes;
        town.fault("cold_cache", &format!("factor = {factor:.2}\ndecay_minutes = {decay:.1}"));
    },
);

pub(super) const BESIDE_ATTACK: Family = Family::of(
    "dead_workers_beside_a_harmless_attack",
    "servers die while an attack takes a few per cent of the load",
    |town| {
        let amount = town.uniform(0.4, 0.9);
        town.loss("lose_workers", amount, &format!("refused = {:.3}", amount * 0.9));
        let load = town.uniform(0.02, 0.06);
        let rps = town.requests_for(load, town.page_s());
        let sources = town.sources(rps, 6.0);
        town.attack("botnet_root", "abroad", sources, rps, "");
    },
);
