//! The service worker's list: which files of the site a browser keeps, and the hash of each.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::finish;

/// What stands in `assets/site/sw.js` where the list and its hash go.
const LIST: &str = "const LIST = {};";
const VERSION: &str = "const VERSION = \"\";";

/// Files that a visitor of the site never needs without a network.
fn is_kept(name: &str) -> bool {
    let tools = [
        "sw.js",
        "posterior-frame.js",
        "builder.js",
        "builder.css",
        "embed.html",
        "icon-512.png",
        "icon-maskable-512.png",
    ];
    // The guide, which is kept, says of every cause what a person has to know; these are the tables behind it.
    let folders = ["causes/", "embed/", "gallery/", "fhir/"];
    !tools.contains(&name) && !folders.iter().any(|folder| name.starts_with(folder))
}

/// Writes the worker `sw.js` for the files that are in the folder now. Whatever changes one of them must call this again.
pub fn write(site: &Path, source: &str) -> Result<()> {
    let mut list = serde_json::Map::new();
    for name in super::files(site)?.into_iter().filter(|name| is_kept(name)) {
        let bytes = std::fs::read(site.join(&name)).with_context(|| format!("reading {name}"))?;
        // The page is opened by the address of its folder.
        let address = if name == "index.html" { "./".to_owned() } else { name };
        list.insert(address, finish::hash(&bytes).into());
    }
    let list = serde_json::Value::Object(list).to_string();
    let version = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&Sha256::digest(&list)[..12]);
    for mark in [LIST, VERSION] {
        ensure!(source.matches(mark).count() == 1, "the worker must hold `{mark}` once");
    }
    let worker = finish::compact(source)?
        .replace(LIST, &format!("const LIST = {list};"))
        .replace(VERSION, &format!("const VERSION = \"{version}\";"));
    std::fs::write(site.join("sw.js"), worker).context("writing sw.js")
}
