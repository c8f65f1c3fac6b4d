//! More about a marked place: how strong, what it feels like, whether the pain travels from or to it. The same sheet opens
//! below the picture and in the list.

use crate::case::{MAX_SEVERITY, Place, bit, qualities};
use crate::flow::{Action, MapTab, Marking};
use crate::ui::controls::{Choice, Look, button, choice, labelled};
use crate::ui::parts::{all, icon, say, within};
use crate::ui::session::Session;
use yew::prelude::*;

/// What was said of a place beyond its name; empty when nothing was.
fn said(session: &Session, place: Place) -> String {
    let (text, mark) = (&session.text, session.model.marks().get(place));
    let mut said = String::new();
    let strength = mark.strength.map(|points| text.fill("ui.said.severity", &[("n", &points.to_string())]));
    let own = qualities().filter(|&id| mark.qualities & bit(id) != 0);
    for words in strength.into_iter().chain(own.map(|id| text.key(&["finding.", id.slug()]))) {
        if !said.is_empty() {
            said += "; ";
        }
        said += &words;
    }
    said
}

/// A marked place in words, with what was said of it.
pub fn mark_words(session: &Session, place: Place) -> AttrValue {
    let (name, said) = (session.text.place(place), said(session, place));
    if said.is_empty() { name } else { session.text.fill("ui.mark.said", &[("place", &name), ("what", &said)]) }
}

/// The path of the pain in words, when both ends are known.
pub fn path_words(session: &Session) -> Option<AttrValue> {
    let (text, marks) = (&session.text, session.model.marks());
    let [start, end] = marks.path;
    let (start, end) = (text.place(start?), text.place(end?));
    let key = if marks.travels() == Some("radiates-below-knee") { "ui.mark.travels.below" } else { "ui.mark.travels" };
    Some(text.fill(key, &[("start", &start), ("end", &end)]))
}

/// The button that opens a marked place, and the place when it is open. In the list its name stands beside it.
pub fn opener(session: &Session, place: Place) -> Html {
    let (text, key) = (&session.text, place.key());
    let name = text.place(place);
    let said = AttrValue::from(said(session, place));
    let more = if said.is_empty() { text.t("ui.mark.more") } else { said };
    let mut seen = vec![say("small", "block", more.clone())];
    // What is seen is the name; in the list the place is named beside it, and so here for readers.
    let mut label = None;
    if session.model.tab() == MapTab::List {
        label = Some(text.fill("ui.mark.said", &[("place", &name), ("what", &more)]));
    } else {
        seen.insert(0, say("span", "cap", name));
    }
    let open = session.model.opened() == Some(place);
    let onclick = session.on::<MouseEvent>(Action::Mark(Marking::Open(Some(place).filter(|_| !open))));
    let seen = vec![within("span", "", seen), icon("chevron", "0 0 12 12", "M2 4l4 4 4-4")];
    let button = html! {
        <button type="button" class="opener" data-key={["open-", &key].concat()} aria-expanded={open.to_string()}
            aria-label={label} {onclick}>{ all(seen) }</button>
    };
    if open { all(vec![button, sheet(session, place)]) } else { button }
}

fn sheet(session: &Session, place: Place) -> Html {
    let (text, marks) = (&session.text, session.model.marks());
    let mark = marks.get(place);
    let act = |marking| Action::Mark(marking);
    let mut chips: Vec<Html> = (0..=MAX_SEVERITY)
        .map(|points| {
            let (key, label) = (["strength-", &points.to_string()].concat(), AttrValue::from(points.to_string()));
            let (chosen, action) = (mark.strength == Some(points), act(Marking::Strength(place, Some(points))));
            choice(session, Choice { key: &key, radio: Some("strength"), label, chosen, action, look: Look::Chip })
        })
        .collect();
    chips.push(choice(
        session,
        Choice {
            key: "strength-open",
            radio: Some("strength"),
            label: text.t("ui.not-sure"),
            chosen: mark.strength.is_none(),
            action: act(Marking::Strength(place, None)),
            look: Look::QuietChip,
        },
    ));
    let ends = vec![say("span", "", text.t("ui.scale.none")), say("span", "", text.t("ui.scale.worst"))];
    let tick = |key: &str, label, chosen, marking| {
        choice(session, Choice { key, radio: None, label, chosen, action: act(marking), look: Look::Chip })
    };
    let feels = qualities().map(|id| {
        let chosen = mark.qualities & bit(id) != 0;
        tick(id.slug(), text.key(&["finding.", id.slug()]), chosen, Marking::Quality(place, id))
    });
    let travels =
        ["path-start", "path-end"].into_iter().zip(marks.path).enumerate().map(|(at, (key, end))| {
            tick(key, text.key(&["ui.mark.", key]), end == Some(place), Marking::Path(place, at))
        });
    let group = |key, inner: Vec<Html>| {
        let legend = say("legend", "", text.key(&["ui.mark.", key]));
        within("fieldset", "", vec![legend, all(inner)])
    };
    let mut inner = vec![
        group("strength", vec![within("p", "ends", ends), within("div", "scale", chips)]),
        group("qualities", vec![within("div", "ways", feels.collect())]),
        group("path", vec![within("div", "ways", travels.collect())]),
    ];
    if let Place::Sided(region, side) = place {
        let around = crate::vocabulary::AreaId::all().filter(|area| area.regions().any(|own| own == region));
        let around: Vec<Html> = around
            .map(|area| {
                let area = Place::Area(area, side);
                let name = within("span", "cap", vec![Html::from(text.place(area))]);
                let key = ["widen-", &area.key()].concat();
                labelled(session, key, "secondary", None, name, act(Marking::Widen(place, area)))
            })
            .collect();
        if !around.is_empty() {
            inner.push(group("area", vec![within("div", "ways", around)]));
        }
    }
    inner.push(button(session, "close", "secondary", text.t("ui.mark.done"), act(Marking::Open(None))));
    let onkeydown = {
        let act = session.act.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                act.emit(Action::Mark(Marking::Open(None)));
            }
        })
    };
    html! {
        <div id="sheet" class="sheet" tabindex="-1" role="group" aria-label={text.place(place)} {onkeydown}>{ all(inner) }</div>
    }
}
