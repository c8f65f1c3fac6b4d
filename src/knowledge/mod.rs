//! The clinical facts as the engine reads them: rows of generated tables, and nothing that a clinician would have to
//! read in Rust. `cargo xtask bake` writes `tables` from `assets/knowledge`; a test proves that they are fresh.
//!
//! Weights are in **millibits**: thousandths of a bit, log base 2, as integers, so that sums are exact and every
//! machine gets the same answer.
//!
//! Which source each number and line rests on stands in the data; the site's page of sources is made from them, and the
//! program only leads there: people wait for its bytes.

mod care;
mod conversation;
mod home_test;
mod likelihood;
mod rule;
#[rustfmt::skip]
mod tables;
mod triage;

#[cfg(not(target_arch = "wasm32"))]
pub use care::care_id;
pub use care::{CareLine, Gate, Gates, Phase, Section, When, care, course, gates, see_doctor};
pub use conversation::{
    Clash, Derived, Numbers, Question, QuestionKind, SafetyQuestion, clashes, derived, numbers, questions,
    safety_questions,
};
pub use home_test::{HomeTest, home_tests};
pub use likelihood::{
    Column, Fact, ModelConstants, Population, background, base_rate, column, grounds, group, model, modifier,
    neighbours, share,
};
pub use rule::{Op, Rule};
pub use triage::{Effect, Escalation, Level, Raise, RedFlag, escalations, raises, red_flags};

/// What a number or a line of advice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A measured figure, read in the named source.
    Study,
    /// Stated in a review or a guideline.
    Review,
    /// An estimate from qualitative statements.
    Judgement,
}

impl Basis {
    const ALL: [Basis; 3] = [Basis::Study, Basis::Review, Basis::Judgement];

    /// `study`, `review` or `judgement`.
    pub const fn slug(self) -> &'static str {
        match self {
            Basis::Study => "study",
            Basis::Review => "review",
            Basis::Judgement => "judgement",
        }
    }
}

/// A number for the tables as they are. The words of one language name lines of advice by their place in the tables, so a
/// program must not read words that were made for other tables.
pub const VERSION: &str = tables::VERSION;
