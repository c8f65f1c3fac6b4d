//! What stands around the app in `dist/site`: icons, the page for frames, the worker that keeps the site for later.
//!
//! All of it is made from the finished site, so that every hash in it is that of the file as it is published.

mod frame;
mod icons;
pub mod worker;

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::{embed, finish};

/// Scripts of the site beside the app's own, as they are written in `assets/site`.
const SCRIPTS: [&str; 4] = ["offline.js", "frame.js", "posterior-frame.js", "builder.js"];

/// Completes a finished site.
///
/// # Errors
///
/// When a file cannot be read or written, or the page is not as it is expected.
pub fn run(root: &Path, site: &Path) -> Result<()> {
    let source = |name: &str| {
        let path = root.join("assets/site").join(name);
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    for name in SCRIPTS {
        let script = finish::compact(&source(name)?).with_context(|| format!("in {name}"))?;
        std::fs::write(site.join(name), script).with_context(|| format!("writing {name}"))?;
    }
    std::fs::write(site.join("manifest.webmanifest"), source("manifest.webmanifest")?)?;
    std::fs::write(site.join("builder.css"), finish::compact_css(&source("builder.css")?))?;
    icons::write(site)?;
    // The page that makes the tag shows the element; and so the site is a place that others can take it from.
    let element = embed::folder(root);
    for name in files(&element)? {
        let to = site.join("embed").join(env!("CARGO_PKG_VERSION")).join(&name);
        std::fs::create_dir_all(to.parent().context("a file has a folder")?)?;
        std::fs::copy(element.join(&name), to).with_context(|| format!("copying {name}"))?;
    }
    let builder = site.join("embed.html");
    let html = with_hash(&std::fs::read_to_string(&builder)?, site, "builder.js")?;
    std::fs::write(&builder, with_hash(&html, site, "builder.css")?)?;
    let page = site.join("index.html");
    let html = std::fs::read_to_string(&page)?;
    frame::write(site, &html)?;
    std::fs::write(&page, with_hash(&html, site, "offline.js")?)?;
    worker::write(site, &source("sw.js")?)
}

/// Puts the hash of a script or style sheet into the tag that loads it.
fn with_hash(html: &str, site: &Path, name: &str) -> Result<String> {
    let address = format!("=\"./{name}\"");
    ensure!(html.matches(&address).count() == 1, "the page must load {name} once");
    let hash = finish::hash(&std::fs::read(site.join(name))?);
    Ok(html.replace(&address, &format!("{address} integrity=\"{hash}\"")))
}

/// The names of all files in a folder and below, with `/` between folders, sorted.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    fn collect(folder: &Path, before: &str, into: &mut Vec<String>) -> Result<()> {
        for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
            let entry = entry?;
            let name = format!("{before}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                collect(&entry.path(), &format!("{name}/"), into)?;
            } else {
                into.push(name);
            }
        }
        Ok(())
    }
    let mut names = Vec::new();
    collect(folder, "", &mut names)?;
    names.sort();
    Ok(names)
}
