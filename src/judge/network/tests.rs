//! Networks that vanish, and those that are only away. Visits come at random, as from many people.

use super::super::sample::{World, minute};
use super::*;
use crate::ask::service::{Names, Service};

/// A sequence that looks random, the same each time (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

const DAY: i64 = 1440;

/// Visits from a network, about `per_hour`, by people of whom there are `pool`.
fn come(world: &mut World, network: u8, minutes: std::ops::Range<i64>, per_hour: u64, pool: u64) {
    let mut dice = Dice(u64::from(network) * 7919 + minutes.start as u64);
    for minute in minutes {
        for second in 0..60 {
            if dice.roll(3600) >= per_hour {
                continue;
            }
            let who = dice.roll(pool);
            let client = format!("{network}.{}.{}.{}", who / 60_000, who / 240 % 250, who % 240);
            let at = (minute * 60 + second) as f64;
            world.ask(at, &client, "/", 200).ask(at + 1.0, &client, "/style.css", 200);
            world.ask(at + 40.0, &client, "/page/2", 200);
        }
    }
}

/// The columns; the first number of an address is that of its network.
fn build(world: &World) -> (Service, Names) {
    let (service, mut names) = world.build();
    for client in &mut names.clients {
        let first = client.text.split('.').next().and_then(|first| first.parse::<i64>().ok());
        client.as_number = first;
        client.country = Some(if first >= Some(50) { "BE" } else { "FR" }.to_owned());
    }
    (service, names)
}

fn found(world: &World) -> Vec<Found> {
    let (service, names) = build(world);
    let ground = Ground::of(&service, &names);
    find(&ground, &Visits::of(&ground))
}

fn missing(found: &[Found]) -> Vec<String> {
    found.iter().flat_map(|one| one.absent.iter().map(|absent| absent.group.name())).collect()
}

#[test]
fn a_network_that_is_cut_off_is_missed_and_named_with_its_figures() {
    let mut world = World::default();
    come(&mut world, 20, 0..600, 120, 5000);
    come(&mut world, 30, 0..300, 60, 5000);
    come(&mut world, 30, 345..600, 60, 5000);
    let found = found(&world);
    assert_eq!(missing(&found), ["AS30 IPv4"]);
    let absence = &found[0].absent[0];
    assert!((absence.visits.0 - 45.0).abs() < 12.0 && absence.visits.1 == 0.0, "{absence:?}");
    assert!((absence.requests.0 - 135.0).abs() < 40.0, "{absence:?}");
    let (start, end) = (found[0].window.start_us, found[0].window.end_us);
    assert!((start - minute(300)).abs() <= minute(3), "{start}");
    assert!((end - minute(345)).abs() <= minute(3), "{end}");
    assert!(absence.log10_chance < -3.0);
}

#[test]
fn networks_that_are_cut_off_together_are_one_incident() {
    let mut world = World::default();
    come(&mut world, 20, 0..600, 120, 5000);
    for network in [30, 31] {
        come(&mut world, network, 0..300, 60, 5000);
        come(&mut world, network, 345..600, 60, 5000);
    }
    let found = found(&world);
    assert_eq!(found.len(), 1);
    let mut names = missing(&found);
    names.sort();
    assert_eq!(names, ["AS30 IPv4", "AS31 IPv4"]);
}

#[test]
fn a_country_is_named_where_its_networks_are_too_small() {
    let mut world = World::default();
    come(&mut world, 20, 0..600, 120, 5000);
    for network in 50..58 {
        come(&mut world, network, 0..300, 9, 5000);
        come(&mut world, network, 345..600, 9, 5000);
    }
    assert_eq!(missing(&found(&world)), ["BE"]);
}

#[test]
fn where_everybody_is_silent_no_network_is() {
    let mut world = World::default();
    for network in [20, 30] {
        come(&mut world, network, 0..300, 60, 5000);
        come(&mut world, network, 345..600, 60, 5000);
    }
    assert_eq!(found(&world), []);
}

#[test]
fn a_school_that_leaves_is_one_client_and_people_who_go_home_do_not_come_back() {
    let mut world = World::default();
    come(&mut world, 20, 0..900, 120, 5000);
    // Behind one address, from eight to five, with an hour at noon.
    come(&mut world, 30, 0..240, 300, 1);
    come(&mut world, 30, 300..540, 300, 1);
    // An office whose people have addresses of their own.
    come(&mut world, 40, 0..540, 90, 300);
    assert_eq!(found(&world), []);
}

#[test]
fn a_habit_is_no_loss() {
    let mut world = World::default();
    for day in 0..4 {
        come(&mut world, 20, day * DAY..day * DAY + 1200, 120, 5000);
        // Everybody of this network is away for an hour at the same time each day.
        come(&mut world, 30, day * DAY..day * DAY + 600, 60, 5000);
        come(&mut world, 30, day * DAY + 660..day * DAY + 1200, 60, 5000);
    }
    assert_eq!(found(&world), []);
}

#[test]
fn a_holiday_of_a_network_is_no_loss() {
    let mut world = World::default();
    for day in 0..4 {
        come(&mut world, 20, day * DAY..(day + 1) * DAY, 120, 5000);
        if day != 2 {
            come(&mut world, 30, day * DAY + 400..day * DAY + 1100, 60, 5000);
        }
    }
    assert_eq!(found(&world), []);
}

#[test]
fn machines_that_come_in_waves_are_not_missed_between_them() {
    let mut world = World::default();
    come(&mut world, 20, 0..900, 120, 5000);
    for wave in 0..3 {
        come(&mut world, 30, 300 + wave * 60..302 + wave * 60, 3000, 5000);
    }
    assert_eq!(found(&world), []);
}

#[test]
fn an_attack_at_night_makes_nobody_missed() {
    let mut world = World::default();
    for day in 0..4 {
        let (midnight, last) = (day * DAY, day == 3);
        come(&mut world, 20, midnight..midnight + 360, 20, 5000);
        come(&mut world, 20, midnight + 360..midnight + DAY, 200, 5000);
        // One night, half an hour of few visitors is empty of them.
        come(&mut world, 30, midnight..midnight + if last { 310 } else { 360 }, 10, 5000);
        come(&mut world, 30, midnight + 345..midnight + if last { 360 } else { 346 }, 10, 5000);
        come(&mut world, 30, midnight + 360..midnight + DAY, 100, 5000);
    }
    come(&mut world, 60, 3 * DAY + 300..3 * DAY + 346, 1200, 60_000);
    assert_eq!(missing(&found(&world)), [""; 0]);
}
