//! What faults do at a moment: how many workers are left, whether a request reaches the log at all. In:
//! the scenario's faults. Out: answers by time and client. It breaks nothing by chance: the client's
//! own draw decides.

use std::net::IpAddr;

use ipnetwork::IpNetwork;

use crate::base::time::Window;
use crate::rehearse::scenario::{FaultKind, Scenario};
use crate::rehearse::world::Kept;

/// The faults of a world, in the order of the file.
pub(super) struct Accidents {
    workers: u32,
    faults: Vec<Accident>,
}

struct Accident {
    kind: FaultKind,
    window: Window,
    amount: f64,
    refused: f64,
    blocks: Vec<IpNetwork>,
}

impl Accidents {
    pub(super) fn new(scenario: &Scenario, kept: Kept) -> Self {
        let stays = |kind| match kind {
            FaultKind::LoseWorkers => kept.capacity_loss,
            FaultKind::CutNetwork | FaultKind::CutAs => kept.network_loss,
        };
        let faults = scenario.faults.iter().filter(|fault| stays(fault.kind));
        let faults = faults.map(|fault| Accident {
            kind: fault.kind,
            window: Window::new(fault.start.us(), fault.end.us()),
            amount: fault.amount,
            refused: fault.refused,
            blocks: fault
                .networks
                .iter()
                .flat_map(|name| scenario.blocks(name))
                .map(|b| b.cidr)
                .collect(),
        });
        Self { workers: scenario.server.workers, faults: faults.collect() }
    }

    /// When the number of workers may change.
    pub(super) fn turns(&self) -> Vec<i64> {
        let lost = self.faults.iter().filter(|fault| fault.kind == FaultKind::LoseWorkers);
        lost.flat_map(|fault| [fault.window.start_us, fault.window.end_us]).collect()
    }

    /// Workers that live at an instant.
    pub(super) fn workers(&self, now_us: i64) -> u32 {
        let lost: f64 = self.active(now_us, FaultKind::LoseWorkers).map(|fault| fault.amount).sum();
        (f64::from(self.workers) * (1.0 - lost).max(0.0)).round() as u32
    }

    /// Is a dynamic request sent to a dead worker?
    pub(super) fn refuses(&self, now_us: i64, luck: f64) -> bool {
        let share = self.active(now_us, FaultKind::LoseWorkers).map(|fault| fault.refused).sum();
        luck < share
    }

    /// Is a request lost on its way?
    pub(super) fn loses(&self, now_us: i64, address: IpAddr, luck: f64) -> bool {
        let all = self.active(now_us, FaultKind::CutNetwork);
        let some = self.active(now_us, FaultKind::CutAs);
        let of_block =
            some.filter(|fault| fault.blocks.iter().any(|block| block.contains(address)));
        luck < all.chain(of_block).map(|fault| fault.amount).sum()
    }

    fn active(&self, now_us: i64, kind: FaultKind) -> impl Iterator<Item = &Accident> {
        self.faults.iter().filter(move |fault| fault.kind == kind && fault.window.contains(now_us))
    }
}
