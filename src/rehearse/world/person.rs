//! One visit: pages with thinking between them, static files and calls behind each page, a log-in, and
//! what people do when it fails: wait, press F5 with growing pauses, give up. In: the visit so far.
//! Out: what is asked next and when. It does not know the server, only outcomes.

use super::address::Who;
use super::random::{self, Rng, us};
use super::request::{Ask, Referer};
use super::site::{Target, VOCABULARY, assets_of};
use crate::rehearse::scenario::{Door, PersonKind, ServiceTimes, Session, Site};

/// Factor between the pauses before one new try and the next.
const PAUSE_GROWTH: f64 = 1.6;
/// Share of requests that a person stops within a second: a page left before it has come.
const CHANGE_OF_MIND: f64 = 0.002;
/// Share of page views that follow a dead link.
const DEAD_LINK: f64 = 0.004;
/// Share of its static files that a browser which was here before asks about; the rest it reuses.
const REVALIDATED: f64 = 0.35;

/// Calls of one page that stays open at most: a tab that is forgotten is put to sleep.
const POLLS_MOST: i64 = 500;

/// A visit in progress.
pub(super) struct Visit {
    pub(super) population: usize,
    pub(super) who: Who,
    /// What the log shows of it where it logs in by way of a gateway.
    pub(super) gateway: Option<Who>,
    pub(super) admitted: bool,
    /// Waiting pages seen.
    pub(super) reloads: u32,
    kind: PersonKind,
    rng: Rng,
    target: Target,
    referer: Referer,
    pages_left: u32,
    will_log_in: bool,
    signed_in: bool,
    /// Wrong passwords that will still be tried, once it is known.
    wrong_left: Option<u32>,
    returning: bool,
    tries: u32,
    tries_most: u32,
    /// Static files already in this visit's cache, one bit each.
    cached: u64,
}

/// A request that a page makes by itself, at a time after the page.
pub(super) struct Follower {
    pub(super) after_us: i64,
    pub(super) ask: Ask,
    pub(super) is_call: bool,
}

impl Visit {
    pub(super) fn new(
        (population, kind): (usize, PersonKind),
        (who, returning): (Who, bool),
        (session, site): (&Session, &Site),
        mut rng: Rng,
    ) -> Self {
        let app = kind == PersonKind::MobileApp;
        let deep_link = random::chance(&mut rng, 0.25);
        let elsewhere = random::chance(&mut rng, 0.45);
        let page = random::rank(&mut rng, site.pages, 2.5);
        Self {
            population,
            who,
            gateway: None,
            admitted: false,
            reloads: 0,
            kind,
            target: if app {
                Target::ApiSession
            } else {
                Target::Page(if deep_link { page } else { 0 })
            },
            referer: if elsewhere && !app { Referer::Elsewhere } else { Referer::None },
            pages_left: random::geometric(&mut rng, session.pages),
            will_log_in: !app && random::chance(&mut rng, session.login),
            signed_in: false,
            wrong_left: None,
            returning,
            tries: 1,
            tries_most: 1 + random::below(&mut rng, session.tries),
            cached: 0,
            rng,
        }
    }

    /// The request to send now.
    pub(super) fn ask(&mut self, session: &Session, times: &ServiceTimes) -> Ask {
        let leaves_early = random::chance(&mut self.rng, CHANGE_OF_MIND);
        let median = if leaves_early { 0.2 } else { session.patience_s };
        let patience_s = random::log_normal(&mut self.rng, median, 0.4);
        let what = (self.target, self.referer);
        let logs_in = matches!(self.target, Target::LoginForm(_) | Target::LoginPost { .. });
        let who = self.gateway.filter(|_| logs_in).unwrap_or(self.who);
        let mut ask = Ask::new(who, what, patience_s, times, &mut self.rng);
        ask.fresh = self.tries == 1 && self.reloads == 0;
        ask.admitted = self.admitted;
        ask.signed_in = self.signed_in;
        ask
    }

    /// After a failure: the pause before the next try, or `None` if the person gives up.
    pub(super) fn try_again(&mut self, session: &Session) -> Option<i64> {
        let nth = self.tries as i32 - 1;
        self.tries += 1;
        if self.kind == PersonKind::MobileApp {
            let pause_s = session.script_retry_s * session.script_backoff.powi(nth);
            return (self.tries <= session.script_tries).then(|| us(pause_s));
        }
        let pause_s = session.retry_s * PAUSE_GROWTH.powi(nth);
        let pause_us = us(random::log_normal(&mut self.rng, pause_s, 0.6));
        (self.tries <= self.tries_most).then_some(pause_us)
    }

    /// After a success: the time until the next request, or `None` if the visit is over.
    pub(super) fn go_on(&mut self, session: &Session, site: &Site) -> Option<i64> {
        self.tries = 1;
        if self.kind == PersonKind::MobileApp {
            return self.next_call(session);
        }
        let (target, wait_us) = self.next_page(session, site)?;
        self.referer = Referer::Site(self.target);
        self.target = target;
        Some(wait_us)
    }

