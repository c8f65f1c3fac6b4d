//! `cargo xtask dist`: the site as it is published, in `dist/site`, and what is made of it (see `embed`).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{bake, budget, embed, finish, papers, shell, site, tools};

/// How the script that starts the app begins in the page.
const BOOT: &str = "<script type=\"module\" id=\"boot\"";

/// Where the site is built.
#[must_use]
pub fn site(root: &Path) -> PathBuf {
    root.join("dist/site")
}

/// Builds the site and checks its size; false when it is over a budget.
pub fn run(root: &Path) -> Result<bool> {
    publish(root)?;
    println!("The site is in {}, the element in {}.", site(root).display(), embed::folder(root).display());
    budget::check(root)
}

/// Builds everything that is published, and what lies beside it for whoever wants to check it.
pub fn publish(root: &Path) -> Result<()> {
    build(root)?;
    papers::run(root, &root.join("dist"))
}

/// Builds the site.
pub fn build(root: &Path) -> Result<()> {
    tools::for_build(root)?;
    bake::run(root, true).context("the baked tables are not those of assets/knowledge; run `cargo xtask bake`")?;
    let mut trunk = shell::command(root, "trunk");
    trunk.args(["build", "--release", "--dist"]).arg(site(root));
    // Panic messages name source files: cut the parts of the address that tell whose machine built it.
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remap(root));
    shell::run(&mut trunk).context("trunk could not build the site")?;
    let page = site(root).join("index.html");
    let html = std::fs::read_to_string(&page)?;
    let html = without_preload(&html).context("the built page holds no preload of the wasm, or no boot script")?;
    std::fs::write(&page, html).with_context(|| format!("{} could not be written", page.display()))?;
    bundle_boot(root)?;
    finish::run(&site(root))?;
    embed::build(root, &site(root))?;
    site::run(root, &site(root))
}

/// Puts the boot script and what it imports into one file: a visitor would wait for one after the other.
fn bundle_boot(root: &Path) -> Result<()> {
    let whole = embed::bundle(&root.join(embed::public::FOLDER), "boot.js", &[])?;
    std::fs::write(site(root).join("boot.js"), whole)?;
    for part in ["load.js", "failure.js"] {
        let part = site(root).join(part);
        std::fs::remove_file(&part).with_context(|| format!("{} is not there to be removed", part.display()))?;
    }
    Ok(())
}

/// Takes the preload of the wasm out of the page and hands its hash to the boot script, which fetches with it.
///
/// Chromium ignores the hash of such a preload, and WebKit ignores the preload itself: it would load the wasm twice.
fn without_preload(html: &str) -> Option<String> {
    let (before, link, after) = cut(html, "<link rel=\"preload\"", ">")?;
    let (_, hash, _) = cut(link, "integrity=\"", "\"")?;
    let page = format!("{before}{after}");
    let (before, after) = page.split_once(BOOT)?;
    Some(format!("{before}{BOOT} data-integrity=\"{hash}\"{after}"))
}

/// What stands before, between and after two marks.
fn cut<'a>(text: &'a str, from: &str, to: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (before, rest) = text.split_once(from)?;
    let (between, after) = rest.split_once(to)?;
    Some((before, between, after))
}

fn remap(root: &Path) -> String {
    let mut flags = format!("--remap-path-prefix={}=posterior", root.display());
    let cargo_home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    if let Some(home) = cargo_home {
        flags.push_str(&format!(
            " --remap-path-prefix={0}=cargo --remap-path-prefix={0}/registry/src=.",
            home.display()
        ));
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::without_preload;

    #[test]
    fn the_hash_moves_from_the_preload_to_the_boot_script() {
        let page = concat!(
            r#"<head><link rel="preload" href="./a.wasm" integrity="sha384-w" as="fetch"></head>"#,
            r#"<script type="module" id="boot" src="./boot.js"></script>"#,
        );
        let moved =
            r#"<head></head><script type="module" id="boot" data-integrity="sha384-w" src="./boot.js"></script>"#;
        assert_eq!(without_preload(page).as_deref(), Some(moved));
        assert_eq!(without_preload("<head></head>"), None);
    }
}
