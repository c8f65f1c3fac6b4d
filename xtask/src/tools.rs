//! The tools that building and testing need: which, in which version, and how they come to be here.
//!
//! Everything that cargo can build goes to `.tools` in the project and nowhere else. Browsers come from the system's
//! packages: installed here when that is possible without asking (root on Debian), otherwise by a command we print.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::shell;

/// One program that `cargo install` builds.
struct CargoTool {
    krate: &'static str,
    version: &'static str,
    program: &'static str,
    purpose: &'static str,
    minutes: u32,
}

/// Must equal the version of the crate `wasm-bindgen` in `Cargo.lock`: the two speak a private format.
const WASM_BINDGEN: CargoTool = CargoTool {
    krate: "wasm-bindgen-cli",
    version: "0.2.126",
    program: "wasm-bindgen",
    purpose: "writes the JavaScript that loads the wasm, and runs wasm tests in a browser",
    minutes: 3,
};
const TRUNK: CargoTool =
    CargoTool { krate: "trunk", version: "0.21.14", program: "trunk", purpose: "builds the site", minutes: 5 };
const GECKODRIVER: CargoTool = CargoTool {
    krate: "geckodriver",
    version: "0.37.1",
    program: "geckodriver",
    purpose: "lets the browser tests drive Firefox",
    minutes: 2,
};

const DENY: CargoTool = CargoTool {
    krate: "cargo-deny",
    version: "0.20.2",
    program: "cargo-deny",
    purpose: "tells whose code is built in, under which licence and from where",
    minutes: 4,
};
const MUTANTS: CargoTool = CargoTool {
    krate: "cargo-mutants",
    version: "27.1.0",
    program: "cargo-mutants",
    purpose: "puts faults into the engine that the tests must notice",
    minutes: 3,
};

/// Checkers of pages, npm packages. Each a version that Node 20 runs.
const CHECKERS: [&str; 3] = ["html-validate@10.17.0", "html_codesniffer@2.5.1", "csp_evaluator@1.1.8"];
/// The same, and larger: only `cargo xtask lighthouse` asks for it.
const LIGHTHOUSE: [&str; 1] = ["lighthouse@12.8.2"];

/// The accessibility checker, an npm package without dependencies; only its one file is used.
const AXE_VERSION: &str = "4.14.1";

/// The validators of FHIR files: npm's `fhir` and Python's `fhir.resources`.
const FHIR_NPM: &str = "4.12.0";
const FHIR_PYTHON: &str = "8.3.0";

/// What a system package brings, and a program by which we see that it is there.
const SYSTEM_PACKAGES: [(&str, &str); 6] = [
    ("chromium", "chromium"),
    ("chromium-driver", "chromedriver"),
    ("firefox-esr", "firefox-esr"),
    ("webkit2gtk-driver", "WebKitWebDriver"),
    ("xvfb", "Xvfb"),
    ("npm", "npm"),
];

/// The site generators that the samples for hosts are built with, and PHP for the plugin.
const HOST_PACKAGES: [(&str, &str); 3] = [("hugo", "hugo"), ("jekyll", "jekyll"), ("php-cli", "php")];

/// Everything, for someone who wants to be done with it.
pub fn all(root: &Path) -> Result<()> {
    for_build(root)?;
    for_browsers(root)?;
    axe(root)?;
    checkers(root)?;
    for_supply(root)?;
    println!("All tools are here.");
    Ok(())
}

/// What `dist` and `serve` need.
pub fn for_build(root: &Path) -> Result<()> {
    versions_agree(root)?;
    wasm_target(root)?;
    cargo_tool(root, &WASM_BINDGEN)?;
    cargo_tool(root, &TRUNK)
}

/// What the wasm tests need: the runner and one browser.
pub fn for_wasm_tests(root: &Path) -> Result<()> {
    versions_agree(root)?;
    wasm_target(root)?;
    cargo_tool(root, &WASM_BINDGEN)?;
    system_packages(root, &SYSTEM_PACKAGES)
}

/// What the browser tests need: three browsers and their drivers.
pub fn for_browsers(root: &Path) -> Result<()> {
    system_packages(root, &SYSTEM_PACKAGES)?;
    cargo_tool(root, &GECKODRIVER)
}

