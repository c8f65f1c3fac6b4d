//! What every fact says about every cause.
//!
//! The table holds P(fact | cause) as a code, one byte a cell: people wait for the bytes, and a weight follows from it by
//! one subtraction, log2 P(fact | cause) − log2 P(fact | any other cause).

use super::rule::Rule;
use super::{Basis, tables};
use crate::vocabulary::{AreaId, CauseId, FindingId, RegionId, TestId};

/// A fact that can weigh on the causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A finding, affirmed or denied.
    Finding(FindingId),
    /// A self-test, positive or negative.
    Test(TestId),
    /// A region, marked or conspicuously not marked; sides weigh the same.
    Region(RegionId),
    /// An area, marked.
    Area(AreaId),
}

impl Fact {
    /// How many facts there are.
    pub const COUNT: usize = FindingId::COUNT + TestId::COUNT + RegionId::COUNT + AreaId::COUNT;

    /// Position in the order of the tables: findings, self-tests, regions, areas, each in the order of the vocabulary.
    pub const fn index(self) -> usize {
        match self {
            Fact::Finding(id) => id.index(),
            Fact::Test(id) => FindingId::COUNT + id.index(),
            Fact::Region(id) => FindingId::COUNT + TestId::COUNT + id.index(),
            Fact::Area(id) => FindingId::COUNT + TestId::COUNT + RegionId::COUNT + id.index(),
        }
    }

    /// Every fact, in the order of the tables.
    pub fn all() -> impl Iterator<Item = Fact> {
        let findings = FindingId::all().map(Fact::Finding);
        let tests = TestId::all().map(Fact::Test);
        findings.chain(tests).chain(RegionId::all().map(Fact::Region)).chain(AreaId::all().map(Fact::Area))
    }

    /// The vocabulary's name of the fact, without a side.
    pub fn slug(self) -> &'static str {
        match self {
            Fact::Finding(id) => id.slug(),
            Fact::Test(id) => id.slug(),
            Fact::Region(id) => id.slug(),
            Fact::Area(id) => id.slug(),
        }
    }
}

/// The people whose base rates and likelihoods apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// Everyone who looks up such pain.
    Everyone,
    /// Pain that came on with or within three days of exercise.
    AfterExercise,
}

impl Population {
    const fn index(self) -> usize {
        match self {
            Population::Everyone => 0,
            Population::AfterExercise => 1,
        }
    }
}

/// Free constants of the model, from `assets/knowledge/model.toml`. Shares are in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelConstants {
    /// Share of the log base rate that counts.
    pub prior: i32,
    /// Share of the changes of the base rate by age and sex that counts.
    pub modifiers: i32,
    /// Contributions are multiplied by this before they are added (calibration).
    pub sharpness: i32,
    /// In a group of correlated facts the second counts by this share, the third by its square, and so on.
    pub damping: i32,
    /// The same for the group of places.
    pub damping_places: i32,
    /// Share of the weight of a finding or self-test that was denied.
    pub denied: i32,
    /// Share of the weight of a region that was not marked.
    pub unmarked: i32,
    /// The same for a region beside a marked one.
    pub unmarked_beside: i32,
    /// Millibits against a cause for a marked region where it is not known to hurt.
    pub unnamed: i32,
    /// Millibits added to the base rate of `something-else`.
    pub other: i32,
    /// Below this probability (parts per million) the first cause is not named: it cannot be told.
    pub cannot_tell_ppm: u32,
    /// From this probability on a cause is named.
    pub name_ppm: u32,
    /// Millibits that the facts have to speak for a rarer cause.
    pub fits: i32,
    /// Millibits by which the facts may speak less for a rarer cause than for the first.
    pub fits_within: i32,
    /// The same for a dangerous cause.
    pub danger_within: i32,
    /// Millibits that two causes at once have to be worth more than one.
    pub second_cause: i32,
    /// Share of the information about urgency that counts in the worth of a question.
    pub urgency: i32,
    /// Millibits below which a question is not worth asking.
    pub enough: u32,
    /// From this probability on the first cause is settled.
    pub settled_ppm: u32,
    /// Answers less probable than this are not named among those that would change something.
    pub change_ppm: u32,
    /// When the after-exercise population applies.
    pub after_exercise: Rule,
}

/// The model's constants.
pub fn model() -> &'static ModelConstants {
    &tables::MODEL
}

/// Where one fact stands in the tables: looked up once, asked for every cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// In the table of pain after exercise, which holds only what differs there.
    after: bool,
    at: u8,
}

// 255 stands for no column.
const _: () = assert!(Fact::COUNT <= 255);

/// The column of this fact for these people.
pub fn column(fact: Fact, population: Population) -> Column {
    let after = match population {
        Population::Everyone => u8::MAX,
        Population::AfterExercise => tables::AFTER_COLUMN.get(fact.index()).copied().unwrap_or(u8::MAX),
    };
    if after == u8::MAX { Column { after: false, at: fact.index() as u8 } } else { Column { after: true, at: after } }
}

