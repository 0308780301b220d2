//! Sigma rules against the distinct texts of a run, then against its rows: each text is matched once
//! with all patterns of its field, raw and decoded; a row combines what its texts gave. Rules and texts
//! in, rules by row out.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use regex::bytes::{RegexSet, RegexSetBuilder};

use super::SigmaRule;
use super::selection::{Field, MISSING, Test};
use crate::ask::service::{NO_TEXT, Names, Service};
use crate::judge::intrusion::decode::{capped, decoded};

/// Number of a pattern among all.
type Id = u32;

/// Largest compiled form of all patterns of one field.
const SET_BYTES: usize = 256 << 20;

/// The patterns of one field, all at once.
#[derive(Debug, Default)]
struct Set {
    set: RegexSet,
    ids: Vec<Id>,
}

/// Rules made ready.
#[derive(Debug, Default)]
pub(in crate::judge::intrusion) struct Matches {
    rules: Vec<SigmaRule>,
    sets: BTreeMap<Field, Set>,
    /// First pattern of each rule.
    starts: Vec<Id>,
    /// Can a status alone make a rule match?
    by_status: bool,
}

/// What the texts of a run gave.
pub(in crate::judge::intrusion) struct Hits<'a> {
    matches: &'a Matches,
    urls: BTreeMap<(u32, u32), Vec<Id>>,
    agents: Vec<Vec<Id>>,
    referers: Vec<Vec<Id>>,
    methods: Vec<Vec<Id>>,
    statuses: BTreeMap<i16, Vec<Id>>,
    /// What no referer and no query match.
    no_referer: Vec<Id>,
}

fn tests(rule: &SigmaRule) -> impl Iterator<Item = &Test> {
    rule.selections.iter().flat_map(|(_, selection)| selection.alternatives.iter().flatten())
}

/// Has it a selection of statuses alone?
fn is_by_status(rule: &SigmaRule) -> bool {
    let mut selections = rule.selections.iter().flat_map(|(_, one)| &one.alternatives);
    selections.any(|tests| tests.iter().all(|test| test.field == Field::Status))
}

impl Matches {
    /// Compiles the patterns of all rules.
    pub(in crate::judge::intrusion) fn of(rules: Vec<SigmaRule>) -> Result<Self, String> {
        let mut by_field: BTreeMap<Field, (Vec<&str>, Vec<Id>)> = BTreeMap::new();
        let (mut next, mut starts) = (0, Vec::new());
        for rule in &rules {
            starts.push(next);
            for test in tests(rule) {
                let (patterns, ids) = by_field.entry(test.field).or_default();
                patterns.extend(test.patterns.iter().map(String::as_str));
                ids.extend(next..next + test.patterns.len() as Id);
                next += test.patterns.len() as Id;
            }
        }
        let compiled = |(field, (patterns, ids)): (Field, (Vec<&str>, Vec<Id>))| {
            let mut builder = RegexSetBuilder::new(patterns);
            builder.case_insensitive(true).unicode(false).dot_matches_new_line(true);
            let set = builder.size_limit(SET_BYTES).build().map_err(|error| error.to_string())?;
            Ok((field, Set { set, ids }))
        };
        let sets = by_field.into_iter().map(compiled).collect::<Result<_, String>>()?;
        let by_status = rules.iter().any(is_by_status);
        Ok(Self { rules, sets, starts, by_status })
    }

    /// How many rules.
    pub(in crate::judge::intrusion) fn len(&self) -> usize {
        self.rules.len()
    }

