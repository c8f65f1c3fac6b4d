//! The one file that holds everything. It opens from a disk, and asks for nothing: its policy forbids it.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::{Parts, between, bundle, public};

/// In `inlined.js`, what the glue takes the place of.
const GLUE: &str = "const GLUE = {};";

/// Writes `dist/posterior.html` from the first page of the site.
pub fn build(root: &Path, site: &Path, parts: &Parts) -> Result<()> {
    let html = std::fs::read_to_string(site.join("index.html"))?;
    let read = |name: &str| std::fs::read_to_string(site.join(name)).with_context(|| format!("the site has no {name}"));
    let mut styles = String::new();
    let mut pieces = html.split("<link ");
    let mut page = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (tag, after) = piece.split_once('>').context("a link that does not end")?;
        if tag.contains("rel=\"stylesheet\"") {
            styles.push_str(&read(between(tag, "href=\"./", "\"")?)?);
            page.push_str(after.trim_start());
        } else if tag.contains("rel=\"modulepreload\"") {
            page.push_str(after);
        } else {
            page.push_str("<link ");
            page.push_str(piece);
        }
    }
    ensure!(!styles.is_empty(), "the page has no style sheets");
    let script = bundle(&root.join(public::FOLDER), "boot.js", &[("load.js", "inlined.js")])?;
    ensure!(script.matches(GLUE).count() == 1, "there is no place for the glue");
    let script = script.replace(GLUE, &format!("const GLUE = {};", glue(&parts.glue)?));
    let tag = between(&page, "<script type=\"module\" id=\"boot\"", "</script>")?.to_owned();
    let boot = format!("<script type=\"module\" id=\"boot\"{tag}</script>");
    ensure!(page.matches(&boot).count() == 1, "the page does not start its script once");
    // The blocks stand before the script that reads them.
    let block = |file: &str, kind: &str, text: &str| -> Result<String> {
        ensure!(!text.contains("</script") && !text.contains("<!--"), "{file} cannot stand in a page");
        Ok(format!("<script type=\"text/plain\" data-file=\"{file}\"{kind}>{text}</script>\n"))
    };
    let mut blocks = block("body.txt", "", &read("body.txt")?)?;
    blocks += &block("text/en.txt", "", &read("text/en.txt")?)?;
    blocks += &block("posterior.wasm", " data-binary=\"application/wasm\"", &STANDARD.encode(&parts.wasm))?;
    ensure!(!script.contains("</script"), "the script cannot stand in a page");
    let start = "<script type=\"module\" id=\"boot\" data-js=\"posterior.js\" data-wasm=\"posterior.wasm\" data-alone>";
    page = page.replace(&boot, "");
    page = page.replace("</body>", &format!("{blocks}{start}{script}</script>\n</body>"));
    page = page.replace("</head>", &format!("<style>{styles}</style>\n</head>"));
    // There is no guide beside it.
    let guide = between(&page, "<p><a href=\"guide.html\">", "</p>")?.to_owned();
    page = page.replace(&format!("<p><a href=\"guide.html\">{guide}</p>"), "");
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}' 'wasm-unsafe-eval'; style-src 'sha256-{}'; img-src data:; \
         connect-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        STANDARD.encode(Sha256::digest(&script)),
        STANDARD.encode(Sha256::digest(&styles)),
    );
    let old = crate::policy::from_page(&page).context("the page states no policy")?;
    ensure!(page.matches(&old).count() == 1, "the policy stands in the page in another form");
    page = page.replace(&old, &policy);
    let path = root.join("dist/posterior.html");
    std::fs::write(&path, page).with_context(|| format!("{} could not be written", path.display()))
}

/// The glue as one value with what it exports.
fn glue(glue: &str) -> Result<String> {
    let mut names = Vec::new();
    let mut code = String::new();
    for line in glue.lines() {
        let Some(exported) = line.strip_prefix("export ") else {
            code.push_str(line);
            code.push('\n');
            continue;
        };
        if let Some(list) = exported.strip_prefix('{') {
            let list = list.trim_end_matches(['}', ';', ' ']);
            for name in list.split(',').map(str::trim) {
                let (own, outside) = name.split_once(" as ").unwrap_or((name, name));
                names.push(format!("{outside}: {own}"));
            }
        } else {
            let name = exported.split(|c: char| !c.is_alphanumeric() && c != '_').nth(1);
            names.push(name.context("an export without a name")?.to_owned());
            code.push_str(exported);
            code.push('\n');
        }
    }
    ensure!(names.iter().any(|name| name.starts_with("default:")), "the glue exports no start: {names:?}");
    Ok(format!("(() => {{\n{code}return {{ {} }};\n}})()", names.join(", ")))
}
