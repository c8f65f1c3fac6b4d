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
    let slug = finding.slug();
    let answer = session.model.case().finding(finding);
    let ask = session.text.key(&["finding.", slug, ".ask"]);
    let asked = ask_one(session, slug, ask, answer, "ui.not-sure", &|said| Action::Answer(finding, said));
    item(&["data-row"], slug, vec![asked])
}

/// One question with yes, no, and the words for neither.
#[inline(never)]
pub fn ask_one(
    session: &Session,
    slug: &'static str,
    ask: AttrValue,
    answer: Answer,
    neither: &str,
    action: &dyn Fn(Answer) -> Action,
) -> Html {
    let text = &session.text;
    let (no, unsure) = ([slug, ":no"].concat(), [slug, ":not-sure"].concat());
    let chip = |key, label, said| {
        let look = if said == Answer::Unknown { Look::QuietChip } else { Look::Chip };
        let action = action(said);
        choice(session, Choice { key, radio: Some(slug), label, chosen: answer == said, action, look })
    };
    let chips = vec![
        chip(slug, text.t("ui.yes"), Answer::Yes),
        chip(&no, text.t("ui.no"), Answer::No),
        chip(&unsure, text.t(neither), Answer::Unknown),
    ];
    within("fieldset", "row row-wide", vec![say("legend", "", ask), within("div", "chips", chips)])
}
