//! A case: which campaigns there were in a world, what was found in its log, and how the two go together.
//! In: what is known of each line, and what was found. Out: a plain record, one line of JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ask::service::Service;
use crate::judge::intrusion::Found;
use crate::rehearse::family::intrusion::IntrusionFamily;
use crate::rehearse::scenario::Scenario;

/// Attempts from which a campaign should be found.
const ATTEMPTS_LEAST: u64 = 20;

/// What is known of a line of the log.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Campaign, and its part there.
    pub(super) intrusion: Option<(u16, &'static str)>,
    /// For a log-in: was the password right?
    pub(super) right: Option<bool>,
}

impl Line {
    fn part(&self) -> &'static str {
        self.intrusion.map_or("", |(_, part)| part)
    }

    fn tries(&self) -> bool {
        matches!(self.part(), "attempt" | "success")
    }
}

/// One world, looked through.
#[derive(Debug, Clone, Serialize)]
pub struct IntrusionCase {
    /// Family.
    pub family: &'static str,
    /// Seed: with the family it gives the same world again.
    pub seed: u64,
    /// Was the family kept away from every repair?
    pub held_out: bool,
    /// Log format.
    pub format: &'static str,
    /// How the site lets people in.
    pub door: String,
    /// What it answers to addresses that do not exist.
    pub unknown: String,
    /// Lines.
    pub lines: u64,
    /// Campaigns of twenty attempts or more that there were.
    pub known: Vec<KnownCampaign>,
    /// Did anybody guess passwords, however few?
    pub guessed: bool,
    /// Campaigns that were found.
    pub found: Vec<FoundCampaign>,
    /// Suspected successes.
    pub suspects: Suspects,
    /// Answers to log-ins.
    pub log_ins: LogIns,
}

/// A campaign that was.
#[derive(Debug, Clone, Serialize)]
pub struct KnownCampaign {
    /// What it should be called.
    pub kind: &'static str,
    /// Lines of attempts.
    pub attempts: u64,
    /// Of these, those in campaigns that were found, by kind.
    pub called: BTreeMap<&'static str, u64>,
    /// Campaigns that it was parted into.
    pub parts: u64,
}

impl KnownCampaign {
    /// At least half of it was found.
    pub fn is_found(&self) -> bool {
        2 * self.called.values().sum::<u64>() >= self.attempts
    }

    /// At least half of it was found and called what it is.
    pub fn is_right(&self) -> bool {
        2 * self.called.get(self.kind).copied().unwrap_or(0) >= self.attempts
    }
}

/// A campaign that was found.
#[derive(Debug, Clone, Serialize)]
pub struct FoundCampaign {
    /// Kind.
    pub kind: &'static str,
    /// What is tried most.
    pub class: &'static str,
    /// Requests.
    pub requests: u64,
    /// Sources.
    pub sources: u64,
    /// Requests that belong to no campaign, large or small.
    pub foreign: u64,
}

/// Requests suspected of success, held against the truth.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Suspects {
    /// They worked and are suspected.
    pub right: u64,
    /// Suspected, and they did not work.
    pub wrong: u64,
    /// They worked and are not suspected.
    pub missed: u64,
}

/// Answers to log-ins, held against the truth.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct LogIns {
    /// Told rightly.
    pub right: u64,
    /// Told wrongly.
    pub wrong: u64,
    /// Not told.
    pub unclear: u64,
    /// Not taken for a log-in at all.
    pub unseen: u64,
}

impl IntrusionCase {
    /// Holds what was found against the truth. Rows of the frame are the lines of the one exhibit in their
    /// order: no line of a rehearsed log is rejected.
    pub(super) fn compare(
        (family, seed): (&IntrusionFamily, u64),
        scenario: &Scenario,
        lines: &[Line],
        services: &[Service],
        found: &Found,
    ) -> Self {
        let rows = rows(lines, services, found);
        Self {
            family: family.name,
            seed,
            held_out: family.held_out,
            format: scenario.format.name,
            door: format!("{:?}", scenario.site.door).to_lowercase(),
            unknown: format!("{:?}", scenario.site.unknown).to_lowercase(),
            lines: lines.len() as u64,
            known: known(scenario, lines, &rows, found),
            guessed: lines.iter().any(|line| line.right.is_some() && line.tries()),
            found: campaigns(lines, &rows, found),
            suspects: suspects(lines, &rows),
            log_ins: log_ins(lines, &rows),
        }
    }
}

