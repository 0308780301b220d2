//! What a replay keeps of what was out of the ordinary. It replays nothing.

use super::super::judgement::Factor;

/// A subset of the factors of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept(u8);

impl Kept {
    /// The incident as it was.
    pub(super) const ALL: Self = Self((1 << Factor::ALL.len()) - 1);

    /// An ordinary day, in which nobody tries again.
    pub(super) const NONE: Self = Self(0);

    const fn bit(factor: Factor) -> u8 {
        1 << factor as u8
    }

    /// Is it kept?
    pub(super) const fn has(self, factor: Factor) -> bool {
        self.0 & Self::bit(factor) != 0
    }

    /// The same with it.
    pub(super) const fn with(self, factor: Factor) -> Self {
        Self(self.0 | Self::bit(factor))
    }

    /// The same without it.
    pub(super) const fn without(self, factor: Factor) -> Self {
        Self(self.0 & !Self::bit(factor))
    }
}
