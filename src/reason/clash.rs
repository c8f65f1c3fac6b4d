//! Answers that rarely hold together. They are asked about, and change nothing by themselves.

use super::condition::Known;
use crate::case::Case;
use crate::knowledge::{self, Clash};

/// The pairs of answers of this case that a person may want to look at again, in the order of the file.
pub fn clashes(case: &Case) -> Vec<&'static Clash> {
    let known = Known::new(case);
    let mut found = Vec::new();
    for clash in knowledge::clashes() {
        if known.holds(clash.when) {
            found.push(clash);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::clashes;
    use crate::case::{Answer, Case, Place, Sex};
    use crate::knowledge;
    use crate::vocabulary::FindingId;

    fn said(slug: &str, answer: Answer, case: &mut Case) {
        case.set_finding(FindingId::from_slug(slug).expect(slug), answer);
    }

    fn ids(case: &Case) -> Vec<&'static str> {
        clashes(case).iter().map(|clash| clash.id).collect()
    }

    #[test]
    fn what_is_open_clashes_with_nothing() {
        assert!(clashes(&Case::default()).is_empty());
        let mut case = Case::default();
        case.places.set(Place::from_key("calf-left").expect("a place"), true);
        assert!(clashes(&case).is_empty());
    }

    #[test]
    fn two_answers_that_cannot_both_hold_are_found() {
        let mut case = Case::default();
        said("worse-sitting", Answer::Yes, &mut case);
        said("no-pain-when-seated", Answer::Yes, &mut case);
        assert_eq!(ids(&case), ["sit-worse-and-painless"]);
        said("no-pain-when-seated", Answer::No, &mut case);
        assert!(ids(&case).is_empty());
        case.places.set(Place::from_key("calf-left").expect("a place"), true);
        said("radiates-below-knee", Answer::No, &mut case);
        assert_eq!(ids(&case), ["lower-leg-marked"]);
        case.severity = Some(0);
        assert_eq!(ids(&case), ["lower-leg-marked", "painless"]);
    }

    #[test]
    fn every_row_can_come_true() {
        // Each condition is tried with everything affirmed, everything denied, and each finding of it alone denied.
        for clash in knowledge::clashes() {
            let mut found = false;
            for denied in FindingId::all().map(Some).chain([None]) {
                for age in [None, Some(70)] {
                    let mut case = Case::default();
                    (case.age, case.severity, case.sex) = (age, Some(0), Some(Sex::Male));
                    case.places.set(Place::from_key("calf-left").expect("a place"), true);
                    FindingId::all().filter(|id| !id.is_duration()).for_each(|id| case.set_finding(id, Answer::Yes));
                    said("duration-under-24h", Answer::Yes, &mut case);
                    if let Some(denied) = denied.filter(|id| !id.is_duration()) {
                        case.set_finding(denied, Answer::No);
                    }
                    found |= clashes(&case).iter().any(|row| row.id == clash.id);
                }
            }
            assert!(found, "{} can never hold", clash.id);
        }
    }
}
