//! Logs that do not show what happened: lines lost, stamps set, clients hidden. Each on top of an outage
//! with an ordinary cause, of which the log would otherwise tell.

use super::Family;
use super::overload::add;
use super::town::Town;

pub(super) const GAP: Family =
    Family::of("gap_in_the_log", "the lines of the first part of the outage are lost", |town| {
        outage(town);
        let (early, part) = (town.uniform(5.0, 15.0) / 60.0, town.uniform(0.3, 0.8));
        let end = town.hour + part * town.minutes / 60.0;
        town.damage("gap", (Some(town.hour - early), Some(end)), "");
    });

pub(super) const CUT_SHORT: Family =
    Family::of("log_cut_short", "the log ends soon after the outage begins", |town| {
        outage(town);
        let end = town.hour + town.uniform(0.02, 0.15) * town.minutes / 60.0;
        town.damage("truncated", (Some(end), None), "");
    });

pub(super) const TWICE: Family =
    Family::held_out("lines_twice", "the lines of the outage are in the log twice", |town| {
        outage(town);
        let end = town.hour + town.minutes / 60.0;
        town.damage("duplicated", (Some(town.hour), Some(end)), "");
    });

pub(super) const CLOCK: Family =
    Family::of("clock_set", "the clock is wrong during the outage", |town| {
        outage(town);
        let seconds = town.uniform(600.0, 5_400.0) * town.any([-1.0, 1.0]);
        let end = town.hour + town.minutes / 60.0;
        town.damage("skew", (Some(town.hour), Some(end)), &format!("seconds = {seconds:.0}"));
    });

pub(super) const SAMPLED: Family =
    Family::of("thinned_log", "while the servers are loaded, most lines are not written", |town| {
        outage(town);
        let keep = town.log_uniform(0.05, 0.4);
        let end = town.hour + town.minutes / 60.0;
        town.damage("sampling", (Some(town.hour - 0.1), Some(end)), &format!("keep = {keep:.3}"));
    });

pub(super) const PROXIES: Family =
    Family::held_out("proxies_only", "the log holds the addresses of proxies", |town| {
        outage(town);
        let addresses = town.any([1, 2, 4]);
        let keys = format!("networks = \"hosting\"\naddresses = {addresses}");
        town.damage("proxy_only", (None, None), &keys);
    });

/// One of the ordinary causes.
fn outage(town: &mut Town) {
    match town.any([0, 1, 2]) {
        0 => {
            let load = town.uniform(1.3, 2.0);
            add(town, "human", load, 0.2, 8.0, 20.0);
        }
        1 => {
            let load = town.log_uniform(1.3, 3.0);
            let rps = town.requests_for(load, town.page_s());
            let sources = town.sources(rps, 6.0);
            town.attack("botnet_root", "abroad", sources, rps, "");
        }
        _ => {
            let amount = town.uniform(0.4, 0.9);
            let refused = amount * 0.9;
            town.loss("lose_workers", amount, &format!("refused = {refused:.3}"));
        }
    }
}
