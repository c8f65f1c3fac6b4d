//! The site on the second visit, without a network; and what happens when a new version of it is published.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use posterior_browser_tests::{Engine, Hand, Page, Stage, journey, site_folder};
use xtask::{server::Fault, shell, site};

const LIVE: &str = "[data-live=true] [data-screen=map]";

/// A copy of the built site that a test may change, removed with it.
struct Published(PathBuf);

impl Published {
    fn new(name: &str) -> Result<Self> {
        let copy = std::env::temp_dir().join(format!("posterior-site-{name}-{}", std::process::id()));
        let built = site_folder()?;
        for file in site::files(&built)? {
            let to = copy.join(&file);
            std::fs::create_dir_all(to.parent().context("a folder")?)?;
            std::fs::copy(built.join(&file), to)?;
        }
        Ok(Self(copy))
    }

    /// Publishes the same site with another title on the first screen.
    fn publish(&self, title: &str) -> Result<()> {
        let words = self.0.join("text/en.txt");
        let text = std::fs::read_to_string(&words)?;
        let line = |line: &str| {
            if line.starts_with("ui.map.title = ") { format!("ui.map.title = {title}") } else { line.to_owned() }
        };
        std::fs::write(&words, text.lines().map(line).collect::<Vec<_>>().join("\n"))?;
        self.list_anew()
    }

