//! Every screen in a language that nobody speaks, longer than English, and once from right to left: nothing untranslated,
//! nothing wider than a small phone.

use anyhow::{Result, ensure};
use posterior_browser_tests::{Hand, Options, Page, Script, Stage, journey, pseudo};
use serde_json::Value;

/// Texts of the app that hold letters of plain English, and names that only readers hear. The link is no text.
const PLAIN: &str = r"
    const found = [];
    // The number of a version is no word.
    const plain = (text) => /[A-Za-z]/.test((text ?? '').replace(/\b[0-9a-f]{8}\b/g, ''));
    const app = document.getElementById('app');
    const walk = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) if (plain(walk.currentNode.data)) found.push(walk.currentNode.data);
    for (const element of app.querySelectorAll('[aria-label], [title], [alt], [placeholder]')) {
        for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
            if (plain(element.getAttribute(name))) found.push(name + ': ' + element.getAttribute(name));
        }
    }
    return found;";

/// How wide the page is, and what is cut off at its own edge or sticks out of the window.
const WIDE: &str = "
    const found = [];
    for (const element of document.querySelectorAll('#app *')) {
        if (element.closest('svg, .unseen, .tone') || !element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        const cut = style.overflowX !== 'visible' && element.tagName !== 'INPUT' && element.tagName !== 'SELECT';
        const box = element.getBoundingClientRect();
        if ((cut && element.scrollWidth > element.clientWidth + 1) || box.right > innerWidth + 1 || box.left < -1) {
            found.push(element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 60));
        }
    }
    return [document.documentElement.scrollWidth, found.slice(0, 5)];";

async fn every_screen(id: &str, script: Script) -> Result<()> {
    let words = move |pack: &str| pseudo(pack, script);
    let page_text = move |html: &str| match script {
        Script::Accents => html.to_owned(),
        Script::RightToLeft => html.replace("<html lang=\"en\"", "<html lang=\"en\" dir=\"rtl\""),
    };
    let name = format!("{id}-{script:?}");
    let stage = Stage::changed(&name, &[("text/en.txt", &words), ("index.html", &page_text)])?;
    // Only Chromium's window can be as narrow as a small phone.
    let page = Page::open_at(stage.serve()?, "", Options { size: (320, 700) }).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut faults = Vec::new();
    let mut seen = 0;
    page.walk(&journey(id)?, Hand::Pointer, async |page, screen| {
        if screen == "result" {
            for _ in 0..3 {
                page.script(
                    "document.querySelectorAll('.screen [aria-expanded=false]').forEach((b) => b.click())",
                    vec![],
                )
                .await?;
            }
            look(page, screen, &mut faults).await?;
            page.go(Hand::Pointer, "take").await?;
            look(page, "take", &mut faults).await?;
        } else {
            look(page, screen, &mut faults).await?;
        }
        seen += 1;
        Ok(())
    })
    .await?;
    ensure!(seen > 4, "only {seen} screens were seen");
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    page.close().await
}

async fn look(page: &Page, screen: &str, faults: &mut Vec<String>) -> Result<()> {
    let plain: Vec<String> = serde_json::from_value(page.script(PLAIN, vec![]).await?)?;
    faults.extend(plain.iter().take(5).map(|text| format!("{screen}: not from the words: {text}")));
    let wide = page.script(WIDE, vec![]).await?;
    let width = wide.get(0).and_then(Value::as_u64).unwrap_or(u64::MAX);
    let limit = if page.can_be_narrow() { 320 } else { u64::from(u32::MAX) };
    let out = wide.get(1).and_then(Value::as_array).cloned().unwrap_or_default();
    if width > limit || !out.is_empty() {
        faults.push(format!("{screen}: {width} wide; {out:?}"));
    }
    page.picture(&format!("pseudo-{screen}")).await?;
    Ok(())
}

#[tokio::test]
async fn longer_words_with_accents() -> Result<()> {
    every_screen("sciatica", Script::Accents).await
}

#[tokio::test]
async fn longer_words_in_an_emergency() -> Result<()> {
    every_screen("emergency", Script::Accents).await
}

#[tokio::test]
async fn from_right_to_left() -> Result<()> {
    every_screen("doms", Script::RightToLeft).await
}

#[tokio::test]
async fn plain_words_would_be_noticed() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let plain: Vec<String> = serde_json::from_value(page.script(PLAIN, vec![]).await?)?;
    ensure!(plain.len() > 20, "English went unnoticed: {plain:?}");
    page.close().await
}
