//! What came out: how soon to be seen, what fits best and why, what to do, and everything the person said.

mod advice;
mod beyond;
mod care;
mod cause;
mod course;
mod place;
mod ranking;
pub mod said;
mod why;

pub use advice::left_out;
pub use care::care_card;

use super::clash;
use super::controls::{button, title};
use super::kept;
use super::parts::{all, say, within};
use super::session::Session;
use crate::flow::Action;
use crate::knowledge::Level;
use yew::prelude::*;

/// Draws the result.
pub fn result(session: &Session) -> Html {
    let text = &session.text;
    let urgent = session.assessment.triage.level >= Level::SameDay;
    all(vec![
        title(text.t("ui.result.title")),
        say("p", "why", text.t("ui.result.made-here")),
        care_card(session),
        unfinished(session),
        kept::changed(session),
        clash::asked(session, None),
        if urgent { ranking::behind_the_card(session) } else { ranking::ranking(session) },
        within("div", "unfinished", vec![button(session, "take", "secondary", text.t("ui.take.title"), Action::Take)]),
        kept::offer(session),
        said::said(session),
    ])
}

/// The way to what is still open.
fn unfinished(session: &Session) -> Html {
    let (text, model) = (&session.text, &session.model);
    if !model.unfinished() {
        return Html::default();
    }
    let words = text.t(if model.safety_asked() { "ui.result.unfinished" } else { "ui.result.safety-open" });
    let resume = button(session, "resume", "primary", text.t("ui.result.resume"), Action::Resume);
    within("div", "unfinished", vec![say("p", "", words), resume])
}
