//! Where a cause usually hurts, on the same map as where this person hurts.

use crate::case::{Place, Places};
use crate::knowledge::{Fact, Population, share};
use crate::ui::body_map::{BodyMap, Drawing, Look};
use crate::ui::parts::{all, named, say, within};
use crate::ui::session::Session;
use crate::vocabulary::{CauseId, RegionId, Side};
use yew::prelude::*;

/// A region is part of the pattern when at least this share of people, in thousandths, marks it.
const USUAL: u16 = 300;

/// The map with the usual regions marked faintly and the person's own places in full.
pub fn place(session: &Session, id: CauseId) -> Html {
    let text = &session.text;
    let usual = usual(id, session.model.case().places);
    let hinted: Vec<String> = usual.iter().map(|place| place.key()).collect();
    let selected = session.place_keys();
    let look = Look { tone: session.look.tone, ..Look::default() };
    let mut maps = Vec::new();
    for view in views(session.body.views(), &hinted) {
        maps.push(html! {
                <BodyMap view={view.clone()} selected={selected.clone()} hinted={hinted.clone()} name={session.place_names.clone()}
                    text={session.words.clone()} {look} disabled={true} />
            });
    }
    // For readers the list below says what the pictures show.
    let names = usual.iter().map(|place| within("li", "", vec![say("span", "cap", text.place(*place))]));
    all(vec![
        say("p", "", text.t("ui.cause.where.key")),
        named("div", &["class", "aria-hidden"], &["maps", "true"], maps),
        within("ul", "usual", names.collect()),
    ])
}

/// The usual places, on the side that hurts: on both when neither or both do.
fn usual(id: CauseId, own: Places) -> Vec<Place> {
    let mut usual = Vec::new();
    for region in RegionId::all() {
        if share(id, Fact::Region(region), Population::Everyone).is_none_or(|share| share < USUAL) {
            continue;
        }
        if !region.sided() {
            usual.push(Place::Midline(region));
            continue;
        }
        for side in Side::BOTH {
            if own.has_side(side) || !own.has_side(side.other()) {
                usual.push(Place::Sided(region, side));
            }
        }
    }
    usual
}

/// The fewest views, as good as that, that show all these places: each time the one that shows most of what is not shown.
fn views<'a>(all: &'a [Drawing], keys: &[String]) -> Vec<&'a Drawing> {
    let mut left: Vec<&String> = keys.iter().collect();
    let mut chosen = Vec::new();
    loop {
        let count = |view: &Drawing| left.iter().filter(|key| view.zone(key).is_some()).count();
        // Of two that show the same number the first: `max_by_key` would take the last.
        match all.iter().rev().max_by_key(|view| count(view)).filter(|view| count(view) > 0) {
            Some(view) => {
                left.retain(|key| view.zone(key).is_none());
                chosen.push(view);
            }
            None => return chosen,
        }
    }
}
