//! What came out of a case, and the figures over many.

use posterior::knowledge::{Level, ModelConstants};
use posterior::reason::assess_with;
use posterior::vocabulary::CauseId;

use crate::cases::Item;

/// What the classifier made of one case.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// The place of the true cause, from 1.
    pub rank: usize,
    /// The cause in first place.
    pub first: CauseId,
    /// Whether that is the true cause or one that a reader would let pass.
    pub acceptable: bool,
    /// Probability of the first cause.
    pub confidence: f64,
    /// Probability of the true cause.
    pub of_truth: f64,
    /// The level that Posterior advises.
    pub level: Level,
    /// The level that a prudent reader would advise.
    pub wanted: Option<Level>,
    /// Nothing was named.
    pub cannot_tell: bool,
}

/// Judges one case under these constants.
pub fn judge(item: &Item, constants: &ModelConstants) -> Outcome {
    let assessment = assess_with(&item.case, constants);
    let at = assessment.ranking.iter().position(|ranked| ranked.cause == item.truth);
    let share = |at: usize| assessment.ranking.get(at).map_or(0.0, |ranked| f64::from(ranked.probability_ppm) / 1e6);
    let first = assessment.ranking.first().map_or(CauseId::SOMETHING_ELSE, |ranked| ranked.cause);
    Outcome {
        rank: at.map_or(usize::MAX, |at| at + 1),
        first,
        acceptable: first == item.truth || item.acceptable.contains(&first),
        confidence: share(0),
        of_truth: at.map_or(0.0, share),
        level: assessment.triage.level,
        wanted: item.triage,
        cannot_tell: assessment.cannot_tell,
    }
}

/// A yes or no about one outcome.
pub type Test = fn(&Outcome) -> bool;

/// The true cause in first place.
pub const FIRST: Test = |outcome| outcome.rank == 1;
/// The true cause among the first three.
pub const THREE: Test = |outcome| outcome.rank <= 3;
/// The true cause among the first five.
pub const FIVE: Test = |outcome| outcome.rank <= 5;
/// In first place the true cause or one that a reader would let pass.
pub const ACCEPTABLE: Test = |outcome| outcome.acceptable;

/// How many pass.
pub fn count(outcomes: &[Outcome], test: Test) -> usize {
    outcomes.iter().filter(|outcome| test(outcome)).count()
}

/// The share that passes; 0 of nothing.
pub fn share(outcomes: &[Outcome], test: Test) -> f64 {
    if outcomes.is_empty() { 0.0 } else { count(outcomes, test) as f64 / outcomes.len() as f64 }
}

/// Negative log probability of the truth in nats. A probability of nought would be an infinite fault: it counts as one in
/// a million, the smallest step there is.
pub fn loss(outcome: &Outcome) -> f64 {
    -libm::log(outcome.of_truth.max(1e-6))
}

/// Mean negative log probability of the truth.
pub fn mean_loss(outcomes: &[Outcome]) -> f64 {
    outcomes.iter().map(loss).sum::<f64>() / outcomes.len().max(1) as f64
}

/// Cases whose first cause is about as probable.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub cases: usize,
    /// Sum of the probabilities of the first cause.
    pub confidence: f64,
    /// How often it was right.
    pub right: usize,
}

/// Ten bins of equal width over the probability of the first cause.
pub fn reliability(outcomes: &[Outcome]) -> [Bin; 10] {
    let mut bins = [Bin::default(); 10];
    for outcome in outcomes {
        // A probability lies in 0..=1, so the cast is exact on the whole part; 1 belongs to the last bin.
        let at = ((outcome.confidence * 10.0) as usize).min(9);
        bins[at].cases += 1;
        bins[at].confidence += outcome.confidence;
        bins[at].right += usize::from(outcome.rank == 1);
    }
    bins
}

/// Expected calibration error: the mean distance, over the cases, between how probable the first cause was said to be
/// and how often it was right, bin by bin.
pub fn calibration_error(outcomes: &[Outcome]) -> f64 {
    let bins = reliability(outcomes);
    bins.iter().map(|bin| (bin.confidence - bin.right as f64).abs()).sum::<f64>() / outcomes.len().max(1) as f64
}

/// A way of being too low or too high: out of which cases, and what counts.
pub struct TriageFault {
    /// Its name in `assets/evaluation.toml`.
    pub key: &'static str,
    /// Words for the report.
    pub words: &'static str,
    /// Which levels were wanted.
    pub of: fn(Level) -> bool,
    /// Whether wanted and said are this fault.
    pub fault: fn(Level, Level) -> bool,
}

