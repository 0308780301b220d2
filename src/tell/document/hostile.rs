//! The campaigns called hostile, added up. An incident in, totals out; sources are counted once a
//! campaign, because campaigns do not share sources.

use std::collections::BTreeMap;

use crate::judge::judgement::{Campaign, Cause, Incident, Nature};

/// Totals over the hostile campaigns of an incident.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hostile {
    /// Requests.
    pub requests: u64,
    /// Distinct clients.
    pub sources: u64,
    /// Share of requests from outside the home country, where a place is known.
    pub foreign_share: Option<f64>,
    /// Countries by share of requests, largest first, then by code.
    pub countries: Vec<(String, f64)>,
    /// Numbers of the campaigns.
    pub campaigns: Vec<u32>,
}

/// The incident that a campaign belongs to, if its cause is named: what is not concluded accuses nobody.
pub fn concluded(incidents: &[Incident], campaign: u32) -> Option<&Incident> {
    let owns = |incident: &&Incident| incident.campaigns.iter().any(|one| one.id == campaign);
    incidents.iter().find(owns).filter(|incident| incident.cause != Cause::Inconclusive)
}

/// Totals over the hostile campaigns of an incident.
pub fn hostile(incident: &Incident) -> Hostile {
    let campaigns: Vec<&Campaign> =
        incident.campaigns.iter().filter(|one| one.nature == Nature::Hostile).collect();
    Hostile {
        requests: campaigns.iter().map(|one| one.requests).sum(),
        sources: campaigns.iter().map(|one| one.sources).sum(),
        foreign_share: foreign_share(&campaigns),
        countries: countries(&campaigns),
        campaigns: campaigns.iter().map(|one| one.id).collect(),
    }
}

fn foreign_share(campaigns: &[&Campaign]) -> Option<f64> {
    let known = campaigns.iter().filter_map(|one| Some((one.foreign_share?, one.requests as f64)));
    let (part, whole) = known.fold((0.0, 0.0), |(part, whole), (share, requests)| {
        (part + share * requests, whole + requests)
    });
    (whole > 0.0).then_some(part / whole)
}

fn countries(campaigns: &[&Campaign]) -> Vec<(String, f64)> {
    let total: f64 = campaigns.iter().map(|one| one.requests as f64).sum();
    let mut shares = BTreeMap::<&str, f64>::new();
    for campaign in campaigns {
        for (country, share) in &campaign.countries {
            *shares.entry(country).or_default() +=
                share * campaign.requests as f64 / total.max(1.0);
        }
    }
    let mut ordered: Vec<_> = shares.into_iter().map(|(c, share)| (c.to_owned(), share)).collect();
    ordered.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ordered
}
