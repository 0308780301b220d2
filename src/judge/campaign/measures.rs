//! What is measured of a group of clients, against the clients of the baseline. In: members and habits.
//! Out: shares, ratios and medians; what they mean is said in `reasons`.

use hashbrown::HashMap;

use crate::ask::service::NO_TEXT;
use crate::base::class::AgentClass;
use crate::base::stats::proportion::{share, wilson};
use crate::base::stats::spread::median;

use super::super::fingerprint::{
    Fingerprint, insists, is_changing, is_regular, is_shared, is_stubborn, is_tireless,
};
use super::super::forgetting::forgets;
use super::super::outcome::Outcome;
use super::super::profile::{Profile, agent_class, asset};
use super::Scene;
use super::busting::busting;
use super::evenness::unevenness;
use super::habits::{
    BARE_CLIENTS, BARE_EACH, Habits, PAGES_MIN, heedless, hosting, own_pages, served_browsers,
    served_pages,
};
use super::lingering::{LINGERING_MIN, steps};

/// Measures of a group; `None` where the log or the baseline does not allow one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Measures {
    /// Requests of the group.
    pub requests: f64,
    /// Clients of the group.
    pub clients: f64,
    /// Served pages that the group's browsers follow up with no asset, over all pages served to
    /// browsers in the incident.
    pub bare_pages: Option<f64>,
    /// What the baseline lets expect of that share.
    pub usual_bare_pages: Option<f64>,
    /// Members that were served [`BARE_SERVED`] pages and never fetched an asset, over all browsers that
    /// were served as many.
    pub bare_clients: Option<f64>,
    /// What the baseline lets expect of that share.
    pub usual_bare_clients: Option<f64>,
    /// Share of requests without a referer, where the group has one target.
    pub unreferred: Option<f64>,
    /// The same of that page in the baseline.
    pub usual_unreferred: Option<f64>,
    /// Share of requests by members with gaps like a clock's.
    pub regular: f64,
    /// Share of requests by members that go on failing where people stop.
    pub stubborn: f64,
    /// How far polling is usual: the share of a group's pages that the baseline's clients poll; of programs
    /// the share of requests in the baseline by clients of the same kind that ask again and again.
    pub usual_polling: f64,
    /// Median busiest minute of members over the usual 99th percentile.
    pub peak_ratio: Option<f64>,
    /// Median requests of members for their commonest page over the median of usual clients.
    pub repeat_ratio: Option<f64>,
    /// Share of pages on the commonest path.
    pub top_share: f64,
    /// Distinct queries on that path per request for it.
    pub busting: Option<f64>,
    /// The same in the baseline.
    pub usual_busting: Option<f64>,
    /// Share of requests with impossible or ever-changing agents.
    pub forged: f64,
    /// Share of members that the baseline does not know.
    pub absent: Option<f64>,
    /// Requests per minute of this fingerprint in the baseline over those now.
    pub habitual: Option<f64>,
    /// Share of requests from hosting and anonymising networks.
    pub hosting: Option<f64>,
    /// The same in the baseline.
    pub usual_hosting: Option<f64>,
    /// Distinct paths per page asked for.
    pub breadth: f64,
    /// Share of answers 404.
    pub not_found: f64,
    /// Share of requests that only read.
    pub reads: f64,
    /// Share of members that go from page to page, with assets or referers.
    pub navigates: f64,
    /// Referers that do not name the page the client was at, over all that name pages of the site.
    pub false_referers: Option<f64>,
    /// The same in the baseline, upper bound of its 95 % interval.
    pub usual_false_referers: Option<f64>,
    /// Pages asked for again at once although they had been given, over all that were given.
    pub insisting: Option<f64>,
    /// The same in the baseline, among clients of the same kind where there are enough.
    pub usual_insisting: Option<f64>,
    /// Interquartile range of what members ask for of their own accord over the square root of its median: 1.35 for
    /// sources that ask independently at one rate, far more for people.
    pub unevenness: Option<f64>,
    /// Of the pages asked for after a failure: the share that were others than the one that failed.
    pub heedless: Option<f64>,
    /// The same of the incident's clients that browse, upper bound of its 95 % interval.
    pub usual_heedless: Option<f64>,
    /// Times that members went back to their target after it was given, over all steps of the incident's
    /// clients from there: a group of one target is chosen by going nowhere else, all clients are not.
    pub lingering: Option<f64>,
    /// The share of such steps in the baseline, or of the baseline's clients in the incident if that is more, upper
    /// bound of its 95 % interval.
    pub usual_lingering: Option<f64>,
    /// Is it known that who was given a page was still there?
    pub lingering_told: bool,
    /// Files fetched again that had been given just before, over all that members fetch, if they forget in a crowd.
    pub forgets: Option<f64>,
    /// Share of members that play back recordings, if they do in a crowd.
    pub replays: Option<f64>,
    /// Of the steps that these took again and that failed one of both times: the share after which they went on alike.
    pub unmoved: Option<f64>,
    /// Of those that forget or play back recordings: the pages that the median member asks for over those that 99 % of usual clients stay
    /// below.
    pub length_ratio: Option<f64>,
    /// Is it made of those that forget or play back recordings?
    pub scripted: bool,
    /// Signs of what is sent that a hostile group of the same page shows too, if it is one for that.
    pub shared_marks: f64,
}

