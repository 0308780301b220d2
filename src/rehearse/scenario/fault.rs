//! What breaks, when, and how much of it.

use serde::Deserialize;

use super::units::Instant;

/// A failure that neither people nor robots cause.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What fails.
    pub kind: FaultKind,
    /// First instant.
    pub start: Instant,
    /// Last instant.
    pub end: Instant,
    /// Share that is lost, 0…1: of the workers, or of the requests on their way.
    pub amount: f64,
    /// For `lose_workers`: share of dynamic requests the balancer still sends to dead workers; they
    /// are answered 502 at once.
    #[serde(default)]
    pub refused: f64,
    /// For `cut_as`: the mix of address blocks that is cut off.
    pub networks: Option<String>,
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Workers die.
    LoseWorkers,
    /// Requests are lost before they reach the log.
    CutNetwork,
    /// Those of some networks are.
    CutAs,
}

impl Fault {
    /// Why it cannot happen, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let shares = (0.0..=1.0).contains(&self.amount) && (0.0..=1.0).contains(&self.refused);
        let networks = (self.kind == FaultKind::CutAs) == self.networks.is_some();
        (!(shares && networks))
            .then(|| "a fault's shares are within 0…1, and networks belongs to cut_as".into())
    }
}
