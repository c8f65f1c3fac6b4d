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
/// Bits. The table of entropies is exact to this: what is below tells nothing that can be relied on.
const NOTHING: f64 = 2e-5;

/// The findings that would tell most, five at most.
pub(super) fn next_questions(known: &Known, ranking: &[Ranked], evidence: &Evidence) -> Vec<FindingId> {
    let mut order = by_worth(known, ranking, evidence);
    order.truncate(MOST);
    order
}

/// All findings that a question can ask for, by expected information about the cause, largest first.
pub(super) fn by_worth(known: &Known, ranking: &[Ranked], evidence: &Evidence) -> Vec<FindingId> {
    let open = FindingId::all().filter(|&id| known.case.finding(id) == Answer::Unknown && asked_one_by_one(id));
    let facts = most_telling(open.map(Fact::Finding).collect(), NOTHING, ranking, evidence);
    let finding = |fact| match fact {
        Fact::Finding(id) => Some(id),
        _ => None,
    };
    facts.into_iter().filter_map(finding).collect()
}

/// Those of these open facts whose answer is expected to tell more than so many bits about the cause, largest first.
///
/// What an answer tells about the cause is what the cause tells about the answer: information = H(answer) − Σ over causes
/// of P(cause) · H(answer | cause). So one table of entropies does for all. A fact whose group has answers already is
/// worth half for each of them, because its likelihood would be damped in the same way.
#[inline(never)]
pub(super) fn most_telling(facts: Vec<Fact>, more_than: f64, ranking: &[Ranked], evidence: &Evidence) -> Vec<Fact> {
    let mut plausible: Vec<(CauseId, f64)> = Vec::with_capacity(ranking.len());
    let mut total = 0.0;
    for ranked in ranking.iter().filter(|ranked| ranked.probability_ppm >= PLAUSIBLE_PPM) {
        let share = f64::from(ranked.probability_ppm) / 1e6;
        plausible.push((ranked.cause, share));
        total += share;
    }
    let population = evidence.population();
    let mut worth: Vec<(f64, Fact)> = Vec::with_capacity(facts.len());
    for fact in facts {
        let column = column(fact, population);
        let (mut yes, mut noise) = (0.0, 0.0);
        for &(cause, chance) in &plausible {
            let (share, entropy) = column.share_and_entropy(cause);
            yes += chance * share;
            noise += chance * entropy;
        }
        let gain = entropy(total, yes) - noise;
        let gain = gain / f64::from(1_u32 << evidence.answered_in(group(fact)).min(16));
        if gain > more_than {
            worth.push((gain, fact));
        }
    }
    order_by(&mut worth, |&(gain, _)| descending_share(gain));
    worth.into_iter().map(|(_, fact)| fact).collect()
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
