//! The last touch on a built site: visitors wait for every byte, so what only explains or names things stays here.
//!
//! Trunk has written the hash of each file into the page before; every file that changes gets its new hash there.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use sha2::{Digest, Sha384};

use crate::site;

/// Part of the tag of the script that starts the app.
const BOOT: &str = "<script type=\"module\" id=\"boot\"";

/// Takes comments and indents out of the scripts and style sheets, and names out of the wasm.
///
/// # Errors
///
/// When a file cannot be read or written, is not what it says, or its hash is not in the page.
pub fn run(site: &Path) -> Result<()> {
    let mut changed = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(site)?.collect::<std::io::Result<Vec<_>>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    for file in files {
        let path = file.path();
        let smaller = match path.extension().and_then(|ext| ext.to_str()) {
            Some("js") => compact(&std::fs::read_to_string(&path)?).map(String::into_bytes),
            Some("css") => Ok(compact_css(&std::fs::read_to_string(&path)?).into_bytes()),
            Some("wasm") => without_custom_sections(&std::fs::read(&path)?),
            _ => continue,
        };
        let smaller = smaller.with_context(|| format!("in {}", path.display()))?;
        // `boot.js` has no hash in the page: the page itself names what it may load.
        changed.push((hash(&std::fs::read(&path)?), hash(&smaller)));
        std::fs::write(&path, smaller).with_context(|| format!("writing {}", path.display()))?;
    }
    // The other pages use the same style sheets.
    for page in site::files(site)?.iter().filter(|name| name.ends_with(".html") && *name != "index.html") {
        rehash(&site.join(page), &changed)?;
    }
    let page = site.join("index.html");
    let mut html = rehash(&page, &changed)?;
    // The drawing is fetched with its hash, as the program is: a stale or changed one must not be put over the body.
    let drawing = site.join("body.txt");
    let drawing = std::fs::read(&drawing).with_context(|| format!("reading {}", drawing.display()))?;
    ensure!(html.matches(BOOT).count() == 1, "the page holds no boot script");
    html = html.replace(BOOT, &format!("{BOOT} data-drawing=\"{}\"", hash(&drawing)));
    std::fs::write(&page, html).with_context(|| format!("writing {}", page.display()))
}

/// Puts the new hashes of files into a page, and returns it.
fn rehash(page: &Path, changed: &[(String, String)]) -> Result<String> {
    let mut html = std::fs::read_to_string(page).with_context(|| format!("reading {}", page.display()))?;
    for (old, new) in changed {
        html = html.replace(old, new);
    }
    std::fs::write(page, &html).with_context(|| format!("writing {}", page.display()))?;
    Ok(html)
}

/// The integrity of these bytes, as browsers write it.
#[must_use]
pub fn hash(bytes: &[u8]) -> String {
    format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes)))
}

/// A script without indents and without the lines that are comment. Half of `boot.js` explains it.
///
/// # Errors
///
/// When a text in it goes over several lines.
pub fn compact(script: &str) -> Result<String> {
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        ensure!(line.matches('`').count() % 2 == 0, "a text over several lines would lose its indents: {line}");
        // Code may follow a comment that casts a type.
        let after = line.rsplit_once("*/").map_or("", |(_, after)| after.trim());
        let is_comment = ["//", "/**", "*"].iter().any(|start| line.starts_with(start)) && after.is_empty();
        if !is_comment && !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        }
    }
    Ok(out)
}

/// A style sheet without comments and without the spaces that only people need. What stands in quotes is left alone.
#[must_use]
pub fn compact_css(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => {
                let length = rest[1..].find('"').map_or(rest.len(), |end| end + 2);
                out.push_str(&rest[..length]);
                length
            }
            _ if c.is_whitespace() => {
                let length = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
                let next = rest[length..].chars().next();
                // A colon followed by a space ends the name of a property; one before a word may begin a selector.
                let needless = out.is_empty()
                    || out.ends_with(['{', '}', ';', ',', ':', '>', ' '])
                    || matches!(next, None | Some('{' | '}' | ';' | '>'));
                if !needless {
                    out.push(' ');
                }
                length
            }
            _ => {
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

/// A wasm module without its custom sections: names for debuggers, and who made it.
fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    ensure!(wasm.starts_with(b"\0asm"), "this is no wasm module");
    let mut out = wasm.get(..HEADER).context("the module ends too early")?.to_vec();
    let mut at = HEADER;
    while let Some(&kind) = wasm.get(at) {
        let (length, content) = leb128(wasm, at + 1)?;
        let end = content + length;
        if kind != 0 {
            out.extend_from_slice(wasm.get(at..end).context("a section ends too late")?);
        }
        at = end;
    }
    Ok(out)
}

/// An unsigned number in LEB128 (WebAssembly core specification, 5.2.2), and the position behind it.
fn leb128(bytes: &[u8], mut at: usize) -> Result<(usize, usize)> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(at).context("a number ends too early")?;
        ensure!(shift < 35, "a number is longer than five bytes");
        number |= usize::from(byte & 0x7f) << shift;
        at += 1;
        shift += 7;
        if byte & 0x80 == 0 {
            return Ok((number, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let script = "// Why.\n/** A type. */\nconst a = 1; // kept\n  /** @type {X} */ (a).b = 2;\n/**\n * More.\n */\n\n  f();\n";
        assert_eq!(compact(script).expect("a script"), "const a = 1; // kept\n/** @type {X} */ (a).b = 2;\nf();\n");
        assert!(compact("const a = `one\n  two`;").is_err());
    }

    #[test]
    fn a_style_sheet_keeps_its_meaning() {
        let css = "/* Why. */\na > b,\nc :hover {\n  content: \"x ; y\"; /* it */\n  inset: calc(1px + 2px) auto;\n}\n@media (a: b) { d { e: f; } }\n";
        let expected = "a>b,c :hover{content:\"x ; y\";inset:calc(1px + 2px) auto}@media (a:b){d{e:f}}";
        assert_eq!(compact_css(css), expected);
    }

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let wasm = [b"\0asm\x01\0\0\0".as_slice(), &[1, 2, 9, 9], &[0, 3, 1, b'x', 7], &[3, 1, 5]].concat();
        let expected = [b"\0asm\x01\0\0\0".as_slice(), &[1, 2, 9, 9], &[3, 1, 5]].concat();
        assert_eq!(without_custom_sections(&wasm).expect("a module"), expected);
        assert!(without_custom_sections(b"<!doctype html>").is_err());
        assert!(without_custom_sections(&wasm[..wasm.len() - 1]).is_err());
    }
}
