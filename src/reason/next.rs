//! The next question: the finding whose answer is expected to tell most about the cause.

use super::classify::Ranked;
use super::condition::Known;
use super::order::{descending_share, order_by};
use crate::case::Answer;
use crate::knowledge::{Fact, Population, background, cause, group};
use crate::vocabulary::FindingId;

const MOST: usize = 5;

/// Findings that a question can ask for, by expected information about the cause in bits, largest first.
///
/// Information = H(cause) − Σ over yes and no of P(answer) · H(cause | answer). A finding whose group has answers
/// already is worth half for each of them, because its likelihood would be damped in the same way.
pub(super) fn next_questions(known: &Known, ranking: &[Ranked], population: Population) -> Vec<FindingId> {
    let posterior: Vec<f64> = ranking.iter().map(|ranked| f64::from(ranked.probability_ppm) / 1e6).collect();
    let before = entropy(&posterior);
    let mut worth: Vec<(f64, FindingId)> = FindingId::all()
        .filter(|&id| asked_one_by_one(id) && known.case.finding(id) == Answer::Unknown)
        .filter_map(|id| {
            let fact = Fact::Finding(id);
            let q = background(id, population);
            // P(finding | cause) = P(finding | other) · likelihood ratio.
            let p = |ranked: &Ranked| match cause(ranked.cause).likelihood(fact) {
                Some(row) => (q * libm::exp2(f64::from(row.yes(population)) / 1000.0)).min(1.0),
                None => q,
            };
            let p: Vec<f64> = ranking.iter().map(p).collect();
            let yes: Vec<f64> = posterior.iter().zip(&p).map(|(share, p)| share * p).collect();
            let no: Vec<f64> = posterior.iter().zip(&p).map(|(share, p)| share * (1.0 - p)).collect();
            let gain = before - weighted_entropy(&yes) - weighted_entropy(&no);
            let gain = gain / f64::from(1_u32 << answered_in_group(known, fact).min(16));
            (gain > 1e-6).then_some((gain, id))
        })
        .collect();
    order_by(&mut worth, |&(gain, _)| descending_share(gain));
    worth.truncate(MOST);
    worth.into_iter().map(|(_, id)| id).collect()
}

/// Onset and duration are choices of one among several, asked as a whole; the severity class comes from the scale.
fn asked_one_by_one(id: FindingId) -> bool {
    !matches!(id.group(), "onset" | "duration") && id.slug() != "severity-worst-8-to-10"
}

fn answered_in_group(known: &Known, fact: Fact) -> u32 {
    let Some(own) = group(fact) else { return 0 };
    FindingId::all()
        .filter(|&id| known.case.finding(id) != Answer::Unknown && group(Fact::Finding(id)) == Some(own))
        .map(|_| 1)
        .sum()
}

fn entropy(shares: &[f64]) -> f64 {
    -shares.iter().filter(|&&share| share > 0.0).map(|share| share * libm::log2(*share)).sum::<f64>()
}

/// P(answer) · H(cause | answer), from the joint shares of one answer.
fn weighted_entropy(joint: &[f64]) -> f64 {
    let total: f64 = joint.iter().sum();
    if total <= 0.0 {
        return 0.0;
    }
    let shares: Vec<f64> = joint.iter().map(|share| share / total).collect();
    total * entropy(&shares)
}
