//! The stages of looking for attempts to get in, in order. Services in, attempts and campaigns out;
//! incidents are not known yet.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::addresses::addresses;
use super::class::Class;
use super::describe::{Member, describe};
use super::group::{Group, groups};
use super::join::Ties;
use super::lists::listing;
use super::logins::{Answer, Logins, logins};
use super::marks::Marks;
use super::nothing::Nothing;
use super::own::{self, Page};
use super::probes::{Probe, probes};
use super::reading::numbers::Numbers;
use super::reading::{self, Exempt, Ground, Reading};
use super::rules::Rules;
use super::shots::{shot, shots};
use super::sources::Shot;
use super::succeeded::failing_since;
use super::{guesses, sigma, success};
use crate::ask::attempt::{Attempt, Attempts};
use crate::ask::service::{Names, Service};
use crate::base::time::HOUR_US;
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
    let exempt = Exempt::of(names);
    let marks = Marks::of(names, rules);
    let hits = (rules.sigma().len() > 0).then(|| rules.sigma().hits(services, names));
    let looked: Vec<Looked> = services
        .par_iter()
        .map(|service| {
            let marked = marks.rows(service);
            let nothing = Nothing::of(service, names, &marked, &subscribers);
            let marks = (&marks, marked.as_slice(), rules);
            let probes = probes(service, names, marks, (&subscribers, &exempt), &nothing);
            let probes = sigma::added(service, rules, hits.as_ref(), probes);
            let listing = listing(service, names, &subscribers, &exempt, (&nothing, &probes));
            Looked { probes, logins: logins(service, names, &subscribers), nothing, listing }
        })
        .collect();
    let (subs, exempt) = (&subscribers, &exempt);
    let scene = Scene { services, names, rules, subscribers: subs, looked: &looked, exempt };
    let shots = shots(&scene);
    let reasons = suspicions(&scene, &shots);
    let readings = readings(&scene, &shots);
    let own = payload_pages(&scene, &shots);
    let (hours, agents) = (hours(services), names.agents.len() > 1);
    let ties = Ties { rules, names, own: &own, hours, agents };
    let (groups, background) = groups(shots, &ties);
    let guesses = guesses::groups(services, &looked);
    let members = members(groups, guesses, readings);
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
    pub(super) looked: &'a [Looked],
    pub(super) exempt: &'a Exempt,
}

/// What was found in one service.
pub(super) struct Looked {
    pub(super) probes: Vec<Probe>,
    pub(super) logins: Logins,
    pub(super) nothing: Nothing,
    /// Sources that work off a list of words.
    pub(super) listing: BTreeSet<u32>,
}

/// Reasons to suspect success, by service and row.
pub(super) type Reasons = BTreeMap<(u32, u32), &'static str>;

fn suspicions(scene: &Scene<'_>, shots: &[Shot]) -> Reasons {
    let mut own: Vec<Vec<Shot>> = vec![Vec::new(); scene.services.len()];
    for shot in shots {
        if let Some(own) = own.get_mut(shot.service as usize) {
            own.push(*shot);
        }
    }
    let found: Vec<Vec<((u32, u32), &'static str)>> = own
        .par_iter()
        .zip(scene.services)
        .zip(scene.looked)
        .map(|((own, service), looked)| {
            let reasons = success::reasons(scene, service, &looked.nothing, own);
            let pairs = own.iter().zip(reasons);
            pairs.filter_map(|(shot, reason)| Some(((shot.service, shot.row), reason?))).collect()
        })
        .collect();
    found.into_iter().flatten().collect()
}

/// From the first request of all services to the last.
fn hours(services: &[Service]) -> f64 {
    let first = services.iter().filter_map(|service| service.arrival_us.first()).min();
    let last = services.iter().filter_map(|service| service.arrival_us.last()).max();
    first.zip(last).map_or(0.0, |(first, last)| (last - first) as f64 / HOUR_US as f64)
}

/// Pages of this site that payloads were sent to.
fn payload_pages(scene: &Scene<'_>, shots: &[Shot]) -> BTreeSet<Page> {
    let payload = |shot: &&Shot| {
        shot.class(scene.rules).is_some_and(Class::is_payload)
            && !own::is_everywhere(scene.names, shot.path)
    };
    let asked = shots.iter().filter(payload).map(|shot| (shot.service, shot.path)).collect();
    let sources = shots.iter().map(|shot| shot.subscriber).collect();
    own::served(scene.services, scene.subscribers, &asked, &sources)
}

/// Campaigns of reading: what is neither a probe nor a try to log in.
fn readings(scene: &Scene<'_>, shots: &[Shot]) -> Vec<Member> {
    let numbers = Numbers::of(scene.names);
    let mut taken: Vec<Vec<bool>> =
        scene.services.iter().map(|service| vec![false; service.len()]).collect();
    let take = |taken: &mut Vec<bool>, row: u32| {
        if let Some(taken) = taken.get_mut(row as usize) {
            *taken = true;
        }
    };
    for shot in shots {
        if let Some(taken) = taken.get_mut(shot.service as usize) {
            take(taken, shot.row);
        }
    }
    let of_service = |((index, service), (looked, taken)): Viewed<'_>| -> Vec<Member> {
        looked.logins.tries.iter().for_each(|one| take(taken, one.row));
        let (names, subscribers, nothing) = (scene.names, scene.subscribers, &looked.nothing);
        let exempt = scene.exempt;
        let ground = Ground { service, names, subscribers, nothing, exempt, taken };
        let found = reading::readings(&ground, &numbers);
        let shot = |row: u32| shot(index as u32, service, subscribers, row, None);
        let member =
            |Reading { class, rows }| Member::Readings(class, rows.into_iter().map(shot).collect());
        found.into_iter().map(member).collect()
    };
    let viewed = scene.services.par_iter().enumerate();
    let viewed = viewed.zip(scene.looked.par_iter().zip(taken.par_iter_mut()));
    let found: Vec<Vec<Member>> = viewed.map(of_service).collect();
    found.into_iter().flatten().collect()
}

