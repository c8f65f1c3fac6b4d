//! The licences of everything that ships: who wrote it, under what, and each text once.

use std::{collections::BTreeMap, fmt::Write as _, path::Path};

use anyhow::{Context, Result};

use super::tree::Package;

const HEAD: &str = "\
Licences of what is in this folder

Code of Posterior: MIT or Apache-2.0, as you like.
Knowledge, words and pictures of the body (in text/, body.txt and the program): CC BY 4.0,
https://creativecommons.org/licenses/by/4.0/. The measured contours under the pictures: CC0 1.0,
https://creativecommons.org/publicdomain/zero/1.0/.

The program also holds parts of these packages, and of Rust's standard library (MIT or Apache-2.0, the Rust project):
";

/// The file as text.
pub fn text(root: &Path, tree: &[Package]) -> Result<String> {
    let mut out = HEAD.to_owned();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in tree {
        let name = format!("{} {}", package.name, package.version);
        if package.checksum.is_some() {
            writeln!(out, "  {name}: {}", package.licence)?;
        }
        let folder = if package.checksum.is_some() { package.folder.as_path() } else { root };
        for text in texts_of(folder)? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    // By whose they are, so that a new version of one does not shuffle them all.
    let mut texts: Vec<(Vec<String>, String)> = texts.into_iter().map(|(text, names)| (names, text)).collect();
    texts.sort();
    for (names, text) in texts {
        writeln!(out, "\n{}\n{}\n\n{text}", "-".repeat(100), names.join(", "))?;
    }
    Ok(out)
}

/// The licence texts in a package's folder.
fn texts_of(folder: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let mut texts = Vec::new();
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let is_licence =
            ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start));
        if is_licence && entry.file_type()?.is_file() {
            let bytes = std::fs::read(entry.path())?;
            let text = String::from_utf8_lossy(&bytes);
            // Line ends and spaces at the ends differ from package to package, the words do not.
            let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
            texts.push(lines.join("\n").trim_matches('\n').to_owned());
        }
    }
    texts.sort();
    Ok(texts)
}
