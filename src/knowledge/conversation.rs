//! What the person is asked, and what follows from the answers.

use super::rule::Rule;
use super::tables;
use crate::vocabulary::FindingId;

/// A finding that the case implies.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    /// The finding that is taken as affirmed when the person said nothing about it.
    pub finding: FindingId,
    /// When.
    pub when: Rule,
}

/// One row of the safety screen.
#[derive(Clone, Copy, Debug)]
pub struct SafetyQuestion {
    /// Its id; words under `safety.<id>`.
    pub id: &'static str,
    /// The findings that a no denies.
    pub findings: &'static [FindingId],
    /// The findings that a yes affirms.
    pub marks: &'static [FindingId],
}

/// How a core question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of the options.
    One,
    /// Any of the options.
    Many,
    /// 0 to 10.
    Scale,
    /// Years.
    Age,
    /// Sex at birth.
    Sex,
}

/// One question of the core conversation.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its id; words under `question.<id>`.
    pub id: &'static str,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Whether advice is held back while its gate depends on an open option.
    pub gates_advice: bool,
    /// The findings on offer.
    pub options: &'static [FindingId],
}

/// Answers that rarely hold together.
#[derive(Clone, Copy, Debug)]
pub struct Clash {
    /// Its id; words under `clash.<id>`.
    pub id: &'static str,
    /// When the person is asked about them.
    pub when: Rule,
    /// The screens where one of the answers can be changed: ids of core questions, or `map`. Never empty.
    pub ask: &'static [&'static str],
}

/// The numbers to call in a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Two letters of ISO 3166-1 in lower case, for a part of a country more. Its name is `country.<code>`.
    pub code: &'static str,
    /// The ambulance.
    pub emergency: &'static str,
    /// Advice about what cannot wait; empty where no number holds in the whole country.
    pub urgent: &'static str,
}

/// All countries whose numbers are known, in the order of their English names.
pub fn numbers() -> impl Iterator<Item = Numbers> {
    tables::NUMBERS.iter().map(|&(code, emergency, urgent)| Numbers { code, emergency, urgent })
}

/// All pairs of answers that are asked about.
pub fn clashes() -> &'static [Clash] {
    tables::CLASHES
}

/// Derived findings, in the order in which they are filled in.
pub fn derived() -> &'static [Derived] {
    tables::DERIVED
}

/// The safety screen.
pub fn safety_questions() -> &'static [SafetyQuestion] {
    tables::SAFETY
}

/// The core conversation in order.
pub fn questions() -> &'static [Question] {
    tables::QUESTIONS
}
