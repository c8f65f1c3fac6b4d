//! Runs natively after Trunk has built the site, and writes into its folder what must be there before, or without, the
//! program: the first screen, the warning signs, the guide, and the language packs.

use anyhow::{Context, Result, bail, ensure};
use posterior::text::Pack;
use posterior::ui::{App, AppProps, Guide, GuideProps, Text, WarningSigns};
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use yew::ServerRenderer;

const FIRST_SCREEN: &str = "<!--first-screen-->";
const NO_SCRIPT: &str = "<!--no-script-->";

fn main() -> Result<()> {
    let folder =
        |name| std::env::var_os(name).map(PathBuf::from).with_context(|| format!("{name} is not set; Trunk sets it"));
    let site = folder("TRUNK_STAGING_DIR")?;
    let root = folder("TRUNK_SOURCE_DIR")?;
    let words = english(&root)?;
    let pack = Pack::parse(&words);
    ensure!(pack.problems().is_empty(), "the English words: {}", pack.problems().join("; "));
    fs::create_dir_all(site.join("text"))?;
    fs::write(site.join("text/en.txt"), &words)?;

    let page = site.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    let guide = guide(&html, &words)?;
    let html = put(&html, FIRST_SCREEN, &first_screen(&words))?;
    let html = put(&html, NO_SCRIPT, &warning_signs(&words))?;
    fs::write(&page, html)?;
    fs::write(site.join("guide.html"), guide)?;
    Ok(())
}

/// Replaces a placeholder that must be there exactly once.
fn put(html: &str, placeholder: &str, content: &str) -> Result<String> {
    match html.matches(placeholder).count() {
        1 => Ok(html.replacen(placeholder, content, 1)),
        n => bail!("index.html holds {placeholder} {n} times, and must hold it once"),
    }
}

fn text(words: &str) -> Text {
    Text::new(Pack::parse(words))
}

// The renderer makes its properties on a thread of its own, so each render is given the words and not what is read from
// them.
fn first_screen(words: &str) -> String {
    let words = words.to_owned();
    let app =
        ServerRenderer::<App>::with_props(move || AppProps { text: text(&words), lang: "en".into(), live: false });
    futures::executor::block_on(app.hydratable(false).render())
}

fn warning_signs(words: &str) -> String {
    let words = words.to_owned();
    let signs = ServerRenderer::<WarningSigns>::with_props(move || GuideProps { text: text(&words) });
    futures::executor::block_on(signs.hydratable(false).render())
}

/// The guide as a page: the head's policy and styles are those of the first page.
fn guide(index: &str, words: &str) -> Result<String> {
    let pack = Pack::parse(words);
    let own = words.to_owned();
    let body = ServerRenderer::<Guide>::with_props(move || GuideProps { text: text(&own) });
    let body = futures::executor::block_on(body.hydratable(false).render());
    let (head, _) = index.split_once("</head>").context("index.html has no head")?;
    let kept = [
        "http-equiv=\"Content-Security-Policy\"",
        "name=\"viewport\"",
        "name=\"color-scheme\"",
        "name=\"referrer\"",
        "rel=\"icon\"",
        "rel=\"stylesheet\"",
    ];
    let tags = tags(head).filter(|tag| kept.iter().any(|kept| tag.contains(kept)));
    let mut page = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    for tag in tags {
        writeln!(page, "{tag}")?;
    }
    writeln!(page, "<title>{}</title>\n</head>\n<body>\n{body}\n</body>\n</html>", pack.get("ui.guide.title"))?;
    Ok(page)
}

/// The tags of a piece of HTML. A `>` inside a quoted value ends none.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let start = rest.find('<')?;
        let tag = rest.get(start..)?;
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        })? + 1;
        rest = tag.get(end..)?;
        tag.get(..end)
    })
}

/// The English words without the lines that are for people, and the citations.
fn english(root: &Path) -> Result<String> {
    let folder = root.join("assets/text/en");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .with_context(|| format!("reading {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let mut words = String::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            writeln!(words, "{line}")?;
        }
    }
    for file in ["assets/knowledge/sources.toml", "assets/knowledge/triage/sources.toml"] {
        citations(&root.join(file), &mut words)?;
    }
    // Sorted by key, as the program keeps them.
    let key = |line: &&str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
    let mut lines: Vec<&str> = words.lines().collect();
    lines.sort_by_cached_key(key);
    Ok(lines.join("\n"))
}

#[derive(Deserialize)]
struct Sources {
    source: Vec<Source>,
}

#[derive(Deserialize)]
struct Source {
    key: String,
    title: String,
    authors: Option<String>,
    journal: Option<String>,
    year: Option<u16>,
    doi: Option<String>,
    pmid: Option<toml::Value>,
    url: Option<String>,
}

/// One line a source, and one for the address where it can be read.
fn citations(file: &Path, words: &mut String) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    let sources: Sources = toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
    for source in sources.source {
        let parts = [source.authors.as_deref(), Some(&source.title), source.journal.as_deref()];
        let mut citation =
            parts.into_iter().flatten().map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ");
        if let Some(year) = source.year {
            write!(citation, " ({year})")?;
        }
        writeln!(words, "source.{} = {citation}.", source.key)?;
        let pmid = source.pmid.map(|pmid| pmid.as_str().map_or_else(|| pmid.to_string(), str::to_owned));
        let address = source
            .url
            .or_else(|| source.doi.map(|doi| format!("https://doi.org/{doi}")))
            .or_else(|| pmid.map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/")));
        if let Some(address) = address {
            writeln!(words, "source.{}.url = {address}", source.key)?;
        }
    }
    Ok(())
}
