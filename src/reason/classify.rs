//! Multi-class Bayes over explicit likelihoods.
//!
//! score(cause) = log2 prior(population, age, sex) + Σ damped log2 likelihood ratios, against `something-else`, whose
//! score is its prior. Facts of one correlated group and one sign are damped: the strongest counts in full, the next
//! half, the next a quarter, so that one cause of many complaints is not counted many times. What speaks for a cause is
//! scaled down where it would pass the cause's ceiling: look-alikes outside the knowledge base would fit as well. Every
//! term is kept, so the explanation is the calculation.

use super::condition::Known;
use super::order::{descending, descending_share, order_by};
use crate::case::Answer;
use crate::knowledge::{Cause, Fact, Population, cause, group, model};
use crate::vocabulary::{AreaId, CauseId, FindingId, RegionId, TestId};

/// What one fact adds to the score of one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The fact.
    pub fact: Fact,
    /// Whether it was affirmed (a region: marked).
    pub affirmed: bool,
    /// Millibits after damping.
    pub weight: i32,
}

/// One cause in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The cause.
    pub cause: CauseId,
    /// Base rate by population, age and sex, in millibits.
    pub prior: i32,
    /// `prior` plus the weights of all contributions, in millibits.
    pub score: i32,
    /// Probability in parts per million; over all causes they sum to exactly 1,000,000.
    pub probability_ppm: u32,
    /// Every fact with a weight, strongest first.
    pub contributions: Vec<Contribution>,
}

impl Ranked {
    /// The facts that speak for the cause, strongest first.
    pub fn speaks_for(&self) -> impl Iterator<Item = &Contribution> {
        self.contributions.iter().filter(|part| part.weight > 0)
    }

    /// The facts that speak against it, strongest first.
    pub fn speaks_against(&self) -> impl Iterator<Item = &Contribution> {
        self.contributions.iter().filter(|part| part.weight < 0)
    }
}

/// Every cause, most probable first; equal scores in the order of the vocabulary.
pub(super) fn rank(known: &Known, population: Population) -> Vec<Ranked> {
    let evidence = evidence(known);
    let mut ranking: Vec<Ranked> =
        CauseId::all().map(|id| score(id, cause(id), known, &evidence, population)).collect();
    // Causes come in the order of the vocabulary, which breaks ties.
    order_by(&mut ranking, |ranked| descending(ranked.score));
    normalise(&mut ranking);
    ranking
}

/// All that the case says, once, in the order of the vocabulary.
fn evidence(known: &Known) -> Vec<(Fact, bool)> {
    let case = &known.case;
    let mut facts = Vec::with_capacity(64);
    let mut take = |fact, answer| match answer {
        Answer::Yes => facts.push((fact, true)),
        Answer::No => facts.push((fact, false)),
        Answer::Unknown => {}
    };
    for id in FindingId::all() {
        // The class of duration that holds says all; that the four others do not hold says nothing more.
        if !(id.group() == "duration" && case.finding(id) == Answer::No) {
            take(Fact::Finding(id), case.finding(id));
        }
    }
    for id in TestId::all() {
        take(Fact::Test(id), case.test(id));
    }
    if !case.places.is_empty() {
        for id in RegionId::all() {
            if case.places.has_region(id) {
                take(Fact::Region(id), Answer::Yes);
            } else if !case.places.may_hold(id) {
                // Conspicuously not marked. Inside a marked area it may hurt or not: unknown.
                take(Fact::Region(id), Answer::No);
            }
        }
        for id in AreaId::all() {
            // A marked region says where in the area; the area then adds nothing.
            if case.places.has_area(id) && !id.regions().any(|region| case.places.has_region(region)) {
                take(Fact::Area(id), Answer::Yes);
            }
        }
    }
    facts
}

