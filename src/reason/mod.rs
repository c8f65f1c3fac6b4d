//! From a case to an assessment. [`assess`] is the only door; it is pure, cannot fail, and gives the same bits on every
//! machine: integers in millibits throughout, one `exp2` from `libm` at the end.
//!
//! Triage and classification do not know each other. What the ranking may do to the level is said here, and it can only
//! raise it.

mod advice;
mod classify;
mod condition;
mod next;
mod order;
mod triage;

pub use advice::{Advice, HISTORY_OPEN, SAFETY_OPEN, advice};
pub use classify::{Contribution, Ranked};
pub use triage::{Reason, Triage};

use crate::case::Case;
use crate::knowledge::{Level, Population, model};
use crate::vocabulary::{CauseId, FindingId};

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
    pub next_questions: Vec<FindingId>,
    /// Whose base rates were used.
    pub population: Population,
}

impl Assessment {
    /// The ranked entry of this cause.
    pub fn cause(&self, id: CauseId) -> Option<&Ranked> {
        self.ranking.iter().find(|ranked| ranked.cause == id)
    }
}

/// Assesses one case.
pub fn assess(case: &Case) -> Assessment {
    let known = condition::Known::new(case);
    let mut triage = triage::triage(&known);
    let population = known.population();
    let ranking = classify::rank(&known, population);
    let cannot_tell = ranking
        .first()
        .is_none_or(|first| first.cause == CauseId::SOMETHING_ELSE || first.probability_ppm < model().cannot_tell_ppm);
    if cannot_tell {
        triage.at_least(Level::Routine, Reason::CannotTell);
    }
    triage.settle();
    let next_questions = next::next_questions(&known, &ranking, population);
    Assessment { triage, ranking, cannot_tell, next_questions, population }
}
