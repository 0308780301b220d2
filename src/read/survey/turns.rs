//! Years of stamps that carry none: months in, in order of lines, years out. It reads no line.
//!
//! A stamp that is up to six months after the one before it moves the date on, and into the next year if
//! its month is lower; any other is one out of order and moves nothing. So a few lines that are late at
//! the turn of a year, or forged, turn no year.

use crate::read::format::kernel::reader::Context;
use crate::read::wrapper::kernel::head::Yearless;

impl Context {
    /// Moves on to a stamp of that month; the year it falls in, if any is known.
    pub fn turn(&mut self, month: u8) -> Option<i16> {
        let state = Place { years: 0, month: self.month };
        let (years, next) = state.step(month);
        let in_year = self.year.map(|year| year.saturating_add(years));
        self.year = self.year.map(|year| year.saturating_add(next.years));
        self.month = next.month;
        in_year
    }
}

/// Where the stamps have come to: years since the start, and the month (0 before the first).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) years: i16,
    pub(super) month: u8,
}

impl Place {
    /// A stamp of that month: years since the start, and where it leads to.
    pub(super) fn step(self, month: u8) -> (i16, Self) {
        if self.month == 0 {
            return (self.years, Self { month, ..self });
        }
        let forward = (12 + month - self.month) % 12 <= 6;
        match (forward, month.cmp(&self.month)) {
            (true, std::cmp::Ordering::Less) => {
                let next = Self { years: self.years.saturating_add(1), month };
                (next.years, next)
            }
            (true, _) => (self.years, Self { month, ..self }),
            (false, std::cmp::Ordering::Greater) => (self.years.saturating_sub(1), self),
            (false, _) => (self.years, self),
        }
    }
}

/// What a range does to the date, for each month at which it may begin (0: before any stamp).
#[derive(Debug, Clone, Default)]
pub(super) struct Turns {
    ends: [Place; 13],
    /// The last stamp.
    pub(super) last: Option<Yearless>,
}

impl Turns {
    /// Nothing was seen yet.
    pub(super) fn new() -> Self {
        let mut turns = Self::default();
        for (month, end) in turns.ends.iter_mut().enumerate() {
            end.month = month as u8;
        }
        turns
    }

    /// Sees the next stamp.
    pub(super) fn see(&mut self, stamp: Yearless) {
        // A month that was just seen moves nothing on.
        if self.last.is_none_or(|last| last.month != stamp.month) {
            for end in &mut self.ends {
                (_, *end) = end.step(stamp.month);
            }
        }
        self.last = Some(stamp);
    }

    /// Where the stamps have come to after the range, from where they were before it.
    pub(super) fn after(&self, before: Place) -> Place {
        let end = self.ends.get(usize::from(before.month)).copied().unwrap_or_default();
        Place { years: before.years.saturating_add(end.years), ..end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The year of each stamp, from 2020 on.
    fn years(months: &[u8]) -> Vec<i16> {
        let mut context = Context { year: Some(2020), ..Context::default() };
        months.iter().filter_map(|month| context.turn(*month)).collect()
    }

    #[test]
    fn years_turn_once_and_disorder_turns_none() {
        assert_eq!(years(&[11, 12, 12, 1, 2]), [2020, 2020, 2020, 2021, 2021]);
        assert_eq!(years(&[12, 1, 12, 1, 12, 2]), [2020, 2021, 2020, 2021, 2020, 2021]);
        assert_eq!(years(&[4, 3, 4, 5]), [2020; 4]);
        assert_eq!(years(&[10, 4, 10, 4]), [2020, 2021, 2021, 2022]);
        assert_eq!(years(&[11, 4, 11, 12, 1]), [2020, 2021, 2020, 2020, 2021]);
    }

    #[test]
    fn ranges_add_up_to_the_whole() {
        let months = [12, 1, 12, 6, 7, 2, 1, 8, 3, 3, 9, 2];
        let stamp = |month: u8| Yearless { month, day: 1, time: jiff::civil::Time::MIN };
        let of = |months: &[u8]| {
            let mut turns = Turns::new();
            months.iter().for_each(|month| turns.see(stamp(*month)));
            turns
        };
        let mut context = Context { year: Some(0), ..Context::default() };
        months.iter().for_each(|month| {
            context.turn(*month);
        });
        for at in 0..=months.len() {
            let (head, tail) = months.split_at(at);
            let end = of(tail).after(of(head).after(Place::default()));
            assert_eq!((Some(end.years), end.month), (context.year, context.month), "cut at {at}");
        }
    }
}
