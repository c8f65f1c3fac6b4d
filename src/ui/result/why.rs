//! Why a cause fits and what speaks against it: the terms of the calculation, each with its weight and what it rests on.

use crate::knowledge::grounds;
use crate::reason::{Contribution, Ranked};
use crate::ui::facts::{basis, sentence, weight};
use crate::ui::parts::{all, item, page_link, say, space, within};
use crate::ui::session::Session;
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// The strongest facts for and against, `most` of each.
pub fn for_and_against(session: &Session, ranked: &Ranked, most: usize) -> Html {
    let text = &session.text;
    let mut inner = Vec::new();
    let contributions = session.assessment.contributions(ranked.cause);
    let sides = [(true, "ui.cause.for", "reasons for"), (false, "ui.cause.against", "reasons against")];
    for (speaks_for, heading, class) in sides {
        let parts = contributions.iter().filter(|part| (part.weight > 0) == speaks_for).take(most);
        let lines: Vec<Html> = parts.map(|part| line(session, ranked.cause, part)).collect();
        if !lines.is_empty() {
            inner.push(say("p", "list-title", text.t(heading)));
            inner.push(within("ul", class, lines));
        }
    }
    all(inner)
}

fn line(session: &Session, id: CauseId, part: &Contribution) -> Html {
    let text = &session.text;
    let mut inner = vec![Html::from(sentence(session, part))];
    let (weight, basis) = (weight(text, part.weight), basis(text, grounds(id, part.fact)));
    let label = text.fill("ui.weight.and-basis", &[("weight", &weight), ("basis", &basis)]);
    inner.push(say("small", "basis", label));
    item(&["data-fact"], part.fact.slug(), vec![within("div", "", inner)])
}

/// What a block rests on, and the way to its sources.
#[inline(never)]
pub fn rests_on(session: &Session, of: &str, label: AttrValue) -> Html {
    let link = page_link(session, "sources.html#", of, session.text.t("ui.sources.link"));
    within("p", "rests-on", vec![Html::from(label), space(), link])
}
