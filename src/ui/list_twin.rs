//! The list twin of the body map: every place as a plain checkbox, and places that are not on the picture as well. What is
//! marked can be opened here as on the picture.

use super::parts::{element, named, say, within};
use super::screens::opener;
use super::session::Session;
use crate::case::Place;
use crate::flow::Action;
use crate::vocabulary::Side;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// One row of the list: a region or an area, with or without sides.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    slug: &'static str,
    sided: bool,
}

const fn both(slug: &'static str) -> Row {
    Row { slug, sided: true }
}

const fn one(slug: &'static str) -> Row {
    Row { slug, sided: false }
}

/// Groups in order; the word key of the heading, then its rows. An area ("somewhere in your left buttock") opens its
/// group: people who cannot say more should not have to read on.
const GROUPS: [(&str, &[Row]); 5] = [
    (
        "ui.list.buttock",
        &[
            both("buttock"),
            both("upper-outer-buttock"),
            both("mid-buttock"),
            both("lower-buttock"),
            both("sit-bone"),
            one("natal-cleft"),
        ],
    ),
    (
        "ui.list.low-back",
        &[
            one("low-back-midline"),
            both("low-back"),
            both("flank"),
            both("iliac-crest"),
            both("si-joint"),
            one("sacrum"),
            one("tailbone"),
        ],
    ),
    (
        "ui.list.hip",
        &[
            both("hip"),
            both("outer-hip"),
            both("front-hip"),
            both("groin"),
            one("pubic-symphysis"),
            one("lower-abdomen"),
        ],
    ),
    (
        "ui.list.leg",
        &[
            both("leg"),
            both("thigh"),
            both("back-thigh"),
            both("outer-thigh"),
            both("inner-thigh"),
            both("front-thigh"),
            both("back-knee"),
            both("front-knee"),
            both("calf"),
            both("shin"),
            both("outer-foot-sole"),
            both("top-of-foot-big-toe"),
        ],
    ),
    ("ui.list.between", &[one("saddle")]),
];

/// The list.
pub fn list_twin(session: &Session) -> Html {
    let groups = GROUPS.iter().map(|(heading, rows)| {
        let legend = say("legend", "", session.words.get(heading));
        let rows = rows.iter().map(|row| draw(session, *row));
        let inner = core::iter::once(legend).chain(rows).collect();
        if session.live {
            within("fieldset", "twin-group", inner)
        } else {
            named("fieldset", &["class", "disabled"], &["twin-group", ""], inner)
        }
    });
    within("div", "twin", groups.collect())
}

fn draw(session: &Session, row: Row) -> Html {
    let item = |key: String| item(session, key);
    let (class, items) = if row.sided {
        let side = |side: Side| item([row.slug, "-", side.slug()].concat());
        ("twin-row", Side::BOTH.map(side).to_vec())
    } else {
        ("twin-row twin-row-one", vec![item(row.slug.to_owned())])
    };
    element("div", &["class"], &[class], Some(row.slug), items)
}

fn item(session: &Session, key: String) -> Html {
    let name = session.place_names.get(&key);
    let Some(place) = Place::from_key(&key) else { return Html::default() };
    let checked = session.model.case().places.contains(place);
    let act = session.act.clone();
    let onchange = Callback::from(move |event: Event| {
        // Only a change against the shown state counts: browsers may restore boxes behind the program's back.
        if event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked() != checked) {
            act.emit(Action::TogglePlace(place));
        }
    });
    let input = html! { <input type="checkbox" data-key={key.clone()} value={key.clone()} {checked} {onchange} /> };
    let label = within("label", "twin-item", vec![input, say("span", "", name)]);
    if checked { within("div", "twin-marked", vec![label, opener(session, place)]) } else { label }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{AreaId, RegionId};

    #[test]
    fn every_region_and_area_of_the_vocabulary_is_listed_once() {
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, rows)| rows.iter()).map(|row| row.slug).collect();
        let mut known: Vec<&str> = RegionId::all().map(RegionId::slug).chain(AreaId::all().map(AreaId::slug)).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }

    #[test]
    fn sides_are_those_of_the_vocabulary() {
        for row in GROUPS.iter().flat_map(|(_, rows)| rows.iter()) {
            let sided = RegionId::from_slug(row.slug).is_none_or(RegionId::sided);
            assert_eq!(row.sided, sided, "{}", row.slug);
        }
    }
}
