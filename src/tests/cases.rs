//! Verdicts on rehearsed logs, whose truth is known: every scenario of `fixtures/scenarios` is played,
//! judged through the library and compared with `fixtures/cases/expected.json` (`UPDATE=1` rewrites it)
//! and with the truth. A verdict that differs from the truth must say why in that file; the hard rules
//! below allow no exception, whatever the seed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use afflux::ask::service::Names;
use afflux::base::account::{Account, Accounting};
use afflux::base::class::Territory;
use afflux::base::time::{MINUTE_US, parse as instant, rfc3339};
use afflux::frame::place::{Places, distance_days};
use afflux::judge::judgement::{Cause, Incident, Judgement, Nature};
use afflux::judge::options::{Conditions, Options as Judging};
use afflux::read::options::{Options, Unwatched};
use afflux::rehearse::scenario::{Sabotage, SabotageKind, Scenario};
use afflux::rehearse::truth::{Incident as Known, Truth};
use afflux::{ask, frame, judge, read, rehearse};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::program::{root, updating};

/// Country codes of France overseas that the scenarios use.
const OVERSEAS: [&str; 4] = ["GF", "GP", "NC", "RE"];

/// What the program finds in a log, and the client of each request.
struct Found {
    judgement: Judgement,
    names: Names,
    clients: frame::Texts,
}

/// The stages of `afflux investigate` without its files.
fn investigate(log: &Path) -> Found {
    let mut reading = read::parse::read(&[log.to_owned()], &Options::default(), &Unwatched)
        .expect("a readable log");
    let span = reading.exhibits[0].span_us;
    let places = Places::open(&[], &[], span).expect("the embedded packs");
    let log = frame::assemble(&mut reading, &places, "FR", None).expect("requests");
    let mut total = Accounting::default();
    reading.exhibits.iter().for_each(|exhibit| total.add(&exhibit.accounting));
    let account = Account {
        version: "",
        arguments: Vec::new(),
        exhibits: reading.exhibits,
        total,
        databases: places.databases(),
        home: "FR".to_owned(),
        duplicates: Vec::new(),
        same_content: Vec::new(),
        archives: Vec::new(),
        left_out: Vec::new(),
        repeated: Vec::new(),
        deduped: false,
        noted: Vec::new(),
        rules: Vec::new(),
        mandate: None,
    };
    let primary = account.databases.iter().find(|one| one.primary && one.holds.contains("country"));
    let days = primary.zip(span).map(|(one, span)| distance_days(one.built_us, span));
    let conditions = Conditions::of(&account, days);
    let (names, services) = ask::split(&log, Some(&places), "FR", &account.exhibits);
    let judgement = judge::judge(&services, &names, &Judging::default(), &conditions);
    let requests = log.requests(0..log.len(), None).expect("requests");
    let clients = requests.texts("client_ip").expect("clients");
    Found { judgement, names, clients }
}

/// A scenario with one seed: what is true and what was found.
struct Played {
    scenario: Scenario,
    seed: u64,
    truth: Truth,
    found: Found,
}

fn play(file: &Path, seed: u64) -> Played {
    let text = fs::read_to_string(file).expect("a scenario");
    let scenario = Scenario::parse(&text, &file.display().to_string()).expect("a scenario");
    let directory = tempfile::tempdir().expect("a directory");
    let log = directory.path().join("access.log");
    let mut out = fs::File::create(&log).expect("a file");
    let truth = rehearse::simulate(&scenario, seed, &mut out).expect("a log");
    let found = investigate(&log);
    Played { scenario, seed, truth, found }
}

fn play_all(seeds: &[u64]) -> Vec<Played> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("fixtures/scenarios"))
        .expect("scenarios")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(files.len() >= 13);
    let plays: Vec<(&PathBuf, u64)> =
        files.iter().flat_map(|file| seeds.iter().map(move |seed| (file, *seed))).collect();
    plays.into_par_iter().map(|(file, seed)| play(file, seed)).collect()
}

impl Played {
    fn label(&self) -> String {
        format!("{}, seed {}", self.scenario.name, self.seed)
    }

    fn incidents(&self) -> &[Incident] {
        &self.found.judgement.incidents
    }

