//! The places that a person marked, as bit sets: one per side for the sided regions, one for the midline.

use crate::vocabulary::{AreaId, RegionId, Side};

/// A place that can be marked: a region or an area, with its side where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A region on a side.
    Sided(RegionId, Side),
    /// A region on the midline.
    Midline(RegionId),
    /// Somewhere in an area.
    Area(AreaId, Side),
}

impl Place {
    /// The place with this key: a slug, with `-left` or `-right` where the place has a side.
    pub fn from_key(key: &str) -> Option<Place> {
        if let Some(region) = RegionId::from_slug(key) {
            return (!region.sided()).then_some(Place::Midline(region));
        }
        let (slug, side) = Side::BOTH.into_iter().find_map(|side| {
            let stem = key.strip_suffix(side.slug())?.strip_suffix('-')?;
            Some((stem, side))
        })?;
        match RegionId::from_slug(slug) {
            Some(region) if region.sided() => Some(Place::Sided(region, side)),
            Some(_) => None,
            None => AreaId::from_slug(slug).map(|area| Place::Area(area, side)),
        }
    }

    /// The key of the place, as [`Place::from_key`] reads it.
    pub fn key(self) -> String {
        match self {
            Place::Sided(region, side) => [region.slug(), "-", side.slug()].concat(),
            Place::Midline(region) => region.slug().to_owned(),
            Place::Area(area, side) => [area.slug(), "-", side.slug()].concat(),
        }
    }

    /// The key of the place's name in the language pack.
    pub fn words_key(self) -> String {
        match self {
            Place::Sided(region, side) => ["region.", region.slug(), ".", side.slug()].concat(),
            Place::Midline(region) => ["region.", region.slug()].concat(),
            Place::Area(area, side) => ["area.", area.slug(), ".", side.slug()].concat(),
        }
    }

    /// Every place there is: regions in the order of the vocabulary, left before right, then areas.
    pub fn all() -> impl Iterator<Item = Place> {
        let regions = RegionId::all().flat_map(|region| {
            let sided = region.sided();
            let midline = (!sided).then_some(Place::Midline(region));
            let sides = Side::BOTH.into_iter().filter(move |_| sided).map(move |side| Place::Sided(region, side));
            midline.into_iter().chain(sides)
        });
        let areas = AreaId::all().flat_map(|area| Side::BOTH.into_iter().map(move |side| Place::Area(area, side)));
        regions.chain(areas)
    }
}

/// A set of places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    midline: u32,
    sides: [u32; 2],
    areas: [u8; 2],
}

impl Places {
    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        *self == Places::default()
    }

    /// Whether the place is marked.
    pub fn contains(&self, place: Place) -> bool {
        match place {
            Place::Sided(region, side) => self.sides[side as usize] & bit(region.index()) != 0,
            Place::Midline(region) => self.midline & bit(region.index()) != 0,
            Place::Area(area, side) => u32::from(self.areas[side as usize]) & bit(area.index()) != 0,
        }
    }

    /// Marks the place, or takes the mark away.
    pub fn set(&mut self, place: Place, marked: bool) {
        match place {
            Place::Sided(region, side) => put(&mut self.sides[side as usize], region.index(), marked),
            Place::Midline(region) => put(&mut self.midline, region.index(), marked),
            Place::Area(area, side) => {
                let mut set = u32::from(self.areas[side as usize]);
                put(&mut set, area.index(), marked);
                self.areas[side as usize] = set as u8;
            }
        }
    }

    /// The marked places in the order of [`Place::all`].
    pub fn iter(&self) -> impl Iterator<Item = Place> {
        let places = *self;
        Place::all().filter(move |&place| places.contains(place))
    }

    /// Whether the region is marked on either side.
    pub fn has_region(&self, region: RegionId) -> bool {
        (self.midline | self.sides[0] | self.sides[1]) & bit(region.index()) != 0
    }

    /// Whether the area is marked on either side.
    pub fn has_area(&self, area: AreaId) -> bool {
        u32::from(self.areas[0] | self.areas[1]) & bit(area.index()) != 0
    }

    /// Whether a marked area holds the region: it may or may not hurt there.
    pub fn may_hold(&self, region: RegionId) -> bool {
        AreaId::all().any(|area| self.has_area(area) && area.regions().any(|held| held == region))
    }

    /// Whether anything on this side is marked.
    pub fn has_side(&self, side: Side) -> bool {
        self.sides[side as usize] != 0 || self.areas[side as usize] != 0
    }

    /// The same places on the other side of the body.
    #[must_use]
    pub fn mirrored(mut self) -> Places {
        self.sides.swap(0, 1);
        self.areas.swap(0, 1);
        self
    }
}

const fn bit(index: usize) -> u32 {
    1 << (index % 32)
}

fn put(set: &mut u32, index: usize, marked: bool) {
    if marked { *set |= bit(index) } else { *set &= !bit(index) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_survives_its_key_and_the_set() {
        for place in Place::all() {
            assert_eq!(Place::from_key(&place.key()), Some(place));
            let mut places = Places::default();
            places.set(place, true);
            assert_eq!(places.iter().collect::<Vec<_>>(), [place]);
            places.set(place, false);
            assert!(places.is_empty());
        }
        // The sets are u32 and u8 wide.
        const { assert!(RegionId::COUNT <= 32 && AreaId::COUNT <= 8) };
    }

    #[test]
    fn the_words_of_a_place_are_named_after_it() {
        let key = |place| Place::from_key(place).map(Place::words_key);
        assert_eq!(key("sit-bone-left").as_deref(), Some("region.sit-bone.left"));
        assert_eq!(key("sacrum").as_deref(), Some("region.sacrum"));
        assert_eq!(key("buttock-right").as_deref(), Some("area.buttock.right"));
    }

    #[test]
    fn a_side_is_needed_exactly_where_there_is_one() {
        assert_eq!(Place::from_key("low-back"), None);
        assert_eq!(Place::from_key("sacrum-left"), None);
        assert!(Place::from_key("low-back-midline").is_some());
        assert!(Place::from_key("buttock-right").is_some());
    }
}
