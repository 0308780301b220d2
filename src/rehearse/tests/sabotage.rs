//! Damage to the log is done as ordered, and changes nothing else.

use super::{ATTACK, BASE, play};

fn damaged(table: &str) -> String {
    format!("{BASE}{ATTACK}\n{table}")
}

/// Stamps of a log as text: within one day and one offset they sort as their times do.
fn stamps(log: &str) -> Vec<&str> {
    log.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect()
}

#[test]
fn a_gap_takes_the_lines_of_its_window() {
    let gap = r#"[[sabotage]]
        kind = "gap"
        start = "2022-10-10T09:05:00+02:00"
        end = "2022-10-10T09:10:00+02:00""#;
    let (whole, before) = play(&damaged(""), 1);
    let (log, truth) = play(&damaged(gap), 1);
    let within = |stamp: &&str| ("10/Oct/2022:09:05".."10/Oct/2022:09:10").contains(stamp);
    let lost = stamps(&whole).iter().filter(|stamp| within(stamp)).count();
    assert!(lost > 500 && !stamps(&log).iter().any(within));
    assert_eq!(log.lines().count() + lost, whole.lines().count());
    let done = &truth.sabotage[0];
    assert_eq!((done.kind, done.lines, &done.incidents[..]), ("gap", lost as u64, &[0][..]));
    assert_eq!(truth.volume.lines, log.lines().count() as u64);
    assert_eq!(
        truth.incidents[0].failing_minutes.as_it_was,
        before.incidents[0].failing_minutes.as_it_was
    );
}

#[test]
fn a_log_that_is_cut_begins_as_the_whole_one() {
    let cut = r#"[[sabotage]]
        kind = "truncated"
        start = "2022-10-10T09:12:00+02:00""#;
    let (whole, _) = play(&damaged(""), 1);
    let (log, truth) = play(&damaged(cut), 1);
    assert!(whole.starts_with(&log) && log.len() < whole.len());
    assert!(stamps(&log).last().is_some_and(|stamp| stamp.starts_with("10/Oct/2022:09:11")));
    assert_eq!(truth.sabotage[0].end, truth.end);
}

#[test]
fn repeated_lines_come_again_after_the_window() {
    let twice = r#"[[sabotage]]
        kind = "duplicated"
        start = "2022-10-10T08:30:00+02:00"
        end = "2022-10-10T08:40:00+02:00""#;
    let (whole, _) = play(&damaged(""), 1);
    let (log, truth) = play(&damaged(twice), 1);
    let (whole, log): (Vec<_>, Vec<_>) = (whole.lines().collect(), log.lines().collect());
    let first = whole.iter().position(|line| line.contains("2022:08:30")).expect("a line");
    let count = truth.sabotage[0].lines as usize;
    assert!(count > 100 && truth.sabotage[0].incidents.is_empty());
    assert_eq!(log[..first + count], whole[..first + count]);
    assert_eq!(log[first + count..first + 2 * count], whole[first..first + count]);
    assert_eq!(log[first + 2 * count..], whole[first + count..]);
}

#[test]
fn a_clock_that_is_wrong_shifts_stamps_and_nothing_else() {
    let wrong = r#"[[sabotage]]
        kind = "skew"
        start = "2022-10-10T08:30:00+02:00"
        seconds = -3600"#;
    let (whole, _) = play(&damaged(""), 1);
    let (log, _) = play(&damaged(wrong), 1);
    let moved = |(new, old): (&&str, &&str)| {
        old.replace("2022:08:4", "2022:07:4") == **new && old.contains("2022:08:4")
    };
    assert_eq!(stamps(&whole).len(), stamps(&log).len());
    assert!(stamps(&log).iter().zip(&stamps(&whole)).filter(|&pair| moved(pair)).count() > 100);
    let rest = |log: &str| {
        log.lines().map(|line| line.split(']').nth(1).map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(rest(&whole), rest(&log));
}

#[test]
fn sampling_keeps_its_share() {
    let (whole, _) = play(&damaged(""), 1);
    let (log, truth) = play(&damaged("[[sabotage]]\nkind = \"sampling\"\nkeep = 0.1"), 1);
    let share = log.lines().count() as f64 / whole.lines().count() as f64;
    assert!((0.09..0.11).contains(&share), "{share}");
    assert_eq!(truth.sabotage[0].lines + truth.volume.lines, whole.lines().count() as u64);
}

#[test]
fn proxies_hide_every_client() {
    let proxies = r#"[[sabotage]]
        kind = "proxy_only"
        networks = "away"
        addresses = 3"#;
    let (log, truth) = play(&damaged(proxies), 1);
    let clients: std::collections::BTreeSet<_> =
        log.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(clients.len(), 3);
    // The truth still knows them.
    assert_eq!(truth.attack.map(|attack| attack.sources), Some(200));
}

#[test]
fn keys_of_another_kind_are_refused() {
    for table in [
        "kind = \"gap\"",
        "kind = \"sampling\"",
        "kind = \"sampling\"\nkeep = 1.5",
        "kind = \"skew\"\nseconds = 5\nkeep = 0.5",
        "kind = \"proxy_only\"\naddresses = 2",
    ] {
        let text = damaged(&format!("[[sabotage]]\n{table}"));
        assert!(super::Scenario::parse(&text, "x").is_err(), "{table}");
    }
}
