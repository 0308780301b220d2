//! What became of each request, seen from its client: served, failed, or told to wait.
//!
//! Status alone misleads in three ways, and each is handled here: a page that is broken every day is
//! no outage (habitual failures), browsers open connections that they do not use (408 without a
//! request), and a waiting page answers 200.

mod habitual;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::ask::service::{NO_STATUS, NO_TEXT, Names, Service};
use crate::base::time::HOUR_US;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It got an answer that is the site's own (also 3xx, 404 and the like).
    Served,
    /// Refused, broken or timed out: 5xx, 429; 408, 460 and 499 with a request line.
    Failed,
    /// A constant page in place of the usual answer: a waiting room or quota.
    Waiting,
}

impl Outcome {
    /// Did the client not get what it asked for?
    pub fn is_failure(self) -> bool {
        self != Self::Served
    }
}

/// A path fails in an hour if at least this share of its requests do: a few clients that leave early
/// (499, half a per cent on an ordinary day) do not make a page broken.
pub(in crate::judge) const HABITUAL_FAILS: f64 = 0.2;
/// A path counts as habitually failing if it fails in at least this share of its hours in which the
/// rest of the service was healthy…
pub(in crate::judge) const HABITUAL_SHARE: f64 = 0.5;
/// …and these hours lie at least this far apart: a day, so that no single outage can be habitual.
pub(in crate::judge) const HABITUAL_SPAN_US: i64 = 24 * HOUR_US;
/// The rest of a service is healthy in an hour if fewer than this share of its other requests fail.
pub(in crate::judge) const HEALTHY_REST: f64 = 0.05;

/// The service without idle connections, and how many there were. Browsers open connections ahead of
/// need; nginx logs those that bring no request as `"-" 400 0`, Apache as `"-" 408`. They are lines
/// of the log and stay in every count of requests, but they are no demand.
pub fn without_idle(service: &Service) -> (Cow<'_, Service>, u64) {
    let asks = |i: usize| {
        service.method[i] != NO_TEXT
            || service.path[i] != NO_TEXT
            || !matches!(service.status[i], NO_STATUS | 400 | 408)
    };
    let idle = (0..service.len()).filter(|&i| !asks(i)).count();
    if idle == 0 {
        return (Cow::Borrowed(service), 0);
    }
    let kept: Vec<usize> = (0..service.len()).filter(|&i| asks(i)).collect();
    (Cow::Owned(service.select(&kept)), idle as u64)
}

/// The outcome of every request of a service.
pub fn outcomes(service: &Service, names: &Names) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> =
        (0..service.len()).into_par_iter().map(|i| by_status(service, i)).collect();
    for i in habitual::habitual(service, &outcomes) {
        outcomes[i] = Outcome::Served;
    }
    for i in waiting(service, names, &outcomes) {
        outcomes[i] = Outcome::Waiting;
    }
    outcomes
}

fn by_status(service: &Service, i: usize) -> Outcome {
    match service.status[i] {
        429 | 500..=599 => Outcome::Failed,
        // Without a request line these are idle connections, not somebody's failure.
        408 | 460 | 499 if service.path[i] != NO_TEXT && service.method[i] != NO_TEXT => {
            Outcome::Failed
        }
        _ => Outcome::Served,
    }
}

/// Counts of one bucket of time: its number, requests, and those of them that are looked for.
type Bucket = (i64, f64, f64);

/// Counts a request in the last bucket, or in a new one: rows come in order of arrival.
fn count(buckets: &mut Vec<Bucket>, bucket: i64, wanted: bool) {
    match buckets.last_mut() {
        Some(last) if last.0 == bucket => {
            last.1 += 1.0;
            last.2 += f64::from(wanted);
        }
        _ => buckets.push((bucket, 1.0, f64::from(wanted))),
    }
}

/// The bucket of that number, if anything is in it.
fn find(buckets: &[Bucket], bucket: i64) -> Option<Bucket> {
    let at = buckets.binary_search_by_key(&bucket, |found| found.0).ok()?;
    buckets.get(at).copied()
}

