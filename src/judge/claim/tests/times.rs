//! Claims about when a service failed.

use super::*;

#[test]
fn no_failure() {
    let stage = Stage::of(outage());
    let claim = |from, until| format!("about = \"no_failure\"\n{}", window(from, until));
    assert_eq!(stage.says(&claim("01:00", "04:00")), "consistent");
    assert_eq!(stage.says(&claim("04:00", "06:00")), "contradicted");
    assert_eq!(stage.says(&claim("08:00", "12:00")), "untestable not_covered");
    // What failed is seen although the log ends too early.
    assert_eq!(stage.says(&claim("05:00", "12:00")), "contradicted");
    let worst = &stage.examine(&claim("04:00", "06:00")).figures[0];
    assert!(worst.interval.is_some_and(|(low, _)| low > 0.9), "{worst:?}");
}

#[test]
fn failed_from_until() {
    let stage = Stage::of(outage());
    let claim =
        |from, until, more| format!("about = \"failed_from_until\"\n{}{more}", window(from, until));
    assert_eq!(stage.says(&claim("05:00", "05:20", "")), "consistent");
    assert_eq!(stage.says(&claim("05:10", "05:25", "")), "consistent");
    assert_eq!(stage.says(&claim("05:00", "06:30", "")), "contradicted");
    assert_eq!(stage.says(&claim("04:00", "05:20", "")), "contradicted");
    let tight = "tolerance_minutes = 0\n";
    assert_eq!(stage.says(&claim("05:02", "05:20", tight)), "untestable too_close");
    assert_eq!(stage.says(&claim("05:05", "05:20", tight)), "contradicted");
    assert_eq!(stage.says(&claim("01:00", "02:00", "")), "contradicted nothing_failed");
    assert_eq!(stage.says(&claim("00:10", "00:40", "")), "untestable no_expectation");
    let offsets = stage.examine(&claim("05:00", "06:30", "")).figures;
    assert_eq!((offsets[0].value, offsets[1].value), (0.0, -70.0 * 60.0));
}

#[test]
fn worked_again_at() {
    let stage = Stage::of(outage());
    let claim = |at: &str| format!("about = \"worked_again_at\"\nat = 1970-01-01T{at}:00Z\n");
    assert_eq!(stage.says(&claim("05:25")), "consistent");
    assert_eq!(stage.says(&claim("06:30")), "contradicted");
    assert_eq!(stage.says(&claim("05:00")), "contradicted");
    assert_eq!(stage.says(&claim("11:00")), "untestable not_covered");
    let quiet = Stage::of(World::default().people(0..600, 10).clone());
    assert_eq!(quiet.says(&claim("05:00")), "untestable no_incident");
}

#[test]
fn silence_answers_no_claim_that_counts() {
    let mut world = World::default();
    world.people(0..400, 10).people(430..800, 10);
    let stage = Stage::of(world);
    let claim = format!("about = \"no_failure\"\n{}", window("06:00", "08:00"));
    assert_eq!(stage.says(&claim), "untestable silence");
}

#[test]
fn admission_limit_reached() {
    let mut world = World::default();
    world.people(0..600, 10);
    for k in 0..600 {
        let client = format!("198.51.100.{}", k % 200);
        world.ask(18_000.0 + f64::from(k) * 2.0, &client, "/page/1", 429);
    }
    let claim =
        |from, until| format!("about = \"admission_limit_reached\"\n{}", window(from, until));
    let stage = Stage::of(world);
    assert_eq!(stage.says(&claim("05:00", "05:20")), "consistent");
    assert_eq!(stage.says(&claim("02:00", "03:00")), "untestable not_seen");
    assert_eq!(stage.says(&claim("09:00", "12:00")), "untestable not_covered");
    let mut unsized_world = World::default();
    for k in 0..100 {
        unsized_world.ask(f64::from(k) * 60.0, "192.0.2.1", "/", 200).sized(-1);
    }
    let unsized_stage = Stage::of(unsized_world);
    assert_eq!(unsized_stage.says(&claim("00:00", "01:00")), "untestable no_sizes");
}
