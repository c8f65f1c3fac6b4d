//! Typical presentations, written by us: a floor under what must not get worse. They flatter, because who writes a vignette
//! has the textbook in mind, so they are kept out of `docs/evaluation.md`.

#![cfg(all(not(target_arch = "wasm32"), feature = "json"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use posterior::case::parse;
use posterior::knowledge::Level;
use posterior::reason::assess;
use posterior::vocabulary::CauseId;
use serde::Deserialize;

/// What a line holds beside the case.
#[derive(Deserialize)]
struct Line {
    id: String,
    source: String,
    truth: String,
    triage: String,
}

/// Lower this only with a reason that is worth more than the typical cases it costs.
const LEAST_IN_FIRST_THREE: f64 = 0.95;

#[test]
fn typical_cases_are_among_the_first_three_and_typical_emergencies_are_urgent() {
    let text = include_str!("cases/vignettes.jsonl");
    let (mut all, mut missed, mut late) = (0.0, Vec::new(), Vec::new());
    for line in text.lines() {
        let told: Line = serde_json::from_str(line).expect("a vignette");
        assert!(!told.source.is_empty(), "{} has no source", told.id);
        let truth = CauseId::from_slug(&told.truth).unwrap_or_else(|| panic!("{}: no cause {}", told.id, told.truth));
        let assessment = assess(&parse(line).expect("a case").case);
        all += 1.0;
        if !assessment.ranking.iter().take(3).any(|ranked| ranked.cause == truth) {
            missed.push(told.id.clone());
        }
        let wanted = [Level::Emergency, Level::SameDay].map(Level::slug).contains(&told.triage.as_str());
        if wanted && assessment.triage.level < Level::SameDay {
            late.push(told.id);
        }
    }
    assert!(late.is_empty(), "sent too late: {late:?}");
    let share = 1.0 - missed.len() as f64 / all;
    assert!(share >= LEAST_IN_FIRST_THREE, "{share:.3} of {all} in the first three; missed {missed:?}");
}
