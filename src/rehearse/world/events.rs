//! Events in order of time, and the stores they point into. In: instants. Out: the earliest. Ties go
//! to the one that was put in first, so that a run does not depend on a heap's whims.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::request::Row;

/// Something that happens; numbers point into the world's stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// A visit begins.
    Arrival(u32),
    /// A visit sends its next request.
    Visit(u32),
    /// A page's own request is sent.
    Pending(u32),
    /// A robot or attacker asks.
    Source(u32),
    /// A hostile browser asks for a page.
    Impostor(u32),
    /// Somebody who tries to get in asks.
    Intruder(u32),
    /// The number of workers changes.
    Capacity,
    /// Whoever orders workers looks at the load.
    Scale,
}

/// Future events.
#[derive(Default)]
pub(super) struct Events {
    heap: BinaryHeap<Reverse<(i64, u64, Event)>>,
    pushed: u64,
}

impl Events {
    pub(super) fn push(&mut self, instant_us: i64, event: Event) {
        self.heap.push(Reverse((instant_us, self.pushed, event)));
        self.pushed += 1;
    }

    pub(super) fn pop(&mut self) -> Option<(i64, Event)> {
        self.heap.pop().map(|Reverse((instant_us, _, event))| (instant_us, event))
    }
}

/// Things that come and go, each under a number that is reused after it has gone.
pub(super) struct Slab<T> {
    slots: Vec<Option<T>>,
    vacant: Vec<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), vacant: Vec::new() }
    }
}

impl<T> Slab<T> {
    pub(super) fn insert(&mut self, item: T) -> u32 {
        if let Some(number) = self.vacant.pop() {
            if let Some(slot) = self.slots.get_mut(number as usize) {
                *slot = Some(item);
            }
            return number;
        }
        self.slots.push(Some(item));
        (self.slots.len() - 1) as u32
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.slots.get(number as usize)?.as_ref()
    }

    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.slots.get_mut(number as usize)?.as_mut()
    }

    pub(super) fn remove(&mut self, number: u32) -> Option<T> {
        let item = self.slots.get_mut(number as usize)?.take()?;
        self.vacant.push(number);
        Some(item)
    }
}

/// Rows of requests that have not ended yet, in order of their end.
#[derive(Default)]
pub(super) struct Outbox {
    order: BinaryHeap<Reverse<(i64, u64, u32)>>,
    rows: Slab<Row>,
    pushed: u64,
}

impl Outbox {
    pub(super) fn push(&mut self, row: Row) {
        let number = self.rows.insert(row);
        self.order.push(Reverse((row.end_us, self.pushed, number)));
        self.pushed += 1;
    }

    /// Requests that are open.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// The row that ends first, if it ends before an instant.
    pub(super) fn pop_before(&mut self, instant_us: i64) -> Option<Row> {
        let &Reverse((_, _, number)) = self.order.peek().filter(|next| next.0.0 < instant_us)?;
        self.order.pop();
        self.rows.remove(number)
    }
}
