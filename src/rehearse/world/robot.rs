//! Automated clients at work: when each asks and for what. In: a robot or attack of the scenario. Out:
//! its sources, each with a clock that does not wait for answers. It decides nothing about success.

use super::address::{Class, Who};
use super::random::{self, LONGEST_US, Rng, us};
use super::request::{Ask, Referer};
use super::site::{Target, VOCABULARY};
use crate::base::time::Window;
use crate::rehearse::scenario::{
    Attack, AttackKind, Instant, Robot, RobotKind, ServiceTimes, Site,
};

/// How long a crawler or monitor waits for an answer, seconds.
const CRAWLER_PATIENCE_S: f64 = 30.0;
/// How long a flooding tool does, seconds: from, and how much longer at most.
const TOOL_PATIENCE_S: (f64, f64) = (9.0, 4.0);
/// How far a tool's clock strays from its period, to either side.
const JITTER: f64 = 0.25;

/// How far a feed reader's does.
const READER_JITTER: f64 = 0.02;
/// Share of a feed reader's requests that only ask whether there is news.
const KNOWS_FEED: f64 = 0.9;

/// What a source is there for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Duty {
    Serve(RobotKind),
    LogIn { expires_us: i64 },
    Attack { kind: AttackKind, hold_us: i64, body_kib: u32 },
}

/// Work and rest by turns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pulse {
    on_us: i64,
    off_us: i64,
}

impl Pulse {
    pub(super) fn of(attack: &Attack) -> Option<Self> {
        attack.pulse_s.map(|[on, off]| Self { on_us: us(on), off_us: us(off) })
    }

    /// When a source begins within a turn: anywhere in its first period.
    pub(super) fn spread_us(self, period_us: f64, draw: f64) -> i64 {
        (period_us.min(self.on_us as f64) * draw) as i64
    }

    /// How long a source rests, if it does at a time since the attack began.
    pub(super) fn rest_us(self, since_us: i64) -> Option<i64> {
        let whole_us = self.on_us + self.off_us;
        let place_us = since_us.rem_euclid(whole_us);
        (place_us >= self.on_us).then_some(whole_us - place_us)
    }
}

/// One source at work.
pub(super) struct Source {
    pub(super) who: Who,
    pub(super) duty: Duty,
    rng: Rng,
    period_us: f64,
    window: Window,
    pulse: Option<Pulse>,
}

/// How a group of sources works.
#[derive(Debug, Clone, Copy)]
pub(super) struct Orders {
    pub(super) duty: Duty,
    pub(super) class: Class,
    pub(super) window: Window,
    pub(super) sources: u32,
    /// Between two requests of one source, microseconds.
    period_us: f64,
    ramp_us: f64,
    pulse: Option<Pulse>,
}

impl Orders {
    pub(super) fn serve(robot: &Robot, log: Window) -> Self {
        let start_us = robot.start.map_or(log.start_us, |start| start.us().max(log.start_us));
        let end_us = robot.end.map_or(log.end_us, |end| end.us().min(log.end_us));
        let class = match robot.kind {
            RobotKind::Monitor => Class::Monitor,
            RobotKind::Crawler => Class::Crawler,
            RobotKind::AiCrawler | RobotKind::AiCrawlerHidden => Class::AiCrawler,
            RobotKind::FeedReader => Class::FeedReader,
            RobotKind::LinkPreview => Class::LinkPreview,
            RobotKind::LogIn => Class::Monitor,
            RobotKind::OldLinks => Class::Crawler,
        };
        let expires_us = robot.expires.map_or(i64::MAX, Instant::us);
        Self {
            duty: match robot.kind {
                RobotKind::LogIn => Duty::LogIn { expires_us },
                kind => Duty::Serve(kind),
            },
            class,
            window: Window::new(start_us, end_us),
            sources: robot.sources,
            period_us: 60e6 * f64::from(robot.sources) / robot.per_minute,
            ramp_us: 0.0,
            pulse: None,
        }
    }

    pub(super) fn attack(attack: &Attack, log: Window) -> Self {
        let (start_us, end_us) =
            (attack.start.us().max(log.start_us), attack.end.us().min(log.end_us));
        Self {
            duty: Duty::Attack {
                kind: attack.kind,
                hold_us: us(attack.hold_s),
                body_kib: attack.body_kib,
            },
            class: Class::Hostile,
            window: Window::new(start_us, end_us),
            sources: attack.sources,
            period_us: 1e6 * f64::from(attack.sources) / attack.per_second,
            ramp_us: attack.ramp_s * 1e6,
            pulse: Pulse::of(attack),
        }
    }

    /// A source and its first request.
    pub(super) fn source(&self, who: Who, mut rng: Rng) -> (i64, Source) {
        let joins_us = self.ramp_us * random::uniform(&mut rng);
        let first_us = joins_us + self.period_us * random::uniform(&mut rng);
        let source = Source {
            who,
            duty: self.duty,
            rng,
            period_us: self.period_us,
            window: self.window,
            pulse: self.pulse,
        };
        (self.window.start_us + (first_us as i64).clamp(0, LONGEST_US), source)
    }
}

