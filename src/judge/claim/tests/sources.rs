//! Claims about where requests came from, and about attempts to get in.

use super::*;

/// The outage, its failures called an attack from addresses with even numbers, or from all.
fn attacked(all: bool, origin: Origin) -> Stage {
    let mut stage = Stage::of(outage());
    stage.place = half_abroad;
    let (service, _) = stage.world.build();
    let rows = (0..service.len()).filter(|&row| service.status[row] == 503);
    let hostile = rows.filter(|row| all || row.is_multiple_of(2));
    stage.judgement.labels =
        hostile.map(|row| Label { row: row as u32, campaign: 1, attack: true }).collect();
    let incident = Incident { origin: Some(origin), ..incident(Cause::Attack, 1.0) };
    stage.with(vec![incident])
}

#[test]
fn an_attack_from_abroad_is_about_addresses() {
    let claim = "about = \"attack_from_abroad\"\n";
    let mut stage = attacked(false, Origin::Foreign);
    assert_eq!(stage.says(claim), "consistent");
    assert_eq!(stage.examine(claim).figures[0].name, "hostile_abroad");
    assert_eq!(attacked(true, Origin::Mixed).says(claim), "untestable origin_mixed");
    stage.place = |_| {};
    assert_eq!(stage.says(claim), "untestable not_placed");
    let mut home = attacked(false, Origin::Domestic);
    home.place = |names| {
        half_abroad(names);
        names.clients.iter_mut().for_each(|client| client.territory = Territory::Overseas);
    };
    assert_eq!(home.says(claim), "contradicted");
    let people = Stage::of(outage()).with(vec![incident(Cause::Overload, -1.0)]);
    assert_eq!(people.says(claim), "contradicted attack");
}

#[test]
fn the_countries_of_an_attack() {
    let claim = |countries, share| {
        format!("about = \"attack_sources_in\"\ncountries = [{countries}]\nshare = {share}\n")
    };
    let stage = attacked(true, Origin::Mixed);
    assert_eq!(stage.says(&claim("\"DE\", \"NL\"", 0.3)), "consistent");
    assert_eq!(stage.says(&claim("\"DE\"", 0.9)), "contradicted");
    assert_eq!(stage.says(&claim("\"DE\"", 0.5)), "untestable too_close");
    let mut overseas = attacked(true, Origin::Domestic);
    overseas.place = |names| {
        half_abroad(names);
        for client in names.clients.iter_mut().filter(|c| c.territory == Territory::Other) {
            (client.territory, client.country) = (Territory::Overseas, Some("RE".to_owned()));
        }
    };
    assert_eq!(overseas.says(&claim("\"FR\"", 0.9)), "consistent");
}

#[test]
fn a_share_from_abroad() {
    let mut stage = attacked(false, Origin::Foreign);
    let claim = |share, more: &str| {
        format!("about = \"share_foreign\"\nshare = {share}\n{more}{}", window("01:00", "04:00"))
    };
    assert_eq!(stage.says(&claim(0.5, "tolerance = 0.1\n")), "consistent");
    assert_eq!(stage.says(&claim(0.8, "")), "contradicted");
    assert_eq!(stage.says(&claim(0.2, "bound = \"at_least\"\n")), "consistent");
    assert_eq!(stage.says(&claim(0.2, "bound = \"at_most\"\nof = \"clients\"\n")), "contradicted");
    assert_eq!(stage.says(&claim(0.5, "of = \"hostile\"\n")), "untestable no_hostile");
    let hostile =
        "about = \"share_foreign\"\nshare = 0.9\nbound = \"at_least\"\nof = \"hostile\"\n";
    assert_eq!(stage.says(hostile), "consistent");
    stage.judgement.incidents[0].cause = Cause::Inconclusive;
    assert_eq!(stage.says(hostile), "untestable no_hostile");
}

/// Forty programs that ask for one page every three seconds, at night, beside a few people.
fn night() -> World {
    let mut world = World::default();
    world.people(0..1440, 4);
    for k in 0..40 {
        let client = format!("203.0.113.{k}");
        for n in 0..400 {
            world.ask(7200.0 + f64::from(n) * 3.0 + f64::from(k) * 0.07, &client, "/", 200);
        }
    }
    world
}

#[test]
fn hostile_traffic_that_broke_nothing_is_seen_at_its_hours() {
    let stage = Stage::of(night());
    let claim = |hours: &str| {
        let day = window("00:00", "23:59");
        format!("about = \"attack_in_the_night\"\nzone = \"UTC\"\nhours = \"{hours}\"\n{day}")
    };
    assert_eq!(stage.says(&claim("01:30-04:00")), "consistent presence");
    assert_eq!(stage.says(&claim("12:00-18:00")), "untestable not_seen");
    let presence =
        format!("about = \"attack\"\neffect = \"presence\"\n{}", window("02:00", "03:00"));
    assert_eq!(stage.says(&presence), "consistent presence");
    let timeless = "about = \"attack\"\neffect = \"presence\"\n";
    assert_eq!(stage.says(timeless), "untestable needs_window");
    let open = Incident {
        window: Window::new(minute(120), minute(140)),
        ..incident(Cause::Inconclusive, 0.0)
    };
    assert_eq!(Stage::of(night()).with(vec![open]).says(&presence), "untestable inconclusive");
}

#[test]
fn a_night_attack_that_broke_something_began_at_night() {
    let stage = Stage::of(outage()).with(vec![incident(Cause::Attack, 1.0)]);
    let claim = |hours: &str| {
        let day = window("04:30", "06:00");
        format!(
            "about = \"attack_in_the_night\"\neffect = \"failure\"\nzone = \"UTC\"\n\
             hours = \"{hours}\"\n{day}"
        )
    };
    assert_eq!(stage.says(&claim("04:00-05:30")), "consistent");
    assert_eq!(stage.says(&claim("05:10-08:00")), "untestable other_hours");
}

#[test]
fn attempts_to_get_in() {
    let mut stage = Stage::of(World::default().people(0..240, 5).clone());
    let claim = |about: &str| format!("about = \"{about}\"\n{}", window("01:00", "02:00"));
    assert_eq!(stage.says(&claim("intrusion_attempted")), "untestable not_seen");
    let attempt = Intrusion {
        kind: IntrusionKind::VulnerabilityScan,
        succeeded: None,
        suspected: 0,
        requests: 30,
        sources: 2,
        window: Window::new(minute(70), minute(80)),
    };
    stage.judgement.intrusion = vec![attempt.clone()];
    assert_eq!(stage.says(&claim("intrusion_attempted")), "consistent");
    assert_eq!(stage.says(&claim("brute_force")), "untestable not_seen");
    stage
        .judgement
        .intrusion
        .push(Intrusion { kind: IntrusionKind::CredentialStuffing, ..attempt });
    assert_eq!(stage.says(&claim("brute_force")), "consistent");
    let late = format!("about = \"brute_force\"\n{}", window("03:00", "08:00"));
    assert_eq!(stage.says(&late), "untestable not_covered");
}
