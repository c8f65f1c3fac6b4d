//! The checks that must hold before a change is merged, cheapest first.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{bake, budget, dist, evaluate, pages, shell, supply, tools};

/// How many things a check looked at, and how they came out. A check that does not count is one thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Held.
    pub passed: usize,
    /// Did not hold.
    pub failed: usize,
}

/// One part of `cargo xtask test`.
pub struct Check {
    /// What to type to run it alone.
    pub name: &'static str,
    /// What is known when it passes.
    pub proves: &'static str,
    /// Whether it drives a browser through the built site.
    pub browser: bool,
    /// Runs it from the project root.
    pub run: fn(&Path) -> Result<Tally>,
}

const HELD: Tally = Tally { passed: 1, failed: 0 };

/// All parts, in the order they run.
pub const CHECKS: [Check; 15] = [
    Check { name: "format", proves: "the code is laid out the one way", browser: false, run: format },
    Check {
        name: "fresh",
        proves: "the baked tables and the evaluation are those of the data",
        browser: false,
        run: fresh,
    },
    Check {
        name: "lint",
        proves: "no warning of compiler, clippy or rustdoc: engine alone, native, prerender, wasm",
        browser: false,
        run: lint,
    },
    Check {
        name: "supply",
        proves: "others' code: known licences and sources; ours: no build script, no unsafe",
        browser: false,
        run: supply::check,
    },
    Check {
        name: "native",
        proves: "engine, triage rules, words, conversation and page markup behave",
        browser: false,
        run: native,
    },
    Check {
        name: "fuzz",
        proves: "a minute of broken and hostile texts: no panic, a short answer to each",
        browser: false,
        run: fuzz,
    },
    Check { name: "exits", proves: "two foreign validators accept every FHIR file", browser: false, run: exits },
    Check { name: "wasm", proves: "the wasm gives the same bits as the native engine", browser: false, run: wasm },
    Check { name: "dist", proves: "the site builds and is within its size budgets", browser: false, run: site },
    Check {
        name: "pages",
        proves: "every page of the site is valid HTML, under a policy that csp_evaluator clears",
        browser: false,
        run: pages::check,
    },
    Check {
        name: "chromium",
        proves: "journeys, failures and the element in Chromium, under the strict policy",
        browser: true,
        run: chromium,
    },
    Check { name: "firefox", proves: "the same in Firefox", browser: true, run: firefox },
    Check { name: "webkit", proves: "the same in WebKit", browser: true, run: webkit },
    Check {
        name: "access",
        proves: "every screen: axe finds nothing, targets >= 44 px, no sideways scroll at 320",
        browser: true,
        run: access,
    },
    Check {
        name: "hosts",
        proves: "the samples for Hugo, Jekyll, Eleventy, WordPress and plain HTML build and load",
        browser: true,
        run: hosts,
    },
];

fn cargo(root: &Path, words: &[&str]) -> Command {
    let mut command = shell::command(root, "cargo");
    command.args(words);
    command
}

fn format(root: &Path) -> Result<Tally> {
    shell::run(&mut cargo(root, &["fmt", "--all", "--check"])).context("`cargo fmt --all` lays the code out")?;
    Ok(HELD)
}

fn fresh(root: &Path) -> Result<Tally> {
    bake::run(root, true).context("`cargo xtask bake` writes the tables anew")?;
    evaluate::check(root)?;
    Ok(HELD)
}

