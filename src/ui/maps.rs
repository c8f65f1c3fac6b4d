//! Still pictures of the map, in the result and on the page to take along. The words beside them say the same.

use super::body_map::{BodyMap, Drawing, Kind, Look};
use super::parts::named;
use super::session::Session;
use crate::case::Places;
use yew::prelude::*;

/// The views that it takes to show these places: `hinted` ones are marked faintly, the person's own in full.
pub fn maps(session: &Session, places: Places, hinted: Places) -> Html {
    let model = &session.model;
    let look = Look { tone: session.look.tone, ..Look::default() };
    let mut chosen: Vec<&Drawing> = Vec::new();
    // Every place is on a picture from behind or in front; those from the sides only show it again.
    for view in session.body.views().iter().filter(|view| view.kind == Kind::Halves) {
        let shows = |view: &Drawing, place| view.zones.iter().any(|zone| zone.place == place);
        let fresh = |place| shows(view, place) && !chosen.iter().any(|view| shows(view, place));
        if places.iter().any(fresh) {
            chosen.push(view);
        }
    }
    let map = |view: &Drawing| {
        html! {
            <BodyMap view={view.clone()} places={model.case().places} marks={model.marks().clone()} {hinted}
                path={path_on(session, view)} name={session.place_names.clone()} text={session.words.clone()} {look}
                disabled={true} />
        }
    };
    named("div", &["class", "aria-hidden"], &["maps", "true"], chosen.into_iter().map(map).collect())
}

/// The path of the person's pain on this view, when both ends are known.
pub fn path_on(session: &Session, view: &Drawing) -> Option<[(i16, i16); 2]> {
    let [start, end] = session.model.marks().path;
    Some([session.body.point(view, start?)?, session.body.point(view, end?)?])
}