/// What the samples for hosts need: the generators, and the folder in which Eleventy is installed as the sample names it.
pub fn for_hosts(root: &Path) -> Result<PathBuf> {
    system_packages(root, &SYSTEM_PACKAGES)?;
    system_packages(root, &HOST_PACKAGES)?;
    let sample = root.join("examples/hosts/eleventy/package.json");
    let wanted = std::fs::read(&sample).with_context(|| format!("reading {}", sample.display()))?;
    let folder = shell::tools_folder(root).join("eleventy");
    let here = std::fs::read(folder.join("package.json")).is_ok_and(|text| text == wanted);
    if here && folder.join("node_modules/.bin/eleventy").is_file() {
        return Ok(folder);
    }
    println!("Installing Eleventy into .tools: the sample for it is built with it. Half a minute, once.");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("package.json"), wanted)?;
    let mut npm = shell::command(root, "npm");
    npm.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder);
    shell::run(&mut npm)
        .context("Eleventy could not be installed; check that the npm registry can be reached, then repeat")?;
    Ok(folder)
}

/// The file of the accessibility checker, fetched once.
pub fn axe(root: &Path) -> Result<PathBuf> {
    let folder = shell::tools_folder(root).join(format!("axe-core-{AXE_VERSION}"));
    let file = folder.join("package/axe.min.js");
    if file.is_file() {
        return Ok(file);
    }
    system_packages(root, &SYSTEM_PACKAGES)?;
    println!("Fetching axe-core {AXE_VERSION}: checks each screen for accessibility faults. A few seconds.");
    std::fs::create_dir_all(&folder)?;
    let mut pack = shell::command(root, "npm");
    pack.args(["pack", "--silent", &format!("axe-core@{AXE_VERSION}")]).current_dir(&folder);
    shell::run(&mut pack)
        .context("axe-core could not be fetched; check that the npm registry can be reached, then repeat")?;
    let mut unpack = shell::command(root, "tar");
    unpack.args(["xzf", &format!("axe-core-{AXE_VERSION}.tgz"), "package/axe.min.js"]).current_dir(&folder);
    shell::run(&mut unpack)?;
    Ok(file)
}

/// Two validators of FHIR files that are not ours: the folder that holds the npm package `fhir`, and a Python that has
/// `fhir.resources`. Fetched once; together they take some ten seconds.
pub fn fhir_validators(root: &Path) -> Result<(PathBuf, PathBuf)> {
    let node = packages(root, "fhir", &[&format!("fhir@{FHIR_NPM}")])?;
    let folder = shell::tools_folder(root).join(format!("fhir-{FHIR_PYTHON}"));
    let python = folder.join("python/bin/python");
    if !folder.join("complete").is_file() {
        println!("Fetching the FHIR validator of Python. Some ten seconds.");
        let mut venv = shell::command(root, "python3");
        venv.args(["-m", "venv"]).arg(folder.join("python"));
        let mut pip = shell::command(root, &python.to_string_lossy());
        pip.args(["-m", "pip", "install", "--quiet", &format!("fhir.resources=={FHIR_PYTHON}")]);
        for step in [&mut venv, &mut pip] {
            shell::run(step).context("a FHIR validator could not be fetched; check that PyPI can be reached")?;
        }
        std::fs::write(folder.join("complete"), "")?;
    }
    Ok((node, python))
}

/// What `cargo xtask test supply` needs.
pub fn for_supply(root: &Path) -> Result<()> {
    cargo_tool(root, &DENY)
}

/// What `cargo xtask mutants` needs.
pub fn for_mutants(root: &Path) -> Result<()> {
    cargo_tool(root, &MUTANTS)
}

/// The folder of the page checkers' packages, fetched once.
pub fn checkers(root: &Path) -> Result<PathBuf> {
    packages(root, "checkers", &CHECKERS)
}

/// The program of Lighthouse, fetched once.
pub fn lighthouse(root: &Path) -> Result<PathBuf> {
    Ok(packages(root, "lighthouse", &LIGHTHOUSE)?.join("lighthouse/cli/index.js"))
}

