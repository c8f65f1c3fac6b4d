//! `cargo xtask evaluate`: how good the classifier is on the development cases, kept in `docs/evaluation.md`.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

const REPORT: &str = "docs/evaluation.md";
const CASES: [&str; 2] = ["tests/cases/published.jsonl", "tests/cases/lay.jsonl"];

/// Prints the report and writes it down; with `check` only says whether the one written down still holds.
///
/// # Errors
///
/// When the program does not build, a case is not read, or the report under `check` is another.
pub fn run(root: &Path, check: bool) -> Result<bool> {
    let mut command = shell::command(root, "cargo");
    command.args(["run", "--quiet", "--release", "--locked", "--no-default-features", "--features", "json"]);
    command.args(["--package", "posterior", "--example", "evaluate", "--"]).args(CASES);
    let output = command.output().context("running the example `evaluate`")?;
    ensure!(output.status.success(), "the evaluation failed: {}", String::from_utf8_lossy(&output.stderr));
    let report = String::from_utf8(output.stdout)?;
    let path = root.join(REPORT);
    if check {
        if std::fs::read_to_string(&path).is_ok_and(|old| old == report) {
            return Ok(true);
        }
        bail!("{REPORT} is not what the classifier does now; run `cargo xtask evaluate` and commit the result");
    }
    print!("{report}");
    std::fs::write(&path, report).with_context(|| format!("writing {REPORT}"))?;
    Ok(true)
}
