//! Who asks, when and for what: attacks, robots, crowds.

use std::collections::BTreeMap;

use super::{ATTACK, BASE, Scenario, Truth, play};

/// A world with workers to spare, so that behaviour and not failure is seen.
fn attacked(kind: &str, keys: &str) -> (Vec<String>, Truth) {
    let spare = BASE.replace("workers = 4", "workers = 400");
    let attack = ATTACK.replace("botnet_root", kind).replace("= 60", "= 10");
    let (log, truth) = play(&format!("{spare}{attack}\n{keys}"), 3);
    let hostile = log.lines().filter(|line| line.starts_with("5.1"));
    (hostile.map(str::to_owned).collect(), truth)
}

fn count(lines: &[String], holds: impl Fn(&str) -> bool) -> usize {
    lines.iter().filter(|line| holds(line)).count()
}

#[test]
fn headless_browsers_fetch_what_people_fetch() {
    let (lines, truth) = attacked("headless", "session = { api_per_page = 1 }");
    let assets = count(&lines, |line| line.contains("/static/"));
    let calls = count(&lines, |line| line.contains("/api/"));
    let pages = lines.len() - assets - calls;
    // Ten a second over twenty minutes, each with five files; waiting for answers takes some time.
    assert!((10_500..12_500).contains(&pages), "{pages}");
    assert!((4.5..5.1).contains(&(assets as f64 / pages as f64)), "{assets} of {pages}");
    assert!(count(&lines, |line| line.contains("HTTP/2.0")) == lines.len());
    assert!(count(&lines, |line| line.contains("https://www.example.fr/")) > lines.len() / 2);
    assert_eq!(truth.attack.map(|attack| attack.sources), Some(200));
}

#[test]
fn recorded_sessions_come_again_and_again() {
    let (lines, _) = attacked("replay_sessions", "recordings = 5");
    // What an address asks for repeats; so few recordings give few ways through the site.
    let mut ways: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.contains("/static/")) {
        let mut words = line.split(' ');
        let client = words.next().expect("an address");
        ways.entry(client).or_default().extend(words.nth(5));
    }
    assert_eq!(ways.len(), 200);
    let starts: std::collections::BTreeSet<_> =
        ways.values().filter_map(|way| way.get(..8)).map(|way| way.join(" ")).collect();
    assert!(starts.len() <= 5, "{starts:?}");
    assert!(ways.values().all(|way| way.len() > 40));
}

#[test]
fn replays_do_not_stop_when_all_fails() {
    let attack = ATTACK.replace("botnet_root", "replay_sessions");
    let (log, truth) = play(&format!("{BASE}{attack}"), 3);
    let last = log.lines().rfind(|line| line.starts_with("5.1")).expect("a line");
    assert!(last.contains("2022:09:19") || last.contains("2022:09:20"), "{last}");
    assert_eq!(truth.incidents.len(), 1);
}

#[test]
fn a_hostile_crawl_follows_links_without_files() {
    let (lines, _) = attacked("recursive_crawl", "");
    assert_eq!(count(&lines, |line| line.contains("\"GET /archives/")), lines.len());
    assert_eq!(
        count(&lines, |line| line.contains("\"https://www.example.fr/archives/")),
        lines.len()
    );
}

#[test]
fn large_forms_are_sent() {
    let spare = BASE.replace("workers = 4", "workers = 400").replace("nginx_timed", "nginx_json");
    let attack = ATTACK.replace("botnet_root", "http_post").replace("= 60", "= 10");
    let (log, _) = play(&format!("{spare}{attack}\nbody_kib = 2048"), 3);
    let posts: Vec<_> = log.lines().filter(|line| line.contains("\"POST /contact ")).collect();
    assert!(posts.len() > 10_000);
    assert!(posts.iter().all(|line| line.contains("\"request_length\":209")));
}

#[test]
fn pulses_leave_the_rest_quiet() {
    for kind in ["botnet_root", "headless"] {
        let (lines, _) = attacked(kind, "pulse_s = [60, 120]");
        let of = |minute: u32| count(&lines, |line| line.contains(&format!("2022:09:{minute:02}")));
        assert!(of(0) > 400 && of(3) > 400 && of(6) > 400, "{kind}");
        // A page's files may come a moment after it.
        assert!(of(2) + of(5) + of(8) == 0 && of(1) < 200, "{kind}: {} {}", of(1), of(2));
    }
}

#[test]
fn robots_ask_for_what_they_are_for() {
    let robots = |kind| {
        let robot = format!(
            "[[robots]]\nkind = \"{kind}\"\nnetworks = \"away\"\nsources = 20\nper_minute = 10"
        );
        let (log, truth) = play(&format!("{BASE}{robot}"), 3);
        let lines: Vec<_> =
            log.lines().filter(|line| line.starts_with("5.1")).map(str::to_owned).collect();
        let named = truth.rows.iter().filter(|class| class.rows == lines.len() as u64);
        let named: Vec<_> = named.map(|class| class.class).collect();
        (lines, named)
    };
    let (feed, class) = robots("feed_reader");
    assert!(
        class == ["feed_reader"] && count(&feed, |line| line.contains("/actualites.rss")) > 1_000
    );
    assert!(
        (0.8..0.97).contains(&(count(&feed, |l| l.contains("\" 304 ")) as f64 / feed.len() as f64))
    );
    let (previews, class) = robots("link_preview");
    assert!(class == ["link_preview"] && count(&previews, |line| line.contains("WhatsApp")) > 200);
    let (hidden, class) = robots("ai_crawler_hidden");
    assert!(
        class == ["ai_crawler"] && count(&hidden, |line| line.contains("Mozilla/5.0 (")) > 1_000
    );
}