/// Measures a group and the baseline clients of the same fingerprint.
pub(super) fn measure(
    scene: &Scene,
    habits: &Habits,
    fingerprint: Fingerprint,
    members: &[&Profile],
    past: &[&Profile],
) -> Measures {
    let requests = total(members, Profile::requests);
    let insisting = insisting_of(members);
    let insists = insisting.is_some_and(|share| share >= INSISTING);
    let pages = total(members, |p| p.pages);
    let by = |keep: &dyn Fn(&Profile) -> bool| {
        let kept: Vec<&Profile> = members.iter().copied().filter(|p| keep(p)).collect();
        share(total(&kept, Profile::requests), requests).unwrap_or(0.0)
    };
    let browser = fingerprint.agent == AgentClass::Browser;
    // Users of an application share an agent: behind an operator's address nothing tells how many ask. And
    // an application asks by its own clock, served or not.
    let single = fingerprint.agent != AgentClass::MobileApp;
    let clients = members.len() as f64;
    let busting = busting(scene, habits, fingerprint, members);
    let unknown = members.iter().filter(|p| !habits.known.contains(&p.subscriber)).count() as f64;
    Measures {
        requests,
        clients,
        bare_pages: bare_pages(scene, habits, members).filter(|_| browser),
        usual_bare_pages: usual_bare_pages(habits).filter(|_| browser),
        bare_clients: bare_clients(scene, habits, members).filter(|_| browser),
        usual_bare_clients: habits.bare_clients.filter(|_| browser),
        unreferred: share(requests - total(members, |p| p.referred), requests)
            .filter(|_| fingerprint.target != NO_TEXT),
        usual_unreferred: habits.unreferred.get(&fingerprint.target).copied(),
        regular: by(&|p| single && is_regular(p)),
        stubborn: by(&|p| single && (is_stubborn(p) || (browser && is_tireless(p)))),
        usual_polling: usual_polling(scene, habits, fingerprint, members, past),
        peak_ratio: peak_ratio(members, habits).filter(|_| single),
        repeat_ratio: repeat_ratio(scene, habits, members, fingerprint, insists).filter(|_| single),
        top_share: share(on_top(members, fingerprint), pages).unwrap_or(0.0),
        busting: busting.now,
        usual_busting: busting.usual,
        forged: by(&|p| is_changing(p) || agent_class(scene.names, p) == AgentClass::Impossible),
        absent: (habits.minutes > 0.0).then(|| unknown / clients),
        habitual: habitual(scene, fingerprint, requests, past),
        hosting: hosting(scene, members.iter().copied()),
        usual_hosting: habits.hosting,
        breadth: breadth(scene, members),
        not_found: not_found(scene, members),
        reads: share(total(members, |p| p.reads), requests).unwrap_or(0.0),
        navigates: members.iter().filter(|p| navigates(p)).count() as f64 / clients,
        false_referers: false_referers(members.iter().copied()).map(|(value, _)| value),
        usual_false_referers: habits.false_referers,
        insisting: insisting.filter(|_| single),
        usual_insisting: insisting_of(past).or(habits.insisting),
        unevenness: unevenness(scene, habits, members, fingerprint, insists).filter(|_| single),
        heedless: heedless(scene, &habits.polled, members.iter().copied()).map(|(value, _)| value),
        usual_heedless: habits.heedless,
        lingering: lingering(scene, habits, fingerprint, members),
        usual_lingering: usual_lingering(habits, fingerprint.target),
        lingering_told: habits.marks_leaving
            || habits.control.lingering(fingerprint.target).is_some(),
        forgets: share(total(members, |p| p.files.again), total(members, |p| p.files.fetched))
            .filter(|_| fingerprint.forgets),
        replays: fingerprint.replays.then_some(1.0),
        unmoved: scene.replays.now.mixed.share().filter(|_| fingerprint.replays),
        length_ratio: length_ratio(members, habits).filter(|_| fingerprint.is_scripted()),
        scripted: fingerprint.is_scripted(),
        shared_marks: 0.0,
    }
}

