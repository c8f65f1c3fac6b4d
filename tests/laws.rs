//! Laws that hold for every case, however odd.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop")]

mod people;

use people::any_case;
use posterior::case::{Answer, Case, MAX_AGE, Place, Sex};
use posterior::knowledge::{Fact, Level, Op, derived, gates, safety_questions, share};
use posterior::reason::{Reason, advice, assess, home_tests};
use posterior::vocabulary::{CauseId, FindingId, TestId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

/// The level without what the ranking adds: rules, escalations, and open safety questions.
fn by_rules(case: &Case) -> Level {
    let reasons = assess(case).triage.reasons;
    let of_rules = reasons.iter().filter(|(_, reason)| !matches!(reason, Reason::Ranking(_) | Reason::CannotTell));
    of_rules.map(|&(level, _)| level).max().unwrap_or(Level::SelfCare)
}

/// Everything that the safety screen asks, denied.
fn safe() -> Case {
    let mut case = Case::default();
    for &id in safety_questions().iter().flat_map(|question| question.findings) {
        case.set_finding(id, Answer::No);
    }
    case
}

/// Answers that close a gate by themselves.
const DANGERS: [(&str, &str); 14] = [
    ("anticoagulants", "blood-thinners"),
    ("pregnancy-or-recent-birth", "pregnancy"),
    ("prior-hip-replacement", "hip-replacement"),
    ("osteoporosis-known", "weak-bones"),
    ("immunosuppressed-or-steroids", "weak-bones"),
    ("visible-dent-or-gap", "fresh-injury"),
    ("calf-swelling-warm-red", "possible-clot"),
    ("fever-or-chills", "possible-infection"),
    ("recent-training-volume-jump", "possible-fracture"),
    ("previous-stress-fracture", "possible-fracture"),
    ("history-of-cancer", "possible-fracture"),
    ("dark-urine", "rhabdo-risk"),
    ("quality-numbness", "numb-skin"),
    ("gait-unsteady", "older"),
];

/// The gate of this home test that this person's own answers close without any rule in between.
fn closed(case: &Case, test: TestId) -> Option<&'static str> {
    let row =
        posterior::knowledge::home_tests().iter().find(|row| row.id == test).expect("only listed tests are offered");
    let names = |gate: &str| row.unsafe_when.holds(gates().iter().position(|own| own.id == gate).expect("a gate"));
    let yes = |slug: &str| case.finding(FindingId::from_slug(slug).expect("a finding")) == Answer::Yes;
    let said = DANGERS.into_iter().find(|&(slug, gate)| names(gate) && yes(slug)).map(|(_, gate)| gate);
    said.or((case.age.is_none_or(|age| age < 16) && names("under-16")).then_some("under-16"))
}

#[test]
fn home_tests_are_offered_at_all() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let with = (0..400).filter(|_| {
        let case = any_case().new_tree(&mut runner).expect("a case").current();
        !home_tests(&case, &assess(&case), &[]).offered.is_empty()
    });
    let with = with.count();
    assert!(with >= 4, "the law of home tests has {with} of 400 cases to speak of");
}

#[test]
fn two_warning_signs_are_as_urgent_as_either_alone() {
    let with = |rows: &[usize]| {
        let mut case = safe();
        for &id in rows.iter().flat_map(|&row| safety_questions()[row].marks) {
            case.set_finding(id, Answer::Yes);
        }
        by_rules(&case)
    };
    let rows = 0..safety_questions().len();
    for (one, other) in rows.clone().flat_map(|one| rows.clone().map(move |other| (one, other))) {
        assert!(with(&[one, other]) >= with(&[one]).max(with(&[other])), "rows {one} and {other}");
    }
}

#[test]
fn chances_add_up_at_every_age_and_sex() {
    let onset = FindingId::from_slug("onset-sudden-during-exercise").unwrap();
    for age in (0..=MAX_AGE).map(Some).chain([None]) {
        for sex in [Some(Sex::Female), Some(Sex::Male), None] {
            for answer in [Answer::Unknown, Answer::Yes] {
                let mut case = Case::default();
                (case.age, case.sex) = (age, sex);
                case.set_finding(onset, answer);
                let ranking = assess(&case).ranking;
                assert_eq!(ranking.iter().map(|ranked| ranked.probability_ppm).sum::<u32>(), 1_000_000);
            }
        }
    }
}