/// What was found of a line.
#[derive(Debug, Clone, Copy, Default)]
struct Called {
    campaign: Option<u32>,
    suspected: bool,
    log_in: Option<&'static str>,
}

fn rows(lines: &[Line], services: &[Service], found: &Found) -> Vec<Called> {
    let mut rows = vec![Called::default(); lines.len()];
    for attempt in &found.attempts.rows {
        let service = services.get(attempt.service as usize);
        let row = service.and_then(|service| service.row.get(attempt.row as usize));
        let Some(called) = row.and_then(|row| rows.get_mut(*row as usize)) else { continue };
        called.campaign = called.campaign.or(attempt.campaign);
        called.suspected |= attempt.reason.is_some();
        if attempt.kind == "log_in" {
            called.log_in = Some(attempt.answer);
        }
    }
    rows
}

fn kinds(found: &Found) -> BTreeMap<u32, &'static str> {
    found.campaigns.iter().map(|one| (one.id, one.kind.name())).collect()
}

fn known(
    scenario: &Scenario,
    lines: &[Line],
    rows: &[Called],
    found: &Found,
) -> Vec<KnownCampaign> {
    let kinds = kinds(found);
    let one = |(number, intrusion): (u16, &crate::rehearse::scenario::Intrusion)| {
        let mut known = KnownCampaign {
            kind: intrusion.kind.expected(intrusion.list),
            attempts: 0,
            called: BTreeMap::new(),
            parts: 0,
        };
        let mut parts = std::collections::BTreeSet::new();
        let own = |line: &Line| line.tries() && line.intrusion.is_some_and(|of| of.0 == number);
        for (_, called) in lines.iter().zip(rows).filter(|(line, _)| own(line)) {
            known.attempts += 1;
            let Some(campaign) = called.campaign else { continue };
            parts.insert(campaign);
            *known.called.entry(kinds.get(&campaign).copied().unwrap_or("")).or_default() += 1;
        }
        known.parts = parts.len() as u64;
        known
    };
    let all = (1..).zip(&scenario.intrusions).map(one);
    all.filter(|known| known.attempts >= ATTEMPTS_LEAST).collect()
}

fn campaigns(lines: &[Line], rows: &[Called], found: &Found) -> Vec<FoundCampaign> {
    let mut foreign: BTreeMap<u32, u64> = BTreeMap::new();
    for (_, called) in lines.iter().zip(rows).filter(|(line, _)| line.intrusion.is_none()) {
        if let Some(campaign) = called.campaign {
            *foreign.entry(campaign).or_default() += 1;
        }
    }
    let one = |campaign: &crate::judge::judgement::IntrusionCampaign| FoundCampaign {
        kind: campaign.kind.name(),
        class: campaign.class,
        requests: campaign.requests,
        sources: campaign.sources,
        foreign: foreign.get(&campaign.id).copied().unwrap_or(0),
    };
    found.campaigns.iter().map(one).collect()
}

fn suspects(lines: &[Line], rows: &[Called]) -> Suspects {
    let mut suspects = Suspects::default();
    for (line, called) in lines.iter().zip(rows) {
        let works = line.part() == "success";
        suspects.right += u64::from(works && called.suspected);
        suspects.wrong += u64::from(!works && called.suspected);
        suspects.missed += u64::from(works && !called.suspected);
    }
    suspects
}

fn log_ins(lines: &[Line], rows: &[Called]) -> LogIns {
    let mut sums = LogIns::default();
    for (line, called) in lines.iter().zip(rows) {
        let Some(right) = line.right else { continue };
        match (called.log_in, right) {
            (Some("succeeded"), true) | (Some("failed"), false) => sums.right += 1,
            (Some("succeeded"), false) | (Some("failed"), true) => sums.wrong += 1,
            (Some(_), _) => sums.unclear += 1,
            (None, _) => sums.unseen += 1,
        }
    }
    sums
}
