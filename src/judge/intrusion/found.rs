//! The stages of looking for attempts to get in, in order. Services in, attempts and campaigns out;
//! incidents are not known yet.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::addresses::addresses;
use super::class::Class;
use super::describe::{Member, describe};
use super::group::{Group, groups};
use super::logins::{Answer, Logins, logins};
use super::marks::Marks;
use super::probes::{PROBING, Probe, probes, refused};
use super::rules::{Number, Rules};
use super::sources::Shot;
use super::{guesses, sigma, success};
use crate::ask::attempt::{Attempt, Attempts};
use crate::ask::service::{Names, Service};
use crate::judge::judgement::{Background, Indicator, IntrusionCampaign};
use crate::judge::profile::Subscribers;

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Every attempt and every log-in.
    pub attempts: Attempts,
    /// Campaigns, in order of start; without their place beside incidents.
    pub campaigns: Vec<IntrusionCampaign>,
    /// What belongs to none.
    pub background: Vec<Background>,
    /// The addresses of the campaigns.
    pub indicators: Vec<Indicator>,
    /// Who client codes belong to.
    pub(super) subscribers: Subscribers,
}

/// Looks for attempts in every service of a run.
pub fn find(services: &[Service], names: &Names, rules: &Rules) -> Found {
    let subscribers = Subscribers::of(names);
    let marks = Marks::of(names, rules);
    let hits = (rules.sigma().len() > 0).then(|| rules.sigma().hits(services, names));
    let looked: Vec<(Vec<Probe>, Logins)> = services
        .par_iter()
        .map(|service| {
            let probes = probes(service, &marks, rules, &subscribers);
            let probes = sigma::added(service, rules, hits.as_ref(), probes);
            (probes, logins(service, names, &subscribers))
        })
        .collect();
    let shots = shots(services, &looked, rules, &subscribers);
    let reasons = suspicions(services, rules, &subscribers, &shots);
    let (groups, background) = groups(shots, rules, names);
    let guesses = guesses::groups(services, &looked);
    let members = members(groups, guesses);
    let scene = Scene { services, names, rules, subscribers: &subscribers, looked: &looked };
    let found = assemble(&scene, &members, &background, &reasons);
    let indicators = addresses(&scene, &members);
    Found { subscribers, indicators, ..found }
}

/// What describing needs.
pub(super) struct Scene<'a> {
    pub(super) services: &'a [Service],
    pub(super) names: &'a Names,
    pub(super) rules: &'a Rules,
    pub(super) subscribers: &'a Subscribers,
    pub(super) looked: &'a [(Vec<Probe>, Logins)],
}

/// Reasons to suspect success, by service and row.
pub(super) type Reasons = BTreeMap<(u32, u32), &'static str>;

fn shot(
    index: u32,
    service: &Service,
    subscribers: &Subscribers,
    row: u32,
    number: Option<Number>,
) -> Shot {
    let at = row as usize;
    Shot {
        service: index,
        row,
        at_us: service.arrival_us.get(at).copied().unwrap_or(0),
        subscriber: service.client.get(at).map_or(0, |client| subscribers.get(*client)),
        agent: service.agent.get(at).copied().unwrap_or(0),
        path: service.path.get(at).copied().unwrap_or(u32::MAX),
        number,
    }
}

/// Probes, and what else was refused to sources that scan.
fn shots(
    services: &[Service],
    looked: &[(Vec<Probe>, Logins)],
    rules: &Rules,
    subscribers: &Subscribers,
) -> Vec<Shot> {
    let mut shots: Vec<Shot> = (0..)
        .zip(services)
        .zip(looked)
        .flat_map(|((index, service), (probes, _))| {
            probes.iter().map(move |p| shot(index, service, subscribers, p.row, Some(p.number)))
        })
        .collect();
    let scanning = scanning(&shots, rules);
    let further: Vec<Vec<Shot>> = (0u32..)
        .zip(services)
        .zip(looked)
        .map(|((index, service), (probes, _))| {
            let known = |row: u32| probes.binary_search_by_key(&row, |p| p.row).is_ok();
            let scans = |row: &u32| {
                let client = service.client.get(*row as usize);
                client.is_some_and(|client| scanning.contains(&subscribers.get(*client)))
            };
            let no = |row: &u32| service.status.get(*row as usize).is_some_and(|s| refused(*s));
            let rows =
                (0..service.len() as u32).filter(|row| no(row) && scans(row) && !known(*row));
            rows.map(|row| shot(index, service, subscribers, row, None)).collect()
        })
        .collect();
    shots.extend(further.into_iter().flatten());
    shots
}

/// Sources that match several signatures: their other requests for what does not exist are part of it.
fn scanning(shots: &[Shot], rules: &Rules) -> BTreeSet<u32> {
    let mut numbers: BTreeMap<u32, BTreeSet<Number>> = BTreeMap::new();
    for shot in shots {
        let of_source = numbers.entry(shot.subscriber).or_default();
        of_source.extend(shot.number.filter(|_| of_source.len() < PROBING));
    }
    let tool = |number: &Number| rules.get(*number).is_some_and(|r| r.class == Class::ScannerTool);
    numbers.retain(|_, numbers| numbers.len() >= PROBING || numbers.iter().any(tool));
    numbers.into_keys().collect()
}

