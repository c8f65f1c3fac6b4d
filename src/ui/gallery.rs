//! The gallery of the body map: every view, tone and state on one page, for those who draw and those who review. It is
//! made of the map itself, so it cannot show anything that the app would not.

use super::body_map::{Body, BodyMap, Drawing, Layer, Look, Words};
use super::parts::{all, say, within};
use super::session::Text;
use yew::prelude::*;

/// Properties of [`Gallery`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The words.
    pub text: Text,
    /// The drawing of the body.
    pub body: Body,
}

/// The body of the page.
#[component]
pub fn Gallery(props: &Props) -> Html {
    let words = props.text.words();
    let names = props.text.place_names();
    let mut parts = vec![say("h1", "", props.text.t("ui.gallery.title"))];
    for view in props.body.views() {
        let row = (1..=Look::TONES).map(|tone| show(&words, &names, view, tone, &[], &[]));
        parts.push(say("h2", "", props.text.key(&["ui.map.tab.", &view.name])));
        parts.push(within("div", "gallery-row", row.collect()));
        // Every third zone picked, and of the others every second one marked faintly.
        let every = |start: usize, step: usize| {
            view.zones.iter().skip(start).step_by(step).map(|zone| zone.key.to_string()).collect::<Vec<_>>()
        };
        let row = (1..=Look::TONES).map(|tone| show(&words, &names, view, tone, &every(0, 3), &every(1, 2)));
        parts.push(within("div", "gallery-row", row.collect()));
        let first = view.zones.get(view.zones.len() / 2).map(|zone| zone.key.to_string());
        let row = Layer::ALL.iter().skip(1).map(|&layer| {
            let look = Look { layer, ..Look::default() };
            html! {
                <BodyMap view={view.clone()} name={names.clone()} text={words.clone()} {look} lit={first.clone()}
                    disabled={true} />
            }
        });
        parts.push(within("div", "gallery-row", row.collect()));
    }
    within("main", "gallery", vec![all(parts)])
}

fn show(words: &Words, names: &Words, view: &Drawing, tone: u8, picked: &[String], faint: &[String]) -> Html {
    let look = Look { tone, ..Look::default() };
    html! {
        <BodyMap view={view.clone()} name={names.clone()} text={words.clone()} {look} selected={picked.to_vec()}
            hinted={faint.to_vec()} disabled={true} />
    }
}
