//! The results made by hand with hostile text in every place for text from a log or a name.

use afflux::base::account::Account;
use afflux::judge::judgement::{Incident, Judgement};

use super::exhibits::account;
use super::sample::judgement;

/// Text that acts where it is not escaped, one a place.
pub(super) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "javascript:alert(document.domain)",
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{1b}[31m",
    "\u{202e}gpj.exe\u{2066}",
    "]]><!--</style></title></svg>",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "'{{ 7*7 }}{% raw %}\u{0}\u{9b}31m",
];

/// The results again, with all of [`HOSTILE`] in every place that holds text from a log or a name.
pub(super) fn poisoned() -> (Account, Judgement) {
    let bad = HOSTILE.join(" ");
    let (account, mut judgement) = with(&mut || bad.clone());
    if let Some(one) = judgement.indicators.first_mut() {
        one.as_org = Some(HOSTILE[6].to_owned());
    }
    (account, judgement)
}

/// The results again, with the next text in every place that holds text from a log or a name. Services
/// that differ stay apart.
pub(super) fn with(next: &mut dyn FnMut() -> String) -> (Account, Judgement) {
    let (mut account, mut judgement) = (account(), judgement());
    for exhibit in &mut account.exhibits {
        exhibit.path = next();
        exhibit.damage = Some(next());
    }
    for database in &mut account.databases {
        database.name = next();
        database.licence = next();
    }
    account.arguments.push(next());
    account.duplicates = vec![(next(), next())];
    account.home = next();
    if let Some(mandate) = &mut account.mandate {
        mandate.path = next();
        // One line, as harmless text is, and no longer than the command line takes.
        let line = next().replace(['\n', '\r', '\u{85}', '\u{2028}'], " ");
        mandate.text = format!("1. {}", line.chars().take(4 << 10).collect::<String>());
    }
    if let Some(one) = judgement.indicators.first_mut() {
        one.address = next();
        one.country = Some(next());
        one.as_org = Some(next());
    }
    let mut services = std::collections::BTreeMap::new();
    for (index, service) in judgement.services.iter_mut().enumerate() {
        service.points.truncate(3);
        service.hours.truncate(30);
        let name = format!("{}{index}", next());
        services.insert(std::mem::replace(&mut service.service, name.clone()), name);
    }
    if let Some(ledger) = &mut judgement.ledger {
        ledger.path = next();
        for one in &mut ledger.claims {
            one.claim.who = next();
            one.claim.quote = next();
            one.claim.source = Some(next());
            one.claim.service = Some(next());
        }
    }
    for incident in &mut judgement.incidents {
        incident.service = services.get(&incident.service).cloned().unwrap_or_else(&mut *next);
        poison(incident, next);
    }
    for campaign in &mut judgement.intrusion_campaigns {
        campaign.services = vec![next()];
        campaign.top_paths = vec![(next(), 1)];
        campaign.rules = vec![(next(), 1)];
        campaign.top_agent.0 = Some(next());
        campaign.countries = vec![(next(), 1.0)];
        campaign.networks = vec![(Some(1), next(), 1.0)];
        for suspected in &mut campaign.suspected {
            suspected.path = next();
        }
    }
    (account, judgement)
}

fn poison(incident: &mut Incident, next: &mut dyn FnMut() -> String) {
    incident.minutes.truncate(3);
    for country in &mut incident.countries {
        country.0 = next();
    }
    for absent in &mut incident.absent {
        absent.operator = absent.operator.as_ref().map(|_| next());
    }
    for campaign in &mut incident.campaigns {
        campaign.top_path.0 = next();
        campaign.top_agent.0 = Some(next());
        campaign.countries = vec![(next(), 1.0)];
        campaign.networks = vec![(Some(1), next(), 1.0)];
    }
}
