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
    let (mut account, mut judgement) = (account(), judgement());
    for exhibit in &mut account.exhibits {
        exhibit.path = bad.clone();
        exhibit.damage = Some(bad.clone());
    }
    for database in &mut account.databases {
        database.name = bad.clone();
        database.licence = bad.clone();
    }
    account.arguments.push(bad.clone());
    account.duplicates = vec![(bad.clone(), bad.clone())];
    account.home = bad.clone();
    if let Some(one) = judgement.indicators.first_mut() {
        one.address = bad.clone();
        one.country = Some(bad.clone());
        one.as_org = Some(HOSTILE[6].to_owned());
    }
    for service in &mut judgement.services {
        service.points.truncate(3);
        service.service = bad.clone();
    }
    if let Some(ledger) = &mut judgement.ledger {
        ledger.path = bad.clone();
        for one in &mut ledger.claims {
            one.claim.who = bad.clone();
            one.claim.quote = bad.clone();
            one.claim.source = Some(bad.clone());
            one.claim.service = Some(bad.clone());
        }
    }
    for incident in &mut judgement.incidents {
        poison(incident, &bad);
    }
    for campaign in &mut judgement.intrusion_campaigns {
        campaign.services = vec![bad.clone()];
        campaign.top_paths = vec![(bad.clone(), 1)];
        campaign.rules = vec![(bad.clone(), 1)];
        campaign.top_agent.0 = Some(bad.clone());
        campaign.countries = vec![(bad.clone(), 1.0)];
        campaign.networks = vec![(Some(1), bad.clone(), 1.0)];
        for suspected in &mut campaign.suspected {
            suspected.path = bad.clone();
        }
    }
    (account, judgement)
}

fn poison(incident: &mut Incident, bad: &str) {
    incident.service = bad.to_owned();
    incident.minutes.truncate(3);
    for country in &mut incident.countries {
        country.0 = bad.to_owned();
    }
    for campaign in &mut incident.campaigns {
        campaign.top_path.0 = bad.to_owned();
        campaign.top_agent.0 = Some(bad.to_owned());
        campaign.countries = vec![(bad.to_owned(), 1.0)];
        campaign.networks = vec![(Some(1), bad.to_owned(), 1.0)];
    }
}
