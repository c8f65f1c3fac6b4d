//! Why a cause fits and what speaks against it: the terms of the calculation, each with its weight and what it rests on.

use crate::knowledge::cause;
use crate::reason::{Contribution, Ranked};
use crate::ui::facts::{basis, sentence, sources, weight};
use crate::ui::parts::{Opener, all, disclose, item, say, within};
use crate::ui::session::Session;
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// The strongest facts for and against, `most` of each.
pub fn for_and_against(session: &Session, ranked: &Ranked, most: usize) -> Html {
    let text = &session.text;
    let mut inner = Vec::new();
    let sides = [(true, "ui.cause.for", "reasons for"), (false, "ui.cause.against", "reasons against")];
    for (speaks_for, heading, class) in sides {
        let parts = ranked.contributions.iter().filter(|part| (part.weight > 0) == speaks_for).take(most);
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
    if let Some(row) = cause(id).likelihood(part.fact) {
        let key = ["from-", id.slug(), "-", part.fact.slug()].concat();
        let (weight, basis) = (weight(text, part.weight), basis(text, row.basis));
        let label = text.fill("ui.weight.and-basis", &[("weight", &weight), ("basis", &basis)]);
        inner.push(rests_on(session, key, label, row.sources.list()));
    }
    item(&["data-fact"], part.fact.slug(), vec![within("div", "", inner)])
}

/// What a line rests on, with the sources on demand.
#[inline(never)]
pub fn rests_on(session: &Session, key: String, label: AttrValue, from: &'static [u16]) -> Html {
    let text = &session.text;
    let label = say("span", "", label);
    if from.is_empty() {
        return within("small", "basis", vec![label]);
    }
    disclose(session, Opener::Words, label, key, false, &|| sources(text, from))
}
