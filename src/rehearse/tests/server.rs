//! What the machines do when parts of them fail, are slow, are full, or follow the load.

use super::{ATTACK, BASE, Scenario, Truth, play};

const FROM: &str = "start = \"2022-10-10T09:00:00+02:00\"\nend = \"2022-10-10T09:30:00+02:00\"";

/// A world with other workers, keys of the server, and tables after it.
fn world(workers: u32, server: &str, tables: &str) -> String {
    let server = format!("workers = {workers}\n{server}");
    format!("{}\n{tables}", BASE.replace("workers = 4", &server))
}

fn fault(keys: &str) -> String {
    format!("[[faults]]\n{FROM}\n{keys}")
}

/// Lines of the half hour from nine that are no static files, and how many of them have a status.
fn statuses(log: &str, status: &str) -> (usize, usize) {
    let within = |line: &&str| {
        (line.contains("2022:09:0") || line.contains("2022:09:1") || line.contains("2022:09:2"))
            && !line.contains("/static/")
    };
    let lines: Vec<_> = log.lines().filter(within).collect();
    let of = format!("\" {status} ");
    (lines.len(), lines.iter().filter(|line| line.contains(&of)).count())
}

fn causes(truth: &Truth) -> Vec<&'static str> {
    truth.incidents.iter().map(|incident| incident.cause).collect()
}

#[test]
fn the_share_of_a_dead_back_end_fails() {
    let dead = "kind = \"lose_backends\"\namount = 0.25\n";
    for (how, status) in [("", "502"), ("hang = true", "504")] {
        // People are patient here, so that none leaves before the time-out.
        let text = world(40, "backends = 4\ntimeout_s = 2", &fault(&format!("{dead}{how}")));
        let (log, truth) = play(&text, 3);
        let (lines, failed) = statuses(&log, status);
        let share = failed as f64 / lines as f64;
        assert!((0.2..0.3).contains(&share) && lines > 500, "{status}: {failed} of {lines}");
        assert_eq!(causes(&truth), ["capacity_loss"], "{status}");
    }
    let noticed = world(40, "backends = 4", &fault(&format!("{dead}noticed_s = 60")));
    let (log, truth) = play(&noticed, 3);
    assert!(truth.incidents.is_empty() && statuses(&log, "502").1 > 0);
}

#[test]
fn each_back_end_is_named_in_turn() {
    let text = world(40, "backends = 3", "").replace("nginx_timed", "nginx_json");
    let (log, _) = play(&text, 3);
    let named = |nth: u32| {
        let address = format!("\"upstream_addr\":\"10.0.0.{}:9000\"", 10 + nth);
        log.lines().filter(|line| line.contains(&address)).count() as f64
    };
    let counts = [named(0), named(1), named(2)];
    assert!(named(3) == 0.0 && counts.iter().all(|count| *count > 100.0), "{counts:?}");
    assert!(counts.iter().all(|count| (count / counts[0] - 1.0).abs() < 0.02), "{counts:?}");
}

#[test]
fn a_slow_database_is_lost_capacity() {
    let slow = fault("kind = \"slow_backend\"\nfactor = 40");
    let (log, truth) = play(&world(3, "", &slow), 3);
    assert_eq!(causes(&truth), ["capacity_loss"]);
    assert_eq!(truth.failing_minutes.with_full_capacity, Some(0));
    assert!(statuses(&log, "499").1 > 50);
    // Searches alone are too few to fill the queue.
    let searches = format!("{slow}\nendpoint = \"search\"");
    assert!(play(&world(3, "", &searches), 3).1.incidents.is_empty());
}

#[test]
fn a_cold_cache_warms_up() {
    let cold = fault("kind = \"cold_cache\"\nfactor = 60\ndecay_minutes = 4");
    let truth = play(&world(3, "", &cold), 3).1;
    assert_eq!(causes(&truth), ["capacity_loss"]);
    let minutes = truth.incidents[0].failing_minutes.as_it_was;
    assert!((3..25).contains(&minutes), "{minutes}");
    // What browsers hold is old as long as the caches are cold.
    let frozen = fault("kind = \"cold_cache\"\nfactor = 1\ndecay_minutes = 1e6");
    let (log, truth) = play(&world(3, "", &frozen), 3);
    let lines = log.lines().filter(|line| line.contains("/static/"));
    let (cold, warm): (Vec<_>, Vec<_>) = lines
        .filter(|line| line.contains("\" 304 "))
        .partition(|line| line.contains("2022:09:1") || line.contains("2022:09:2"));
    assert!(truth.incidents.is_empty() && cold.is_empty() && warm.len() > 100);
}

#[test]
fn who_finds_no_connection_leaves_no_line() {
    let full = world(4, "accept_limit = 6", ATTACK);
    let (log, truth) = play(&full, 3);
    let (whole, open) = play(&world(4, "", ATTACK), 3);
    assert_eq!(causes(&truth), ["attack"]);
    let incident = &truth.incidents[0];
    assert!(incident.unlogged > 10_000 && open.incidents[0].unlogged == 0);
    assert_eq!(truth.unlogged, incident.unlogged);
    assert!(log.lines().count() < whole.lines().count() * 3 / 4);
}

#[test]
fn workers_follow_the_load() {
    let fixed = play(&world(4, "", ATTACK), 3).1;
    let scale = "autoscale = { min = 4, max = 60, delay_s = 120 }";
    let scaled = play(&world(4, scale, ATTACK), 3).1;
    let failing = |truth: &Truth| truth.failing_minutes.as_it_was;
    assert!(failing(&fixed) >= 18 && (2..10).contains(&failing(&scaled)), "{}", failing(&scaled));
    assert_eq!(scaled.capacity.workers, 60);
}

#[test]
fn faults_with_keys_of_another_kind_are_refused() {
    for keys in [
        "kind = \"lose_workers\"",
        "kind = \"lose_workers\"\namount = 1.5",
        "kind = \"lose_workers\"\namount = 0.5\nhang = true",
        "kind = \"lose_backends\"\namount = 0.4",
        "kind = \"slow_backend\"\nfactor = 0.5",
        "kind = \"slow_backend\"\nfactor = 5\namount = 0.1",
        "kind = \"cold_cache\"\nfactor = 5",
    ] {
        assert!(Scenario::parse(&world(4, "", &fault(keys)), "x").is_err(), "{keys}");
    }
    for server in ["backends = 0", "accept_limit = 0", "autoscale = { min = 5, max = 2 }"] {
        assert!(Scenario::parse(&world(4, server, ""), "x").is_err(), "{server}");
    }
}
