//! Workers that follow the load, late. In: now and then, how many requests are worked on or wait. Out: a
//! new number of workers. A rise is ordered whole; a fall goes by a tenth at a time.

use super::random::us;
use crate::rehearse::scenario::Autoscale;

/// The number of workers and the one that is ordered.
pub(super) struct Scaling {
    orders: Autoscale,
    current: u32,
    /// From when on there are how many.
    coming: Option<(i64, u32)>,
}

impl Scaling {
    pub(super) fn new(orders: Autoscale, workers: u32) -> Self {
        Self { orders, current: workers, coming: None }
    }

    /// Workers that there are without faults.
    pub(super) fn workers(&self) -> u32 {
        self.current
    }

    /// Time between two looks, microseconds.
    pub(super) fn period_us(&self) -> i64 {
        us(self.orders.check_s)
    }

    /// Looks at the load: orders workers, or dismisses some.
    pub(super) fn look(&mut self, now_us: i64, load: usize) {
        if let Some((_, workers)) = self.coming.take_if(|coming| coming.0 <= now_us) {
            self.current = workers;
        }
        let wanted = (load as f64 / self.orders.target).ceil() as u32;
        let wanted = wanted.clamp(self.orders.min, self.orders.max);
        let least = self.current - self.current.div_ceil(10).min(self.current);
        if wanted != self.current && self.coming.is_none() {
            self.coming = Some((now_us + us(self.orders.delay_s), wanted.max(least)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_come_late_and_leave_slowly() {
        let orders = Autoscale { min: 2, max: 40, target: 0.5, delay_s: 120.0, check_s: 60.0 };
        let mut scaling = Scaling::new(orders, 4);
        let mut look = |minute: i64, load| {
            scaling.look(minute * 60_000_000, load);
            scaling.workers()
        };
        assert_eq!([look(0, 10), look(1, 10), look(2, 10)], [4, 4, 20]);
        assert_eq!([look(3, 100), look(4, 100), look(5, 100)], [20, 20, 40]);
        assert_eq!([look(6, 0), look(7, 0), look(8, 0)], [40, 40, 36]);
    }
}
