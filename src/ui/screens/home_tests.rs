//! Tests to do at home: what to do, when to stop, and what came of it.

use super::more::ask_one;
use crate::case::Answer;
use crate::flow::Action;
use crate::knowledge;
use crate::reason::home_tests as safe_tests;
use crate::ui::controls::{actions, form, go_on, title};
use crate::ui::parts::{item, named, say, within};
use crate::ui::result::left_out;
use crate::ui::session::{Session, Text};
use crate::ui::timer::Timer;
use crate::vocabulary::TestId;
use yew::prelude::*;

/// Draws the screen.
pub fn home_tests(session: &Session) -> Html {
    let (text, model) = (&session.text, &session.model);
    let safe = safe_tests(model.case(), &session.assessment, model.more());
    let mut cards = Vec::new();
    for &test in model.home_tests() {
        let (answer, is_safe) = (model.case().test(test), safe.is_safe(test));
        // What is not safe is not shown how to do. Its result, if it has one, can still be taken back.
        if is_safe || answer != Answer::Unknown {
            cards.push(card(session, test, answer, is_safe));
        }
    }
    form(
        session,
        vec![
            title(text.t("ui.tests.title")),
            say("p", "why", text.t("ui.tests.why")),
            say("p", "stop-rule", text.t("ui.tests.stop")),
            within("ul", "rows", cards),
            left_out(text, &safe.withdrawn_by),
            actions(vec![go_on(session)]),
        ],
    )
}

fn card(session: &Session, test: TestId, answer: Answer, is_safe: bool) -> Html {
    let text = &session.text;
    let slug = test.slug();
    let mut inner = vec![say("h2", "", text.key(&["test.", slug, ".title"]))];
    if is_safe {
        // Furniture, body, movement. The steps say the same, so readers skip the drawing.
        let paths = numbered(text, slug, ".figure.", |d| named("path", &["d"], &[&d], vec![]));
        inner.push(named("svg", &["class", "viewBox", "aria-hidden"], &["test-figure", "0 0 120 80", "true"], paths));
        inner.push(within("ol", "steps", numbered(text, slug, ".step.", |step| say("li", "", step))));
        let row = knowledge::home_tests().iter().find(|row| row.id == test);
        if let Some(seconds) = row.map(|row| row.seconds).filter(|&seconds| seconds > 0) {
            let name = ["timer-", slug].concat();
            inner.push(html! { <Timer text={text.clone()} {seconds} {name} /> });
        }
    }
    let ask = text.key(&["test.", slug, ".ask"]);
    inner.push(ask_one(session, slug, ask, answer, "ui.tests.not-done", &|said| Action::Test(test, said)));
    item(&["data-test"], slug, inner)
}

/// The parts of a test that are numbered from 1.
#[inline(never)]
fn numbered(text: &Text, slug: &str, part: &str, draw: fn(AttrValue) -> Html) -> Vec<Html> {
    let mut drawn = Vec::new();
    while let Some(words) = text.find(&["test.", slug, part, &(drawn.len() + 1).to_string()]) {
        drawn.push(draw(words));
    }
    drawn
}
