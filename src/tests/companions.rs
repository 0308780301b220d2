//! Error logs beside access logs: the same hours of the same site, with and without what its servers say of
//! themselves. In: scenarios of `fixtures/scenarios` and a few lines of an error log. Out: what they change.

use std::fs;
use std::path::Path;

use afflux::rehearse;
use afflux::rehearse::scenario::Scenario;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{demo_log, ends, json, root};

/// The log of a scenario, as `access.log` in a directory of its own.
fn played(name: &str) -> TempDir {
    let path = root().join("fixtures/scenarios").join(name).with_extension("toml");
    let text = fs::read_to_string(&path).expect("a scenario");
    let scenario = Scenario::parse(&text, name).expect("a scenario");
    let home = tempfile::tempdir().expect("a directory");
    let mut out = fs::File::create(home.path().join("access.log")).expect("a file");
    rehearse::simulate(&scenario, 1, &mut out).expect("a log");
    home
}

/// The verdict with these lines as an error log beside it, and the manifest.
fn beside(home: &Path, lines: &str) -> (Value, Value) {
    fs::write(home.join("error.log"), lines).expect("a file");
    let typed = ["investigate", "access.log", "error.log", "--out", "case", "--force"];
    ends(home, &typed, 0);
    (json(&home.join("case/verdict.json")), json(&home.join("case/manifest.json")))
}

/// Keys of the gates of the first incident.
fn gates(verdict: &Value) -> Vec<String> {
    let gates = verdict["incidents"][0]["gates"].as_array().cloned().unwrap_or_default();
    gates.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn has(verdict: &Value, gate: &str) -> bool {
    gates(verdict).iter().any(|key| key == gate)
}

/// A line of nginx's error log at that local time of 11 October 2022, in a summer whose offset it does not
/// write.
fn nginx(time: &str, message: &str) -> String {
    format!("2022/10/11 {time} [notice] 31#31: {message}\n")
}

#[test]
fn a_silence_is_what_the_servers_say_of_it() {
    let home = played("network-cut");
    let quiet = nginx("03:00:00", "using the \"epoll\" event method");
    let last = nginx("15:00:00", "exit");
    // Nothing is said.
    let (cut, manifest) = beside(home.path(), &format!("{quiet}{last}"));
    let unsaid = cut["incidents"][0]["cause"].clone();
    assert_ne!(unsaid, "capacity_loss", "{:?}", gates(&cut));
    let exhibits = manifest["exhibits"].as_array().expect("exhibits");
    let error = exhibits.iter().find(|one| one["path"] == "error.log").expect("the error log");
    assert_eq!(error["zone"]["origin"], "beside");
    assert_eq!(error["zone"]["name"], "+02:00");
    assert_eq!(error["first"], "2022-10-11T01:00:00Z");
    // The servers were stopped and started: in local time, two hours beside UTC.
    let stopped = nginx("10:19:50", "signal 3 (SIGQUIT) received, shutting down");
    let started = nginx("11:05:01", "start worker processes");
    let (off, _) = beside(home.path(), &format!("{quiet}{stopped}{started}{last}"));
    assert_eq!(off["incidents"][0]["cause"], "capacity_loss", "{:?}", gates(&off));
    assert!(has(&off, "server_off") && !has(&off, "silence_unexplained"));
    // Restarted at once, as when logs are rotated: if a file is missing from there on, nothing was off.
    let again = nginx("10:19:52", "start worker processes");
    let (cut, _) = beside(home.path(), &format!("{quiet}{stopped}{again}{last}"));
    assert_eq!(cut["incidents"][0]["cause"], unsaid, "{:?}", gates(&cut));
    // The same said two hours later is of another time.
    let late = nginx("12:19:50", "signal 3 (SIGQUIT) received, shutting down");
    let (cut, _) = beside(home.path(), &format!("{quiet}{late}{last}"));
    assert_eq!(cut["incidents"][0]["cause"], unsaid, "{:?}", gates(&cut));
    // A flood that the system refuses leaves the same silence.
    let flood = "[Tue Oct 11 10:21:07 2022] TCP: request_sock_TCP: Possible SYN flooding on port 443. Sending cookies.  Check SNMP counters.\n";
    let far = "[Tue Oct 11 03:00:00 2022] usb 1-1: new device\n[Tue Oct 11 15:00:00 2022] usb 1-1: gone\n";
    let (flooded, _) = beside(home.path(), &format!("{far}{flood}"));
    assert_eq!(flooded["incidents"][0]["cause"], "inconclusive");
    assert!(has(&flooded, "flood_below"));
}

/// A line behind the head that syslog gives it, in the local time of its own stamp.
fn through_syslog(line: &str) -> Option<String> {
    let stamp = line.split_once('[')?.1;
    let (day, rest) = stamp.split_once('/')?;
    let (month, rest) = rest.split_once('/')?;
    let time = rest.split_once(':')?.1.get(..8)?;
    Some(format!("{month} {day} {time} web1 nginx: {line}\n"))
}

/// A logger's line of so many that it lost, written at that instant.
fn lost(lines: u64, at: &jiff::Zoned) -> String {
    let head = at.strftime("%b %d %H:%M:%S");
    format!("{head} web1 rsyslogd[612]: imjournal: {lines} messages lost due to rate-limiting\n")
}

#[test]
fn lines_that_a_logger_lost_close_the_verdict_if_they_are_many() {
    let home = played("lost-backends");
    let quiet = nginx("03:00:00", "exit");
    let (plain, _) = beside(home.path(), &quiet);
    let incident = &plain["incidents"][0];
    let start: jiff::Timestamp = incident["start"].as_str().expect("a time").parse().expect("one");
    let start = start.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(2)));
    let clock = start.strftime("%d/%b/%Y:%H:%M").to_string();
    let log = fs::read_to_string(home.path().join("access.log")).expect("text");
    let wrapped: Vec<String> = log.lines().filter_map(through_syslog).collect();
    let place = wrapped.iter().position(|line| line.contains(&clock)).expect("a line");
    for (lines, closes) in [(40, false), (4_000_000, true)] {
        let (before, after) = wrapped.split_at(place);
        let all = [before.concat(), lost(lines, &start), after.concat()].concat();
        fs::write(home.path().join("access.log"), all).expect("a file");
        let (verdict, manifest) = beside(home.path(), &quiet);
        let read = &manifest["exhibits"][0];
        assert_eq!((&read["rejects"], &read["events"]), (&0.into(), &1.into()), "{read}");
        assert!(has(&verdict, "lines_lost"), "{:?}", gates(&verdict));
        let cause = if closes { &Value::from("inconclusive") } else { &incident["cause"] };
        assert_eq!(&verdict["incidents"][0]["cause"], cause, "{:?}", gates(&verdict));
    }
}

