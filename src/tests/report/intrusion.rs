//! Attempts to get in, made by hand: a scan, guesses that were let in, and background.

use afflux::base::class::{NetworkClass, Territory};
use afflux::base::record::Citation;
use afflux::base::time::Window;
use afflux::judge::judgement::{
    Background, Beside, Indicator, Intrusion, IntrusionCampaign, IntrusionKind, Suspected,
};

use super::sample::at;

fn scanned() -> Window {
    Window::new(at("2021-04-07T03:10:00Z"), at("2021-04-07T03:31:00Z"))
}

fn guessed() -> Window {
    Window::new(at("2021-04-06T05:30:00Z"), at("2021-04-06T23:10:00Z"))
}

fn cite(byte_offset: i64) -> Citation {
    Citation { exhibit: 0, byte_offset }
}

pub(super) fn kinds() -> Vec<Intrusion> {
    vec![
        Intrusion {
            kind: IntrusionKind::CredentialStuffing,
            requests: 2_010,
            sources: 1_500,
            window: guessed(),
            succeeded: Some(true),
            suspected: 3,
        },
        Intrusion {
            kind: IntrusionKind::VulnerabilityScan,
            requests: 1_204,
            sources: 2,
            window: scanned(),
            succeeded: None,
            suspected: 1,
        },
    ]
}

pub(super) fn campaigns() -> Vec<IntrusionCampaign> {
    let guesses = IntrusionCampaign {
        id: 1,
        kind: IntrusionKind::CredentialStuffing,
        class: "log_in",
        services: vec!["www.example.fr".to_owned()],
        requests: 2_010,
        sources: 1_500,
        internal: 0,
        window: guessed(),
        aimed: vec!["aimed_many", "aimed_distributed"],
        succeeded: Some(true),
        failed: 2_007,
        let_in: 3,
        paths: 1,
        top_paths: vec![("/login".to_owned(), 2_010)],
        rules: Vec::new(),
        top_agent: (Some("Mozilla/5.0 (Windows NT 10.0)".to_owned()), 0.8),
        countries: vec![("BR".to_owned(), 0.4), ("??".to_owned(), 0.1)],
        networks: vec![(Some(64_500), "Example Net".to_owned(), 0.2), (None, String::new(), 0.1)],
        suspected: vec![Suspected {
            reason: "let_in_after_failures",
            path: "/login".to_owned(),
            citation: cite(4_711),
        }],
        suspected_requests: 3,
        incidents: vec![Beside { incident: 1, requests: 240, share: 0.002, shared_sources: 12 }],
        citations: vec![cite(100), cite(900)],
    };
    let scan = IntrusionCampaign {
        id: 2,
        kind: IntrusionKind::VulnerabilityScan,
        class: "secrets_backups",
        services: vec!["api.example.fr".to_owned(), "www.example.fr".to_owned()],
        requests: 1_204,
        sources: 2,
        internal: 1,
        window: scanned(),
        aimed: Vec::new(),
        succeeded: None,
        failed: 0,
        let_in: 0,
        paths: 188,
        top_paths: vec![("/.env".to_owned(), 30), ("/<script>".to_owned(), 7)],
        rules: vec![("secret-dot-env".to_owned(), 30)],
        top_agent: (None, 1.0),
        suspected: vec![Suspected {
            reason: "given_to_probers_only",
            path: "/.env".to_owned(),
            citation: cite(8_000),
        }],
        suspected_requests: 1,
        incidents: Vec::new(),
        ..guesses.clone()
    };
    vec![guesses, scan]
}

pub(super) fn indicators() -> Vec<Indicator> {
    let of = |campaign, address: &str, requests| Indicator {
        campaign,
        address: address.to_owned(),
        is_address: true,
        first_us: guessed().start_us,
        last_us: guessed().end_us,
        requests,
        country: Some("BR".to_owned()),
        territory: Territory::Other,
        as_number: Some(64_500),
        as_org: Some("Example Net".to_owned()),
        network_class: NetworkClass::Isp,
    };
    vec![
        of(1, "198.51.100.40", 31),
        of(1, "198.51.100.41", 1),
        of(2, "2001:db8:77::1", 1_204),
        of(2, "10.0.0.9", 3),
    ]
}

pub(super) fn background() -> Vec<Background> {
    let of = |class, requests, sources| Background { class, requests, sources, suspected: 0 };
    vec![of("cms_appliance_cve", 211, 90), of("open_proxy", 12, 11)]
}
