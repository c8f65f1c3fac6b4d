//! Laws and readable cases of what explains an assessment: contrasts, rarer causes, two causes at once, what would change
//! the answer, and when to stop asking.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod people;

use people::any_case;
use posterior::case::{Answer, Case, Duration, Place};
use posterior::knowledge::{Fact, Level, ModelConstants, base_rate, group, model, raises, safety_questions};
use posterior::reason::{Assessment, Change, assess, assess_with};
use posterior::vocabulary::{CauseId, FindingId};
use proptest::prelude::*;

fn finding(slug: &str) -> FindingId {
    FindingId::from_slug(slug).unwrap_or_else(|| panic!("no finding `{slug}`"))
}

fn cause(slug: &str) -> CauseId {
    CauseId::from_slug(slug).unwrap_or_else(|| panic!("no cause `{slug}`"))
}

/// A case with these places and findings, and every warning sign denied that is not among them.
fn person(places: &[&str], present: &[&str], absent: &[&str]) -> Case {
    let mut case = Case::default();
    let warning_signs = safety_questions().iter().flat_map(|question| question.findings);
    warning_signs.for_each(|&id| case.set_finding(id, Answer::No));
    places.iter().for_each(|key| case.places.set(Place::from_key(key).expect("a place"), true));
    absent.iter().for_each(|slug| case.set_finding(finding(slug), Answer::No));
    present.iter().for_each(|slug| case.set_finding(finding(slug), Answer::Yes));
    case
}

fn with(case: &Case, answers: &[(FindingId, Answer)]) -> Assessment {
    let mut told = case.clone();
    answers.iter().for_each(|&(id, answer)| told.set_finding(id, answer));
    assess(&told)
}

fn first(assessment: &Assessment) -> CauseId {
    assessment.ranking[0].cause
}

/// Every set of these answers that is neither empty nor all of them.
fn parts(answers: &[(FindingId, Answer)]) -> Vec<Vec<(FindingId, Answer)>> {
    let chosen = |set: usize| (0..answers.len()).filter(move |at| set & (1 << at) != 0).map(|at| answers[at]).collect();
    (1..(1_usize << answers.len()) - 1).map(chosen).collect()
}

fn check_change(case: &Case, now: &Assessment, change: &Change) {
    let then = with(case, &change.answers);
    assert!(change.first.is_some() || change.level.is_some());
    assert_eq!(change.first, Some(first(&then)).filter(|&other| other != first(now)));
    assert_eq!(change.level, Some(then.triage.level).filter(|&other| other != now.triage.level));
    for part in parts(&change.answers) {
        let then = with(case, &part);
        assert_eq!((first(&then), then.triage.level), (first(now), now.triage.level), "{part:?} of {change:?}");
    }
    assert!((1..=3).contains(&change.answers.len()));
    for (at, &(id, answer)) in change.answers.iter().enumerate() {
        assert!(answer != Answer::Unknown);
        match case.duration.filter(|_| id.is_duration()) {
            Some(said) => assert_eq!(Duration::of(id).unwrap() as u8, said as u8 + 1, "the next class"),
            None => assert_eq!(case.finding(id), Answer::Unknown),
        }
        let together = |other: FindingId| group(Fact::Finding(other)).filter(|_| other != id);
        let others = change.answers.iter().filter_map(|&(other, _)| together(other));
        assert!(others.into_iter().all(|other| Some(other) != group(Fact::Finding(id))), "{change:?}");
        assert!(at == 0 || change.answers[at - 1].0 < id, "in the order of the vocabulary");
    }
    assert!((model().change_ppm..=1_000_000).contains(&change.chance_ppm));
}

