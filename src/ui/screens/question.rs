//! A core question with options: one of them, or as many as apply.

use crate::case::Answer;
use crate::flow::{Action, empty_means_no};
use crate::knowledge::{Question, QuestionKind};
use crate::ui::clash;
use crate::ui::controls::{Choice, Look, actions, button, choice, form, go_on, title};
use crate::ui::parts::{say, within};
use crate::ui::session::Session;
use yew::prelude::*;

/// Draws the screen.
pub fn options(session: &Session, question: &Question) -> Html {
    let text = &session.text;
    let many = question.kind == QuestionKind::Many;
    let case = session.model.case();
    let rows = question.options.iter().map(|&option| {
        let slug = option.slug();
        let chosen = case.finding(option) == Answer::Yes;
        let label = text.key(&["finding.", slug]);
        let radio = (!many).then_some(question.id);
        choice(session, Choice { key: slug, radio, label, chosen, action: Action::Pick(option), look: Look::Row })
    });
    let how = match (many, empty_means_no(question.id)) {
        (false, _) => "ui.pick-one",
        (true, true) => "ui.pick-many-empty-is-no",
        (true, false) => "ui.pick-many",
    };
    let mut ways = vec![button(session, "not-sure", "secondary", text.t("ui.not-sure"), Action::NotSure)];
    if many {
        let ticked = question.options.iter().any(|&option| case.finding(option) == Answer::Yes);
        let none = text.t(if ticked { "ui.safety.none-of-the-others" } else { "ui.none" });
        ways.push(button(session, "none", "secondary", none, Action::NoneOfThese));
    }
    asked(session, question, vec![say("p", "how", text.t(how)), within("div", "options", rows.collect())], ways)
}

/// The frame of a question: its title as the legend, why it is asked, what can be answered, and the ways on.
#[inline(never)]
pub fn asked(session: &Session, question: &Question, answers: Vec<Html>, mut ways: Vec<Html>) -> Html {
    let text = &session.text;
    let why = text.key(&["question.", question.id, ".why"]);
    let mut inner = vec![
        within("legend", "", vec![title(text.key(&["question.", question.id, ".title"]))]),
        say("p", "why", text.fill("ui.why-we-ask", &[("why", &why)])),
    ];
    inner.extend(answers);
    ways.push(go_on(session));
    let doubt = clash::asked(session, Some(question.id));
    form(session, vec![within("fieldset", "", inner), doubt, actions(ways)])
}