/// Visits a minute from nine to ten, by their landing pages.
fn crowd(surge: &str) -> (Vec<usize>, Truth) {
    let spare = BASE.replace("workers = 4", "workers = 400").replace("[[0, 10]]", "[[0, 0]]");
    let surge = format!(
        "surges = [{{ start = \"2022-10-10T08:00:00+02:00\", end = \"2022-10-10T10:00:00+02:00\", {surge} }}]"
    );
    let session = "session = { pages = 0 }";
    let (log, truth) = play(&format!("{spare}\n{session}\n{surge}"), 3);
    let landed: Vec<_> = log.lines().filter(|line| !line.contains("/static/")).collect();
    let of = |minute: u32| {
        let stamp = format!("2022:{:02}:{:02}", 8 + minute / 60, minute % 60);
        landed.iter().filter(|line| line.contains(&stamp)).count()
    };
    ((0..120).map(of).collect(), truth)
}

#[test]
fn crowds_come_in_their_shapes() {
    const PEAK: &str = "peak = \"2022-10-10T09:00:00+02:00\", per_minute = 1000";
    let near = |count: usize, expected: f64| (count as f64 / expected - 1.0).abs() < 0.15;
    let (bell, truth) = crowd(&format!("shape = \"bell\", spread_s = 15, {PEAK}"));
    // √(2π) · 15 s at a thousand a minute, all but a few within a minute to either side.
    assert!(near(bell[59] + bell[60], 627.0) && bell[..58].iter().sum::<usize>() == 0, "{bell:?}");
    assert!(truth.incidents.is_empty());
    let keys = "shape = \"exponential\", rise_minutes = 10, plateau_minutes = 5, fall_minutes = 20";
    let (wave, _) = crowd(&format!("{keys}, {PEAK}"));
    assert!(near(wave[49], 1000.0 * (-1.05_f64).exp()) && near(wave[62], 1000.0), "{wave:?}");
    assert!(near(wave[84], 1000.0 * (-0.975_f64).exp()), "{wave:?}");
    let (cup, _) = crowd(&format!("shape = \"match\", {PEAK}"));
    assert!(near(cup[40], 1000.0 * (-19.5_f64 / 19.0).exp()) && near(cup[110], 1000.0), "{cup:?}");
}

#[test]
fn log_ins_come_by_way_of_the_gateway() {
    let gateway =
        "gateway = { networks = \"away\", addresses = 2 }\nsession = { login = 1, forms = 0.3 }";
    let text = format!("{BASE}\n{gateway}").replace("kind = \"human\"", "kind = \"teacher\"");
    let (log, truth) = play(&text, 3);
    let (by_gateway, others): (Vec<_>, Vec<_>) =
        log.lines().partition(|line| line.starts_with("5.1"));
    let asks = |line: &&str| line.contains("GET /connexion") || line.contains("POST /connexion");
    assert!(by_gateway.len() > 500 && by_gateway.iter().all(asks));
    assert!(!others.iter().any(asks));
    assert!(others.iter().any(|line| line.contains("\"POST /cours/")));
    let clients: std::collections::BTreeSet<_> =
        by_gateway.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(clients.len(), 2);
    let teachers = truth.rows.iter().find(|class| class.class == "teacher").map(|of| of.rows);
    assert_eq!(teachers, Some(truth.volume.lines));
}

#[test]
fn open_pages_call_on_their_period() {
    let calls = |poll: &str| {
        let text = format!("{BASE}\nsession = {{ pages = 0, think_s = 100{poll} }}");
        let (log, _) = play(&text.replace("workers = 4", "workers = 400"), 3);
        let calls = log.lines().filter(|line| line.contains("\"GET /api/")).count();
        (calls, log.lines().filter(|line| line.contains("\"GET / ")).count())
    };
    assert_eq!(calls("").0, 0);
    // Six in a hundred seconds after each landing page; a quarter of them are not `/`.
    let (polls, landed) = calls(", poll_s = 15");
    assert!((7.0..9.0).contains(&(polls as f64 / landed as f64)), "{polls} after {landed}");
}

#[test]
fn traffic_that_cannot_be_is_refused() {
    for keys in ["pulse_s = [0, 5]", "recordings = 0", "session = { login = 0.5 }", "hold_s = 0"] {
        assert!(Scenario::parse(&format!("{BASE}{ATTACK}\n{keys}"), "x").is_err(), "{keys}");
    }
    for surge in [
        "per_minute = 5, peak = \"2022-10-10T09:00:00+02:00\"",
        "per_minute = 5, shape = \"bell\"",
        "per_minute = 5, shape = \"exponential\", peak = \"2022-10-10T09:00:00+02:00\"",
        "per_minute = -1",
    ] {
        let times = "start = \"2022-10-10T08:00:00+02:00\", end = \"2022-10-10T10:00:00+02:00\"";
        let text = format!("{BASE}\nsurges = [{{ {times}, {surge} }}]");
        assert!(Scenario::parse(&text, "x").is_err(), "{surge}");
    }
}
