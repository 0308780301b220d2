//! Silences whose truth is known: of a service and of a network, of requests and of lines.

use super::super::super::judge;
use super::super::super::judgement::Incident;
use super::super::super::options::Options;
use super::super::super::sample::{World, read_whole};
use super::*;
use crate::ask::service::{NO_TEXT, Names, Service};

/// Visits of four minutes, two begin each minute: a landing page, then a page each half minute.
/// What `lost` says of a visit's beginning and of a request, in seconds, is not in the log.
fn world(lost: impl Fn(i64, i64) -> bool) -> (Service, Names) {
    let mut world = World::default();
    for visit in 0..1400_i64 {
        let start = visit * 30 + visit * visit % 23;
        let client = format!("20.{}.{}.{}", visit % 7, visit / 200, visit % 200);
        for step in (0..8).filter(|step| !lost(start, start + step * 30)) {
            let path = if step == 0 { "/".to_owned() } else { format!("/page/{}", visit % 9) };
            world.ask((start + step * 30) as f64, &client, &path, 200);
        }
    }
    with_referers(world.build())
}

/// Every page but the landing page is reached from the site.
fn with_referers((mut service, mut names): (Service, Names)) -> (Service, Names) {
    names.referers = vec!["https://www.example.org/".to_owned()];
    names.referer_paths = vec![None];
    let landing = names.paths.iter().position(|path| path == "/").unwrap_or(0) as u32;
    for row in 0..service.len() {
        service.referer[row] = if service.path[row] == landing { NO_TEXT } else { 0 };
    }
    // Of the site's own are referers that its assets name.
    names.assets = names.paths.iter().map(|path| path == "/page/3").collect();
    (service, names)
}

fn judged((service, names): (Service, Names)) -> Incident {
    judged_all(&[service], &names)
}

fn judged_all(services: &[Service], names: &Names) -> Incident {
    let judgement = judge(services, names, &Options::default(), &read_whole());
    assert_eq!(judgement.incidents.len(), 1);
    judgement.incidents.into_iter().next().unwrap_or_else(|| unreachable!())
}

fn keys(incident: &Incident) -> Vec<&'static str> {
    incident.gates.iter().map(|gate| gate.key).collect()
}

const FROM: i64 = 18_000;
const UNTIL: i64 = 20_400;

#[test]
fn visits_that_begin_anew_show_that_requests_did_not_arrive() {
    // A visit that the cut interrupts is over.
    let cut = |start: i64, at: i64| (FROM..UNTIL).contains(&at) || (start < UNTIL && at >= UNTIL);
    let incident = judged(world(cut));
    assert_eq!(incident.cause, Cause::UpstreamLoss, "{:?}", incident.gates);
    assert!(keys(&incident).contains(&"host_off_possible"));
}

#[test]
fn visits_that_go_on_show_that_lines_are_missing() {
    let incident = judged(world(|_, at| (FROM..UNTIL).contains(&at)));
    assert_eq!(incident.cause, Cause::Inconclusive);
    assert!(keys(&incident).contains(&"log_gap"), "{:?}", incident.gates);
}

#[test]
fn without_visits_of_several_pages_nothing_is_told() {
    let lost = |start: i64, at: i64| at > start || (FROM..UNTIL).contains(&at);
    let incident = judged(world(lost));
    assert_eq!(incident.cause, Cause::Inconclusive);
    assert!(keys(&incident).contains(&"silence_unexplained"), "{:?}", incident.gates);
}

/// The rows of one service whose clients' addresses begin so.
fn of(service: &Service, names: &Names, network: &str) -> Service {
    let theirs =
        |row: &usize| names.clients[service.client[*row] as usize].text.starts_with(network);
    let rows: Vec<usize> = (0..service.len()).filter(theirs).collect();
    Service { name: network.to_owned(), ..service.select(&rows) }
}

/// Visits of one page to two services, or from two networks: those of 30 stop for a while.
fn two() -> (Service, Names) {
    let mut world = World::default();
    for visit in 0..2800_i64 {
        let at = visit * 15 + visit * visit % 13;
        let network = if visit % 3 == 0 { 30 } else { 20 };
        let client = format!("{network}.{}.{}.1", visit % 200, visit / 200);
        if network == 20 || !(FROM..UNTIL).contains(&at) {
            world.ask(at as f64, &client, "/", 200).ask(at as f64 + 1.0, &client, "/page/3", 200);
        }
    }
    with_referers(world.build())
}

#[test]
fn another_service_in_the_same_files_shows_that_the_log_was_written() {
    let (service, names) = two();
    let (a, b) = (of(&service, &names, "20."), of(&service, &names, "30."));
    let incident = judged_all(&[a.clone(), b.clone()], &names);
    assert_eq!((incident.service.as_str(), incident.cause), ("30.", Cause::UpstreamLoss));
    let mut elsewhere = b;
    elsewhere.exhibit.fill(1);
    let incident = judged_all(&[a, elsewhere], &names);
    assert_eq!(incident.cause, Cause::Inconclusive, "{:?}", incident.gates);
}

#[test]
fn a_network_that_vanishes_was_lost_on_the_way_unless_its_file_is_silent() {
    let (mut service, mut names) = two();
    for client in &mut names.clients {
        client.as_number = Some(if client.text.starts_with("30.") { 30 } else { 20 });
    }
    let incident = judged_all(&[service.clone()], &names);
    assert_eq!(incident.cause, Cause::UpstreamLoss, "{:?}", incident.gates);
    assert!(keys(&incident).contains(&"filter_possible"));
    let missing: Vec<String> = incident.absent.iter().map(|one| one.group.name()).collect();
    assert_eq!(missing, ["AS30 IPv4"]);
    for row in 0..service.len() {
        let theirs = names.clients[service.client[row] as usize].text.starts_with("30.");
        service.exhibit[row] = u32::from(theirs);
    }
    let incident = judged_all(&[service], &names);
    assert!(keys(&incident).contains(&"log_gap"), "{:?}", incident.gates);
}
