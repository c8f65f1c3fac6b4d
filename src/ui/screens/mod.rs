//! The screens on the way to the result, one to a file.

mod home_tests;
mod interrupt;
mod map;
mod mark;
mod more;
mod question;
mod safety;
mod take;
mod values;

pub use mark::{mark_words, opener, path_words};
pub use safety::said as said_of;
pub use values::age_words;

use super::result::result;
use super::session::Session;
use crate::flow::Screen;
use crate::knowledge::{QuestionKind, questions};
use yew::prelude::*;

/// Draws the screen that the person is on.
pub fn draw(session: &Session) -> Html {
    match session.model.screen() {
        Screen::Map => map::map(session),
        Screen::Safety => safety::safety(session),
        Screen::Interrupt => interrupt::interrupt(session),
        Screen::Question(at) => match questions().get(at) {
            Some(question) => match question.kind {
                QuestionKind::One | QuestionKind::Many => question::options(session, question),
                QuestionKind::Scale | QuestionKind::Age | QuestionKind::Sex => values::values(session, question),
            },
            None => Html::default(),
        },
        Screen::More => more::more(session),
        Screen::HomeTests => home_tests::home_tests(session),
        Screen::Result => result(session),
        Screen::Take => take::take(session),
    }
}
