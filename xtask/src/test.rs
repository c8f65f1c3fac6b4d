//! `cargo xtask test`: runs the checks of [`crate::checks`] in order and says in one table what each proved.

use std::{path::Path, time::Instant};

use anyhow::{Result, bail};

use crate::checks::{CHECKS, Check, Tally};

/// Runs every check, or those named; true when nothing failed. The last line is the count.
pub fn run(root: &Path, parts: &[&str]) -> Result<bool> {
    if parts == ["list"] {
        for check in &CHECKS {
            println!("{:<10} {}", check.name, check.proves);
        }
        return Ok(true);
    }
    let chosen = choose(parts)?;
    let mut rows = Vec::new();
    let mut total = Tally::default();
    for check in chosen {
        println!("\n== {}: {}", check.name, check.proves);
        let started = Instant::now();
        let tally = (check.run)(root).unwrap_or_else(|error| {
            println!("{error:#}");
            Tally { passed: 0, failed: 1 }
        });
        rows.push((check, tally, started.elapsed().as_secs()));
        total.passed += tally.passed;
        total.failed += tally.failed;
    }
    println!("\n{:<10} {:<78} {:>14} {:>8}", "part", "what it proves", "result", "seconds");
    for (check, tally, seconds) in rows {
        let result = match tally {
            Tally { passed: 1, failed: 0 } => "ok".to_owned(),
            Tally { passed, failed: 0 } => format!("ok ({passed})"),
            Tally { failed, .. } => format!("FAILED ({failed})"),
        };
        println!("{:<10} {:<78} {result:>14} {seconds:>8}", check.name, check.proves);
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

fn choose(parts: &[&str]) -> Result<Vec<&'static Check>> {
    let matches = |check: &Check, part: &str| check.name == part || (part == "browser" && check.browser);
    if let Some(unknown) = parts.iter().find(|part| !CHECKS.iter().any(|check| matches(check, part))) {
        let names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        bail!("`{unknown}` is not a part of the tests; these are: {}, and browser for all browsers", names.join(", "));
    }
    Ok(CHECKS.iter().filter(|check| parts.is_empty() || parts.iter().any(|part| matches(check, part))).collect())
}
