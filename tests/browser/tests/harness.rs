//! The harness itself, on a page of a few lines: what the other tests trust.

use anyhow::{Result, ensure};
use posterior_browser_tests::{Engine, Options, Page, Stage, key};
use serde_json::json;

const PAGE: &str = "<!doctype html><html lang=en><title>Small</title><link rel=stylesheet href=s.css>
<button id=one>One</button> <button id=two>Two</button> <p id=said></p><script src=s.js></script>";
const SCRIPT: &str = "for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => { document.getElementById('said').textContent += button.id + ' '; });
}";

fn stage(name: &str) -> Result<Stage> {
    let folder = std::env::temp_dir().join(format!("posterior-harness-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("index.html"), PAGE)?;
    std::fs::write(folder.join("s.js"), SCRIPT)?;
    std::fs::write(folder.join("s.css"), "button { min-height: 44px }")?;
    Stage::of(folder)
}

#[tokio::test]
async fn pointer_and_keyboard_reach_the_page() -> Result<()> {
    let page = Page::open(stage("gestures")?.serve()?).await?;
    page.click("#one").await?;
    page.tab_to("#two").await?;
    page.press(key::ENTER).await?;
    assert_eq!(page.text("#said").await?, "one two");
    page.kept_the_policy().await?;
    page.close().await
}

#[tokio::test]
async fn a_breach_of_the_policy_is_noticed() -> Result<()> {
    let page = Page::open(stage("breach")?.serve()?).await?;
    page.script(
        "const style = document.createElement('style'); document.head.append(style); style.textContent = 'p {}'",
        vec![],
    )
    .await?;
    ensure!(page.kept_the_policy().await.is_err(), "an inline style went unnoticed");
    page.close().await
}

#[tokio::test]
async fn the_page_has_the_size_asked_for() -> Result<()> {
    // Desktop windows of Firefox and WebKit cannot be as narrow as a phone, so those are asked for a tablet.
    let width = if Engine::chosen()? == Engine::Chromium { 320 } else { 768 };
    let page = Page::open_at(stage("width")?.serve()?, "", Options { size: (width, 640) }).await?;
    assert_eq!(page.script("return [innerWidth, innerHeight]", vec![]).await?, json!([width, 640]));
    page.close().await
}
