//! The tests that people are offered to do at home.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::causes::CauseFile;
use super::knowledge::{Basis, Sources, Triage};
use super::vocabulary::{Names, position};

#[derive(Deserialize)]
struct File {
    home_test: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    unsafe_when: Vec<String>,
    /// How long it lasts, where that is to be timed; the words say it too, and a test compares.
    #[serde(default)]
    seconds: u8,
    source: Vec<String>,
    #[serde(rename = "basis")]
    _basis: Basis,
    #[serde(rename = "why")]
    _why: String,
}

/// The table of tests, in Rust.
pub fn generate(
    root: &Path,
    names: &Names,
    causes: &[CauseFile],
    sources: &Sources,
    triage: &Triage,
) -> Result<String> {
    let file: File = super::read(root, "assets/knowledge/home-tests.toml")?;
    let mut rows = Vec::new();
    for (at, row) in file.home_test.iter().enumerate() {
        let context = || format!("in home-tests.toml, `{}`", row.id);
        ensure!(file.home_test[..at].iter().all(|before| before.id != row.id), "{}: stands twice", context());
        sources.check(&row.source).with_context(context)?;
        let gates = row.bits(causes, triage).with_context(context)?;
        let id = position(&names.tests, &row.id, "self-test").with_context(context)?;
        rows.push(format!(
            "HomeTest {{ id: TestId::baked({id}), unsafe_when: Gates({gates}), seconds: {} }}",
            row.seconds
        ));
    }
    Ok(format!("&[{}]", rows.join(", ")))
}

impl Row {
    /// The gates as bits. All that any cause names must be among them.
    fn bits(&self, causes: &[CauseFile], triage: &Triage) -> Result<u16> {
        ensure!(!self.unsafe_when.is_empty(), "a test without a gate could not be withheld");
        let mut bits = 0;
        for gate in &self.unsafe_when {
            bits |= 1 << triage.gate(gate)?;
        }
        let mut told_of = false;
        for cause in causes {
            for (_, gates) in cause.tests().filter(|(id, _)| **id == self.id) {
                told_of = true;
                for gate in gates {
                    ensure!(self.unsafe_when.contains(gate), "causes/{}.toml names the gate `{gate}`", cause.id);
                }
            }
        }
        ensure!(told_of, "no cause says anything about it, so its result would tell nothing");
        Ok(bits)
    }
}
