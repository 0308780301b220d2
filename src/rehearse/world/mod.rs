//! The world: a queue of events in order of time, in which people, robots and attackers ask and one
//! server answers. In: a scenario, a seed, what is kept of its causes, where rows go. Out: rows in the
//! order in which a server writes them, and the ledger.
//!
//! One step handles one request. Nothing here draws a random number but from the stream of the client
//! it concerns.

pub(crate) mod address;
pub(crate) mod ledger;
pub(crate) mod request;
pub(crate) mod site;

mod accident;
mod admission;
mod answering;
mod arrivals;
mod crowd;
mod events;
mod impostor;
mod intruder;
mod people;
mod person;
mod pools;
mod random;
mod robot;
mod scaling;
mod server;

use std::io;

use crate::rehearse::agents::Agents;
use crate::rehearse::scenario::{AttackKind, Scenario};
use accident::Accidents;
use admission::Admission;
use arrivals::Process;
use events::{Event, Events, Slab};
use impostor::{Impostor, Script};
use intruder::{Campaign, Intruder};
use ledger::Ledger;
use person::Visit;
use pools::Pools;
use random::{Family, Streams};
use request::{Ask, Row};
use robot::{Orders, Source};
use scaling::Scaling;

/// Which of its causes a world keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Hostile sources.
    pub(crate) attack: bool,
    /// Surges of people.
    pub(crate) surge: bool,
    /// Crawlers, declared and not.
    pub(crate) crawl: bool,
    /// Faults that take workers.
    pub(crate) capacity_loss: bool,
    /// Faults that lose requests on their way.
    pub(crate) network_loss: bool,
    /// Repetitions by people and their pages of what had failed.
    pub(crate) retries: bool,
}

impl Kept {
    /// The world as it was.
    pub(crate) const ALL: Self = Self {
        attack: true,
        surge: true,
        crawl: true,
        capacity_loss: true,
        network_loss: true,
        retries: true,
    };
}

/// Where rows go, in the order in which the server writes its log.
pub(crate) trait Sink {
    /// Are rows wanted at all? Ordering them takes a fifth of the time.
    const WANTS_ROWS: bool = true;

    /// Takes the next row.
    fn row(&mut self, row: &Row) -> io::Result<()>;
}

/// For worlds of which only the ledger is wanted.
pub(crate) struct Nowhere;

impl Sink for Nowhere {
    const WANTS_ROWS: bool = false;

    fn row(&mut self, _: &Row) -> io::Result<()> {
        Ok(())
    }
}

/// A request that a page makes by itself, until it is answered or given up.
struct Pending {
    ask: Ask,
    tries_left: u32,
    pause_us: i64,
    backoff: f64,
}

/// The whole state.
pub(crate) struct World<'a, S> {
    scenario: &'a Scenario,
    agents: &'a Agents,
    streams: Streams,
    events: Events,
    processes: Vec<(usize, Process)>,
    visits: Slab<Visit>,
    pending: Slab<Pending>,
    sources: Vec<(usize, Source)>,
    scripts: Vec<Script>,
    impostors: Slab<Impostor>,
    intrusions: Vec<Campaign>,
    intruders: Slab<Intruder>,
    /// By group of robots, how many pages its collectors have taken between them.
    cursors: Vec<u32>,
    /// By population, who of the pool was here before.
    seen: Vec<Vec<bool>>,
    accidents: Accidents,
    pools: Pools,
    scaling: Option<Scaling>,
    admission: Option<Admission>,
    /// Do people try again?
    retries: bool,
    outbox: events::Outbox,
    ledger: Ledger,
    sink: &'a mut S,
}

/// Plays a scenario to its end.
pub(crate) fn play<S: Sink>(
    scenario: &Scenario,
    agents: &Agents,
    seed: u64,
    kept: Kept,
    sink: &mut S,
) -> io::Result<Ledger> {
    let mut world = World::new(scenario, agents, seed, kept, sink);
    world.begin(kept);
    world.run()?;
    Ok(world.ledger)
}

impl<'a, S: Sink> World<'a, S> {
    fn new(
        scenario: &'a Scenario,
        agents: &'a Agents,
        seed: u64,
        kept: Kept,
        sink: &'a mut S,
    ) -> Self {
        let server = &scenario.server;
        Self {
            scenario,
            agents,
            streams: Streams::new(seed),
            events: Events::default(),
            processes: Vec::new(),
            visits: Slab::default(),
            pending: Slab::default(),
            sources: Vec::new(),
            scripts: Vec::new(),
            impostors: Slab::default(),
            intrusions: Vec::new(),
            intruders: Slab::default(),
            cursors: Vec::new(),
            seen: scenario.populations.iter().map(|of| vec![false; of.pool as usize]).collect(),
            accidents: Accidents::new(scenario, kept),
            pools: Pools::new(server),
            scaling: server.autoscale.map(|orders| Scaling::new(orders, server.workers)),
            admission: server.waiting_room.as_ref().map(Admission::new),
            retries: kept.retries,
            outbox: events::Outbox::default(),
            ledger: Ledger::new(scenario.window()),
            sink,
        }
    }

