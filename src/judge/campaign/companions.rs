//! Groups that do what a hostile group does, only less of it. A botnet's members ask unequally often; those that asked
//! too little to show every sign make a group of their own. In: groups with their natures. Out: the same,
//! those companions called hostile as well.

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::service::NO_TEXT;
use crate::base::class::AgentClass;

use super::super::judgement::Nature;
use super::Group;
use super::nature::{HOSTILE_REQUESTS, STRANGERS};

/// Signs that hold of what is sent, not of how often: asking more and evenly are what companions lack.
/// Fetching no assets and sending no referers is not among them: whoever is turned away does so, too.
const MARKS: [&str; 4] = ["cache_busting", "forged_agents", "hosting_networks", "plays_recordings"];

/// Group and page; of those who play back recordings none, for they were told as one crowd, whatever each asks for most.
type Kind = (AgentClass, Option<u32>);

/// Calls those hostile that are as strange, ask for the same page and share a mark with a hostile group.
pub(super) fn companions(mut groups: Vec<Group<'_>>) -> Vec<Group<'_>> {
    let mut marked: BTreeMap<Kind, BTreeSet<&'static str>> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.nature == Nature::Hostile) {
        marked.entry(kind(group)).or_default().extend(marks(group));
    }
    for group in groups.iter_mut().filter(|group| group.nature == Nature::Unknown) {
        let Some(theirs) = marked.get(&kind(group)) else { continue };
        let shared = marks(group).filter(|mark| theirs.contains(mark)).count();
        if shared > 0 && is_strange(group) {
            group.nature = Nature::Hostile;
            group.measures.shared_marks = shared as f64;
        }
    }
    groups
}

fn kind(group: &Group) -> Kind {
    let print = group.fingerprint;
    (print.agent, (!print.replays).then_some(print.target))
}

fn marks(group: &Group) -> impl Iterator<Item = &'static str> {
    let strong = group.measures.strong().into_iter().map(|figure| figure.name);
    strong.filter(|name| MARKS.contains(name))
}

fn is_strange(group: &Group) -> bool {
    (group.fingerprint.replays || group.fingerprint.target != NO_TEXT)
        && group.measures.requests >= HOSTILE_REQUESTS
        && group.measures.absent.is_some_and(|strangers| strangers >= STRANGERS)
}

#[cfg(test)]
mod tests {
    use super::super::super::fingerprint::Fingerprint;
    use super::super::Measures;
    use super::*;

    fn group(target: u32, nature: Nature, busting: f64) -> Group<'static> {
        let measures = Measures {
            requests: 500.0,
            absent: Some(1.0),
            busting: Some(busting),
            usual_busting: Some(0.1),
            top_share: 1.0,
            ..Measures::default()
        };
        let agent = AgentClass::Browser;
        let fingerprint = Fingerprint {
            agent,
            target,
            browses: false,
            mechanical: false,
            new_network: false,
            forgets: false,
            scattered: false,
            replays: false,
        };
        Group { fingerprint, members: Vec::new(), measures, nature }
    }

    fn natures(groups: Vec<Group<'static>>) -> Vec<Nature> {
        companions(groups).into_iter().map(|group| group.nature).collect()
    }

    #[test]
    fn who_shares_page_and_mark_is_one_of_them() {
        use Nature::{Hostile, Unknown};
        assert_eq!(natures(vec![group(1, Hostile, 1.0), group(1, Unknown, 1.0)]), [Hostile; 2]);
        let other_page = vec![group(1, Hostile, 1.0), group(2, Unknown, 1.0)];
        assert_eq!(natures(other_page), [Hostile, Unknown]);
        let no_mark = vec![group(1, Hostile, 1.0), group(1, Unknown, 0.2)];
        assert_eq!(natures(no_mark), [Hostile, Unknown]);
        assert_eq!(natures(vec![group(1, Unknown, 1.0), group(1, Unknown, 1.0)]), [Unknown; 2]);
    }
}
