//! What the site answers to a wrong and to a right password. Answers of one endpoint are sorted by
//! status and size; a kind of answer after which people try again is a failure, one after which they
//! go on to other pages is a success. Nothing is presumed of sizes or redirects: Django answers a
//! wrong password with 200 and a right one with 302, Moodle both with 303, an API both with 200.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use super::endpoint::Try;
use super::kinds::{Kind, kinds};
use super::teachers::Teachers;
use super::xmlrpc;
use crate::ask::service::{Names, Service};
use crate::base::time::MINUTE_US;
use crate::judge::profile::Subscribers;

/// What a try was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::judge::intrusion) enum Answer {
    /// Like a wrong password.
    Failed,
    /// Like a right one.
    Succeeded,
    /// Not told: a broken server, a size seen too rarely, a site that answers both alike.
    Unclear,
}

impl Answer {
    /// Its name in the table of attempts.
    pub(in crate::judge::intrusion) fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Succeeded => "succeeded",
            Self::Unclear => "unclear",
        }
    }
}

/// How soon after an answer the next step is taken for what it led to. People need a minute or two
/// to read, and to look up a password.
pub(in crate::judge) const NEXT_US: i64 = 10 * MINUTE_US;
/// Steps after an answer of one kind that one client and agent may show: a machine that tries a
/// thousand passwords must not teach what people do.
pub(in crate::judge) const TAUGHT_MAX: u8 = 3;
/// Steps from which a kind of answer is told.
pub(in crate::judge) const STEPS_MIN: u32 = 5;
/// Share of going on from which it is success; below one minus it, failure.
pub(in crate::judge) const GOES_ON: f64 = 0.6;
/// Where WordPress lets people in.
pub(super) const WP_LOGIN: &str = "/wp-login.php";
/// Statuses that refuse a password: bad request, unauthorised, forbidden, unprocessable, locked,
/// too many (RFC 9110, RFC 4918, RFC 6585).
pub(in crate::judge) const REFUSING: [i16; 6] = [400, 401, 403, 422, 423, 429];

/// The answer to each try.
pub(super) fn answers(
    service: &Service,
    names: &Names,
    subscribers: &Subscribers,
    endpoints: &BTreeSet<u32>,
    tries: &[Try],
) -> Vec<Answer> {
    let kinds = kinds(service, tries);
    let steps = Steps::of(service, names, subscribers, tries, &kinds);
    let labels: BTreeMap<Kind, Answer> =
        endpoints.iter().flat_map(|&endpoint| labels(names, endpoint, &steps.taken)).collect();
    let label = |kind: &Kind| labels.get(kind).copied().unwrap_or(Answer::Unclear);
    let known = |one: &Try| xmlrpc::answer(service, names, one);
    tries.iter().zip(&kinds).map(|(one, kind)| known(one).unwrap_or_else(|| label(kind))).collect()
}

/// What clients did after each kind of answer.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    tries: u32,
    again: u32,
    on: u32,
}

struct Steps {
    taken: BTreeMap<Kind, Taken>,
    teachers: Teachers,
}

/// A client with its agent: people behind one address mostly differ in it.
type Who = (u32, u32);

/// A try whose next step is not known yet.
struct Open {
    kind: Kind,
    row: usize,
    at_us: i64,
    elsewhere: bool,
}

impl Open {
    /// Can a request be what its answer led to? Its line then stands behind: servers write lines when
    /// requests end. Arrivals alone do not tell where stamps are whole seconds.
    fn leads_to(&self, service: &Service, row: usize) -> bool {
        let place =
            |row: usize| (service.exhibit.get(row).copied(), service.byte_offset.get(row).copied());
        let (before, after) = (place(self.row), place(row));
        before.0 != after.0 || before.1 < after.1
    }
}

impl Steps {
    fn of(
        service: &Service,
        names: &Names,
        subscribers: &Subscribers,
        tries: &[Try],
        kinds: &[Kind],
    ) -> Self {
        let trying: BTreeSet<u32> = tries.iter().map(|one| one.subscriber).collect();
        let clients =
            (0..names.clients.len() as u32 + 1).map(|c| trying.contains(&subscribers.get(c)));
        let trying: Vec<bool> = clients.collect();
        let teachers = Teachers::of(service, names, subscribers, (tries, &trying));
        let mut steps = Self { taken: BTreeMap::new(), teachers };
        let mut taught: HashMap<(Who, Kind), u8, foldhash::fast::FixedState> = HashMap::default();
        let mut open: HashMap<Who, Open, foldhash::fast::FixedState> = HashMap::default();
        let mut next = tries.iter().zip(kinds).peekable();
        for row in 0..service.len() {
            let Some(client) = service.client.get(row) else { continue };
            if !trying.get(*client as usize).copied().unwrap_or(true) {
                continue;
            }
            let who = (subscribers.get(*client), service.agent.get(row).copied().unwrap_or(0));
            let at_us = service.arrival_us.get(row).copied().unwrap_or(0);
            if let Some((_, kind)) = next.next_if(|(one, _)| one.row as usize == row) {
                if let Some(before) =
                    open.insert(who, Open { kind: *kind, row, at_us, elsewhere: false })
                {
                    let soon = at_us - before.at_us <= NEXT_US;
                    let again = soon && before.kind.0 == kind.0;
                    // The next step of a single sign-on is a log-in too, at another address.
                    let elsewhere = before.elsewhere || (soon && !again);
                    steps.close(who, &Open { elsewhere, ..before }, again, &mut taught);
                }
                steps.taken.entry(*kind).or_default().tries += 1;
            } else if let Some(one) = open.get_mut(&who) {
                let path = service.path.get(row).copied().unwrap_or(u32::MAX);
                let other = path != one.kind.0 && !names.is_asset(path);
                let soon = at_us - one.at_us <= NEXT_US;
                one.elsewhere |= other && soon && one.leads_to(service, row);
            }
        }
        let mut rest: Vec<(Who, Open)> = open.into_iter().collect();
        rest.sort_by_key(|(who, one)| (*who, one.at_us));
        for (who, one) in rest {
            steps.close(who, &one, false, &mut taught);
        }
        steps
    }

