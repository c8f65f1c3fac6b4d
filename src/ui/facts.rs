//! Facts, numbers and sources as sentences.

use super::session::{Session, Text};
use crate::case::Place;
use crate::knowledge::{Basis, Fact};
use crate::reason::Contribution;
use crate::vocabulary::{RegionId, Side};
use yew::prelude::*;

/// A fact as a sentence about the person: "Sitting makes it worse.", "It does not hurt in your left groin."
pub fn sentence(session: &Session, part: &Contribution) -> AttrValue {
    let text = &session.text;
    let form = if part.affirmed { ".fact" } else { ".no" };
    match part.fact {
        Fact::Finding(id) => text.key(&["finding.", id.slug(), form]),
        Fact::Test(id) => text.key(&["test.", id.slug(), form]),
        Fact::Region(id) => region(session, id, part.affirmed),
        Fact::Area(id) => {
            let places = session.model.case().places;
            let marked =
                Side::BOTH.into_iter().map(|side| Place::Area(id, side)).filter(|&place| places.contains(place));
            hurts(text, &marked.collect::<Vec<_>>())
        }
    }
}

fn region(session: &Session, id: RegionId, marked: bool) -> AttrValue {
    let (text, places) = (&session.text, session.model.case().places);
    if !id.sided() {
        let key = if marked { "ui.fact.hurts" } else { "ui.fact.not-there" };
        return text.fill(key, &[("place", &text.place(Place::Midline(id)))]);
    }
    let sides = Side::BOTH.into_iter();
    if marked {
        let there = sides.map(|side| Place::Sided(id, side)).filter(|&place| places.contains(place));
        return hurts(text, &there.collect::<Vec<_>>());
    }
    // "It does not hurt there" is said of the side that hurts; of both when neither or both do.
    let of: Vec<Side> = sides.filter(|&side| places.has_side(side)).collect();
    match of.as_slice() {
        [side] => text.fill("ui.fact.not-there", &[("place", &text.place(Place::Sided(id, *side)))]),
        _ => {
            let (left, right) = (text.place(Place::Sided(id, Side::Left)), text.place(Place::Sided(id, Side::Right)));
            text.fill("ui.fact.not-there-either", &[("left", &left), ("right", &right)])
        }
    }
}

fn hurts(text: &Text, places: &[Place]) -> AttrValue {
    match places {
        [one] => text.fill("ui.fact.hurts", &[("place", &text.place(*one))]),
        [left, right, ..] => {
            text.fill("ui.fact.hurts-both", &[("left", &text.place(*left)), ("right", &text.place(*right))])
        }
        [] => AttrValue::default(),
    }
}

/// How much a fact counts, in words. The bounds are likelihood ratios of 4 and 1.7, in millibits.
pub fn weight(text: &Text, weight: i32) -> AttrValue {
    text.t(match weight.unsigned_abs() {
        2000.. => "ui.weight.strong",
        766..2000 => "ui.weight.moderate",
        _ => "ui.weight.weak",
    })
}

/// What a line rests on, in words.
pub fn basis(text: &Text, basis: Basis) -> AttrValue {
    text.key(&["ui.basis.", basis.slug()])
}

/// How many of 100 people: by fives from ten up, since a finer number would claim to know more than it does.
pub fn of_hundred(ppm: u32) -> u32 {
    let whole = (ppm + 5_000) / 10_000;
    if whole < 10 { whole } else { ((whole + 2) / 5 * 5).min(95) }
}

/// How well a cause fits, in words.
pub fn strength(text: &Text, ppm: u32) -> AttrValue {
    text.t(match ppm {
        600_000.. => "ui.strength.very-well",
        300_000..600_000 => "ui.strength.well",
        120_000..300_000 => "ui.strength.partly",
        _ => "ui.strength.a-little",
    })
}

#[cfg(test)]
mod tests {
    use super::of_hundred;

    #[test]
    fn shares_are_said_no_finer_than_they_are_known() {
        let said: Vec<u32> = [4_000, 14_000, 94_000, 96_000, 123_000, 130_000, 999_999].map(of_hundred).into();
        assert_eq!(said, [0, 1, 9, 10, 10, 15, 95]);
    }
}
