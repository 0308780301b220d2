//! Visits in the world: how they begin, go on, fail and end.

use super::address::{self, Class, Who};
use super::events::Event;
use super::person::Visit;
use super::random::{self, Family, LONGEST_US, us};
use super::request::Outcome;
use super::{Pending, Sink, World};
use crate::rehearse::scenario::{Person, PersonKind};

impl<S: Sink> World<'_, S> {
    /// A visit begins; the next one of its process is announced.
    pub(super) fn arrive(&mut self, now_us: i64, process: usize) {
        let Some((number, state)) = self.processes.get_mut(process) else { return };
        let (number, serial, newcomers) = (*number, state.serial, state.newcomers);
        let population = state.population;
        if let Some(next_us) = state.next_after(now_us) {
            self.events.push(next_us, Event::Arrival(process as u32));
        }
        let scenario = self.scenario;
        let Some(person) = scenario.populations.get(population) else { return };
        let mut rng = self.streams.stream(Family::Sessions, number, serial);
        let is_new = random::chance(&mut rng, newcomers);
        let member = random::below(&mut rng, person.pool);
        // Newcomers are numbered after the pool, each once: by the visit that brings them.
        let identity = if is_new {
            u64::from(person.pool) + ((number as u64 % 16) << 32) + serial
        } else {
            u64::from(member)
        };
        let who = self.identity(population, person, identity);
        let returning = !is_new && self.was_here(population, member);
        let belongings = (&person.session, &scenario.site);
        let mut visit = Visit::new((population, person.kind), (who, returning), belongings, rng);
        visit.gateway = self.gateway(population, person, identity, who);
        let number = self.visits.insert(visit);
        self.visit(now_us, number);
    }

    fn was_here(&mut self, population: usize, member: u32) -> bool {
        let seen = self.seen.get_mut(population).and_then(|pool| pool.get_mut(member as usize));
        seen.is_some_and(|flag| std::mem::replace(flag, true))
    }

    /// Address and agent of a person: the same each time they come.
    fn identity(&self, population: usize, person: &Person, identity: u64) -> Who {
        let blocks = self.scenario.blocks(&person.networks);
        let mut rng = self.streams.stream(Family::Identities, population, identity);
        let (mut address, mut country) = address::draw(blocks, &mut rng);
        if let Some(shared) = person.addresses {
            let nth = identity % u64::from(shared);
            let mut rng = self.streams.stream(Family::SharedAddresses, population, nth);
            (address, country) = address::draw(blocks, &mut rng);
        }
        let (class, list) = match person.kind {
            PersonKind::Human => (Class::Human, "browsers"),
            PersonKind::SchoolNat => (Class::SchoolNat, "browsers"),
            PersonKind::MobileApp => (Class::MobileApp, "app"),
            PersonKind::Teacher => (Class::Teacher, "browsers"),
        };
        let list = person.agents.as_deref().unwrap_or(list);
        let agent = self.agents.pick(list, random::uniform(&mut rng));
        Who { address, country, agent, class, modern: true }
    }

    /// What a person looks like by way of the gateway: the person's agent, the gateway's address.
    fn gateway(&self, population: usize, person: &Person, identity: u64, who: Who) -> Option<Who> {
        let gateway = person.gateway.as_ref()?;
        let nth = identity % u64::from(gateway.addresses);
        let mut rng = self.streams.stream(Family::Gateways, population, nth);
        let (address, country) = address::draw(self.scenario.blocks(&gateway.networks), &mut rng);
        Some(Who { address, country, ..who })
    }

    /// A visit sends its next request and learns what comes of it.
    pub(super) fn visit(&mut self, now_us: i64, number: u32) {
        let scenario = self.scenario;
        let Some(visit) = self.visits.get_mut(number) else { return };
        let Some(person) = scenario.populations.get(visit.population) else { return };
        visit.admitted =
            visit.admitted || self.admission.as_mut().is_none_or(|room| room.admit(now_us));
        let ask = visit.ask(&person.session, &scenario.server.service_ms);
        let outcome = self.send(now_us, &ask);
        let next = self.after(number, person, outcome);
        match next {
            Some(wait_us) => self.events.push(outcome.end_us + wait_us, Event::Visit(number)),
            None => self.end(outcome.end_us, number),
        }
    }

    /// The time until the visit's next request, or `None` if it is over.
    fn after(&mut self, number: u32, person: &Person, outcome: Outcome) -> Option<i64> {
        if !outcome.served && !self.retries {
            return None;
        }
        if outcome.waiting_page {
            return self.reload(number);
        }
        let scenario = self.scenario;
        let visit = self.visits.get_mut(number)?;
        if !outcome.served {
            return visit.try_again(&person.session);
        }
        let times = &scenario.server.service_ms;
        let mut followers = visit.followers(&person.session, &scenario.site, times);
        let next = visit.go_on(&person.session, &scenario.site);
        let open_us = next.unwrap_or(us(person.session.think_s));
        followers.extend(visit.polls(open_us, &person.session, times));
        for follower in followers {
            let tries_left = if follower.is_call { person.session.script_tries } else { 1 };
            let pause_us = us(person.session.script_retry_s);
            let backoff = person.session.script_backoff;
            let pending = Pending { ask: follower.ask, tries_left, pause_us, backoff };
            let pending = self.pending.insert(pending);
            self.events.push(outcome.end_us + follower.after_us, Event::Pending(pending));
        }
        next
    }

    fn reload(&mut self, number: u32) -> Option<i64> {
        let room = self.scenario.server.waiting_room.as_ref()?;
        let visit = self.visits.get_mut(number)?;
        visit.reloads += 1;
        (visit.reloads <= room.reloads).then(|| us(room.refresh_s))
    }

    fn end(&mut self, now_us: i64, number: u32) {
        let visit = self.visits.remove(number);
        if let Some(room) = self.admission.as_mut().filter(|_| visit.is_some_and(|v| v.admitted)) {
            room.leave(now_us);
        }
    }

    /// A page's own request is sent, and again if its script tries again.
    pub(super) fn follow(&mut self, now_us: i64, number: u32) {
        let Some(ask) = self.pending.get_mut(number).map(|pending| pending.ask) else { return };
        let outcome = self.send(now_us, &ask);
        let Some(pending) = self.pending.get_mut(number) else { return };
        pending.tries_left = pending.tries_left.saturating_sub(1);
        if outcome.served || pending.tries_left == 0 || !self.retries {
            self.pending.remove(number);
            return;
        }
        pending.ask.try_again();
        let next_us = outcome.end_us + pending.pause_us;
        let longer_us = (pending.pause_us as f64 * pending.backoff) as i64;
        pending.pause_us = longer_us.clamp(1, LONGEST_US);
        self.events.push(next_us, Event::Pending(number));
    }
}
