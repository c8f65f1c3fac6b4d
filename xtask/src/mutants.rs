//! `cargo xtask mutants`: puts small faults into the engine, one by one, and counts those that no test notices. Takes hours;
//! `.cargo/mutants.toml` says where the faults go and which tests must notice.

use std::path::Path;

use anyhow::Result;

use crate::{shell, tools};

/// Hands all words on to cargo-mutants, such as `--file src/reason/triage.rs` or `--shard 0/12`. True when every fault that
/// could be built was noticed.
pub fn run(root: &Path, words: &[&str]) -> Result<bool> {
    tools::for_mutants(root)?;
    let mut mutants = shell::command(root, "cargo");
    // One at a time: the machine is busy with one.
    mutants.args(["mutants", "--jobs", "1", "--output", "target"]).args(words);
    println!("{}", shell::shown(&mutants));
    let status = mutants.status()?;
    println!("What was missed: target/mutants.out/missed.txt. Why some are: docs/testing.md.");
    Ok(status.success())
}