    fn close(
        &mut self,
        who: Who,
        one: &Open,
        again: bool,
        taught: &mut HashMap<(Who, Kind), u8, foldhash::fast::FixedState>,
    ) {
        if !self.teachers.may(who.0, one.kind.0) {
            return;
        }
        let lessons = taught.entry((who, one.kind)).or_default();
        if *lessons >= TAUGHT_MAX || (!again && !one.elsewhere) {
            return;
        }
        *lessons += 1;
        let taken = self.taken.entry(one.kind).or_default();
        if again { taken.again += 1 } else { taken.on += 1 }
    }
}

/// What all answers of an endpoint together tell of each.
struct Shape {
    tries: u32,
    /// Some are redirects, some pages.
    redirects: bool,
    pages: bool,
    /// Some are 401: then that is the wrong password.
    challenges: bool,
    /// People go on after some redirect; after some page.
    accepts_by_redirect: bool,
    accepts_by_page: bool,
    /// WordPress shows its form again with 200 and redirects on success.
    wordpress: bool,
}

impl Shape {
    fn of(own: &[(Kind, Taken)], path: &str) -> Self {
        let any = |is: &dyn Fn(i16, Taken) -> bool| own.iter().any(|(kind, t)| is(kind.1, *t));
        let goes_on = |taken: Taken| on_share(taken).is_some_and(|share| share >= GOES_ON);
        Self {
            tries: own.iter().map(|(_, taken)| taken.tries).sum(),
            redirects: any(&|status, _| is_redirect(status)),
            pages: any(&|status, _| status == 200),
            challenges: any(&|status, _| status == 401),
            accepts_by_redirect: any(&|status, taken| is_redirect(status) && goes_on(taken)),
            accepts_by_page: any(&|status, taken| (200..300).contains(&status) && goes_on(taken)),
            wordpress: path.ends_with(WP_LOGIN),
        }
    }

    fn accepts(&self) -> bool {
        self.accepts_by_redirect || self.accepts_by_page
    }

    /// A failure needs something that it differs from: a program that fetches a token every minute
    /// tries again too.
    fn answer(&self, status: i16, taken: Taken) -> Answer {
        if REFUSING.contains(&status) {
            return Answer::Failed;
        }
        if !(200..400).contains(&status) {
            return Answer::Unclear;
        }
        if self.wordpress {
            return if is_redirect(status) { Answer::Succeeded } else { Answer::Failed };
        }
        let form_again = status == 200 && self.redirects;
        match on_share(taken) {
            Some(share) if share >= GOES_ON => Answer::Succeeded,
            Some(share) if share <= 1.0 - GOES_ON && (self.accepts() || form_again) => {
                Answer::Failed
            }
            Some(_) if self.challenges => Answer::Succeeded,
            Some(_) => Answer::Unclear,
            None => self.unseen(status, taken),
        }
    }

    /// The answer of a kind after which too few were seen to do anything.
    fn unseen(&self, status: i16, taken: Taken) -> Answer {
        if self.challenges {
            return Answer::Succeeded;
        }
        if self.redirects && self.pages && !self.accepts_by_page {
            return if is_redirect(status) { Answer::Succeeded } else { Answer::Failed };
        }
        let nearly_all = f64::from(taken.tries) >= NEARLY_ALL * f64::from(self.tries);
        if nearly_all && self.accepts() { Answer::Failed } else { Answer::Unclear }
    }
}

/// Share of the tries of an endpoint from which one kind of answer, which nobody goes on after, is the
/// one to wrong passwords.
pub(in crate::judge) const NEARLY_ALL: f64 = 0.5;

/// Labels of the kinds of one endpoint.
fn labels(names: &Names, endpoint: u32, taken: &BTreeMap<Kind, Taken>) -> Vec<(Kind, Answer)> {
    let range = (endpoint, i16::MIN, 0)..=(endpoint, i16::MAX, u32::MAX);
    let own: Vec<(Kind, Taken)> = taken.range(range).map(|(kind, taken)| (*kind, *taken)).collect();
    let shape = Shape::of(&own, names.paths.get(endpoint as usize).map_or("", String::as_str));
    own.iter().map(|(kind, taken)| (*kind, shape.answer(kind.1, *taken))).collect()
}

fn is_redirect(status: i16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Share of those who went on among those who did anything; `None` for too few.
fn on_share(taken: Taken) -> Option<f64> {
    let steps = taken.again + taken.on;
    (steps >= STEPS_MIN).then(|| f64::from(taken.on) / f64::from(steps))
}
