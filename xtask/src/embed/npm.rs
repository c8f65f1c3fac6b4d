//! The package for npm: the element as a class without side effects, and an entry that makes it known to the page.

use std::path::Path;

use anyhow::{Context, Result};

use super::{PAGES, VERSION, fresh, public, write};

/// Makes the package beside the folder of the element. `class`: the module with the class.
pub fn build(root: &Path, embed: &Path, class: &str) -> Result<()> {
    let folder = root.join("dist/npm");
    fresh(&folder)?;
    let mut files =
        vec!["define.js", "define.d.ts", "posterior-checker.js", "posterior-checker.d.ts", "custom-elements.json"];
    for file in ["posterior.js", "posterior.wasm", "posterior.css", "body.txt", "text/en.txt"].into_iter().chain(PAGES)
    {
        write(&folder, file, std::fs::read(embed.join(file))?)?;
        files.push(file);
    }
    let own = |name: &str| {
        let path = root.join(public::FOLDER).join(name);
        std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    for name in ["custom-elements.json", "posterior-checker.d.ts"] {
        write(&folder, name, own(name)?)?;
    }
    for entry in std::fs::read_dir(embed)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".css") && name != "posterior.css" {
            write(&folder, &name, std::fs::read(embed.join(&name))?)?;
        }
    }
    write(&folder, "posterior-checker.js", class)?;
    let define = "import { PosteriorChecker, define } from \"./posterior-checker.js\";\nexport { PosteriorChecker };\ndefine();\n";
    write(&folder, "define.js", define)?;
    write(&folder, "define.d.ts", "export { PosteriorChecker } from \"./posterior-checker.js\";\n")?;
    write(&folder, "README.md", own("npm-readme.md")?)?;
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        write(&folder, name, std::fs::read(root.join(name))?)?;
    }
    let files = files.iter().map(|file| format!("\"{file}\"")).collect::<Vec<_>>().join(", ");
    write(&folder, "package.json", PACKAGE.replace("{version}", VERSION).replace("{files}", &files))
}

/// In this order: conditions count from the first, and `types` must come before `default`. Of the side effects a bundler must
/// know, or it drops the entry whose only use is what it does.
const PACKAGE: &str = r#"{
  "name": "posterior-checker",
  "version": "{version}",
  "description": "Where does it hurt? A private, explained first answer to hip and buttock pain, as one tag.",
  "license": "(MIT OR Apache-2.0) AND CC-BY-4.0",
  "type": "module",
  "types": "./posterior-checker.d.ts",
  "exports": {
    ".": { "types": "./posterior-checker.d.ts", "default": "./posterior-checker.js" },
    "./define": { "types": "./define.d.ts", "default": "./define.js" },
    "./custom-elements.json": "./custom-elements.json",
    "./package.json": "./package.json"
  },
  "customElements": "custom-elements.json",
  "sideEffects": ["./define.js"],
  "files": [{files}, "*.css"],
  "keywords": ["custom-element", "web-component", "hip pain", "buttock pain", "symptom checker", "wasm"]
}
"#;
