//! The element as it is handed out, made from the built site: `dist/embed/<version>` to copy or to link, `dist/npm` to publish,
//! and `dist/posterior.html`, the one file that holds everything.

mod alone;
mod bundle;
mod npm;
pub mod public;
mod rows;
mod style;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::finish::compact_css;
pub use bundle::bundle;
use public::Public;

/// The version of what is built.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// In `element.js`, what the build puts its own things in place of.
const MADE: &str = "const MADE = ({});";

/// Files that the element asks for, beside its own script.
const FETCHED: [&str; 4] = ["posterior.wasm", "posterior.css", "body.txt", "text/en.txt"];

/// Pages that the app links to, with all that they need.
const PAGES: [&str; 5] = ["sources.html", "how-good.html", "guide.html", "how-it-works.html", "privacy.html"];

/// The folder of the element.
#[must_use]
pub fn folder(root: &Path) -> PathBuf {
    root.join("dist/embed").join(VERSION)
}

/// Makes all of it.
///
/// # Errors
///
/// When the built site, the words or the table of the element lack something.
pub fn build(root: &Path, site: &Path) -> Result<()> {
    let parts = Parts::of(root, site)?;
    let folder = folder(root);
    fresh(&folder)?;
    write(&folder, "posterior.wasm", &parts.wasm)?;
    write(&folder, "posterior.js", &parts.drawn)?;
    write(&folder, "posterior.css", &parts.css)?;
    for file in ["body.txt", "text/en.txt"] {
        write(&folder, file, std::fs::read(site.join(file)).with_context(|| format!("the site has no {file}"))?)?;
    }
    pages(site, &folder)?;
    let made = parts.made(&folder)?;
    let script = |entry: &str| -> Result<String> {
        let script = bundle(&root.join(public::FOLDER), entry, &[])?;
        ensure!(script.matches(MADE).count() == 1, "the element has no place for what the build makes");
        Ok(script.replace(MADE, &format!("const MADE = {made};")))
    };
    write(&folder, "posterior-checker.js", script("posterior-checker.js")?)?;
    npm::build(root, &folder, &script("element.js")?)?;
    alone::build(root, site, &parts)
}

/// What the element is made of.
struct Parts {
    wasm: Vec<u8>,
    glue: String,
    /// The glue, and what the map is painted with.
    drawn: String,
    css: String,
    made: Map<String, Value>,
}

impl Parts {
    fn of(root: &Path, site: &Path) -> Result<Self> {
        let public = Public::read(root)?;
        let style = |name: &str| {
            let path = root.join("assets/style").join(name);
            std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
        };
        let tokens = style("tokens.css")?;
        let css = style::scoped(&tokens, &(style("app.css")? + &style("map.css")?), &public.tokens())?;
        let poster = std::fs::read_to_string(root.join(public::FOLDER).join("poster.css"))?;
        // Of the tokens, those that the poster uses.
        let tokens = style::used(&tokens, &poster);
        let own = public.tokens().into_iter().filter(|name| tokens.contains(&format!("--{name}:"))).collect::<Vec<_>>();
        let poster_css = compact_css(&style::scoped(&tokens, &poster, &own)?);
        let html = std::fs::read_to_string(site.join("index.html"))?;
        let words = Words::read(root)?;
        let made = Map::from_iter([
            ("version".to_owned(), json!(VERSION)),
            ("languages".to_owned(), json!(between(&html, "data-languages=\"", "\"")?.split(' ').collect::<Vec<_>>())),
            (
                "words".to_owned(),
                json!({
                    "loading": between(&html, "data-loading=\"", "\"")?,
                    "slow": between(&html, "data-slow=\"", "\"")?,
                    "retry": between(&html, "id=\"safety-net-retry\" hidden>", "<")?,
                    "signs": between(&html, "<h2>", "</h2>\n<section")?,
                    "guide": between(&html, "<a href=\"guide.html\">", "<")?,
                }),
            ),
            ("reasons".to_owned(), Value::Object(reasons(&html)?)),
            ("css".to_owned(), json!(poster_css)),
            ("poster".to_owned(), poster_rows(root, &words)?),
            ("signs".to_owned(), json!(rows::rows(&signs(&html)?)?)),
        ]);
        let file = |end: &str| -> Result<PathBuf> {
            let mut files = std::fs::read_dir(site)?.filter_map(|file| Some(file.ok()?.path()));
            let app = files.find(|path| {
                path.file_name().is_some_and(|name| {
                    let name = name.to_string_lossy();
                    name.starts_with("app-") && name.ends_with(end)
                })
            });
            app.with_context(|| format!("the site has no app-…{end}"))
        };
        let wasm = file("_bg.wasm")?;
        // The name that wasm-bindgen gave it, where nobody says which file to load; Trunk gives the file another.
        let glue = std::fs::read_to_string(file(".js")?)?.replace("app_bg.wasm", "posterior.wasm");
        ensure!(glue.contains("posterior.wasm"), "the glue does not name its wasm");
        let paint = between(&html, "<svg id=\"map-paint\"", "</svg>")?;
        let paint = rows::rows(&format!("<svg id=\"map-paint\"{paint}</svg>"))?;
        let paint = paint.first().context("the page has no paint for the map")?;
        // Drawn with the program, and so fetched with it.
        let drawn = format!("{glue}\nexport const PAINT = {paint};\n");
        Ok(Self { wasm: std::fs::read(wasm)?, glue, drawn, css: compact_css(&css), made })
    }