/// Ten minutes: long enough to see a share, short enough that a brief waiting room stands out.
pub(in crate::judge) const WAITING_BUCKET_US: i64 = HOUR_US / 6;
/// A waiting page makes up at least this share of the answers of its worst ten minutes…
pub(in crate::judge) const WAITING_SHARE: f64 = 0.2;
/// …of at least so many requests…
pub(in crate::judge) const WAITING_REQUESTS: f64 = 50.0;
/// …and less than this share of all answers at other times (evidence T29: absent or rare before).
pub(in crate::judge) const WAITING_RARE: f64 = 0.005;
/// Other sizes that the same paths had given before, in at least so many answers.
pub(in crate::judge) const WAITING_HISTORY: usize = 10;

/// By method code: does it read? Pages are read; what is sent (a log-in) is answered with a constant
/// redirection every day.
fn reading(names: &Names) -> Vec<bool> {
    names.methods.iter().map(|method| matches!(method.as_str(), "GET" | "HEAD")).collect()
}

/// Answers whose constant size replaces the varied sizes that the same paths give at other times.
fn waiting(service: &Service, names: &Names, outcomes: &[Outcome]) -> Vec<usize> {
    let reading = reading(names);
    let reads = |method: u32| reading.get(method as usize).copied().unwrap_or(true);
    let is_page = |i: usize| {
        matches!(service.status[i], 200 | 202 | 302 | 303 | 307)
            && service.bytes[i] > 0
            && !outcomes[i].is_failure()
            && reads(service.method[i])
            && service.path[i] != NO_TEXT
            && !names.is_asset(service.path[i])
    };
    let bucket = |i: usize| service.arrival_us[i].div_euclid(WAITING_BUCKET_US);
    let rows = (0..service.len()).into_par_iter();
    let pages: Vec<u32> = rows.filter(|&i| is_page(i)).map(|i| i as u32).collect();
    let parts: Vec<&[u32]> =
        pages.chunk_by(|a, b| bucket(*a as usize) == bucket(*b as usize)).collect();
    // Few templates are frequent in any bucket; only those are followed through all of them.
    let mut sizes: BTreeMap<Template, Vec<Bucket>> = parts
        .par_iter()
        .flat_map_iter(|part| frequent(service, part))
        .map(|template| (template, Vec::new()))
        .collect();
    if sizes.is_empty() {
        return Vec::new();
    }
    let mut totals = Vec::new();
    for i in pages.iter().map(|&i| i as usize) {
        count(&mut totals, bucket(i), false);
        if let Some(buckets) = sizes.get_mut(&template(service, i)) {
            count(buckets, bucket(i), false);
        }
    }
    let all: f64 = totals.iter().map(|(_, requests, _)| requests).sum();
    sizes.retain(|_, buckets| stands_out(buckets, &totals, all));
    let apart = |buckets: &[Bucket]| -> BTreeSet<i64> {
        buckets.iter().filter(|found| is_much(found, &totals)).map(|found| found.0).collect()
    };
    let found = sizes.into_iter().map(|(of, buckets)| (of, apart(&buckets)));
    found.flat_map(|(of, apart)| replaced(service, &pages, of, &apart)).collect()
}

/// What a waiting page always is: its status and its size.
type Template = (i16, i64);

fn template(service: &Service, i: usize) -> Template {
    (service.status[i], service.bytes[i])
}

/// Templates that can each make up [`WAITING_SHARE`] of a bucket: no more than its inverse.
const FREQUENT_MAX: usize = (1.0 / WAITING_SHARE) as usize;

/// The templates that make up [`WAITING_SHARE`] of the pages of a bucket.
fn frequent(service: &Service, bucket: &[u32]) -> Vec<Template> {
    let total = bucket.len() as f64;
    if total < WAITING_REQUESTS {
        return Vec::new();
    }
    let all = || bucket.iter().map(|&i| template(service, i as usize));
    let candidates = candidates(all()).map(|(template, _)| template);
    let mut counts = [0_u32; FREQUENT_MAX];
    for template in all() {
        for (count, candidate) in counts.iter_mut().zip(&candidates) {
            *count += u32::from(*candidate == template);
        }
    }
    let counted = candidates.into_iter().zip(counts);
    let frequent = counted.filter(|(_, count)| f64::from(*count) >= WAITING_SHARE * total);
    frequent.map(|(template, _)| template).collect()
}

