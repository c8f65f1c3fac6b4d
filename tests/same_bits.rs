//! The same-bits law: native and wasm give the same bytes for every development case.
//!
//! Natively the answers are compared with the committed snapshot (`UPDATE_SNAPSHOTS=1 cargo test --test same_bits` writes
//! it anew); in the browser the same snapshot is compiled in and compared again.

#![cfg(feature = "json")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use posterior::case::parse;
use posterior::reason::assess;
use posterior::report;
use serde_json::Value;

const CASES: [&str; 2] = [include_str!("cases/published.jsonl"), include_str!("cases/lay.jsonl")];
const SNAPSHOT: &str = include_str!("snapshots/assessments.jsonl");

/// How many causes of each answer the snapshot shows; the checksum stands for all.
const SHOWN: usize = 5;

/// A short line per case for a person to read, with a checksum over the whole explained answer for the bits.
fn answers() -> String {
    let mut text = String::new();
    for line in CASES.iter().flat_map(|file| file.lines()) {
        let case = parse(line).expect("a development case");
        let assessment = assess(&case.case);
        // FNV-1a: any change of any weight changes it.
        let mut checksum = 0xcbf2_9ce4_8422_2325_u64;
        for byte in report::assessment(case.id.as_deref(), &assessment, true).bytes() {
            checksum = (checksum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        let answer = report::assessment(case.id.as_deref(), &assessment, false);
        let mut answer: Value = serde_json::from_str(&answer).expect("JSON");
        answer["ranking"].as_array_mut().expect("a list").truncate(SHOWN);
        answer["checksum"] = format!("{checksum:016x}").into();
        text.push_str(&answer.to_string());
        text.push('\n');
    }
    text
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn native_answers_are_those_of_the_snapshot() {
    let answers = answers();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/assessments.jsonl");
        std::fs::write(path, &answers).expect("a snapshot");
        return;
    }
    compare(&answers);
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test::wasm_bindgen_test]
    fn wasm_answers_are_those_of_the_snapshot() {
        super::compare(&super::answers());
    }
}

fn compare(answers: &str) {
    assert_eq!(answers.lines().count(), SNAPSHOT.lines().count(), "the number of answers");
    for (now, then) in answers.lines().zip(SNAPSHOT.lines()) {
        assert_eq!(now, then, "UPDATE_SNAPSHOTS=1 cargo test --test same_bits writes the snapshot anew");
    }
}
