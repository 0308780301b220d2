//! A ledger made by hand: a claim of each outcome, with every kind of term; and addresses of the hostile
//! campaign.

use afflux::base::class::{NetworkClass, Territory};
use afflux::base::time::Window;
use afflux::judge::judgement::*;

use super::sample::at;

fn claim(id: &str, about: &'static str, quote: &str) -> Claim {
    Claim {
        id: id.to_owned(),
        who: "A minister".to_owned(),
        said: Said::Day(at("2021-04-07T00:00:00Z")),
        quote: quote.to_owned(),
        source: None,
        about,
        service: None,
        window: Some(Window::new(at("2021-04-06T06:00:00Z"), at("2021-04-06T08:00:00Z"))),
        terms: Vec::new(),
    }
}

fn examined(claim: Claim, outcome: Outcome, reason: Option<&'static str>) -> Examined {
    Examined {
        claim,
        outcome,
        reason,
        hypothesis: None,
        figures: Vec::new(),
        incidents: Vec::new(),
        query: "timeline",
    }
}

fn ranged(name: &'static str, value: f64, interval: (f64, f64), unit: Unit) -> Figure {
    Figure { name, value, interval: Some(interval), unit }
}

/// One claim of each outcome and one about countries and hours.
pub(super) fn ledger() -> Ledger {
    Ledger {
        path: "claims.toml".to_owned(),
        sha256: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef".to_owned(),
        complete_logs: true,
        claims: vec![abroad(), fewer(), night(), sources()],
    }
}

fn abroad() -> Examined {
    let claim = Claim {
        source: Some("https://example.fr/press/7".to_owned()),
        service: Some("www.example.fr".to_owned()),
        ..claim("minister-1", "attack_from_abroad", "An attack from abroad.")
    };
    Examined {
        hypothesis: Some(Hypothesis::Attack),
        incidents: vec![1],
        figures: vec![
            ranged("hostile_abroad", 0.93, (0.91, 0.95), Unit::Share),
            Figure { name: "likelihood_ratio", value: 10.0, interval: None, unit: Unit::Ratio },
        ],
        query: "foreign-share",
        ..examined(claim, Outcome::Consistent, None)
    }
}

fn fewer() -> Examined {
    let claim = Claim {
        terms: vec![
            ("than_from", Term::Instant(at("2021-04-05T06:00:00Z"))),
            ("than_until", Term::Instant(at("2021-04-05T08:00:00Z"))),
            ("of", Term::Choice("load")),
        ],
        ..claim("press-1", "lower_load_than", "Fewer connections than the day before.")
    };
    let figures = vec![ranged("requests_ratio", 3.35, (3.32, 3.41), Unit::Ratio)];
    Examined { figures, ..examined(claim, Outcome::Contradicted, None) }
}

fn night() -> Examined {
    let claim = Claim {
        said: Said::Moment(at("2021-04-07T09:30:00Z")),
        terms: vec![
            ("hours", Term::Hours("22:00-06:00".to_owned(), Vec::new())),
            ("effect", Term::Choice("presence")),
        ],
        ..claim("operator-1", "attack_in_the_night", "The attacks went on in the night.")
    };
    examined(claim, Outcome::Untestable, Some("not_seen"))
}

fn sources() -> Examined {
    let claim = Claim {
        window: None,
        terms: vec![
            ("countries", Term::Countries(vec!["DE".to_owned(), "NL".to_owned()])),
            ("share", Term::Number(0.5, Unit::Share)),
        ],
        ..claim("expert-1", "attack_sources_in", "Mostly from Germany and the Netherlands.")
    };
    Examined {
        hypothesis: Some(Hypothesis::Attack),
        incidents: vec![1, 3],
        query: "countries-by-hour",
        ..examined(claim, Outcome::Contradicted, Some("attack"))
    }
}

/// Addresses of campaign 1: of both families, an internal one, and a masked one.
pub(super) fn indicators() -> Vec<Indicator> {
    let one = |address: &str, requests| Indicator {
        campaign: 1,
        address: address.to_owned(),
        is_address: !address.starts_with("masked"),
        first_us: at("2021-04-06T06:03:10Z"),
        last_us: at("2021-04-06T08:10:59.5Z"),
        requests,
        country: Some("NL".to_owned()),
        territory: Territory::EuEea,
        as_number: Some(64_496),
        as_org: Some("Example, Hosting".to_owned()),
        network_class: NetworkClass::Hosting,
    };
    let unplaced = Indicator {
        country: None,
        territory: Territory::Unknown,
        as_number: None,
        as_org: None,
        network_class: NetworkClass::Unknown,
        ..one("2001:db8::7", 211)
    };
    vec![
        one("203.0.113.7", 912),
        one("198.51.100.200", 640),
        unplaced,
        one("10.0.0.7", 12),
        one("masked-17", 3),
    ]
}
