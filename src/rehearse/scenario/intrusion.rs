//! Those who try to get in: passwords guessed, lists of paths worked off, payloads sent, pages and
//! records taken one after the other. They do not load the site enough to matter; what does is an attack.

use serde::Deserialize;

use super::units::Instant;
use crate::rehearse::arsenal::Arsenal;

/// One campaign of attempts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Intrusion {
    /// What is tried.
    pub kind: IntrusionForm,
    /// First instant.
    pub start: Instant,
    /// Last instant.
    pub end: Instant,
    /// Mix of address blocks.
    pub networks: String,
    /// List of user agents; by default that of the kind.
    pub agents: Option<String>,
    /// Addresses.
    pub sources: u32,
    /// Attempts of all sources together.
    pub requests: u32,
    /// Between two attempts of one source, seconds on average; by default they fill the time from
    /// `start` to `end`.
    pub pause_s: Option<f64>,
    /// For `passwords`: share that is right. For the others: attempts that work, spread over the campaign.
    #[serde(default)]
    pub success: f64,
    /// For `passwords`: the form is asked for before each try.
    #[serde(default)]
    pub opens_form: bool,
    /// For `requests`: the list.
    pub list: Option<Arsenal>,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IntrusionForm {
    /// Log-ins, nearly all of them wrong.
    Passwords,
    /// The entries of a list, one after the other.
    Requests,
    /// Records of an interface by number, in order.
    Records,
    /// The pages of the archives, each once.
    Pages,
}

impl IntrusionForm {
    /// What the tool calls such a campaign; that of lists depends on the list.
    pub fn expected(self, list: Option<Arsenal>) -> &'static str {
        match self {
            Self::Passwords => "credential_stuffing",
            Self::Requests if list.is_some_and(Arsenal::is_search) => "vulnerability_scan",
            Self::Requests => "exploit_probe",
            Self::Records | Self::Pages => "content_scraping",
        }
    }
}

impl Intrusion {
    /// Why it cannot be, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let counts = (1..=1_000_000).contains(&self.sources)
            && (self.sources..=10_000_000).contains(&self.requests);
        let pause = self.pause_s.is_none_or(|pause| pause > 0.0 && pause <= 1e6);
        let of = |kind| self.kind == kind;
        let share = if of(IntrusionForm::Passwords) { 1.0 } else { f64::from(self.requests) };
        if !(counts && pause && (0.0..=share).contains(&self.success)) {
            return Some(
                "an intrusion has 1…10⁶ sources, no fewer requests than sources, pause_s above 0, and a \
                 success of 0…1 for passwords or up to its requests"
                    .into(),
            );
        }
        if self.start >= self.end {
            return Some("an intrusion ends after it starts".into());
        }
        let own = self.list.is_some() == of(IntrusionForm::Requests)
            && (!self.opens_form || of(IntrusionForm::Passwords));
        (!own).then(|| "list belongs to requests, opens_form to passwords".into())
    }
}
