//! `cargo xtask soak`: many random journeys, through the conversation natively and through a browser. Too long for every
//! change; each run has another seed, which it prints.

use std::path::Path;

use anyhow::Result;

use crate::{
    checks::{self, Tally},
    shell,
};

const JOURNEYS: &str = "POSTERIOR_SOAK_JOURNEYS";

/// Runs both halves, or the one named; true when every journey kept the laws.
pub fn run(root: &Path, halves: &[&str]) -> Result<bool> {
    let mut total = Tally::default();
    for half in if halves.is_empty() { &["native", "browser"] } else { halves } {
        let tally = match *half {
            "native" => native(root)?,
            "browser" => browser(root)?,
            other => anyhow::bail!("`{other}` is no half of the soak; these are: native, browser"),
        };
        total.passed += tally.passed;
        total.failed += tally.failed;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    Ok(total.failed == 0)
}

fn native(root: &Path) -> Result<Tally> {
    let mut command = shell::command(root, "cargo");
    command.args(["test", "--locked", "--package", "posterior", "--no-default-features", "--features", "json"]);
    command.args(["--test", "soak", "--", "--nocapture"]).env(JOURNEYS, journeys("10000"));
    checks::tests(&mut command)
}

fn browser(root: &Path) -> Result<Tally> {
    checks::browser(root, "chromium", &["--test", "soak"], &[(JOURNEYS, &journeys("200"))])
}

/// How many journeys; the person who runs it may want another number.
fn journeys(usual: &str) -> String {
    std::env::var(JOURNEYS).unwrap_or_else(|_| usual.to_owned())
}
