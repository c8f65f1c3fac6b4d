//! An answer asks for help today or now: that is said at once, before any further question.

use crate::flow::Action;
use crate::ui::controls::{actions, button, title};
use crate::ui::parts::{say, within};
use crate::ui::result::care_card;
use crate::ui::session::Session;
use yew::prelude::*;

/// Draws the screen.
pub fn interrupt(session: &Session) -> Html {
    let text = &session.text;
    within(
        "section",
        "",
        vec![
            title(text.t("ui.interrupt.title")),
            care_card(session),
            say("p", "", text.t("ui.interrupt.go-on")),
            actions(vec![
                button(session, "change", "secondary", text.t("ui.interrupt.back"), Action::Back),
                button(session, "continue", "secondary", text.t("ui.interrupt.continue"), Action::Continue),
            ]),
        ],
    )
}