    /// The true incident that shares most time with a found one.
    fn known(&self, found: &Incident) -> Option<&Known> {
        let shared = |known: &&Known| {
            let (start, end) = span(known);
            end.min(found.window.end_us) - start.max(found.window.start_us)
        };
        self.truth.incidents.iter().max_by_key(shared).filter(|known| shared(known) > 0)
    }

    /// Are there as many incidents as truly were, each with its true cause?
    fn agrees(&self) -> bool {
        let (found, known) = (self.incidents(), &self.truth.incidents);
        found.len() == known.len()
            && found.iter().zip(known).all(|(found, known)| found.cause.name() == known.cause)
    }

    /// Addresses of requests that were labelled as attack.
    fn accused(&self) -> BTreeSet<&str> {
        let labels = self.found.judgement.labels.iter().filter(|label| label.attack);
        let code = labels.map(|label| self.found.clients.codes[label.row as usize]);
        code.filter_map(|code| self.found.clients.values.get(code as usize))
            .map(String::as_str)
            .collect()
    }
}

fn span(known: &Known) -> (i64, i64) {
    (instant(&known.start).expect("a time"), instant(&known.end).expect("a time"))
}

fn accuses(cause: Cause) -> bool {
    matches!(cause, Cause::Attack | Cause::AttackAndOverload)
}

/// Nobody is accused where nobody attacked, and what people or servers did is not called an attack.
fn no_wrong_accusation(played: &Played) -> Vec<String> {
    let mut broken = Vec::new();
    for incident in played.incidents().iter().filter(|incident| accuses(incident.cause)) {
        let truth = played.known(incident).map_or("nothing", |known| known.cause);
        let named = matches!(truth, "attack" | "attack_and_overload");
        if !named || played.truth.attack.is_none() {
            broken.push(format!("{truth} was called {}", incident.cause.name()));
        }
    }
    if played.truth.attack.is_none() && !played.accused().is_empty() {
        broken.push(format!("nobody attacked, accused are {:?}", played.accused()));
    }
    broken
}

/// Share of the accused addresses that attacked, and of those that attacked that are accused; `None`
/// where nobody is accused or nobody attacked.
fn labels(played: &Played) -> Option<(f64, f64)> {
    let hostile = played.truth.attack.as_ref()?;
    let hostile: BTreeSet<&str> = hostile.addresses.iter().map(String::as_str).collect();
    let accused = played.accused();
    let rightly = accused.intersection(&hostile).count() as f64;
    let named = !accused.is_empty() && !hostile.is_empty();
    named.then(|| (rightly / accused.len() as f64, rightly / hostile.len() as f64))
}

/// Where a verdict accuses, those who are accused attacked; where the attack was the cause alone, most
/// who attacked are accused.
fn labels_hold(played: &Played) -> Vec<String> {
    let names = |accusing: fn(Cause) -> bool| {
        played.incidents().iter().any(|incident| accusing(incident.cause))
    };
    let (precision, recall) = labels(played).unwrap_or_default();
    let mut broken = Vec::new();
    if names(accuses) && precision < 0.95 {
        broken.push(format!("{precision:.3} of the accused addresses attacked"));
    }
    if names(|cause| cause == Cause::Attack) && recall < 0.8 {
        broken.push(format!("{recall:.3} of the attackers are accused"));
    }
    broken
}

/// An incident begins when it began.
fn onset_holds(played: &Played) -> Vec<String> {
    let off = |incident: &Incident| {
        let known = played.known(incident)?;
        Some((incident.window.start_us - span(known).0) / MINUTE_US)
    };
    let minutes = played.incidents().iter().filter_map(off).filter(|minutes| minutes.abs() > 3);
    minutes.map(|minutes| format!("an incident begins {minutes} minutes off")).collect()
}

/// Clients of France overseas are at home.
fn overseas_is_home(played: &Played) -> Vec<String> {
    let blocks = played.scenario.networks.values().flatten();
    let overseas: Vec<_> =
        blocks.filter(|block| OVERSEAS.contains(&block.country.as_str())).collect();
    let within = |address: IpAddr| overseas.iter().any(|block| block.cidr.contains(address));
    let clients = played.found.names.clients.iter();
    let there: Vec<_> = clients.filter(|client| client.address.is_some_and(within)).collect();
    let hidden = |one: &Sabotage| one.kind == SabotageKind::ProxyOnly;
    let shown = !overseas.is_empty() && !played.scenario.sabotage.iter().any(hidden);
    assert!(!shown || there.len() > 10, "{}: nobody overseas", played.label());
    let abroad = there.iter().filter(|client| client.territory != Territory::Overseas);
    abroad.map(|client| format!("{} of France overseas is abroad", client.text)).collect()
}

