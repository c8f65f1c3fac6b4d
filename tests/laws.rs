//! Laws that hold for every case, however odd.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop")]

use posterior::case::{Answer, Case, Duration, MAX_AGE, MAX_SEVERITY, Place, Sex};
use posterior::knowledge::{Level, Section, safety_questions};
use posterior::reason::{advice, assess};
use posterior::vocabulary::{CauseId, FindingId, TestId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// Half of the people say much, of every kind; the other half say little and deny the warning signs, as most people do.
/// Without them nearly every case is an emergency, and laws about the lower levels are never tried.
fn any_case() -> impl Strategy<Value = Case> {
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

#[test]
fn the_laws_are_tried_at_every_level() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = [0; 5];
    for _ in 0..400 {
        let case = any_case().new_tree(&mut runner).unwrap().current();
        seen[assess(&case).triage.level as usize] += 1;
    }
    assert!(seen.iter().all(|&count| count >= 4), "cases by level, least urgent first: {seen:?}");
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
            let mut asked = safety_questions().iter().flat_map(|question| question.findings);
            prop_assert!(asked.all(|&id| case.finding(id) != Answer::Unknown));
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
