//! The waiting room: so many sessions at once, others get a small page of constant size that reloads
//! itself. In: who asks and when. Out: admitted or not. A robot never takes a place; it is let through
//! while there are places.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::random::us;
use crate::rehearse::scenario::WaitingRoom;

/// Places and when the places of ended sessions fall free.
pub(super) struct Admission {
    places: usize,
    linger_us: i64,
    taken: usize,
    ending: BinaryHeap<Reverse<i64>>,
}

impl Admission {
    pub(super) fn new(room: &WaitingRoom) -> Self {
        let linger_us = us(room.linger_s);
        Self { places: room.sessions as usize, linger_us, taken: 0, ending: BinaryHeap::new() }
    }

    /// Is there a place now?
    pub(super) fn has_place(&mut self, now_us: i64) -> bool {
        while self.ending.peek().is_some_and(|end| end.0 <= now_us) {
            self.ending.pop();
            self.taken -= 1;
        }
        self.taken < self.places
    }

    /// Takes a place if there is one.
    pub(super) fn admit(&mut self, now_us: i64) -> bool {
        let admitted = self.has_place(now_us);
        self.taken += usize::from(admitted);
        admitted
    }

    /// An admitted session ends; its place falls free a while later.
    pub(super) fn leave(&mut self, now_us: i64) {
        self.ending.push(Reverse(now_us + self.linger_us));
    }
}
