//! Ids of regions, areas, findings, self-tests and causes, and the way from their slugs and back.
//!
//! An id is a small number that indexes the generated tables; its slug is the stable name that case files and exports
//! use. Slugs never change; new ones may be added (`assets/knowledge/vocabulary.toml`).

#[rustfmt::skip]
mod tables;

/// The side of the person's own body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The person's left.
    Left,
    /// The person's right.
    Right,
}

impl Side {
    /// Both sides, left first.
    pub const BOTH: [Side; 2] = [Side::Left, Side::Right];

    /// `left` or `right`.
    pub const fn slug(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Right => "right",
        }
    }

    /// The other side.
    pub const fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
}

/// Declares an id type over one of the generated slug tables.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $table:ident, $sorted:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(u8);

        impl $name {
            /// How many ids of this kind there are.
            pub const COUNT: usize = tables::$table.len();

            /// The id at this position of the vocabulary, if there is one.
            pub const fn new(index: usize) -> Option<Self> {
                if index < Self::COUNT { Some(Self(index as u8)) } else { None }
            }

            /// For the generated tables, whose indices the bake has checked. Beyond the end, the first id is meant.
            #[allow(dead_code, reason = "causes are not named in the tables")]
            pub(crate) const fn baked(index: u8) -> Self {
                if (index as usize) < Self::COUNT { Self(index) } else { Self(0) }
            }

            /// Position in the vocabulary, `0..COUNT`.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The stable name used in case files.
            pub fn slug(self) -> &'static str {
                tables::$table.get(self.index()).copied().unwrap_or("")
            }

            /// The id with this stable name.
            pub fn from_slug(slug: &str) -> Option<Self> {
                tables::$sorted
                    .binary_search_by(|&i| Self(i).slug().cmp(slug))
                    .ok()
                    .and_then(|at| tables::$sorted.get(at))
                    .map(|&i| Self(i))
            }

            /// All ids in the order of the vocabulary.
            pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
                (0..Self::COUNT as u8).map(Self)
            }
        }
    };
}

id!(
    /// A named zone of the body, without its side.
    RegionId, REGIONS, REGIONS_SORTED
);
id!(
    /// "Somewhere in there": a part of the body that holds several regions.
    AreaId, AREAS, AREAS_SORTED
);
id!(
    /// A fact that a lay person can affirm or deny.
    FindingId, FINDINGS, FINDINGS_SORTED
);
id!(
    /// A test that a person can do at home.
    TestId, TESTS, TESTS_SORTED
);
id!(
    /// A cause of pain in the knowledge base; the last one is always `something-else`.
    CauseId, CAUSES, CAUSES_SORTED
);

impl RegionId {
    /// Whether the region exists on the left and on the right.
    pub fn sided(self) -> bool {
        tables::REGION_SIDED.get(self.index()).copied().unwrap_or(false)
    }
}

impl AreaId {
    /// The regions that the area holds. Every area is sided.
    pub fn regions(self) -> impl Iterator<Item = RegionId> {
        tables::AREA_REGIONS.get(self.index()).copied().unwrap_or(&[]).iter().map(|&i| RegionId(i))
    }
}

impl FindingId {
    /// The vocabulary's group of the finding, such as `onset` or `aggravating`.
    pub fn group(self) -> &'static str {
        let group = tables::FINDING_GROUP.get(self.index()).copied().unwrap_or(u8::MAX);
        tables::GROUPS.get(usize::from(group)).copied().unwrap_or("")
    }

    /// Whether the finding is a class of duration: the same as `group() == "duration"`, without comparing letters.
    pub fn is_duration(self) -> bool {
        const DURATION: u8 = number_of_group("duration");
        tables::FINDING_GROUP.get(self.index()) == Some(&DURATION)
    }
}

/// The number of this group, found when the program is compiled.
const fn number_of_group(name: &str) -> u8 {
    let mut number = 0;
    while number < tables::GROUPS.len() {
        let (own, name) = (tables::GROUPS[number].as_bytes(), name.as_bytes());
        let mut at = 0;
        while own.len() == name.len() && at < name.len() && own[at] == name[at] {
            at += 1;
        }
        if at == name.len() && own.len() == name.len() {
            return number as u8;
        }
        number += 1;
    }
    u8::MAX
}

impl CauseId {
    /// The background class that wins when nothing in the knowledge base fits.
    pub const SOMETHING_ELSE: CauseId = CauseId((Self::COUNT - 1) as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slug_leads_back_to_its_id() {
        for id in FindingId::all() {
            assert_eq!(FindingId::from_slug(id.slug()), Some(id));
        }
        for id in RegionId::all() {
            assert_eq!(RegionId::from_slug(id.slug()), Some(id));
        }
        for id in TestId::all() {
            assert_eq!(TestId::from_slug(id.slug()), Some(id));
        }
        assert_eq!(FindingId::from_slug("no-such-finding"), None);
        assert_eq!(CauseId::SOMETHING_ELSE.slug(), "something-else");
        assert!(FindingId::all().all(|id| id.is_duration() == (id.group() == "duration")));
    }

    #[test]
    fn areas_hold_only_sided_regions() {
        for area in AreaId::all() {
            assert!(area.regions().count() > 0);
            assert!(area.regions().all(RegionId::sided));
        }
    }
}
