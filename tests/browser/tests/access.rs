//! Every screen of the way, for people who need it to be more than seen and tapped: axe, target sizes, narrow pages.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use fantoccini::wd::TimeoutConfiguration;
use posterior_browser_tests::{Hand, Options, Page, Stage, journey, key, zone};
use serde_json::{Value, json};

/// What axe cannot decide by itself, and who decides it: the rule, and what we know of it.
const UNDECIDED: [(&str, &str); 2] = [
    (
        "color-contrast",
        "words over a picture or a gradient: looked at in dist/screens; the colours are tokens of known contrast",
    ),
    ("target-size", "zones of the picture that touch each other: each has its row of 44 px in the list"),
];

/// All faults of the screen that axe finds, as text, and all that it cannot decide and nobody has explained.
async fn axe(page: &Page) -> Result<Vec<String>> {
    const RUN: &str = "
        const [explained, done] = arguments;
        axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations', 'incomplete'] }).then(
            ({ violations, incomplete }) => done([...violations, ...incomplete.filter((v) => !explained.includes(v.id)).map((v) => ({ ...v, help: 'undecided: ' + v.help }))].map((v) => v.id + ': ' + v.help + ' at ' + v.nodes.map((n) => n.target.join(' ')).join(', '))),
            (error) => done(['axe itself failed: ' + error]));";
    let there = page.script("return typeof axe", vec![]).await?;
    if there == "undefined" {
        let file = std::env::var("POSTERIOR_AXE")
            .context("POSTERIOR_AXE names axe.min.js; `cargo xtask test access` sets it")?;
        page.script(&std::fs::read_to_string(file)?, vec![]).await?;
    }
    Ok(serde_json::from_value(
        page.browser.client.execute_async(RUN, vec![json!(UNDECIDED.map(|(rule, _)| rule))]).await?,
    )?)
}

/// All errors that HTML_CodeSniffer, the other checker, finds by WCAG 2 AA. It sees what holds an element, and not what lies
/// beneath it: the words of a chosen chip lie on its box, which stands beside them. axe, which looks, judges their contrast.
async fn htmlcs(page: &Page) -> Result<Vec<String>> {
    const RUN: &str = "
        const done = arguments[arguments.length - 1];
        const name = (own) => own?.id ? '#' + own.id : (own?.dataset?.key ?? own?.className ?? String(own));
        const blind = (m) => m.code.includes('.1_4_3.') && m.element.matches?.('.chip input:checked + span');
        const said = () => done(HTMLCS.getMessages().filter((m) => m.type === HTMLCS.ERROR && !blind(m)).map((m) => m.code + ': ' + m.msg + ' at ' + name(m.element)));
        HTMLCS.process('WCAG2AA', document, said, (error) => done(['HTML_CodeSniffer itself failed: ' + error]));";
    if page.script("return typeof HTMLCS", vec![]).await? == "undefined" {
        let file = std::env::var("POSTERIOR_HTMLCS")
            .context("POSTERIOR_HTMLCS names HTMLCS.js; `cargo xtask test access` sets it")?;
        // It makes its names known by `this`, which in a driver's script is no window.
        page.script(&format!("{}; Object.assign(window, {{ HTMLCS }});", std::fs::read_to_string(file)?), vec![])
            .await?;
    }
    Ok(serde_json::from_value(page.browser.client.execute_async(RUN, vec![]).await?)?)
}

/// Controls smaller than a fingertip. A control inside a label is as large as its label; a zone of the picture has its
/// row in the list, and a link in running text is exempt, as in WCAG 2.5.8.
async fn small_targets(page: &Page) -> Result<Vec<String>> {
    const SMALL: &str = "
        const small = [];
        for (const control of document.querySelectorAll('button, input, summary, a[href]')) {
            if (!control.checkVisibility({ visibilityProperty: true }) || (control.tagName === 'A' && control.closest('p, li'))) continue;
            const box = (control.closest('label') ?? control).getBoundingClientRect();
            if (box.width < 43.5 || box.height < 43.5) {
                small.push((control.dataset.key ?? control.textContent ?? control.tagName) + ': ' + Math.round(box.width) + ' x ' + Math.round(box.height));
            }
        }
        return small;";
    Ok(serde_json::from_value(page.script(SMALL, vec![]).await?)?)
}

