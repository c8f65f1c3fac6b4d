//! `cargo xtask lighthouse`: Lighthouse on the built site, as it is served, in the system's Chromium.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    dist, policy,
    server::{Server, Setup},
    shell, tools,
};

/// What is judged. Accessibility must be whole; the others depend on the machine and are for reading.
const CATEGORIES: [&str; 4] = ["accessibility", "best-practices", "seo", "performance"];

/// Prints the figures of the first page and of the guide; false when accessibility is less than 100 or it could not be told.
pub fn run(root: &Path) -> Result<bool> {
    dist::build(root)?;
    tools::for_browsers(root)?;
    let program = tools::lighthouse(root)?;
    let chromium =
        shell::find_program(root, "chromium").context("chromium is missing; `cargo xtask tools` installs it")?;
    let headers = vec![("Content-Security-Policy".into(), policy::header(root)?)];
    let server = Server::start(Setup { headers, ..Setup::new(dist::site(root)) }, 0)?;
    let mut whole = true;
    for page in ["", "guide.html", "sources.html", "how-good.html"] {
        let file = root.join("target").join("lighthouse.json");
        let mut lighthouse = shell::command(root, "node");
        lighthouse.arg(&program).arg(format!("{}{page}", server.address()));
        lighthouse.args(["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]);
        lighthouse.arg(format!("--output-path={}", file.display()));
        lighthouse.arg(format!("--only-categories={}", CATEGORIES.join(",")));
        lighthouse.env("CHROME_PATH", &chromium);
        shell::run(&mut lighthouse)?;
        let report: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let name = if page.is_empty() { "index.html" } else { page };
        let score = |category: &str| report["categories"][category]["score"].as_f64();
        let shown = CATEGORIES.map(|category| match score(category) {
            Some(share) => format!("{category} {:.0}", share * 100.0),
            None => format!("{category} ?"),
        });
        println!("{name}: {}", shown.join(", "));
        for audit in report["audits"].as_object().into_iter().flatten().map(|(_, audit)| audit) {
            if audit["scoreDisplayMode"] == "binary" && audit["score"].as_f64().is_some_and(|score| score < 1.0) {
                println!("  {}", audit["title"].as_str().unwrap_or_default());
            }
        }
        whole &= score("accessibility") == Some(1.0);
    }
    Ok(whole)
}
