//! The propositions, the causes a verdict may name, and what a campaign may be taken for.

use super::replay::Factor;

/// A proposition about why a service degraded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hypothesis {
    /// Hostile automated traffic supplied the load that exceeded capacity.
    Attack,
    /// Human demand did.
    Overload,
    /// Automated but not hostile traffic did: search, AI and feed crawlers.
    Crawl,
    /// Capacity fell at a load that was borne before.
    CapacityLoss,
    /// Requests no longer reached the service: network, upstream, DNS.
    UpstreamLoss,
}

impl Hypothesis {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] =
        [Self::Attack, Self::Overload, Self::Crawl, Self::CapacityLoss, Self::UpstreamLoss];

    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Overload => "overload",
            Self::Crawl => "crawl",
            Self::CapacityLoss => "capacity_loss",
            Self::UpstreamLoss => "upstream_loss",
        }
    }
}

/// The cause named by a verdict (`cause` in `verdict.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A hostile campaign; without it the service would not have failed.
    Attack,
    /// Human demand beyond what the servers had shown they can bear.
    Overload,
    /// Both: see the detail.
    AttackAndOverload,
    /// Crawlers that are not hostile.
    Crawl,
    /// Servers lost capacity.
    CapacityLoss,
    /// Demand no longer arrived.
    UpstreamLoss,
    /// The logs cannot tell; the gates say why.
    Inconclusive,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Attack,
        Self::Overload,
        Self::AttackAndOverload,
        Self::Crawl,
        Self::CapacityLoss,
        Self::UpstreamLoss,
        Self::Inconclusive,
    ];

    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attack => "attack",
            Self::Overload => "overload",
            Self::AttackAndOverload => "attack_and_overload",
            Self::Crawl => "crawl",
            Self::CapacityLoss => "capacity_loss",
            Self::UpstreamLoss => "upstream_loss",
            Self::Inconclusive => "inconclusive",
        }
    }

    /// The factors of an incident that it consists of; none where nothing is named, or nothing failed.
    pub fn factors(self) -> &'static [Factor] {
        match self {
            Self::Attack => &[Factor::Attack],
            Self::Overload => &[Factor::Surge],
            Self::AttackAndOverload => &[Factor::Attack, Factor::Surge],
            Self::Crawl => &[Factor::Crawl],
            Self::CapacityLoss => &[Factor::Loss],
            Self::UpstreamLoss | Self::Inconclusive => &[],
        }
    }
}

/// How the cause worked (`detail` in `verdict.json`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// It was enough alone.
    Sufficient,
    /// Necessary, but only because headroom was thin.
    ThinMargin,
    /// Attack and surge together, neither alone.
    JointlyNecessary,
    /// Attack and surge, each enough alone.
    Overdetermined,
    /// Retries kept it failing after the trigger had gone.
    SelfSustained,
    /// A waiting room or quota did the refusing.
    AdmissionLimit,
}

impl Detail {
    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sufficient => "sufficient",
            Self::ThinMargin => "thin_margin",
            Self::JointlyNecessary => "jointly_necessary",
            Self::Overdetermined => "overdetermined",
            Self::SelfSustained => "self_sustained",
            Self::AdmissionLimit => "admission_limit",
        }
    }
}

/// Where the addresses of the hostile campaigns lie. Says nothing on who controlled them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nearly all outside the home country.
    Foreign,
    /// Nearly all inside.
    Domestic,
    /// Neither.
    Mixed,
}

impl Origin {
    /// Its name in `verdict.json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Foreign => "foreign",
            Self::Domestic => "domestic",
            Self::Mixed => "mixed",
        }
    }
}

/// What a campaign is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Automated, and of no use to anyone but to load, break or enter.
    Hostile,
    /// Automated, reading much and widely.
    Crawl,
    /// Automated and habitual: monitors, the site's own jobs, API partners.
    Service,
    /// People.
    Human,
    /// The log does not tell.
    Unknown,
}

impl Nature {
    /// Its name in tables and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hostile => "hostile",
            Self::Crawl => "crawl",
            Self::Service => "service",
            Self::Human => "human",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::replay::{Part, Replays};
    use super::*;

    #[test]
    fn nothing_sets_off_what_no_verdict_names() {
        let part = |factor| Part { factor, necessity: 1.0, sufficiency: None, minutes: 9.0 };
        let parts = Factor::ALL.map(part).to_vec();
        let replays = Replays { parts, ..Replays::default() };
        for cause in Cause::ALL {
            let triggers: Vec<Factor> = replays.triggers(cause).collect();
            assert_eq!(triggers, cause.factors(), "{cause:?}");
        }
        assert!(Cause::Inconclusive.factors().is_empty());
        assert!(!Cause::Overload.factors().contains(&Factor::Attack));
    }
}