async fn check(page: &Page, screen: &str, faults: &mut Vec<String>) -> Result<()> {
    for width in [1280, 320] {
        page.resize(width, 800).await?;
        faults.extend(axe(page).await?.into_iter().map(|fault| format!("{screen} at {width}: {fault}")));
        let wide = page.script("return document.documentElement.scrollWidth", vec![]).await?;
        if wide.as_u64().is_none_or(|wide| wide > u64::from(width)) {
            faults.push(format!("{screen} at {width}: scrolls sideways, being {wide} wide"));
        }
        page.picture(&format!("screen-{screen}-{width}")).await?;
    }
    faults.extend(htmlcs(page).await?.into_iter().map(|fault| format!("{screen} at 320: {fault}")));
    faults.extend(small_targets(page).await?.into_iter().map(|fault| format!("{screen} at 320: too small: {fault}")));
    faults.extend(
        covered_focus(page)
            .await?
            .into_iter()
            .map(|fault| format!("{screen} at 320: has the focus and is covered: {fault}")),
    );
    Ok(())
}

/// Controls that, reached by the Tab key, lie under something that sticks to the window's edge.
async fn covered_focus(page: &Page) -> Result<BTreeSet<String>> {
    const COVERED: &str = "
        let control = document.activeElement;
        // The preview of the tag is an element with a tree of its own.
        while (control.shadowRoot?.activeElement) control = control.shadowRoot.activeElement;
        if (control === document.body || control.closest('svg')) return null;
        const box = (control.closest('label') ?? control).getBoundingClientRect();
        const top = control.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const free = top && (top.contains(control) || control.contains(top) || control.closest('label')?.contains(top));
        return [control.dataset.key ?? control.value ?? control.tagName, !!free];";
    let mut covered = BTreeSet::new();
    page.script("document.activeElement.blur(); scrollTo(0, 0)", vec![]).await?;
    for _ in 0..60 {
        page.press(key::TAB).await?;
        let seen = page.script(COVERED, vec![]).await?;
        if seen.get(1) == Some(&Value::Bool(false)) {
            covered.insert(seen.to_string());
        }
    }
    Ok(covered)
}

/// What the page is looked at in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Light,
    Dark,
    Forced,
}

impl Mode {
    fn feature(self) -> Option<(&'static str, &'static str)> {
        match self {
            Mode::Light => None,
            Mode::Dark => Some(("prefers-color-scheme", "dark")),
            Mode::Forced => Some(("forced-colors", "active")),
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Mode::Light => "",
            Mode::Dark => "dark-",
            Mode::Forced => "forced-",
        }
    }
}

/// The checker may take longer than a script usually may: the page of sources has thousands of elements.
async fn be_patient(page: &Page) -> Result<()> {
    let patience = TimeoutConfiguration::new(Some(std::time::Duration::from_secs(60)), None, None);
    Ok(page.browser.client.update_timeouts(patience).await?)
}

/// Walks one person's way and looks at every screen.
async fn every_screen(id: &str, mode: Mode) -> Result<()> {
    let page = Page::open_at(Stage::built()?.serve()?, "", Options { size: (320, 800) }).await?;
    be_patient(&page).await?;
    if let Some((name, value)) = mode.feature() {
        let features = json!({ "features": [{ "name": name, "value": value }] });
        page.protocol("Emulation.setEmulatedMedia", features).await?;
        let query = format!("({name}: {value})");
        let taken = page.script("return matchMedia(arguments[0]).matches", vec![json!(query)]).await?;
        ensure!(taken == true, "the browser does not take on {query}");
    }
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut faults = Vec::new();
    page.walk(&journey(id)?, Hand::Pointer, async |page, screen| {
        let name = format!("{}{screen}", mode.prefix());
        check(page, &name, &mut faults).await?;
        if screen == "result" {
            // Whatever is folded is looked at too.
            page.script("for (let n = 0; n < 3; n++) document.querySelectorAll('[aria-expanded=false]').forEach((b) => b.click())", vec![]).await?;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            check(page, &format!("{name}-open"), &mut faults).await?;
            page.go(Hand::Pointer, "take").await?;
            check(page, &format!("{name}-take"), &mut faults).await?;
        }
        Ok(())
    })
    .await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    page.close().await
}

