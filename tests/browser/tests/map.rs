//! What can be said on the map besides where: how strong, what it feels like, where it travels. By pointer, finger and keys.

use anyhow::{Context, Result, ensure};
use posterior_browser_tests::{Engine, Page, Stage, key, row, zone};
use serde_json::{Value, json};

async fn open() -> Result<Page> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    Ok(page)
}

/// How many zones of the shown picture are marked.
async fn marked(page: &Page) -> Result<u64> {
    let count = page.script("return document.querySelectorAll('[aria-checked=true]').length", vec![]).await?;
    count.as_u64().context("a number")
}

async fn status(page: &Page) -> Result<String> {
    let status = page.script("return document.querySelector('[data-live] [role=status]').textContent", vec![]).await?;
    Ok(status.as_str().unwrap_or_default().to_owned())
}

/// The selector of a zone by its key: its name changes with its strength.
fn by_key(place: &str) -> String {
    format!(".map-zone[data-key='{place}']")
}

#[tokio::test]
async fn strength_by_keys_alone() -> Result<()> {
    let page = open().await?;
    let place = by_key("mid-buttock-left");
    page.arrow_to(&zone("mid-buttock-left")?).await?;
    page.press('7').await?;
    page.wait_for(&format!("{place}[aria-checked=true][aria-label$='7 out of 10']")).await?;
    ensure!(status(&page).await?.contains("7 out of 10"), "nothing tells the strength: {}", status(&page).await?);
    page.press('+').await?;
    page.wait_for(&format!("{place}[aria-label$='8 out of 10']")).await?;
    page.press(key::ENTER).await?;
    page.wait_for("#sheet").await?;
    ensure!(page.focus_is_on("#sheet").await?, "what was opened does not have the focus");
    ensure!(page.shows("[data-key=strength-8]:checked").await?, "the sheet does not show the strength");
    page.tab_to("[data-key=quality-burning]").await?;
    page.press(key::SPACE).await?;
    page.press(key::ESCAPE).await?;
    for _ in 0..40 {
        if page.focus_is_on(&place).await? {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    ensure!(page.focus_is_on(&place).await? && !page.shows("#sheet").await?, "Escape does not lead back to the place");
    ensure!(page.text(".chosen").await?.contains("8 out of 10; Burning"), "what was said is not named");
    // Space takes the mark away; Escape leaves the picture.
    page.press(key::SPACE).await?;
    page.wait_for(&format!("{place}[aria-checked=false]")).await?;
    page.press(key::ESCAPE).await?;
    ensure!(!page.focus_is_on(".map-zone").await?, "Escape does not leave the picture");
    page.kept_the_policy().await?;
    page.close().await
}

#[tokio::test]
async fn strength_by_pointer_and_in_the_list() -> Result<()> {
    let page = open().await?;
    let place = zone("mid-buttock-left")?;
    page.tap_zone(&place).await?;
    ensure!(!page.shows("#sheet").await?, "the first tap only marks");
    page.tap_zone(&place).await?;
    page.wait_for("#sheet").await?;
    page.click("[data-key=strength-4]").await?;
    page.click("#sheet [data-key=quality-burning]").await?;
    page.wait_for(&format!("{}[aria-label$='4 out of 10']", by_key("mid-buttock-left"))).await?;
    page.picture("map-sheet").await?;
    page.click("[data-key=close]").await?;
    page.click("[data-key=list]").await?;
    let opener = page.wait_for("[data-key=open-mid-buttock-left]").await?;
    ensure!(opener.text().await?.contains("4 out of 10; Burning"), "the list does not show what the map does");
    page.click("[data-key=open-mid-buttock-left]").await?;
    page.click("[data-key=strength-9]").await?;
    page.picture("list-sheet").await?;
    page.click("[data-key=map]").await?;
    page.wait_for(&format!("{}[aria-label$='9 out of 10']", by_key("mid-buttock-left"))).await?;
    // A place that cannot be told exactly stands in for the zone, with what was said of it.
    page.click("[data-key=widen-buttock-left]").await?;
    page.wait_for("[data-key=open-buttock-left]").await?;
    ensure!(page.text("[data-key=open-buttock-left]").await?.contains("9 out of 10"), "the area lost the strength");
    ensure!(page.shows(".map-zone.is-hinted").await? && marked(&page).await? == 0, "the area is not on the map");
    page.click("[data-key=undo]").await?;
    page.wait_for(&format!("{}[aria-checked=true]", by_key("mid-buttock-left"))).await?;
    page.click("[data-key=unmark]").await?;
    page.wait_for(".chosen-none").await?;
    page.click("[data-key=undo]").await?;
    page.wait_for(&format!("{}[aria-label$='9 out of 10']", by_key("mid-buttock-left"))).await?;
    page.close().await
}

#[tokio::test]
async fn painting_by_mouse_and_finger() -> Result<()> {
    let page = open().await?;
    const CENTRE: &str = "document.querySelector('.map-svg').scrollIntoView({ block: 'center', behavior: 'instant' })";
    page.script(CENTRE, vec![]).await?;
    let mut points = Vec::new();
    for place in ["upper-outer-buttock-left", "mid-buttock-left", "lower-buttock-left"] {
        points.push(page.point_of(&zone(place)?).await?);
    }
    page.drag(false, &points).await?;
    page.wait_for(&format!("{}[aria-checked=true]", by_key("lower-buttock-left"))).await?;
    let painted = marked(&page).await?;
    ensure!((3..=5).contains(&painted), "a stroke over three zones marked {painted}");
    ensure!(!page.shows("#sheet").await?, "the end of a stroke is no tap");
    page.picture("map-painted").await?;
    page.click("[data-key=undo]").await?;
    page.wait_for(".chosen-none").await?;
    assert_eq!(marked(&page).await?, 0, "a stroke is one step");

    // A finger moves the page, and paints only when it was asked to.
    page.script(CENTRE, vec![]).await?;
    const LISTEN: &str =
        "addEventListener('pointerdown', (event) => (window.kind = event.pointerType), { capture: true })";
    page.script(LISTEN, vec![]).await?;
    page.drag(true, &points).await?;
    if page.script("return window.kind", vec![]).await? != "touch" {
        // WebKit's driver has no finger: what it calls one is a mouse.
        println!("{}: this driver has no finger", page.browser.engine.name());
        return page.close().await;
    }
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    ensure!(marked(&page).await? <= 1, "a finger that scrolls paints");
    if marked(&page).await? == 1 {
        page.click("[data-key=undo]").await?;
    }
    page.click("[data-key=paint]").await?;
    page.wait_for("[data-key=paint][aria-pressed=true]").await?;
    page.script(CENTRE, vec![]).await?;
    points.clear();
    for place in ["upper-outer-buttock-left", "mid-buttock-left", "lower-buttock-left"] {
        points.push(page.point_of(&zone(place)?).await?);
    }
    page.drag(true, &points).await?;
    page.wait_for(&format!("{}[aria-checked=true]", by_key("lower-buttock-left"))).await?;
    ensure!(marked(&page).await? >= 3, "a finger that paints marked {} zones", marked(&page).await?);
    page.close().await
}

#[tokio::test]
async fn the_path_of_pain_that_travels() -> Result<()> {
    let page = open().await?;
    page.tap_zone(&zone("mid-buttock-left")?).await?;
    page.click("[data-key=open-mid-buttock-left]").await?;
    page.click("[data-key=path-start]").await?;
    page.click("[data-key=legs]").await?;
    page.tap_zone(&zone("calf-left")?).await?;
    page.click("[data-key=open-calf-left]").await?;
    page.click("[data-key=path-end]").await?;
    page.wait_for(".map-path path").await?;
    page.click("[data-key=close]").await?;
    ensure!(page.text(".chosen").await?.contains("past the knee"), "the path is not told in words");
    page.script("scrollTo(0, 0)", vec![]).await?;
    page.picture("map-path").await?;
    // In the list the same two answers stand.
    page.click("[data-key=list]").await?;
    page.wait_for(&format!("{}:checked", row("calf-left"))).await?;
    page.click("[data-key=open-calf-left]").await?;
    page.wait_for("#sheet").await?;
    ensure!(page.script("return document.querySelector('[data-key=path-end]').checked", vec![]).await? == true);
    page.close().await
}

/// What a change costs: only what changed is touched. How long it takes is printed, as a ratio to a re-render that changes
/// one line of words, and never asserted.
#[tokio::test]
async fn only_what_changed_is_drawn_anew() -> Result<()> {
    let page = open().await?;
    const CHANGE: &str = "
        const done = arguments[arguments.length - 1];
        const zones = [...document.querySelectorAll('.map-zone')];
        const settle = () => new Promise((go) => setTimeout(go, 0));
        (async () => {
            const seen = [];
            const watch = new MutationObserver((all) => seen.push(...all));
            const target = zones.find((zone) => zone.dataset.key === arguments[0]);
            watch.observe(document.querySelector('.map'), { subtree: true, childList: true, attributes: true, characterData: true });
            target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
            await settle();
            watch.disconnect();
            const art = document.querySelector('.map-art');
            const touched = new Set(seen.map((one) => one.target.closest?.('.map-zone')).filter(Boolean));
            const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
            const time = async (act) => {
                const times = [];
                for (let n = 0; n < 41; n++) {
                    const start = performance.now();
                    act(n);
                    await Promise.resolve(); await Promise.resolve(); await Promise.resolve(); await Promise.resolve();
                    document.body.getBoundingClientRect();
                    times.push(performance.now() - start);
                    await settle();
                }
                return median(times);
            };
            const over = (n) => zones[n % zones.length].dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
            const key = (n) => { target.dispatchEvent(new KeyboardEvent('keydown', { key: String(n % 10), bubbles: true })); };
            const empty = await time(over);
            const tap = await time(key);
            done([seen.filter((one) => art.contains(one.target)).length, [...touched].map((zone) => zone.dataset.key), seen.length, empty, tap]);
        })();";
    let found = page.browser.client.execute_async(CHANGE, vec![json!("sacrum")]).await?;
    assert_eq!(found[0], 0, "the still picture was touched");
    let zones: Vec<String> = serde_json::from_value(found[1].clone())?;
    // The zone itself, and the one that had the tab stop before.
    ensure!(zones.contains(&"sacrum".to_owned()) && zones.len() <= 2, "other zones were touched: {zones:?}");
    ensure!(found[2].as_u64().is_some_and(|all| all <= 20), "too much was touched: {found}");
    let (line, change) = (found[3].as_f64().unwrap_or_default(), found[4].as_f64().unwrap_or_default());
    println!(
        "{}: strength of a zone {change:.2} ms, one line of words {line:.2} ms, ratio {:.1}; changes in the picture: {}",
        page.browser.engine.name(),
        change / line.max(0.001),
        found[2]
    );
    page.close().await
}

/// The map as readers are told of it: a reviewed file. `POSTERIOR_RENEW=1` writes it anew.
#[tokio::test]
async fn the_tree_for_readers_is_the_reviewed_one() -> Result<()> {
    let page = open().await?;
    if page.browser.engine != Engine::Chromium {
        // Only Chromium tells its tree; its zones have the same roles and names in the others.
        return page.close().await;
    }
    page.tap_zone(&zone("mid-buttock-left")?).await?;
    page.arrow_to(&zone("sacrum")?).await?;
    page.press('3').await?;
    page.wait_for(&format!("{}[aria-label$='3 out of 10']", by_key("sacrum"))).await?;
    page.click("[data-key=open-sacrum]").await?;
    page.wait_for("#sheet").await?;
    page.protocol("Accessibility.enable", json!({})).await?;
    let tree = page.protocol("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("a tree")?;
    let main = nodes.iter().find(|node| node["role"]["value"] == "heading").context("a heading")?;
    let top = nodes.iter().find(|node| node["nodeId"] == main["parentId"]).context("its parent")?;
    let mut lines = String::new();
    write(nodes, top, (0, ""), &mut lines);
    let file = xtask::shell::project_root()?.join("tests/snapshots/map-tree.txt");
    if std::env::var_os("POSTERIOR_RENEW").is_some() {
        std::fs::write(&file, &lines)?;
    }
    assert_eq!(lines, std::fs::read_to_string(&file)?, "the tree changed; look at it, then renew {}", file.display());
    page.close().await
}

/// A node and what is below it, one to a line: role, name, states.
fn write(nodes: &[Value], node: &Value, (depth, above): (usize, &str), lines: &mut String) {
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let (role, name) = (text(&node["role"]), text(&node["name"]));
    // Words that are the name of what holds them are not said again.
    let said = role == "StaticText" && above.to_lowercase().contains(&name.to_lowercase());
    let plain = said
        || node["ignored"] == true
        || matches!(&*role, "generic" | "none" | "InlineTextBox" | "LabelText" | "Legend");
    if !plain {
        *lines += &"  ".repeat(depth);
        *lines += &role;
        if !name.is_empty() {
            *lines += &format!(" \"{name}\"");
        }
        for property in node["properties"].as_array().into_iter().flatten() {
            let (name, value) = (&property["name"], &property["value"]["value"]);
            if ["checked", "pressed", "expanded", "focused", "disabled"].iter().any(|own| name == own) {
                *lines += &format!(" {}={}", name.as_str().unwrap_or_default(), value.to_string().trim_matches('"'));
            }
        }
        lines.push('\n');
    }
    let above = if plain || name.is_empty() { above } else { &name };
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = nodes.iter().find(|node| node["nodeId"] == *child) {
            write(nodes, child, (depth + usize::from(!plain), above), lines);
        }
    }
}

/// The page of all drawings, looked at in each engine: every picture has a size, and everything that it is painted with is
/// on the page.
#[tokio::test]
async fn the_gallery_is_drawn() -> Result<()> {
    const FAULTS: &str = "
        const faults = [];
        const maps = [...document.querySelectorAll('.map')];
        for (const slug of ['back', 'front', 'side-left', 'side-right', 'legs', 'legs-front']) {
            if (!maps.some((map) => map.classList.contains('map-' + slug))) faults.push('no ' + slug);
        }
        if (maps.some((map) => map.getBoundingClientRect().height < 100)) faults.push('a picture without a size');
        for (const painted of document.querySelectorAll('[fill^=\"url\"], [filter], [clip-path]')) {
            // What the style sheet paints otherwise needs no paint of its own.
            const style = getComputedStyle(painted);
            for (const used of [style.fill, style.filter, style.clipPath]) {
                const id = used.match(/^url\\(\"?#([^\")]*)/)?.[1];
                if (id && !document.getElementById(id)) faults.push('no ' + id);
            }
        }
        return [...new Set(faults)];";
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.resize(1280, 900).await?;
    page.goto("gallery/").await?;
    page.wait_for(".map-path").await?;
    let faults: Vec<String> = serde_json::from_value(page.script(FAULTS, vec![]).await?)?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    for (name, row) in [("states", 2), ("legs", 26)] {
        page.script("document.querySelectorAll('.gallery-row')[arguments[0]].scrollIntoView()", vec![json!(row)])
            .await?;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        page.picture(&format!("gallery-{name}")).await?;
    }
    page.close().await
}
