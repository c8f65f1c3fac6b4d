//! The way through the screens: what follows what, and how to get back.

use super::model::{Given, Model, Screen, Status, Stop};
use crate::case::Answer;
use crate::knowledge::questions;
use crate::reason::assess;

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
            Screen::More | Screen::Result | Screen::Take => Screen::Result,
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
            return self.go(Screen::Result, false);
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
        let room = MOST_MORE.saturating_sub(self.more.len());
        let fresh = assess(case).worth_asking();
        self.more.extend(fresh.into_iter().take(room));
        !self.more.is_empty()
    }

    pub(super) fn arrive(&mut self, at: usize) {
        let at = at.min(self.last_position());
        if at != self.at {
            self.at = at;
            self.status = Status::Moved;
        }
    }
}
