//! Claims about how much came.

use super::*;

/// On so many days from five to six o'clock so many people a minute, on the last day others.
fn days(usual: i64, each: i64, last: i64) -> World {
    let mut world = World::default();
    for day in 0..=usual {
        let from = day * 1440 + 290;
        world.people(from..from + 80, if day == usual { last } else { each });
    }
    world
}

/// The hour from five o'clock of a day.
fn hour(day: i64) -> String {
    let date = 1 + day;
    format!("from = 1970-01-{date:02}T05:00:00Z\nuntil = 1970-01-{date:02}T06:00:00Z\n")
}

fn usual(stage: &Stage, side: &str, day: i64) -> String {
    stage.says(&format!("about = \"{side}_load_than_usual\"\n{}", hour(day)))
}

#[test]
fn higher_and_lower_than_usual() {
    // The fifteenth day is a Thursday, as the first: nine or ten weekdays before it.
    for (last, lower, higher) in [
        (2, "consistent", "contradicted"),
        (60, "contradicted", "consistent"),
        (10, "untestable usual_variation", "untestable usual_variation"),
    ] {
        let stage = Stage::of(days(14, 10, last));
        assert_eq!(usual(&stage, "lower", 14), lower, "{last}");
        assert_eq!(usual(&stage, "higher", 14), higher, "{last}");
    }
    assert_eq!(usual(&Stage::of(days(1, 10, 2)), "lower", 1), "untestable few_days");
    assert_eq!(usual(&Stage::of(days(2, 10, 11)), "lower", 1), "untestable few_days");
    assert_eq!(usual(&Stage::of(days(14, 10, 2)), "lower", 20), "untestable not_covered");
}

#[test]
fn a_count_of_lines_of_which_many_are_missing_says_nothing() {
    let lacking = |key, forbids| {
        let mut incident = incident(Cause::Inconclusive, 0.0);
        let day = 14 * 1440;
        incident.window = Window::new(minute(day + 310), minute(day + 340));
        incident.gates = vec![Gate { key, forbids, figure: None }];
        Stage::of(days(14, 10, 2)).with(vec![incident])
    };
    for key in ["lines_lost", "lines_missing"] {
        assert_eq!(usual(&lacking(key, true), "lower", 14), "untestable not_covered");
        assert_eq!(usual(&lacking(key, false), "lower", 14), "consistent", "a stated limit");
    }
    assert_eq!(usual(&lacking("labels_uncertain", true), "lower", 14), "consistent");
}

#[test]
fn retries_are_no_load_that_anybody_brought() {
    let mut world = days(14, 10, 10);
    // Each page fails and is asked again five times: more requests, no more people.
    for k in 0..600 {
        let (at, client) = (14.0 * 86_400.0 + 18_000.0 + f64::from(k) * 6.0, k % 50);
        let client = format!("198.51.100.{client}");
        for again in 0..6 {
            world.ask(at + f64::from(again) * 0.5, &client, "/page/1", 503);
        }
    }
    let stage = Stage::of(world);
    let claim = |of: &str| {
        let hour = hour(14);
        stage.says(&format!("about = \"higher_load_than_usual\"\nof = \"{of}\"\n{hour}"))
    };
    assert_eq!(claim("requests"), "consistent");
    let ratio = |of: &str| {
        let body = format!("about = \"higher_load_than_usual\"\nof = \"{of}\"\n{}", hour(14));
        stage.examine(&body).figures[0].value
    };
    assert!(ratio("requests") > 3.5 && ratio("first_tries") < 1.6);
}

#[test]
fn lower_than_at_another_time() {
    let mut world = World::default();
    world.people(0..120, 20).people(120..240, 5).people(240..360, 20);
    let stage = Stage::of(world);
    let claim = |from, until, than: &str, of| {
        let own = window(from, until);
        stage.says(&format!("about = \"lower_load_than\"\nof = \"{of}\"\n{own}{than}"))
    };
    let first = "than_from = 1970-01-01T00:00:00Z\nthan_until = 1970-01-01T02:00:00Z\n";
    let second = "than_from = 1970-01-01T02:00:00Z\nthan_until = 1970-01-01T03:00:00Z\n";
    assert_eq!(claim("02:00", "04:00", first, "load"), "consistent");
    assert_eq!(claim("04:00", "06:00", first, "load"), "untestable too_close");
    // Windows of unequal length are compared by the minute.
    assert_eq!(claim("00:30", "01:00", second, "requests"), "contradicted");
    assert_eq!(claim("04:00", "08:00", first, "load"), "untestable not_covered");
}

#[test]
fn a_load_of_a_certain_size() {
    let world = || World::default().people(0..240, 10).clone();
    let claim = |count: u32, of| {
        let hour = window("01:00", "02:00");
        format!("about = \"load_of\"\ncount = {count}\nof = \"{of}\"\n{hour}")
    };
    // Ten pages and ten style sheets a minute.
    let stage = Stage::of(world());
    assert_eq!(stage.says(&claim(1200, "requests")), "consistent");
    assert_eq!(stage.says(&claim(500, "requests")), "contradicted");
    assert_eq!(stage.says(&claim(1330, "requests")), "untestable too_close");
    assert_eq!(stage.says(&claim(9000, "requests")), "untestable partial_logs");
    assert_eq!(stage.says(&claim(800, "connections")), "untestable connections_not_logged");
    assert_eq!(stage.says(&claim(20, "connections")), "contradicted");
    let whole = Stage::of(world()).complete();
    assert_eq!(whole.says(&claim(9000, "requests")), "contradicted");
    assert_eq!(whole.says(&claim(9000, "connections")), "contradicted");
}

#[test]
fn clients_at_least() {
    let claim = |count: u32| {
        format!("about = \"clients_at_least\"\ncount = {count}\n{}", window("01:00", "02:00"))
    };
    let world = || World::default().people(0..240, 10).clone();
    assert_eq!(Stage::of(world()).says(&claim(200)), "consistent");
    assert_eq!(Stage::of(world()).says(&claim(2000)), "untestable partial_logs");
    assert_eq!(Stage::of(world()).complete().says(&claim(2000)), "contradicted");
}
