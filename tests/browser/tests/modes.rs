//! The same way for people who have it set up their own way: spaced text, large text, no motion, two keys, a screen reader.

use anyhow::{Result, ensure};
use posterior_browser_tests::{Hand, Options, Page, Stage, journey, key};
use serde_json::json;

const NARROW: Options = Options { size: (320, 800) };

async fn open(options: Options) -> Result<Page> {
    let page = Page::open_at(Stage::built()?.serve()?, "", options).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    Ok(page)
}

/// Text that lies outside of the window, or outside of the box that cuts it off or the button that it names.
async fn lost_text(page: &Page) -> Result<Vec<String>> {
    const LOST: &str = "
        const lost = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
            const box = node.parentElement;
            if (!node.data.trim() || box.closest('.unseen, svg') || !box.checkVisibility({ visibilityProperty: true })) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const line of range.getClientRects()) {
                if (line.width < 1) continue;
                const control = box.closest('button, label, a');
                const frame = control && getComputedStyle(control).display !== 'inline' ? control.getBoundingClientRect() : null;
                let cut = line.left < -1 || line.right > document.documentElement.clientWidth + 1;
                cut ||= frame && (line.left < frame.left - 2 || line.right > frame.right + 2 || line.top < frame.top - 6 || line.bottom > frame.bottom + 6);
                for (let around = box; around && !cut; around = around.parentElement) {
                    if (getComputedStyle(around).overflowX === 'visible' || getComputedStyle(around).textIndent !== '0px') continue;
                    const edge = around.getBoundingClientRect();
                    cut = line.right > edge.right + 2 || line.left < edge.left - 2;
                }
                if (cut && !box.closest('.tone')) { lost.push(node.data.trim().slice(0, 60)); break; }
            }
        }
        return lost;";
    Ok(serde_json::from_value(page.script(LOST, vec![]).await?)?)
}

/// Puts a style sheet over the page, as a person's own browser does. (Such sheets are no breach of the page's policy.)
async fn restyle(page: &Page, css: &str) -> Result<()> {
    const ADOPT: &str = "
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(arguments[0]);
        document.adoptedStyleSheets = [sheet];";
    page.script(ADOPT, vec![json!(css)]).await?;
    Ok(())
}

