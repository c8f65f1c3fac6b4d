//! The bill of materials, in the form CycloneDX 1.5. It holds no time and no random number: the same sources give the same bytes.

use serde_json::{Value, json};

use super::tree::Package;

/// The compiler's own library is in the wasm too, in the version that this file pins.
const TOOLCHAIN: &str = include_str!("../../../rust-toolchain.toml");

/// The bill as text.
pub fn text(tree: &[Package]) -> String {
    let (ours, others): (Vec<_>, Vec<_>) = tree.iter().partition(|package| package.checksum.is_none());
    let reference = |package: &Package| format!("pkg:cargo/{}@{}", package.name, package.version);
    let component = |package: &Package, kind: &str| {
        let mut component = json!({
            "type": kind,
            "bom-ref": reference(package),
            "name": package.name,
            "version": package.version,
            "purl": reference(package),
            "licenses": [{ "expression": package.licence }],
        });
        if let Some(sum) = &package.checksum {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        component
    };
    let version = TOOLCHAIN.lines().find_map(|line| line.strip_prefix("channel = ")).unwrap_or_default();
    let std = json!({
        "type": "library", "bom-ref": "rust-std", "name": "rust-std", "version": version.trim_matches('"'),
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
    });
    let components: Vec<Value> = others.iter().map(|package| component(package, "library")).chain([std]).collect();
    let dependencies: Vec<Value> = tree
        .iter()
        .map(|package| {
            let uses: Vec<String> = package.uses.iter().filter_map(|&place| tree.get(place)).map(reference).collect();
            json!({ "ref": reference(package), "dependsOn": uses })
        })
        .collect();
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": ours.first().map(|package| component(package, "application")) },
        "components": components,
        "dependencies": dependencies,
    });
    format!("{bill:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_component() {
        let package = |name: &str, checksum: Option<&str>, uses: &[usize]| Package {
            name: name.into(),
            version: "1.0.0".into(),
            licence: "MIT".into(),
            checksum: checksum.map(str::to_owned),
            folder: "/x".into(),
            uses: uses.to_vec(),
        };
        let bill: Value =
            serde_json::from_str(&text(&[package("a", Some("ab"), &[]), package("posterior", None, &[0])]))
                .expect("JSON");
        assert_eq!(bill["metadata"]["component"]["bom-ref"], "pkg:cargo/posterior@1.0.0");
        assert_eq!(bill["components"][0]["purl"], "pkg:cargo/a@1.0.0");
        assert_eq!(bill["dependencies"][1]["dependsOn"], json!(["pkg:cargo/a@1.0.0"]));
    }
}
