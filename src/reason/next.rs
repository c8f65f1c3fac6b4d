//! The next question: the finding whose answer is expected to tell most about the cause.

use super::classify::{Evidence, Ranked};
use super::condition::Known;
use super::order::{descending_share, order_by};
use crate::case::Answer;
use crate::knowledge::{Fact, column, group};
use crate::vocabulary::{CauseId, FindingId};

const MOST: usize = 5;
/// Causes below this share of the probability cannot gain enough by one answer to be worth the question.
const PLAUSIBLE_PPM: u32 = 2_000;

/// The findings that would tell most, five at most.
pub(super) fn next_questions(known: &Known, ranking: &[Ranked], evidence: &Evidence) -> Vec<FindingId> {
    let mut order = by_worth(known, ranking, evidence);
    order.truncate(MOST);
    order
}

/// All findings that a question can ask for, by expected information about the cause in bits, largest first.
///
/// What an answer tells about the cause is what the cause tells about the answer: information = H(answer) − Σ over causes
/// of P(cause) · H(answer | cause). So one table of entropies does for all. A finding whose group has answers already is
/// worth half for each of them, because its likelihood would be damped in the same way.
pub(super) fn by_worth(known: &Known, ranking: &[Ranked], evidence: &Evidence) -> Vec<FindingId> {
    let mut plausible: Vec<(CauseId, f64)> = Vec::with_capacity(ranking.len());
    let mut total = 0.0;
    for ranked in ranking.iter().filter(|ranked| ranked.probability_ppm >= PLAUSIBLE_PPM) {
        let share = f64::from(ranked.probability_ppm) / 1e6;
        plausible.push((ranked.cause, share));
        total += share;
    }
    let population = evidence.population();
    let mut worth: Vec<(f64, FindingId)> = Vec::with_capacity(FindingId::COUNT);
    for id in FindingId::all().filter(|&id| known.case.finding(id) == Answer::Unknown && asked_one_by_one(id)) {
        let fact = Fact::Finding(id);
        let column = column(fact, population);
        let (mut yes, mut noise) = (0.0, 0.0);
        for &(cause, chance) in &plausible {
            let (share, entropy) = column.share_and_entropy(cause);
            yes += chance * share;
            noise += chance * entropy;
        }
        let gain = entropy(total, yes) - noise;
        let gain = gain / f64::from(1_u32 << evidence.answered_in(group(fact)).min(16));
        // The table of entropies is exact to this.
        if gain > 2e-5 {
            worth.push((gain, id));
        }
    }
    order_by(&mut worth, |&(gain, _)| descending_share(gain));
    worth.into_iter().map(|(_, id)| id).collect()
}

/// Onset and duration are choices of one among several, asked as a whole; the severity class comes from the scale.
fn asked_one_by_one(id: FindingId) -> bool {
    !matches!(id.group(), "onset" | "duration") && id.slug() != "severity-worst-8-to-10"
}

/// The entropy of a yes or no in bits, times `total`, when `yes` of `total` say yes.
fn entropy(total: f64, yes: f64) -> f64 {
    let part = |share: f64| if share > 0.0 { share * libm::log2(share) } else { 0.0 };
    part(total) - part(yes) - part(total - yes)
}