fn suspicions(
    services: &[Service],
    rules: &Rules,
    subscribers: &Subscribers,
    shots: &[Shot],
) -> Reasons {
    let by_service = |index: u32| -> Vec<Shot> {
        shots.iter().filter(|shot| shot.service == index).copied().collect()
    };
    let found: Vec<Vec<((u32, u32), &'static str)>> = services
        .par_iter()
        .enumerate()
        .map(|(index, service)| {
            let own = by_service(index as u32);
            let reasons = success::reasons(service, subscribers, rules, &own);
            let pairs = own.iter().zip(reasons);
            pairs.filter_map(|(shot, reason)| Some(((shot.service, shot.row), reason?))).collect()
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// Groups of probes and of guesses, in order of start.
fn members(groups: Vec<Group>, guesses: Vec<Vec<Shot>>) -> Vec<Member> {
    let probes = groups.into_iter().map(Member::Probes);
    let mut members: Vec<Member> = probes.chain(guesses.into_iter().map(Member::Guesses)).collect();
    members.sort_by_key(|member| {
        member.shots().first().map(|shot| (shot.at_us, shot.service, shot.row))
    });
    members
}

fn assemble(
    scene: &Scene<'_>,
    members: &[Member],
    background: &[Shot],
    reasons: &Reasons,
) -> Found {
    let campaigns: Vec<IntrusionCampaign> =
        (1..).zip(members).map(|(id, member)| describe(scene, id, member, reasons)).collect();
    let numbered = (1u32..).zip(members).flat_map(|(id, member)| {
        member
            .shots()
            .iter()
            .map(move |shot| (shot, Some(id), matches!(member, Member::Guesses(_))))
    });
    let lone = background.iter().map(|shot| (shot, None, false));
    let mut rows: Vec<Attempt> = numbered
        .chain(lone)
        .filter(|(_, _, guess)| !guess)
        .map(|(shot, campaign, _)| probe(scene, shot, campaign, reasons))
        .collect();
    let of_guess: BTreeMap<(u32, u32), u32> = (1u32..)
        .zip(members)
        .filter(|(_, member)| matches!(member, Member::Guesses(_)))
        .flat_map(|(id, member)| member.shots().iter().map(move |s| ((s.service, s.row), id)))
        .collect();
    for (index, (_, logins)) in (0u32..).zip(scene.looked) {
        let tries = logins.tries.iter().zip(&logins.answers);
        rows.extend(tries.map(|(one, answer)| {
            log_in(index, one.row, *answer, of_guess.get(&(index, one.row)).copied())
        }));
    }
    rows.sort_by_key(|row| (row.service, row.row, row.kind == "log_in"));
    let ids = scene.rules.signatures().iter().map(|signature| signature.id.clone());
    Found {
        attempts: Attempts { rows, rules: ids.collect() },
        campaigns,
        background: summed(scene.rules, background, reasons),
        ..Found::default()
    }
}

fn log_in(service: u32, row: u32, answer: Answer, campaign: Option<u32>) -> Attempt {
    let (kind, class) = ("log_in", "log_in");
    let suspected = campaign.is_some() && answer == Answer::Succeeded;
    let reason = suspected.then_some("let_in_after_failures");
    Attempt { service, row, kind, class, rule: None, answer: answer.name(), reason, campaign }
}

fn probe(scene: &Scene<'_>, shot: &Shot, campaign: Option<u32>, reasons: &Reasons) -> Attempt {
    let class =
        shot.number.and_then(|number| scene.rules.get(number)).map(|rule| rule.class.name());
    let reason = reasons.get(&(shot.service, shot.row)).copied();
    let status = scene
        .services
        .get(shot.service as usize)
        .and_then(|service| service.status.get(shot.row as usize).copied())
        .unwrap_or_default();
    Attempt {
        service: shot.service,
        row: shot.row,
        kind: if class.is_some() { "probe" } else { "unknown_path" },
        class: class.unwrap_or("unknown_path"),
        rule: shot.number,
        answer: match reason {
            Some(_) => "suspected",
            None if (200..400).contains(&status) => "answered",
            None => "refused",
        },
        reason,
        campaign,
    }
}

/// Background by class, in order of class.
fn summed(rules: &Rules, background: &[Shot], reasons: &Reasons) -> Vec<Background> {
    let mut classes: BTreeMap<Option<Class>, Vec<&Shot>> = BTreeMap::new();
    for shot in background {
        let class = shot.number.and_then(|number| rules.get(number)).map(|rule| rule.class);
        classes.entry(class).or_default().push(shot);
    }
    let sum = |(class, shots): (Option<Class>, Vec<&Shot>)| {
        let sources: BTreeSet<u32> = shots.iter().map(|shot| shot.subscriber).collect();
        let suspected = |shot: &&&Shot| reasons.contains_key(&(shot.service, shot.row));
        Background {
            class: class.map_or("unknown_path", Class::name),
            requests: shots.len() as u64,
            sources: sources.len() as u64,
            suspected: shots.iter().filter(suspected).count() as u64,
        }
    };
    classes.into_iter().map(sum).collect()
}
