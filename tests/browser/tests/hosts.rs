//! Each sample for hosts is built by its own generator, as its owner would do it, and loaded.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use posterior_browser_tests::{Hand, Page, Stage, element_folder};
use serde_json::json;
use xtask::{shell, site};

/// Where the sites stand on their host: the harder case.
const PREFIX: &str = "/blog/";

fn root() -> Result<PathBuf> {
    shell::project_root()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in site::files(from)? {
        let to = to.join(&file);
        std::fs::create_dir_all(to.parent().context("a folder")?)?;
        std::fs::copy(from.join(&file), to)?;
    }
    Ok(())
}

/// A copy of a sample with the element's files where it wants them; removed on drop.
struct Sample(PathBuf);

impl Sample {
    fn new(name: &str, files: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("posterior-host-{name}-{}", std::process::id()));
        copy(&root()?.join("examples/hosts").join(name), &folder)?;
        copy(&element_folder()?, &folder.join(files))?;
        Ok(Self(folder))
    }

    fn build(&self, program: &str, words: &[&str]) -> Result<()> {
        let root = root()?;
        let program = shell::find_program(&root, program)
            .with_context(|| format!("{program} is missing; `cargo xtask test hosts` installs it"))?;
        let out = Command::new(program).args(words).current_dir(&self.0).env("HOME", &self.0).output()?;
        let said = [out.stdout, out.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        ensure!(out.status.success(), "{said}");
        Ok(())
    }

    fn stage(&self, built: &str) -> Result<Stage> {
        Stage::of(self.0.join(built))
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// The page shows the check, asks for nothing that is not there, and keeps a strict policy.
async fn shows_the_check(stage: Stage, address: &str) -> Result<Page> {
    let page = Page::open_at(stage.serve()?, address, Default::default()).await?;
    page.wait_for("posterior-checker:defined").await?;
    let started = std::time::Instant::now();
    const SCREEN: &str =
        "return !!document.querySelector('posterior-checker').shadowRoot?.querySelector('[data-screen]')";
    while page.script(SCREEN, vec![]).await? != true {
        ensure!(started.elapsed().as_secs() < 20, "the check did not start: {:#?}", page.server.seen());
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let seen = page.server.seen();
    let lost: Vec<_> = seen.iter().filter(|request| request.status != 200 && request.path != "/favicon.ico").collect();
    ensure!(lost.is_empty(), "not everything was found: {lost:#?}");
    Ok(page)
}

async fn attributes(page: &Page, css: &str) -> Result<serde_json::Value> {
    const ALL: &str = "return Object.fromEntries([...document.querySelector(arguments[0]).attributes].map((it) => [it.name, it.value]))";
    page.script(ALL, vec![json!(css)]).await
}

async fn keeps_the_sample(page: Page) -> Result<()> {
    let attributes = attributes(&page, "posterior-checker").await?;
    ensure!(attributes["lang"] == "en" && attributes["region"] == "GB", "the tag says {attributes}");
    let fallback = page.script("return document.querySelector('posterior-checker > p').textContent", vec![]).await?;
    ensure!(fallback.as_str().is_some_and(|words| words.contains("ambulance")), "no fallback: {fallback}");
    page.kept_the_policy().await?;
    page.close().await
}

#[tokio::test]
async fn plain_html() -> Result<()> {
    let sample = Sample::new("plain", "posterior")?;
    keeps_the_sample(shows_the_check(sample.stage("")?.under(PREFIX), "").await?).await
}

#[tokio::test]
async fn hugo() -> Result<()> {
    let sample = Sample::new("hugo", "static/posterior")?;
    sample.build("hugo", &["--quiet", "--baseURL", PREFIX])?;
    let other = std::fs::read_to_string(sample.0.join("public/about/index.html"))?;
    ensure!(!other.contains("posterior-checker.js"), "a page without the check loads its script");
    keeps_the_sample(shows_the_check(sample.stage("public")?.under(PREFIX), "").await?).await
}

#[tokio::test]
async fn jekyll() -> Result<()> {
    let sample = Sample::new("jekyll", "posterior")?;
    sample.build("jekyll", &["build", "--quiet", "--baseurl", PREFIX.trim_end_matches('/')])?;
    keeps_the_sample(shows_the_check(sample.stage("_site")?.under(PREFIX), "").await?).await
}

#[tokio::test]
async fn eleventy() -> Result<()> {
    let sample = Sample::new("eleventy", "posterior")?;
    let tools = shell::tools_folder(&root()?).join("eleventy/node_modules");
    ensure!(tools.is_dir(), "Eleventy is missing; `cargo xtask test hosts` installs it");
    std::os::unix::fs::symlink(&tools, sample.0.join("node_modules"))?;
    let program = tools.join(".bin/eleventy");
    sample.build(&program.to_string_lossy(), &["--quiet", &format!("--pathprefix={PREFIX}")])?;
    keeps_the_sample(shows_the_check(sample.stage("_site")?.under(PREFIX), "").await?).await
}

/// The plugin in as much of WordPress as it touches; `kind` is old or new.
async fn wordpress(kind: &str) -> Result<()> {
    let sample = Sample::new("wordpress", "posterior-checker/files")?;
    let plugin = sample.0.join("posterior-checker");
    for file in site::files(&plugin)?.iter().filter(|file| file.ends_with(".php")) {
        sample.build("php", &["-l", &plugin.join(file).to_string_lossy()])?;
    }
    let php = shell::find_program(&root()?, "php").context("php is missing; `cargo xtask test hosts` installs it")?;
    let out =
        Command::new(php).arg(root()?.join("tests/browser/hosts/wordpress.php")).arg(&plugin).arg(kind).output()?;
    ensure!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    let site = sample.0.join("site");
    copy(&plugin, &site.join("wp-content/plugins/posterior-checker"))?;
    std::fs::write(site.join("index.html"), &out.stdout)?;
    let page = shows_the_check(sample.stage("site")?, "").await?;

    let hostile = attributes(&page, "#hostile posterior-checker").await?;
    assert_eq!(hostile["region"], "\"><script>alert(1)</script>", "what an author writes stays a text");
    ensure!(hostile.get("onclick").is_none(), "an attribute that is not ours got through: {hostile}");
    assert_eq!(
        attributes(&page, "#bare posterior-checker").await?,
        json!({ "lang": "en", "theme": "auto", "loading": "lazy" })
    );
    assert_eq!(
        attributes(&page, "#block posterior-checker").await?,
        json!({ "lang": "en", "theme": "dark", "loading": "eager" })
    );
    keeps_the_sample(page).await
}

#[tokio::test]
async fn wordpress_before_script_modules() -> Result<()> {
    wordpress("old").await
}

#[tokio::test]
async fn wordpress_with_script_modules() -> Result<()> {
    wordpress("new").await
}

/// The page that puts the tag together: what it gives is pasted into a page, and works there.
#[tokio::test]
async fn the_tag_that_the_builder_gives_works() -> Result<()> {
    let page = Page::open_at(Stage::built()?.serve()?, "embed.html", Default::default()).await?;
    page.wait_for("#tag").await?;
    let tag = async || -> Result<String> {
        let tag = page.script("return document.querySelector('#tag').value", vec![]).await?;
        Ok(tag.as_str().unwrap_or_default().to_owned())
    };
    page.tab_to("#region").await?;
    for letter in ['n', 'z'] {
        page.press(letter).await?;
    }
    page.use_control(Hand::Keyboard, "input[value=dark]").await?;
    assert_eq!(page.text("#country").await?, "New Zealand");
    let given = tag().await?;
    ensure!(given.contains("<posterior-checker lang=\"en\" region=\"NZ\" theme=\"dark\">"), "it gives {given}");
    // Whether the browser lets a page copy is its own affair; that it was tried is told either way.
    page.use_control(Hand::Keyboard, "#copy").await?;
    page.wait_for("#copied:not(:empty)").await?;

    // Colours that cannot be read are told, and words on buttons are made to fit.
    page.use_control(Hand::Keyboard, "#own").await?;
    const PAINT: &str = "const it = document.querySelector('#' + arguments[0]); it.value = arguments[1]; it.dispatchEvent(new Event('input', { bubbles: true }))";
    ensure!(!page.shows("#faint:not(:empty)").await?, "our own colours are called faint");
    page.script(PAINT, vec![json!("accent"), json!("#ffdd00")]).await?;
    ensure!(page.text("#faint").await?.contains("1.2"), "yellow on white is not called faint");
    let painted = tag().await?;
    // Our own paper is light, so the check must be light too, whatever was chosen before.
    for rule in ["--posterior-accent: #ffdd00;", "--posterior-on-accent: #000000;", "theme=\"light\""] {
        ensure!(painted.contains(rule), "no {rule} in {painted}");
    }
    page.kept_the_policy().await?;
    page.close().await?;

    let sample = Sample::new("plain", "posterior")?;
    std::fs::write(
        sample.0.join("index.html"),
        format!("<!doctype html><html lang=en><title>A page</title>\n{given}"),
    )?;
    let page = shows_the_check(sample.stage("")?, "").await?;
    assert_eq!(attributes(&page, "posterior-checker").await?, json!({ "lang": "en", "region": "NZ", "theme": "dark" }));
    page.kept_the_policy().await?;
    page.close().await
}

/// What `docs/hosts.md` tells an owner to write stands so in the samples, which the other tests build and load.
#[test]
fn every_snippet_of_the_page_for_owners_is_one_of_a_sample() -> Result<()> {
    let root = root()?;
    let page = std::fs::read_to_string(root.join("docs/hosts.md"))?;
    let mut count = 0;
    // Text and blocks take turns.
    for (text, block) in page.split("\n```").collect::<Vec<_>>().chunks_exact(2).map(|pair| (pair[0], pair[1])) {
        let label = text.lines().last().and_then(|line| line.strip_prefix("<!-- ")?.strip_suffix(" -->"));
        let file = label.with_context(|| format!("a block names no file: {block}"))?;
        let (_, code) = block.split_once('\n').context("a block has a language")?;
        let sample = std::fs::read_to_string(root.join(file)).with_context(|| file.to_owned())?;
        ensure!(sample.contains(code), "this does not stand in {file}:\n{code}");
        count += 1;
    }
    ensure!(count >= 9, "the test read {count} blocks");
    Ok(())
}
