//! One incident: its facts first, then what is concluded from them. An incident in, a part out.

use super::scribe::Scribe;
use super::{
    Block, Part, absent, answer, campaign, contribution, events, finding, observed, replayed,
    validated, weighed, weighing,
};
use crate::judge::judgement::Incident;

pub(super) fn part(scribe: &Scribe<'_>, incident: &Incident) -> Part {
    let [contrary, sensitivity, confounders] = weighing::parts(scribe, incident);
    let parts = [
        Some(observed::timeline(scribe, incident)),
        absent::part(scribe, incident),
        Some(observed::baseline(scribe, incident)),
        Some(observed::capacity(scribe, incident)),
        events::reached(scribe, incident),
        observed::countries(scribe, incident),
        observed::rates(scribe, incident),
        Some(finding::part(scribe, incident)),
        campaign::part(scribe, incident),
        Some(weighed::part(scribe, incident)),
        Some(replayed::part(scribe, incident)),
        contribution::part(scribe, incident),
        Some(contrary),
        Some(sensitivity),
        Some(confounders),
        Some(validated::part(scribe, incident)),
    ];
    Part {
        id: format!("incident-{}", incident.id),
        title: answer::title(scribe, incident),
        stance: None,
        blocks: parts.into_iter().flatten().map(Block::Part).collect(),
    }
}