/// With each candidate what is left of its votes: every template that makes up more than one part in
/// [`FREQUENT_MAX`] + 1 is among them (Misra & Gries 1982), without sorting and in one pass.
fn candidates(all: impl Iterator<Item = Template>) -> [(Template, usize); FREQUENT_MAX] {
    let mut held = [((0, 0), 0); FREQUENT_MAX];
    for template in all {
        if let Some(same) = held.iter_mut().find(|held| held.1 > 0 && held.0 == template) {
            same.1 += 1;
        } else if let Some(free) = held.iter_mut().find(|held| held.1 == 0) {
            *free = (template, 1);
        } else {
            held.iter_mut().for_each(|held| held.1 -= 1);
        }
    }
    held
}

/// `all` is the sum of `totals`.
fn stands_out(buckets: &[Bucket], totals: &[Bucket], all: f64) -> bool {
    let (mut inside, mut outside, mut outside_total) = (false, 0.0, all);
    for &(bucket, count, _) in buckets {
        let (_, total, _) = find(totals, bucket).unwrap_or_default();
        if count >= WAITING_SHARE * total && total >= WAITING_REQUESTS {
            inside = true;
        }
        if is_much(&(bucket, count, 0.0), totals) {
            outside_total -= total
        } else {
            outside += count
        }
    }
    inside && outside_total > 0.0 && outside <= WAITING_RARE * outside_total
}

/// Is it that answer, but for two hundredths of its size: a token, a name?
fn is_alike(service: &Service, i: usize, (status, size): Template) -> bool {
    service.status[i] == status && (service.bytes[i] - size).abs() * 50 <= size
}

/// Is a template much of a bucket? Fading in and out of the waiting room belongs to it.
fn is_much(found: &Bucket, totals: &[Bucket]) -> bool {
    let (_, total, _) = find(totals, found.0).unwrap_or_default();
    found.1 >= WAITING_SHARE / 4.0 * total
}

/// Share of a path's answers at other times from which an answer is its usual one: a log-in form is of one size every
/// day, and guessing passwords makes it frequent.
pub(in crate::judge) const WAITING_USUAL: f64 = 0.1;

/// Rows with that answer, on paths that usually give another; `apart` are the buckets in which it is frequent.
fn replaced(service: &Service, pages: &[u32], of: Template, apart: &BTreeSet<i64>) -> Vec<usize> {
    let pages = || pages.iter().map(|&i| i as usize);
    let is_same = |&i: &usize| template(service, i) == of;
    let mut usual: BTreeMap<u32, (f64, f64)> =
        pages().filter(is_same).map(|i| (service.path[i], (0.0, 0.0))).collect();
    let bucket = |i: usize| service.arrival_us[i].div_euclid(WAITING_BUCKET_US);
    for i in pages().filter(|&i| !apart.contains(&bucket(i))) {
        if let Some((same, all)) = usual.get_mut(&service.path[i]) {
            *same += f64::from(is_alike(service, i, of));
            *all += 1.0;
        }
    }
    usual.retain(|_, (same, all)| *same <= WAITING_USUAL * *all);
    let paths: BTreeSet<u32> = usual.into_keys().collect();
    let same: Vec<usize> =
        pages().filter(is_same).filter(|&i| paths.contains(&service.path[i])).collect();
    let other_sizes = pages()
        .filter(|&i| paths.contains(&service.path[i]))
        .filter(|&i| !is_alike(service, i, of))
        .count();
    let keeps_out = other_sizes >= WAITING_HISTORY && keeps_many_out(service, pages(), &same);
    if keeps_out { same } else { Vec::new() }
}

/// Clients that a waiting page keeps out at least, and their share of those who come meanwhile: a
/// page that one program reloads is no waiting room.
pub(in crate::judge) const WAITING_CLIENTS: usize = 5;
/// The share.
pub(in crate::judge) const WAITING_CLIENT_SHARE: f64 = 0.2;
/// The most that the eagerest of them may make up of its answers.
pub(in crate::judge) const WAITING_EAGEREST: f64 = 0.3;

fn keeps_many_out(service: &Service, pages: impl Iterator<Item = usize>, same: &[usize]) -> bool {
    let bucket = |i: usize| service.arrival_us[i].div_euclid(WAITING_BUCKET_US);
    let buckets: BTreeSet<i64> = same.iter().map(|&i| bucket(i)).collect();
    let came = pages.filter(|&i| buckets.contains(&bucket(i)));
    let came: BTreeSet<u32> = came.map(|i| service.client[i]).collect();
    let mut waited: BTreeMap<u32, f64> = BTreeMap::new();
    for &i in same {
        *waited.entry(service.client[i]).or_default() += 1.0;
    }
    let eagerest = waited.values().copied().fold(0.0, f64::max);
    waited.len() >= WAITING_CLIENTS
        && eagerest <= WAITING_EAGEREST * same.len() as f64
        && waited.len() as f64 >= WAITING_CLIENT_SHARE * came.len() as f64
}

