//! The packages whose code is in the wasm, as cargo resolves them for it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::shell;

/// A package in the wasm.
#[derive(Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as an expression of SPDX.
    pub licence: String,
    /// SHA-256 of the archive that it came in; none for our own.
    pub checksum: Option<String>,
    /// The folder of its sources.
    pub folder: PathBuf,
    /// What it uses: places in the list.
    pub uses: Vec<usize>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Found>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Found {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    manifest_path: PathBuf,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// All packages in the wasm, by name and version; our own among them. Macros are not: they write code, and stay behind.
pub fn read(root: &Path) -> Result<Vec<Package>> {
    let mut cargo = shell::command(root, "cargo");
    cargo.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", "wasm32-unknown-unknown"]);
    cargo.args(["--no-default-features", "--features", "posterior/web"]);
    let text = shell::output_of(&mut cargo).context("`cargo metadata` could not tell what the wasm is made of")?;
    let metadata: Metadata = serde_json::from_str(&text).context("in the answer of `cargo metadata`")?;
    let lock: Lock = toml::from_str(&std::fs::read_to_string(root.join("Cargo.lock"))?).context("in Cargo.lock")?;
    packages(&metadata, &lock)
}

fn packages(metadata: &Metadata, lock: &Lock) -> Result<Vec<Package>> {
    let found: BTreeMap<&str, &Found> = metadata.packages.iter().map(|found| (found.id.as_str(), found)).collect();
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let is_macro = |id: &str| {
        found
            .get(id)
            .is_some_and(|found| found.targets.iter().any(|it| it.kind.iter().any(|kind| kind == "proc-macro")))
    };
    let uses = |id: &str| -> Vec<&str> {
        let deps = nodes.get(id).map(|node| node.deps.as_slice()).unwrap_or_default();
        let linked = deps.iter().filter(|it| it.dep_kinds.iter().any(|kind| kind.kind.is_none()) && !is_macro(&it.pkg));
        linked.map(|it| it.pkg.as_str()).collect()
    };
    let ours = metadata.packages.iter().find(|found| found.name == "posterior").context("cargo knows no posterior")?;
    let (mut reached, mut open) = (BTreeSet::new(), vec![ours.id.as_str()]);
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(uses(id));
        }
    }
    let mut all: Vec<&Found> = reached.iter().filter_map(|id| found.get(id).copied()).collect();
    all.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    let place = |id: &str| all.iter().position(|found| found.id == id);
    all.iter()
        .map(|it| {
            let licence = it.license.as_deref().with_context(|| format!("{} states no licence", it.name))?;
            let locked = lock.package.iter().find(|locked| locked.name == it.name && locked.version == it.version);
            let mut uses: Vec<usize> = uses(&it.id).into_iter().filter_map(place).collect();
            uses.sort_unstable();
            uses.dedup();
            Ok(Package {
                name: it.name.clone(),
                version: it.version.clone(),
                // The old way to write "or" is a slash.
                licence: licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR "),
                checksum: locked.and_then(|locked| locked.checksum.clone()),
                folder: it.manifest_path.parent().context("a package has a folder")?.to_path_buf(),
                uses,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_linked_is_listed() {
        let package = |name: &str, kind: &str| {
            format!(
                r#"{{"id":"{name}","name":"{name}","version":"1.0.0","license":"MIT/Apache-2.0","manifest_path":"/x/{name}/Cargo.toml","targets":[{{"kind":["{kind}"]}}]}}"#
            )
        };
        let dep = |name: &str, kind: &str| format!(r#"{{"pkg":"{name}","dep_kinds":[{{"kind":{kind}}}]}}"#);
        let text = format!(
            r#"{{"packages":[{}],"resolve":{{"nodes":[{{"id":"posterior","deps":[{}]}},{{"id":"macro","deps":[{}]}},{{"id":"a","deps":[]}}]}}}}"#,
            [
                package("posterior", "lib"),
                package("a", "lib"),
                package("macro", "proc-macro"),
                package("syn", "lib"),
                package("dev", "lib")
            ]
            .join(","),
            [dep("a", "null"), dep("macro", "null"), dep("dev", "\"dev\"")].join(","),
            dep("syn", "null"),
        );
        let metadata = serde_json::from_str(&text).expect("metadata");
        let lock = toml::from_str("[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ab\"").expect("a lock");
        let list = packages(&metadata, &lock).expect("packages");
        let names: Vec<&str> = list.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["a", "posterior"]);
        assert_eq!((list[0].licence.as_str(), list[0].checksum.as_deref()), ("MIT OR Apache-2.0", Some("ab")));
        assert_eq!(list[1].uses, [0]);
    }
}
