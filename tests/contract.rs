//! The batch program obeys the contract: run as a program, on the development cases and on bad lines.

#![cfg(all(not(target_arch = "wasm32"), feature = "json"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use posterior::vocabulary::{CauseId, FindingId};
use serde_json::Value;

/// `cargo test` builds the examples beside the tests.
fn program() -> PathBuf {
    let mut path = std::env::current_exe().expect("this test");
    path.pop();
    path.pop();
    path.join("examples").join(format!("assess{}", std::env::consts::EXE_SUFFIX))
}

fn run(input: &[u8], words: &[&str]) -> Output {
    let mut child = Command::new(program())
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the example `assess` is built by `cargo test`");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("an end");
    writer.join().expect("a writer").expect("all written");
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn every_development_case_is_answered_in_order() {
    for file in ["published.jsonl", "lay.jsonl"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(file);
        let input = std::fs::read(path).expect("cases");
        let output = run(&input, &["--explain"]);
        assert!(output.status.success(), "{file}");
        let cases: Vec<Value> = input
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_slice(line).unwrap())
            .collect();
        let answers = lines(&output);
        assert_eq!(answers.len(), cases.len());
        for (case, answer) in cases.iter().zip(&answers) {
            assert_eq!(case["id"], answer["id"]);
            check_shape(answer);
        }
        assert_eq!(run(&input, &["--explain"]).stdout, output.stdout, "same input, same bytes out");
    }
}

fn check_shape(answer: &Value) {
    let levels = ["emergency-now", "urgent-same-day", "see-doctor-within-days", "see-doctor-routine", "self-care"];
    assert!(levels.contains(&answer["triage"].as_str().unwrap()));
    for reason in answer["triage_reasons"].as_array().unwrap() {
        let id = reason.as_str().unwrap();
        assert!(id.starts_with("rf-") || id.starts_with("esc-"), "{id} is neither a rule nor an escalation");
    }
    let ranking = answer["ranking"].as_array().unwrap();
    assert_eq!(ranking.len(), CauseId::COUNT);
    assert!(ranking.iter().any(|row| row["cause"] == "something-else"));
    let mut sum = 0.0;
    let mut last = f64::INFINITY;
    for row in ranking {
        let probability = row["probability"].as_f64().unwrap();
        assert!(probability <= last, "most probable first");
        last = probability;
        sum += probability;
        for (list, sign) in [("for", 1.0), ("against", -1.0)] {
            for part in row[list].as_array().unwrap() {
                assert!(part["weight"].as_f64().unwrap() * sign > 0.0);
            }
        }
    }
    assert!((sum - 1.0).abs() < 1e-9, "probabilities sum to {sum}");
    let next = answer["next_questions"].as_array().unwrap();
    assert!(next.len() <= 5);
    assert!(next.iter().all(|id| FindingId::from_slug(id.as_str().unwrap()).is_some()));
}

#[test]
fn a_bad_line_is_answered_in_its_place_and_the_others_still_are() {
    let input = concat!(
        "{\"id\": \"a\", \"encoded\": {}}\n",
        "not a case\n",
        "\n",
        "{\"id\": \"b\", \"encoded\": {\"regions\": [\"low-back\"]}}\n",
        "{\"encoded\": {\"present\": [\"worse-sitting\"]}}",
    );
    let output = run(input.as_bytes(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let answers = lines(&output);
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["id"], "a");
    for (at, line) in [(1, 2), (2, 3), (3, 4)] {
        assert_eq!(answers[at]["line"], line);
        assert!(!answers[at]["error"].as_str().unwrap().is_empty());
    }
    assert_eq!(answers[1]["id"], Value::Null);
    assert_eq!(answers[3]["id"], "b");
    assert!(answers[3]["error"].as_str().unwrap().contains("low-back-left"));
    assert!(answers[4]["triage"].is_string());
}

#[test]
fn broken_bytes_and_endless_lines_are_errors_and_no_more() {
    let mut input = vec![0xff, 0xfe, b'\n'];
    input.extend(vec![b'['; 3 << 20]);
    input.push(b'\n');
    input.extend(vec![b'['; 100_000]);
    input.extend(b"\n{\"encoded\": {}}\n");
    let output = run(&input, &[]);
    assert_eq!(output.status.code(), Some(1));
    let answers = lines(&output);
    assert_eq!(answers.len(), 4);
    assert!(answers[0]["error"].as_str().unwrap().contains("UTF-8"));
    assert!(answers[1]["error"].as_str().unwrap().contains("longer"));
    assert!(answers[2]["error"].is_string());
    assert!(answers[3]["triage"].is_string());
}
