//! An incident of networks that fell silent, made by hand.

use afflux::judge::judgement::*;

use super::sample::{open, weighed, window};

pub(super) fn silent() -> Incident {
    let window = window("2021-04-09T09:10:00Z", "2021-04-09T09:52:00Z");
    let absence = |group, operator: Option<&str>, scale: f64| Absence {
        group,
        operator: operator.map(str::to_owned),
        window,
        requests: (812.4 * scale, 3.0),
        visits: (96.3 * scale, 1.0),
        log10_chance: -17.6 * scale,
    };
    Incident {
        id: 4,
        window,
        symptom: Symptom::Vanished,
        absent: vec![
            absence(Group::System { number: 64_500, v6: false }, Some("Example Télécom"), 1.0),
            absence(Group::Country("BE".to_owned()), None, 0.5),
        ],
        cause: Cause::UpstreamLoss,
        hypotheses: weighed([(0.02, -1.0), (0.02, -1.0), (0.02, -1.0), (0.02, -1.0), (0.92, 1.1)]),
        gates: vec![Gate { key: "filter_possible", forbids: false, figure: None }],
        findings: Vec::new(),
        ..open()
    }
}
