//! Place, network and agent class of each request: looked up once per distinct client, classified
//! once per distinct agent, then spread over the rows. The only file of the frame that knows how
//! places and agents are found out.

use polars::prelude::{Column, Int64Chunked, IntoColumn, IntoSeries, NewChunkedArray, PlSmallStr};
use rayon::prelude::*;

use crate::base::net::parse_address;
use crate::error::Result;
use crate::read::columns::ABSENT_CODE;

use super::agent::classify;
use super::place::territory::territory;
use super::place::{Place, Places};
use super::text::Text;

/// The columns country, territory, as_number, as_org and network_class.
pub(super) fn place_columns(clients: &Text, places: &Places, home: &str) -> Result<Vec<Column>> {
    let mut found: Vec<Place> =
        clients.values.par_iter().map(|client| places.locate(parse_address(client))).collect();
    // A row without a client has a place too: nowhere known.
    found.push(places.locate(None));
    let nowhere = clients.values.len() as u32;
    let of_row = |code: &u32| if *code == ABSENT_CODE { nowhere } else { *code };
    let codes: Vec<u32> = clients.codes.iter().map(of_row).collect();

    let countries: Vec<Option<&str>> = found.iter().map(|p| p.country.as_deref()).collect();
    let territories: Vec<Option<&str>> =
        countries.iter().map(|country| Some(territory(*country, home).name(home))).collect();
    let organisations: Vec<Option<&str>> = found.iter().map(|p| p.as_org.as_deref()).collect();
    let networks: Vec<Option<&str>> = found.iter().map(|p| Some(p.network_class.name())).collect();
    let numbers = codes.iter().map(|&code| found.get(code as usize).and_then(|p| p.as_number));
    let numbers = Int64Chunked::from_iter_options(PlSmallStr::from_static("as_number"), numbers);
    Ok(vec![
        Text::derived(&codes, &countries).into_column("country")?,
        Text::derived(&codes, &territories).into_column("territory")?,
        numbers.into_series().into_column(),
        Text::derived(&codes, &organisations).into_column("as_org")?,
        Text::derived(&codes, &networks).into_column("network_class")?,
    ])
}

/// The column agent_class. `carries` tells for each row whether its exhibit has agents at all: where
/// it has none the class is absent, because nothing can be said; a lone `-` is the class `empty`.
pub(super) fn agent_column(agents: &Text, carries: &[bool]) -> Result<Column> {
    let mut classes: Vec<Option<&str>> =
        agents.values.par_iter().map(|agent| Some(classify(Some(agent)).name())).collect();
    classes.push(Some(classify(None).name()));
    let none = agents.values.len() as u32;
    let of_row = |(&code, &carries): (&u32, &bool)| match code {
        ABSENT_CODE if carries => none,
        code => code,
    };
    let codes: Vec<u32> = agents.codes.iter().zip(carries).map(of_row).collect();
    Text::derived(&codes, &classes).into_column("agent_class")
}
