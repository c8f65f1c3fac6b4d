//! Still pictures of the map, in the result and on the page to take along. The words beside them say the same.

use super::body_map::{BodyMap, Drawing, Kind, Look};
use super::parts::named;
use super::session::Session;
use yew::prelude::*;

/// The views that it takes to show these places: `hinted` ones are marked faintly, the person's own in full.
pub fn maps(session: &Session, places: &[String], hinted: &[String]) -> Html {
    let selected = session.place_keys();
    let look = Look { tone: session.look.tone, ..Look::default() };
    let mut chosen: Vec<&Drawing> = Vec::new();
    // Every place is on a picture from behind or in front; those from the sides only show it again.
    for view in session.body.views().iter().filter(|view| view.kind == Kind::Halves) {
        let fresh = |key: &String| view.zone(key).is_some() && chosen.iter().all(|view| view.zone(key).is_none());
        if places.iter().any(fresh) {
            chosen.push(view);
        }
    }
    let map = |view: &Drawing| {
        html! {
            <BodyMap view={view.clone()} selected={selected.clone()} hinted={hinted.to_vec()}
                name={session.place_names.clone()} text={session.words.clone()} {look} disabled={true} />
        }
    };
    named("div", &["class", "aria-hidden"], &["maps", "true"], chosen.into_iter().map(map).collect())
}
