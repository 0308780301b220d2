//! # Question
//! Are agents forged: combinations that no software sends, or another one with every request?
//!
//! # Measure
//! Share of the incident's requests by clients whose agent is impossible or changes with at least
//! every other request while they fetch no assets; the same in the baseline.
//!
//! # Speaks for
//! Much more than usual: attack. Absence says nothing: good forgeries are not seen.
//!
//! # What can fool it
//! Schools and mobile networks put many people behind one address: their agents change too, but they
//! fetch assets.
//!
//! # Not computable when
//! The log carries no agents.
//!
//! # References
//! Evidence T12.

use super::super::facts::Facts;
use super::super::fingerprint::is_changing;
use super::super::judgement::{Answer, Hypothesis};
use super::super::profile::{Profile, agent_class};
use super::{Test, answer, graded, share_figure};
use crate::base::class::AgentClass;

pub(super) const TEST: Test = Test {
    name: "agent_forgery",
    number: "T12",
    family: "identity",
    query: "agents",
    source: include_str!("agent_forgery.rs"),
    run,
};

fn run(facts: &Facts) -> Answer {
    let agents = &facts.ground.names.agents;
    let carried = |row: usize| {
        agents
            .get(facts.ground.service.agent[row] as usize)
            .is_some_and(|agent| agent.text.is_some())
    };
    if !facts.rows().any(carried) {
        return Answer::NotComputable("no_agents");
    }
    let (forged, all) = count(facts, &facts.incident);
    let (forged_before, all_before) = count(facts, &facts.before);
    let usual = if all_before > 0.0 { forged_before / all_before } else { 0.0 };
    let more = graded(forged / all.max(1.0) - usual, 0.05, 0.5, 0.6);
    answer(
        [
            share_figure("forged", forged, all),
            share_figure("forged_before", forged_before, all_before),
        ],
        [(Hypothesis::Attack, more), (Hypothesis::Overload, -more * 0.5)],
    )
}

fn count(facts: &Facts, profiles: &[Profile]) -> (f64, f64) {
    let is_forged = |p: &&Profile| {
        agent_class(facts.ground.names, p) == AgentClass::Impossible
            || (is_changing(p) && !p.closes && !p.follows)
    };
    let requests = |p: &Profile| f64::from(p.requests());
    let forged = profiles.iter().filter(is_forged).map(requests).sum();
    (forged, profiles.iter().map(requests).sum())
}