/// The best pair with the first cause, slow and plain, for constants that damp nothing: then the contributions are the weights
/// of the facts themselves.
fn slow_also(assessment: &Assessment, constants: &ModelConstants) -> Option<CauseId> {
    let one = first(assessment);
    let single = assessment.ranking[0];
    let facts = |cause: CauseId| {
        let mut weights = vec![(0, false); Fact::COUNT];
        for part in assessment.contributions(cause) {
            weights[part.fact.index()] = (part.weight, part.affirmed);
        }
        weights
    };
    let own = facts(one);
    let mut best = (single.score + constants.second_cause, None);
    for ranked in &assessment.ranking {
        if [one, CauseId::SOMETHING_ELSE].contains(&ranked.cause) {
            continue;
        }
        let other = facts(ranked.cause);
        let mut score = single.prior + ranked.prior;
        let mut needed = false;
        for (&(a, yes), &(b, also_yes)) in own.iter().zip(&other) {
            let affirmed = yes || also_yes;
            needed |= affirmed && a < 0 && b > 0;
            score += match affirmed {
                true => a.max(b),
                false if a > 0 && b > 0 => a.min(b),
                false => a.min(0) + b.min(0),
            };
        }
        // Causes come in the order of the ranking: of equal pairs the more probable one stays.
        if needed && (score > best.0 || (score == best.0 && best.1.is_none())) {
            best = (score, Some(ranked.cause));
        }
    }
    best.1.filter(|_| one != CauseId::SOMETHING_ELSE)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_contrast_adds_up_to_the_difference_of_the_scores(case in any_case(), a in 0..CauseId::COUNT, b in 0..CauseId::COUNT) {
        let assessment = assess(&case);
        let [a, b] = [a, b].map(|at| assessment.ranking[at]);
        let contrast = assessment.contrast(a.cause, b.cause);
        let parts: i32 = contrast.parts.iter().map(|part| part.weight).sum();
        prop_assert_eq!(contrast.prior + parts, a.score - b.score);
        prop_assert!(contrast.parts.iter().all(|part| part.weight != 0));
        prop_assert!(contrast.parts.windows(2).all(|pair| pair[0].weight.abs() >= pair[1].weight.abs()));
        // The other way round it says the opposite, in the same order.
        let other = assessment.contrast(b.cause, a.cause);
        let turned: Vec<_> = other.parts.iter().map(|part| (part.fact, part.affirmed, -part.weight)).collect();
        let parts: Vec<_> = contrast.parts.iter().map(|part| (part.fact, part.affirmed, part.weight)).collect();
        prop_assert_eq!((other.prior, turned), (-contrast.prior, parts));
    }

    #[test]
    fn rarer_causes_fit_and_are_not_named(case in any_case()) {
        let assessment = assess(&case);
        let fit = |cause: CauseId| {
            let ranked = assessment.cause(cause).unwrap();
            let parts: i32 = assessment.contributions(cause).iter().map(|part| part.weight).sum();
            let rate = base_rate(cause, assessment.population()) * model().prior / 1000;
            parts + ranked.prior - rate
        };
        let named: Vec<_> = assessment.named().iter().map(|ranked| ranked.cause).collect();
        prop_assert!(named.len() <= 3 && !named.contains(&CauseId::SOMETHING_ELSE));
        let rarer = assessment.rarer();
        prop_assert!(rarer.len() <= 3);
        let best = assessment.ranking.iter().find(|ranked| ranked.cause != CauseId::SOMETHING_ELSE).unwrap();
        let mut expected = Vec::new();
        for cause in CauseId::all().filter(|cause| *cause != CauseId::SOMETHING_ELSE && !named.contains(cause)) {
            let of = raises().iter().filter(|row| row.cause == cause).map(|row| row.level);
            let danger = of.max().filter(|&level| level >= Level::WithinDays);
            let within = if danger.is_some() { model().danger_within } else { model().fits_within };
            if fit(cause) >= model().fits && fit(cause) >= fit(best.cause) - within {
                expected.push((fit(cause) + within, danger));
            }
        }
        expected.sort_by_key(|&(spare, _)| std::cmp::Reverse(spare));
        expected.truncate(3);
        prop_assert_eq!(rarer.len(), expected.len());
        for (own, (spare, _)) in rarer.iter().zip(expected) {
            let within = if own.danger.is_some() { model().danger_within } else { model().fits_within };
            prop_assert_eq!(own.fit, fit(own.ranked.cause));
            prop_assert_eq!(own.fit + within, spare);
            prop_assert!(!named.contains(&own.ranked.cause));
        }
    }

    #[test]
    fn the_second_cause_is_the_one_that_a_plain_search_finds(case in any_case(), margin in 0..6000) {
        let plain =
            ModelConstants { damping: 1000, damping_places: 1000, sharpness: 1000, second_cause: margin, ..*model() };
        let assessment = assess_with(&case, &plain);
        prop_assert_eq!(assessment.also(), slow_also(&assessment, &plain));
    }

    #[test]
    fn asking_ends_exactly_when_nothing_is_worth_it(case in any_case()) {
        let assessment = assess(&case);
        let all = assessment.all_questions(&case);
        prop_assert!(all.windows(2).all(|pair| pair[0].worth >= pair[1].worth));
        prop_assert!(all.iter().all(|next| next.urgency <= next.worth + 1));
        prop_assert!(all.starts_with(&assessment.next_questions));
        let settled = assessment.ranking[0].probability_ppm >= model().settled_ppm;
        let left = all.iter().any(|next| if settled { next.urgency } else { next.worth } >= model().enough);
        prop_assert_eq!(assessment.enough, !left);
        prop_assert_eq!(assessment.worth_asking().is_empty(), !left);
        if assessment.triage.level == Level::Emergency {
            prop_assert!(all.iter().all(|next| next.urgency == 0), "nothing is more urgent");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_does_what_it_says_and_no_part_of_it_does_anything(case in any_case()) {
        let now = assess(&case);
        let changes = now.changes(&case);
        prop_assert!(changes.len() <= 6);
        prop_assert!(changes.windows(2).all(|pair| pair[0].chance_ppm >= pair[1].chance_ppm));
        for (at, change) in changes.iter().enumerate() {
            check_change(&case, &now, change);
            let same = changes[..at].iter().filter(|own| (own.first, own.level) == (change.first, change.level));
            prop_assert!(same.count() < 2, "{:?}", changes);
        }
    }
}

/// One at least in so many of the development cases has several answers: the search for them finds what it is made for.
#[cfg(feature = "json")]
const WITH_SEVERAL: usize = 80;

#[cfg(feature = "json")]
#[test]
fn several_answers_of_different_kinds_are_found_together() {
    let files = [include_str!("cases/published.jsonl"), include_str!("cases/lay.jsonl")];
    let mut with_several = 0;
    for line in files.iter().flat_map(|file| file.lines()) {
        let case = posterior::case::parse(line).expect("a development case").case;
        let changes = assess(&case).changes(&case);
        for change in &changes {
            let groups: Vec<u8> = change.answers.iter().filter_map(|&(id, _)| group(Fact::Finding(id))).collect();
            let different = groups.iter().enumerate().all(|(at, own)| !groups[..at].contains(own));
            assert!(different, "two answers of one group count as one: {change:?}");
            assert!(change.answers.windows(2).all(|pair| pair[0].0.index() < pair[1].0.index()), "{change:?}");
        }
        with_several += usize::from(changes.iter().any(|change| change.answers.len() > 1));
    }
    println!("{with_several} cases with a change of several answers");
    assert!(with_several >= WITH_SEVERAL, "only {with_several}");
}

#[test]
fn the_named_causes_are_the_first_of_the_ranking() {
    let down_the_leg = ["radiates-below-knee", "quality-electric-shooting", "leg-worse-than-back"];
    let now = assess(&person(&["mid-buttock-left", "calf-left"], &down_the_leg, &[]));
    let named: Vec<CauseId> = now.named().iter().map(|ranked| ranked.cause).collect();
    assert!((1..=3).contains(&named.len()), "{named:?}");
    let known = now.ranking.iter().map(|ranked| ranked.cause).filter(|&cause| cause != CauseId::SOMETHING_ELSE);
    assert_eq!(named, known.take(named.len()).collect::<Vec<_>>());
}

#[test]
fn the_one_answer_that_would_make_it_urgent_is_told() {
    // Two days after a hard workout, sore on both sides: dark urine would make it an emergency.
    let sore = ["onset-12-to-72h-after-exercise", "new-or-harder-workout", "quality-ache", "duration-1-to-7-days"];
    let mut case = person(&["mid-buttock-left", "mid-buttock-right"], &sore, &[]);
    case.set_finding(finding("dark-urine"), Answer::Unknown);
    let now = assess(&case);
    assert_eq!(first(&now), cause("doms"));
    let changes = now.changes(&case);
    assert!(changes.iter().any(|change| change.level > Some(now.triage.level)), "{changes:?}");
}

#[test]
fn soreness_that_does_not_pass_is_something_else() {
    let sore = ["onset-12-to-72h-after-exercise", "duration-1-to-7-days"];
    let case = person(&["mid-buttock-left"], &sore, &[]);
    let now = assess(&case);
    assert_eq!(first(&now), cause("doms"));
    let lasting = finding("duration-1-to-6-weeks");
    let changes = now.changes(&case);
    let passing = |change: &&Change| change.answers.iter().any(|&(id, _)| id == lasting);
    let change = changes.iter().find(passing).expect("if it is still there after a week");
    assert!(change.answers.len() == 1 && change.first.is_some(), "{change:?}");
}

#[test]
fn two_causes_are_told_of_when_one_cannot_explain_what_is_there() {
    // Sore after a workout in one hip's muscles, and shingles: a rash in a band that no muscle explains.
    let sore = ["onset-12-to-72h-after-exercise", "new-or-harder-workout", "quality-tight-stiff", "getting-better"];
    let rash = ["skin-rash-or-blisters", "quality-burning", "quality-electric-shooting"];
    let both: Vec<&str> = sore.iter().chain(&rash).copied().collect();
    let one = assess(&person(&["mid-buttock-left"], &sore, &[]));
    assert_eq!((first(&one), one.also()), (cause("doms"), None));
    let other = assess(&person(&["mid-buttock-left"], &rash, &[]));
    assert_eq!((first(&other), other.also()), (cause("shingles"), None));
    let together = assess(&person(&["mid-buttock-left"], &both, &[]));
    let mut found = [Some(first(&together)), together.also()];
    found.sort();
    assert_eq!(found, [Some(cause("doms")), Some(cause("shingles"))]);
}

#[test]
fn a_fact_of_one_cause_alone_leads_the_contrast() {
    let case =
        person(&["mid-buttock-left", "back-thigh-left"], &["radiates-below-knee", "worse-cough-sneeze-strain"], &[]);
    let contrast = assess(&case).contrast(cause("sciatica"), cause("hamstring-strain"));
    let lead = contrast.parts[0];
    assert!(lead.weight > 0 && lead.affirmed, "{contrast:?}");
    assert!(
        [finding("radiates-below-knee"), finding("worse-cough-sneeze-strain")].map(Fact::Finding).contains(&lead.fact)
    );
}

#[test]
fn who_has_answered_everything_is_asked_nothing() {
    let mut case = person(&["mid-buttock-left"], &["onset-12-to-72h-after-exercise", "quality-ache"], &[]);
    assert!(!assess(&case).enough);
    for id in FindingId::all().filter(|id| !id.is_duration()) {
        if case.finding(id) == Answer::Unknown {
            case.set_finding(id, Answer::No);
        }
    }
    let assessment = assess(&case);
    assert!(assessment.enough && assessment.worth_asking().is_empty());
}
