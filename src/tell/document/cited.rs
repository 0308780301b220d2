//! What a report's findings and campaigns are asked for by, and the log lines that each rests on: a judgement in,
//! names, anchors and offsets out. It adds no text of its own to the report.

use serde::{Deserialize, Serialize};

use super::campaign::DESCRIBED_MAX;
use super::finding::shown;
use super::intrusion::described;
use super::scribe::Scribe;
use crate::base::record::Citation;
use crate::judge::judgement::{Incident, IntrusionCampaign, Judgement};
use crate::tell::escape::printable;

/// A name, and the anchor of the part of the report that it asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    /// Name of an incident, an evidence test, its number, a campaign, a kind or class of attempts, or a reason to suspect
    /// success.
    pub name: String,
    /// Anchor of the finding or part.
    pub anchor: String,
}

/// A log line that shows what a part of the report says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Anchor of the part.
    pub anchor: String,
    /// What the line shows, where lines of a part show different things; else empty.
    pub note: String,
    /// Index of the exhibit in the manifest.
    pub exhibit: u32,
    /// Offset of the line's first byte in the decoded exhibit.
    pub byte_offset: i64,
}

/// Every name, in order of name.
pub(super) fn named(judgement: &Judgement) -> Vec<Named> {
    let mut pairs: Vec<(String, String)> = vec![("intrusion".into(), "intrusion".into())];
    for incident in &judgement.incidents {
        let chapter = format!("incident-{}", incident.id);
        pairs.push((chapter.clone(), chapter));
        for finding in &incident.findings {
            let anchor = finding_anchor(incident, finding.name);
            pairs.push((finding.name.into(), anchor.clone()));
            pairs.push((finding.number.to_ascii_lowercase(), anchor));
        }
        let campaigns = incident.campaigns.iter().take(DESCRIBED_MAX);
        let own = campaigns.map(|one| (format!("campaign-{}", one.id), anchor(incident, one.id)));
        pairs.extend(own);
    }
    for one in described(judgement) {
        let anchor = format!("intrusion-{}", one.id);
        pairs.push((anchor.clone(), anchor.clone()));
        pairs.push((one.kind.name().into(), anchor.clone()));
        pairs.push((one.class.into(), anchor.clone()));
        pairs.extend(one.suspected.iter().map(|found| (found.reason.into(), anchor.clone())));
    }
    let mut named: Vec<Named> =
        pairs.into_iter().map(|(name, anchor)| Named { name, anchor }).collect();
    named.sort();
    named.dedup();
    named
}

/// Every cited line, in the order of the report.
pub(super) fn cited(scribe: &Scribe<'_>) -> Vec<Cited> {
    let mut cited = Vec::new();
    for incident in &scribe.judgement.incidents {
        for campaign in incident.campaigns.iter().take(DESCRIBED_MAX) {
            let anchor = anchor(incident, campaign.id);
            cited.extend(campaign.citations.iter().map(|line| plain(&anchor, line)));
        }
        for finding in &incident.findings {
            let anchor = finding_anchor(incident, finding.name);
            cited.extend(shown(finding).iter().map(|line| plain(&anchor, line)));
        }
    }
    for one in described(scribe.judgement) {
        cited.extend(attempts(scribe, one));
    }
    cited
}

fn attempts(scribe: &Scribe<'_>, one: &IntrusionCampaign) -> Vec<Cited> {
    let anchor = format!("intrusion-{}", one.id);
    let suspected = one.suspected.iter().map(|found| {
        let reason = scribe.say(&format!("suspected-{}", found.reason));
        let note = format!("{reason} · {}", printable(&found.path));
        Cited { note, ..plain(&anchor, &found.citation) }
    });
    suspected.chain(one.citations.iter().map(|line| plain(&anchor, line))).collect()
}

fn plain(anchor: &str, line: &Citation) -> Cited {
    let (anchor, note) = (anchor.to_owned(), String::new());
    Cited { anchor, note, exhibit: line.exhibit, byte_offset: line.byte_offset }
}

fn finding_anchor(incident: &Incident, name: &str) -> String {
    format!("incident-{}-{name}", incident.id)
}

fn anchor(incident: &Incident, campaign: u32) -> String {
    format!("incident-{}-campaign-{campaign}", incident.id)
}