async fn nothing_is_lost(page: &Page, id: &str, what: &str) -> Result<()> {
    let mut faults = Vec::new();
    page.walk(&journey(id)?, Hand::Pointer, async |page, screen| {
        for text in lost_text(page).await? {
            faults.push(format!("{screen}, {what}: \"{text}\" is cut off"));
        }
        let wide = page
            .script("return document.documentElement.scrollWidth - document.documentElement.clientWidth", vec![])
            .await?;
        if wide.as_i64() != Some(0) {
            faults.push(format!("{screen}, {what}: scrolls sideways by {wide}"));
        }
        page.picture(&format!("{what}-{screen}")).await?;
        Ok(())
    })
    .await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

/// WCAG 1.4.12, on the narrowest page of 1.4.10.
#[tokio::test]
async fn text_may_be_spaced() -> Result<()> {
    const SPACED: &str =
        "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-block-end: 2em !important }";
    let page = open(NARROW).await?;
    restyle(&page, SPACED).await?;
    nothing_is_lost(&page, "sciatica", "spaced").await?;
    page.close().await
}

/// A window of 1280 by 1024 pixels at 400 %: WCAG 1.4.10.
#[tokio::test]
async fn the_page_may_be_four_times_as_large() -> Result<()> {
    let page = open(Options { size: (320, 256) }).await?;
    let size = json!({ "width": 320, "height": 256, "deviceScaleFactor": 4, "mobile": false });
    page.protocol("Emulation.setDeviceMetricsOverride", size).await?;
    nothing_is_lost(&page, "sciatica", "zoomed").await?;
    page.close().await
}

/// Text alone twice as large, on a phone: WCAG 1.4.4.
#[tokio::test]
async fn text_may_be_twice_as_large() -> Result<()> {
    let page = open(Options { size: (640, 900) }).await?;
    restyle(&page, "html { font-size: 200% !important }").await?;
    nothing_is_lost(&page, "sciatica", "large").await?;
    page.close().await
}

/// The checks above must be able to find something.
#[tokio::test]
async fn text_that_is_cut_off_is_noticed() -> Result<()> {
    let page = open(NARROW).await?;
    restyle(&page, "h1 { inline-size: 4rem; overflow: hidden; white-space: nowrap }").await?;
    ensure!(!lost_text(&page).await?.is_empty(), "a cut title went unnoticed");
    restyle(&page, "[data-key=continue] { inline-size: 3rem; white-space: nowrap; min-inline-size: 0; flex: none }")
        .await?;
    ensure!(!lost_text(&page).await?.is_empty(), "a button too small for its words went unnoticed");
    page.close().await
}

/// The longest time, in seconds, that anything on the page takes to move.
async fn longest_motion(page: &Page) -> Result<f64> {
    const LONGEST: &str = "
        let longest = 0;
        for (const element of document.querySelectorAll('*')) {
            const style = getComputedStyle(element);
            for (const time of [style.transitionDuration, style.animationDuration].join(', ').split(', ')) {
                longest = Math.max(longest, parseFloat(time) * (time.endsWith('ms') ? 0.001 : 1));
            }
        }
        return longest;";
    Ok(page.script(LONGEST, vec![]).await?.as_f64().unwrap_or(f64::NAN))
}

#[tokio::test]
async fn nothing_moves_for_those_who_ask_for_that() -> Result<()> {
    let page = open(Options::default()).await?;
    ensure!(longest_motion(&page).await? > 0.0, "nothing moves anyway, so this proves nothing");
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    page.protocol("Emulation.setEmulatedMedia", features).await?;
    page.walk(&journey("sciatica")?, Hand::Pointer, async |page, screen| {
        let longest = longest_motion(page).await?;
        ensure!(longest == 0.0, "on {screen} something moves for {longest} s");
        Ok(())
    })
    .await?;
    page.close().await
}

/// Two switches, one that steps and one that presses: Tab and Enter lead from the first screen to a result.
#[tokio::test]
async fn two_keys_lead_to_a_result() -> Result<()> {
    let page = open(Options::default()).await?;
    page.tab_to(".map-zone").await?;
    page.press(key::ENTER).await?;
    page.wait_for(".map-zone[aria-checked=true]").await?;
    for _ in 0..40 {
        let screen = page.screen().await?;
        if screen == "result" {
            ensure!(page.shows("[data-level]").await?, "the result tells no level");
            return page.close().await;
        }
        let ways = match screen.as_str() {
            "map" | "interrupt" => ["continue", "continue"],
            "safety" => ["none", "continue"],
            _ => ["not-sure", "continue"],
        };
        let [first, other] = ways.map(|way| format!("[data-key={way}]"));
        let way = if page.shows(&format!("button{first}")).await? { first } else { other };
        page.tab_to(&format!("button{way}")).await?;
        page.press(key::ENTER).await?;
        page.wait_for(&format!("[data-screen]:not([data-screen='{screen}'])")).await?;
    }
    anyhow::bail!("forty screens did not lead to a result")
}

/// A change of the screen tells one thing to those who cannot see it, and an answer at most one.
#[tokio::test]
async fn each_change_is_told_once() -> Result<()> {
    const LISTEN: &str = "
        window.told = [];
        window.live = [...document.querySelectorAll('[data-live] [role=status], [data-live] [role=alert], [data-live] [aria-live]')];
        for (const region of live) {
            new MutationObserver(() => region.textContent && told.push(region.textContent))
                .observe(region, { childList: true, characterData: true, subtree: true });
        }
        return live.length;";
    let page = open(Options::default()).await?;
    let regions = page.script(LISTEN, vec![]).await?;
    ensure!(regions == 1, "{regions} regions talk to readers; one must, or they talk over each other");
    let mut steps = 0;
    page.walk(&journey("sciatica")?, Hand::Pointer, async |page, screen| {
        // What was told on the way to this screen, its answers included. The answers of all but the map tell themselves.
        let told = page.script("return told.splice(0)", vec![]).await?;
        let told: Vec<String> = serde_json::from_value(told)?;
        if screen == "map" {
            // Three places were marked.
            ensure!(told.len() == 3, "three marks were told by {told:?}");
        } else {
            ensure!(told.len() == 1, "the way to {screen} was told by {told:?}");
            steps += 1;
        }
        let live = page.script("return live.every((region) => region.isConnected)", vec![]).await?;
        ensure!(live == true, "on {screen} the region that talks was put in anew, which readers may miss");
        Ok(())
    })
    .await?;
    ensure!(steps > 8, "only {steps} screens were walked");
    page.close().await
}

/// What a screen reader is given on each screen is what a person has read and found right. (The map has a test of its own.)
async fn trees(id: &str, which: &[&str]) -> Result<()> {
    let page = open(Options::default()).await?;
    let mut seen = Vec::new();
    page.walk(&journey(id)?, Hand::Pointer, async |page, screen| {
        if which.contains(&screen) {
            page.tree_is_as_reviewed(&format!("{id}-{screen}")).await?;
            seen.push(screen.to_owned());
        }
        if screen == "result" && which.contains(&"take") {
            page.go(Hand::Pointer, "take").await?;
            seen.push("take".to_owned());
            // Today's date is in it.
            page.wait_for("#summary").await?;
            page.script(DATES, vec![]).await?;
            page.tree_is_as_reviewed(&format!("{id}-take")).await?;
        }
        Ok(())
    })
    .await?;
    ensure!(seen.len() == which.len(), "not every screen came: {seen:?} of {which:?}");
    page.close().await
}

/// Replaces what is another one each day and on each machine.
const DATES: &str = "
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) node.data = node.data.replace(/\\d{4}-\\d{2}-\\d{2}/g, '(date)');
    for (const input of document.querySelectorAll('input.link')) input.value = '(link)';";

#[tokio::test]
async fn the_trees_on_the_way_to_a_ranking_are_as_reviewed() -> Result<()> {
    trees("sciatica", &["safety", "onset", "severity", "worse", "age", "sex", "more", "home-tests", "result", "take"])
        .await
}

#[tokio::test]
async fn the_trees_on_the_way_to_an_emergency_are_as_reviewed() -> Result<()> {
    trees("emergency", &["interrupt", "result"]).await
}

/// A change of a tree must be noticed.
#[tokio::test]
async fn a_name_that_is_lost_changes_the_tree() -> Result<()> {
    let page = open(Options::default()).await?;
    let before = page.tree().await?;
    ensure!(before.contains("heading"), "the tree holds no heading:\n{before}");
    page.script("document.querySelector('#screen-title').setAttribute('aria-hidden', 'true')", vec![]).await?;
    ensure!(page.tree().await? != before, "a hidden title went unnoticed");
    page.close().await
}
