//! # Question
//! Did requests come from hosting providers and anonymising networks, where people do not live?
//!
//! # Measure
//! Share of placed requests from networks of class hosting or anonymiser, in the incident and in the
//! baseline.
//!
//! # Speaks for
//! Much more than usual: attack, or crawl. As usual: weakly against attack.
//!
//! # What can fool it
//! Company gateways and privacy relays in data centres; botnets on homes. The class of a network is
//! guessed from names and provider lists.
//!
//! # Not computable when
//! No database of networks knows the addresses.
//!
//! # References
//! Evidence T16.

use super::super::facts::Facts;
use super::super::judgement::{Answer, Hypothesis};
use super::{Test, answer, graded, share_figure};
use crate::base::class::NetworkClass;

pub(super) const TEST: Test = Test {
    name: "infrastructure_mix",
    number: "T16",
    family: "history",
    query: "network-classes",
    source: include_str!("infrastructure_mix.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let (hosted, placed) = count(facts, facts.rows());
    if placed < 30.0 {
        return Answer::NotComputable("no_networks");
    }
    let (hosted_before, placed_before) = count(facts, facts.baseline_rows());
    let share = hosted / placed;
    let usual = if placed_before > 0.0 { hosted_before / placed_before } else { 0.0 };
    let more = if placed_before > 0.0 { graded(share - usual, 0.1, 0.5, 0.5) } else { 0.0 };
    let same = graded(share - usual, 0.1, 0.0, 0.2);
    let now = share_figure("hosted", hosted, placed);
    let speaks = [
        (Hypothesis::Attack, more - same),
        (Hypothesis::Crawl, more * 0.6),
        (Hypothesis::Overload, -more),
    ];
    if placed_before > 0.0 {
        answer([now, share_figure("hosted_before", hosted_before, placed_before)], speaks)
    } else {
        answer([now], speaks)
    }
}

fn count(facts: &Facts, rows: impl Iterator<Item = usize>) -> (f64, f64) {
    let clients = &facts.ground.names.clients;
    rows.filter_map(|row| clients.get(facts.ground.service.client[row] as usize))
        .filter(|client| client.as_number.is_some())
        .fold((0.0, 0.0), |(hosted, placed), client| {
            let is_hosted =
                matches!(client.network_class, NetworkClass::Hosting | NetworkClass::Anonymiser);
            (hosted + f64::from(is_hosted), placed + 1.0)
        })
}
