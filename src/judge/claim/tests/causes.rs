//! Claims about a cause: they follow the verdicts, and nothing else.

use super::*;

fn said(incidents: Vec<Incident>, about: &str) -> String {
    let stage = Stage::of(outage()).with(incidents);
    stage.says(&format!("about = \"{about}\"\n{}", window("04:30", "06:00")))
}

#[test]
fn a_claim_about_a_cause_follows_the_verdict() {
    let table = [
        ("attack", [Cause::Attack, Cause::AttackAndOverload].as_slice()),
        ("servers_undersized", &[Cause::Overload, Cause::AttackAndOverload]),
        ("host_failure", &[Cause::CapacityLoss]),
        ("network_failure", &[Cause::UpstreamLoss]),
    ];
    for (about, causes) in table {
        for cause in causes {
            assert_eq!(said(vec![incident(*cause, 1.0)], about), "consistent", "{about} {cause:?}");
        }
    }
    assert_eq!(said(vec![incident(Cause::Overload, -1.0)], "attack"), "contradicted");
    for about in ["servers_undersized", "host_failure", "network_failure"] {
        assert_eq!(said(vec![incident(Cause::Attack, 1.0)], about), "contradicted", "{about}");
    }
}

#[test]
fn what_the_verdict_leaves_open_stays_open() {
    let one = |cause| vec![incident(cause, 1.0)];
    assert_eq!(said(one(Cause::Inconclusive), "attack"), "untestable inconclusive");
    assert_eq!(said(one(Cause::CapacityLoss), "network_failure"), "untestable either_loss");
    assert_eq!(said(one(Cause::UpstreamLoss), "host_failure"), "untestable either_loss");
    assert_eq!(said(one(Cause::Crawl), "servers_undersized"), "untestable crawlers");
    let thin = Incident { detail: Some(Detail::ThinMargin), ..incident(Cause::Attack, 1.0) };
    assert_eq!(said(vec![thin], "servers_undersized"), "untestable thin_margin");
    // The verdict is another, but its findings hardly speak against an attack.
    assert_eq!(said(vec![incident(Cause::Overload, 0.1)], "attack"), "untestable weak_verdict");
    assert_eq!(said(Vec::new(), "attack"), "untestable no_incident");
}

#[test]
fn incidents_of_different_causes_have_no_common_answer() {
    let early = Incident {
        window: Window::new(minute(275), minute(285)),
        id: 2,
        ..incident(Cause::Overload, -1.0)
    };
    let both = vec![incident(Cause::Attack, 1.0), early.clone()];
    assert_eq!(said(both, "attack"), "untestable verdicts_differ");
    // What only touches the claimed time is not what is meant.
    let far = Incident { window: Window::new(minute(100), minute(280)), ..early };
    assert_eq!(said(vec![incident(Cause::Attack, 1.0), far], "attack"), "consistent");
}

#[test]
fn a_verdict_on_less_than_half_of_the_time_answers_nothing() {
    let long = Incident {
        window: Window::new(minute(320), minute(350)),
        id: 2,
        ..incident(Cause::Inconclusive, 0.0)
    };
    let both = vec![incident(Cause::Attack, 1.0), long];
    assert_eq!(said(both, "attack"), "untestable inconclusive");
}

#[test]
fn the_outcome_names_its_incidents_and_their_weight() {
    let stage = Stage::of(outage()).with(vec![incident(Cause::Attack, 1.0)]);
    let examined = stage.examine("about = \"attack\"\n");
    assert_eq!(examined.incidents, [1]);
    assert_eq!(examined.hypothesis, Some(Hypothesis::Attack));
    assert_eq!((examined.figures[0].name, examined.figures[0].value), ("likelihood_ratio", 10.0));
}