impl Column {
    /// The code of P(fact | cause); 0 where the knowledge holds nothing.
    fn code(self, cause: CauseId) -> usize {
        let at = usize::from(self.at);
        let table: &[u8] = if self.after { &tables::AFTER_SHARES } else { &tables::SHARES };
        // Fact by fact: what causes say about one fact is alike, and compresses better than what one cause says about all.
        usize::from(table.get(at * CauseId::COUNT + cause.index()).copied().unwrap_or(0))
    }

    /// The code of P(fact | any other cause).
    fn background(self) -> usize {
        let at = usize::from(self.at);
        let code = if self.after { tables::AFTER_BACKGROUND.get(at) } else { tables::BACKGROUND.get(at) };
        usize::from(code.copied().unwrap_or(0))
    }

    /// log2 of P(fact | cause) in millibits, of its complement when the fact is denied; none where the knowledge holds
    /// nothing.
    pub fn bits(self, cause: CauseId, affirmed: bool) -> Option<i32> {
        match self.code(cause) {
            0 => None,
            code => Some(bits(code, affirmed)),
        }
    }

    /// log2 of P(fact | any other cause) in millibits, of its complement when the fact is denied.
    pub fn background_bits(self, affirmed: bool) -> i32 {
        bits(self.background(), affirmed)
    }

    /// P(fact | cause), of any other cause where the knowledge holds nothing, and the entropy of the answer in bits.
    pub fn share_and_entropy(self, cause: CauseId) -> (f64, f64) {
        let code = match self.code(cause) {
            0 => self.background(),
            code => code,
        };
        let of = |table: &[u16], whole: f64| f64::from(table.get(code).copied().unwrap_or(0)) / whole;
        (of(&tables::PERMILLE, 1000.0), of(&tables::ENTROPY, 65535.0))
    }
}

fn bits(code: usize, affirmed: bool) -> i32 {
    tables::BITS.get(code).map_or(0, |row| i32::from(row[usize::from(!affirmed)]))
}

/// P(fact | cause) in thousandths, if the knowledge holds it.
pub fn share(cause: CauseId, fact: Fact, population: Population) -> Option<u16> {
    match column(fact, population).code(cause) {
        0 => None,
        code => tables::PERMILLE.get(code).copied(),
    }
}

/// P(fact | any other cause in the same users), `0.001..=0.999`.
pub fn background(fact: Fact, population: Population) -> f64 {
    let permille = tables::PERMILLE.get(column(fact, population).background());
    f64::from(permille.copied().unwrap_or(500)) / 1000.0
}

/// What P(fact | cause) rests on.
pub fn grounds(cause: CauseId, fact: Fact) -> Basis {
    let wanted = cause.index() * Fact::COUNT + fact.index();
    let at = tables::GROUNDS.binary_search_by(|&(cell, _)| usize::from(cell).cmp(&wanted));
    at.ok().and_then(|at| tables::GROUNDS.get(at)).map_or(Basis::Judgement, |&(_, basis)| basis)
}

/// log2 of the base rate against `something-else`, in millibits.
pub fn base_rate(cause: CauseId, population: Population) -> i32 {
    tables::BASE_RATES.get(cause.index()).map_or(0, |row| i32::from(row[population.index()]))
}

/// The change of the base rate by age in years and sex at birth, in millibits. What is not known changes nothing.
pub fn modifier(cause: CauseId, age: Option<u8>, male: Option<bool>) -> i32 {
    let bands = tables::AGE_FROM.len() + 1;
    let band = match age {
        // The first band begins at 0.
        Some(age) => tables::AGE_FROM.partition_point(|&from| from <= age).saturating_sub(1),
        None => bands - 1,
    };
    let sex = male.map_or(2, usize::from);
    let by_age = tables::BY_AGE.get(cause.index() * bands + band).copied().unwrap_or(0);
    let by_sex = tables::BY_SEX.get(cause.index() * 3 + sex).copied().unwrap_or(0);
    // The tables hold tenths of a bit.
    (i32::from(by_age) + i32::from(by_sex)) * 100
}

/// The group of correlated facts that this fact belongs to, if any; 0 is the group of places.
pub fn group(fact: Fact) -> Option<u8> {
    tables::GROUP.get(fact.index()).copied().filter(|&group| group != u8::MAX)
}

/// The regions that lie next to this one on the body.
pub fn neighbours(region: RegionId) -> impl Iterator<Item = RegionId> {
    let mask = tables::NEIGHBOURS.get(region.index()).copied().unwrap_or(0);
    RegionId::all().filter(move |other| mask & (1 << other.index()) != 0)
}