    fn list_anew(&self) -> Result<()> {
        let source = shell::project_root()?.join("assets/site/sw.js");
        site::worker::write(&self.0, &std::fs::read_to_string(source)?)
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

#[tokio::test]
async fn the_second_visit_needs_no_network() -> Result<()> {
    let page = Page::open(Stage::built()?.under("/some/where/").serve()?).await?;
    page.loaded().await?;
    let came: Vec<String> = page.server.seen().into_iter().map(|seen| seen.path).collect();
    ensure!(came.iter().filter(|path| path.ends_with(".wasm")).count() == 1, "the program came twice: {came:#?}");
    page.server.cut(true);
    // In another language than there is, as an address may ask: the page is the same one.
    page.goto("?lang=en-GB").await?;
    page.wait_for(LIVE).await?;
    page.walk(&journey("sciatica")?, Hand::Pointer, async |_, _| Ok(())).await?;
    ensure!(!page.causes().await?.is_empty(), "there is no result");
    for file in ["guide.html", "sources.html", "how-good.html", "index.html"] {
        page.goto(file).await?;
        page.wait_for("h1").await?;
    }
    let strange = page.kept_beside_the_site().await?;
    ensure!(strange.is_empty(), "something that is no file of the site was kept: {strange:#?}");
    page.server.cut(false);
    page.kept_the_policy().await?;
    page.close().await
}

#[tokio::test]
async fn a_new_version_waits_for_the_next_start() -> Result<()> {
    let site = Published::new("update")?;
    site.publish("Version one")?;
    let page = Page::open(Stage::of(site.0.clone())?.serve()?).await?;
    page.loaded().await?;
    page.goto("").await?;
    page.wait_for(LIVE).await?;
    assert_eq!(page.heading().await?, "Version one");

    // A check is under way when the new version is published and found.
    let person = journey("sciatica")?;
    let mut updated = false;
    page.walk(&person, Hand::Pointer, async |page, screen| {
        if screen == "safety" {
            site.publish("Version two")?;
            page.promise("navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => 1)").await?;
            wait_for_state(page, "waiting").await?;
            updated = true;
        }
        Ok(())
    })
    .await?;
    ensure!(updated, "no new version came in between");
    ensure!(!page.causes().await?.is_empty(), "there is no result");
    let words = page.promise("fetch('text/en.txt').then((it) => it.text())").await?;
    ensure!(words.as_str().is_some_and(|words| words.contains("Version one")), "the running check got other words");

    // All windows are closed, and then the site is opened again.
    let started = Instant::now();
    loop {
        page.browser.client.goto("about:blank").await?;
        tokio::time::sleep(Duration::from_millis(200)).await;
        page.goto("").await?;
        page.wait_for(LIVE).await?;
        if page.heading().await? == "Version two" {
            break;
        }
        ensure!(started.elapsed() < Duration::from_secs(40), "the new version never took over");
    }
    page.kept().await?;
    let names = page.promise("caches.keys()").await?;
    ensure!(names.as_array().is_some_and(|names| names.len() == 1), "the old version is still kept: {names}");
    page.server.cut(true);
    page.goto("").await?;
    page.wait_for(LIVE).await?;
    assert_eq!(page.heading().await?, "Version two");
    page.close().await
}

#[tokio::test]
async fn half_a_version_is_not_kept() -> Result<()> {
    let site = Published::new("half")?;
    site.publish("Version one")?;
    let page = Page::open(Stage::of(site.0.clone())?.serve()?).await?;
    page.loaded().await?;
    // The list is of a new version, the words are still of another one: as while files are being copied to a host.
    site.publish("Version two")?;
    let worker = std::fs::read(site.0.join("sw.js"))?;
    site.publish("Version three")?;
    std::fs::write(site.0.join("sw.js"), worker)?;
    page.promise("navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => 1, () => 1)").await?;
    // It is tried, and given up: the new worker's cache is gone again.
    let started = Instant::now();
    loop {
        let state = page.promise("Promise.all([navigator.serviceWorker.getRegistration(), caches.keys()]).then(([it, names]) => [!!it.installing, !!it.waiting, names.length].join(' '))").await?;
        if state == "false false 1" {
            break;
        }
        ensure!(started.elapsed() < Duration::from_secs(20), "half a version is still there: {state}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    page.server.cut(true);
    page.goto("").await?;
    page.wait_for(LIVE).await?;
    assert_eq!(page.heading().await?, "Version one");
    page.close().await
}

#[tokio::test]
async fn without_the_worker_all_is_as_ever() -> Result<()> {
    let page = Page::open(Stage::built()?.with("sw.js", Fault::Missing).serve()?).await?;
    page.wait_for(LIVE).await?;
    page.walk(&journey("doms")?, Hand::Pointer, async |_, _| Ok(())).await?;
    ensure!(!page.causes().await?.is_empty(), "there is no result");
    page.kept_the_policy().await?;
    page.close().await
}

#[tokio::test]
async fn it_can_be_installed() -> Result<()> {
    let site = site_folder()?;
    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(site.join("manifest.webmanifest"))?)?;
    let icons = manifest["icons"].as_array().context("the manifest has icons")?;
    for icon in icons {
        let name = icon["src"].as_str().context("an icon has a file")?;
        ensure!(site.join(name).is_file(), "there is no {name}");
    }
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for(LIVE).await?;
    if page.browser.engine == Engine::Chromium {
        // Chromium itself says what it would miss.
        let faults = page.protocol("Page.getInstallabilityErrors", serde_json::json!({})).await?;
        // In a window that leaves no traces nothing can be installed, whatever the page does; the driver's is none.
        assert_eq!(faults["installabilityErrors"], serde_json::json!([]), "{faults}");
        let app = page.protocol("Page.getAppManifest", serde_json::json!({})).await?;
        assert_eq!(app["errors"], serde_json::json!([]), "{app}");
        let image = |page: &Path| std::fs::read(page).map(|bytes| bytes.starts_with(b"\x89PNG"));
        ensure!(image(&site.join("icon-512.png"))?, "the large icon is no picture");
    }
    page.close().await
}

/// Waits until there is a worker in this state.
async fn wait_for_state(page: &Page, state: &str) -> Result<()> {
    let started = Instant::now();
    loop {
        let there =
            page.promise(&format!("navigator.serviceWorker.getRegistration().then((it) => !!it.{state})")).await?;
        if there == true {
            return Ok(());
        }
        ensure!(started.elapsed() < Duration::from_secs(20), "no worker is {state}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
