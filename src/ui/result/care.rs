//! The care card: how soon to be seen, why, and exactly what to do. Its level is told by words, by shape and by colour,
//! and nothing in the ranking can change it.

use crate::knowledge::Level;
use crate::reason::Reason;
use crate::ui::numbers::numbers_to_call;
use crate::ui::parts::{all, icon, item, say, space, within};
use crate::ui::session::Session;
use yew::prelude::*;

/// How many reasons of the card's own level are spelt out.
const MOST_REASONS: usize = 3;

/// Draws the card of the present level.
pub fn care_card(session: &Session) -> Html {
    let text = &session.text;
    let triage = &session.assessment.triage;
    let level = triage.level;
    let slug = level.slug();
    let urgent = level >= Level::SameDay;
    // At the card's level: why it is what it is. Below it: what else to tell the doctor.
    let (mut own, mut other) = (Vec::new(), Vec::new());
    for &(of, reason) in &triage.reasons {
        // The general words of self-care say that there was no warning sign.
        if reason == Reason::NoWarningSigns {
            continue;
        }
        if of != level {
            // That nothing fits, or that something is open, is no news beside a danger.
            if matches!(reason, Reason::RedFlag(_) | Reason::Escalation(_)) {
                other.push(reason);
            }
        } else if own.len() < MOST_REASONS {
            own.push(reason);
        }
    }
    let mut actions: Vec<AttrValue> = Vec::new();
    for reason in own.iter().filter(|_| urgent) {
        // Of two actions that begin alike the longer one says it all.
        if let Some(action) = text.find(&["rule.", reason.id(), ".action"])
            && !actions.iter().any(|own| own.starts_with(&*action))
        {
            actions.retain(|own| !action.starts_with(&**own));
            actions.push(action);
        }
    }
    // The emergency card is one instruction; a second one beside it would cost time.
    let general = level != Level::Emergency || actions.is_empty();
    let mut body: Vec<Html> = actions.into_iter().map(|action| say("p", "care-action", action)).collect();
    if general {
        body.push(say("p", "", text.key(&["level.", slug, ".body"])));
    }
    let numbers = numbers_to_call(session, level);
    if urgent {
        body.push(numbers.clone());
    }
    body.push(reasons(session, "ui.care.because", &own, !urgent));
    body.push(reasons(session, "ui.care.also", &other, false));
    if !urgent {
        body.push(numbers);
    }
    let look = vec![Html::from(text.key(&["level.", slug, ".look"])), say("span", "unseen", text.t("ui.colon"))];
    let heading = vec![within("span", "care-look", look), Html::from(text.key(&["level.", slug, ".title"]))];
    html! {
        <section class={["care care-", slug].concat()} data-level={slug} aria-labelledby="care-title">
            <h2 id="care-title">{ all(vec![symbol(level), within("span", "", heading)]) }</h2>
            { within("div", "care-body", body) }
        </section>
    }
}

/// What was said and why it matters; `act`: also what to do about it, where that is not said above.
fn reasons(session: &Session, heading: &str, reasons: &[Reason], act: bool) -> Html {
    let text = &session.text;
    let mut lines = Vec::new();
    for reason in reasons {
        let words = |part| text.find(&["rule.", reason.id(), part]).unwrap_or_default();
        let plain = match reason {
            Reason::Ranking(raise) => {
                let cause = text.key(&["cause.", raise.cause.slug(), ".name"]);
                text.fill("rule.ranking.plain", &[("cause", &cause)])
            }
            _ => words(".plain"),
        };
        if plain.is_empty() {
            continue;
        }
        let action = if act { words(".action") } else { AttrValue::default() };
        let parts = vec![say("strong", "", plain), space(), Html::from(words(".why")), space(), Html::from(action)];
        lines.push(item(&["data-reason"], reason.id(), parts));
    }
    if lines.is_empty() {
        return Html::default();
    }
    all(vec![say("h3", "", text.t(heading)), within("ul", "", lines)])
}

/// A shape of its own for each level, so that colour is never alone.
fn symbol(level: Level) -> Html {
    let d = match level {
        // Octagon, triangle, diamond, calendar sheet, circle.
        Level::Emergency => "M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16v1",
        Level::SameDay => "M12 3l10 18H2zM12 10v5M12 17.5v1",
        Level::WithinDays => "M12 2l10 10-10 10L2 12zM12 7v6M12 16v1",
        Level::Routine => "M4 5h16v16H4zM4 10h16M8 2v5M16 2v5",
        Level::SelfCare => "M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20M7 12l4 4 6-8",
    };
    icon("care-symbol", "0 0 24 24", d)
}
