//! Runs natively after Trunk has built the site, and writes into its folder what must be there before, or without, the
//! program: the first screen, the warning signs, the guide, and the language packs.

mod builder;
mod causes;
mod pages;
mod quality;
mod sources;

use anyhow::{Context, Result, bail, ensure};
use posterior::report::fhir;
use posterior::text::Pack;
use posterior::ui::{App, AppProps, Body, Gallery, GalleryProps, Guide, GuideProps, Text, WarningSigns, built_pack};
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
    let words = english(&root, &["assets/text/en", "assets/text/en/causes"])?;
    // What only the pages beside the app say is in no pack: nobody waits for it before the first question.
    let all_words = english(&root, &["assets/text/en", "assets/text/en/causes", "assets/text/en/pages"])?;
    let pack = Pack::parse(&all_words);
    ensure!(pack.problems().is_empty(), "the English words: {}", pack.problems().join("; "));
    fs::create_dir_all(site.join("text"))?;
    fs::write(site.join("text/en.txt"), &words)?;

    let page = site.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    let write = |file: &str, content: String| {
        let file = site.join(file);
        fs::write(&file, content).with_context(|| format!("writing {}", file.display()))
    };
    let described = |title: &str, lead: &str| pages::data(pack.get(title), pack.get(lead), None);
    write("guide.html", guide(&html, &all_words)?)?;
    let of = |title: &str, lead: &str, body: &str| page_of(&html, pack.get(title), &described(title, lead), body);
    write("sources.html", of("ui.sources.title", "ui.sources.intro", &sources::body(&root, &pack)?)?)?;
    write("how-good.html", of("ui.quality.title", "ui.quality.caution", &quality::body(&root, &pack)?)?)?;
    write("how-it-works.html", of("page.how.title", "page.how.lead", &pages::body("how", &pack)?)?)?;
    write("privacy.html", of("page.privacy.title", "page.privacy.lead", &pages::body("privacy", &pack)?)?)?;
    fs::create_dir_all(site.join("causes"))?;
    for page in causes::pages(&root, &pack)? {
        let html = page_of(&html, &page.title, &page.data, &page.body)?;
        write(&format!("causes/{}", page.file), in_folder(&html))?;
    }
    let languages = html.split_once("data-languages=\"").and_then(|(_, rest)| rest.split_once('"'));
    let (languages, _) = languages.context("index.html names no languages")?;
    let (title, builder) = builder::body(&root, &pack, &languages.split(' ').collect::<Vec<_>>())?;
    write("embed.html", page_of(&html, &title, "", &builder)?)?;
    let drawing = fs::read_to_string(root.join("assets/body/drawing.txt")).context("reading the drawing")?;
    let gallery = gallery(&html, &all_words, &drawing)?;
    let html = put(&html, FIRST_SCREEN, &first_screen(&words, &drawing)?)?;
    let html = put(&html, NO_SCRIPT, &warning_signs(&all_words))?;
    fs::write(&page, html)?;
    fs::write(site.join("body.txt"), drawing)?;
    fs::create_dir_all(site.join("gallery"))?;
    fs::write(site.join("gallery/index.html"), gallery)?;
    fs::create_dir_all(site.join("fhir"))?;
    let questions = fhir::questionnaire(pack.get("ui.name"), &|key| pack.get(key).to_owned());
    fs::write(site.join("fhir/questionnaire.json"), questions)?;
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
fn first_screen(words: &str, drawing: &str) -> Result<String> {
    let (words, drawing) = (words.to_owned(), drawing.to_owned());
    if let Err(line) = Body::parse(&drawing) {
        bail!("the drawing cannot be read, line {line}");
    }
    let app = ServerRenderer::<App>::with_props(move || {
        let body = Body::parse(&drawing).unwrap_or_default();
        AppProps::still(text(&words), body)
    });
    Ok(futures::executor::block_on(app.hydratable(false).render()))
}

fn warning_signs(words: &str) -> String {
    let words = words.to_owned();
    let signs = ServerRenderer::<WarningSigns>::with_props(move || GuideProps { text: text(&words) });
    futures::executor::block_on(signs.hydratable(false).render())
}

fn guide(index: &str, words: &str) -> Result<String> {
    let pack = Pack::parse(words);
    let own = words.to_owned();
    let body = ServerRenderer::<Guide>::with_props(move || GuideProps { text: text(&own) });
    let body = futures::executor::block_on(body.hydratable(false).render());
    let body = put(&body, "</main>", &format!("{}</main>", pages::footer(&pack, "")))?;
    let (title, lead) = (pack.get("ui.guide.title"), pack.get("ui.guide.intro"));
    page_of(index, title, &pages::data(title, lead, None), &body)
}

/// The gallery stands in a folder of its own: it is for those who work on the map, and nothing links to it.
fn gallery(index: &str, words: &str, drawing: &str) -> Result<String> {
    let title = Pack::parse(words).get("ui.gallery.title").to_owned();
    let (words, drawing) = (words.to_owned(), drawing.to_owned());
    let gallery = ServerRenderer::<Gallery>::with_props(move || {
        let body = Body::parse(&drawing).unwrap_or_default();
        GalleryProps { text: text(&words), body }
    });
    let body = futures::executor::block_on(gallery.hydratable(false).render());
    let paint = index.split_once("<svg id=\"map-paint\"").and_then(|(_, rest)| rest.split_once("</svg>"));
    let paint = paint.map(|(paint, _)| paint).context("index.html has no paint for the map")?;
    let body = format!("<svg id=\"map-paint\"{paint}</svg>\n{body}");
    Ok(in_folder(&page_of(index, &title, "", &body)?))
}

/// A page that stands in a folder finds its styles one folder up.
fn in_folder(html: &str) -> String {
    let (head, body) = html.split_once("</head>").unwrap_or((html, ""));
    [&head.replace("href=\"./", "href=\"../"), "</head>", body].concat()
}

/// A page around a body: the head's policy and styles are those of the first page; `data` stands in it as it is.
fn page_of(index: &str, title: &str, data: &str, body: &str) -> Result<String> {
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
        // Only the first page has a use for the one policy that is allowed there.
        writeln!(page, "{}", tag.replace("trusted-types posterior-sw", "trusted-types 'none'"))?;
    }
    writeln!(page, "{data}<title>{title}</title>\n</head>\n<body>\n{body}\n</body>\n</html>")?;
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

/// The English words as the program reads them, and the drawings of home tests, which are the same in every language.
fn english(root: &Path, folders: &[&str]) -> Result<String> {
    let figures = root.join("assets/body/home-tests.txt");
    let mut words = fs::read_to_string(&figures).with_context(|| format!("reading {}", figures.display()))?;
    for folder in folders {
        let folder = root.join(folder);
        for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let file = entry?.path();
            if file.extension().is_some_and(|end| end == "txt") {
                words += &fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
                words.push('\n');
            }
        }
    }
    Ok(built_pack(&words))
}
