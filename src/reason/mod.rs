//! From a case to an assessment. [`assess`] is the only door; it is pure, cannot fail, and gives the same bits on every
//! machine: integers in millibits throughout, one `exp2` from `libm` at the end.
//!
//! Triage and classification do not know each other. What the ranking may do to the level is said here, and it can only
//! raise it.

mod advice;
mod change;
mod clash;
mod classify;
mod condition;
mod explain;
mod home_tests;
mod next;
mod order;
mod triage;

pub use advice::{Advice, HISTORY_OPEN, SAFETY_OPEN, advice};
pub use change::Change;
pub use clash::clashes;
pub use classify::{Contribution, Ranked};
pub use explain::{Contrast, Rarer};
pub use home_tests::{DANGER_POSSIBLE, HomeTests, home_tests};
pub use next::Next;
pub use triage::{Reason, Triage};

use crate::case::Case;
use crate::knowledge::{Level, ModelConstants, Population, model};
use crate::vocabulary::{CauseId, FindingId};
use classify::Evidence;

/// What the classifier answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// How soon to be seen, and why.
    pub triage: Triage,
    /// Every cause of the knowledge base, most probable first.
    pub ranking: Vec<Ranked>,
    /// Nothing in the knowledge base fits well enough to be named.
    pub cannot_tell: bool,
    /// The findings that would tell most, most informative first, five at most.
    pub next_questions: Vec<Next>,
    /// Nothing is worth asking any more: what could be asked tells too little, or the first cause is settled and no answer
    /// is expected to change how soon to be seen.
    pub enough: bool,
    evidence: Evidence,
    constants: ModelConstants,
}

impl Assessment {
    /// The ranked entry of this cause.
    pub fn cause(&self, id: CauseId) -> Option<&Ranked> {
        self.ranking.iter().find(|ranked| ranked.cause == id)
    }

    /// Every fact that counts for or against the cause, strongest first. With the prior they add up to its score.
    pub fn contributions(&self, id: CauseId) -> Vec<Contribution> {
        self.evidence.contributions(id, &self.constants)
    }

    /// Everything that is still worth asking about this case, most informative first: [`Assessment::next_questions`]
    /// without its end. For the evaluation, which goes on when the first ones have no answer.
    pub fn all_questions(&self, case: &Case) -> Vec<Next> {
        next::by_worth(&condition::Known::new(case), self)
    }

    /// Whether this question is worth a person's time.
    pub fn is_worth_asking(&self, next: &Next) -> bool {
        !self.enough && next.worth >= self.constants.enough
    }

    /// What is worth a person's time to be asked next, most informative first, five at most: [`Assessment::next_questions`]
    /// without those that tell too little, and nothing once it is [`Assessment::enough`].
    pub fn worth_asking(&self) -> Vec<FindingId> {
        let mut asked = Vec::new();
        for next in &self.next_questions {
            if self.is_worth_asking(next) {
                asked.push(next.finding);
            }
        }
        asked
    }

    /// Whose base rates were used.
    pub fn population(&self) -> Population {
        self.evidence.population()
    }
}

/// Assesses one case.
pub fn assess(case: &Case) -> Assessment {
    assess_with(case, model())
}

/// Assesses one case with other constants than those of the knowledge base: for the evaluation, which asks what each is
/// worth.
pub fn assess_with(case: &Case, constants: &ModelConstants) -> Assessment {
    let known = condition::Known::new(case);
    let mut assessment = judge(&known, constants);
    let mut questions = next::by_worth(&known, &assessment);
    assessment.enough = next::enough(&questions, &assessment);
    questions.truncate(next::MOST);
    assessment.next_questions = questions;
    assessment
}

/// All but the next questions, which cost a quarter of the time.
fn judge(known: &condition::Known, constants: &ModelConstants) -> Assessment {
    let mut triage = triage::triage(known);
    let evidence = Evidence::new(known);
    let ranking = classify::rank(&evidence, constants);
    triage::raise_by_risk(&mut triage, &classify::risks(&evidence, &ranking, constants));
    let cannot_tell = ranking.first().is_none_or(|first| {
        first.cause == CauseId::SOMETHING_ELSE || first.probability_ppm < constants.cannot_tell_ppm
    });
    if cannot_tell {
        triage.at_least(Level::Routine, Reason::CannotTell);
    }
    triage.settle();
    Assessment {
        triage,
        ranking,
        cannot_tell,
        next_questions: Vec::new(),
        enough: false,
        evidence,
        constants: *constants,
    }
}
