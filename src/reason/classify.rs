//! Which cause fits: multi-class Bayes over explicit likelihoods.
//!
//! score(cause) = share of the log base rate, by population, age and sex
//!              + Σ damped, sharpened log-likelihood ratios of the facts against `something-else`
//!
//! all in millibits. Inside a group of correlated facts the contributions of one sign are taken strongest first, and each
//! further one counts by a fixed share of the one before: saying the same thing in five ways is not five facts. The list
//! that explains a score is made by the same walk that adds it up, so the explanation is the calculation.

use super::condition::Known;
use super::order::{descending, descending_share, order_by};
use crate::case::{Answer, Case, Sex};
use crate::knowledge::{Column, Fact, ModelConstants, Population, base_rate, column, group, modifier, neighbours};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The cause.
    pub cause: CauseId,
    /// Base rate by population, age and sex, in millibits.
    pub prior: i32,
    /// `prior` plus the weights of all contributions, in millibits.
    pub score: i32,
    /// Probability in parts per million; over all causes they sum to exactly 1,000,000.
    pub probability_ppm: u32,
}

/// How a fact was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Yes,
    No,
    /// A region that was not marked, beside one that was.
    Beside,
}

/// One fact as it was answered, with all that is the same for every cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    fact: Fact,
    said: Said,
    /// 255 stands for facts without a group.
    group: u8,
    column: Column,
    background: i32,
}

/// All that a case says to the classifier, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Ordered by group so that correlated facts stand together, and by fact within.
    facts: Vec<Seen>,
    population: Population,
    age: Option<u8>,
    male: Option<bool>,
}

/// The largest number of correlated facts; the bake lets no group be larger.
const MOST_TOGETHER: usize = 32;

impl Evidence {
    pub(super) fn new(known: &Known) -> Evidence {
        let population = known.population();
        let mut facts = facts(&known.case, population);
        order_by(&mut facts, |seen| u64::from(seen.group));
        let male = known.case.sex.map(|sex| sex == Sex::Male);
        Evidence { facts, population, age: known.case.age, male }
    }

    /// Whose base rates and likelihoods apply.
    pub(super) fn population(&self) -> Population {
        self.population
    }

    /// How many facts of this group were answered.
    pub(super) fn answered_in(&self, wanted: Option<u8>) -> usize {
        self.facts.iter().filter(|seen| wanted == Some(seen.group)).count()
    }

    pub(super) fn prior(&self, cause: CauseId, model: &ModelConstants) -> i32 {
        let age_and_sex = thousandths(modifier(cause, self.age, self.male), model.modifiers);
        let other = if cause == CauseId::SOMETHING_ELSE { model.other } else { 0 };
        self.rate(cause, model) + age_and_sex + other
    }

    /// The part of the prior that only says how usual the cause is, whoever the person.
    pub(super) fn rate(&self, cause: CauseId, model: &ModelConstants) -> i32 {
        thousandths(base_rate(cause, self.population), model.prior)
    }

    /// What the facts add to two causes that are there together: the same walk as for one.
    pub(super) fn fit_of_both(&self, one: CauseId, other: CauseId, model: &ModelConstants) -> i32 {
        let mut fit = 0;
        self.walk(one, Some(other), model, &mut |part| fit += part.weight);
        fit
    }