/// The case as JSON with every list in an order that follows from the seed.
#[cfg(feature = "json")]
fn json(case: &Case, mut seed: u64) -> String {
    let mut shuffled = |mut list: Vec<String>| {
        for end in (1..list.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            list.swap(end, (seed >> 33) as usize % (end + 1));
        }
        list
    };
    let said = |answer: Answer| {
        // A class of duration is told by the case's duration; a no to the class that holds cannot be written.
        let of = FindingId::all().filter(|&id| id.group() != "duration" && case.finding(id) == answer);
        of.map(|id| id.slug().to_owned()).collect::<Vec<_>>()
    };
    let mut present = said(Answer::Yes);
    present.extend(case.duration.map(|class| class.slug().to_owned()));
    let tests = shuffled(TestId::all().map(|id| id.slug().to_owned()).collect()).into_iter().filter_map(|slug| {
        let result = match case.test(TestId::from_slug(&slug)?) {
            Answer::Yes => "positive",
            Answer::No => "negative",
            Answer::Unknown => return None,
        };
        Some(format!("{slug:?}: {result:?}"))
    });
    let tests = tests.collect::<Vec<_>>().join(", ");
    let number = |value: Option<u8>| value.map_or("null".to_owned(), |value| value.to_string());
    let sex = case.sex.map_or("null", |sex| if sex == Sex::Female { "\"F\"" } else { "\"M\"" });
    format!(
        r#"{{"age": {}, "sex": {sex}, "encoded": {{"severity": {}, "regions": {:?}, "present": {:?}, "absent": {:?}, "self_tests": {{{tests}}}}}}}"#,
        number(case.age),
        number(case.severity),
        shuffled(case.places.iter().map(Place::key).collect()),
        shuffled(present),
        shuffled(said(Answer::No)),
    )
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
            let parts: i32 = assessment.contributions(ranked.cause).iter().map(|part| part.weight).sum();
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
    fn the_level_is_the_most_urgent_of_its_reasons_and_nothing_lowers_it(case in any_case()) {
        let triage = assess(&case).triage;
        prop_assert_eq!(Some(triage.level), triage.reasons.iter().map(|&(level, _)| level).max());
        prop_assert_eq!(triage.level, triage.reasons[0].0);
        prop_assert!(triage.level >= by_rules(&case));
    }

    /// What the rules ask for never falls with a yes to a warning sign, whatever else was said. The whole level can: a
    /// level that the ranking raised, because a dangerous cause was likely, ends when the new answer speaks for another.
    /// It ends at what the rules ask for at least, which is what this law holds up.
    #[test]
    fn a_yes_to_a_safety_question_never_lowers_what_the_rules_ask_for(case in any_case(), at in 0..20_usize) {
        let question = &safety_questions()[at % safety_questions().len()];
        let mut worse = case.clone();
        for &id in question.marks {
            worse.set_finding(id, Answer::Yes);
        }
        let (before, after) = (by_rules(&case), by_rules(&worse));
        prop_assert!(after >= before, "{}: {before:?} -> {after:?}", question.id);
        prop_assert!(assess(&worse).triage.level >= before);
    }

    #[test]
    fn what_a_cause_does_not_list_leaves_its_score_alone(case in any_case(), at in 0..FindingId::COUNT, yes in any::<bool>()) {
        let id = FindingId::new(at).unwrap();
        // Not for findings that others are derived from, nor for the classes of duration, which deny each other.
        let implies = derived().iter().any(|row| row.when.ops().any(|op| op == Op::Finding(at as u8)));
        prop_assume!(!implies && id.group() != "duration");
        let mut silent = case.clone();
        silent.set_finding(id, Answer::Unknown);
        let mut said = case;
        said.set_finding(id, if yes { Answer::Yes } else { Answer::No });
        let (silent, said) = (assess(&silent), assess(&said));
        // How it began may bring in the base rates of pain after exercise. Derived, it counted before already.
        prop_assume!(silent.population() == said.population());
        let mut listed = false;
        for cause in CauseId::all() {
            if share(cause, Fact::Finding(id), said.population()).is_none() {
                let scores = [&silent, &said].map(|assessment| assessment.cause(cause).unwrap().score);
                prop_assert_eq!(scores[0], scores[1], "{} and {}", cause.slug(), id.slug());
            } else {
                listed = true;
            }
        }
        if !listed {
            prop_assert_eq!(silent.ranking, said.ranking);
        }
    }

    #[test]
    fn a_fact_set_aside_was_never_said(case in any_case(), at in 0..FindingId::COUNT, test in 0..TestId::COUNT, yes in any::<bool>()) {
        let id = FindingId::new(at).unwrap();
        let test = TestId::new(test).unwrap();
        let answer = if yes { Answer::Yes } else { Answer::No };
        let mut never = case;
        never.set_finding(id, Answer::Unknown);
        never.set_test(test, Answer::Unknown);
        if id.group() == "duration" {
            never.duration = None;
        }
        let mut aside = never.clone();
        aside.set_finding(id, answer);
        aside.set_test(test, answer);
        aside.set_finding(id, Answer::Unknown);
        aside.set_test(test, Answer::Unknown);
        prop_assert_eq!(&aside, &never);
        prop_assert_eq!(assess(&aside), assess(&never));
    }

    #[test]
    fn a_mark_taken_away_was_never_made(case in any_case(), place in prop::sample::select(Place::all().collect::<Vec<_>>())) {
        let mut never = case;
        never.places.set(place, false);
        let mut aside = never.clone();
        aside.places.set(place, true);
        aside.places.set(place, false);
        prop_assert_eq!(assess(&aside), assess(&never));
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
                let advice = advice(&case, &assessment, id);
                prop_assert!(advice.lines.is_empty() && advice.only_urgent);
            }
        }
    }

    #[cfg(feature = "json")]
    #[test]
    fn the_order_of_answers_does_not_matter(case in any_case(), one in any::<u64>(), other in any::<u64>()) {
        let [one, other] = [one, other].map(|seed| posterior::case::parse(&json(&case, seed)).expect("a case").case);
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(assess(&one), assess(&other));
    }

    /// Home tests: nothing beside urgency or an open warning sign, nothing that has a result, four at most. One more danger
    /// never brings back a test that was withdrawn, and the results stay.
    #[test]
    fn home_tests_are_safe_and_a_danger_withdraws_them(case in any_case(), at in 0..DANGERS.len()) {
        let tests = home_tests(&case, &assess(&case), &[]);
        prop_assert!(tests.offered.len() <= 4);
        for &id in &tests.offered {
            prop_assert!(tests.is_safe(id) && case.test(id) == Answer::Unknown);
            prop_assert_eq!(closed(&case, id), None);
        }
        let open = safety_questions().iter().flat_map(|row| row.findings).any(|&id| case.finding(id) == Answer::Unknown);
        if open || assess(&case).triage.level >= Level::SameDay {
            prop_assert!(tests.offered.is_empty());
            prop_assert!(TestId::all().all(|id| !tests.is_safe(id)));
        }
        let (slug, gate) = DANGERS[at];
        let mut worse = case.clone();
        worse.set_finding(FindingId::from_slug(slug).unwrap(), Answer::Yes);
        let after = home_tests(&worse, &assess(&worse), &[]);
        let gate = gates().iter().position(|own| own.id == gate).unwrap();
        for row in posterior::knowledge::home_tests().iter().filter(|row| row.unsafe_when.holds(gate)) {
            prop_assert!(!after.is_safe(row.id) && !after.offered.contains(&row.id), "{slug} leaves {}", row.id.slug());
        }
        prop_assert!(TestId::all().all(|id| worse.test(id) == case.test(id)));
    }

    #[test]
    fn asking_what_is_known_already_is_never_proposed(case in any_case()) {
        for id in assess(&case).next_questions.into_iter().map(|next| next.finding) {
            prop_assert_eq!(case.finding(id), Answer::Unknown);
        }
    }
}
