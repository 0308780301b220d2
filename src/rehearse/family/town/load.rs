//! How much of the servers' time a town's people and others take. In: the town. Out: seconds, rates and shares.

use super::{CALL, FORM, LOG_NORMAL_MEAN, LOGIN, SEARCH, Town};

impl Town {
    /// Worker seconds that a visit asks for.
    pub(super) fn visit_s(&self) -> f64 {
        let page = 1.0 + CALL * f64::from(self.calls) + SEARCH * self.search;
        ((1.0 + self.pages) * page + self.login * LOGIN) * self.page_s()
    }

    /// Mean worker seconds of a page.
    pub(in crate::rehearse::family) fn page_s(&self) -> f64 {
        self.page_ms / 1000.0 * LOG_NORMAL_MEAN
    }

    /// Mean worker seconds of a page and the calls that it makes.
    pub(in crate::rehearse::family) fn whole_page_s(&self) -> f64 {
        (1.0 + CALL * f64::from(self.calls)) * self.page_s()
    }

    /// Mean worker seconds of a log-in.
    pub(in crate::rehearse::family) fn login_s(&self) -> f64 {
        LOGIN * self.page_s()
    }

    /// Mean worker seconds of a form.
    pub(in crate::rehearse::family) fn form_s(&self) -> f64 {
        FORM * self.page_s()
    }

    /// Mean worker seconds of a search.
    pub(in crate::rehearse::family) fn search_s(&self) -> f64 {
        SEARCH * self.page_s()
    }

    /// Visits a minute that are usual when the story begins.
    pub(in crate::rehearse::family) fn usual_rate(&self) -> f64 {
        self.busiest * self.share_at(self.hour)
    }

    /// Share of the workers' time that these visits take.
    pub(in crate::rehearse::family) fn usual_load(&self) -> f64 {
        self.usual_rate() / 60.0 * self.visit_s() / f64::from(self.workers)
    }

    /// Extra visits a minute that lift the load from the usual to `load`, in shares of the workers'
    /// time.
    pub(in crate::rehearse::family) fn visits_for(&self, load: f64) -> f64 {
        (load * f64::from(self.workers) * 60.0 / self.visit_s()).max(0.1)
    }

    /// Requests a second of this cost that take `load` of the workers' time.
    pub(in crate::rehearse::family) fn requests_for(&self, load: f64, cost_s: f64) -> f64 {
        load.max(0.02) * f64::from(self.workers) / cost_s
    }
}
