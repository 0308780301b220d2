//! People: how many come when, from where, and what a visit is like.

use serde::Deserialize;

use super::surge::Surge;

/// A group of people who behave alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What they are.
    pub kind: PersonKind,
    /// Mix of address blocks they come from.
    pub networks: String,
    /// List of user agents; by default that of the kind.
    pub agents: Option<String>,
    /// How many there are. A person keeps address and agent, so that some return the next day.
    pub pool: u32,
    /// Addresses they share, if they share: a school's or an operator's translation.
    pub addresses: Option<u32>,
    /// Sessions a minute over the local day: knots (hour, rate), straight lines between them, round
    /// midnight from the last to the first.
    pub profile: Vec<(f64, f64)>,
    /// Factor by weekday, Monday first.
    #[serde(default = "same_every_day")]
    pub weekdays: [f64; 7],
    /// The visit.
    #[serde(default)]
    pub session: Session,
    /// By way of which gateway they log in; by default by none.
    pub gateway: Option<Gateway>,
    /// Extra sessions: what is removed where the truth asks "without the surge".
    #[serde(default)]
    pub surges: Vec<Surge>,
}

/// What people use; it decides their label and how they ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonKind {
    /// A browser on a line of their own.
    Human,
    /// A browser behind a shared address of a school.
    SchoolNat,
    /// An application: one agent, no referer, calls only, at a fixed cadence.
    MobileApp,
    /// A browser of somebody who works on the site.
    Teacher,
}

/// What a visit consists of.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// Pages (calls, for an app) after the first, mean of a geometric distribution.
    pub pages: f64,
    /// Time between two pages, median of a log-normal distribution with σ 0.9; for an app the exact
    /// cadence. Seconds.
    pub think_s: f64,
    /// Share of visits that log in after the landing page.
    pub login: f64,
    /// Wrong passwords before the right one, mean of a geometric distribution.
    pub wrong_passwords: f64,
    /// Share of wrong passwords after which a person goes away.
    pub gives_up: f64,
    /// Share of pages that are searches.
    pub search: f64,
    /// Share of pages after which a form is sent: marks, homework, comments.
    pub forms: f64,
    /// Calls a page makes beside its static files.
    pub api_per_page: u32,
    /// Period of the calls that a page makes as long as it is open, seconds; by default it makes none.
    pub poll_s: Option<f64>,
    /// How long a person waits for an answer: median, log-normal with σ 0.4. Seconds.
    pub patience_s: f64,
    /// Most tries of one page, 1 = never again. Each person has a limit of 1 up to this.
    pub tries: u32,
    /// Pause before the first new try, median; each later one is 1.6 times as long. Seconds.
    pub retry_s: f64,
    /// Tries of a failed call by the page's own script, 1 = none.
    pub script_tries: u32,
    /// Pause before the script's first new try. Seconds.
    pub script_retry_s: f64,
    /// Factor of that pause from try to try; 1 = no back-off.
    pub script_backoff: f64,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            pages: 4.0,
            think_s: 20.0,
            login: 0.0,
            wrong_passwords: 0.0,
            gives_up: 0.1,
            search: 0.03,
            forms: 0.0,
            api_per_page: 0,
            poll_s: None,
            patience_s: 15.0,
            tries: 6,
            retry_s: 4.0,
            script_tries: 1,
            script_retry_s: 5.0,
            script_backoff: 2.0,
        }
    }
}

/// Log-ins that come by way of a gateway, as from a school authority's single sign-on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Mix of address blocks.
    pub networks: String,
    /// How many addresses it has.
    pub addresses: u32,
}

fn same_every_day() -> [f64; 7] {
    [1.0; 7]
}

impl Session {
    /// Can a visit be like that?
    pub(super) fn is_sane(&self) -> bool {
        let shares = [self.login, self.search, self.forms, self.search + self.forms, self.gives_up];
        let times = [self.think_s, self.patience_s, self.retry_s, self.script_retry_s];
        shares.iter().all(|share| (0.0..=1.0).contains(share))
            && times.iter().all(|time| *time > 0.0 && *time <= 1e9)
            && self.poll_s.is_none_or(|period| (0.1..=1e6).contains(&period))
            && (0.0..=1e4).contains(&self.pages)
            && (0.0..=1e3).contains(&self.script_backoff)
            && (0.0..=1e3).contains(&self.wrong_passwords)
            && self.api_per_page <= 1_000
    }
}

impl Person {
    /// Why they cannot come, if they cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let knots_in_order = self.profile.is_sorted_by(|a, b| a.0 < b.0);
        let knots_valid = self
            .profile
            .iter()
            .all(|&(hour, rate)| (0.0..24.0).contains(&hour) && (0.0..=1e6).contains(&rate));
        if self.profile.is_empty() || !knots_in_order || !knots_valid {
            return Some("profile needs knots (hour 0…24, rate ≥ 0) in order of hour".into());
        }
        if let Some(objection) = self.surges.iter().find_map(Surge::objection) {
            return Some(objection);
        }
        if !self.weekdays.iter().all(|factor| (0.0..=1e3).contains(factor)) {
            return Some("weekdays has factors within 0…10³".into());
        }
        let gateway = self.gateway.as_ref().is_none_or(|of| (1..=100_000).contains(&of.addresses));
        if !gateway || !self.session.is_sane() {
            return Some(
                "gateway.addresses is within 1…10⁵; a session's shares are within 0…1, its times above 0"
                    .into(),
            );
        }
        let empty = !(1..=10_000_000).contains(&self.pool) || self.addresses == Some(0);
        empty
            .then(|| "a population needs a pool of 1…10⁷, and addresses above 0 where given".into())
    }
}
