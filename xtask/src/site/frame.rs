//! `frame.html`: the app for an `<iframe>` on someone else's page. It tells that page how high it is and keeps nothing.

use std::path::Path;

use anyhow::{Context, Result, ensure};

/// What the page for frames has instead of what the page has: no icon, no install, no worker; the messenger.
const EDITS: [(&str, &str); 4] = [
    ("<html lang=\"en\"", "<html class=\"framed\" lang=\"en\""),
    ("src=\"./offline.js\"", "src=\"./frame.js\""),
    ("trusted-types posterior-sw", "trusted-types 'none'"),
    // Search engines show the page, not the inside of a frame.
    ("<meta name=\"referrer\"", "<meta name=\"robots\" content=\"noindex\">\n<meta name=\"referrer\""),
];

/// Lines that only the page itself needs.
const LEFT_OUT: [&str; 3] = ["rel=\"manifest\"", "rel=\"apple-touch-icon\"", "name=\"theme-color\""];

/// Writes the page, made from the finished `index.html` before hashes are put into its own script.
pub fn write(site: &Path, index: &str) -> Result<()> {
    let lines = index.lines().filter(|line| !LEFT_OUT.iter().any(|part| line.contains(part)));
    let mut html = lines.flat_map(|line| [line, "\n"]).collect::<String>();
    for (from, to) in EDITS {
        ensure!(html.matches(from).count() == 1, "the page must hold `{from}` once");
        html = html.replace(from, to);
    }
    html = super::with_hash(&html, site, "frame.js")?;
    std::fs::write(site.join("frame.html"), html).context("writing frame.html")
}
