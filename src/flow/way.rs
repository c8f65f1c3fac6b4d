//! The way through the screens: what follows what, and how to get back.

use super::model::{Given, Model, Screen, Status, Stop};
use crate::case::Answer;
use crate::knowledge::{self, questions};
use crate::reason::{assess, home_tests};
use crate::vocabulary::TestId;

/// How many questions [`Screen::More`] asks at most.
const MOST_MORE: usize = 5;

impl Model {
    /// What follows a stop.
    pub(super) fn after(&self, at: usize, stop: Stop) -> Screen {
        if stop.changing && stop.screen != Screen::Interrupt {
            return self.came_from(at);
        }
        match stop.screen {
            Screen::Map => Screen::Safety,
            Screen::Safety => self.question_or_more(0),
            Screen::Question(question) => self.question_or_more(question + 1),
            Screen::More => self.tests_or_result(),
            Screen::HomeTests | Screen::Result | Screen::Take => Screen::Result,
            // The interruption stands between two screens: what would have followed the one before follows now.
            Screen::Interrupt => match at.checked_sub(1).and_then(|before| self.trail.get(before)) {
                Some(before) if before.screen != Screen::Interrupt => self.after(at - 1, *before),
                _ => self.first_open(),
            },
        }
    }

    /// Where the person was when they went to change an answer: at the result, or in the middle of the questions.
    fn came_from(&self, at: usize) -> Screen {
        let before = self.trail.iter().take(at).rev().find(|stop| !stop.changing && stop.screen != Screen::Interrupt);
        before.map_or(Screen::Result, |stop| if stop.screen == Screen::Take { Screen::Result } else { stop.screen })
    }

    fn question_or_more(&self, question: usize) -> Screen {
        if question < questions().len() { Screen::Question(question) } else { Screen::More }
    }

    pub(super) fn first_open(&self) -> Screen {
        if !self.safety_asked {
            return Screen::Safety;
        }
        self.given.iter().position(|&given| given == Given::Open).map_or(Screen::More, Screen::Question)
    }

    /// Goes on to a screen; the stops that lay ahead are forgotten, as in a browser's history.
    pub(super) fn go(&mut self, screen: Screen, changing: bool) {
        if screen == Screen::More && !self.choose_more() {
            let next = self.tests_or_result();
            return self.go(next, false);
        }
        if screen == Screen::HomeTests {
            self.home_tests = self.tests_to_show().0;
        }
        self.trail.truncate(self.at + 1);
        if self.screen() != screen {
            self.trail.push(Stop { screen, changing });
            self.at = self.last_position();
            self.status = Status::Moved;
        }
    }

    /// Picks what to ask on [`Screen::More`]: what was answered there before stays, so that an answer can be changed. Nothing
    /// is asked that is not worth a person's time.
    fn choose_more(&mut self) -> bool {
        let case = &self.case;
        self.more.retain(|&finding| case.finding(finding) != Answer::Unknown);
        let room = MOST_MORE.max(self.more.len());
        self.more.extend(assess(case).worth_asking());
        self.more.truncate(room);
        !self.more.is_empty()
    }

    /// Home tests come next when one can be done safely: one on offer, or one that was done before.
    fn tests_or_result(&self) -> Screen {
        if self.tests_to_show().1 { Screen::HomeTests } else { Screen::Result }
    }

    /// The tests to show, and whether one of them is safe to do. What has a result stays, so that it can be taken back, even
    /// when the test is no longer safe.
    fn tests_to_show(&self) -> (Vec<TestId>, bool) {
        let tests = home_tests(&self.case, &assess(&self.case), &self.more);
        let mut safe = !tests.offered.is_empty();
        let mut shown = Vec::new();
        for row in knowledge::home_tests() {
            if self.case.test(row.id) != Answer::Unknown {
                safe |= tests.is_safe(row.id);
                shown.push(row.id);
            }
        }
        shown.extend(tests.offered);
        (shown, safe)
    }

    pub(super) fn arrive(&mut self, at: usize) {
        let at = at.min(self.last_position());
        if at != self.at {
            self.at = at;
            self.status = Status::Moved;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Screen;
    use crate::case::{Answer, Place};
    use crate::flow::{Action, Model, update};
    use crate::knowledge::safety_questions;

    fn run(model: &Model, actions: &[Action]) -> Model {
        actions.iter().fold(model.clone(), |model, &action| update(&model, action))
    }

    /// On the third question.
    fn under_way() -> Model {
        let place = Place::from_key("mid-buttock-left").expect("a place");
        let start =
            [Action::TogglePlace(place), Action::Continue, Action::NoneOfThese, Action::NotSure, Action::NotSure];
        let model = run(&Model::default(), &start);
        assert_eq!(model.screen(), Screen::Question(2));
        model
    }

    #[test]
    fn an_answer_changed_under_way_leads_back_to_where_the_person_was() {
        let there = run(&under_way(), &[Action::Change(Screen::Map)]);
        assert_eq!(there.screen(), Screen::Map);
        // A change within a change leads back to the same place.
        let further = run(&there, &[Action::Change(Screen::Question(0))]);
        for model in [there, further] {
            let back = run(&model, &[Action::Continue]);
            assert_eq!(back.screen(), Screen::Question(2));
            assert_eq!(run(&back, &[Action::NotSure]).screen(), Screen::Question(3));
        }
    }

    #[test]
    fn a_danger_told_under_way_interrupts_and_leads_back_too() {
        let row = safety_questions().iter().position(|row| row.id == "saddle").expect("asked");
        let changed = [Action::Change(Screen::Safety), Action::Safety(row, Answer::Yes), Action::Continue];
        let model = run(&under_way(), &changed);
        assert_eq!(model.screen(), Screen::Interrupt);
        assert_eq!(run(&model, &[Action::Continue]).screen(), Screen::Question(2));
    }
}