pub(super) fn total(profiles: &[&Profile], pick: impl Fn(&Profile) -> u32) -> f64 {
    profiles.iter().map(|profile| f64::from(pick(profile))).sum()
}

/// Requests for the commonest path: of each member, or of all where each has one of its own.
fn on_top(members: &[&Profile], fingerprint: Fingerprint) -> f64 {
    if !fingerprint.scattered {
        return total(members, |p| p.top_path_requests);
    }
    let mut paths: HashMap<u32, f64> = HashMap::new();
    for member in members {
        *paths.entry(member.top_path).or_default() += f64::from(member.top_path_requests);
    }
    paths.into_values().fold(0.0, f64::max)
}

fn bare_clients(scene: &Scene, habits: &Habits, members: &[&Profile]) -> Option<f64> {
    let (bare, _) = served_browsers(scene, members.iter().copied());
    share(bare, habits.browsers).filter(|_| habits.marks_leaving && bare >= BARE_CLIENTS)
}

fn bare_pages(scene: &Scene, habits: &Habits, members: &[&Profile]) -> Option<f64> {
    let telling = members.iter().copied();
    let told = habits.marks_leaving || habits.control.bare_pages.is_some();
    let telling = telling.filter(|p| told || p.pages_given >= BARE_EACH);
    let (bare, _) = served_pages(scene, telling);
    share(bare, habits.browser_pages).filter(|_| bare >= PAGES_MIN)
}

/// Where the log does not tell who had left, those whom the baseline knows show how many had.
fn usual_bare_pages(habits: &Habits) -> Option<f64> {
    let control = habits.control.bare_pages.filter(|_| !habits.marks_leaving);
    habits.bare_pages.map(|usual| usual.max(control.unwrap_or(0.0)))
}

/// How far polling is usual. Of browsers: the share of their pages that is usually polled; elsewhere
/// on the site nobody does. Programs are compared with all of their class, and not by what they ask for:
/// when a service fails, they get no further than its first page.
fn usual_polling(
    scene: &Scene,
    habits: &Habits,
    fingerprint: Fingerprint,
    members: &[&Profile],
    past: &[&Profile],
) -> f64 {
    if fingerprint.agent == AgentClass::Browser {
        let rows = members.iter().flat_map(|member| &member.rows);
        let polled = rows.filter(|row| habits.polled.contains(&scene.service.path[**row as usize]));
        return share(polled.count() as f64, total(members, |p| p.pages)).unwrap_or(0.0);
    }
    let alike = |p: &&Profile| agent_class(scene.names, p) == fingerprint.agent;
    polling(past).max(polling(&scene.baseline.iter().filter(alike).collect::<Vec<_>>()))
}

fn polling(past: &[&Profile]) -> f64 {
    let polling: Vec<&Profile> = past.iter().copied().filter(|p| insists(p)).collect();
    let requests = |profiles: &[&Profile]| total(profiles, Profile::requests);
    share(requests(&polling), requests(past)).unwrap_or(0.0)
}

fn peak_ratio(members: &[&Profile], habits: &Habits) -> Option<f64> {
    let single = members.iter().filter(|p| !is_shared(p));
    let peaks = single.map(|p| f64::from(p.peak_minute)).collect();
    Some(median(peaks)? / habits.peak_minute.filter(|&usual| usual > 0.0)?)
}

/// Pages below which no visit is a long one.
pub(in crate::judge) const LONG_MIN: f64 = 20.0;

fn length_ratio(members: &[&Profile], habits: &Habits) -> Option<f64> {
    let pages = median(members.iter().map(|member| own_pages(member)).collect())?;
    let usual = habits.pages.filter(|&usual| usual > 0.0)?;
    (pages >= LONG_MIN).then(|| pages / usual)
}

/// Requests for one page in an incident below which asking again is no more than impatience.
pub(in crate::judge) const REPEATS_MIN: f64 = 12.0;

/// Share of waiting pages among a group's answers, from which how often it asked for one page is not measured.
pub(in crate::judge) const WAITED: f64 = 0.3;

fn repeat_ratio(
    scene: &Scene,
    habits: &Habits,
    members: &[&Profile],
    fingerprint: Fingerprint,
    insists: bool,
) -> Option<f64> {
    let single = members.iter().filter(|p| !is_shared(p));
    let repeats = median(single.map(|p| own(p, insists)).collect())?;
    let usual = usual(habits, fingerprint).filter(|&usual| usual > 0.0)?;
    (repeats >= REPEATS_MIN && !waited(scene, members)).then(|| repeats / usual)
}