impl Source {
    /// The list of agents that such a source has by default.
    pub(super) fn default_agents(duty: Duty) -> &'static str {
        match duty {
            Duty::Serve(RobotKind::Monitor) => "monitors",
            Duty::Serve(RobotKind::Crawler) => "crawlers",
            Duty::Serve(RobotKind::AiCrawler) => "ai_crawlers",
            Duty::Serve(RobotKind::AiCrawlerHidden) => "browsers",
            Duty::Serve(RobotKind::FeedReader) => "feed_readers",
            Duty::Serve(RobotKind::LinkPreview) => "link_previews",
            Duty::Serve(RobotKind::OldLinks) => "crawlers",
            Duty::LogIn { .. } | Duty::Serve(RobotKind::LogIn) => "tools",
            Duty::Attack { kind, .. } => match kind {
                AttackKind::FloodFew
                | AttackKind::LoginFlood
                | AttackKind::Slow
                | AttackKind::HttpPost => "tools",
                AttackKind::BotnetRoot | AttackKind::CacheBust | AttackKind::Expensive => "forged",
                AttackKind::ReplayAgents
                | AttackKind::RecursiveCrawl
                | AttackKind::Headless
                | AttackKind::ReplaySessions => "browsers",
            },
        }
    }

    /// Is its work over?
    pub(super) fn is_done(&self, now_us: i64) -> bool {
        now_us >= self.window.end_us
    }

    /// How long it rests now, if it does: to the next turn, and not all sources at once.
    pub(super) fn rest_us(&mut self, now_us: i64) -> Option<i64> {
        let pulse = self.pulse?;
        let rest_us = pulse.rest_us(now_us - self.window.start_us)?;
        Some(rest_us + pulse.spread_us(self.period_us, random::uniform(&mut self.rng)))
    }

    /// The request to send now. `cursor` counts the pages that a group of collectors has taken.
    pub(super) fn ask(
        &mut self,
        now_us: i64,
        cursor: &mut u32,
        (site, times): (&Site, &ServiceTimes),
    ) -> Ask {
        let what = self.what(now_us, cursor, site);
        let attacks = matches!(self.duty, Duty::Attack { .. });
        let (least_s, more_s) = if attacks { TOOL_PATIENCE_S } else { (CRAWLER_PATIENCE_S, 0.0) };
        let patience_s = least_s + more_s * random::uniform(&mut self.rng);
        let mut ask = Ask::new(self.who, what, patience_s, times, &mut self.rng);
        if self.duty == Duty::Serve(RobotKind::FeedReader) {
            ask.conditional = random::chance(&mut self.rng, KNOWS_FEED);
        }
        if let Duty::Attack { kind: AttackKind::Slow, hold_us, .. } = self.duty {
            ask.slow = true;
            ask.service_us = hold_us;
            ask.patience_us = hold_us * 4;
        }
        ask
    }

    fn what(&mut self, now_us: i64, cursor: &mut u32, site: &Site) -> (Target, Referer) {
        match self.duty {
            Duty::LogIn { expires_us } => {
                let right = now_us < expires_us;
                (Target::LoginPost { door: site.door, right }, Referer::None)
            }
            Duty::Serve(kind) => (self.wanted(kind, cursor, site), Referer::None),
            Duty::Attack { kind: AttackKind::HttpPost, body_kib, .. } => {
                (Target::FormFlood(body_kib), Referer::None)
            }
            Duty::Attack { kind, .. } => self.aimed_at(kind, cursor, site),
        }
    }

    fn wanted(&mut self, kind: RobotKind, cursor: &mut u32, site: &Site) -> Target {
        let rng = &mut self.rng;
        match kind {
            RobotKind::Monitor | RobotKind::LogIn => Target::Health,
            RobotKind::OldLinks => Target::Missing(random::below(rng, site.deep_pages)),
            RobotKind::Crawler => {
                let deep = random::chance(rng, 0.5);
                let (page, far) =
                    (random::rank(rng, site.pages, 1.0), random::below(rng, site.deep_pages));
                if deep { Target::Deep(far) } else { Target::Page(page) }
            }
            RobotKind::FeedReader => Target::Feed,
            RobotKind::LinkPreview => Target::Page(random::rank(rng, site.pages, 2.5)),
            RobotKind::AiCrawler | RobotKind::AiCrawlerHidden => Target::Deep(next(cursor, site)),
        }
    }

    fn aimed_at(&mut self, kind: AttackKind, cursor: &mut u32, site: &Site) -> (Target, Referer) {
        let rng = &mut self.rng;
        let target = match kind {
            AttackKind::FloodFew | AttackKind::BotnetRoot | AttackKind::Slow => Target::Page(0),
            AttackKind::CacheBust => {
                Target::SearchOnce((random::uniform(rng) * (1_u64 << 48) as f64) as u64)
            }
            AttackKind::LoginFlood => Target::LoginPost { door: site.door, right: false },
            AttackKind::Expensive => Target::Search(random::below(rng, VOCABULARY)),
            // Every page of the archives is linked from the one of an eighth of its number.
            AttackKind::RecursiveCrawl => {
                let page = next(cursor, site);
                return (Target::Deep(page), Referer::Site(Target::Deep(page / 8)));
            }
            _ => {
                let from = Referer::Site(Target::Page(random::rank(rng, site.pages, 2.5)));
                return (Target::Page(random::rank(rng, site.pages, 2.5)), from);
            }
        };
        (target, Referer::None)
    }

    /// Time until its next request.
    pub(super) fn pause_us(&mut self) -> i64 {
        let stray = random::uniform(&mut self.rng) * 2.0 - 1.0;
        let pause = match self.duty {
            Duty::LogIn { .. } | Duty::Serve(RobotKind::Monitor) => self.period_us,
            Duty::Serve(RobotKind::FeedReader) => self.period_us * (1.0 + READER_JITTER * stray),
            Duty::Serve(_) => random::exponential(&mut self.rng, self.period_us),
            Duty::Attack { .. } => self.period_us * (1.0 + JITTER * stray),
        };
        (pause as i64).clamp(1, LONGEST_US)
    }
}

/// The next page of the archives.
fn next(cursor: &mut u32, site: &Site) -> u32 {
    *cursor = (*cursor + 1) % site.deep_pages;
    *cursor
}
