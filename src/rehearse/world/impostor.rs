//! Hostile browsers: sessions like those of people, which do not end while the attack lasts. A headless
//! browser waits for each page and fetches all its files anew; a replayed session asks again what was
//! recorded once, at the recorded pace, whatever comes of it. In: an attack of the scenario. Out: their
//! requests, one after the other.

use super::address::{self, Class, Who};
use super::events::Event;
use super::person::{Follower, Visit};
use super::random::{self, Family, LONGEST_US, Rng, us};
use super::robot::Pulse;
use super::{Pending, Sink, World};
use crate::base::time::Window;
use crate::rehearse::corpus::mixed;
use crate::rehearse::scenario::{Attack, AttackKind, PersonKind, Session};

/// Mean of a log-normal time with σ 0.9, as a multiple of its median: e^(σ²/2).
const MEAN_BY_MEDIAN: f64 = 1.499;
/// Pages of a headless browser's session: it has no end.
const ENDLESS: f64 = 10_000.0;

/// How one attack's browsers behave.
#[derive(Clone, Copy)]
pub(super) struct Script {
    session: Session,
    window: Window,
    pulse: Option<Pulse>,
    period_us: f64,
    replays: bool,
}

/// One hostile browser.
pub(super) struct Impostor {
    script: usize,
    visit: Visit,
    /// Where a recording begins.
    tape: Option<Rng>,
}

impl Script {
    fn new(attack: &Attack, log: Window) -> Self {
        let replays = attack.kind == AttackKind::ReplaySessions;
        let mut session = attack.session.unwrap_or_default();
        let period_s = f64::from(attack.sources) / attack.per_second;
        session.think_s = period_s / MEAN_BY_MEDIAN;
        if !replays {
            session.pages = ENDLESS;
        }
        let window =
            Window::new(attack.start.us().max(log.start_us), attack.end.us().min(log.end_us));
        let (pulse, period_us) = (Pulse::of(attack), period_s * 1e6);
        Self { session, window, pulse, period_us, replays }
    }
}

impl Script {
    /// When a browser begins after a rest: not all at once, and not by a draw, which a recording has not.
    fn spread_us(&self, number: u32) -> i64 {
        let draw = f64::from(mixed(u64::from(number)) as u32) / f64::from(u32::MAX);
        self.pulse.map_or(0, |pulse| pulse.spread_us(self.period_us, draw))
    }
}

impl<S: Sink> World<'_, S> {
    /// The browsers of an attack join.
    pub(super) fn muster_impostors(&mut self, index: usize, attack: &Attack) {
        let script = Script::new(attack, self.scenario.window());
        for serial in 0..attack.sources {
            let mut rng = self.streams.stream(Family::Attackers, index, u64::from(serial));
            let who = self.disguise(attack, &mut rng);
            let joins_us = attack.ramp_s * 1e6 * random::uniform(&mut rng);
            let first_us = (joins_us + script.period_us * random::uniform(&mut rng)) as i64;
            let recording = u64::from(serial % attack.recordings.max(1));
            let tape = self.streams.stream(Family::Recordings, index, recording);
            let tape = script.replays.then_some(tape);
            let rng = tape.clone().unwrap_or(rng);
            let visit = self.session_of(&script.session, who, rng);
            let impostor = Impostor { script: self.scripts.len(), visit, tape };
            let number = self.impostors.insert(impostor);
            let first_us = script.window.start_us + first_us.clamp(0, LONGEST_US);
            self.events.push(first_us, Event::Impostor(number));
        }
        self.scripts.push(script);
    }

    /// Address and agent of a hostile browser.
    fn disguise(&self, attack: &Attack, rng: &mut Rng) -> Who {
        let (address, country) = address::draw(self.scenario.blocks(&attack.networks), rng);
        let list = attack.agents.as_deref().unwrap_or("browsers");
        let agent = self.agents.pick(list, random::uniform(rng));
        Who { address, country, agent, class: Class::Hostile, modern: true }
    }

    fn session_of(&self, session: &Session, who: Who, rng: Rng) -> Visit {
        let belongings = (session, &self.scenario.site);
        Visit::new((0, PersonKind::Human), (who, false), belongings, rng)
    }

    /// A hostile browser asks for its next page, rests, or goes.
    pub(super) fn impostor(&mut self, now_us: i64, number: u32) {
        let Some(impostor) = self.impostors.get(number) else { return };
        let Some(&script) = self.scripts.get(impostor.script) else { return };
        if now_us >= script.window.end_us {
            self.impostors.remove(number);
            return;
        }
        let since_us = now_us - script.window.start_us;
        let next_us = match script.pulse.and_then(|pulse| pulse.rest_us(since_us)) {
            Some(rest_us) => Some(now_us + rest_us + script.spread_us(number)),
            None => self.intrude(now_us, number, &script),
        };
        if let Some(next_us) = next_us {
            self.events.push(next_us, Event::Impostor(number));
        }
    }

    /// A page and what is behind it; tells when the next one is asked for.
    fn intrude(&mut self, now_us: i64, number: u32, script: &Script) -> Option<i64> {
        let (site, times) = (&self.scenario.site, &self.scenario.server.service_ms);
        let mut ask = self.impostors.get_mut(number)?.visit.ask(&script.session, times);
        ask.admitted = self.admission.as_mut().is_none_or(|room| room.has_place(now_us));
        let outcome = self.send(now_us, &ask);
        let visit = &mut self.impostors.get_mut(number)?.visit;
        if !script.replays {
            visit.forget();
        }
        // A recording is played whatever comes of it; an error page has no files.
        let has_files = script.replays || outcome.served;
        let files = if has_files { visit.followers(&script.session, site, times) } else { vec![] };
        let wait_us = visit.go_on(&script.session, site);
        let heard_us = if script.replays { now_us } else { outcome.end_us };
        self.fetch(files, heard_us);
        let wait_us = wait_us.unwrap_or_else(|| self.again(number, &script.session));
        Some(heard_us + wait_us)
    }

    fn fetch(&mut self, followers: Vec<Follower>, heard_us: i64) {
        for Follower { after_us, ask, .. } in followers {
            let pending = Pending { ask, tries_left: 1, pause_us: 1, backoff: 1.0 };
            let pending = self.pending.insert(pending);
            self.events.push(heard_us + after_us, Event::Pending(pending));
        }
    }

    /// The session begins again; tells after what time.
    fn again(&mut self, number: u32, session: &Session) -> i64 {
        let Some(impostor) = self.impostors.get(number) else { return 1 };
        let (who, tape) = (impostor.visit.who, impostor.tape.clone());
        let rng = tape.unwrap_or_else(|| impostor.visit.stream());
        let visit = self.session_of(session, who, rng);
        if let Some(impostor) = self.impostors.get_mut(number) {
            impostor.visit = visit;
        }
        us(session.think_s)
    }
}
