//! What each action does. Total: an action that does not fit the screen changes nothing that matters.

use super::marks::Marking;
use super::model::{Given, MapTab, Model, Screen, Status};
use crate::case::{Answer, MAX_AGE, MAX_SEVERITY, Place, Sex};
use crate::knowledge::{Level, QuestionKind, questions, safety_questions};
use crate::reason::assess;
use crate::vocabulary::{FindingId, Side, TestId};

/// What a person does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Marks a place, or takes the mark away.
    TogglePlace(Place),
    /// Says something about a marked place, or takes marks back.
    Mark(Marking),
    /// Shows the places in another way.
    Show(MapTab),
    /// Answers the row of the safety screen at this position.
    Safety(usize, Answer),
    /// Chooses or ticks this option of the question on the screen.
    Pick(FindingId),
    /// Answers one row of [`Screen::More`].
    Answer(FindingId, Answer),
    /// Takes the result of one test of [`Screen::HomeTests`].
    Test(TestId, Answer),
    /// Worst pain.
    Severity(u8),
    /// Age in years.
    Age(u8),
    /// Sex at birth.
    Sex(Sex),
    /// Goes on with what was answered here; what is open stays open.
    Continue,
    /// Denies everything here that is still open, and goes on.
    NoneOfThese,
    /// Takes the answer here back, and goes on.
    NotSure,
    /// Goes to the result with what is known so far.
    ShowResult,
    /// Goes from the result to the page that can be taken along.
    Take,
    /// The browser has done, or not done, what was asked of it.
    Tell(Status),
    /// Goes from the result to the first question that is still open.
    Resume,
    /// Goes from the result to one screen, to change what was said there.
    Change(Screen),
    /// One stop back.
    Back,
    /// The browser went to this stop.
    Arrived(usize),
    /// Forgets everything.
    Clear,
}

/// Lists of which the screen says that what is left empty counts as no. They give the classifier its negatives, and tell
/// which advice and which home tests are safe.
const EMPTY_MEANS_NO: [&str; 6] = ["quality", "worse", "better", "nerve", "activity", "history"];

/// Options of one question that do not exclude each other, though only one can be chosen.
const OVERLAPS: [[&str; 2]; 6] = [
    ["onset-sudden-during-exercise", "onset-after-fall-or-blow"],
    ["onset-sudden-during-exercise", "trauma-major"],
    ["onset-no-cause", "onset-gradual-weeks"],
    ["onset-no-cause", "onset-sudden-at-rest"],
    ["trauma-major", "onset-after-fall-or-blow"],
    ["onset-after-lifting", "onset-sudden-during-exercise"],
];

/// Whether the screen of this question counts what is left empty as no, once anything is ticked.
pub fn empty_means_no(question: &str) -> bool {
    EMPTY_MEANS_NO.contains(&question)
}

