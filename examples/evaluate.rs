//! How good is it? Reads case files in the contract's form with `truth`, `acceptable` and `triage`, and prints the report
//! that is kept in `docs/evaluation.md`.
//!
//! ```text
//! cargo run --release --example evaluate -- tests/cases/published.jsonl tests/cases/lay.jsonl
//! ```

use std::collections::BTreeMap;
use std::process::ExitCode;

use posterior::case::parse;
use posterior::knowledge::Level;
use posterior::reason::{Assessment, assess};
use posterior::vocabulary::CauseId;
use serde::Deserialize;

#[derive(Deserialize)]
struct Truth {
    truth: String,
    triage: Option<String>,
    #[serde(default)]
    acceptable: Vec<String>,
}

/// One case with its answer.
struct Judged {
    truth: Truth,
    assessment: Assessment,
}

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("Name the case files to read, such as tests/cases/published.jsonl.");
        return ExitCode::from(2);
    }
    println!("# Evaluation\n");
    println!(
        "Written by `cargo xtask evaluate`. The knowledge base holds {} causes and `something-else`; a case whose",
        CauseId::COUNT - 1
    );
    println!(
        "truth is none of them is answered rightly by `something-else`. The model's constants are judgements: they were"
    );
    println!(
        "chosen with these cases in sight, but not fitted to them, so read the figures as those of a first version.\n"
    );
    for file in files {
        match read(&file) {
            Ok(cases) => report(&file, &cases),
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn read(file: &str) -> Result<Vec<Judged>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let judge = |(at, line): (usize, &str)| {
        let place = |error: &dyn std::fmt::Display| format!("line {}: {error}", at + 1);
        let truth: Truth = serde_json::from_str(line).map_err(|error| place(&error))?;
        let parsed = parse(line).map_err(|error| place(&error))?;
        Ok(Judged { truth, assessment: assess(&parsed.case) })
    };
    text.lines().enumerate().map(judge).collect()
}

/// The cause that the knowledge base can give for this truth.
fn known(truth: &str) -> CauseId {
    CauseId::from_slug(truth).unwrap_or(CauseId::SOMETHING_ELSE)
}

fn rank_of(case: &Judged) -> usize {
    let truth = known(&case.truth.truth);
    case.assessment.ranking.iter().position(|ranked| ranked.cause == truth).map_or(usize::MAX, |at| at + 1)
}

fn report(file: &str, cases: &[Judged]) {
    let name = file.rsplit('/').next().unwrap_or(file);
    println!("## {name}: {} cases, none with an error\n", cases.len());
    println!("| truth | cases | first | among three | among three or acceptable first |");
    println!("|---|---|---|---|---|");
    for id in CauseId::all() {
        let of_cause: Vec<&Judged> = cases.iter().filter(|case| known(&case.truth.truth) == id).collect();
        let count = |test: &dyn Fn(&&&Judged) -> bool| of_cause.iter().filter(test).count();
        let first = count(&|case| rank_of(case) == 1);
        let three = count(&|case| rank_of(case) <= 3);
        let fair = count(&|case| {
            let first = case.assessment.ranking.first().map_or("", |ranked| ranked.cause.slug());
            rank_of(case) <= 3 || case.truth.acceptable.iter().any(|slug| slug == first)
        });
        println!("| {} | {} | {first} | {three} | {fair} |", id.slug(), of_cause.len());
    }
    let sure = cases.iter().filter(|case| rank_of(case) == 1).count();
    println!("\nFirst place right in {sure} of {}. Expected calibration error {}.\n", cases.len(), calibration(cases));
    triage(cases);
}

/// Mean distance between the probability of the first cause and how often it was right, over ten bins, in per cent.
fn calibration(cases: &[Judged]) -> String {
    let mut bins: BTreeMap<u32, (f64, f64, f64)> = BTreeMap::new();
    for case in cases {
        if let Some(first) = case.assessment.ranking.first() {
            let bin = bins.entry((first.probability_ppm / 100_000).min(9)).or_default();
            bin.0 += 1.0;
            bin.1 += f64::from(first.probability_ppm) / 1e6;
            bin.2 += if rank_of(case) == 1 { 1.0 } else { 0.0 };
        }
    }
    let total: f64 = bins.values().map(|bin| bin.0).sum();
    let error: f64 = bins.values().map(|bin| (bin.1 - bin.2).abs()).sum();
    format!("{:.3}", if total > 0.0 { error / total } else { 0.0 })
}

fn triage(cases: &[Judged]) {
    println!("Rows: what a prudent reader would advise. Columns: what Posterior says.\n");
    let names: Vec<&str> = Level::ALL.iter().map(|level| level.slug()).collect();
    println!("| | {} |", names.join(" | "));
    println!("|---|---|---|---|---|---|");
    for wanted in Level::ALL {
        let row: Vec<String> = Level::ALL
            .iter()
            .map(|&said| {
                let hit = |case: &&Judged| {
                    case.truth.triage.as_deref() == Some(wanted.slug()) && case.assessment.triage.level == said
                };
                cases.iter().filter(hit).count().to_string()
            })
            .collect();
        println!("| {} | {} |", wanted.slug(), row.join(" | "));
    }
    println!();
}
