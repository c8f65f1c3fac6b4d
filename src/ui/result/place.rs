//! Where a cause usually hurts, on the same map as where this person hurts.

use crate::case::{Place, Places};
use crate::knowledge::{Fact, Population, share};
use crate::ui::maps::maps;
use crate::ui::parts::{all, say, within};
use crate::ui::session::Session;
use crate::vocabulary::{CauseId, RegionId, Side};
use yew::prelude::*;

/// A region is part of the pattern when at least this share of people, in thousandths, marks it.
const USUAL: u16 = 300;

/// The map with the usual regions marked faintly and the person's own places in full.
pub fn place(session: &Session, id: CauseId) -> Html {
    let text = &session.text;
    let usual = usual(id, session.model.case().places);
    let mut hinted = Places::default();
    usual.iter().for_each(|&place| hinted.set(place, true));
    // For readers the list below says what the pictures show.
    let names = usual.iter().map(|place| within("li", "", vec![say("span", "cap", text.place(*place))]));
    all(vec![
        say("p", "", text.t("ui.cause.where.key")),
        maps(session, hinted, hinted),
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
