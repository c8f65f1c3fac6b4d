//! `cargo xtask test pages`: every page of the built site is valid HTML, and its policy holds what it promises.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{checks::Tally, dist, policy, shell, site, tools};

/// What csp_evaluator says of a policy that we keep, and why we keep it.
const EXPLAINED: [(&str, &str); 1] = [(
    "script-src 'self' 'self' can be problematic if you host JSONP, AngularJS or user uploaded files.",
    "the site is a folder of our own static files: it answers no JSONP, holds no AngularJS and takes no uploads",
)];

/// Looks at every page and at the policy of the first.
pub fn check(root: &Path) -> Result<Tally> {
    dist::build(root)?;
    let checkers = tools::checkers(root)?;
    let site = dist::site(root);
    let names = site::files(&site)?.into_iter().filter(|name| name.ends_with(".html"));
    let pages: Vec<PathBuf> = names.map(|name| site.join(name)).collect();
    ensure!(pages.iter().any(|page| page.ends_with("index.html")), "the site holds no first page");
    let mut tally = Tally::default();
    let mut count = |held: bool| if held { tally.passed += 1 } else { tally.failed += 1 };
    let mut validate = shell::command(root, "node");
    validate.arg(checkers.join("html-validate/bin/html-validate.mjs"));
    // Trunk and Yew write `<link/>` and `disabled=""`, which is a matter of style; the rest is validity.
    validate.args(["--config", "xtask/checkers/htmlvalidate.json"]).args(&pages);
    count(shell::run(&mut validate).is_ok());
    for page in &pages {
        let text = std::fs::read_to_string(page)?;
        let stated = policy::from_page(&text);
        // Every page is under a policy, and none under a weaker one than the first.
        let held = stated.is_some_and(|stated| weakens_nothing(&stated));
        if !held {
            println!("{}: states no content security policy, or a weak one", page.display());
        }
        count(held);
    }
    count(policy_is_clean(root, &checkers)?);
    println!("{} pages", pages.len());
    Ok(tally)
}

/// Whether the policy lets nothing in by default, no inline script or style, and no text become script.
fn weakens_nothing(policy: &str) -> bool {
    policy.contains("default-src 'none'") && !policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'")
}

fn policy_is_clean(root: &Path, checkers: &Path) -> Result<bool> {
    let mut evaluate = shell::command(root, "node");
    evaluate.arg("xtask/checkers/policy.cjs").arg(policy::header(root)?).env("NODE_PATH", checkers);
    let findings = shell::output_of(&mut evaluate).context("csp_evaluator did not run")?;
    let mut clean = true;
    for finding in findings.lines() {
        match EXPLAINED.iter().find(|(said, _)| finding.ends_with(said)) {
            Some((said, why)) => println!("policy: {said}\n  kept: {why}"),
            None => {
                println!("policy: {finding}");
                clean = false;
            }
        }
    }
    Ok(clean)
}

#[cfg(test)]
mod tests {
    use super::weakens_nothing;

    #[test]
    fn a_weak_policy_is_noticed() {
        assert!(weakens_nothing("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"));
        assert!(!weakens_nothing("default-src 'self'"));
        assert!(!weakens_nothing("default-src 'none'; style-src 'unsafe-inline'"));
        assert!(!weakens_nothing("default-src 'none'; script-src 'unsafe-eval'"));
    }
}