#[cfg(test)]
mod tests {
    use super::super::sample::World;
    use super::*;

    fn failures(world: &World) -> usize {
        let (service, names) = world.build();
        outcomes(&service, &names).iter().filter(|outcome| outcome.is_failure()).count()
    }

    #[test]
    fn a_frequent_template_is_among_the_candidates_whatever_comes_between() {
        // One in five is the same, spread evenly among others of which no two are equal.
        let all = (0..1000).map(|k| if k % 5 == 4 { (503, 700) } else { (200, k) });
        assert!(
            candidates(all).iter().any(|(template, votes)| *template == (503, 700) && *votes > 0)
        );
    }

    #[test]
    fn idle_connections_are_no_demand() {
        let mut world = World::default();
        world.ask(0.0, "192.0.2.1", "", 408).ask(1.0, "192.0.2.1", "", 400);
        world.ask(2.0, "192.0.2.1", "/", 200).ask(3.0, "192.0.2.1", "/", 408);
        let (service, _) = world.build();
        let (kept, idle) = without_idle(&service);
        assert_eq!((kept.len(), idle), (2, 2));
    }

    #[test]
    fn who_left_before_the_answer_was_failed_whatever_the_product_writes() {
        let mut world = World::default();
        for (k, status) in [200, 404, 408, 460, 499].into_iter().enumerate() {
            world.ask(k as f64, "192.0.2.1", "/", status);
        }
        assert_eq!(failures(&world), 3);
    }

    #[test]
    fn a_page_that_is_broken_every_day_is_no_outage() {
        let mut world = World::default();
        for hour in 0..72 {
            let at = f64::from(hour) * 3600.0;
            world.ask(at, "192.0.2.1", "/cron", 499).ask(at + 60.0, "192.0.2.2", "/", 200);
        }
        assert_eq!(failures(&world), 0);
    }

    #[test]
    fn an_outage_of_some_hours_is_not_a_habit() {
        let mut world = World::default();
        for hour in 0..72 {
            let at = f64::from(hour) * 3600.0;
            let broken = (30..36).contains(&hour);
            world.ask(at, "192.0.2.1", "/search", if broken { 500 } else { 200 });
            world.ask(at + 60.0, "192.0.2.2", "/", 200);
        }
        assert_eq!(failures(&world), 6);
    }

    /// A site whose pages vary in size; for ten minutes everybody gets 700 bytes instead.
    fn waiting_room(clients: i64) -> World {
        let mut world = World::default();
        for k in 0..600i64 {
            let (client, page) = (format!("192.0.2.{}", k % 50), format!("/page/{}", k % 5));
            world.ask(k as f64 * 10.0, &client, &page, 200).sized(4000 + k * 7);
        }
        for k in 0..60i64 {
            let (client, page) =
                (format!("198.51.100.{}", k % clients), format!("/page/{}", k % 5));
            world.ask(6600.0 + k as f64 * 9.0, &client, &page, 200).sized(700);
        }
        world
    }

    #[test]
    fn a_constant_page_in_place_of_the_usual_ones_keeps_people_out() {
        assert_eq!(failures(&waiting_room(20)), 60);
    }

    #[test]
    fn a_form_of_one_size_that_many_ask_for_is_no_waiting_room() {
        let mut world = waiting_room(20);
        for row in world.rows.iter_mut().filter(|row| row.at_s >= 6600.0) {
            row.path = Some(String::from("/login"));
        }
        for k in 0..40 {
            let at = 60.0 + f64::from(k) * 150.0;
            // One in four that are let in at once gets something else.
            let size = if k % 4 == 0 { 5000 + i64::from(k) } else { 700 };
            world.ask(at, &format!("192.0.2.{k}"), "/login", 200).sized(size);
        }
        world.rows.sort_by(|a, b| a.at_s.total_cmp(&b.at_s));
        assert_eq!(failures(&world), 0);
    }

    #[test]
    fn a_page_that_one_program_reloads_is_no_waiting_room() {
        assert_eq!(failures(&waiting_room(1)), 0);
    }
}
