//! Intervals by resampling, and the little generator behind them: the same cases give the same bytes.

/// SplitMix64 (Steele, Lea, Flood 2014): good enough to draw cases with.
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// A generator with this state.
    pub const fn new(state: u64) -> SplitMix64 {
        SplitMix64(state)
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// A number below `end`, which is not 0. For a few hundred cases the bias of the remainder is below 2^-55.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Puts the items into a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Spreads every bit over all.
const fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A well-mixed number from a name: FNV-1a, then mixed.
pub fn hash(name: &str) -> u64 {
    mixed(
        name.bytes().fold(0xcbf2_9ce4_8422_2325, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
    )
}

/// How often the cases are drawn anew.
pub const RESAMPLES: usize = 2000;

/// The 95 % percentile interval of a figure over cases that are drawn anew, with replacement.
pub fn interval<T: Copy>(cases: &[T], figure: impl Fn(&[T]) -> f64) -> (f64, f64) {
    let mut random = SplitMix64::new(0);
    let mut drawn = cases.to_vec();
    let mut figures: Vec<f64> = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        for slot in &mut drawn {
            // Never out of range; the fallback keeps what was drawn before.
            *slot = cases.get(random.below(cases.len())).copied().unwrap_or(*slot);
        }
        figures.push(figure(&drawn));
    }
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| figures.get((share * (RESAMPLES - 1) as f64).round() as usize).copied().unwrap_or(0.0);
    (at(0.025), at(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(cases: &[f64]) -> f64 {
        cases.iter().sum::<f64>() / cases.len() as f64
    }

    #[test]
    fn the_generator_is_splitmix64() {
        // The first numbers of the reference implementation from state 0.
        let mut random = SplitMix64::new(0);
        assert_eq!([random.next(), random.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn an_interval_covers_the_point_is_as_wide_as_theory_has_it_and_stays_the_same() {
        let cases: Vec<f64> = (0..100).map(|at| f64::from(u8::from(at < 60))).collect();
        let (low, high) = interval(&cases, mean);
        assert!(low < 0.6 && 0.6 < high);
        // 1.96 · sqrt(0.6 · 0.4 / 100) = 0.096 on either side.
        assert!((high - low - 0.192).abs() < 0.03, "{low} to {high}");
        assert_eq!((low, high), interval(&cases, mean));
        assert_eq!(interval(&[1.0, 1.0], mean), (1.0, 1.0));
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..50).collect();
        SplitMix64::new(1).shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
