//! Which signatures each distinct text of a run matches: every path, query, agent, referer and method
//! is looked at once, however often it was asked for. Texts in, numbers by code out.

use rayon::prelude::*;

use crate::ask::service::{Names, Service};

use super::pack::Place;
use super::rules::{Number, Rules};

/// Signatures by code, for every place.
#[derive(Debug, Default)]
pub(super) struct Marks {
    columns: Vec<Column>,
}

/// Signatures by code, for one place. Few texts match anything, so codes lead to sets.
#[derive(Debug, Default)]
struct Column {
    /// By code: index into `sets` plus one; 0 for none.
    set_of: Vec<u32>,
    sets: Vec<Vec<Number>>,
}

impl Column {
    fn of<'a, T>(texts: &'a [T], text: fn(&'a T) -> Option<&'a str>, find: &Find<'_>) -> Self
    where
        T: Sync,
    {
        let matching = |(code, one): (usize, &'a T)| {
            let numbers = find.rules.matching(find.place, text(one)?.as_bytes());
            (!numbers.is_empty()).then_some((code, numbers))
        };
        let found: Vec<(usize, Vec<Number>)> =
            texts.par_iter().enumerate().filter_map(matching).collect();
        if found.is_empty() {
            return Self::default();
        }
        let mut column = Self { set_of: vec![0; texts.len()], sets: Vec::new() };
        for (code, numbers) in found {
            column.sets.push(numbers);
            if let Some(set) = column.set_of.get_mut(code) {
                *set = column.sets.len() as u32;
            }
        }
        column
    }

    fn numbers(&self, code: u32) -> &[Number] {
        let set = self.set_of.get(code as usize).copied().unwrap_or(0);
        let index = (set as usize).checked_sub(1);
        index.and_then(|index| self.sets.get(index)).map_or(&[], Vec::as_slice)
    }
}

struct Find<'a> {
    rules: &'a Rules,
    place: Place,
}

impl Marks {
    /// Looks at every distinct text.
    pub(super) fn of(names: &Names, rules: &Rules) -> Self {
        let columns = Place::ALL.map(|place| {
            let find = Find { rules, place };
            match place {
                Place::Path => Column::of(&names.paths, |text| Some(text), &find),
                Place::Query => Column::of(&names.queries, |text| Some(text), &find),
                Place::Agent => Column::of(&names.agents, |agent| agent.text.as_deref(), &find),
                Place::Referer => Column::of(&names.referers, |text| Some(text), &find),
                Place::Method => Column::of(&names.methods, |text| Some(text), &find),
            }
        });
        Self { columns: columns.into() }
    }

    /// The rows of a service that match any, in order.
    pub(super) fn rows(&self, service: &Service) -> Vec<u32> {
        let codes =
            [&service.path, &service.query, &service.agent, &service.referer, &service.method];
        let columns: Vec<(&[u32], &[u32])> = codes
            .into_iter()
            .zip(&self.columns)
            .filter(|(_, column)| !column.sets.is_empty())
            .map(|(codes, column)| (&**codes, column.set_of.as_slice()))
            .collect();
        let is = |(codes, set_of): &(&[u32], &[u32]), row: u32| {
            let code = codes.get(row as usize).copied().unwrap_or(u32::MAX);
            set_of.get(code as usize).is_some_and(|set| *set > 0)
        };
        let rows = 0..service.len() as u32;
        rows.filter(|row| columns.iter().any(|column| is(column, *row))).collect()
    }

    /// The signatures that a request matches.
    pub(super) fn row<'a>(
        &'a self,
        service: &'a Service,
        row: usize,
    ) -> impl Iterator<Item = Number> + 'a {
        let codes = [
            service.path.get(row),
            service.query.get(row),
            service.agent.get(row),
            service.referer.get(row),
            service.method.get(row),
        ];
        let pairs = codes.into_iter().zip(&self.columns);
        let pairs = pairs.filter_map(|(code, column)| Some((*code?, column)));
        pairs.flat_map(|(code, column)| column.numbers(code).iter().copied())
    }
}
