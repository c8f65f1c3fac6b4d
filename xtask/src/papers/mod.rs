//! What lies beside the published files: check sums, a bill of materials and the licences of all that ships.

mod licences;
mod sbom;
mod tree;

use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::site;

/// What `cargo xtask dist` publishes. The folder also holds pictures that tests took; they are not of it.
const PUBLISHED: [&str; 6] = ["site", "embed", "npm", "posterior.html", "sbom.cdx.json", "licences.txt"];

/// Writes `sbom.cdx.json`, `licences.txt` and `SHA256SUMS` into the folder of what is published.
///
/// # Errors
///
/// When cargo cannot tell what the program is made of, or a file cannot be read or written.
pub fn run(root: &Path, dist: &Path) -> Result<()> {
    let tree = tree::read(root)?;
    std::fs::write(dist.join("sbom.cdx.json"), sbom::text(&tree))?;
    std::fs::write(dist.join("licences.txt"), licences::text(root, &tree)?)?;
    std::fs::write(dist.join("SHA256SUMS"), sums(dist)?)?;
    Ok(())
}

/// One line a published file, as `sha256sum --check SHA256SUMS` reads it.
fn sums(dist: &Path) -> Result<String> {
    let mut lines = String::new();
    for name in site::files(dist)? {
        if PUBLISHED.contains(&name.split('/').next().unwrap_or_default()) {
            let bytes = std::fs::read(dist.join(&name)).with_context(|| format!("reading {name}"))?;
            let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            lines.push_str(&format!("{sum}  {name}\n"));
        }
    }
    Ok(lines)
}
