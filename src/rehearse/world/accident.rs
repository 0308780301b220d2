//! What faults do at a moment: how many workers and back ends are left, how much longer work takes,
//! whether a request reaches the log at all. In: the scenario's faults. Out: answers by time and client.
//! It breaks nothing by chance: the client's own draw decides.

use std::net::IpAddr;

use ipnetwork::IpNetwork;

use super::random::us;
use crate::base::time::{MINUTE_US, Window};
use crate::rehearse::scenario::{Endpoint, Fault, FaultKind, Scenario};
use crate::rehearse::world::Kept;

/// The faults of a world, in the order of the file.
pub(super) struct Accidents {
    faults: Vec<Accident>,
}

struct Accident {
    window: Window,
    fault: Fault,
    blocks: Vec<IpNetwork>,
}

/// Back ends that are dead at a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Dead {
    /// How many: the last ones.
    pub(super) count: usize,
    /// They take connections and never answer.
    pub(super) hang: bool,
    /// The balancer knows.
    pub(super) noticed: bool,
}

impl Accidents {
    pub(super) fn new(scenario: &Scenario, kept: Kept) -> Self {
        let stays = |kind: FaultKind| {
            if kind.is_network() { kept.network_loss } else { kept.capacity_loss }
        };
        let faults = scenario.faults.iter().filter(|fault| stays(fault.kind));
        let faults = faults.map(|fault| Accident {
            window: Window::new(fault.start.us(), fault.end.us()),
            fault: fault.clone(),
            blocks: fault
                .networks
                .iter()
                .flat_map(|name| scenario.blocks(name))
                .map(|b| b.cidr)
                .collect(),
        });
        Self { faults: faults.collect() }
    }

    /// When the number of workers may change.
    pub(super) fn turns(&self) -> Vec<i64> {
        let lost = self.faults.iter().filter(|one| one.fault.kind == FaultKind::LoseWorkers);
        lost.flat_map(|one| [one.window.start_us, one.window.end_us]).collect()
    }

    /// How many of so many workers live at an instant.
    pub(super) fn workers(&self, now_us: i64, workers: u32) -> u32 {
        let lost: f64 = self.shares(now_us, FaultKind::LoseWorkers).sum();
        (f64::from(workers) * (1.0 - lost).max(0.0)).round() as u32
    }

    /// Which of so many back ends are dead at an instant.
    pub(super) fn dead(&self, now_us: i64, backends: usize) -> Dead {
        let mut dead = Dead::default();
        for one in self.active(now_us, FaultKind::LoseBackends) {
            let lost = one.fault.amount.unwrap_or(0.0) * backends as f64;
            let since_us = now_us - one.window.start_us;
            dead.count = (dead.count + lost.round() as usize).min(backends);
            dead.hang |= one.fault.hang;
            dead.noticed |= one.fault.noticed_s.is_some_and(|seconds| since_us >= us(seconds));
        }
        dead
    }

    /// How many times as long work takes at an instant.
    pub(super) fn slowness(&self, now_us: i64, endpoint: Endpoint) -> f64 {
        let slow = self.active(now_us, FaultKind::SlowBackend);
        let of_endpoint = slow.filter(|one| one.fault.endpoint.is_none_or(|slow| slow == endpoint));
        let factor: f64 = of_endpoint.filter_map(|one| one.fault.factor).product();
        let cold = self.active(now_us, FaultKind::ColdCache);
        let excess =
            |one: &Accident| one.coldness(now_us) * (one.fault.factor.unwrap_or(1.0) - 1.0);
        factor * (1.0 + cold.map(excess).sum::<f64>())
    }

    /// Must a copy that a browser holds be fetched again?
    pub(super) fn outdates(&self, now_us: i64, luck: f64) -> bool {
        self.active(now_us, FaultKind::ColdCache).any(|one| luck < one.coldness(now_us))
    }

    /// Is a dynamic request sent to a dead worker?
    pub(super) fn refuses(&self, now_us: i64, luck: f64) -> bool {
        let active = self.active(now_us, FaultKind::LoseWorkers);
        luck < active.filter_map(|one| one.fault.refused).sum()
    }

    /// Is a request lost on its way?
    pub(super) fn loses(&self, now_us: i64, address: IpAddr, luck: f64) -> bool {
        if self.faults.is_empty() {
            return false;
        }
        let all: f64 = self.shares(now_us, FaultKind::CutNetwork).sum();
        let some = self.active(now_us, FaultKind::CutAs);
        let of_block = some.filter(|one| one.blocks.iter().any(|block| block.contains(address)));
        luck < all + of_block.filter_map(|one| one.fault.amount).sum::<f64>()
    }

    fn shares(&self, now_us: i64, kind: FaultKind) -> impl Iterator<Item = f64> {
        self.active(now_us, kind).filter_map(|one| one.fault.amount)
    }

    fn active(&self, now_us: i64, kind: FaultKind) -> impl Iterator<Item = &Accident> {
        let is_active =
            move |one: &&Accident| one.fault.kind == kind && one.window.contains(now_us);
        self.faults.iter().filter(is_active)
    }
}

impl Accident {
    /// Share of the caches that is still cold: e^(−t/τ).
    fn coldness(&self, now_us: i64) -> f64 {
        let minutes = (now_us - self.window.start_us) as f64 / MINUTE_US as f64;
        (-minutes / self.fault.decay_minutes.unwrap_or(f64::INFINITY)).exp()
    }
}
