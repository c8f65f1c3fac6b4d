//! Where it hurts: the map and its list, always in step.

use super::mark::{opener, path_words};
use crate::case::{Place, Places};
use crate::flow::{Action, MapTab, Marking, Status};
use crate::ui::body_map::{BodyMap, Drawing, Layer, Look};
use crate::ui::controls::{actions, button, labelled, title};
use crate::ui::list_twin::list_twin;
use crate::ui::maps::path_on;
use crate::ui::parts::{all, icon, named, say, space, within};
use crate::ui::session::Session;
use yew::prelude::*;

/// Draws the screen.
pub fn map(session: &Session) -> Html {
    let text = &session.text;
    let tab = session.model.tab();
    let tabs = MapTab::ALL.into_iter().map(|own| tab_button(session, own, own == tab));
    let (shown, below) = match session.body.view(tab.slug()) {
        Some(view) => (picture(session, view.clone()), looks(session)),
        None => (list_twin(session), Html::default()),
    };
    let seen = text.find(&["ui.map.", tab.slug()]).unwrap_or_default();
    within(
        "section",
        "map-screen",
        vec![
            title(text.t("ui.map.title")),
            within("p", "why", vec![Html::from(seen), space(), Html::from(text.t("ui.map.why"))]),
            group("tabs", &text.t("ui.map.tabs"), tabs.collect()),
            shown,
            tools(session, tab != MapTab::List),
            places(session),
            below,
            actions(vec![
                button(session, "not-sure", "secondary", text.t("ui.map.not-sure"), Action::NotSure),
                button(session, "continue", "primary", text.t("ui.continue"), Action::Continue),
            ]),
        ],
    )
}

fn tab_button(session: &Session, tab: MapTab, shown: bool) -> Html {
    // "back" is the way back, so the view from behind is found as "map".
    let key = if tab == MapTab::Back { "map" } else { tab.slug() };
    pressed(session, key, shown, session.text.key(&["ui.map.tab.", tab.slug()]), session.on(Action::Show(tab)))
}

/// One of a row of buttons, of which one is pressed.
fn pressed(session: &Session, key: &str, on: bool, words: AttrValue, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="tab" data-key={key.to_owned()} aria-pressed={on.to_string()}
            disabled={!session.live} {onclick}>{ within("span", "", vec![Html::from(words)]) }</button>
    }
}

/// What the picture shows under the skin, the tone of the skin, and the build of the body.
fn looks(session: &Session) -> Html {
    let (text, look) = (&session.text, session.look);
    let to = |look: Look| {
        let change = session.on_look.clone();
        Callback::from(move |_: MouseEvent| change.emit(look))
    };
    let layers = Layer::ALL.into_iter().map(|layer| {
        let key = ["layer-", layer.slug()].concat();
        let words = text.key(&["ui.map.layer.", layer.slug()]);
        pressed(session, &key, layer == look.layer, words, to(Look { layer, ..look }))
    });
    let tones = (1..=Look::TONES).map(|tone| {
        let (n, of) = (tone.to_string(), Look::TONES.to_string());
        let words = text.fill("ui.map.tone.n", &[("n", &n), ("of", &of)]);
        let class = ["tone map-tone-", &n].concat();
        let button = pressed(session, &["tone-", &n].concat(), tone == look.tone, words, to(Look { tone, ..look }));
        named("div", &["class"], &[&class], vec![button])
    });
    let builds = [("narrow", -1), ("medium", 0), ("wide", 1)].map(|(name, build)| {
        let key = ["build-", name].concat();
        pressed(session, &key, build == look.build, text.key(&["ui.map.", &key]), to(Look { build, ..look }))
    });
    all(vec![
        group("tabs layers", &text.t("ui.map.layers"), layers.collect()),
        group("tones", &text.t("ui.map.tone"), tones.collect()),
        group("tools", &text.t("ui.map.build"), builds.into()),
    ])
}

/// A row of buttons with a name.
fn group(class: &str, label: &str, buttons: Vec<Html>) -> Html {
    named("div", &["class", "role", "aria-label"], &[class, "group", label], buttons)
}

