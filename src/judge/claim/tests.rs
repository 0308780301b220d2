//! Each kind of claim on a small world: a service whose minutes and verdicts are written by hand.

use super::super::arriving::Visits;
use super::super::facts::Ground;
use super::super::incident::find;
use super::super::judgement::*;
use super::super::options::Conditions;
use super::super::sample::{World, minute, read_whole};
use super::scene::Run;
use super::{examine, ledger};
use crate::ask::service::Names;
use crate::base::class::Territory;
use crate::base::time::Window;

mod causes;
mod counts;
mod sources;
mod times;

/// A world, what was judged of it, and where its clients are.
struct Stage {
    world: World,
    judgement: Judgement,
    place: fn(&mut Names),
    complete: bool,
}

impl Stage {
    fn of(world: World) -> Self {
        Self { world, judgement: Judgement::default(), place: |_| {}, complete: false }
    }

    fn with(self, incidents: Vec<Incident>) -> Self {
        Self { judgement: Judgement { incidents, ..self.judgement }, ..self }
    }

    fn complete(self) -> Self {
        Self { complete: true, ..self }
    }

    /// Puts one claim to it.
    fn examine(&self, body: &str) -> Examined {
        let head = "[[claims]]\nid = \"a\"\nwho = \"W\"\nwhen = 1970-01-02\nquote = \"Q\"\n";
        let text = format!("complete_logs = {}\n{head}{body}", self.complete);
        let stated = ledger::read(&text, "claims.toml", "00").expect("a claim");
        let (service, mut names) = self.world.build();
        (self.place)(&mut names);
        let grounds = [Ground::of(&service, &names)];
        let found = [find(&grounds[0], &Visits::of(&grounds[0]))];
        let conditions = Conditions { country_databases: 1, ..read_whole() };
        let run = Run {
            grounds: &grounds,
            found: &found,
            judgement: &self.judgement,
            conditions: &conditions,
            complete_logs: stated.complete_logs,
        };
        examine(&stated, &run).claims.remove(0)
    }

    /// The outcome, with its reason where it has one.
    fn says(&self, body: &str) -> String {
        let one = self.examine(body);
        [Some(one.outcome.name()), one.reason].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// Clock times of the first day as a claim's window.
fn window(from: &str, until: &str) -> String {
    format!("from = 1970-01-01T{from}:00Z\nuntil = 1970-01-01T{until}:00Z\n")
}

/// People for ten hours, and from minute 300 to 320 nothing but failures.
fn outage() -> World {
    let mut world = World::default();
    world.people(0..300, 10).people(320..600, 10);
    for k in 0..400 {
        let client = format!("192.0.2.{}", k % 200);
        world.ask(18_000.0 + f64::from(k) * 3.0, &client, "/page/1", 503);
    }
    world
}

/// An incident from minute 300 to 320 with a verdict; `lr` is what the findings say of attack.
pub(in crate::judge) fn incident(cause: Cause, lr: f64) -> Incident {
    let weighed = |hypothesis| Weighed {
        hypothesis,
        probability: 0.2,
        log10_lr: if hypothesis == Hypothesis::Attack { lr } else { -lr },
        log10_lr_cap: 2.0,
    };
    Incident {
        absent: Vec::new(),
        unfinished: None,
        id: 1,
        service: "sample".to_owned(),
        window: Window::new(minute(300), minute(320)),
        symptom: Symptom::Failures,
        requests: 400,
        failures: 400,
        clients: 200,
        failed_clients: 200,
        baseline: Baseline { kind: BaselineKind::Before, windows: Vec::new() },
        cause,
        detail: None,
        origin: None,
        hypotheses: Hypothesis::ALL.map(weighed).to_vec(),
        but_for: Replays::default(),
        sensitivity: Sensitivity::default(),
        campaigns: Vec::new(),
        capacity_rps: None,
        demand: None,
        findings: Vec::new(),
        gates: Vec::new(),
        minutes: Vec::new(),
        countries: Vec::new(),
        client_rates: Vec::new(),
        foreign_by_database: Vec::new(),
    }
}

#[test]
fn a_service_that_is_not_there_and_a_run_that_was_not_read() {
    let mut stage = Stage::of(outage());
    let claim = format!("about = \"no_failure\"\n{}", window("01:00", "02:00"));
    let other = format!("service = \"other\"\n{claim}");
    assert_eq!(stage.says(&other), "untestable service_unknown");
    assert_eq!(stage.says(&format!("service = \"sample\"\n{claim}")), "consistent");
    stage.judgement.gates = vec![Gate { key: "coverage", forbids: true, figure: None }];
    assert_eq!(stage.says(&claim), "untestable run_gate");
    // Behind proxies requests can be counted, clients cannot.
    stage.judgement.gates = vec![Gate { key: "proxies_only", forbids: true, figure: None }];
    assert_eq!(stage.says(&claim), "consistent");
    let clients = format!("about = \"clients_at_least\"\ncount = 1\n{}", window("01:00", "02:00"));
    assert_eq!(stage.says(&clients), "untestable run_gate");
}

#[test]
fn claims_keep_their_order_and_words() {
    let examined = Stage::of(outage()).examine("about = \"no_failure\"\n");
    assert_eq!((examined.claim.id.as_str(), examined.claim.quote.as_str()), ("a", "Q"));
    assert_eq!(examined.outcome, Outcome::Contradicted);
    assert_eq!(examined.query, "outage-minutes");
}

/// Places every client: even last numbers of the address abroad.
fn half_abroad(names: &mut Names) {
    for client in &mut names.clients {
        let last: u32 = client.text.rsplit('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        let abroad = last.is_multiple_of(2);
        client.territory = if abroad { Territory::Other } else { Territory::Home };
        client.country = Some(if abroad { "DE" } else { "FR" }.to_owned());
    }
}
