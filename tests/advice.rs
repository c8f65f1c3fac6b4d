//! Advice as data: what must not be shown to whom, and what the open questions hold back.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use posterior::case::{Answer, Case, Duration, Place};
use posterior::knowledge::{CareLine, care, care_id, questions, safety_questions};
use posterior::reason::{Advice, HISTORY_OPEN, SAFETY_OPEN, advice, assess};
use posterior::vocabulary::{CauseId, FindingId};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    cause: String,
    #[serde(default)]
    regions: Vec<String>,
    #[serde(default)]
    present: Vec<String>,
    age: u8,
    duration: Option<String>,
    #[serde(default)]
    hidden: Vec<String>,
    #[serde(default)]
    shown: Vec<String>,
}

fn finding(slug: &str) -> FindingId {
    FindingId::from_slug(slug).unwrap_or_else(|| panic!("no finding {slug}"))
}

/// All that the safety screen and the questions about history ask, with this answer.
fn asked(answer: Answer) -> Case {
    let mut case = Case::default();
    let safety = safety_questions().iter().flat_map(|question| question.findings);
    let history = questions().iter().filter(|question| question.gates_advice).flat_map(|question| question.options);
    for &id in safety.chain(history) {
        case.set_finding(id, answer);
    }
    case
}

fn advised(case: &Case, cause: &str) -> Advice {
    advice(case, &assess(case), CauseId::from_slug(cause).expect(cause))
}

/// Whether the line has this name: among the shared ones, or within its cause.
fn of_cause(line: &CareLine, name: &str) -> bool {
    let id = care_id(line.number);
    id == name || id.split_once('.').is_some_and(|(_, own)| own == name)
}

fn shows(advice: &Advice, line: &str) -> bool {
    advice.lines.iter().any(|shown| of_cause(shown, line))
}

#[test]
fn what_is_unsafe_for_somebody_is_withheld_and_the_rest_is_not() {
    let file: File = toml::from_str(include_str!("cases/gates.toml")).expect("cases/gates.toml");
    for row in file.case {
        let mut case = asked(Answer::No);
        case.age = Some(row.age);
        case.duration = row.duration.as_deref().and_then(|slug| Duration::of(finding(slug)));
        for key in &row.regions {
            case.places.set(Place::from_key(key).expect(key), true);
        }
        for slug in &row.present {
            case.set_finding(finding(slug), Answer::Yes);
        }
        let advice = advised(&case, &row.cause);
        let known = |line: &String| {
            let cause = CauseId::from_slug(&row.cause).expect("a cause");
            let is_there = care(cause).iter().any(|own| of_cause(own, line));
            assert!(is_there, "{}: {} has no line {line}", row.name, row.cause);
        };
        row.hidden.iter().chain(&row.shown).for_each(known);
        for line in &row.hidden {
            assert!(!shows(&advice, line), "{}: {line} is shown", row.name);
        }
        for line in &row.shown {
            assert!(shows(&advice, line), "{}: {line} is withheld by {:?}", row.name, advice.withheld_by);
        }
    }
}

#[test]
fn open_questions_hold_advice_back_and_say_so() {
    let mut case = asked(Answer::No);
    case.age = Some(30);
    assert!(shows(&advised(&case, "doms"), "massage"));
    case.set_finding(finding("anticoagulants"), Answer::Unknown);
    let advice = advised(&case, "doms");
    assert!(!shows(&advice, "massage") && advice.withheld_by.contains(&HISTORY_OPEN), "{:?}", advice.withheld_by);
    case.set_finding(finding("fever-or-chills"), Answer::Unknown);
    let advice = advised(&case, "doms");
    assert_eq!(advice.withheld_by, [SAFETY_OPEN]);
    assert!(!shows(&advice, "keep-moving") && shows(&advice, "check-pee"));
}