/// Under-triage first.
pub const TRIAGE_FAULTS: [TriageFault; 5] = [
    TriageFault {
        key: "emergency_below_same_day",
        words: "under: an emergency, sent to less than same day",
        of: |wanted| matches!(wanted, Level::Emergency),
        fault: |_, said| said < Level::SameDay,
    },
    TriageFault {
        key: "urgent_at_self_care",
        words: "under: same day or emergency, sent to self-care",
        of: |wanted| wanted >= Level::SameDay,
        fault: |_, said| matches!(said, Level::SelfCare),
    },
    TriageFault {
        key: "below_wanted",
        words: "under: any level below the one wanted",
        of: |_| true,
        fault: |wanted, said| said < wanted,
    },
    TriageFault {
        key: "mild_at_same_day",
        words: "over: self-care or routine, sent to same day or above",
        of: |wanted| wanted <= Level::Routine,
        fault: |_, said| said >= Level::SameDay,
    },
    TriageFault {
        key: "above_wanted",
        words: "over: any level above the one wanted",
        of: |_| true,
        fault: |wanted, said| said > wanted,
    },
];

impl TriageFault {
    /// How many, and out of how many.
    pub fn count(&self, outcomes: &[Outcome]) -> (usize, usize) {
        let of = outcomes.iter().filter_map(|outcome| outcome.wanted.map(|wanted| (wanted, outcome.level)));
        let of: Vec<(Level, Level)> = of.filter(|&(wanted, _)| (self.of)(wanted)).collect();
        (of.iter().filter(|&&(wanted, said)| (self.fault)(wanted, said)).count(), of.len())
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An outcome by hand.
    pub fn outcome(confidence: f64, rank: usize) -> Outcome {
        let of_truth = if rank == 1 { confidence } else { 0.0 };
        let (level, wanted) = (Level::Routine, Some(Level::Routine));
        let first = CauseId::SOMETHING_ELSE;
        Outcome { rank, first, acceptable: rank == 1, confidence, of_truth, level, wanted, cannot_tell: false }
    }

    #[test]
    fn the_calibration_error_of_a_hand_made_example() {
        // 0.9 said and 3 of 4 right: off by 0.15. 0.35 said and 0 of 1 right: off by 0.35. (4 · 0.15 + 0.35) / 5 = 0.19.
        let outcomes = [outcome(0.9, 1), outcome(0.9, 1), outcome(0.9, 1), outcome(0.9, 2), outcome(0.35, 4)];
        assert!((calibration_error(&outcomes) - 0.19).abs() < 1e-12);
        // Inside one bin faults in both directions cancel, as the definition has it.
        let outcomes = [outcome(0.55, 1), outcome(0.55, 2), outcome(0.5, 1), outcome(0.5, 2)];
        assert!((calibration_error(&outcomes) - 0.025).abs() < 1e-12);
        assert!(calibration_error(&[]).abs() < 1e-12);
    }

    #[test]
    fn certainty_belongs_to_the_last_bin() {
        let bins = reliability(&[outcome(1.0, 1), outcome(0.95, 2)]);
        assert_eq!((bins[9].cases, bins[9].right), (2, 1));
    }

    #[test]
    fn shares_and_losses() {
        let outcomes = [outcome(0.5, 1), outcome(0.5, 3), outcome(0.5, 5), outcome(0.5, 6)];
        assert_eq!([FIRST, THREE, FIVE, ACCEPTABLE].map(|test| count(&outcomes, test)), [1, 2, 3, 1]);
        assert!((share(&outcomes, THREE) - 0.5).abs() < 1e-12);
        assert!((loss(&outcome(0.5, 1)) - std::f64::consts::LN_2).abs() < 1e-12);
        assert!((loss(&outcome(0.5, 2)) - 6.0 * std::f64::consts::LN_10).abs() < 1e-9);
    }

    #[test]
    fn faults_of_triage_are_counted_against_the_right_cases() {
        let with = |wanted, level| Outcome { wanted: Some(wanted), level, ..outcome(0.5, 1) };
        let outcomes = [
            with(Level::Emergency, Level::WithinDays),
            with(Level::Emergency, Level::SameDay),
            with(Level::SameDay, Level::SelfCare),
            with(Level::SelfCare, Level::Emergency),
            with(Level::Routine, Level::Routine),
            Outcome { wanted: None, ..outcome(0.5, 1) },
        ];
        let counts: Vec<_> = TRIAGE_FAULTS.iter().map(|fault| fault.count(&outcomes)).collect();
        assert_eq!(counts, [(1, 2), (1, 3), (3, 5), (1, 2), (1, 5)]);
    }
}