    /// Hands every contribution to `take`: the one walk that both the score and its explanation are made of. With `also`, the
    /// contributions are those of both causes together.
    fn walk(&self, cause: CauseId, also: Option<CauseId>, model: &ModelConstants, take: &mut dyn FnMut(Contribution)) {
        let mut rest = &self.facts[..];
        while let Some(first) = rest.first() {
            let end = match first.group {
                u8::MAX => 1,
                own => rest.iter().position(|seen| seen.group != own).unwrap_or(rest.len()),
            };
            let (together, after) = rest.split_at(end.min(MOST_TOGETHER));
            rest = after;
            // A key holds, from the top: how strong (below 2^20), how early, and whether against the cause.
            let mut keys = [0_u32; MOST_TOGETHER];
            let mut count = 0;
            for (early, seen) in (0..MOST_TOGETHER as u32).rev().zip(together) {
                let weight = match also {
                    None => seen.weight(cause, model),
                    Some(also) => seen.weight_of_both(seen.weight(cause, model), seen.weight(also, model)),
                };
                keys[count] = (weight.unsigned_abs() << 6) | (early << 1) | u32::from(weight < 0);
                count += usize::from(weight != 0);
            }
            let keys = &keys[..count];
            // Strongest first; of equal ones the first in the order of the vocabulary. Each key's place is the number of
            // larger ones: for so few that is quicker than to sort, because nothing has to be guessed.
            let mut ordered = [0_u32; MOST_TOGETHER];
            for &key in keys {
                ordered[keys.iter().map(|&other| u32::from(other > key)).sum::<u32>() as usize % MOST_TOGETHER] = key;
            }
            let share = if first.group == 0 { model.damping_places } else { model.damping };
            let mut counted = [1000; 2];
            for key in &ordered[..count] {
                let against = (key & 1) as usize;
                let weight = (key >> 6) as i32 * (1 - 2 * against as i32);
                let weight = thousandths(thousandths(weight, counted[against]), model.sharpness);
                counted[against] = thousandths(counted[against], share);
                if let Some(seen) = together.get(MOST_TOGETHER - 1 - (key >> 1) as usize % MOST_TOGETHER)
                    && weight != 0
                {
                    take(Contribution { fact: seen.fact, affirmed: seen.said == Said::Yes, weight });
                }
            }
        }
    }

    /// Every fact that counts for or against the cause, strongest first. With the prior they add up to its score.
    pub(super) fn contributions(&self, cause: CauseId, model: &ModelConstants) -> Vec<Contribution> {
        let mut parts = Vec::new();
        self.walk(cause, None, model, &mut |part| parts.push(part));
        order_by(&mut parts, |part| u64::from(u16::MAX) * descending(part.weight.abs()) + part.fact.index() as u64);
        parts
    }
}

impl Seen {
    /// The weight of this fact alone.
    fn weight(&self, cause: CauseId, model: &ModelConstants) -> i32 {
        let place = matches!(self.fact, Fact::Region(_));
        match (self.column.bits(cause, self.said == Said::Yes), self.said) {
            (Some(bits), Said::No) if place => thousandths(bits - self.background, model.unmarked),
            (Some(bits), Said::Beside) => thousandths(bits - self.background, model.unmarked_beside),
            (Some(bits), Said::No) => thousandths(bits - self.background, model.denied),
            (Some(bits), Said::Yes) => bits - self.background,
            (None, Said::Yes) if place && cause != CauseId::SOMETHING_ELSE => model.unnamed,
            (None, _) => 0,
        }
    }

    /// The weight of this fact for two causes that are there together, from the weights for each: what is there is
    /// explained by whichever explains it better; what is missing has to be missing under both. That is a noisy-or whose
    /// leak is the background, taken in whole bits of cause: a cause that makes a fact rarer than usual prevents nothing that
    /// the other brings about.
    fn weight_of_both(&self, one: i32, other: i32) -> i32 {
        match self.said {
            Said::Yes => one.max(other),
            Said::No | Said::Beside if one > 0 && other > 0 => one.min(other),
            Said::No | Said::Beside => one.min(0) + other.min(0),
        }
    }
}

