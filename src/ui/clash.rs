//! Two answers that rarely hold together: the person is asked, kindly. Nothing changes by itself.

use super::controls::{labelled, pressed};
use super::parts::{all, element, say, within};
use super::session::Session;
use crate::flow::{Action, Screen};
use crate::knowledge::{Clash, questions};
use crate::reason::clashes;
use yew::prelude::*;

/// What to ask on this screen; `here`: the id of its question, or none where all answers are on one screen.
pub fn asked(session: &Session, here: Option<&str>) -> Html {
    let mut boxes = Vec::new();
    for clash in clashes(session.model.case()) {
        let settled = session.toggled.contains(&key(clash));
        if !settled && here.is_none_or(|here| clash.ask.contains(&here)) {
            boxes.push(draw(session, clash, here));
        }
    }
    all(boxes)
}

fn key(clash: &Clash) -> String {
    ["clash-", clash.id].concat()
}

fn draw(session: &Session, clash: &'static Clash, here: Option<&str>) -> Html {
    let text = &session.text;
    let key = key(clash);
    let settle = {
        let (toggle, key) = (session.on_disclose.clone(), key.clone());
        Callback::from(move |_: MouseEvent| toggle.emit(key.clone()))
    };
    let mut ways = vec![pressed(&key, text.t("ui.clash.keep"), settle)];
    // Where both answers are on this very screen, the boxes above are the way to change one.
    if let Some(screen) = clash.ask.iter().find(|&&ask| Some(ask) != here).and_then(|ask| screen_of(ask)) {
        let (key, words) = (["clash-change-", clash.id].concat(), Html::from(text.t("ui.clash.change")));
        ways.push(labelled(session, key, "secondary", None, words, Action::Change(screen)));
    }
    let words = vec![
        say("strong", "block", text.t("ui.clash.title")),
        say("p", "", text.key(&["clash.", clash.id])),
        within("div", "ways", ways),
    ];
    element("div", &["class", "role", "data-clash"], &["clash", "note", clash.id], Some(&key), words)
}

fn screen_of(ask: &str) -> Option<Screen> {
    match questions().iter().position(|question| question.id == ask) {
        Some(at) => Some(Screen::Question(at)),
        None if ask == "map" => Some(Screen::Map),
        None => None,
    }
}
