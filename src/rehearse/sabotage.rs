//! Damage to a log between the world and the writer. In: rows in the order of their end. Out: those that
//! are left, repeated or changed, and how many were touched. What happened stays as it was: the truth's
//! incidents are those of the world.

use std::io;
use std::net::IpAddr;

use super::corpus::mixed;
use super::format::Stamp;
use super::scenario::{Sabotage, SabotageKind, Scenario};
use super::world::Sink;
use super::world::address;
use super::world::request::Row;
use crate::base::time::Window;

/// Does the damage of a scenario, in the order of its file, and hands on what is left.
pub(crate) struct Saboteur<'a, S> {
    stages: Vec<Stage>,
    sink: &'a mut S,
}

/// One kind of damage at work.
pub(crate) struct Stage {
    /// What is done.
    pub(crate) kind: SabotageKind,
    /// When.
    pub(crate) window: Window,
    /// Lines that were touched.
    pub(crate) touched: u64,
    stamp: Stamp,
    skew_us: i64,
    keep: f64,
    proxies: Vec<IpAddr>,
    /// Lines that come again.
    held: Vec<Row>,
    /// For draws: no stream of the world is touched.
    salt: u64,
    seen: u64,
}

impl<'a, S: Sink> Saboteur<'a, S> {
    pub(crate) fn new(scenario: &Scenario, seed: u64, sink: &'a mut S) -> Self {
        let stages = scenario.sabotage.iter().enumerate();
        let stages = stages.map(|(nth, one)| Stage::new(scenario, seed, nth, one)).collect();
        Self { stages, sink }
    }

    /// Hands on what is still held, and tells what was done.
    pub(crate) fn finish(mut self) -> io::Result<Vec<Stage>> {
        for index in 0..self.stages.len() {
            let held = self.stages.get_mut(index).map(|stage| std::mem::take(&mut stage.held));
            for row in held.unwrap_or_default() {
                self.pass(index + 1, row)?;
            }
        }
        Ok(self.stages)
    }

    /// Through every stage from one on.
    fn pass(&mut self, from: usize, mut row: Row) -> io::Result<()> {
        for index in from..self.stages.len() {
            let Some(stage) = self.stages.get_mut(index) else { break };
            let again = stage.due(&row);
            let is_left = stage.treat(&mut row);
            for row in again {
                self.pass(index + 1, row)?;
            }
            if !is_left {
                return Ok(());
            }
        }
        self.sink.row(&row)
    }
}

impl<S: Sink> Sink for Saboteur<'_, S> {
    fn row(&mut self, row: &Row) -> io::Result<()> {
        self.pass(0, *row)
    }
}

impl Stage {
    fn new(scenario: &Scenario, seed: u64, nth: usize, what: &Sabotage) -> Self {
        let log = scenario.window();
        let window = Window::new(
            what.start.map_or(log.start_us, |start| start.us()),
            what.end.map_or(log.end_us, |end| end.us()),
        );
        let blocks = what.networks.as_ref().map(|name| scenario.blocks(name));
        let count = what.addresses.unwrap_or(0);
        Self {
            kind: what.kind,
            window,
            touched: 0,
            stamp: scenario.format.stamp,
            skew_us: (what.seconds.unwrap_or(0.0) * 1e6) as i64,
            keep: what.keep.unwrap_or(1.0),
            proxies: blocks.map_or_else(Vec::new, |of| address::several(of, seed, nth, count)),
            held: Vec::new(),
            salt: mixed(seed ^ mixed(nth as u64)),
            seen: 0,
        }
    }

    /// Is the row left? It may be changed.
    fn treat(&mut self, row: &mut Row) -> bool {
        let at_us = if self.kind == SabotageKind::Skew { self.stamp.of(row) } else { row.end_us };
        if !self.window.contains(at_us) {
            return true;
        }
        let is_left = match self.kind {
            SabotageKind::Gap | SabotageKind::Truncated => false,
            SabotageKind::Sampling => self.draws_below(self.keep),
            SabotageKind::Skew => {
                row.arrival_us += self.skew_us;
                row.end_us += self.skew_us;
                true
            }
            SabotageKind::ProxyOnly => {
                row.shown = self.proxy(row);
                true
            }
            SabotageKind::Duplicated => {
                self.held.push(*row);
                true
            }
        };
        self.touched += u64::from(!is_left || self.kind != SabotageKind::Sampling);
        is_left
    }

    /// Rows that come again before this one.
    fn due(&mut self, row: &Row) -> Vec<Row> {
        if row.end_us < self.window.end_us { Vec::new() } else { std::mem::take(&mut self.held) }
    }

    fn draws_below(&mut self, probability: f64) -> bool {
        self.seen += 1;
        let draw = (mixed(self.salt ^ self.seen) >> 11) as f64 / (1_u64 << 53) as f64;
        draw < probability
    }

    /// The proxy that a client is sent to: always the same.
    fn proxy(&self, row: &Row) -> Option<IpAddr> {
        let bits = match row.address() {
            IpAddr::V4(v4) => u64::from(v4.to_bits()),
            IpAddr::V6(v6) => (v6.to_bits() >> 64) as u64,
        };
        let nth = mixed(self.salt ^ bits) % self.proxies.len().max(1) as u64;
        self.proxies.get(nth as usize).copied()
    }
}
