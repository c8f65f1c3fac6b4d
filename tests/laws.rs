//! Laws that hold for every case, however odd.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop")]

use posterior::case::{Answer, Case, Duration, MAX_AGE, MAX_SEVERITY, Place, Sex};
use posterior::knowledge::{Level, Section, safety_questions};
use posterior::reason::{advice, assess};
use posterior::vocabulary::{CauseId, FindingId, TestId};
use proptest::prelude::*;

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![3 => Just(Answer::Unknown), 1 => Just(Answer::Yes), 1 => Just(Answer::No)]
}

prop_compose! {
    fn any_case()(
        age in prop::option::of(0..=MAX_AGE),
        sex in prop::option::of(prop_oneof![Just(Sex::Female), Just(Sex::Male)]),
        severity in prop::option::of(0..=MAX_SEVERITY),
        duration in prop::option::of(prop::sample::select(Duration::ALL.to_vec())),
        places in prop::collection::vec(prop::sample::select(Place::all().collect::<Vec<_>>()), 0..6),
        findings in prop::collection::vec(answer(), FindingId::COUNT),
        tests in prop::collection::vec(answer(), TestId::COUNT),
    ) -> Case {
        let mut case = Case::default();
        (case.age, case.sex, case.severity) = (age, sex, severity);
        for place in places {
            case.places.set(place, true);
        }
        for (id, answer) in FindingId::all().zip(findings) {
            case.set_finding(id, answer);
        }
        for (id, answer) in TestId::all().zip(tests) {
            case.set_test(id, answer);
        }
        case.duration = duration;
        case
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_explanation_is_the_calculation(case in any_case()) {
        let assessment = assess(&case);
        prop_assert_eq!(assessment.ranking.len(), CauseId::COUNT);
        prop_assert_eq!(assessment.ranking.iter().map(|ranked| ranked.probability_ppm).sum::<u32>(), 1_000_000);
        for ranked in &assessment.ranking {
            let parts: i32 = ranked.contributions.iter().map(|part| part.weight).sum();
            prop_assert_eq!(ranked.score, ranked.prior + parts);
        }
        for pair in assessment.ranking.windows(2) {
            prop_assert!(pair[0].score >= pair[1].score);
            prop_assert!(pair[0].probability_ppm >= pair[1].probability_ppm);
        }
    }

    #[test]
    fn sides_are_symmetric(case in any_case()) {
        let mut other = case.clone();
        other.places = case.places.mirrored();
        prop_assert_eq!(assess(&case), assess(&other));
    }

    #[test]
    fn a_yes_to_a_safety_question_never_lowers_the_level(case in any_case(), at in 0..20_usize) {
        let before = assess(&case).triage.level;
        let question = &safety_questions()[at % safety_questions().len()];
        let mut worse = case.clone();
        for &id in question.marks {
            worse.set_finding(id, Answer::Yes);
        }
        let after = assess(&worse).triage.level;
        prop_assert!(after >= before, "{}: {before:?} -> {after:?}", question.id);
    }

    #[test]
    fn self_care_needs_an_answered_safety_screen_and_urgency_leaves_no_advice(case in any_case()) {
        let assessment = assess(&case);
        prop_assert!(!assessment.triage.reasons.is_empty());
        if assessment.triage.level == Level::SelfCare {
            prop_assert!(assessment.triage.safety_unanswered.is_empty());
        }
        if assessment.triage.level >= Level::SameDay {
            for id in CauseId::all() {
                let lines = advice(&case, &assessment, id).lines;
                prop_assert!(lines.iter().all(|line| line.section == Section::SeeDoctor));
            }
        }
    }

    #[test]
    fn asking_what_is_known_already_is_never_proposed(case in any_case()) {
        for id in assess(&case).next_questions {
            prop_assert_eq!(case.finding(id), Answer::Unknown);
        }
    }
}
