//! Attempts to get in as STIX: one indicator an address, one grouping a campaign. A report in, objects
//! out. An attempt is no success, and no object says that one was.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::{Value, json};

use super::{ADDRESSES_MAX, Maker, VALID_US, pattern, stamp};
use crate::base::net::is_internal;
use crate::judge::judgement::{Indicator, IntrusionCampaign, IntrusionKind};
use crate::tell::Report;
use crate::tell::escape::printable;

/// STIX 2.1, appendix A, scale None/Low/Med/High.
const LOW: u8 = 15;
const MEDIUM: u8 = 50;
const HIGH: u8 = 85;

/// The objects of all campaigns, in order of number.
pub(super) fn objects(maker: &Maker, report: &Report<'_>) -> Vec<Value> {
    let mut sources: BTreeMap<u32, Vec<(IpAddr, &Indicator)>> = BTreeMap::new();
    for one in &report.judgement.intrusion_indicators {
        let address = one.address.parse::<IpAddr>().ok().filter(|address| !is_internal(*address));
        sources.entry(one.campaign).or_default().extend(address.map(|address| (address, one)));
    }
    let campaigns = report.judgement.intrusion_campaigns.iter();
    let own = |one: &IntrusionCampaign| sources.get(&one.id).filter(|list| !list.is_empty());
    campaigns.filter_map(|one| Some(grouped(maker, one, own(one)?))).flatten().collect()
}

fn grouped(
    maker: &Maker,
    campaign: &IntrusionCampaign,
    sources: &[(IpAddr, &Indicator)],
) -> Vec<Value> {
    let listed = sources.iter().take(ADDRESSES_MAX);
    let mut objects: Vec<Value> =
        listed.map(|(address, one)| indicator(maker, campaign, *address, one)).collect();
    let refs: Vec<Value> = objects.iter().filter_map(|one| one.get("id").cloned()).collect();
    let services: Vec<String> = campaign.services.iter().map(|name| printable(name)).collect();
    let description = format!(
        "Attempts to get in at {}: {} ({}). {} of {} addresses, those with most requests. An attempt is no success.",
        services.join(", "),
        campaign.kind.name(),
        campaign.class,
        refs.len(),
        sources.len(),
    );
    objects.push(maker.object(
        "grouping",
        &format!("intrusion {}", campaign.id),
        json!({
            "name": format!("Attempts {}, {}", campaign.id, campaign.kind.name()),
            "description": description,
            "context": "suspicious-activity",
            "object_refs": refs,
        }),
    ));
    objects
}

fn indicator(
    maker: &Maker,
    campaign: &IntrusionCampaign,
    address: IpAddr,
    one: &Indicator,
) -> Value {
    let kind = match campaign.kind {
        IntrusionKind::ContentScraping => "anomalous-activity",
        _ => "malicious-activity",
    };
    maker.object(
        "indicator",
        &format!("intrusion {} {address}", campaign.id),
        json!({
            "name": address.to_string(),
            "description": format!(
                "{} attempts to get in: {} ({}). An address is not a person.",
                one.requests, campaign.kind.name(), campaign.class
            ),
            "indicator_types": [kind],
            "pattern": pattern(address),
            "pattern_type": "stix",
            "pattern_version": "2.1",
            "valid_from": stamp(one.first_us),
            "valid_until": stamp(one.last_us.saturating_add(VALID_US)),
            "confidence": confidence(campaign, one),
        }),
    )
}

/// Attempts from which an address stands for itself, not only for the company it keeps.
const OWN: u64 = 20;

/// What is read from requests themselves is high, what rests on how often log-ins failed is middling;
/// an address that is known only by the company it keeps, and reading, are low.
fn confidence(campaign: &IntrusionCampaign, one: &Indicator) -> u8 {
    match campaign.kind {
        IntrusionKind::ContentScraping => LOW,
        IntrusionKind::CredentialStuffing if one.requests < OWN => LOW,
        IntrusionKind::CredentialStuffing => MEDIUM,
        IntrusionKind::VulnerabilityScan | IntrusionKind::ExploitProbe => HIGH,
    }
}
