//! `indicators.stix.json`: a STIX 2.1 bundle of the addresses of hostile campaigns and of campaigns of
//! attempts to get in, for threat platforms.
//! One indicator an address, one grouping a campaign, the tool as identity, TLP:AMBER and a statement as
//! markings. Same case, same bytes: identifiers are UUIDv5 of the exhibits' digests, and the last time
//! stamp of the logs stands for the time of creation. It holds nothing of an incident whose cause is
//! not named, no internal address, and no threat actor: it never says who controlled an address. Where the report
//! bears pseudonyms it holds no address at all.

mod intrusion;
mod uuid;

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::{Value, json};

use super::Writer;
use crate::base::net::is_internal;
use crate::base::time::DAY_US;
use crate::error::{Error, Kind, Result};
use crate::judge::judgement::{Cause, Hypothesis, Incident, Indicator};
use crate::tell::Report;
use crate::tell::document::hostile::concluded;
use crate::tell::document::strength;
use crate::tell::escape::printable;

/// The STIX writer.
pub const WRITER: Writer =
    Writer { name: "stix", file_name: Some("indicators.stix.json"), localised: false, write };

/// Addresses of one campaign at most, those with most requests: platforms load a bundle whole. The CSV
/// has all.
const ADDRESSES_MAX: usize = 5_000;
/// How long after its last request an address is held for hostile: dynamic addresses are given to others
/// from one day to the next.
const VALID_US: i64 = DAY_US;
/// TLP:AMBER (STIX 2.1 §7.2.1.4): for the recipient's organisation and its clients.
const TLP_AMBER: &str = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82";
const STATEMENT: &str = "Addresses of automated traffic that afflux calls hostile, and of attempts to get \
                         in, from archived access logs. An address is not a person and says nothing about who controlled it. No \
                         calibration is claimed for the strength of evidence.";

fn write(report: &Report<'_>) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(&bundle(report)).map_err(|source| {
        Error::new(Kind::Case, "cannot write indicators.stix.json").because(source)
    })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// What all objects of a bundle share.
struct Maker {
    /// Digests of the exhibits: what names are made of.
    seed: String,
    created: String,
    identity: String,
    statement: String,
}

impl Maker {
    fn of(report: &Report<'_>) -> Self {
        let exhibits = &report.account.exhibits;
        let digests: Vec<&str> = exhibits.iter().map(|one| one.sha256.as_str()).collect();
        let last = exhibits.iter().filter_map(|one| one.span_us).map(|(_, last)| last).max();
        let version = report.account.version;
        Self {
            seed: digests.join(" "),
            created: stamp(last.unwrap_or(0)),
            identity: format!("identity--{}", uuid::uuid(&format!("afflux {version}"))),
            statement: format!("marking-definition--{}", uuid::uuid(STATEMENT)),
        }
    }

    fn id(&self, kind: &str, name: &str) -> String {
        format!("{kind}--{}", uuid::uuid(&format!("{kind} {} {name}", self.seed)))
    }

    /// An object with what every domain object has.
    fn object(&self, kind: &str, name: &str, own: Value) -> Value {
        let mut object = json!({
            "type": kind,
            "spec_version": "2.1",
            "id": self.id(kind, name),
            "created_by_ref": self.identity,
            "created": self.created,
            "modified": self.created,
            "lang": "en",
            "object_marking_refs": [TLP_AMBER, self.statement],
        });
        if let (Some(object), Value::Object(own)) = (object.as_object_mut(), own) {
            object.extend(own);
        }
        object
    }
}

fn bundle(report: &Report<'_>) -> Value {
    let maker = Maker::of(report);
    let mut objects =
        vec![identity(&maker, report.account.version), tlp_amber(), statement(&maker)];
    // An indicator is a pattern of an address: with pseudonyms there is nothing to tell.
    if report.context.pseudonyms.is_some() {
        return json!({ "type": "bundle", "id": maker.id("bundle", ""), "objects": objects });
    }
    let mut campaigns: BTreeMap<u32, Vec<(IpAddr, &Indicator)>> = BTreeMap::new();
    for one in &report.judgement.indicators {
        let address = one.address.parse::<IpAddr>().ok().filter(|address| !is_internal(*address));
        campaigns.entry(one.campaign).or_default().extend(address.map(|address| (address, one)));
    }
    for (campaign, sources) in campaigns.into_iter().filter(|(_, sources)| !sources.is_empty()) {
        if let Some(incident) = concluded(&report.judgement.incidents, campaign) {
            objects.extend(grouped(&maker, incident, campaign, &sources));
        }
    }
    objects.extend(intrusion::objects(&maker, report));
    json!({ "type": "bundle", "id": maker.id("bundle", ""), "objects": objects })
}

