//! What is done to the log after the world has been: lines lost, repeated or changed. It changes no fate.

use serde::Deserialize;

use super::units::Instant;

/// Damage to a log.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sabotage {
    /// What is done.
    pub kind: SabotageKind,
    /// First instant; by default that of the log. Lines count by the instant at which they are written.
    pub start: Option<Instant>,
    /// First instant after it; by default that after the log.
    pub end: Option<Instant>,
    /// For `skew`: by how much the clock is wrong, seconds; above 0 it is ahead.
    pub seconds: Option<f64>,
    /// For `sampling`: probability that a line is kept.
    pub keep: Option<f64>,
    /// For `proxy_only`: the mix of address blocks of the proxies.
    pub networks: Option<String>,
    /// For `proxy_only`: how many proxies there are.
    pub addresses: Option<u32>,
}

/// What is done to a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SabotageKind {
    /// Lines of the window are lost: a full disk, a rotation that failed.
    Gap,
    /// The clock that stamps lines is wrong within the window.
    Skew,
    /// Each line is kept with a probability: sampling at the source, packets of syslog that are lost.
    Sampling,
    /// Each client's address is that of one of a few proxies: a load balancer whose header is not logged.
    ProxyOnly,
    /// The log ends at `start`.
    Truncated,
    /// The lines of the window come again after its last one: rotations that overlap.
    Duplicated,
}

impl SabotageKind {
    /// Its name in scenario and truth files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Skew => "skew",
            Self::Sampling => "sampling",
            Self::ProxyOnly => "proxy_only",
            Self::Truncated => "truncated",
            Self::Duplicated => "duplicated",
        }
    }
}

impl Sabotage {
    /// Why it cannot be done, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let own = |value: bool, kind| value == (self.kind == kind);
        let proxies = self.networks.is_some() && self.addresses.is_some();
        let neither = self.networks.is_none() && self.addresses.is_none();
        let belongs = own(self.seconds.is_some(), SabotageKind::Skew)
            && own(self.keep.is_some(), SabotageKind::Sampling)
            && own(proxies, SabotageKind::ProxyOnly)
            && (proxies || neither);
        if !belongs {
            return Some(
                "seconds belongs to skew, keep to sampling, networks and addresses to proxy_only"
                    .into(),
            );
        }
        let valid = self.seconds.is_none_or(|seconds| seconds.abs() <= 1e9)
            && self.keep.is_none_or(|keep| (0.0..=1.0).contains(&keep))
            && self.addresses.is_none_or(|count| (1..=100_000).contains(&count));
        if !valid {
            return Some(
                "sabotage: keep is within 0…1, seconds within ±10⁹, addresses within 1…10⁵".into(),
            );
        }
        if self.start.zip(self.end).is_some_and(|(start, end)| start >= end) {
            return Some("sabotage ends after it starts".into());
        }
        let begins = matches!(
            self.kind,
            SabotageKind::Gap | SabotageKind::Truncated | SabotageKind::Duplicated
        );
        (begins && self.start.is_none())
            .then(|| "gap, truncated and duplicated need a start".into())
    }
}