    /// Matches every distinct text of a run.
    pub(in crate::judge::intrusion) fn hits<'a>(
        &'a self,
        services: &[Service],
        names: &Names,
    ) -> Hits<'a> {
        let of = |texts: &[String], field| -> Vec<Vec<Id>> {
            texts.par_iter().map(|text| self.text(field, text.as_bytes())).collect()
        };
        let agent = |agent: &crate::ask::service::Agent| {
            self.text(Field::Agent, agent.text.as_deref().unwrap_or(MISSING).as_bytes())
        };
        let mut pairs: Vec<(u32, u32)> = services
            .iter()
            .flat_map(|service| service.path.iter().copied().zip(service.query.iter().copied()))
            .collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let urls = pairs.into_par_iter().map(|pair| (pair, self.url(names, pair)));
        let urls: Vec<((u32, u32), Vec<Id>)> = urls.filter(|(_, ids)| !ids.is_empty()).collect();
        Hits {
            matches: self,
            urls: urls.into_iter().collect(),
            agents: names.agents.par_iter().map(agent).collect(),
            referers: of(&names.referers, Field::Referer),
            methods: of(&names.methods, Field::Method),
            statuses: self.statuses(services),
            no_referer: self.set(Field::Referer, MISSING.as_bytes()),
        }
    }

    fn statuses(&self, services: &[Service]) -> BTreeMap<i16, Vec<Id>> {
        let all = services.iter().flat_map(|service| &service.status);
        let distinct: BTreeSet<i16> = all.copied().collect();
        let ids = |status: i16| (status, self.set(Field::Status, status.to_string().as_bytes()));
        distinct.into_iter().map(ids).collect()
    }

    fn url(&self, names: &Names, (path, query): (u32, u32)) -> Vec<Id> {
        let path = names.paths.get(path as usize).map_or("", String::as_str);
        let Some(query) = names.queries.get(query as usize).filter(|_| query != NO_TEXT) else {
            let mut ids = [Field::Url, Field::Path].map(|f| self.text(f, path.as_bytes())).concat();
            ids.extend(self.set(Field::Query, path.as_bytes()));
            ids.extend(self.set(Field::Query, MISSING.as_bytes()));
            return ids;
        };
        let whole = format!("{path}?{query}");
        let mut ids = self.text(Field::Url, whole.as_bytes());
        ids.extend(self.set(Field::Path, path.as_bytes()));
        ids.extend(self.set(Field::Query, query.as_bytes()));
        ids.extend(self.set(Field::Query, whole.as_bytes()));
        ids
    }

    /// Patterns of a field, and keywords, that a text matches.
    fn text(&self, field: Field, text: &[u8]) -> Vec<Id> {
        let mut ids = self.set(field, text);
        if field != Field::Path {
            ids.extend(self.set(Field::Any, text));
        }
        ids
    }

    fn set(&self, field: Field, text: &[u8]) -> Vec<Id> {
        let Some(set) = self.sets.get(&field) else { return Vec::new() };
        let matching = |text: &[u8]| -> Vec<Id> {
            let found = set.set.matches(text);
            found.iter().filter_map(|index| set.ids.get(index)).copied().collect()
        };
        let raw = capped(text);
        let mut ids = matching(&raw);
        let form = !matches!(field, Field::Path | Field::Method);
        if let Some(once) = decoded(&raw, form) {
            ids.extend(matching(&once));
            ids.extend(decoded(&once, form).map(|twice| matching(&twice)).unwrap_or_default());
        }
        ids
    }
}

impl Hits<'_> {
    /// The first rule that a row matches, by its number among the rules.
    pub(in crate::judge::intrusion) fn row(&self, service: &Service, row: usize) -> Option<usize> {
        let pair = (*service.path.get(row)?, *service.query.get(row)?);
        let of = |codes: &[u32], lists: &[Vec<Id>]| -> Vec<Id> {
            let code = codes.get(row).copied().unwrap_or(NO_TEXT);
            lists.get(code as usize).cloned().unwrap_or_default()
        };
        let mut ids = self.urls.get(&pair).cloned().unwrap_or_default();
        ids.extend(of(&service.agent, &self.agents));
        let referer = service.referer.get(row).copied().unwrap_or(NO_TEXT);
        ids.extend(self.referers.get(referer as usize).unwrap_or(&self.no_referer));
        ids.extend(of(&service.method, &self.methods));
        // Nearly all rows end here.
        if ids.is_empty() && !self.matches.by_status {
            return None;
        }
        let status = service.status.get(row).copied().unwrap_or_default();
        ids.extend(self.statuses.get(&status).into_iter().flatten());
        ids.sort_unstable();
        (0..self.matches.rules.len()).find(|index| self.holds(*index, &ids))
    }

    fn holds(&self, index: usize, ids: &[Id]) -> bool {
        let (Some(rule), Some(start)) =
            (self.matches.rules.get(index), self.matches.starts.get(index))
        else {
            return false;
        };
        let mut next = *start;
        let mut selected = Vec::new();
        for (_, selection) in &rule.selections {
            let mut any = false;
            for tests in &selection.alternatives {
                let mut all = true;
                for test in tests {
                    all &= holds(test, next, ids);
                    next += test.patterns.len() as Id;
                }
                any |= all;
            }
            selected.push(any);
        }
        rule.condition.holds(&selected)
    }
}

/// Does a test hold, whose patterns are numbered from `start`?
fn holds(test: &Test, start: Id, ids: &[Id]) -> bool {
    let mut each = (start..).zip(&test.patterns).map(|(id, _)| ids.binary_search(&id).is_ok());
    if test.all { each.all(|holds| holds) } else { each.any(|holds| holds) }
}
