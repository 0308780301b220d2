//! What was seen of the log's own health while it was read: counts and extremes that add up over
//! chunks in their order. It judges nothing and changes no row.

use super::offsets::Offsets;

/// Counts of one exhibit, or of a part of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// Stamps without a zone.
    pub zoneless: u64,
    /// The offsets of those that have one, where they are written in full.
    pub offsets: Offsets,
    /// Local times that stand for two instants; the earlier was taken.
    pub folds: u64,
    /// Local times that no clock showed.
    pub gaps: u64,
    /// Stamps without a year.
    pub yearless: u64,
    /// Requests without any time.
    pub timeless: u64,
    /// Requests stamped before the one above them.
    pub out_of_order: u64,
    /// The largest such step back, microseconds.
    pub step_back_us: i64,
    /// The longest silence between two lines, microseconds, and where it ends.
    pub silence_us: i64,
    /// The instant at which that silence ended.
    pub silence_end_us: Option<i64>,
    /// Requests whose connection came from an internal address.
    pub internal: u64,
    /// Requests with a forwarding header.
    pub forwarded: u64,
    /// Requests whose client was taken from a header, because the connection was trusted.
    pub trusted: u64,
    /// First and last stamp in order of lines: what the next part is compared with.
    pub first_us: Option<i64>,
    /// The last stamp in order of lines.
    pub last_us: Option<i64>,
}

impl Health {
    /// Sees the stamp of the next request.
    #[inline]
    pub fn stamp(&mut self, ts_us: i64) {
        if let Some(last) = self.last_us {
            self.step(last, ts_us);
        } else {
            self.first_us = Some(ts_us);
        }
        self.last_us = Some(ts_us);
    }

    /// Counts how a stamp was read, as another counted it.
    pub fn count_stamp(&mut self, read: &Self) {
        self.zoneless += read.zoneless;
        self.folds += read.folds;
        self.gaps += read.gaps;
        self.yearless += read.yearless;
    }

    #[inline]
    fn step(&mut self, last: i64, next: i64) {
        let step = next.saturating_sub(last);
        if step < 0 {
            self.out_of_order += 1;
            self.step_back_us = self.step_back_us.max(-step);
        } else if step > self.silence_us {
            self.silence_us = step;
            self.silence_end_us = Some(next);
        }
    }

    /// Adds the part that follows.
    pub fn add(&mut self, next: &Self) {
        if let (Some(last), Some(first)) = (self.last_us, next.first_us) {
            self.step(last, first);
        }
        if next.silence_us > self.silence_us {
            (self.silence_us, self.silence_end_us) = (next.silence_us, next.silence_end_us);
        }
        self.count_stamp(next);
        self.offsets.add(&next.offsets);
        self.timeless += next.timeless;
        self.out_of_order += next.out_of_order;
        self.step_back_us = self.step_back_us.max(next.step_back_us);
        self.internal += next.internal;
        self.forwarded += next.forwarded;
        self.trusted += next.trusted;
        self.first_us = self.first_us.or(next.first_us);
        self.last_us = next.last_us.or(self.last_us);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        let stamps = [5, 9, 3, 3, 20, 19, 40];
        let of = |part: &[i64]| {
            let mut health = Health::default();
            part.iter().for_each(|stamp| health.stamp(*stamp));
            health
        };
        let whole = of(&stamps);
        assert_eq!((whole.out_of_order, whole.step_back_us), (2, 6));
        assert_eq!((whole.silence_us, whole.silence_end_us), (21, Some(40)));
        for at in 0..=stamps.len() {
            let (head, tail) = stamps.split_at(at);
            let mut sum = of(head);
            sum.add(&of(tail));
            assert_eq!(sum, whole, "cut at {at}");
        }
    }
}
