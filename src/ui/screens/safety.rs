//! The warning signs: one row each, a yes or a no, and "none of these" in one tap.

use crate::case::Answer;
use crate::flow::Action;
use crate::knowledge::{SafetyQuestion, safety_questions};
use crate::ui::controls::{Choice, Look, actions, button, choice, form, go_on, title};
use crate::ui::parts::{named, say, within};
use crate::ui::session::Session;
use yew::prelude::*;

/// Draws the screen.
pub fn safety(session: &Session) -> Html {
    let text = &session.text;
    let any = safety_questions().iter().any(|row| said(session, row) == Answer::Yes);
    let none = text.t(if any { "ui.safety.none-of-the-others" } else { "ui.none" });
    let rows = safety_questions().iter().enumerate().map(|(at, question)| row(session, at, question));
    form(
        session,
        vec![
            title(text.t("ui.safety.title")),
            say("p", "why", text.t("ui.safety.why")),
            within("ul", "rows", rows.collect()),
            actions(vec![button(session, "none", "secondary", none, Action::NoneOfThese), go_on(session)]),
        ],
    )
}

/// What was said about a row: about the findings that a yes marks.
pub fn said(session: &Session, row: &SafetyQuestion) -> Answer {
    let case = session.model.case();
    row.marks.first().map_or(Answer::Unknown, |&finding| case.finding(finding))
}

fn row(session: &Session, at: usize, question: &SafetyQuestion) -> Html {
    let text = &session.text;
    let hook = question.marks.first().map_or(question.id, |finding| finding.slug());
    let denied = [hook, ":no"].concat();
    let answer = said(session, question);
    let name = ["safety-", question.id].concat();
    let chip = |key, label, said| {
        let action = Action::Safety(at, said);
        choice(session, Choice { key, radio: Some(&name), label, chosen: answer == said, action, look: Look::Chip })
    };
    let hint = text.find(&["safety.", question.id, ".hint"]).map(|hint| say("small", "", hint));
    let legend = vec![say("span", "", text.key(&["safety.", question.id])), hint.unwrap_or_default()];
    let chips = vec![chip(hook, text.t("ui.yes"), Answer::Yes), chip(&denied, text.t("ui.no"), Answer::No)];
    let class = if answer == Answer::Yes { "row is-yes" } else { "row" };
    let row = within("fieldset", class, vec![within("legend", "", legend), within("div", "chips", chips)]);
    named("li", &["data-row"], &[question.id], vec![row])
}