/// Was a large part of what a group got waiting pages, which reload by themselves?
fn waited(scene: &Scene, members: &[&Profile]) -> bool {
    let rows = || members.iter().flat_map(|member| &member.rows).map(|row| *row as usize);
    let waited = rows().filter(|&row| scene.outcomes[row] == Outcome::Waiting).count() as f64;
    waited >= WAITED * rows().count() as f64
}

/// How often the median baseline client asks for its commonest page: for this page where enough do,
/// else for any; monitors aside. The median, because schools and companies behind one address ask
/// for it as often as they have people.
fn usual(habits: &Habits, fingerprint: Fingerprint) -> Option<f64> {
    habits.repeats.get(&fingerprint.target).copied().unwrap_or(habits.any_repeats)
}

/// Those that browse are compared with those that browse: a site's readers make no habit of what
/// never fetched an asset.
fn habitual(
    scene: &Scene,
    fingerprint: Fingerprint,
    requests: f64,
    past: &[&Profile],
) -> Option<f64> {
    let alike = |p: &&Profile| {
        scene.browsing.contains(&p.subscriber) == fingerprint.browses
            && (!fingerprint.forgets || forgets(p))
    };
    let alike: Vec<&Profile> = past.iter().copied().filter(alike).collect();
    let now = requests / scene.window.minutes() as f64;
    let then = total(&alike, Profile::requests) / scene.baseline_minutes;
    (scene.baseline_minutes > 0.0 && now > 0.0).then(|| then / now)
}

fn breadth(scene: &Scene, members: &[&Profile]) -> f64 {
    let rows = members.iter().flat_map(|member| &member.rows).map(|row| *row as usize);
    let mut pages: Vec<(u32, u32)> = rows
        .filter(|&row| !asset(scene.service, scene.names, row))
        .map(|row| (scene.service.path[row], scene.service.query[row]))
        .collect();
    let all = pages.len() as f64;
    pages.sort_unstable();
    pages.dedup();
    share(pages.len() as f64, all).unwrap_or(0.0)
}

fn not_found(scene: &Scene, members: &[&Profile]) -> f64 {
    let rows: Vec<u32> = members.iter().flat_map(|member| member.rows.iter().copied()).collect();
    let missing = rows.iter().filter(|row| scene.service.status[**row as usize] == 404).count();
    share(missing as f64, rows.len() as f64).unwrap_or(0.0)
}

/// Referers that name pages of the site, below which their truth is not measured.
pub(in crate::judge) const LINKS_MIN: f64 = 20.0;

/// Share of the referers that do not name the page the client was at, and its upper bound.
pub(super) fn false_referers<'a>(
    profiles: impl Iterator<Item = &'a Profile>,
) -> Option<(f64, f64)> {
    let (linked, unlinked) = profiles
        .filter(|profile| !is_shared(profile))
        .map(|profile| (f64::from(profile.linked), f64::from(profile.unlinked)))
        .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let measured = linked >= LINKS_MIN;
    share(unlinked, linked).filter(|_| measured).map(|value| (value, wilson(unlinked, linked).1))
}

/// Share of pages asked for again at once although they had been given, from which a group asks by its
/// own clock: outages make people and scripts try again, being served makes them stop. Where it does,
/// what it sends after failures is of its own accord, too.
pub(in crate::judge) const INSISTING: f64 = 0.6;

/// Pages given to a group, below which this is not measured.
pub(in crate::judge) const INSISTING_MIN: f64 = 20.0;

pub(super) fn insisting_of(profiles: &[&Profile]) -> Option<f64> {
    // Behind a shared address one person asks for what another was given.
    let single: Vec<&Profile> = profiles.iter().copied().filter(|p| !is_shared(p)).collect();
    let answered = total(&single, |p| p.answered);
    let again = total(&single, |p| p.unprovoked);
    share(again, answered).filter(|_| answered >= INSISTING_MIN)
}

/// Requests for its commonest page that a client makes of its own accord.
pub(super) fn own(profile: &Profile, insists: bool) -> f64 {
    f64::from(if insists { profile.top_path_requests } else { profile.top_path_unprovoked })
}

fn lingering(
    scene: &Scene,
    habits: &Habits,
    fingerprint: Fingerprint,
    members: &[&Profile],
) -> Option<f64> {
    let back = steps(scene, members.iter().copied()).get(&fingerprint.target)?.back;
    let all = habits.steps_now.get(&fingerprint.target)?.all;
    (back >= LINGERING_MIN).then(|| back / all)
}

fn usual_lingering(habits: &Habits, page: u32) -> Option<f64> {
    let usual = habits.steps.get(&page).and_then(|steps| steps.usual())?;
    Some(usual.max(habits.control.lingering(page).unwrap_or(0.0)))
}

fn navigates(profile: &Profile) -> bool {
    profile.paths >= 2 && (profile.closes || profile.referred > 0)
}