/// What no verdict on a rehearsed log may do, whatever else it says.
fn hard_rules(played: &[Played]) {
    let mut broken = Vec::new();
    for played in played {
        let rules = [no_wrong_accusation, labels_hold, onset_holds, overseas_is_home];
        let found = rules.into_iter().flat_map(|rule| rule(played));
        broken.extend(found.map(|what| format!("{}: {what}", played.label())));
        if played.scenario.name == "quiet-day" && !played.incidents().is_empty() {
            broken.push(format!("{}: an incident", played.label()));
        }
    }
    assert!(broken.is_empty(), "hard rules are broken\n{}", broken.join("\n"));
}

/// A share to two decimals: what may change without anybody noticing does not belong here.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

fn found(incident: &Incident) -> Value {
    let hostile = incident.campaigns.iter().filter(|one| one.nature == Nature::Hostile);
    let requests: u64 = hostile.clone().map(|one| one.requests).sum();
    let foreign: f64 =
        hostile.filter_map(|one| Some(one.foreign_share? * one.requests as f64)).sum();
    let share = (requests > 0).then(|| rounded(foreign / requests as f64));
    let forbidding = incident.gates.iter().filter(|gate| gate.forbids).map(|gate| gate.key);
    json!({
        "cause": incident.cause.name(),
        "detail": incident.detail.map(|detail| detail.name()),
        "origin": incident.origin.map(|origin| origin.name()),
        "start": rfc3339(incident.window.start_us),
        "end": rfc3339(incident.window.end_us),
        "attack_requests": requests,
        "attack_foreign_share": share,
        "forbidden_by": forbidding.collect::<Vec<_>>(),
    })
}

fn known(known: &Known) -> Value {
    json!({
        "cause": known.cause,
        "detail": known.detail,
        "start": known.start,
        "end": known.end,
    })
}

/// What is expected of a scenario, as found now; what it says about a difference is kept.
fn expectation(played: &Played, before: &Value) -> Value {
    let mut expected = json!({
        "truth": played.truth.incidents.iter().map(known).collect::<Vec<_>>(),
        "found": played.incidents().iter().map(found).collect::<Vec<_>>(),
    });
    if let Some((precision, recall)) = labels(played) {
        expected["accused_addresses"] =
            json!({ "precision": rounded(precision), "recall": rounded(recall) });
    }
    if !played.agrees() {
        expected["differs"] = before.get("differs").cloned().unwrap_or(Value::Null);
    }
    expected
}

#[test]
fn verdicts_are_as_expected() {
    let path = root().join("fixtures/cases/expected.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|_| "{}".to_owned());
    let expected: Map<String, Value> = serde_json::from_str(&text).expect("JSON");
    let played = play_all(&[1]);
    let now: BTreeMap<&str, Value> = played
        .iter()
        .map(|played| {
            let name = played.scenario.name.as_str();
            (name, expectation(played, expected.get(name).unwrap_or(&Value::Null)))
        })
        .collect();
    if updating() {
        let text = serde_json::to_string_pretty(&now).expect("JSON") + "\n";
        fs::write(&path, text).expect("a file that can be rewritten");
    } else {
        for (name, now) in &now {
            assert_eq!(
                expected.get(*name),
                Some(now),
                "{name}: UPDATE=1 rewrites what is expected"
            );
        }
        assert_eq!(expected.len(), now.len(), "a scenario is gone");
    }
    for (name, now) in &now {
        let reason = now.get("differs").map(|reason| reason.as_str().unwrap_or_default());
        assert!(reason != Some(""), "{name} differs from the truth: state why in `differs`");
    }
    hard_rules(&played);
}

#[test]
fn hard_rules_hold_for_other_seeds() {
    hard_rules(&play_all(&[2, 3]));
}
