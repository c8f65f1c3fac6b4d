//! The next question: the finding whose answer is expected to tell most about the cause and about urgency, and whether any
//! is still worth asking.

use super::Assessment;
use super::condition::Known;
use super::order::{descending_share, order_by};
use super::triage::{danger, would_raise};
use crate::case::Answer;
use crate::knowledge::{Fact, column, group};
use crate::vocabulary::{CauseId, FindingId};

/// How many questions an assessment proposes.
pub(super) const MOST: usize = 5;
/// Causes below this share of the probability cannot gain enough by one answer to be worth the question.
const PLAUSIBLE_PPM: u32 = 2_000;
/// Bits. The table of entropies is exact to this: what is below tells nothing that can be relied on.
const NOTHING: f64 = 2e-5;

/// A question with what its answer is expected to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// What to ask for.
    pub finding: FindingId,
    /// Expected information about cause and urgency in millibits.
    pub worth: u32,
    /// The part of it that is about urgency, in millibits.
    pub urgency: u32,
}

/// All findings that a question can ask for, by what the answer is expected to tell, most first.
///
/// What an answer tells about the cause is what the cause tells about the answer: information = H(answer) − Σ over causes
/// of P(cause) · H(answer | cause). So one table of entropies does for all. A fact whose group has answers already is
/// worth half for each of them, because its likelihood would be damped in the same way.
///
/// What it tells about urgency is added: a question may be worth asking although it cannot change the first place. Where a
/// yes fires a rule, the answer decides the level, so it tells all that it tells at all: H(answer). Elsewhere it tells
/// whether the cause is one of those that can ask for more than the present level (their `raises`): H(answer) less what
/// remains once that is known. So a cause that is dangerous and plausible is asked after first.
pub(super) fn by_worth(known: &Known, assessment: &Assessment) -> Vec<Next> {
    let expectation = Expectation::new(assessment);
    let decides = would_raise(known, assessment.triage.level);
    let of_urgency = f64::from(assessment.constants.urgency) / 1000.0;
    let mut worth: Vec<(f64, Next)> = Vec::new();
    for finding in FindingId::all().filter(|&id| known.case.finding(id) == Answer::Unknown && asked_one_by_one(id)) {
        let told = expectation.of(Fact::Finding(finding));
        let urgency = if decides[finding.index()] { told.answer } else { told.danger } * of_urgency;
        let gain = told.cause + urgency;
        if gain > NOTHING {
            let millibits = |bits: f64| (bits * 1000.0) as u32;
            worth.push((gain, Next { finding, worth: millibits(gain), urgency: millibits(urgency) }));
        }
    }
    order_by(&mut worth, |&(gain, _)| descending_share(gain));
    worth.into_iter().map(|(_, next)| next).collect()
}

/// Those of these open facts whose answer is expected to tell more than so many bits about the cause, most first.
pub(super) fn most_telling(facts: Vec<Fact>, more_than: f64, assessment: &Assessment) -> Vec<Fact> {
    let expectation = Expectation::new(assessment);
    let mut worth: Vec<(f64, Fact)> = facts.into_iter().map(|fact| (expectation.of(fact).cause, fact)).collect();
    worth.retain(|&(gain, _)| gain > more_than);
    order_by(&mut worth, |&(gain, _)| descending_share(gain));
    worth.into_iter().map(|(_, fact)| fact).collect()
}

/// What the present ranking expects of an answer.
struct Expectation<'a> {
    assessment: &'a Assessment,
    /// The plausible causes with their probability: those that ask for no more than the present level, and those that would.
    plausible: [Vec<(CauseId, f64)>; 2],
    /// How probable each of the two is.
    total: [f64; 2],
}

/// What an answer is expected to tell, in bits.
struct Told {
    /// All that it tells.
    answer: f64,
    /// What it tells about the cause.
    cause: f64,
    /// What it tells about whether the cause is one of those that ask for more than the present level.
    danger: f64,
}

impl Expectation<'_> {
    fn new(assessment: &Assessment) -> Expectation<'_> {
        let level = assessment.triage.level;
        let mut plausible = [Vec::new(), Vec::new()];
        let mut total = [0.0; 2];
        for ranked in assessment.ranking.iter().filter(|ranked| ranked.probability_ppm >= PLAUSIBLE_PPM) {
            let share = f64::from(ranked.probability_ppm) / 1e6;
            let urgent = usize::from(danger(ranked.cause).is_some_and(|danger| danger > level));
            plausible[urgent].push((ranked.cause, share));
            total[urgent] += share;
        }
        Expectation { assessment, plausible, total }
    }

    #[inline(never)]
    fn of(&self, fact: Fact) -> Told {
        let evidence = &self.assessment.evidence;
        let column = column(fact, evidence.population());
        let (mut yes, mut noise) = ([0.0; 2], 0.0);
        for (yes, causes) in yes.iter_mut().zip(&self.plausible) {
            for &(cause, chance) in causes {
                let (share, entropy) = column.share_and_entropy(cause);
                *yes += chance * share;
                noise += chance * entropy;
            }
        }
        let total = self.total;
        let answer = entropy(total[0] + total[1], yes[0] + yes[1]);
        let damped = f64::from(1_u32 << evidence.answered_in(group(fact)).min(16));
        let danger = if self.plausible[1].is_empty() {
            0.0
        } else {
            (answer - entropy(total[0], yes[0]) - entropy(total[1], yes[1])).max(0.0) / damped
        };
        Told { answer, cause: (answer - noise).max(0.0) / damped, danger }
    }
}

/// Whether none of these questions is worth asking any more.
pub(super) fn enough(questions: &[Next], assessment: &Assessment) -> bool {
    let model = &assessment.constants;
    let settled = assessment.ranking.first().is_some_and(|first| first.probability_ppm >= model.settled_ppm);
    let left = |next: &Next| if settled { next.urgency } else { next.worth };
    questions.iter().all(|next| left(next) < model.enough)
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
