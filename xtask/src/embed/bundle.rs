//! Modules put together into one, so that a page asks for one file. No more than our own scripts need: every import stands on
//! one line and names a file beside it, and no two files give the same name to different things.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::finish::compact;

/// A module with all that it imports, without comments. `instead` names files that take the place of others.
pub fn bundle(folder: &Path, entry: &str, instead: &[(&str, &str)]) -> Result<String> {
    let mut done = Vec::new();
    let mut out = String::new();
    add(folder, entry, instead, true, &mut done, &mut out)?;
    Ok(out)
}

fn add(
    folder: &Path,
    file: &str,
    instead: &[(&str, &str)],
    entry: bool,
    done: &mut Vec<String>,
    out: &mut String,
) -> Result<()> {
    let file = instead.iter().find(|(from, _)| *from == file).map_or(file, |(_, to)| to);
    if done.iter().any(|own| own == file) {
        return Ok(());
    }
    done.push(file.to_owned());
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    for line in compact(&text).with_context(|| format!("in {}", path.display()))?.lines() {
        let line = &without_types(line);
        if let Some(import) = line.strip_prefix("import ") {
            let from = import.split_once("from \"./").and_then(|(_, rest)| rest.strip_suffix("\";"));
            let Some(from) = from else { bail!("{file}: an import that this cannot follow: {line}") };
            add(folder, from, instead, false, done, out)?;
        } else if entry {
            out.push_str(line);
            out.push('\n');
        } else {
            out.push_str(line.strip_prefix("export ").unwrap_or(line));
            out.push('\n');
        }
    }
    Ok(())
}

/// A line without the comments inside it that name types.
fn without_types(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, comment)) = rest.split_once("/** @type") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after.trim_start());
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{bundle, without_types};

    #[test]
    fn types_inside_a_line_go() {
        assert_eq!(without_types("a(/** @type {X} */ (b), /** @type {Y} */ c)"), "a((b), c)");
        assert_eq!(without_types("const s = \"a // b\";"), "const s = \"a // b\";");
    }

    #[test]
    fn each_module_stands_there_once_and_before_its_users() {
        let folder = std::env::temp_dir().join(format!("posterior-bundle-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let files = [
            (
                "a.js",
                "// Why.\nimport { b } from \"./b.js\";\nimport { c } from \"./c.js\";\nexport const a = b + c;\n",
            ),
            ("b.js", "import { c } from \"./c.js\";\nexport const b = c;\n"),
            ("c.js", "export const c = 1;\n"),
            ("d.js", "export const c = 2;\n"),
        ];
        for (name, text) in files {
            std::fs::write(folder.join(name), text).expect("a file");
        }
        let whole = bundle(&folder, "a.js", &[]).expect("a bundle");
        assert_eq!(whole, "const c = 1;\nconst b = c;\nexport const a = b + c;\n");
        let other = bundle(&folder, "a.js", &[("c.js", "d.js")]).expect("a bundle");
        assert!(other.starts_with("const c = 2;\nconst b"), "{other}");
        assert!(bundle(&folder, "e.js", &[]).is_err());
        std::fs::remove_dir_all(folder).expect("it goes");
    }
}
