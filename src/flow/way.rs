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
        if stop.changing {
            return Screen::Result;
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