/// A service with its index, what was found in it, and the rows taken.
type Viewed<'a> = ((usize, &'a Service), (&'a Looked, &'a mut Vec<bool>));

/// Groups of probes and of guesses, in order of start.
fn members(groups: Vec<Group>, guesses: Vec<Vec<Shot>>, readings: Vec<Member>) -> Vec<Member> {
    let probes = groups.into_iter().map(Member::Probes);
    let guesses = guesses.into_iter().map(Member::Guesses);
    let mut members: Vec<Member> = probes.chain(guesses).chain(readings).collect();
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
    let numbered = (1u32..)
        .zip(members)
        .flat_map(|(id, member)| member.shots().iter().map(move |shot| (shot, Some((id, member)))));
    let lone = background.iter().map(|shot| (shot, None));
    let mut rows: Vec<Attempt> = numbered
        .chain(lone)
        .filter(|(_, of)| !matches!(of, Some((_, Member::Guesses(_)))))
        .map(|(shot, of)| match of {
            Some((id, Member::Readings(class, _))) => read(scene, shot, class, id),
            of => probe(scene, shot, of.map(|(id, _)| id), reasons),
        })
        .collect();
    // Each guess with its campaign, and since when that fails.
    let of_guess: BTreeMap<(u32, u32), (u32, i64)> = (1u32..)
        .zip(members)
        .filter(|(_, member)| matches!(member, Member::Guesses(_)))
        .flat_map(|(id, member)| {
            let since_us = failing_since(scene, member.shots());
            member.shots().iter().map(move |shot| ((shot.service, shot.row), (id, since_us)))
        })
        .collect();
    for ((index, Looked { logins, .. }), service) in (0u32..).zip(scene.looked).zip(scene.services)
    {
        let tries = logins.tries.iter().zip(&logins.answers);
        rows.extend(tries.map(|(one, answer)| {
            let guess = of_guess.get(&(index, one.row));
            let at_us = service.arrival_us.get(one.row as usize).copied().unwrap_or(0);
            let after = guess.is_some_and(|(_, since_us)| at_us >= *since_us);
            log_in(index, one.row, *answer, (guess.map(|guess| guess.0), after))
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

/// A try. `of`: its campaign, and whether this has failed before.
fn log_in(service: u32, row: u32, answer: Answer, of: (Option<u32>, bool)) -> Attempt {
    let (campaign, after) = of;
    let (kind, class) = ("log_in", "log_in");
    let suspected = after && answer == Answer::Succeeded;
    let reason = suspected.then_some("let_in_after_failures");
    Attempt { service, row, kind, class, rule: None, answer: answer.name(), reason, campaign }
}

fn probe(scene: &Scene<'_>, shot: &Shot, campaign: Option<u32>, reasons: &Reasons) -> Attempt {
    let class = shot.class(scene.rules).map(Class::name);
    let reason = reasons.get(&(shot.service, shot.row)).copied();
    Attempt {
        service: shot.service,
        row: shot.row,
        kind: if class.is_some() { "probe" } else { "unknown_path" },
        class: class.unwrap_or("unknown_path"),
        rule: shot.number,
        answer: match reason {
            Some(_) => "suspected",
            None => answer(scene, shot),
        },
        reason,
        campaign,
    }
}

fn read(scene: &Scene<'_>, shot: &Shot, class: &'static str, campaign: u32) -> Attempt {
    let (service, row, answer) = (shot.service, shot.row, answer(scene, shot));
    let campaign = Some(campaign);
    Attempt { service, row, kind: "reading", class, rule: None, answer, reason: None, campaign }
}

fn answer(scene: &Scene<'_>, shot: &Shot) -> &'static str {
    let service = scene.services.get(shot.service as usize);
    let status = service.and_then(|service| service.status.get(shot.row as usize).copied());
    let answered = status.is_some_and(|status| (200..400).contains(&status));
    if answered { "answered" } else { "refused" }
}

/// Background by class, in order of class.
fn summed(rules: &Rules, background: &[Shot], reasons: &Reasons) -> Vec<Background> {
    let mut classes: BTreeMap<Option<Class>, Vec<&Shot>> = BTreeMap::new();
    for shot in background {
        let class = shot.class(rules);
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
