//! The frame around the screens: name and way above, links below, and the line that says what the last change did.

use super::controls;
use super::parts::{Opener, all, bar, disclose, icon, page_link, say, within};
use super::result::said;
use super::screens::mark_words;
use super::session::{Session, Text};
use crate::flow::{Action, Screen, Status};
use yew::prelude::*;

/// What is above every screen: the name, the way back, how far it is.
pub fn header(session: &Session) -> Html {
    let (text, model) = (&session.text, &session.model);
    let (step, of) = model.progress();
    let screen = model.screen();
    let at_end = matches!(screen, Screen::Result | Screen::Take);
    let shield = icon("shield", "0 0 16 16", "M8 1l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V3z");
    let private = within("p", "private", vec![shield, Html::from(text.t("ui.private"))]);
    let mut way = Vec::new();
    if model.position() > 0 {
        way.push(controls::button(session, "back", "quiet", text.t("ui.back"), Action::Back));
    }
    if !at_end {
        way.push(say("span", "step", step_words(session)));
    }
    if !at_end && (screen != Screen::Map || !model.case().places.is_empty()) {
        way.push(controls::button(session, "show-result", "quiet", text.t("ui.show-result"), Action::ShowResult));
    }
    if !at_end {
        way.push(bar("bar way-bar", u32::try_from(step * 100 / of.max(1)).unwrap_or(100)));
    }
    all(vec![
        within("header", "top", vec![say("p", "name", text.t("ui.name")), private]),
        html! { <nav class="way" aria-label={text.t("ui.way")}>{ all(way) }</nav> },
    ])
}

fn step_words(session: &Session) -> AttrValue {
    let (step, of) = session.model.progress();
    session.text.fill("ui.step", &[("n", &step.to_string()), ("of", &of.to_string())])
}

/// Everything said so far, each answer with the way to change it.
pub fn so_far(session: &Session) -> Html {
    if session.model.position() == 0 {
        return Html::default();
    }
    let label = say("span", "", session.text.t("ui.said.so-far"));
    let body = disclose(session, Opener::Button, label, "so-far".to_owned(), false, &|| said::said(session));
    within("div", "so-far", vec![body])
}

/// The pages beside the app.
const PAGES: [(&str, &str); 4] = [
    ("how-it-works.html", "ui.how.link"),
    ("how-good.html", "ui.quality.link"),
    ("causes/", "ui.causes.link"),
    ("privacy.html", "ui.privacy.link"),
];

/// What is below every screen.
pub fn footer(session: &Session) -> Html {
    let text = &session.text;
    let mut inner = Vec::new();
    if session.model.position() > 0 || session.model.safety_asked() {
        inner.push(controls::button(session, "start-again", "quiet", text.t("ui.start-again"), Action::Clear));
    }
    inner.push(say("p", "", text.t("ui.not-a-doctor")));
    if session.outside.pages.is_some() {
        // The tables of the causes stand only beside the app's own page.
        let there = |page: &str| page != "causes/" || session.outside.pages.as_deref() == Some("");
        let links =
            PAGES.iter().filter(|(page, _)| there(page)).map(|(page, key)| page_link(session, page, "", text.t(key)));
        inner.push(within("p", "rests-on pages", links.collect()));
    }
    within("footer", "foot", inner)
}

/// What the browser or a link had to say, for those who can see it.
pub fn notice(session: &Session) -> Html {
    let words = outcome(&session.text, session.model.status());
    if words.is_empty() { Html::default() } else { say("p", "notice", words) }
}

fn outcome(text: &Text, status: Status) -> AttrValue {
    match status.outcome() {
        "" => AttrValue::default(),
        name => text.key(&["ui.said.", name]),
    }
}

/// The one thing that the last change tells people who cannot see it.
pub fn status(session: &Session) -> AttrValue {
    let (text, model) = (&session.text, &session.model);
    match model.status() {
        Status::Quiet => AttrValue::default(),
        Status::Moved if model.screen() == Screen::Result => text.t("ui.said.result"),
        Status::Moved => step_words(session),
        Status::Added(place) => text.fill("ui.said.added", &[("place", &text.place(place))]),
        Status::Removed(place) => text.fill("ui.said.removed", &[("place", &text.place(place))]),
        Status::Marked(place) => mark_words(session, place),
        Status::Undone => text.t("ui.said.undone"),
        Status::Unmarked => text.t("ui.said.unmarked"),
        Status::NeedPlace => text.t("ui.map.need"),
        Status::Cleared => text.t("ui.said.cleared"),
        told => outcome(text, told),
    }
}
