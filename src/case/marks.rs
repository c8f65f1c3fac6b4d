//! What was said about single places: how strong the pain is there, what it feels like there, and from where to where it
//! travels. The contract's case has none of this; [`crate::flow`] lets the case follow it.

use super::{MAX_SEVERITY, Place, Places};
use crate::vocabulary::FindingId;

/// The findings that a place can have of its own, in the order of the vocabulary.
pub fn qualities() -> impl Iterator<Item = FindingId> {
    FindingId::all().filter(|id| id.slug().starts_with("quality-"))
}

/// What was said about one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// `0..=10`; none when it was not asked.
    pub strength: Option<u8>,
    /// One bit for each of [`qualities`].
    pub qualities: u16,
}

/// What was said about all places. A place of which nothing was said has no mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// In the order of the places.
    marks: Vec<Mark>,
    /// Where the pain starts that travels, and where it ends.
    pub path: [Option<Place>; 2],
}

impl Marks {
    /// Whether nothing was said of any place.
    pub fn is_empty(&self) -> bool {
        *self == Marks::default()
    }

    /// What was said about a place.
    pub fn get(&self, place: Place) -> Mark {
        let found = self.marks.iter().find(|mark| mark.place == place).copied();
        found.unwrap_or(Mark { place, strength: None, qualities: 0 })
    }

    /// Takes what was said about a place.
    pub fn set(&mut self, mark: Mark) {
        self.marks.retain(|other| other.place != mark.place);
        if mark.strength.is_some() || mark.qualities != 0 {
            let strength = mark.strength.map(|points| points.min(MAX_SEVERITY));
            let at = self.marks.partition_point(|other| other.place < mark.place);
            self.marks.insert(at, Mark { strength, ..mark });
        }
    }

    /// The strongest pain of all places.
    pub fn strongest(&self) -> Option<u8> {
        self.marks.iter().filter_map(|mark| mark.strength).max()
    }

    /// Whether a place has this quality.
    pub fn has(&self, quality: FindingId) -> bool {
        let bit = bit(quality);
        self.marks.iter().any(|mark| mark.qualities & bit != 0)
    }

    /// Takes a quality from every place.
    pub fn drop(&mut self, quality: FindingId) {
        for mark in self.marks.clone() {
            self.set(Mark { qualities: mark.qualities & !bit(quality), ..mark });
        }
    }

    /// Keeps only what was said about these places.
    pub fn keep(&mut self, places: Places) {
        self.marks.retain(|mark| places.contains(mark.place));
        for end in &mut self.path {
            *end = end.filter(|&place| places.contains(place));
        }
    }

    /// How far pain that travels goes down the leg: the slug of the finding that says so.
    pub fn travels(&self) -> Option<&'static str> {
        let [start, end] = self.path.map(|end| end.map(reach));
        match (start?, end?) {
            (Reach::Above | Reach::Thigh, Reach::Below) => Some("radiates-below-knee"),
            (Reach::Above, Reach::Thigh) => Some("radiates-to-thigh-only"),
            _ => None,
        }
    }
}

/// The bit of a quality in [`Mark::qualities`]; none for any other finding.
pub fn bit(quality: FindingId) -> u16 {
    qualities().position(|own| own == quality).map_or(0, |at| 1 << (at % 16))
}

/// How far down a place lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Above,
    /// Thigh and knee.
    Thigh,
    Below,
    /// Somewhere in the leg: nobody can say.
    Open,
}

fn reach(place: Place) -> Reach {
    let slug = match place {
        Place::Sided(region, _) | Place::Midline(region) => region.slug(),
        Place::Area(area, _) => area.slug(),
    };
    match slug {
        "leg" => Reach::Open,
        "calf" | "shin" | "outer-foot-sole" | "top-of-foot-big-toe" => Reach::Below,
        "back-knee" | "front-knee" => Reach::Thigh,
        _ if slug.ends_with("thigh") => Reach::Thigh,
        _ => Reach::Above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(key: &str) -> Place {
        Place::from_key(key).expect(key)
    }

    #[test]
    fn a_place_has_a_bit_for_each_quality_and_findings_that_are_none_have_no_bit() {
        let all = qualities().fold(0, |all, id| all | bit(id));
        assert_eq!(all.count_ones() as usize, qualities().count());
        assert_eq!(qualities().count(), 10, "the link has ten bits for them");
        assert_eq!(FindingId::from_slug("limp").map(bit), Some(0));
    }

    #[test]
    fn the_order_of_saying_is_not_kept_and_nothing_is_the_same_as_never() {
        let of = |key, points| Mark { place: place(key), strength: points, qualities: 0 };
        let (mut one, mut two) = (Marks::default(), Marks::default());
        for mark in [of("sacrum", Some(3)), of("calf-left", Some(12))] {
            one.set(mark);
        }
        for mark in [of("calf-left", Some(10)), of("sacrum", Some(9)), of("sacrum", Some(3))] {
            two.set(mark);
        }
        assert_eq!(one, two);
        assert_eq!(one.strongest(), Some(10));
        one.set(of("sacrum", None));
        one.set(of("calf-left", None));
        assert!(one.is_empty());
    }

    #[test]
    fn a_path_says_how_far_it_goes_and_no_more() {
        let travels = |start: &str, end: &str| {
            let path = [Some(place(start)), Some(place(end))];
            Marks { path, ..Marks::default() }.travels()
        };
        assert_eq!(travels("mid-buttock-left", "calf-left"), Some("radiates-below-knee"));
        assert_eq!(travels("back-thigh-left", "outer-foot-sole-left"), Some("radiates-below-knee"));
        assert_eq!(travels("sacrum", "back-thigh-left"), Some("radiates-to-thigh-only"));
        assert_eq!(travels("buttock-left", "thigh-left"), Some("radiates-to-thigh-only"));
        assert_eq!(travels("hip-right", "front-knee-right"), Some("radiates-to-thigh-only"));
        for (start, end) in [("calf-left", "outer-foot-sole-left"), ("sacrum", "leg-left"), ("calf-left", "sacrum")] {
            assert_eq!(travels(start, end), None, "{start} to {end}");
        }
        let open = Marks { path: [Some(place("sacrum")), None], ..Marks::default() };
        assert_eq!(open.travels(), None);
    }
}