/// Installs npm packages with what they need into a folder of their own, and gives the folder that holds them.
fn packages(root: &Path, name: &str, wanted: &[&str]) -> Result<PathBuf> {
    let folder = shell::tools_folder(root).join(name);
    let (list, modules) = (folder.join("installed.txt"), folder.join("node_modules"));
    if std::fs::read_to_string(&list).is_ok_and(|text| text == wanted.join("\n")) {
        return Ok(modules);
    }
    system_packages(root, &SYSTEM_PACKAGES)?;
    println!("Fetching {}: they check what is built. Some seconds.", wanted.join(", "));
    std::fs::create_dir_all(&folder)?;
    let mut install = shell::command(root, "npm");
    // No package runs a script of its own here, and none brings a browser.
    install.args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
    install.arg(&folder).args(wanted).env("PUPPETEER_SKIP_DOWNLOAD", "1");
    shell::run(&mut install)
        .context("the checkers could not be fetched; check that the npm registry can be reached, then repeat")?;
    std::fs::write(&list, wanted.join("\n"))?;
    Ok(modules)
}

fn cargo_tool(root: &Path, tool: &CargoTool) -> Result<()> {
    let mut ask = shell::command(root, tool.program);
    // cargo-mutants answers only when it is asked as cargo asks.
    if tool.program == MUTANTS.program {
        ask.arg("mutants");
    }
    let has = shell::output_of(ask.arg("--version"))
        .is_some_and(|text| text.split_whitespace().any(|word| word == tool.version));
    if has {
        return Ok(());
    }
    println!(
        "Installing {} {} into .tools: it {}. About {} minutes, once; cargo's progress follows.",
        tool.krate, tool.version, tool.purpose, tool.minutes
    );
    let started = Instant::now();
    let mut install = shell::command(root, "cargo");
    install.args(["install", "--locked", "--force", "--version", tool.version, "--root"]);
    install.arg(shell::tools_folder(root)).arg(tool.krate);
    // These tools wait on other programs most of the time: quick to build beats quick to run.
    install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    shell::run(&mut install).with_context(|| {
        format!("{} could not be installed; check that crates.io can be reached, then repeat", tool.krate)
    })?;
    println!("{} is ready after {} s.", tool.krate, started.elapsed().as_secs());
    Ok(())
}

/// The compiler's half for the browser.
pub fn wasm_target(root: &Path) -> Result<()> {
    let mut ask = shell::command(root, "rustc");
    let here = shell::output_of(ask.args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]))
        .is_some_and(|folder| Path::new(folder.trim()).is_dir());
    if here {
        return Ok(());
    }
    println!("Adding Rust's wasm32 target: the app is compiled for it. A minute.");
    let mut add = shell::command(root, "rustup");
    shell::run(add.args(["target", "add", "wasm32-unknown-unknown"]))
        .context("the wasm32 target is missing; install Rust by rustup (https://rustup.rs), then repeat")
}

/// Installs packages when we may, otherwise says exactly what to type.
fn system_packages(root: &Path, packages: &[(&'static str, &'static str)]) -> Result<()> {
    let missing: Vec<&str> =
        packages.iter().filter(|(_, program)| !shell::on_path(root, program)).map(|(package, _)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    let is_root = shell::output_of(shell::command(root, "id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !shell::on_path(root, "apt-get") {
        bail!(
            "these are missing for the tests: {}. Install them with your system's package manager \
             (the names are Debian's), then repeat.",
            missing.join(", ")
        );
    }
    if !is_root {
        bail!("the tests need system packages; type this, then repeat:\n\n  sudo apt-get update && sudo {install}");
    }
    println!("Installing {} with apt: what the tests run in. A few minutes, once.", missing.join(", "));
    shell::run(shell::command(root, "apt-get").arg("update").arg("-q"))?;
    let mut apt = shell::command(root, "apt-get");
    apt.args(install.split(' ').skip(1)).env("DEBIAN_FRONTEND", "noninteractive");
    shell::run(&mut apt).with_context(|| format!("apt could not install them; try it by hand:\n\n  {install}"))
}

/// The command-line tool and the crate must be of one version, or the site cannot be built.
fn versions_agree(root: &Path) -> Result<()> {
    let lock = root.join("Cargo.lock");
    let text = std::fs::read_to_string(&lock).with_context(|| format!("{} could not be read", lock.display()))?;
    let locked = locked_version(&text, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    if locked != WASM_BINDGEN.version {
        bail!(
            "Cargo.lock has wasm-bindgen {locked}, but xtask/src/tools.rs pins the tool at {}; make them equal",
            WASM_BINDGEN.version
        );
    }
    Ok(())
}

/// The version of one package in a Cargo.lock.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn a_locked_version_belongs_to_the_package_of_that_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"2\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("2"));
        assert_eq!(locked_version(lock, "wasm"), None);
    }
}
