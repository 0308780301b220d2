//! The annex of sources: the addresses of hostile campaigns of concluded incidents, or their pseudonyms where the
//! report is to be read by others. It lists nobody whose incident is not concluded.

use super::scribe::{Scribe, literal, number, text};
use super::{Block, Note, Part, Table, Tone};
use crate::base::time::{SECOND_US, rfc3339};
use crate::judge::judgement::Indicator;
use crate::tell::pseudonym::Pseudonyms;

/// Sources that are listed; `indicators.csv` has all.
const LISTED_MAX: usize = 200;

/// The annex; none without a source to list.
pub(super) fn part(scribe: &Scribe<'_>) -> Option<Part> {
    let sources = &scribe.judgement.indicators;
    if sources.is_empty() {
        return None;
    }
    let pseudonyms = scribe.context.pseudonyms.as_ref();
    let mut blocks = vec![Block::Text(scribe.say("sources-intro"))];
    let note = match pseudonyms {
        Some(names) => scribe.get("sources-pseudonyms", &[("key", names.key_id().into())]),
        None => scribe.say("sources-addresses"),
    };
    blocks.push(Block::Note(Note { tone: Tone::Limit, text: note }));
    blocks.push(Block::Table(table(scribe, sources, pseudonyms)));
    if sources.len() > LISTED_MAX {
        let rest = (sources.len() - LISTED_MAX) as u64;
        blocks.push(Block::Text(scribe.count("sources-rest", rest)));
    }
    let title = scribe.say("sources-title");
    Some(Part { id: "sources".to_owned(), title, stance: None, blocks })
}

fn table(scribe: &Scribe<'_>, sources: &[Indicator], pseudonyms: Option<&Pseudonyms>) -> Table {
    let columns = [
        ("column-source", false),
        ("column-network", false),
        ("column-campaign", true),
        ("column-requests", true),
        ("column-first", false),
        ("column-last", false),
        ("column-country", false),
        ("column-as", false),
    ];
    let mut table = scribe.table(scribe.say("sources-caption"), &columns);
    for one in sources.iter().take(LISTED_MAX) {
        let (source, network) = names(one, pseudonyms);
        let organisation =
            one.as_number.map_or_else(|| "–".to_owned(), |number| format!("AS{number}"));
        table.rows.push(vec![
            literal(&source),
            literal(&network),
            number(one.campaign.to_string()),
            number(scribe.words.numbers().integer(one.requests)),
            text(second(one.first_us)),
            text(second(one.last_us)),
            literal(one.country.as_deref().unwrap_or("–")),
            literal(&organisation),
        ]);
    }
    table
}

/// `2021-04-06 06:02:17`: a date and a time that a narrow column may part, without the fraction that
/// `indicators.csv` has.
fn second(instant_us: i64) -> String {
    let whole = rfc3339(instant_us.div_euclid(SECOND_US) * SECOND_US);
    whole.trim_end_matches('Z').replace('T', " ")
}

/// What a source and its network are called.
fn names(one: &Indicator, pseudonyms: Option<&Pseudonyms>) -> (String, String) {
    let none = || "–".to_owned();
    match pseudonyms {
        Some(names) => {
            (names.source(&one.address), names.network(&one.address).unwrap_or_else(none))
        }
        None => (one.address.clone(), network(&one.address).unwrap_or_else(none)),
    }
}

/// The /24 or /48 of an address.
fn network(address: &str) -> Option<String> {
    let address: std::net::IpAddr = address.parse().ok()?;
    let prefix = if address.is_ipv4() { 24 } else { 48 };
    let network = ipnetwork::IpNetwork::new(address, prefix).ok()?;
    Some(format!("{}/{prefix}", network.network()))
}