#[test]
fn limits_are_told_beside_what_was_in_progress() {
    let home = tempfile::tempdir().expect("a directory");
    fs::write(home.path().join("access.log"), demo_log()).expect("a file");
    let full = |time: &str| {
        let message = "768 worker_connections are not enough";
        format!("2022/10/12 {time} [alert] 31#31: *9 {message}\n")
    };
    let day = [("00:00:00", "exit"), ("11:00:00", "exit")]
        .map(|(time, message)| format!("2022/10/12 {time} [notice] 31#31: {message}\n"));
    let [begin, end] = day;
    let lines = [begin, full("08:10:00"), full("08:11:00"), end].concat();
    let (verdict, _) = beside(home.path(), &lines);
    let incident = &verdict["incidents"][0];
    assert_eq!(incident["cause"], "attack");
    assert!(has(&verdict, "refused_unlogged"), "{:?}", gates(&verdict));
    let evidence = incident["evidence"].as_array().expect("findings");
    let said = evidence.iter().find(|one| one["name"] == "servers_said").expect("the finding");
    let figure = |name: &str| {
        let figures = said["figures"].as_array().expect("figures");
        figures.iter().find(|one| one["name"] == name).and_then(|one| one["value"].as_f64())
    };
    assert_eq!((figure("limits"), figure("limits_usual")), (Some(2.0), Some(0.0)), "{said}");
    assert_eq!((figure("losses"), figure("limit")), (Some(0.0), Some(768.0)), "{said}");
    assert!(figure("in_progress").is_some_and(|held| held > 0.0), "{said}");
    assert_eq!(said["speaks"][0]["hypothesis"], "upstream_loss");
}