    fn next_call(&mut self, session: &Session) -> Option<i64> {
        self.pages_left = self.pages_left.checked_sub(1)?;
        self.target = Target::Api(random::below(&mut self.rng, 3));
        self.referer = Referer::None;
        // The application's own timer: exact but for the telephone's scheduling.
        Some(us(session.think_s + 0.03 * random::uniform(&mut self.rng)))
    }

    fn next_page(&mut self, session: &Session, site: &Site) -> Option<(Target, i64)> {
        match self.target {
            Target::LoginForm(door) => return Some(self.enter(door, 8.0, session)),
            Target::LoginPost { right: true, .. } => {
                self.signed_in = true;
                return Some((Target::Page(1), us(0.06)));
            }
            Target::LoginPost { door, .. } => return self.once_more(door, session),
            Target::Form(page) => return Some((Target::Page(page), us(0.05))),
            _ => {}
        }
        if std::mem::take(&mut self.will_log_in) {
            let wait_us = us(random::log_normal(&mut self.rng, 3.0, 0.5));
            return Some((Target::LoginForm(site.door), wait_us));
        }
        self.pages_left = self.pages_left.checked_sub(1)?;
        let wait_us = us(random::log_normal(&mut self.rng, session.think_s, 0.9));
        Some((self.choose(session, site), wait_us))
    }

    /// Types a password, after so many seconds.
    fn enter(&mut self, door: Door, pause_s: f64, session: &Session) -> (Target, i64) {
        let wait_us = us(random::log_normal(&mut self.rng, pause_s, 0.5));
        let wrong = self.wrong_left;
        let wrong =
            wrong.unwrap_or_else(|| random::geometric(&mut self.rng, session.wrong_passwords));
        self.wrong_left = Some(wrong.saturating_sub(1));
        (Target::LoginPost { door, right: wrong == 0 }, wait_us)
    }

    /// After a wrong password: another try, or none.
    fn once_more(&mut self, door: Door, session: &Session) -> Option<(Target, i64)> {
        if random::chance(&mut self.rng, session.gives_up) {
            return None;
        }
        match door {
            Door::Redirect => Some((Target::LoginForm(door), us(0.05))),
            _ => Some(self.enter(door, 12.0, session)),
        }
    }

    fn choose(&mut self, session: &Session, site: &Site) -> Target {
        let kind = random::uniform(&mut self.rng);
        let page = random::rank(&mut self.rng, site.pages, 2.5);
        if kind < DEAD_LINK {
            Target::Missing(page)
        } else if kind < DEAD_LINK + session.search {
            Target::Search(page % VOCABULARY)
        } else if kind < DEAD_LINK + session.search + session.forms {
            Target::Form(page)
        } else {
            Target::Page(page)
        }
    }

    /// Loses the files it holds.
    pub(super) fn forget(&mut self) {
        self.cached = 0;
    }

    /// Its random numbers from here on.
    pub(super) fn stream(&self) -> Rng {
        self.rng.clone()
    }

    /// What a page that has come asks for by itself.
    pub(super) fn followers(
        &mut self,
        session: &Session,
        site: &Site,
        times: &ServiceTimes,
    ) -> Vec<Follower> {
        let page = match self.target {
            Target::Page(page) => page,
            Target::LoginForm(_) | Target::Search(_) => 0,
            _ => return Vec::new(),
        };
        let mut followers: Vec<_> =
            assets_of(site, page).filter_map(|asset| self.file(asset, times)).collect();
        followers.extend((0..session.api_per_page).map(|call| self.call(call, session, times)));
        followers
    }

    /// What a page that stays open asks for again and again, exactly on its period.
    pub(super) fn polls(
        &mut self,
        open_us: i64,
        session: &Session,
        times: &ServiceTimes,
    ) -> Vec<Follower> {
        let Some(period_us) = session.poll_s.map(us) else { return Vec::new() };
        let count = (open_us / period_us).min(POLLS_MOST);
        let poll =
            |nth: i64| Follower { after_us: nth * period_us, ..self.call(0, session, times) };
        (1..=count).map(poll).collect()
    }

    fn file(&mut self, asset: u32, times: &ServiceTimes) -> Option<Follower> {
        let bit = 1_u64 << (asset % 64);
        let known = self.cached & bit != 0;
        self.cached |= bit;
        let asks = !self.returning || random::chance(&mut self.rng, REVALIDATED);
        if known || !asks {
            return None;
        }
        let what = (Target::Asset(asset), Referer::Site(self.target));
        let mut ask = Ask::new(self.who, what, 30.0, times, &mut self.rng);
        ask.conditional = self.returning;
        let after_us = us(0.04 + 0.35 * random::uniform(&mut self.rng));
        Some(Follower { after_us, ask, is_call: false })
    }

    fn call(&mut self, call: u32, session: &Session, times: &ServiceTimes) -> Follower {
        let what = (Target::Api(call), Referer::Site(self.target));
        let ask = Ask::new(self.who, what, session.patience_s, times, &mut self.rng);
        let after_us = us(0.25 + 0.1 * f64::from(call) + 0.1 * random::uniform(&mut self.rng));
        Follower { after_us, ask, is_call: true }
    }
}
