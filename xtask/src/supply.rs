//! `cargo xtask test supply`: whose code is in here, under which licence and from where, and that ours keeps its promises.

use std::path::Path;

use anyhow::{Context, Result};
use toml::Value;

use crate::{checks::Tally, shell, tools};

/// Where known holes are listed; cargo-deny reads them from there.
const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";

/// Licences, bans and sources by `deny.toml`; known holes where their list can be had; the promises of our own packages.
pub fn check(root: &Path) -> Result<Tally> {
    tools::for_supply(root)?;
    let mut tally = Tally::default();
    let mut count = |held: bool| if held { tally.passed += 1 } else { tally.failed += 1 };
    for what in ["licenses", "bans", "sources"] {
        count(deny(root, what));
    }
    if reachable(root) {
        count(deny(root, "advisories"));
    } else {
        println!("advisories: NOT CHECKED, since {ADVISORIES} cannot be reached from here");
    }
    let wrong = broken_promises(root)?;
    wrong.iter().for_each(|what| println!("{what}"));
    count(wrong.is_empty());
    Ok(tally)
}

fn deny(root: &Path, what: &str) -> bool {
    let mut deny = shell::command(root, "cargo-deny");
    deny.args(["--workspace", "--locked", "--log-level", "error", "check", "--hide-inclusion-graph", what]);
    println!("{}", shell::shown(&deny));
    shell::run(&mut deny).inspect_err(|error| println!("{error:#}")).is_ok()
}

fn reachable(root: &Path) -> bool {
    let mut ask = shell::command(root, "git");
    ask.args(["ls-remote", "--quiet", ADVISORIES, "HEAD"]).env("GIT_TERMINAL_PROMPT", "0");
    shell::output_of(&mut ask).is_some()
}

/// Of our own packages, what is not as `docs/architecture.md` says: no build script, no unsafe code, no lint left out.
fn broken_promises(root: &Path) -> Result<Vec<String>> {
    let read = |folder: &str| -> Result<Value> {
        let file = root.join(folder).join("Cargo.toml");
        let text = std::fs::read_to_string(&file).with_context(|| format!("{} could not be read", file.display()))?;
        toml::from_str(&text).with_context(|| format!("in {}", file.display()))
    };
    let workspace = read("")?;
    let at = |value: &Value, way: &[&str]| way.iter().try_fold(value.clone(), |value, key| value.get(key).cloned());
    let mut wrong = Vec::new();
    if at(&workspace, &["workspace", "lints", "rust", "unsafe_code"]).and_then(|v| v.as_str().map(str::to_owned))
        != Some("forbid".to_owned())
    {
        wrong.push("Cargo.toml: unsafe code is not forbidden".to_owned());
    }
    let members = at(&workspace, &["workspace", "members"]).context("Cargo.toml names no members")?;
    let members = members.as_array().cloned().unwrap_or_default();
    for folder in members.iter().filter_map(Value::as_str).chain([""]) {
        let package = read(folder)?;
        if at(&package, &["lints", "workspace"]).and_then(|v| v.as_bool()) != Some(true) {
            wrong.push(format!("{folder}/Cargo.toml: does not keep the lints of the workspace"));
        }
        if root.join(folder).join("build.rs").exists() || at(&package, &["package", "build"]).is_some() {
            wrong.push(format!("{folder}: has a build script; facts are baked by `cargo xtask bake`, and looked at"));
        }
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::broken_promises;

    const FORBIDS: &str = "[workspace]\nmembers = []\n[workspace.lints.rust]\nunsafe_code = \"forbid\"\n";

    #[track_caller]
    fn promises(name: &str, manifest: &str, script: bool) -> usize {
        let folder = std::env::temp_dir().join(format!("posterior-supply-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
        if script {
            std::fs::write(folder.join("build.rs"), "fn main() {}").expect("a file");
        }
        let wrong = broken_promises(&folder).expect("a manifest").len();
        std::fs::remove_dir_all(&folder).expect("gone");
        wrong
    }

    #[test]
    fn a_broken_promise_is_noticed() {
        let kept = format!("{FORBIDS}[lints]\nworkspace = true\n");
        assert_eq!(promises("kept", &kept, false), 0);
        assert_eq!(promises("script", &kept, true), 1);
        assert_eq!(promises("lints", FORBIDS, false), 1);
        assert_eq!(promises("unsafe", &kept.replace("forbid", "deny"), false), 1);
    }
}
