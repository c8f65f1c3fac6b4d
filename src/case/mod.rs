//! What one person reported: places, findings, tests, severity, duration, age and sex.
//!
//! A fact that was neither affirmed nor denied is unknown, and unknown is never counted as no.

mod marks;
#[cfg(feature = "json")]
mod parse;
mod places;

pub use marks::{Mark, Marks, bit, qualities};
#[cfg(feature = "json")]
pub use parse::{CaseError, ParsedCase, parse};
pub use places::{Place, Places};

use crate::vocabulary::{FindingId, TestId};

/// What a person said about one fact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nothing, or "not sure".
    #[default]
    Unknown,
    /// Affirmed; of a test: positive.
    Yes,
    /// Denied; of a test: negative.
    No,
}

/// Sex at birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// `F`.
    Female,
    /// `M`.
    Male,
}

/// How long the pain has lasted: the five exclusive classes of the vocabulary, shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duration {
    /// Less than a day.
    UnderDay,
    /// One to seven days.
    Days,
    /// One to six weeks.
    Weeks,
    /// Six to twelve weeks.
    UnderTwelveWeeks,
    /// More than twelve weeks.
    OverTwelveWeeks,
}

impl Duration {
    /// Shortest first.
    pub const ALL: [Duration; 5] =
        [Duration::UnderDay, Duration::Days, Duration::Weeks, Duration::UnderTwelveWeeks, Duration::OverTwelveWeeks];

    /// The finding that names the class.
    pub const fn slug(self) -> &'static str {
        match self {
            Duration::UnderDay => "duration-under-24h",
            Duration::Days => "duration-1-to-7-days",
            Duration::Weeks => "duration-1-to-6-weeks",
            Duration::UnderTwelveWeeks => "duration-6-to-12-weeks",
            Duration::OverTwelveWeeks => "duration-over-12-weeks",
        }
    }

    /// The class that the finding names, if it names one.
    pub fn of(finding: FindingId) -> Option<Duration> {
        // Asked for every finding of a case: names are compared only within the group.
        if !finding.is_duration() {
            return None;
        }
        Self::ALL.into_iter().find(|class| class.slug() == finding.slug())
    }

    /// The class as a finding.
    pub fn finding(self) -> Option<FindingId> {
        FindingId::from_slug(self.slug())
    }
}

/// The oldest age that a case may state, in years.
pub const MAX_AGE: u8 = 120;
/// The strongest pain that a case may state.
pub const MAX_SEVERITY: u8 = 10;

/// What one person reported. Two cases are equal when they say the same, whatever the order of the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Where it hurts.
    pub places: Places,
    /// Age in years, `0..=120`.
    pub age: Option<u8>,
    /// Sex at birth.
    pub sex: Option<Sex>,
    /// Worst pain, `0..=10`.
    pub severity: Option<u8>,
    /// How long it has lasted.
    pub duration: Option<Duration>,
    findings: [Answer; FindingId::COUNT],
    tests: [Answer; TestId::COUNT],
}

impl Default for Case {
    fn default() -> Self {
        Case {
            places: Places::default(),
            age: None,
            sex: None,
            severity: None,
            duration: None,
            findings: [Answer::Unknown; FindingId::COUNT],
            tests: [Answer::Unknown; TestId::COUNT],
        }
    }
}

impl Case {
    /// What was said about this finding. The classes of duration exclude each other: naming one denies the others.
    pub fn finding(&self, id: FindingId) -> Answer {
        if let Some(said) = self.duration
            && let Some(asked) = Duration::of(id)
        {
            return if said == asked { Answer::Yes } else { Answer::No };
        }
        self.findings.get(id.index()).copied().unwrap_or_default()
    }

    /// Takes an answer to this finding. Affirming a class of duration sets [`Case::duration`].
    pub fn set_finding(&mut self, id: FindingId, answer: Answer) {
        if let Some(class) = Duration::of(id) {
            match answer {
                Answer::Yes => self.duration = Some(class),
                _ if self.duration == Some(class) => self.duration = None,
                _ => {}
            }
            if answer == Answer::Yes {
                return;
            }
        }
        if let Some(slot) = self.findings.get_mut(id.index()) {
            *slot = answer;
        }
    }

    /// What was said about this self-test.
    pub fn test(&self, id: TestId) -> Answer {
        self.tests.get(id.index()).copied().unwrap_or_default()
    }

    /// Takes the result of this self-test.
    pub fn set_test(&mut self, id: TestId, answer: Answer) {
        if let Some(slot) = self.tests.get_mut(id.index()) {
            *slot = answer;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn naming_a_duration_denies_the_others() {
        let mut case = Case { duration: Some(Duration::Days), ..Case::default() };
        let weeks = Duration::Weeks.finding().unwrap();
        assert_eq!(case.finding(weeks), Answer::No);
        case.set_finding(weeks, Answer::Yes);
        assert_eq!(case.duration, Some(Duration::Weeks));
        case.set_finding(weeks, Answer::No);
        assert_eq!(case.duration, None);
        assert_eq!(case.finding(weeks), Answer::No);
    }
}
