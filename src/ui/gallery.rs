//! The gallery of the body map: every view, tone and state on one page, for those who draw and those who review. It is
//! made of the map itself, so it cannot show anything that the app would not.

use super::body_map::{Body, BodyMap, Drawing, Layer, Look, Words};
use super::parts::{all, say, within};
use super::session::Text;
use crate::case::{Mark, Marks, Place, Places};
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
    let (none, plain) = (Places::default(), Marks::default());
    for view in props.body.views() {
        let row = (1..=Look::TONES).map(|tone| show(&words, &names, view, tone, none, &plain, none));
        parts.push(say("h2", "", props.text.key(&["ui.map.tab.", &view.name])));
        parts.push(within("div", "gallery-row", row.collect()));
        // Every third zone marked, and of the others every second one marked faintly.
        let every = |start: usize, step: usize| {
            let mut places = Places::default();
            view.zones.iter().skip(start).step_by(step).for_each(|zone| places.set(zone.place, true));
            places
        };
        let row = (1..=Look::TONES).map(|tone| show(&words, &names, view, tone, every(0, 3), &plain, every(1, 2)));
        parts.push(within("div", "gallery-row", row.collect()));
        // All strengths, and the path of a pain.
        let mut marks = Marks::default();
        for (at, zone) in view.zones.iter().enumerate() {
            marks.set(Mark { place: zone.place, strength: Some((at % 11) as u8), qualities: 0 });
        }
        let row = (1..=Look::TONES).map(|tone| show(&words, &names, view, tone, every(0, 1), &marks, none));
        parts.push(within("div", "gallery-row", row.collect()));
        let row = [-1, 0, 1].map(|build| {
            let body = props.body.built(build);
            let view = body.view(&view.name).unwrap_or(view).clone();
            let ends = ["mid-buttock-left", "calf-left"].map(|key| body.point(&view, Place::from_key(key)?));
            let path = if let [Some(start), Some(end)] = ends { Some([start, end]) } else { None };
            html! {
                <BodyMap {view} {path} name={names.clone()} text={words.clone()} places={every(0, 5)} disabled={true} />
            }
        });
        parts.push(within("div", "gallery-row", row.into()));
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

fn show(words: &Words, names: &Words, view: &Drawing, tone: u8, places: Places, marks: &Marks, hinted: Places) -> Html {
    let look = Look { tone, ..Look::default() };
    html! {
        <BodyMap view={view.clone()} name={names.clone()} text={words.clone()} {look} {places} marks={marks.clone()} {hinted}
            disabled={true} />
    }
}
