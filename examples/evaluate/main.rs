//! How good is it? Reads case files in the contract's form with `truth`, `acceptable`, `triage` and `quality`, and writes
//! `evaluation.md` (kept in `docs`) and `evaluation.toml` (kept in `assets`, for the page in the app) into a folder.
//!
//! ```text
//! cargo run --release --example evaluate -- target/evaluation tests/cases/published.jsonl tests/cases/lay.jsonl
//! ```
//!
//! The same files and the same knowledge give the same bytes.

mod bootstrap;
mod cases;
mod figures;
mod folds;
mod metrics;
mod report;
mod reveal;

use std::path::Path;
use std::process::ExitCode;

use posterior::knowledge::model;

use crate::cases::Cases;
use crate::folds::HeldOut;
use crate::metrics::{Outcome, judge};

/// Everything that the report tells.
pub struct Evaluation {
    /// The cases.
    pub cases: Cases,
    /// Each case under the committed constants.
    pub in_sight: Vec<Outcome>,
    /// Each case under constants that were estimated without it.
    pub held_out: HeldOut,
}

impl Evaluation {
    /// The outcomes of the cases that pass, in sight and held out.
    pub fn of(&self, test: impl Fn(&cases::Item) -> bool) -> [Vec<Outcome>; 2] {
        [&self.in_sight, &self.held_out.outcomes].map(|outcomes| {
            let both = self.cases.items.iter().zip(outcomes);
            both.filter(|(item, _)| test(item)).map(|(_, outcome)| *outcome).collect()
        })
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, files)) = words.split_first().filter(|(_, files)| !files.is_empty()) else {
        eprintln!("Name the folder to write into and the case files to read, such as tests/cases/published.jsonl.");
        return ExitCode::from(2);
    };
    match run(Path::new(folder), files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(folder: &Path, files: &[String]) -> Result<(), String> {
    let cases = cases::read(files)?;
    let in_sight = cases.items.iter().map(|item| judge(item, model())).collect();
    let held_out = folds::cross_validate(&cases.items);
    let evaluation = Evaluation { cases, in_sight, held_out };
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, text) in
        [("evaluation.md", report::report(&evaluation)), ("evaluation.toml", figures::figures(&evaluation))]
    {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
