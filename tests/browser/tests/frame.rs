//! The page for frames on someone else's page: its height is followed, and whatever else talks is not heard.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use posterior_browser_tests::{Hand, Page, Stage, journey};
use serde_json::{Value, json};
use xtask::{server::Server, shell};

/// The app's own first screen, in the frame.
const LIVE: &str = "[data-live=true] [data-screen=map]";

/// Writes down every message that reaches the page, with the height of the frame a moment later.
const LISTEN: &str =
    "window.heard = []; addEventListener('message', (event) => heard.push([event.origin, event.data]));";

/// Says something to the page around, as anyone's frame can.
const STRANGER: &str = "addEventListener('message', (event) => parent.postMessage(event.data, '*'));";

/// The sample page for frames on one address, the site on another, and on a third a frame that is up to no good.
struct Scene {
    page: Page,
    site: Server,
    stranger: Server,
    folder: PathBuf,
}

impl Scene {
    async fn open(name: &str) -> Result<Self> {
        // Only a header can say who may frame a page, and the site's says nobody else.
        let framed = |stage: Stage| stage.edit_policy("frame-ancestors 'self'", "frame-ancestors http://127.0.0.1:*");
        let site = framed(Stage::built()?).serve()?;
        let folder = std::env::temp_dir().join(format!("posterior-frame-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("stranger"))?;
        std::fs::write(folder.join("stranger/index.html"), "<!doctype html><script src=s.js></script>")?;
        std::fs::write(folder.join("stranger/s.js"), STRANGER)?;
        let stranger = framed(Stage::of(folder.join("stranger"))?).serve()?;

        let sample = std::fs::read_to_string(shell::project_root()?.join("examples/hosts/frame/index.html"))?;
        let other = format!(
            "<script src=\"listen.js\"></script><iframe id=\"stranger\" src=\"{}\" title=\"Stranger\"></iframe>\n<h1>",
            stranger.address()
        );
        let html = sample.replace("https://check.example/", &site.address()).replace("<h1>", &other);
        std::fs::write(folder.join("index.html"), html)?;
        std::fs::write(folder.join("listen.js"), LISTEN)?;
        let policy = format!("default-src 'none'; frame-src {} {}", site.address(), stranger.address());
        let stage = Stage::of(folder.clone())?
            .edit_policy("default-src 'none'", &policy)
            .edit_policy("script-src 'self'", &format!("script-src 'self' {}", site.address()));
        let page = Page::open(stage.serve()?).await?;
        let scene = Self { page, site, stranger, folder };
        scene.inside().await?;
        scene.page.wait_for(LIVE).await?;
        scene.fits().await?;
        Ok(scene)
    }

    async fn inside(&self) -> Result<()> {
        self.outside().await?;
        let frame = self.page.wait_for("iframe[data-posterior]").await?;
        frame.enter_frame().await.context("the frame cannot be entered")?;
        Ok(())
    }

    async fn outside(&self) -> Result<()> {
        Ok(self.page.browser.client.enter_parent_frame().await?)
    }

    /// Waits, inside the frame, until it is as high as what is in it.
    async fn fits(&self) -> Result<()> {
        const FITS: &str = "return [innerHeight, Math.ceil(document.body.getBoundingClientRect().height)]";
        let started = Instant::now();
        loop {
            let heights = self.page.script(FITS, vec![]).await?;
            if heights[0] == heights[1] {
                return Ok(());
            }
            ensure!(started.elapsed() < Duration::from_secs(20), "the frame and what is in it are {heights} high");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The height of the frame, and what was heard so far, from outside.
    async fn state(&self) -> Result<(Value, Vec<(String, Value)>)> {
        self.outside().await?;
        let state =
            self.page.script("return [document.querySelector('iframe[data-posterior]').clientHeight, heard]", vec![]);
        let (height, heard): (Value, Vec<(String, Value)>) = serde_json::from_value(state.await?)?;
        Ok((height, heard))
    }

    async fn close(self) -> Result<()> {
        std::fs::remove_dir_all(&self.folder)?;
        self.page.close().await
    }
}

#[tokio::test]
async fn the_frame_follows_what_is_in_it_and_says_nothing_else() -> Result<()> {
    let scene = Scene::open("follows").await?;
    let (first, before) = scene.state().await?;
    ensure!(first.as_f64().is_some_and(|height| height > 300.0), "the frame is {first} high");

    scene.inside().await?;
    scene.page.script("document.body.append(document.createElement('hr'))", vec![]).await?;
    for turn in 0..20 {
        // Grows and shrinks, by parts of a pixel too.
        let size = if turn % 2 == 0 { 300.0 + 10.3 * f64::from(turn) } else { 0.0 };
        scene.page.script("document.body.lastChild.style.blockSize = arguments[0] + 'px'", vec![json!(size)]).await?;
        scene.fits().await?;
    }
    let (_, heard) = scene.state().await?;
    let new = heard.len() - before.len();
    // One for the line itself and one for each turn; a loop would give more.
    ensure!((20..=21).contains(&new), "{new} messages for twenty changes: {heard:?}");
    for (origin, said) in &heard {
        ensure!(scene.site.address().starts_with(origin), "{origin} spoke");
        let keys: Vec<&String> = said.as_object().map(|said| said.keys().collect()).unwrap_or_default();
        ensure!(
            keys == ["posterior-height"] && said["posterior-height"].is_u64(),
            "it said more than a height: {said}"
        );
    }
    // Nothing changes, so nothing is said.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (_, idle) = scene.state().await?;
    assert_eq!(idle.len(), heard.len(), "an idle frame spoke");
    scene.close().await
}

#[tokio::test]
async fn only_the_frame_itself_is_heard() -> Result<()> {
    let scene = Scene::open("forged").await?;
    let (height, before) = scene.state().await?;
    let forged = json!({ "posterior-height": 4321 });
    // The host's own scripts, and another frame.
    scene.page.script("postMessage(arguments[0], '*')", vec![forged.clone()]).await?;
    scene
        .page
        .script(
            "document.querySelector('#stranger').contentWindow.postMessage(arguments[0], '*')",
            vec![forged.clone()],
        )
        .await?;
    // The frame itself with what is no height.
    let wrong = [
        json!(4321),
        json!({ "posterior-height": "4321" }),
        json!({ "posterior-height": -1 }),
        json!({ "posterior-height": 0.5 }),
        json!({ "posterior-height": 1e9 }),
        json!({ "posterior-height": null }),
        json!(null),
    ];
    scene.inside().await?;
    for said in &wrong {
        scene.page.script("parent.postMessage(arguments[0], '*')", vec![said.clone()]).await?;
    }
    let heard = scene.heard(before.len() + 2 + wrong.len()).await?;
    ensure!(heard.iter().any(|(origin, _)| scene.stranger.address().starts_with(origin)), "the stranger said nothing");
    let (after, _) = scene.state().await?;
    assert_eq!(after, height, "a forged message was believed");
    // And what is right is still heard.
    scene.inside().await?;
    scene.page.script("parent.postMessage(arguments[0], '*')", vec![forged]).await?;
    scene.heard(before.len() + 3 + wrong.len()).await?;
    assert_eq!(scene.state().await?.0, json!(4321));
    scene.close().await
}

impl Scene {
    /// Waits until so many messages were heard.
    async fn heard(&self, count: usize) -> Result<Vec<(String, Value)>> {
        let started = Instant::now();
        loop {
            let (_, heard) = self.state().await?;
            if heard.len() >= count {
                return Ok(heard);
            }
            ensure!(started.elapsed() < Duration::from_secs(20), "{} of {count} messages came: {heard:?}", heard.len());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

#[tokio::test]
async fn the_whole_check_runs_in_the_frame_and_keeps_nothing() -> Result<()> {
    let scene = Scene::open("whole").await?;
    let loaded = scene.site.seen().len();
    scene.inside().await?;
    scene.page.walk(&journey("piriformis")?, Hand::Keyboard, async |_, _| Ok(())).await?;
    ensure!(!scene.page.causes().await?.is_empty(), "there is no result");
    scene.fits().await?;
    let workers = scene.page.promise("navigator.serviceWorker ? navigator.serviceWorker.getRegistrations().then((all) => all.length) : Promise.resolve(0)").await?;
    assert_eq!(workers, 0, "a frame has registered a worker");
    let seen = scene.site.seen();
    ensure!(seen.len() == loaded, "the frame asked for more: {:#?}", seen.get(loaded..));
    let reports = [scene.site.reports(), scene.page.server.reports()].concat();
    ensure!(reports.is_empty(), "a policy was broken: {reports:#?}");
    scene.close().await
}
