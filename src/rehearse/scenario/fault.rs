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
    /// Share that is lost, 0…1: of the workers, of the back ends, or of the requests on their way.
    pub amount: Option<f64>,
    /// For `lose_workers`: share of dynamic requests the balancer still sends to dead workers; they
    /// are answered 502 (or what the product says) at once.
    pub refused: Option<f64>,
    /// For `cut_as`: the mix of address blocks that is cut off.
    pub networks: Option<String>,
    /// For `lose_backends`: the dead ones take connections and never answer (504), in place of
    /// refusing them (502).
    #[serde(default)]
    pub hang: bool,
    /// For `lose_backends`: after how long the balancer sends nothing to the dead ones any more,
    /// seconds; by default never.
    pub noticed_s: Option<f64>,
    /// For `slow_backend` and `cold_cache`: how many times as long a worker needs.
    pub factor: Option<f64>,
    /// For `slow_backend`: the only kind of endpoint that is slow; by default all are.
    pub endpoint: Option<Endpoint>,
    /// For `cold_cache`: after how many minutes the excess has fallen to 1/e of what it was.
    pub decay_minutes: Option<f64>,
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Workers die.
    LoseWorkers,
    /// Back ends behind a balancer die: the share of requests that is sent to them fails.
    LoseBackends,
    /// What workers wait for is slow, as a database: they need a factor longer.
    SlowBackend,
    /// A deploy empties the caches: workers need a factor longer that decays, and browsers fetch
    /// again what they held.
    ColdCache,
    /// Requests are lost before they reach the log.
    CutNetwork,
    /// Those of some networks are.
    CutAs,
}

/// A kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// A page.
    Page,
    /// A static file.
    Asset,
    /// A call of a script or an application.
    Api,
    /// Checking a log-in.
    Login,
    /// A search.
    Search,
    /// A form with what was sent in it.
    Form,
}

impl FaultKind {
    /// Does it lose requests before they reach the log? The others take capacity away.
    pub fn is_network(self) -> bool {
        matches!(self, Self::CutNetwork | Self::CutAs)
    }

    fn slows(self) -> bool {
        matches!(self, Self::SlowBackend | Self::ColdCache)
    }
}

impl Fault {
    /// Why it cannot happen, if it cannot.
    pub(super) fn objection(&self) -> Option<String> {
        let share = |value: Option<f64>| value.is_none_or(|share| (0.0..=1.0).contains(&share));
        let factor = self.factor.is_none_or(|factor| (1.0..=1e4).contains(&factor));
        let times = [self.noticed_s, self.decay_minutes];
        let valid = share(self.amount) && share(self.refused) && factor;
        if !(valid && times.iter().flatten().all(|time| *time > 0.0 && *time <= 1e6)) {
            return Some("a fault's shares are within 0…1, its factor within 1…10⁴".into());
        }
        if self.start >= self.end {
            return Some("a fault ends after it starts".into());
        }
        let of = |kind| self.kind == kind;
        let needed = self.factor.is_some() == self.kind.slows()
            && self.amount.is_some() != self.kind.slows()
            && self.networks.is_some() == of(FaultKind::CutAs)
            && self.decay_minutes.is_some() == of(FaultKind::ColdCache);
        let allowed = (self.refused.is_none() || of(FaultKind::LoseWorkers))
            && (!self.hang && self.noticed_s.is_none() || of(FaultKind::LoseBackends))
            && (self.endpoint.is_none() || of(FaultKind::SlowBackend));
        (!(needed && allowed)).then(|| {
            "amount belongs to lose_… and cut_…, factor to slow_backend and cold_cache, networks to \
             cut_as, decay_minutes to cold_cache, refused to lose_workers, hang and noticed_s to \
             lose_backends, endpoint to slow_backend"
                .into()
        })
    }
}
