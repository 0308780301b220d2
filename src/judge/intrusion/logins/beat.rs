//! Programs told from guessers by their beat: what is started by a clock comes back at one interval, or at two in
//! turn. Times of tries in, a yes or no out. A guesser that keeps such a beat is not told from a program.

use crate::base::time::SECOND_US;

/// Mean time between tries from which a beat is that of a program that calls now and then: monitors and clients
/// that synchronise ask once in half a minute to once in a quarter of an hour. Guessing at that pace takes a
/// month for a short list of passwords.
pub(in crate::judge) const PACE_US: i64 = 30 * SECOND_US;
/// Gaps that are alike: within a fifth. Clients add a delay at random so as not to come all at once (Floyd and Jacobson 1994).
pub(in crate::judge) const ALIKE: f64 = 0.2;
/// Share of the gaps that are like one of the two before. Of gaps at random it is one in five.
pub(in crate::judge) const REGULAR: f64 = 0.6;

/// The gaps between the tries of one source, of which two are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Beat {
    first_us: i64,
    last_us: i64,
    before: [Option<i64>; 2],
    gaps: u32,
    alike: u32,
}

impl Beat {
    /// A further try.
    pub(super) fn add(&mut self, at_us: i64, is_first: bool) {
        if is_first {
            self.first_us = at_us;
        } else {
            let gap = at_us - self.last_us;
            let [one, two] = self.before;
            self.gaps += 1;
            self.alike += u32::from(one.into_iter().chain(two).any(|other| alike(gap, other)));
            self.before = [Some(gap), one];
        }
        self.last_us = at_us;
    }

    /// Does it come by a clock, and seldom?
    pub(super) fn is_regular(&self) -> bool {
        self.last_us - self.first_us >= PACE_US * i64::from(self.gaps.max(1))
            && f64::from(self.alike) >= REGULAR * f64::from(self.gaps)
    }
}

fn alike(a: i64, b: i64) -> bool {
    (a - b).abs() as f64 <= ALIKE * a.max(b) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_regular(gaps_s: impl Iterator<Item = i64>) -> bool {
        let mut beat = Beat::default();
        let mut at_us = 0;
        beat.add(at_us, true);
        for gap_s in gaps_s {
            at_us += gap_s * SECOND_US;
            beat.add(at_us, false);
        }
        beat.is_regular()
    }

    #[test]
    fn what_comes_by_a_clock_is_regular() {
        assert!(is_regular((0..50).map(|_| 60)));
        assert!(is_regular((0..50).map(|k| 300 + k * 7 % 60)));
        // Two tries, a pause.
        assert!(is_regular((0..50).map(|k| if k % 2 == 0 { 5 } else { 300 })));
    }

    #[test]
    fn haste_and_chance_are_not() {
        assert!(!is_regular((0..500).map(|_| 2)));
        assert!(!is_regular((0..200).map(|k| 10 + k * k * 7919 % 997)));
    }
}
