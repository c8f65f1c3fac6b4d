//! How many questions does it take? The facts of a case are told one by one, in the order in which the classifier would
//! ask for them, and in random orders to compare.

use posterior::case::{Answer, Case};
use posterior::reason::{Assessment, assess};
use posterior::vocabulary::FindingId;

use crate::bootstrap::{SplitMix64, hash};
use crate::cases::Item;

/// How many random orders stand for "at random", for each case.
pub const SHUFFLES: usize = 5;

/// How far the questions had gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Questions asked, with those that the case holds no answer to.
    pub asked: usize,
    /// Questions that the case holds an answer to.
    pub answered: usize,
}

/// How one telling went.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    /// When the true cause first came to first place.
    pub first: Option<Effort>,
    /// When it first came among three.
    pub three: Option<Effort>,
    /// Its place when everything was told.
    pub rank_at_end: usize,
    /// Everything that was asked and answered.
    pub all: Effort,
}

/// Tells every case in the classifier's own order.
pub fn by_worth(items: &[Item]) -> Vec<Telling> {
    items
        .iter()
        .map(|item| {
            tell(item, |assessment, case| assessment.all_questions(case).into_iter().map(|next| next.finding).collect())
        })
        .collect()
}

/// Tells every case in the classifier's own order, until it finds nothing worth asking.
pub fn until_enough(items: &[Item]) -> Vec<Telling> {
    let worth_asking = |assessment: &Assessment, case: &Case| {
        let all = assessment.all_questions(case).into_iter();
        let worth = all.filter(|next| assessment.is_worth_asking(next));
        worth.map(|next| next.finding).collect()
    };
    items.iter().map(|item| tell(item, worth_asking)).collect()
}

/// Tells every case in several random orders.
pub fn at_random(items: &[Item]) -> Vec<Telling> {
    let shuffled = |item| {
        (0..SHUFFLES).map(move |turn| {
            let mut order: Vec<FindingId> = FindingId::all().filter(|&id| asked_one_by_one(id)).collect();
            SplitMix64::new(hash(&item_name(item, turn))).shuffle(&mut order);
            tell(item, |_, _| order.clone())
        })
    };
    items.iter().flat_map(shuffled).collect()
}

fn item_name(item: &Item, turn: usize) -> String {
    format!("{}/{}/{turn}", item.file, item.id)
}

/// Onset and duration are asked as a whole at the beginning, and the severity class comes from the scale.
fn asked_one_by_one(id: FindingId) -> bool {
    !matches!(id.group(), "onset" | "duration") && id.slug() != "severity-worst-8-to-10"
}

/// What is known before the first of these questions: where, since when, how it began, how strong, age and sex.
fn beginning(full: &Case) -> Case {
    let mut case = Case::default();
    case.places = full.places;
    case.age = full.age;
    case.sex = full.sex;
    case.severity = full.severity;
    case.duration = full.duration;
    for id in FindingId::all().filter(|&id| !asked_one_by_one(id) && id.group() != "duration") {
        case.set_finding(id, full.finding(id));
    }
    case
}

/// Asks in the order that `order` gives, which may change after each answer.
fn tell(item: &Item, order: impl Fn(&Assessment, &Case) -> Vec<FindingId>) -> Telling {
    let mut case = beginning(&item.case);
    let mut asked: Vec<FindingId> = Vec::new();
    let mut answered = 0;
    let mut telling =
        Telling { first: None, three: None, rank_at_end: usize::MAX, all: Effort { asked: 0, answered: 0 } };
    loop {
        let assessment = assess(&case);
        let rank =
            assessment.ranking.iter().position(|ranked| ranked.cause == item.truth).map_or(usize::MAX, |at| at + 1);
        let now = Effort { asked: asked.len(), answered };
        telling.rank_at_end = rank;
        if rank == 1 {
            telling.first = telling.first.or(Some(now));
        }
        if rank <= 3 {
            telling.three = telling.three.or(Some(now));
        }
        // Until there is an answer, nothing is learned and the order stays.
        let mut told = false;
        for id in order(&assessment, &case) {
            if asked.contains(&id) {
                continue;
            }
            asked.push(id);
            if item.case.finding(id) != Answer::Unknown {
                case.set_finding(id, item.case.finding(id));
                answered += 1;
                told = true;
                break;
            }
        }
        if !told {
            telling.all = Effort { asked: asked.len(), answered };
            return telling;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::judge;
    use posterior::case::parse;
    use posterior::vocabulary::CauseId;

    fn item(text: &str) -> Item {
        Item {
            id: "x".to_owned(),
            file: 0,
            kind: String::new(),
            quality: String::new(),
            truth: CauseId::from_slug("sciatica").unwrap(),
            known: true,
            acceptable: Vec::new(),
            triage: None,
            case: parse(text).unwrap().case,
        }
    }

    #[test]
    fn everything_that_can_be_asked_is_told_once_and_what_is_not_held_is_passed_over() {
        let item = item(
            r#"{"encoded": {"regions": ["mid-buttock-left"], "present": ["radiates-below-knee", "quality-numbness",
                "onset-gradual-weeks"], "absent": ["fever-or-chills"], "duration": "duration-1-to-6-weeks"}}"#,
        );
        let start = beginning(&item.case);
        assert_eq!(start.duration, item.case.duration);
        assert_eq!(start.finding(FindingId::from_slug("onset-gradual-weeks").unwrap()), Answer::Yes);
        assert_eq!(start.finding(FindingId::from_slug("radiates-below-knee").unwrap()), Answer::Unknown);
        // Everything told is the case itself, in whatever order.
        let rank = judge(&item, posterior::knowledge::model()).rank;
        for telling in at_random(std::slice::from_ref(&item)) {
            assert_eq!((telling.all.answered, telling.rank_at_end), (3, rank));
            assert!(telling.all.asked > 100);
        }
        for telling in by_worth(std::slice::from_ref(&item)) {
            assert_eq!((telling.all.answered, telling.rank_at_end), (3, rank));
        }
    }
}
