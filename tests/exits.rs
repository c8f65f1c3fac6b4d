//! The FHIR files, judged by two validators that are not ours: what a clinic's system would refuse must not leave the app.
//!
//! Needs npm's `fhir` and Python's `fhir.resources`, so it is run by `cargo xtask test exits`, which fetches both.

#![cfg(all(feature = "json", not(target_arch = "wasm32")))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::path::{Path, PathBuf};
use std::process::Command;

use posterior::case::Marks;
use posterior::case::parse;
use posterior::report::fhir;

/// Every development case as a response, and the questionnaire.
fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fhir");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut files = Vec::new();
    let mut write = |name: &str, text: String| {
        let file = folder.join(name);
        std::fs::write(&file, text).expect("a file");
        files.push(file);
    };
    write("questionnaire.json", fhir::questionnaire("Posterior", &|key| format!("Words of \"{key}\"")));
    for cases in ["published", "lay"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/{cases}.jsonl"));
        let text = std::fs::read_to_string(path).expect("cases");
        for (at, line) in text.lines().filter(|line| !line.is_empty()).enumerate() {
            let case = parse(line).expect("a case").case;
            write(&format!("{cases}-{at}.json"), fhir::response(&case, &Marks::default(), "2026-11-30", at % 2 == 0));
        }
    }
    files
}

fn validators() -> [Command; 2] {
    let need = |name: &str| {
        std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set; run this by `cargo xtask test exits`"))
    };
    let script = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exits").join(name);
    let mut node = Command::new("node");
    node.arg(script("validate.js")).arg(need("POSTERIOR_FHIR_NODE"));
    let mut python = Command::new(need("POSTERIOR_FHIR_PYTHON"));
    python.arg(script("validate.py"));
    [node, python]
}

#[test]
#[ignore = "needs two validators: cargo xtask test exits"]
fn two_validators_accept_every_file() {
    let files = files();
    assert!(files.len() > 100, "too few cases to say anything");
    for mut validator in validators() {
        let output = validator.args(&files).output().expect("the validator starts");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        assert!(said.contains(&format!("{} files, 0 faulty", files.len())), "{said}");
    }
}

#[test]
#[ignore = "needs two validators: cargo xtask test exits"]
fn the_validators_refuse_what_is_wrong() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wrong.json");
    let good = fhir::response(&posterior::case::Case::default(), &Marks::default(), "2026-11-30", true);
    // A status that does not exist is for npm's; an item without its name for both.
    let wrongs = [
        ("\"status\":\"completed\"", "\"status\":\"done\"", [true, false]),
        ("\"resourceType\"", "\"item\":[{\"text\":1}],\"resourceType\"", [true, true]),
    ];
    for (right, wrong, refused) in wrongs {
        let text = good.replace(right, wrong);
        assert_ne!(text, good);
        std::fs::write(&file, text).expect("a file");
        for (mut validator, refused) in validators().into_iter().zip(refused) {
            let output = validator.arg(&file).output().expect("the validator starts");
            assert_eq!(!output.status.success(), refused, "{wrong}: {}", String::from_utf8_lossy(&output.stdout));
        }
    }
}
