//! One replay: bin after bin through the queue, with what is kept of what was out of the ordinary, under one
//! draw of what is not known. Out: what is asked for and lost in each bin, and which of them fail.

use super::super::incident::FAIL_SHARE;
use super::super::judgement::Factor;
use super::Model;
use super::bins::Bin;
use super::draws::Draw;
use super::kept::Kept;
use crate::base::time::MINUTE_US;

/// Time from one page of a visit to the next: whether people go on hangs on what was lost in it.
pub(super) const ON_US: i64 = MINUTE_US;
impl Model {
    /// Which bins fail in a replay.
    pub(super) fn replay(&self, kept: Kept, draw: &Draw) -> Vec<bool> {
        let mut failing = Vec::with_capacity(self.bins.len());
        self.pass(kept, draw, |_, lost| failing.push(lost > FAIL_SHARE));
        failing
    }

    /// Tells of each bin of a replay what is asked for, and the share of it that is lost.
    pub(super) fn pass(&self, kept: Kept, draw: &Draw, mut tell: impl FnMut(f64, f64)) {
        let mut due = vec![0.0; self.bins.len() + self.retry_bins + 1];
        let (mut waiting, mut recent) = (0.0, 0.0);
        let memory = self.bin_us as f64 / ON_US as f64;
        let retry = if kept.has(Factor::Retries) { draw.retry } else { 0.0 };
        let factor = if kept == Kept::ALL { 1.0 } else { draw.capacity };
        for (k, bin) in self.bins.iter().enumerate() {
            let (fresh, machines) = self.load(bin, kept, draw, recent);
            let people = fresh + due[k];
            let load = people + machines;
            let capacity = self.capacity_in(kept, k, load, factor);
            let left = (waiting + load - capacity).max(0.0);
            waiting = left.min(self.queue * capacity);
            let lost = if load > 0.0 { ((left - waiting) / load).min(1.0) } else { 0.0 };
            due[k + self.retry_bins] += retry * lost * people;
            recent += memory.min(1.0) * (lost - recent);
            tell(load, lost);
        }
    }

    /// First tries of people, and what machines ask, in a bin where only that is kept and a share of what
    /// was asked just before was lost.
    fn load(&self, bin: &Bin, kept: Kept, draw: &Draw, lost: f64) -> (f64, f64) {
        let dropped = !kept.has(Factor::Attack) && draw.drop_unknown;
        let unclear = if dropped { 0.0 } else { bin.unknown };
        let wanted = if kept == Kept::ALL { bin.people } else { self.wanted(bin, lost) };
        // Those that cannot be told may be people of the surge as well; of attack or surge they are.
        let of_surge = draw.drop_unknown || !kept.has(Factor::Attack);
        let (people, unclear) = match bin.expected.filter(|_| !kept.has(Factor::Surge)) {
            Some(expected) if of_surge => ((wanted + unclear).min(draw.base * expected), 0.0),
            Some(expected) => (wanted.min(draw.base * expected), unclear),
            None => (wanted, unclear),
        };
        let hostile = if kept.has(Factor::Attack) { bin.hostile } else { 0.0 };
        let crawl = if kept.has(Factor::Crawl) { bin.crawl } else { 0.0 };
        (people, unclear + hostile + crawl)
    }

    /// Who is turned away does not go on: people's first tries where less is lost than was.
    fn wanted(&self, bin: &Bin, lost: f64) -> f64 {
        let turned_away = bin.failures / bin.requests.max(1.0);
        if !bin.is_failing() {
            return bin.people;
        }
        let served = 1.0 - (lost / turned_away).min(1.0);
        bin.people * (1.0 + (self.unasked - 1.0) * served)
    }

    /// Capacity in a bin, what was served in the incident taken times a factor. Where load was what brought the
    /// service down, less was served than it can bear (work for clients that had left, queues): taken below
    /// what was shown, load is borne. What was shown is certain: it was served.
    fn capacity_in(&self, kept: Kept, bin: usize, load: f64, factor: f64) -> f64 {
        let of_attack = self.attack_explains_loss && !kept.has(Factor::Attack);
        let of_load = self.load_explains_loss && load <= self.shown;
        let sustained = self.capacity[bin].max(self.sustained) * factor;
        match kept {
            Kept::ALL => self.capacity[bin] * factor,
            _ if !kept.has(Factor::Loss) || of_attack || of_load => sustained.max(self.shown),
            _ => sustained,
        }
    }
}
