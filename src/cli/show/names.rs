//! What a part of a stored report may be called: a name typed in, anchors out, or the nearest names that there are.

use std::collections::BTreeSet;

use crate::error::{Error, Kind, Result};
use crate::tell::document::Document;

/// Names proposed for one that is unknown.
const PROPOSED: usize = 5;

/// The anchors that a name asks for, in the order of the report.
pub(super) fn anchors(
    document: &Document,
    name: &str,
    incident: Option<u32>,
) -> Result<Vec<String>> {
    let wanted = name.to_ascii_lowercase();
    let mut anchors: Vec<String> = Vec::new();
    let named = document.named.iter().filter(|one| one.name == wanted || one.anchor == wanted);
    let mut of_name: Vec<&str> = named.map(|one| one.anchor.as_str()).collect();
    of_name.sort_by_key(|anchor| (number(anchor), *anchor));
    for anchor in of_name {
        let own = incident.is_none_or(|id| anchor.starts_with(&format!("incident-{id}-")));
        if own && anchors.last().is_none_or(|last| last != anchor) {
            anchors.push(anchor.to_owned());
        }
    }
    if anchors.is_empty() { Err(unknown(document, &wanted, incident)) } else { Ok(anchors) }
}

/// `incident-12-x` → 12, so that 12 comes after 2.
fn number(anchor: &str) -> u32 {
    anchor.split('-').nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn unknown(document: &Document, name: &str, incident: Option<u32>) -> Error {
    let incidents: Vec<String> =
        document.answers.iter().map(|one| one.incident.to_string()).collect();
    if let Some(id) = incident.filter(|id| !incidents.contains(&id.to_string())) {
        let listed = if incidents.is_empty() { "none".to_owned() } else { incidents.join(", ") };
        return Error::new(Kind::Usage, format!("this case has no incident {id}"))
            .hint(format!("its incidents: {listed}"));
    }
    let of = incident.map_or_else(String::new, |id| format!(" in incident {id}"));
    let message = format!("nothing in this case is called {name:?}{of}");
    let names: BTreeSet<&str> = document.named.iter().map(|one| one.name.as_str()).collect();
    let hint = match near(name, &names).as_slice() {
        [] => "names are those of the report, as T1, prior_overlap, campaign-1 or intrusion"
            .to_owned(),
        near => format!("did you mean {}?", near.join(", ")),
    };
    Error::new(Kind::Usage, message).hint(hint)
}

/// The known names that a slip of the pen makes of this one: at most a third of its letters differ.
fn near<'a>(name: &str, names: &BTreeSet<&'a str>) -> Vec<&'a str> {
    let slips = name.chars().count() / 3;
    let all = names.iter().map(|known| (distance(name, known), *known));
    let mut near: Vec<(usize, &str)> = all.filter(|(distance, _)| *distance <= slips).collect();
    near.sort();
    near.into_iter().take(PROPOSED).map(|(_, known)| known).collect()
}

/// Edits between two names (Levenshtein 1966); 0 for a part of the other, which is what people type.
fn distance(typed: &str, known: &str) -> usize {
    if typed.len() > 1 && known.contains(typed) {
        return 0;
    }
    let known: Vec<char> = known.chars().collect();
    let mut row: Vec<usize> = (0..=known.len()).collect();
    // A name is short: what is longer than any of them is no slip of the pen.
    for (above, one) in typed.chars().take(100).enumerate() {
        let mut next = vec![above + 1];
        for (other, pair) in known.iter().zip(row.windows(2)) {
            let (diagonal, up) = (pair.first().copied(), pair.last().copied());
            let left = next.last().copied().unwrap_or(0);
            let change = diagonal.unwrap_or(0) + usize::from(one != *other);
            next.push(change.min(up.unwrap_or(0) + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_near_that_differ_by_a_slip() {
        assert_eq!(distance("prior_overlap", "prior_overlap"), 0);
        assert_eq!(distance("prio_overlap", "prior_overlap"), 1);
        assert_eq!(distance("overlap", "prior_overlap"), 0);
        assert_eq!(distance("abc", "xyz"), 3);
        assert_eq!(distance("", "abc"), 3);
        let names = BTreeSet::from(["prior_overlap", "t1", "t10"]);
        assert_eq!(near("prio_overlp", &names), ["prior_overlap"]);
        assert_eq!(near("nosuch", &names), [""; 0]);
    }
}
