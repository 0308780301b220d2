//! Attempts to get in as `verdict.json` has them: the contract's entry of each kind, with its campaigns.

use super::shape::{Attempts, Background, Beside, Counted, Country, Intrusion, Span, Suspect};
use super::{citation, rounded, span};
use crate::base::account::Account;
use crate::judge::judgement::{IntrusionCampaign, Judgement};
use crate::tell::escape::printable;

/// One entry a kind.
pub(super) fn kinds(account: &Account, judgement: &Judgement) -> Vec<Intrusion> {
    let entry = |one: &crate::judge::judgement::Intrusion| {
        let Span { start, end } = span(one.window);
        let own = judgement.intrusion_campaigns.iter().filter(|c| c.kind == one.kind);
        Intrusion {
            kind: one.kind.name(),
            requests: one.requests,
            sources: one.sources,
            succeeded: one.succeeded,
            start,
            end,
            suspected: one.suspected,
            campaigns: own.map(|campaign| attempts(account, campaign)).collect(),
        }
    };
    judgement.intrusion.iter().map(entry).collect()
}

fn attempts(account: &Account, one: &IntrusionCampaign) -> Attempts {
    let Span { start, end } = span(one.window);
    let counted =
        |(name, requests): &(String, u64)| Counted { name: printable(name), requests: *requests };
    let country = |(country, share): &(String, f64)| Country {
        country: printable(country),
        share: rounded(*share),
    };
    Attempts {
        id: one.id,
        class: one.class,
        services: one.services.iter().map(|name| printable(name)).collect(),
        requests: one.requests,
        sources: one.sources,
        internal_sources: one.internal,
        start,
        end,
        aimed: one.aimed.clone(),
        succeeded: one.succeeded,
        failed: one.failed,
        let_in: one.let_in,
        paths: one.paths,
        signatures: one.rules.iter().map(counted).collect(),
        countries: one.countries.iter().map(country).collect(),
        suspected: one.suspected_requests,
        suspects: suspects(account, one),
        incidents: beside(one),
        citations: one.citations.iter().map(|cited| citation(account, cited)).collect(),
    }
}

fn suspects(account: &Account, one: &IntrusionCampaign) -> Vec<Suspect> {
    let suspect = |found: &crate::judge::judgement::Suspected| {
        let line = citation(account, &found.citation);
        Suspect {
            reason: found.reason,
            path: printable(&found.path),
            exhibit: line.exhibit,
            byte_offset: line.byte_offset,
        }
    };
    one.suspected.iter().map(suspect).collect()
}

fn beside(one: &IntrusionCampaign) -> Vec<Beside> {
    let beside = |beside: &crate::judge::judgement::Beside| Beside {
        incident: beside.incident,
        requests: beside.requests,
        share: rounded(beside.share),
        shared_sources: beside.shared_sources,
    };
    one.incidents.iter().map(beside).collect()
}

/// What belongs to no campaign.
pub(super) fn background(judgement: &Judgement) -> Vec<Background> {
    let entry = |one: &crate::judge::judgement::Background| Background {
        class: one.class,
        requests: one.requests,
        sources: one.sources,
        suspected: one.suspected,
    };
    judgement.background.iter().map(entry).collect()
}
