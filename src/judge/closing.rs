//! Whether an asset follows a page that was served, as browsers have it. In: the rows of a client, in order. Out:
//! yes or no for each. It does not say whose assets they are.

use crate::ask::service::{Names, Service};

use super::outcome::Outcome;
use super::profile::{CLOSURE_US, asset, is_served};

/// When a client was last served a page to its end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Closing {
    page_us: Option<i64>,
}

impl Closing {
    /// Is its next request one for an asset, soon after a served page?
    pub(super) fn at(
        &mut self,
        service: &Service,
        names: &Names,
        outcomes: &[Outcome],
        row: usize,
    ) -> bool {
        if asset(service, names, row) {
            return self.page_us.is_some_and(|page| service.arrival_us[row] - page <= CLOSURE_US);
        }
        if is_served(service, outcomes, row) {
            // A browser learns of what a page brings along from the page.
            let took = service.duration_us[row].max(0);
            self.page_us = Some(service.arrival_us[row].saturating_add(took));
        }
        false
    }
}
