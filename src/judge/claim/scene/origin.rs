//! Where the addresses of requests lie, with bounds: what no database places, and what an anonymiser
//! hides, may lie anywhere. Rows in, shares out. Where an address lies says nothing of who used it.

use super::super::super::judgement::{Figure, Label, Unit};
use super::super::ranged;
use super::{Scene, Site};
use crate::ask::service::Client;
use crate::base::class::{NetworkClass, Territory};
use crate::base::stats::proportion::wilson;
use crate::base::time::Window;

/// Requests (or clients) in a window by what is asked of their place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::judge) struct Places {
    /// All of them.
    pub(in crate::judge) all: f64,
    /// Those that a database places where it is asked.
    pub(in crate::judge) there: f64,
    /// Those that no database places, or that an anonymiser hides.
    pub(in crate::judge) unplaced: f64,
}

impl Places {
    fn add(&mut self, place: Option<bool>) {
        self.all += 1.0;
        match place {
            Some(true) => self.there += 1.0,
            Some(false) => {}
            None => self.unplaced += 1.0,
        }
    }
}

/// The share of those that lie there among those that have a place; the interval holds it wherever
/// the others lie (Manski 2003, Partial Identification, ch. 1), by every database, with the Wilson
/// bounds of each.
pub(in crate::judge) fn share(name: &'static str, by_database: &[Places]) -> Option<Figure> {
    let primary = by_database.first()?;
    let placed = primary.all - primary.unplaced;
    if placed <= 0.0 {
        return None;
    }
    let low = by_database.iter().map(|p| wilson(p.there, p.all).0).fold(1.0, f64::min);
    let high =
        by_database.iter().map(|p| wilson(p.there + p.unplaced, p.all).1).fold(0.0, f64::max);
    Some(ranged(name, primary.there / placed, (low, high), Unit::Share))
}

/// The requests of a window that are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::judge) enum Of {
    /// All.
    Requests,
    /// One for each client.
    Clients,
    /// Those of campaigns called hostile.
    Hostile,
}

/// Requests abroad, by each database of countries.
pub(in crate::judge) fn abroad(scene: &Scene, windows: &[Window], of: Of) -> Vec<Places> {
    let clients = clients(scene, windows, of);
    let databases = scene.run.conditions.country_databases.max(1);
    (0..databases)
        .map(|database| {
            let mut places = Places::default();
            clients.iter().for_each(|client| places.add(is_abroad(client, database)));
            places
        })
        .collect()
}

/// Requests from a list of countries, by the primary database. The home country's overseas
/// territories belong to it.
pub(in crate::judge) fn within(
    scene: &Scene,
    windows: &[Window],
    of: Of,
    countries: &[String],
) -> Vec<Places> {
    let clients = clients(scene, windows, of);
    let home = clients.iter().find(|client| client.territory == Territory::Home);
    let home = home.and_then(|client| client.country.clone());
    let home_listed = home.is_some_and(|home| countries.contains(&home));
    let mut places = Places::default();
    for client in clients {
        let listed = |country: &String| {
            countries.contains(country) || (home_listed && client.territory == Territory::Overseas)
        };
        let country = client.country.as_ref().filter(|_| !is_hidden(client));
        places.add(country.map(listed));
    }
    vec![places]
}

/// Whose place is not that of the address: an anonymiser's exit says nothing of its users.
fn is_hidden(client: &Client) -> bool {
    client.network_class == NetworkClass::Anonymiser
}

fn is_abroad(client: &Client, database: usize) -> Option<bool> {
    let territory = match database.checked_sub(1) {
        None => client.territory,
        Some(other) => client.territory_elsewhere.get(other).copied()?,
    };
    let known = territory != Territory::Unknown && !is_hidden(client);
    known.then(|| territory.is_foreign())
}

fn clients<'a>(scene: &Scene<'a>, windows: &[Window], of: Of) -> Vec<&'a Client> {
    let mut found = Vec::new();
    for site in &scene.sites {
        let mut codes: Vec<u32> =
            windows.iter().flat_map(|window| codes(scene, site, *window, of)).collect();
        if of == Of::Clients {
            codes.sort_unstable();
            codes.dedup();
        }
        let names = site.ground.names;
        found.extend(codes.into_iter().filter_map(|code| names.clients.get(code as usize)));
    }
    found
}

fn codes(scene: &Scene, site: &Site, window: Window, of: Of) -> Vec<u32> {
    let service = &site.ground.service;
    let labels = &scene.run.judgement.labels;
    let asked = |row: &usize| of != Of::Hostile || is_hostile(labels, service.row[*row]);
    service.range(window).filter(asked).map(|row| service.client[row]).collect()
}

fn is_hostile(labels: &[Label], row: u32) -> bool {
    let found = labels.binary_search_by_key(&row, |label| label.row).ok();
    found.and_then(|at| labels.get(at)).is_some_and(|label| label.attack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_place_may_lie_anywhere() {
        let places = Places { all: 1000.0, there: 600.0, unplaced: 200.0 };
        let found = share("x", &[places]).expect("a share");
        assert!((found.value - 0.75).abs() < 1e-12);
        let (low, high) = found.interval.expect("bounds");
        assert!(low < 0.6 && low > 0.55 && high > 0.8 && high < 0.85, "{low} {high}");
        let other = Places { there: 300.0, ..places };
        let both = share("x", &[places, other]).expect("a share").interval.expect("bounds");
        assert!(both.0 < 0.3 && both.1 == high);
        assert_eq!(share("x", &[Places { unplaced: 1000.0, ..places }]), None);
    }
}
