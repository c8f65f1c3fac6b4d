//! How long things took, without keeping each.

use core::fmt;
use std::time::Duration;

/// Counts by microsecond; the last holds all that took longer.
pub struct Clock(Vec<u64>);

const LONGEST_US: usize = 100_000;

impl Default for Clock {
    fn default() -> Self {
        Clock(vec![0; LONGEST_US + 1])
    }
}

impl Clock {
    pub fn took(&mut self, time: Duration) {
        self.0[usize::try_from(time.as_micros()).unwrap_or(LONGEST_US).min(LONGEST_US)] += 1;
    }

    /// The time in microseconds, rounded up, within which this share of all things was done.
    fn within(&self, share: f64) -> usize {
        let wanted = self.0.iter().sum::<u64>() as f64 * share;
        let mut sum = 0;
        let at = self.0.iter().position(|count| {
            sum += count;
            sum as f64 >= wanted
        });
        at.unwrap_or(LONGEST_US) + 1
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [half, most, all] = [0.5, 0.99, 1.0].map(|share| self.within(share));
        write!(f, "read within {half} us (half of them), {most} us (99 %), {all} us (all)")
    }
}