    fn begin(&mut self, kept: Kept) {
        for turn_us in self.accidents.turns() {
            self.events.push(turn_us, Event::Capacity);
        }
        if self.scaling.is_some() {
            self.events.push(self.scenario.window().start_us, Event::Scale);
        }
        self.begin_people(kept);
        self.begin_robots(kept);
        self.begin_intruders();
    }

    fn begin_people(&mut self, kept: Kept) {
        let (log, offset_s) = (self.scenario.window(), self.scenario.utc_offset.seconds());
        for (index, person) in self.scenario.populations.iter().enumerate() {
            // Sixteen numbers a population: its streams stay where they are when a surge is removed.
            let number = index * 16;
            let rng = self.streams.stream(Family::Arrivals, number, 0);
            self.start(number, Process::daily(index, person, offset_s, log, rng));
            for (nth, &surge) in person.surges.iter().enumerate().filter(|_| kept.surge) {
                let number = number + 1 + nth % 15;
                let rng = self.streams.stream(Family::Arrivals, number, nth as u64 / 15);
                self.start(number, Process::surge(index, surge, log, rng));
            }
        }
    }

    fn start(&mut self, number: usize, mut process: Process) {
        let first = process.next_after(process.start_us());
        if let Some(first_us) = first {
            self.events.push(first_us, Event::Arrival(self.processes.len() as u32));
            self.processes.push((number, process));
        }
    }

    fn begin_robots(&mut self, kept: Kept) {
        let log = self.scenario.window();
        for (index, robot) in self.scenario.robots.iter().enumerate() {
            let orders = Orders::serve(robot, log);
            if kept.crawl || orders.class == address::Class::Monitor {
                let agents = robot.agents.as_deref();
                self.muster(&orders, (Family::Robots, index), &robot.networks, agents);
            }
        }
        for (index, attack) in self.scenario.attacks.iter().enumerate().filter(|_| kept.attack) {
            if matches!(attack.kind, AttackKind::Headless | AttackKind::ReplaySessions) {
                self.muster_impostors(index, attack);
                continue;
            }
            let orders = Orders::attack(attack, log);
            let agents = attack.agents.as_deref();
            self.muster(&orders, (Family::Attackers, index), &attack.networks, agents);
        }
    }

    fn muster(
        &mut self,
        orders: &Orders,
        (family, index): (Family, usize),
        networks: &str,
        agents: Option<&str>,
    ) {
        let blocks = self.scenario.blocks(networks);
        let agents = agents.unwrap_or(Source::default_agents(orders.duty));
        for serial in 0..orders.sources {
            let mut rng = self.streams.stream(family, index, u64::from(serial));
            let (address, country) = address::draw(blocks, &mut rng);
            let agent = self.agents.pick(agents, random::uniform(&mut rng));
            let who = address::Who { address, country, agent, class: orders.class, modern: false };
            let (first_us, source) = orders.source(who, rng);
            self.events.push(first_us, Event::Source(self.sources.len() as u32));
            self.sources.push((self.cursors.len(), source));
        }
        self.cursors.push(0);
    }

    fn run(&mut self) -> io::Result<()> {
        let end_us = self.scenario.window().end_us;
        while let Some((now_us, event)) = self.events.pop().filter(|next| next.0 < end_us) {
            self.write_until(now_us)?;
            match event {
                Event::Arrival(process) => self.arrive(now_us, process as usize),
                Event::Visit(visit) => self.visit(now_us, visit),
                Event::Pending(request) => self.follow(now_us, request),
                Event::Source(source) => self.source(now_us, source as usize),
                Event::Impostor(number) => self.impostor(now_us, number),
                Event::Intruder(number) => self.intruder(now_us, number),
                Event::Capacity => self.resize(now_us),
                Event::Scale => self.scale(now_us),
            }
        }
        self.write_until(end_us)
    }

    fn resize(&mut self, now_us: i64) {
        let workers = self.scaling.as_ref().map_or(self.scenario.server.workers, Scaling::workers);
        self.pools.resize(self.accidents.workers(now_us, workers), now_us);
    }

    fn scale(&mut self, now_us: i64) {
        let Some(scaling) = self.scaling.as_mut() else { return };
        scaling.look(now_us, self.pools.load(now_us));
        self.events.push(now_us + scaling.period_us(), Event::Scale);
        self.resize(now_us);
    }

    fn write_until(&mut self, now_us: i64) -> io::Result<()> {
        while let Some(row) = self.outbox.pop_before(now_us) {
            self.sink.row(&row)?;
        }
        Ok(())
    }

    fn source(&mut self, now_us: i64, index: usize) {
        let Some((group, source)) = self.sources.get_mut(index) else { return };
        let Some(cursor) = self.cursors.get_mut(*group).filter(|_| !source.is_done(now_us)) else {
            return;
        };
        if let Some(rest_us) = source.rest_us(now_us) {
            self.events.push(now_us + rest_us, Event::Source(index as u32));
            return;
        }
        let belongings = (&self.scenario.site, &self.scenario.server.service_ms);
        let mut ask = source.ask(now_us, cursor, belongings);
        let next_us = now_us + source.pause_us();
        ask.admitted = self.admission.as_mut().is_none_or(|room| room.has_place(now_us));
        self.events.push(next_us, Event::Source(index as u32));
        self.send(now_us, &ask);
    }
}
