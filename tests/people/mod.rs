//! Random people for the laws.

use posterior::case::{Answer, Case, Duration, MAX_AGE, MAX_SEVERITY, Place, Sex};
use posterior::knowledge::safety_questions;
use posterior::vocabulary::{FindingId, TestId};
use proptest::prelude::*;

/// Half of the people say much, of every kind; the other half say little and deny the warning signs, as most people do.
/// Without them nearly every case is an emergency, and laws about the lower levels are never tried.
pub fn any_case() -> impl Strategy<Value = Case> {
    let much = prop::collection::vec(answer(), FindingId::COUNT);
    let little = prop::collection::vec((0..FindingId::COUNT, prop::bool::ANY), 0..6).prop_map(|said| {
        let mut findings = vec![Answer::Unknown; FindingId::COUNT];
        for id in safety_questions().iter().flat_map(|question| question.findings) {
            findings[id.index()] = Answer::No;
        }
        for (at, yes) in said {
            findings[at] = if yes { Answer::Yes } else { Answer::No };
        }
        findings
    });
    prop_oneof![much, little].prop_flat_map(case_with)
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![3 => Just(Answer::Unknown), 1 => Just(Answer::Yes), 1 => Just(Answer::No)]
}

prop_compose! {
    fn case_with(findings: Vec<Answer>)(
        age in prop::option::of(0..=MAX_AGE),
        sex in prop::option::of(prop_oneof![Just(Sex::Female), Just(Sex::Male)]),
        severity in prop::option::of(0..=MAX_SEVERITY),
        duration in prop::option::of(prop::sample::select(Duration::ALL.to_vec())),
        places in prop::collection::vec(prop::sample::select(Place::all().collect::<Vec<_>>()), 0..6),
        test in 0..TestId::COUNT,
        result in answer(),
    ) -> Case {
        let mut case = Case::default();
        (case.age, case.sex, case.severity) = (age, sex, severity);
        for place in places {
            case.places.set(place, true);
        }
        for (id, &answer) in FindingId::all().zip(&findings) {
            case.set_finding(id, answer);
        }
        case.set_test(TestId::new(test).unwrap(), result);
        case.duration = duration;
        case
    }
}