/// The chance of each cause in parts per million with base rates in full, in the order of the vocabulary.
///
/// The ranking lets base rates count only in part, because the mix of people who ask is not known, and so that a rare cause
/// that fits is not drowned. A risk that sends people to hospital must not be raised by that: here a cause of one in a
/// hundred thousand has to be spoken for as strongly as it is rare.
#[inline(never)]
pub(super) fn risks(evidence: &Evidence, ranking: &[Ranked], model: &ModelConstants) -> Vec<u32> {
    let full = |ranked: &Ranked| {
        let rate = base_rate(ranked.cause, evidence.population);
        ranked.score + rate - thousandths(rate, model.prior)
    };
    let best = ranking.iter().map(full).max().unwrap_or(0);
    let mut total = 0.0;
    let mut shares = [0.0; CauseId::COUNT];
    for ranked in ranking {
        let share = odds(full(ranked) - best);
        shares[ranked.cause.index()] = share;
        total += share;
    }
    shares.iter().map(|share| (share / total * 1e6) as u32).collect()
}

/// Every cause, most probable first; equal scores in the order of the vocabulary.
pub(super) fn rank(evidence: &Evidence, model: &ModelConstants) -> Vec<Ranked> {
    let score = |cause| {
        let prior = evidence.prior(cause, model);
        let mut score = prior;
        evidence.walk(cause, None, model, &mut |part| score += part.weight);
        Ranked { cause, prior, score, probability_ppm: 0 }
    };
    let mut ranking: Vec<Ranked> = CauseId::all().map(score).collect();
    // Causes come in the order of the vocabulary, which breaks ties.
    order_by(&mut ranking, |ranked| descending(ranked.score));
    normalise(&mut ranking);
    ranking
}

/// All that the case says, in the order of the vocabulary.
fn facts(case: &Case, population: Population) -> Vec<Seen> {
    let mut facts = Vec::with_capacity(64);
    let mut push = |fact, said| {
        let column = column(fact, population);
        facts.push(Seen {
            fact,
            said,
            group: group(fact).unwrap_or(u8::MAX),
            column,
            background: column.background_bits(said == Said::Yes),
        });
    };
    let mut take = |fact, answer| match answer {
        Answer::Yes => push(fact, Said::Yes),
        Answer::No => push(fact, Said::No),
        Answer::Unknown => {}
    };
    for id in FindingId::all() {
        let answer = case.finding(id);
        // The class of duration that holds says all; that the four others do not hold says nothing more.
        if !(answer == Answer::No && id.is_duration()) {
            take(Fact::Finding(id), answer);
        }
    }
    for id in TestId::all() {
        take(Fact::Test(id), case.test(id));
    }
    if !case.places.is_empty() {
        for id in RegionId::all() {
            if case.places.has_region(id) {
                push(Fact::Region(id), Said::Yes);
            } else if !case.places.may_hold(id) {
                // Conspicuously not marked. Inside a marked area it may hurt or not: unknown.
                let beside = neighbours(id).any(|next| case.places.has_region(next) || case.places.may_hold(next));
                push(Fact::Region(id), if beside { Said::Beside } else { Said::No });
            }
        }
        for id in AreaId::all() {
            // A marked region says where in the area; the area then adds nothing.
            if case.places.has_area(id) && !id.regions().any(|region| case.places.has_region(region)) {
                push(Fact::Area(id), Said::Yes);
            }
        }
    }
    facts
}

/// Two to the power of millibits. By way of `exp`: the `exp2` of libm brings a table of three kilobytes along.
fn odds(millibits: i32) -> f64 {
    libm::exp(f64::from(millibits) * (core::f64::consts::LN_2 / 1000.0))
}

/// A product with a share in thousandths. Weights are below 2^20 and shares below 2^11, so it fits.
fn thousandths(weight: i32, share: i32) -> i32 {
    weight * share / 1000
}

/// Turns scores into probabilities that sum to exactly one million parts, by largest remainders.
fn normalise(ranking: &mut [Ranked]) {
    const WHOLE: u32 = 1_000_000;
    let best = ranking.iter().map(|ranked| ranked.score).max().unwrap_or(0);
    let shares: Vec<f64> = ranking.iter().map(|ranked| odds(ranked.score - best)).collect();
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
