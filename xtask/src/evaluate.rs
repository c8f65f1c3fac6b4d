//! `cargo xtask evaluate`: how good the classifier is on the development cases, kept in `docs/evaluation.md`, and the main
//! figures for the app in `assets/evaluation.toml`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

const CASES: &str = "tests/cases";
/// Typical presentations that we wrote ourselves: a test (`tests/vignettes.rs`), but no measure of how good it is.
const VIGNETTES: &str = "vignettes.jsonl";
/// What the example writes, and where it is kept.
const KEPT: [(&str, &str); 2] =
    [("evaluation.md", "docs/evaluation.md"), ("evaluation.toml", "assets/evaluation.toml")];

/// Judges the cases of `tests/cases`, vignettes excepted, and of `more` files, prints the report and writes it down.
///
/// # Errors
///
/// When the program does not build or a case is not read.
pub fn run(root: &Path, more: &[&str]) -> Result<()> {
    let folder = evaluate(root, more)?;
    for (name, kept) in KEPT {
        let text = read(&folder.join(name))?;
        std::fs::write(root.join(kept), &text).with_context(|| format!("writing {kept}"))?;
        if kept.ends_with(".md") {
            print!("{text}");
        }
    }
    if !more.is_empty() {
        eprintln!(
            "\nThe files above now tell of {} too. `cargo xtask evaluate` alone writes what is kept.",
            more.join(", ")
        );
    }
    Ok(())
}

/// Says whether what is written down still holds.
///
/// # Errors
///
/// As [`run`], and when what is written down is something else.
pub fn check(root: &Path) -> Result<()> {
    let folder = evaluate(root, &[])?;
    for (name, kept) in KEPT {
        let now = read(&folder.join(name))?;
        if !std::fs::read_to_string(root.join(kept)).is_ok_and(|old| old == now) {
            bail!("{kept} is not what the classifier does now; run `cargo xtask evaluate` and commit the result");
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// Runs the example; returns the folder with what it wrote.
fn evaluate(root: &Path, more: &[&str]) -> Result<PathBuf> {
    let folder = root.join("target/evaluation");
    let mut command = shell::command(root, "cargo");
    command.args(["run", "--quiet", "--release", "--locked", "--no-default-features", "--features", "json"]);
    command.args(["--package", "posterior", "--example", "evaluate", "--"]).arg(&folder);
    command.args(cases(root)?);
    for file in more {
        // The example runs in the root; the name was typed wherever the person stands.
        command.arg(std::path::absolute(file).with_context(|| format!("finding {file}"))?);
    }
    let output = command.output().context("running the example `evaluate`")?;
    ensure!(output.status.success(), "the evaluation failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(folder)
}

/// The case files in the order of their names, as paths from the root.
fn cases(root: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root.join(CASES)).with_context(|| format!("reading {CASES}"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".jsonl") && name != VIGNETTES {
            files.push(format!("{CASES}/{name}"));
        }
    }
    files.sort_unstable();
    ensure!(!files.is_empty(), "{CASES} holds no .jsonl file");
    Ok(files)
}
