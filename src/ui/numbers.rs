//! The numbers to call, in the country that the person or the page chose. It is never guessed.

use super::parts::{all, named, say, space, within};
use super::session::Session;
use crate::knowledge::{Level, Numbers, numbers};
use crate::platform::value_of;
use yew::prelude::*;

/// The numbers of the chosen country.
pub fn chosen(session: &Session) -> Option<Numbers> {
    numbers().find(|row| *row.code == *session.region)
}

/// "Emergency in Ireland: " with "Call 112" and, where there is one, the number for urgent advice; and the choice of the
/// country. The number that matters at this level comes first.
pub fn numbers_to_call(session: &Session, level: Level) -> Html {
    let text = &session.text;
    let mut lines = Vec::new();
    if let Some(row) = chosen(session) {
        lines.push(line(session, "ui.numbers.emergency", row.code, row.emergency));
        // In an emergency a second number would cost time.
        if !row.urgent.is_empty() && level != Level::Emergency {
            let urgent = line(session, "ui.numbers.urgent", row.code, row.urgent);
            lines.insert(usize::from(level != Level::SameDay), urgent);
        }
    }
    let mut options = vec![option(session, "", text.t("ui.numbers.none"))];
    for row in numbers() {
        options.push(option(session, row.code, text.key(&["country.", row.code])));
    }
    let change = session.on_region.clone();
    let onchange = Callback::from(move |event: Event| change.emit(AttrValue::from(value_of(&event))));
    lines.push(html! {
        <label class="country">
            { say("span", "", text.t("ui.numbers.choose")) }
            <select data-key="country" {onchange} disabled={!session.live}>{ all(options) }</select>
        </label>
    });
    within("div", "numbers", lines)
}

fn line(session: &Session, key: &str, code: &str, number: &str) -> Html {
    let text = &session.text;
    let label = text.fill(key, &[("country", &text.key(&["country.", code]))]);
    let href = ["tel:", &number.replace(' ', "")].concat();
    let call = text.fill("ui.numbers.call", &[("number", number)]);
    let link = named("a", &["class", "href"], &["call", &href], vec![Html::from(call)]);
    within("p", "", vec![say("span", "", label), space(), link])
}

fn option(session: &Session, code: &'static str, name: AttrValue) -> Html {
    let chosen = *session.region == *code;
    html! { <option value={code} selected={chosen}>{ name }</option> }
}