/// The indicators of a campaign, then the grouping that holds them together.
fn grouped(
    maker: &Maker,
    incident: &Incident,
    campaign: u32,
    sources: &[(IpAddr, &Indicator)],
) -> Vec<Value> {
    let listed = sources.iter().take(ADDRESSES_MAX);
    let mut objects: Vec<Value> =
        listed.map(|(address, one)| indicator(maker, incident, *address, one)).collect();
    let refs: Vec<Value> = objects.iter().filter_map(|one| one.get("id").cloned()).collect();
    let description = format!(
        "Sources that act alike in an incident of {} ({}): {} of {} addresses, those with most requests.",
        printable(&incident.service),
        incident.cause.name(),
        refs.len(),
        sources.len(),
    );
    objects.push(maker.object(
        "grouping",
        &campaign.to_string(),
        json!({
            "name": format!("Campaign {campaign}, incident {}", incident.id),
            "description": description,
            "context": "suspicious-activity",
            "object_refs": refs,
        }),
    ));
    objects
}

fn indicator(maker: &Maker, incident: &Incident, address: IpAddr, one: &Indicator) -> Value {
    let description = format!(
        "{} requests of automated traffic called hostile{}. An address is not a person.",
        one.requests,
        if is_causal(incident) { "" } else { ", not named as the cause of the incident" },
    );
    maker.object(
        "indicator",
        &format!("{} {address}", one.campaign),
        json!({
            "name": address.to_string(),
            "description": description,
            "indicator_types": ["malicious-activity"],
            "pattern": pattern(address),
            "pattern_type": "stix",
            "pattern_version": "2.1",
            "valid_from": stamp(one.first_us),
            "valid_until": stamp(one.last_us.saturating_add(VALID_US)),
            "confidence": confidence(incident),
        }),
    )
}

/// An address that was parsed holds no quote that could end the pattern.
fn pattern(address: IpAddr) -> String {
    let kind = if address.is_ipv4() { "ipv4-addr" } else { "ipv6-addr" };
    format!("[{kind}:value = '{address}']")
}

fn is_causal(incident: &Incident) -> bool {
    matches!(incident.cause, Cause::Attack | Cause::AttackAndOverload)
}

/// STIX 2.1, appendix A, scale None/Low/Med/High, from the verbal band of the evidence for attack. What
/// was there without being the cause is low.
fn confidence(incident: &Incident) -> u8 {
    let attack = incident.hypotheses.iter().find(|one| one.hypothesis == Hypothesis::Attack);
    let support = attack.map_or(0.0, |one| one.log10_lr);
    match strength::band(support.max(0.0)).key {
        _ if !is_causal(incident) => 15,
        "none" | "weak" => 15,
        "moderate" | "moderately_strong" => 50,
        _ => 85,
    }
}

fn identity(maker: &Maker, version: &str) -> Value {
    json!({
        "type": "identity",
        "spec_version": "2.1",
        "id": maker.identity,
        "created": maker.created,
        "modified": maker.created,
        "name": format!("afflux {version}"),
        "identity_class": "system",
    })
}

fn tlp_amber() -> Value {
    json!({
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP_AMBER,
        "created": "2017-01-20T00:00:00.000Z",
        "definition_type": "tlp",
        "name": "TLP:AMBER",
        "definition": { "tlp": "amber" },
    })
}

fn statement(maker: &Maker) -> Value {
    json!({
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": maker.statement,
        "created": maker.created,
        "created_by_ref": maker.identity,
        "definition_type": "statement",
        "definition": { "statement": STATEMENT },
    })
}

/// RFC 3339 with milliseconds, as STIX 2.1 §2.16 shows time stamps. Outside of the calendar, the epoch.
fn stamp(instant_us: i64) -> String {
    let instant =
        jiff::Timestamp::from_microsecond(instant_us).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{instant:.3}")
}
