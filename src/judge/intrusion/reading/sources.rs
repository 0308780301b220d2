//! What the rows of a service hold, by source. A choice of rows in, a value of each by source out, by
//! counting: nothing is sorted, rows are read in their order, and nothing is kept of those that were not
//! chosen.

use super::Ground;

/// A value of each chosen row, by source.
pub(super) struct Sources<T> {
    values: Vec<T>,
    /// Where the values of each source end; they begin where those of the source before end.
    ends: Vec<u32>,
}

impl<T: Copy + Default> Sources<T> {
    /// The `value` of the rows that `likely` picks by themselves, and `chosen` by whose they are, by source;
    /// none of a source with fewer than `least`.
    pub(super) fn of(
        ground: &Ground<'_>,
        least: u32,
        (likely, chosen): (impl Fn(usize) -> bool, impl Fn(usize, u32) -> bool),
        value: impl Fn(usize) -> T,
    ) -> Self {
        let (counts, rows) = counted(ground, likely, chosen);
        let enough = |who: usize| counts.get(who).is_some_and(|count| *count >= least);
        let mut sum = 0;
        // `ends` holds the starts until the values are in place.
        let place = |(who, count): (usize, &u32)| {
            let start = sum;
            sum += if enough(who) { *count } else { 0 };
            start
        };
        let mut ends: Vec<u32> = counts.iter().enumerate().map(place).collect();
        let mut values = vec![T::default(); sum as usize];
        for row in rows.into_iter().map(|row| row as usize) {
            let who = ground.who(row).map(|who| who as usize).filter(|who| enough(*who));
            if let Some(next) = who.and_then(|who| ends.get_mut(who)) {
                if let Some(slot) = values.get_mut(*next as usize) {
                    *slot = value(row);
                }
                *next += 1;
            }
        }
        Self { values, ends }
    }

    /// Each source that has any, in order, with its values in order of row.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, &[T])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let parts = starts
            .zip(&self.ends)
            .map(|(start, &end)| self.values.get(start as usize..end as usize).unwrap_or_default());
        (0..).zip(parts).filter(|(_, values)| !values.is_empty())
    }
}

/// How many rows of each source are chosen, and which.
fn counted(
    ground: &Ground<'_>,
    likely: impl Fn(usize) -> bool,
    chosen: impl Fn(usize, u32) -> bool,
) -> (Vec<u32>, Vec<u32>) {
    let mut counts = vec![0_u32; ground.names.clients.len()];
    let mut rows = Vec::new();
    for row in (0..ground.service.len()).filter(|row| likely(*row)) {
        let who = ground.who(row).filter(|who| chosen(row, *who));
        if let Some(count) = who.and_then(|who| counts.get_mut(who as usize)) {
            *count += 1;
            rows.push(row as u32);
        }
    }
    (counts, rows)
}

/// Counts distinct codes, group after group, without hashing: a mark a code, renewed by group.
pub(super) struct Distinct {
    marks: Vec<u32>,
    group: u32,
}

impl Distinct {
    /// For codes below that many.
    pub(super) fn new(codes: usize) -> Self {
        Self { marks: vec![0; codes], group: 0 }
    }

    /// Distinct codes of a group.
    pub(super) fn count(&mut self, codes: impl Iterator<Item = u32>) -> usize {
        self.group += 1;
        let mut count = 0;
        for code in codes {
            if let Some(mark) =
                self.marks.get_mut(code as usize).filter(|mark| **mark != self.group)
            {
                *mark = self.group;
                count += 1;
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::nothing::Nothing;
    use super::super::Exempt;
    use super::*;
    use crate::judge::profile::Subscribers;
    use crate::judge::sample::World;

    #[test]
    fn rows_lie_together_by_source_and_small_ones_are_left_out() {
        let mut world = World::default();
        for (at, client) in [(0.0, "192.0.2.1"), (1.0, "192.0.2.2"), (2.0, "192.0.2.1")] {
            world.ask(at, client, "/", 200);
        }
        let (service, names) = world.build();
        let (subscribers, exempt) = (Subscribers::of(&names), Exempt::of(&names));
        let (nothing, taken) = (Nothing::default(), vec![false; 3]);
        let ground = Ground {
            service: &service,
            names: &names,
            subscribers: &subscribers,
            nothing: &nothing,
            exempt: &exempt,
            taken: &taken,
        };
        let rows = |least, chosen: fn(usize, u32) -> bool| -> Vec<Vec<usize>> {
            let sources = Sources::of(&ground, least, (|_| true, chosen), |row| row);
            sources.each().map(|(_, rows)| rows.to_vec()).collect()
        };
        assert_eq!(rows(1, |_, _| true), [vec![0, 2], vec![1]]);
        assert_eq!(rows(2, |_, _| true), [vec![0, 2]]);
        assert_eq!(rows(1, |row, _| row > 0), [vec![2], vec![1]]);
    }

    #[test]
    fn distinct_codes_are_counted_anew_in_each_group() {
        let mut distinct = Distinct::new(3);
        assert_eq!(distinct.count([0, 1, 0, 9].into_iter()), 2);
        assert_eq!(distinct.count([0, 0].into_iter()), 1);
    }
}
