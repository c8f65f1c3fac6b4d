//! What fits so far, beside the question: on wide screens only, where there is room for it.

use super::facts::{of_hundred, strength};
use super::parts::{all, bar, item, say, within};
use super::session::Session;
use crate::knowledge::Level;
use crate::reason::Ranked;
use yew::prelude::*;

/// Draws the panel. It changes with every answer and says nothing to readers unasked: that would drown the question.
pub fn panel(session: &Session) -> Html {
    let text = &session.text;
    let (model, assessment) = (&session.model, &session.assessment);
    let level = assessment.triage.level;
    let body = if model.case().places.is_empty() {
        say("p", "", text.t("ui.panel.empty"))
    } else if level >= Level::SameDay {
        say("p", "panel-level", text.key(&["level.", level.slug(), ".title"]))
    } else {
        let rows = assessment.named().into_iter().map(|ranked| row(session, ranked));
        all(vec![within("ol", "", rows.collect()), say("p", "why", text.t("ui.panel.note"))])
    };
    html! {
        <aside class="panel" aria-labelledby="panel-title">
            <h2 id="panel-title">{ text.t("ui.panel.title") }</h2>
            { body }
        </aside>
    }
}

fn row(session: &Session, ranked: &Ranked) -> Html {
    let text = &session.text;
    let (slug, ppm) = (ranked.cause.slug(), ranked.probability_ppm);
    let share = text.fill("ui.of-hundred.short", &[("n", &of_hundred(ppm).to_string())]);
    item(
        &["data-panel-cause"],
        slug,
        vec![
            say("span", "panel-name", text.key(&["cause.", slug, ".name"])),
            bar("bar", ppm / 10_000),
            within("small", "ends", vec![say("span", "", strength(text, ppm)), say("span", "", share)]),
        ],
    )
}
