//! What would tell the first causes apart, the most telling first.

use crate::case::Answer;
use crate::flow::Action;
use crate::ui::controls::{Choice, Look, actions, choice, form, go_on, title};
use crate::ui::parts::{item, say, within};
use crate::ui::session::Session;
use crate::vocabulary::FindingId;
use yew::prelude::*;

/// Draws the screen.
pub fn more(session: &Session) -> Html {
    let text = &session.text;
    let rows = session.model.more().iter().map(|&finding| row(session, finding));
    form(
        session,
        vec![
            title(text.t("ui.more.title")),
            say("p", "why", text.t("ui.more.why")),
            within("ul", "rows", rows.collect()),
            actions(vec![go_on(session)]),
        ],
    )
}

fn row(session: &Session, finding: FindingId) -> Html {
    let text = &session.text;
    let slug = finding.slug();
    let answer = session.model.case().finding(finding);
    let (no, unsure) = ([slug, ":no"].concat(), [slug, ":not-sure"].concat());
    let chip = |key, label, said| {
        let action = Action::Answer(finding, said);
        let look = if said == Answer::Unknown { Look::QuietChip } else { Look::Chip };
        choice(session, Choice { key, radio: Some(slug), label, chosen: answer == said, action, look })
    };
    let chips = vec![
        chip(slug, text.t("ui.yes"), Answer::Yes),
        chip(&no, text.t("ui.no"), Answer::No),
        chip(&unsure, text.t("ui.not-sure"), Answer::Unknown),
    ];
    let ask = say("legend", "", text.key(&["finding.", slug, ".ask"]));
    item(&["data-row"], slug, vec![within("fieldset", "row row-wide", vec![ask, within("div", "chips", chips)])])
}