/// The state after an action.
#[must_use]
pub fn update(model: &Model, action: Action) -> Model {
    let mut next = model.clone();
    // The browser's answer to a step that was taken here: there is nothing new, and what was just said must stand.
    if matches!(action, Action::Arrived(at) if at.min(model.last_position()) == model.position()) {
        return next;
    }
    next.status = Status::Quiet;
    match action {
        Action::TogglePlace(place) => {
            let marked = !next.case.places.contains(place);
            next.case.places.set(place, marked);
            next.read_sides();
            next.status = if marked { Status::Added(place) } else { Status::Removed(place) };
        }
        Action::Mark(marking) => next.mark(marking),
        Action::Show(tab) => next.tab = tab,
        Action::Safety(at, answer) => next.answer_safety(at, answer),
        Action::Pick(option) => next.pick(option),
        Action::Answer(finding, answer) => {
            if next.more.contains(&finding) {
                next.case.set_finding(finding, answer);
                // It was asked whether it is one side before a side was marked; now the marks say it.
                if next.case.places.has_side(Side::Left) || next.case.places.has_side(Side::Right) {
                    next.read_sides();
                }
            }
        }
        Action::Test(test, answer) => {
            if next.home_tests.contains(&test) {
                next.case.set_test(test, answer);
            }
        }
        Action::Severity(points) => next.case.severity = Some(points.min(MAX_SEVERITY)),
        Action::Age(years) => next.case.age = Some(years.min(MAX_AGE)),
        Action::Sex(sex) => next.case.sex = Some(sex),
        Action::Continue => next.leave(Leaving::Continue),
        Action::NoneOfThese => next.leave(Leaving::NoneOfThese),
        Action::NotSure => next.leave(Leaving::NotSure),
        Action::ShowResult => next.go(Screen::Result, false),
        Action::Take => next.go(Screen::Take, false),
        Action::Tell(status) => next.status = status,
        Action::Resume => {
            let screen = next.first_open();
            next.go(screen, false);
        }
        Action::Change(screen) => {
            let known = match screen {
                Screen::Question(at) => at < questions().len(),
                Screen::Interrupt | Screen::Take => false,
                _ => true,
            };
            if !known {
                return next;
            }
            next.go(screen, true);
        }
        Action::Back => next.arrive(next.at.saturating_sub(1)),
        Action::Arrived(at) => next.arrive(at),
        Action::Clear => {
            return Model { status: Status::Cleared, ..Model::default() };
        }
    }
    next.follow_marks(model, action);
    next
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaving {
    Continue,
    NoneOfThese,
    NotSure,
}

impl Model {
    /// One side or both: the marked places say it, so it is never asked.
    pub(super) fn read_sides(&mut self) {
        let places = self.case.places;
        let (one, both) = match (places.has_side(Side::Left), places.has_side(Side::Right)) {
            (true, true) => (Answer::No, Answer::Yes),
            (true, false) | (false, true) => (Answer::Yes, Answer::No),
            (false, false) => (Answer::Unknown, Answer::Unknown),
        };
        for (slug, said) in [("one-side", one), ("both-sides", both)] {
            if let Some(finding) = FindingId::from_slug(slug) {
                self.case.set_finding(finding, said);
            }
        }
    }

    fn answer_safety(&mut self, at: usize, answer: Answer) {
        let Some(row) = safety_questions().get(at) else { return };
        // A no denies all that the row covers. A yes affirms what it marks; the rest stays as it was said elsewhere, and
        // is open where it was only denied with the row.
        for &finding in row.findings {
            let before = self.case.finding(finding);
            let said = match answer {
                Answer::Yes if row.marks.contains(&finding) => Answer::Yes,
                Answer::Yes if before == Answer::Yes => Answer::Yes,
                Answer::Yes => Answer::Unknown,
                other => other,
            };
            self.case.set_finding(finding, said);
        }
    }

    fn pick(&mut self, option: FindingId) {
        let Screen::Question(at) = self.screen() else { return };
        let Some(question) = questions().get(at).filter(|question| question.options.contains(&option)) else { return };
        match question.kind {
            QuestionKind::One => {
                for &other in question.options {
                    let said = if other == option {
                        Answer::Yes
                    } else if overlap(other, option) {
                        Answer::Unknown
                    } else {
                        Answer::No
                    };
                    self.case.set_finding(other, said);
                }
            }
            QuestionKind::Many => {
                let said = if self.case.finding(option) == Answer::Yes { Answer::Unknown } else { Answer::Yes };
                self.case.set_finding(option, said);
            }
            QuestionKind::Scale | QuestionKind::Age | QuestionKind::Sex => {}
        }
    }

    /// Takes what was answered on this screen as final, and goes on.
    fn leave(&mut self, how: Leaving) {
        match self.screen() {
            Screen::Map => {
                if how == Leaving::Continue && self.case.places.is_empty() {
                    self.status = Status::NeedPlace;
                    return;
                }
                if how == Leaving::NotSure {
                    let old = self.clone();
                    self.case.places = Default::default();
                    self.read_sides();
                    // What follows from the marks goes with them, before it is looked at whether there is a hurry.
                    self.follow_marks(&old, Action::NotSure);
                }
            }
            Screen::Safety => {
                if how == Leaving::NoneOfThese {
                    for (at, row) in safety_questions().iter().enumerate() {
                        if row.findings.iter().all(|&finding| self.case.finding(finding) != Answer::Yes) {
                            self.answer_safety(at, Answer::No);
                        }
                    }
                }
                self.safety_asked = true;
            }
            Screen::Question(at) => self.leave_question(at, how),
            Screen::More => {
                if how == Leaving::NoneOfThese {
                    for finding in self.more.clone() {
                        if self.case.finding(finding) == Answer::Unknown {
                            self.case.set_finding(finding, Answer::No);
                        }
                    }
                }
            }
            Screen::Interrupt => self.acknowledged = self.urgent_reasons(),
            Screen::HomeTests => {}
            Screen::Result | Screen::Take => return,
        }
        let stop = self.stop();
        let next = self.after(self.at, stop);
        if stop.screen != Screen::Interrupt && next != Screen::Result {
            // Each danger interrupts once: one that was seen before does not stand in for a new one.
            let seen = &self.acknowledged;
            if self.urgent_reasons().iter().any(|reason| !seen.contains(reason)) {
                return self.go(Screen::Interrupt, stop.changing);
            }
        }
        self.go(next, false);
    }

    /// The reasons that make the present level urgent; none where it is not.
    fn urgent_reasons(&self) -> Vec<&'static str> {
        let triage = assess(&self.case).triage;
        let urgent = triage.reasons.iter().filter(|(level, _)| *level >= Level::SameDay && *level == triage.level);
        urgent.map(|(_, reason)| reason.id()).collect()
    }

    fn leave_question(&mut self, at: usize, how: Leaving) {
        let Some(question) = questions().get(at) else { return };
        let options = question.options;
        let said = match question.kind {
            QuestionKind::One | QuestionKind::Many => {
                options.iter().any(|&option| self.case.finding(option) == Answer::Yes)
            }
            QuestionKind::Scale => self.case.severity.is_some(),
            QuestionKind::Age => self.case.age.is_some(),
            QuestionKind::Sex => self.case.sex.is_some(),
        };
        let given = match how {
            Leaving::NoneOfThese if question.kind == QuestionKind::Many => {
                // What is ticked stays: then these are all that apply.
                self.set_all(options, Answer::No, |said| said == Answer::Unknown);
                if said { Given::Said } else { Given::NoneOfThese }
            }
            Leaving::Continue if said => {
                if question.kind == QuestionKind::Many && empty_means_no(question.id) {
                    self.set_all(options, Answer::No, |said| said == Answer::Unknown);
                }
                Given::Said
            }
            // Not sure about the rest: what is ticked stays ticked.
            Leaving::NotSure if said && question.kind == QuestionKind::Many => {
                self.set_all(options, Answer::Unknown, |said| said == Answer::No);
                Given::Said
            }
            // To press Continue again on a list that was answered with "none of these" changes nothing.
            Leaving::Continue if self.given(at) == Given::NoneOfThese => Given::NoneOfThese,
            Leaving::Continue | Leaving::NotSure | Leaving::NoneOfThese => {
                self.set_all(options, Answer::Unknown, |_| true);
                match question.kind {
                    QuestionKind::Scale => self.case.severity = None,
                    QuestionKind::Age => self.case.age = None,
                    QuestionKind::Sex => self.case.sex = None,
                    QuestionKind::One | QuestionKind::Many => {}
                }
                Given::NotSure
            }
        };
        if let Some(slot) = self.given.get_mut(at) {
            *slot = given;
        }
    }

    fn set_all(&mut self, options: &[FindingId], answer: Answer, which: impl Fn(Answer) -> bool) {
        for &option in options {
            if which(self.case.finding(option)) {
                self.case.set_finding(option, answer);
            }
        }
    }
}

fn overlap(a: FindingId, b: FindingId) -> bool {
    let (a, b) = (a.slug(), b.slug());
    OVERLAPS.iter().any(|pair| *pair == [a, b] || *pair == [b, a])
}
