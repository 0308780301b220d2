//! What kept an incident going, told from what began it (evidence T28; Bronson et al., HotOS 2021).

use super::super::judgement::{Factor, SURE, Sustained};
use super::bins::Bin;
use super::draws::{DRAWS, Draw};
use super::kept::Kept;
use super::replay::ON_US;
use super::{FAILS_SHARE, Model};

/// Minutes that repetitions must have kept failing to be named beside what began it (evidence T28)…
pub(in crate::judge) const HELD_MINUTES: f64 = 10.0;
/// …while first tries asked for less than so much of what had been borne.
pub(in crate::judge) const HELD_LOAD: f64 = 0.9;
impl Model {
    /// Did repetitions keep it failing? Where it went on after the last time that first tries asked for more
    /// than had been borne, and nearly nothing of that time fails in the replay without repetitions.
    pub(super) fn sustained_by_retries(&self) -> Option<Sustained> {
        let first = self.light_from()?;
        let failing = self.bins.iter().skip(first).filter(|bin| bin.is_failing()).count() as f64;
        let minutes = self.in_minutes(failing);
        let left = |draw: &Draw| {
            let replayed = self.replay(Kept::ALL.without(Factor::Retries), draw);
            replayed.iter().skip(first).filter(|failing| **failing).count() as f64
        };
        let gone = self.draws.iter().filter(|draw| left(draw) <= FAILS_SHARE * failing).count();
        let alone = gone as f64 >= SURE * DRAWS as f64;
        (self.retry_share > 0.0 && minutes >= HELD_MINUTES && alone)
            .then_some(Sustained { minutes })
    }

    /// The bin from which on no run of [`ON_US`] asks for more than had been borne; `None` if none ever did.
    fn light_from(&self) -> Option<usize> {
        let run = (ON_US / self.bin_us).max(1) as usize;
        let asked = |bin: &Bin| bin.people + bin.unknown + bin.crawl + bin.hostile;
        let heavy = |bins: &[Bin]| {
            bins.iter().map(asked).sum::<f64>() > HELD_LOAD * self.shown * bins.len() as f64
        };
        self.bins.windows(run).rposition(heavy).map(|last| last + run)
    }
}
