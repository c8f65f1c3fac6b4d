//! What lies beyond the first causes: rarer ones that fit, two at once, and the answers that would change the result.

use crate::case::Answer;
use crate::ui::parts::{Opener, all, disclose, item, say, space, within};
use crate::ui::session::Session;
use yew::prelude::*;

/// Causes that fit as well but are rarer, and dangerous ones that fit at all. Each with what it is, and no more: the list is
/// to be complete, not to frighten.
pub fn rarer(session: &Session) -> Html {
    let text = &session.text;
    let rarer = session.assessment.rarer();
    if rarer.is_empty() {
        return Html::default();
    }
    let line = |slug: &'static str| {
        let medical = text.fill("ui.medical", &[("name", &text.key(&["cause.", slug, ".medical"]))]);
        let name = say("strong", "", text.key(&["cause.", slug, ".name"]));
        item(&["data-rarer"], slug, vec![name, space(), say("small", "medical", medical)])
    };
    let lines = rarer.iter().map(|cause| line(cause.ranked.cause.slug())).collect();
    all(vec![say("h3", "", text.t("ui.result.rarer")), within("ul", "rarer", lines)])
}

/// The cause that may be there as well, where the first one cannot explain everything.
pub fn also(session: &Session) -> Html {
    let text = &session.text;
    match session.assessment.also() {
        Some(other) => {
            let name = text.key(&["cause.", other.slug(), ".name"]);
            say("p", "also", text.fill("ui.result.also", &[("cause", &name)]))
        }
        None => Html::default(),
    }
}

/// The answers that would change the first place or the urgency. They are looked for only when they are asked for.
pub fn changes(session: &Session) -> Html {
    let label = say("span", "", session.text.t("ui.result.changes"));
    disclose(session, Opener::Button, label, "changes".to_owned(), false, &|| found(session))
}

fn found(session: &Session) -> Html {
    let text = &session.text;
    let mut lines = Vec::new();
    for change in session.assessment.changes(session.model.case()) {
        let mut words = Vec::new();
        for &(finding, answer) in &change.answers {
            let form = if answer == Answer::No { ".no" } else { ".fact" };
            words.push(Html::from(text.key(&["finding.", finding.slug(), form])));
            words.push(space());
        }
        if let Some(level) = change.level {
            let title = text.key(&["level.", level.slug(), ".title"]);
            words.push(say("strong", "", text.fill("ui.result.changes.level", &[("level", &title)])));
        } else if let Some(first) = change.first {
            let name = text.key(&["cause.", first.slug(), ".name"]);
            words.push(say("strong", "", text.fill("ui.result.changes.first", &[("cause", &name)])));
        }
        lines.push(within("li", "", words));
    }
    if lines.is_empty() {
        return say("p", "", text.t("ui.result.changes.none"));
    }
    all(vec![say("p", "", text.t("ui.result.changes.if")), within("ul", "changes", lines)])
}
