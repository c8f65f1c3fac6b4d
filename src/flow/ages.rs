//! Ages as bands to tap. No rule or gate may tell two people of one band apart, so the bands are cut wherever a rule cuts.
//! Base rates change smoothly with age; there the middle of the band stands for everybody in it.

use crate::case::MAX_AGE;
use crate::knowledge::{Op, Rule, derived, escalations, gates, model, red_flags};

/// Bands that are cut in any case, for people who look for their decade.
const DECADES: [u8; 7] = [10, 20, 30, 40, 50, 60, 70];

/// A band of ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The youngest, in years.
    pub from: u8,
    /// The oldest; none when the band is open.
    pub to: Option<u8>,
}

impl Band {
    /// The age that stands for everybody in the band.
    pub const fn age(self) -> u8 {
        match self.to {
            Some(to) => self.from + (to - self.from) / 2,
            // Of those above the last cut most are near it.
            None => self.from + 3,
        }
    }

    /// Whether the age lies in the band.
    pub fn holds(self, age: u8) -> bool {
        age >= self.from && self.to.is_none_or(|to| age <= to)
    }
}

/// All bands, youngest first. They leave no gap.
pub fn bands() -> Vec<Band> {
    let known = cuts_of_the_knowledge();
    let mut bands = Vec::new();
    let mut from = 0;
    for age in 1..=MAX_AGE {
        // "Over 50" cuts at 51; a cut at 50 beside it would make a band of one year.
        let decade = DECADES.contains(&age) && !known.contains(&(age + 1)) && !known.contains(&(age - 1));
        if decade || known.contains(&age) {
            bands.push(Band { from, to: Some(age - 1) });
            from = age;
        }
    }
    bands.push(Band { from, to: None });
    bands
}

fn cuts_of_the_knowledge() -> Vec<u8> {
    let mut cuts = Vec::new();
    let mut read = |rule: Rule| {
        for op in rule.ops() {
            if let Op::AgeAtLeast(age) = op {
                cuts.push(age);
            }
        }
    };
    red_flags().iter().for_each(|row| read(row.when));
    escalations().iter().for_each(|row| read(row.when));
    gates().iter().for_each(|row| read(row.when));
    derived().iter().for_each(|row| read(row.when));
    read(model().after_exercise);
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Case;
    use crate::reason::assess;

    #[test]
    fn every_age_lies_in_exactly_one_band() {
        for age in 0..=120 {
            assert_eq!(bands().iter().filter(|band| band.holds(age)).count(), 1, "{age}");
        }
    }

    #[test]
    fn a_band_gets_the_urgency_of_each_of_its_ages() {
        for band in bands() {
            let of = |age| {
                let mut case = Case::default();
                case.age = Some(age);
                assess(&case).triage
            };
            for age in band.from..=band.to.unwrap_or(120) {
                assert_eq!(of(age), of(band.age()), "{age}");
            }
        }
    }
}