fn picture(session: &Session, view: Drawing) -> Html {
    let model = &session.model;
    let pointed = session.pointed.as_deref();
    // Only what lies under the skin is lit, so that the skin need not be drawn anew under a moving pointer.
    let lit = session.pointed.clone().filter(|_| session.look.layer != Layer::Skin);
    let note = || {
        let note = session.text.find(&["ui.map.deep.", &view.name]).filter(|_| session.look.layer == Layer::Muscles);
        note.unwrap_or_else(|| session.text.t("ui.map.hint"))
    };
    let words = pointed.map_or_else(note, |key| session.place_names.get(key));
    all(vec![
        html! {
            <BodyMap path={path_on(session, &view)} {view} places={model.case().places} marks={model.marks().clone()}
                hinted={hinted(session)} name={session.place_names.clone()} text={session.words.clone()}
                look={session.look} {lit}
                on_act={session.act.clone()} on_point={session.on_point.clone()} disabled={!session.live} />
        },
        // For those who see the pointer; the zone under it has its own name for readers.
        named("p", &["class", "aria-hidden"], &["pointed", "true"], vec![Html::from(words)]),
    ])
}

/// What can be done with the marks as a whole.
fn tools(session: &Session, paints: bool) -> Html {
    let (text, model) = (&session.text, &session.model);
    let mut tools = Vec::new();
    if paints {
        let (change, look) = (session.on_look.clone(), session.look);
        let paint = Callback::from(move |_: MouseEvent| change.emit(Look { paint: !look.paint, ..look }));
        tools.push(pressed(session, "paint", look.paint, text.t("ui.mark.paint"), paint));
    }
    if model.can_undo() {
        tools.push(button(session, "undo", "tab", text.t("ui.mark.undo"), Action::Mark(Marking::Undo)));
    }
    if !model.case().places.is_empty() {
        tools.push(button(session, "unmark", "tab", text.t("ui.mark.unmark"), Action::Mark(Marking::Clear)));
    }
    within("div", "tools", tools)
}

/// What lies under a place, in words.
fn under(session: &Session, key: &str) -> Option<AttrValue> {
    let zone = session.body.views().iter().find_map(|view| view.zone(key))?;
    let names: Vec<String> =
        zone.under.iter().map(|name| session.text.key(&["structure.", name]).to_string()).collect();
    Some(session.text.fill("ui.map.under", &[("list", &names.join("; "))]))
}

/// The zones of the marked areas: "somewhere in there" is shown on the picture too.
fn hinted(session: &Session) -> Places {
    let mut hinted = Places::default();
    for place in session.model.case().places.iter() {
        if let Place::Area(area, side) = place {
            area.regions().for_each(|region| hinted.set(Place::Sided(region, side), true));
        }
    }
    hinted
}

/// The marked places in words, each with a button that takes it away.
fn places(session: &Session) -> Html {
    let text = &session.text;
    let places = session.model.case().places;
    if places.is_empty() {
        let class = if session.model.status() == Status::NeedPlace { "chosen-none need" } else { "chosen-none" };
        return say("p", class, text.t("ui.map.none"));
    }
    let in_list = session.model.tab() == MapTab::List;
    let mut rows: Vec<Html> = Vec::new();
    for place in places.iter() {
        let name = text.place(place);
        let remove = text.fill("ui.map.remove", &[("place", &name)]);
        let cross = icon("cross", "0 0 12 12", "M2 2l8 8M10 2l-8 8");
        let key = ["remove-", &place.key()].concat();
        let button = labelled(session, key, "remove", Some(remove), cross, Action::TogglePlace(place));
        // In the list a place is opened where it stands there.
        let words = if in_list { say("span", "cap", name) } else { opener(session, place) };
        let under = under(session, &place.key()).map(|under| say("small", "block", under)).unwrap_or_default();
        rows.push(within("li", "", vec![within("div", "", vec![words, under]), button]));
    }
    let travels = path_words(session).map(|words| say("p", "", words)).unwrap_or_default();
    within("div", "chosen", vec![say("h2", "", text.t("ui.map.chosen")), within("ul", "", rows), travels])
}