    /// What stands in the script itself, with the hashes of what it asks for.
    fn made(&self, folder: &Path) -> Result<String> {
        let mut sums = Map::new();
        for file in FETCHED {
            sums.insert(file.to_owned(), json!(short_hash(&std::fs::read(folder.join(file))?)));
        }
        let mut made = self.made.clone();
        made.insert("sums".to_owned(), Value::Object(sums));
        Ok(Value::Object(made).to_string())
    }
}

/// The English words, by key.
struct Words(String);

impl Words {
    fn read(root: &Path) -> Result<Self> {
        let path = root.join("assets/text/en/interface.txt");
        Ok(Self(std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?))
    }

    fn get(&self, key: &str) -> Result<&str> {
        let mut lines = self.0.lines().filter_map(|line| line.split_once(" = "));
        lines
            .find_map(|(own, words)| (own == key).then_some(words))
            .with_context(|| format!("there are no words for {key}"))
    }
}

/// What is seen before the program has come: the question, the body from behind, and the button.
fn poster_rows(root: &Path, words: &Words) -> Result<Value> {
    let drawing = std::fs::read_to_string(root.join("assets/body/drawing.txt")).context("reading the drawing")?;
    // The first view ends where the next begins.
    let view: Vec<Vec<&str>> = drawing.lines().skip(1).map(|line| line.split(' ').collect()).collect();
    let view = view.split(|line| line.first() == Some(&"view")).nth(1).context("the drawing has no view")?;
    let frame = drawing.lines().nth(1).and_then(|line| line.splitn(4, ' ').nth(3)).context("the view has no frame")?;
    let path = |class: &str, d: &[&str]| json!(["path", { "class": class, "d": d.join(" ") }]);
    let mut half = Vec::new();
    for line in view {
        match line.split_first() {
            Some((&"body", d)) => half.push(path("skin", d)),
            // The darkest of the relief: cleft and folds.
            Some((&"crisp", [_, d @ ..])) => half.push(path("fold", d)),
            _ => {}
        }
    }
    ensure!(half.len() > 2, "the view has no body or no folds");
    let mut body = vec![json!("svg"), json!({ "viewBox": frame, "aria-hidden": "true" })];
    for side in [json!({}), json!({ "transform": "scale(-1 1)" })] {
        let mut group = vec![json!("g"), side];
        group.extend(half.iter().cloned());
        body.push(Value::Array(group));
    }
    let p = |key: &str| -> Result<Value> { Ok(json!(["p", {}, words.get(key)?])) };
    Ok(json!(["section", { "class": "poster", "part": "poster" },
        ["h2", {}, words.get("ui.map.title")?],
        p("ui.poster.says")?,
        body,
        ["button", { "type": "button", "part": "start" }, words.get("ui.poster.start")?],
        ["p", { "role": "status" }],
        ["p", {}, words.get("ui.private")?, ["br", {}], words.get("ui.not-a-doctor")?],
    ]))
}

/// The lines of the safety net that say what failed.
fn reasons(html: &str) -> Result<Map<String, Value>> {
    let mut reasons = Map::new();
    for piece in html.split("data-reason=\"").skip(1) {
        let (reason, rest) = piece.split_once('"').context("a reason without an end")?;
        let (_, rest) = rest.split_once('>').context("a reason without words")?;
        reasons.insert(reason.to_owned(), json!(rest.split("</p>").next().unwrap_or_default()));
    }
    ensure!(reasons.len() >= 6, "the page gives too few reasons");
    // Where there is no script there is no element either.
    reasons.remove("script");
    Ok(reasons)
}

/// The warning signs of the safety net: everything between its heading and the way to the guide.
fn signs(html: &str) -> Result<String> {
    let (_, net) = html.split_once("id=\"safety-net\"").context("the page has no safety net")?;
    let from = net.find("<section").context("the safety net holds no signs")?;
    let to = net.find("<p><a href=\"guide.html\"").context("the safety net does not lead to the guide")?;
    let signs = net.get(from..to).context("the guide stands before the signs")?;
    // Only the words and what they are: the poster has looks of its own.
    Ok(signs.replace("<div class=\"care-body\">", "").replace("</div>", ""))
}

/// The integrity of these bytes. The script holds one for each file, and people wait for it: the short kind is as safe.
fn short_hash(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// What stands between two marks, the first of them.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Result<&'a str> {
    let found = text.split_once(to).and_then(|(before, _)| Some(before.rsplit_once(from)?.1));
    let found = found.or_else(|| text.split_once(from).and_then(|(_, rest)| Some(rest.split_once(to)?.0)));
    found.with_context(|| format!("the built page holds nothing between {from} and {to}"))
}

/// The pages that the app links to, and their style sheets.
fn pages(site: &Path, folder: &Path) -> Result<()> {
    for page in PAGES {
        let html = std::fs::read_to_string(site.join(page)).with_context(|| format!("the site has no {page}"))?;
        for sheet in html.split("href=\"./").skip(1).filter_map(|rest| rest.split('"').next()) {
            if sheet.ends_with(".css") {
                write(folder, sheet, std::fs::read(site.join(sheet))?)?;
            }
        }
        // The way back to the check leads to the page that holds the element, which this page does not know.
        write(folder, page, html.replace("<p><a href=\"./\">", "<p hidden><a href=\"./\">"))?;
    }
    Ok(())
}

/// An empty folder.
fn fresh(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{} could not be emptied", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) -> Result<()> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(&path, content).with_context(|| format!("{} could not be written", path.display()))
}