/// Each way the crate is built is linted: code behind a feature is otherwise never looked at.
fn lint(root: &Path) -> Result<Tally> {
    tools::wasm_target(root)?;
    let ways: [&[&str]; 4] = [
        &["--workspace", "--all-targets"],
        &["--package", "posterior", "--no-default-features", "--all-targets"],
        &["--package", "posterior", "--no-default-features", "--features", "ssr,json", "--all-targets"],
        &["--package", "posterior", "--no-default-features", "--features", "web", "--target", "wasm32-unknown-unknown"],
    ];
    let mut tally = Tally::default();
    for way in ways {
        let mut clippy = cargo(root, &["clippy", "--locked", "--quiet"]);
        clippy.args(way).args(["--", "-D", "warnings"]);
        println!("{}", shell::shown(&clippy));
        match shell::run(&mut clippy) {
            Ok(()) => tally.passed += 1,
            Err(error) => {
                println!("{error:#}");
                tally.failed += 1;
            }
        }
    }
    // What a reader of the documentation follows must lead somewhere.
    let mut doc =
        cargo(root, &["doc", "--locked", "--quiet", "--no-deps", "--package", "posterior", "--package", "xtask"]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    println!("{}", shell::shown(&doc));
    match shell::run(&mut doc) {
        Ok(()) => tally.passed += 1,
        Err(error) => {
            println!("{error:#}");
            tally.failed += 1;
        }
    }
    Ok(tally)
}

fn native(root: &Path) -> Result<Tally> {
    let mut tally = tests(&mut cargo(root, &["test", "--locked", "--package", "posterior", "--package", "xtask"]))?;
    // The page's markup is rendered natively, with Yew's other half.
    let mut markup =
        cargo(root, &["test", "--locked", "--package", "posterior", "--no-default-features", "--features", "ssr,json"]);
    let more = tests(&mut markup)?;
    tally.passed += more.passed;
    tally.failed += more.failed;
    Ok(tally)
}

/// For a longer run: `POSTERIOR_FUZZ_SECONDS=3600 cargo xtask test fuzz`, or `POSTERIOR_FUZZ_INPUTS=10000000`.
fn fuzz(root: &Path) -> Result<Tally> {
    // The drawing is read by the interface, which natively stands with the prerender.
    let words = ["test", "--locked", "--package", "posterior", "--no-default-features", "--features", "ssr,json"];
    let mut command = cargo(root, &words);
    // Without capture, so that the seed and the times are seen; one after the other, so that the times are their own.
    command.args(["--test", "fuzz", "--", "--nocapture", "--test-threads=1"]);
    if std::env::var_os("POSTERIOR_FUZZ_SECONDS").is_none() {
        command.env("POSTERIOR_FUZZ_SECONDS", "60");
    }
    tests(&mut command)
}

fn exits(root: &Path) -> Result<Tally> {
    let (node, python) = tools::fhir_validators(root)?;
    let words = ["test", "--locked", "--package", "posterior", "--no-default-features", "--features", "json"];
    let mut command = cargo(root, &words);
    command.args(["--test", "exits", "--", "--ignored"]);
    tests(command.env("POSTERIOR_FHIR_NODE", node).env("POSTERIOR_FHIR_PYTHON", python))
}

fn wasm(root: &Path) -> Result<Tally> {
    tools::for_wasm_tests(root)?;
    let driver = shell::find_program(root, "chromedriver")
        .context("chromedriver is missing; `cargo xtask tools` installs it")?;
    let words =
        ["test", "--locked", "--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "json"];
    let mut command = cargo(root, &words);
    command.args(["--package", "posterior", "--test", "same_bits"]).env("CHROMEDRIVER", driver);
    tests(&mut command)
}

fn site(root: &Path) -> Result<Tally> {
    dist::publish(root)?;
    ensure!(budget::check(root)?, "the site is over a budget; the table above says which");
    Ok(HELD)
}

/// What is tested in all three engines.
const EVERY_ENGINE: &[&str] = &[
    "--test", "failures", "--test", "journey", "--test", "beside", "--test", "talk", "--test", "element", "--test",
    "offline", "--test", "frame", "--test", "map",
];

fn chromium(root: &Path) -> Result<Tally> {
    let which = [&["--test", "harness", "--test", "reliability"], EVERY_ENGINE].concat();
    browser(root, "chromium", &which, &[])
}

fn firefox(root: &Path) -> Result<Tally> {
    browser(root, "firefox", EVERY_ENGINE, &[])
}

fn webkit(root: &Path) -> Result<Tally> {
    browser(root, "webkit", EVERY_ENGINE, &[])
}

fn access(root: &Path) -> Result<Tally> {
    browser(root, "chromium", &["--test", "access", "--test", "modes", "--test", "languages"], &[])
}

/// In one engine: what is tested is how the samples are built, and the other engines run the same files elsewhere.
fn hosts(root: &Path) -> Result<Tally> {
    tools::for_hosts(root)?;
    browser(root, "chromium", &["--test", "hosts"], &[])
}

/// Runs browser tests on the site as it is published; building it again costs seconds when nothing changed.
pub(crate) fn browser(root: &Path, engine: &str, which: &[&str], more: &[(&str, &str)]) -> Result<Tally> {
    dist::build(root)?;
    tools::for_browsers(root)?;
    let axe = tools::axe(root)?;
    let htmlcs = tools::checkers(root)?.join("html_codesniffer/build/HTMLCS.js");
    let mut command = cargo(root, &["test", "--locked", "--package", "posterior-browser-tests"]);
    command.args(which).env("POSTERIOR_BROWSER", engine).env("POSTERIOR_AXE", axe);
    command.env("POSTERIOR_HTMLCS", htmlcs).envs(more.iter().copied());
    // One browser at a time: they compete for the machine otherwise, and a slow start looks like a fault.
    command.args(["--", "--test-threads=1"]);
    tests(&mut command)
}

/// Runs tests and adds up cargo's own summary lines; a run that ends badly without counting is one failure.
pub(crate) fn tests(command: &mut Command) -> Result<Tally> {
    println!("{}", shell::shown(command));
    // A failed assertion says what and where; a stack of fifty library frames below it hides that.
    command.env("RUST_BACKTRACE", "0");
    let mut tally = Tally::default();
    let success = shell::run_reading(command, |line| {
        if let Some((passed, failed)) = summary(line) {
            tally.passed += passed;
            tally.failed += failed;
        }
    })?;
    if !success && tally.failed == 0 {
        tally.failed = 1;
    }
    ensure!(tally.passed + tally.failed > 0, "`{}` ran no test at all", shell::shown(command));
    Ok(tally)
}

/// The counts in `test result: ok. 3 passed; 0 failed; …`.
fn summary(line: &str) -> Option<(usize, usize)> {
    let (_, counts) = line.split_once("test result: ")?;
    let count = |what: &str| {
        let (before, _) = counts.split_once(what)?;
        before.split_whitespace().last()?.parse().ok()
    };
    Some((count(" passed")?, count(" failed")?))
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn cargos_summary_is_counted() {
        assert_eq!(summary("test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured"), Some((12, 3)));
        assert_eq!(summary("test same_bits ... ok"), None);
    }
}