fn score(id: CauseId, cause: &Cause, known: &Known, evidence: &[(Fact, bool)], population: Population) -> Ranked {
    let modifiers = cause.modifiers.iter().filter(|modifier| known.holds(modifier.when));
    let prior = cause.prior(population) + modifiers.map(|modifier| modifier.weight).sum::<i32>();
    let mut contributions: Vec<Contribution> = evidence
        .iter()
        .filter_map(|&(fact, affirmed)| {
            let row = cause.likelihood(fact)?;
            let weight = if affirmed { row.yes(population) } else { row.no(population) };
            (weight != 0).then_some(Contribution { fact, affirmed, weight })
        })
        .collect();
    // By strength, then by fact, since the evidence comes in the order of the vocabulary: the order in which answers came
    // never matters.
    order_by(&mut contributions, |part| descending(part.weight.saturating_abs()));
    damp(&mut contributions);
    keep_below(cause.ceiling.saturating_sub(prior), &mut contributions);
    let score = prior + contributions.iter().map(|part| part.weight).sum::<i32>();
    order_by(&mut contributions, |part| descending(part.weight.saturating_abs()));
    Ranked { cause: id, prior, score, probability_ppm: 0, contributions }
}

/// Halves each further contribution of the same group and sign, and sharpens all by the model's calibration constant.
/// Takes the contributions strongest first.
fn damp(contributions: &mut Vec<Contribution>) {
    let mut counts = [[0_u32; 2]; 256];
    for part in contributions.iter_mut() {
        let mut weight = part.weight;
        if let Some(group) = group(part.fact) {
            let count = &mut counts[usize::from(group)][usize::from(part.weight > 0)];
            weight /= 1_i32.checked_shl((*count).min(16)).unwrap_or(i32::MAX);
            *count += 1;
        }
        part.weight = weight * model().sharpness_permille / 1000;
    }
    contributions.retain(|part| part.weight != 0);
}

/// Scales what speaks for the cause down until all contributions together are at most `most`. Ratios between them stay.
fn keep_below(most: i32, contributions: &mut Vec<Contribution>) {
    let total: i32 = contributions.iter().map(|part| part.weight).sum();
    let positive: i32 = contributions.iter().map(|part| part.weight.max(0)).sum();
    // What the positive ones may come to. Where the negatives alone are too much already, nothing is left for them.
    let left = (positive - (total - most)).max(0);
    if total <= most || positive == 0 {
        return;
    }
    for part in contributions.iter_mut().filter(|part| part.weight > 0) {
        // Weights are far below 2^31, and so is their product below 2^63.
        part.weight = (i64::from(part.weight) * i64::from(left) / i64::from(positive)) as i32;
    }
    contributions.retain(|part| part.weight != 0);
}

/// Turns scores into probabilities that sum to exactly one million parts, by largest remainders.
fn normalise(ranking: &mut [Ranked]) {
    const WHOLE: u32 = 1_000_000;
    let best = ranking.iter().map(|ranked| ranked.score).max().unwrap_or(0);
    let shares: Vec<f64> = ranking.iter().map(|ranked| libm::exp2(f64::from(ranked.score - best) / 1000.0)).collect();
    let total: f64 = shares.iter().sum();
    let mut remainders = Vec::with_capacity(ranking.len());
    let mut left = WHOLE;
    for (at, (ranked, share)) in ranking.iter_mut().zip(&shares).enumerate() {
        let exact = share / total * f64::from(WHOLE);
        // `exact` lies in 0..=1,000,000, so the cast is exact on the whole part.
        ranked.probability_ppm = (exact as u32).min(left);
        left -= ranked.probability_ppm;
        remainders.push((exact - f64::from(ranked.probability_ppm), at));
    }
    // Largest remainder first; equal ones keep the order of the ranking.
    order_by(&mut remainders, |&(remainder, _)| descending_share(remainder));
    for &(_, at) in remainders.iter().cycle().take(left as usize) {
        if let Some(ranked) = ranking.get_mut(at) {
            ranked.probability_ppm += 1;
        }
    }
}
