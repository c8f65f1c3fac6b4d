//! One cause: its place in the ranking and, when opened, everything about it.

use super::{advice, course, place, ranking, why};
use crate::knowledge::{Fact, Population, Section, share};
use crate::reason::{Advice, Ranked, advice as safe_advice};
use crate::ui::parts::{Opener, all, disclose, item, named, say, space, within};
use crate::ui::session::Session;
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// The card of one cause; `open`: opened from the start.
pub fn cause_card(session: &Session, ranked: &Ranked, open: bool) -> Html {
    let text = &session.text;
    let slug = ranked.cause.slug();
    // Three cards would otherwise have three buttons of one name.
    let whose = [&*text.t("ui.colon"), " ", &*text.key(&["cause.", slug, ".name"])].concat();
    let label = within("span", "", vec![Html::from(text.t("ui.cause.open")), say("span", "unseen", whose.into())]);
    let inner = vec![
        ranking::heading(session, ranked),
        say("p", "", text.key(&["cause.", slug, ".summary"])),
        disclose(session, Opener::Button, label, ["open-", slug].concat(), open, &|| opened(session, ranked)),
    ];
    card(ranked.cause, inner)
}

/// The frame of a card.
pub fn card(id: CauseId, inner: Vec<Html>) -> Html {
    named("article", &["class", "data-cause"], &["cause", id.slug()], inner)
}

type Draw = fn(&Session, CauseId, &Advice) -> Html;

fn opened(session: &Session, ranked: &Ranked) -> Html {
    let text = &session.text;
    let id = ranked.cause;
    let advice = safe_advice(session.model.case(), &session.assessment, id);
    let holds = |section| advice.lines.iter().any(|line| line.section == section);
    let parts: [(&str, bool, bool, Draw); 9] = [
        ("about", true, false, about),
        ("where", true, false, |session, id, _| place::place(session, id)),
        ("do", true, true, advice::what_to_do),
        ("exercises", holds(Section::Exercise), false, advice::exercises),
        ("course", true, true, |session, id, _| course::course(session, id)),
        ("see-doctor", true, false, |session, id, _| advice::see_doctor(session, id)),
        ("professional", holds(Section::Professional), false, |session, _, advice| {
            advice::section(session, advice, Section::Professional)
        }),
        ("prevention", holds(Section::Prevention), false, |session, _, advice| {
            advice::section(session, advice, Section::Prevention)
        }),
        ("open-questions", true, false, not_asked),
    ];
    let mut inner = vec![say("h4", "lead", text.t("ui.cause.why")), why::for_and_against(session, ranked, 6)];
    for (name, shown, open, draw) in parts {
        if shown {
            inner.push(part(session, id, &advice, name, open, draw));
        }
    }
    inner.push(why::rests_on(session, id.slug(), text.t("ui.sources.judgement")));
    all(inner)
}

#[inline(never)]
fn part(session: &Session, id: CauseId, advice: &Advice, name: &str, open: bool, draw: Draw) -> Html {
    let label = say("span", "", session.text.key(&["ui.cause.", name]));
    let key = [name, "-", id.slug()].concat();
    disclose(session, Opener::Heading, label, key, open, &|| draw(session, id, advice))
}

fn about(session: &Session, id: CauseId, _: &Advice) -> Html {
    let words = ["why", "feels"].map(|part| session.text.key(&["cause.", id.slug(), ".", part]));
    all(words.into_iter().map(|words| say("p", "", words)).collect())
}

/// Open questions whose answers would move this cause.
fn not_asked(session: &Session, id: CauseId, _: &Advice) -> Html {
    let text = &session.text;
    let mut lines = Vec::new();
    for finding in session.assessment.next_questions.iter().map(|next| next.finding) {
        if lines.len() < 3 && share(id, Fact::Finding(finding), Population::Everyone).is_some() {
            let words = text.key(&["finding.", finding.slug(), ".ask"]);
            lines.push(item(&["data-ask"], finding.slug(), vec![Html::from(words)]));
        }
    }
    if lines.is_empty() {
        return say("p", "", text.t("ui.cause.open-questions.none"));
    }
    all(vec![say("p", "", text.t("ui.cause.open-questions.body")), space(), within("ul", "", lines)])
}
