//! How far local time was from UTC, and when, as the zones of time stamps tell: what stamps without a
//! zone, of the same servers, can be read by.

/// Distinct offsets that are told apart. The servers of one place have two, summer's and winter's; logs
/// with more are of many places, and tell nothing of one.
const MOST: usize = 8;

/// Offsets that were seen, each with the first and last instant that it was written with. The order in
/// which they were seen leaves no trace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offsets {
    /// In order of offset.
    seen: Vec<Seen>,
    /// There were more than can be told apart.
    too_many: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    offset_us: i64,
    first_us: i64,
    last_us: i64,
}

impl Seen {
    fn covers(&self, us: i64) -> bool {
        (self.first_us..=self.last_us).contains(&us)
    }

    /// Microseconds from an instant to the nearest at which this offset held.
    fn distance(&self, us: i64) -> u64 {
        us.abs_diff(us.clamp(self.first_us, self.last_us))
    }
}

impl Offsets {
    /// Sees an offset at an instant, both in microseconds.
    pub fn see(&mut self, offset_us: i64, at_us: i64) {
        self.hold(Seen { offset_us, first_us: at_us, last_us: at_us });
    }

    /// Adds what was seen elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.too_many |= other.too_many;
        other.seen.iter().for_each(|seen| self.hold(*seen));
        if self.too_many {
            self.seen.clear();
        }
    }

    fn hold(&mut self, new: Seen) {
        if self.too_many {
            return;
        }
        match self.seen.binary_search_by_key(&new.offset_us, |seen| seen.offset_us) {
            Ok(at) => {
                if let Some(seen) = self.seen.get_mut(at) {
                    seen.first_us = seen.first_us.min(new.first_us);
                    seen.last_us = seen.last_us.max(new.last_us);
                }
            }
            Err(_) if self.seen.len() == MOST => {
                self.seen.clear();
                self.too_many = true;
            }
            Err(at) => self.seen.insert(at, new),
        }
    }

    /// The offset at a local time, as microseconds since the epoch without regard to zone: the one that was
    /// written at that instant, else at the nearest. `None` if none was seen, or two at one time, which
    /// is two places. Of an hour that a clock repeated, the earlier.
    pub fn at(&self, local_us: i64) -> Option<i64> {
        if self.overlap() {
            return None;
        }
        let near = |seen: &&Seen| {
            let instant = local_us.saturating_sub(seen.offset_us);
            (seen.distance(instant), seen.first_us)
        };
        self.seen.iter().min_by_key(near).map(|seen| seen.offset_us)
    }

    /// Were two offsets written at one time?
    fn overlap(&self) -> bool {
        self.seen.iter().any(|one| {
            let others = self.seen.iter().filter(|other| other.offset_us != one.offset_us);
            others.into_iter().any(|other| other.covers(one.first_us) || other.covers(one.last_us))
        })
    }

    /// Their names, as `+02:00`, in order.
    pub fn names(&self) -> String {
        let names: Vec<String> = self.seen.iter().map(|seen| name(seen.offset_us)).collect();
        names.join(", ")
    }
}

fn name(offset_us: i64) -> String {
    let minutes = offset_us / super::time::MINUTE_US;
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::time::HOUR_US;

    /// Local summer time until 1,000 h, winter time from then on.
    fn paris() -> Offsets {
        let mut offsets = Offsets::default();
        for hour in 0..1_000 {
            offsets.see(2 * HOUR_US, hour * HOUR_US);
        }
        for hour in 1_000..2_000 {
            offsets.see(HOUR_US, hour * HOUR_US);
        }
        offsets
    }

    #[test]
    fn local_time_is_read_by_the_offset_of_its_day() {
        let offsets = paris();
        assert_eq!(offsets.at(500 * HOUR_US), Some(2 * HOUR_US));
        assert_eq!(offsets.at(1_500 * HOUR_US), Some(HOUR_US));
        // Beyond what was seen, the nearest.
        assert_eq!(offsets.at(-500 * HOUR_US), Some(2 * HOUR_US));
        assert_eq!(offsets.at(2_500 * HOUR_US), Some(HOUR_US));
        // 1,001 is 999 in summer time and 1,000 in winter time.
        assert_eq!(offsets.at(1_001 * HOUR_US), Some(2 * HOUR_US));
        assert_eq!(offsets.names(), "+01:00, +02:00");
    }

    #[test]
    fn two_places_at_a_time_tell_nothing() {
        let mut offsets = paris();
        offsets.see(-4 * HOUR_US, 700 * HOUR_US);
        assert_eq!(offsets.at(500 * HOUR_US), None);
        assert_eq!(Offsets::default().at(0), None);
    }

    #[test]
    fn the_order_leaves_no_trace_and_many_are_none() {
        let (mut forth, mut back) = (Offsets::default(), Offsets::default());
        for hour in -6..6 {
            forth.see(hour * HOUR_US, hour);
            back.see(-hour * HOUR_US, -hour);
            let mut sum = forth.clone();
            sum.add(&back);
            let mut other = back.clone();
            other.add(&forth);
            assert_eq!(sum, other);
        }
        assert_eq!(forth.at(0), None);
        let mut whole = paris();
        whole.add(&forth);
        assert_eq!(whole.at(0), None);
    }
}