#[tokio::test]
async fn the_way_to_a_ranking() -> Result<()> {
    every_screen("sciatica", Mode::Light).await
}

#[tokio::test]
async fn the_way_to_an_emergency() -> Result<()> {
    every_screen("emergency", Mode::Light).await
}

#[tokio::test]
async fn every_view_and_layer_of_the_map() -> Result<()> {
    let page = Page::open_at(Stage::built()?.serve()?, "", Options { size: (320, 800) }).await?;
    let patience = TimeoutConfiguration::new(Some(std::time::Duration::from_secs(60)), None, None);
    page.browser.client.update_timeouts(patience).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut faults = Vec::new();
    for view in ["front", "side-left", "side-right", "legs", "legs-front", "list", "map"] {
        page.click(&format!("[data-key={view}]")).await?;
        check(&page, &format!("map-{view}"), &mut faults).await?;
    }
    for layer in ["muscles", "bones", "nerves"] {
        page.click(&format!("[data-key=layer-{layer}]")).await?;
        check(&page, &format!("layer-{layer}"), &mut faults).await?;
    }
    // A place that stands open, on the map and in the list, and one that is not told exactly.
    page.click("[data-key=layer-skin]").await?;
    page.tap_zone(&zone("mid-buttock-left")?).await?;
    page.click("[data-key=open-mid-buttock-left]").await?;
    page.click("[data-key=strength-7]").await?;
    // The bar with the way on lies over whatever a person has not scrolled free; at the end of the page it lies over nothing.
    page.script("scrollTo(0, document.body.scrollHeight)", vec![]).await?;
    check(&page, "map-open", &mut faults).await?;
    page.click("[data-key=list]").await?;
    check(&page, "list-open", &mut faults).await?;
    page.click("[data-key=widen-buttock-left]").await?;
    page.click("[data-key=map]").await?;
    check(&page, "map-area", &mut faults).await?;
    page.goto("gallery/").await?;
    page.wait_for("h1").await?;
    page.picture("gallery").await?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    page.close().await
}

#[tokio::test]
async fn the_same_in_the_dark() -> Result<()> {
    every_screen("sciatica", Mode::Dark).await
}

#[tokio::test]
async fn the_same_in_a_persons_own_colours() -> Result<()> {
    every_screen("sciatica", Mode::Forced).await
}

#[tokio::test]
async fn an_emergency_in_a_persons_own_colours() -> Result<()> {
    every_screen("emergency", Mode::Forced).await
}

#[tokio::test]
async fn the_pages_beside_the_app() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    be_patient(&page).await?;
    let mut faults = Vec::new();
    for name in ["how-it-works", "privacy", "causes/index", "causes/piriformis-syndrome"] {
        page.goto(&format!("{name}.html")).await?;
        check(&page, &name.replace('/', "-"), &mut faults).await?;
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    page.close().await
}

#[tokio::test]
async fn the_page_that_could_not_start_and_the_pages_without_a_program() -> Result<()> {
    let stage = Stage::built()?.with(".wasm", xtask::server::Fault::Missing);
    let page = Page::open(stage.serve()?).await?;
    be_patient(&page).await?;
    let mut faults = Vec::new();
    page.wait_for("#safety-net-retry").await?;
    check(&page, "failure", &mut faults).await?;
    for name in ["guide", "sources", "how-good", "embed"] {
        page.goto(&format!("{name}.html")).await?;
        check(&page, name, &mut faults).await?;
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    page.close().await
}

/// The checker must be able to find something, or its silence says nothing.
#[tokio::test]
async fn axe_finds_a_fault_that_is_there() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.script("document.body.append(document.createElement('button'))", vec![]).await?;
    let faults = axe(&page).await?;
    ensure!(
        faults.iter().any(|fault| fault.starts_with("button-name")),
        "a button without a name went unnoticed: {faults:?}"
    );
    ensure!(!small_targets(&page).await?.is_empty(), "a tiny button went unnoticed");
    ensure!(!htmlcs(&page).await?.is_empty(), "HTML_CodeSniffer did not notice it");
    page.close().await
}

#[tokio::test]
async fn the_picture_is_one_stop_of_the_tab_key() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let stops = page.script("return document.querySelectorAll('.map-zone[tabindex=\"0\"]').length", vec![]).await?;
    assert_eq!(stops, Value::from(1));
    page.close().await
}
