//! What the world does to a page: no network after it came, a slow or broken one while it comes, no storage, a wrong clock,
//! a program that breaks off, hours of use.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::wd::TimeoutConfiguration;
use posterior_browser_tests::{Engine, Hand, Options, Page, Stage, journey};
use serde_json::{Value, json};
use xtask::server::Fault;

const LIVE: &str = "[data-live=true] [data-screen=map]";

fn chromium() -> Result<bool> {
    Ok(Engine::chosen()? == Engine::Chromium)
}

#[tokio::test]
async fn once_it_came_it_needs_no_network() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for(LIVE).await?;
    page.server.cut(true);
    page.walk(&journey("sciatica")?, Hand::Pointer, async |_, _| Ok(())).await?;
    ensure!(page.shows("[data-cause] li").await?, "the result gives no reason");
    page.go(Hand::Pointer, "take").await?;
    page.wait_for("#summary").await?;
    page.close().await
}

/// Half of a file, then silence: the page says that the connection is at fault, and does not blame itself.
#[tokio::test]
async fn the_network_is_lost_in_the_middle_of_a_file() -> Result<()> {
    for file in [".wasm", "text/en.txt", "body.txt"] {
        let page = Page::open(Stage::built()?.with(file, Fault::Half).serve()?).await?;
        page.wait_for("#safety-net [data-reason]:not([hidden])").await?;
        let reason = page
            .script("return document.querySelector('#safety-net [data-reason]:not([hidden])').dataset.reason", vec![])
            .await?;
        // Half of a file with a hash looks like a changed one to some browsers; both ask to try again.
        ensure!(reason == "offline" || reason == "altered", "half of {file} is told as {reason}");
        ensure!(page.shows("#safety-net li").await?, "no warning sign is shown");
        page.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_slow_network_is_told_and_waited_for() -> Result<()> {
    if !chromium()? {
        return Ok(());
    }
    let page = Page::open_at(Stage::built()?.serve()?, "guide.html", Options::default()).await?;
    page.protocol("Network.enable", json!({})).await?;
    let second_generation =
        json!({ "offline": false, "latency": 300, "downloadThroughput": 35_000, "uploadThroughput": 10_000 });
    page.protocol("Network.emulateNetworkConditions", second_generation).await?;
    page.script("setTimeout(() => location.assign('./'))", vec![]).await?;
    // The warning signs do not wait for the program, and the page says that it is slow.
    page.wait_for("#boot-progress").await?;
    let said = "const line = document.querySelector('#boot-progress'); return line?.textContent === line?.dataset.slow";
    let mut told = false;
    for _ in 0..600 {
        told |= page.script(said, vec![]).await? == true;
        if page.shows(LIVE).await? {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    page.wait_for(LIVE).await?;
    ensure!(told, "nobody was told that the network is slow");
    page.close().await
}

/// Runs before anything else in every page that is opened from now on.
async fn before_all(page: &Page, script: &str) -> Result<()> {
    page.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await?;
    page.goto("").await
}

#[tokio::test]
async fn storage_may_be_refused() -> Result<()> {
    if !chromium()? {
        return Ok(());
    }
    let page = Page::open_at(Stage::built()?.serve()?, "guide.html", Options::default()).await?;
    const REFUSE: &str = "for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
        Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError'); } });
    }
    Object.defineProperty(document, 'cookie', { get() { throw new DOMException('refused', 'SecurityError'); } });";
    before_all(&page, REFUSE).await?;
    page.wait_for(LIVE).await?;
    let refused = page.script("try { localStorage; return false } catch { return true }", vec![]).await?;
    ensure!(refused == true, "storage was not refused, so this proves nothing");
    page.walk(&journey("doms")?, Hand::Pointer, async |_, _| Ok(())).await?;
    page.close().await
}

#[tokio::test]
async fn the_clock_may_be_wrong() -> Result<()> {
    if !chromium()? {
        return Ok(());
    }
    for (now, year) in [("0", "1970"), ("253402214400000", "9999"), ("NaN", "NaN")] {
        let page = Page::open_at(Stage::built()?.serve()?, "guide.html", Options::default()).await?;
        let wrong = format!(
            "const Right = Date;
             window.Date = class extends Right {{ constructor(...a) {{ a.length ? super(...a) : super({now}); }} static now() {{ return {now}; }} }};"
        );
        before_all(&page, &wrong).await?;
        page.wait_for(LIVE).await?;
        let told = page.script("return String(new Date().getFullYear())", vec![]).await?;
        ensure!(told.as_str().is_some_and(|told| told.starts_with(year) || year == "1970"), "the clock says {told}");
        page.walk(&journey("doms")?, Hand::Pointer, async |_, _| Ok(())).await?;
        page.go(Hand::Pointer, "take").await?;
        page.wait_for("#summary").await?;
        ensure!(!page.shows("#safety-net").await?, "with the clock at {now} the program broke off");
        page.close().await?;
    }
    Ok(())
}

/// Breaks the shipped program for real: the browser refuses what the interface takes for granted, so that it panics. The hook
/// shows the safety net; nothing dead is left to tap.
#[tokio::test]
async fn a_program_that_panics_shows_the_warning_signs() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for(LIVE).await?;
    const REFUSE: &str = "
        for (const name of ['insertBefore', 'appendChild', 'removeChild', 'replaceChild']) {
            Node.prototype[name] = function () { throw new Error('refused'); };
        }";
    page.script(REFUSE, vec![]).await?;
    page.click("[data-key=not-sure]").await?;
    page.wait_for("#safety-net [data-reason=fault]").await?;
    ensure!(page.shows("#safety-net li").await?, "no warning sign is shown");
    ensure!(!page.shows("#app").await?, "the dead program is still shown");
    if chromium()? {
        let console = page.console().await?;
        ensure!(console.iter().any(|line| line.contains("panicked at")), "it was no panic: {console:#?}");
    }
    page.click("#safety-net-retry").await?;
    page.wait_for(LIVE).await?;
    page.close().await
}

/// Bytes and things that the page holds once all that is lost is collected.
async fn held(page: &Page) -> Result<[f64; 3]> {
    page.protocol("HeapProfiler.enable", json!({})).await?;
    for _ in 0..2 {
        page.protocol("HeapProfiler.collectGarbage", json!({})).await?;
    }
    let heap = page.protocol("Runtime.getHeapUsage", json!({})).await?;
    let counts = page.protocol("Memory.getDOMCounters", json!({})).await?;
    let of = |value: &Value, name: &str| value.get(name).and_then(Value::as_f64).unwrap_or(0.0);
    let bytes = of(&heap, "usedSize") + of(&heap, "backingStorageSize") + of(&heap, "embedderHeapUsedSize");
    ensure!(bytes > 0.0, "the browser does not tell what it holds: {heap}");
    Ok([bytes, of(&counts, "nodes"), of(&counts, "jsEventListeners")])
}

/// Gives a thousand answers, in rounds that end where they began.
#[tokio::test]
async fn a_thousand_answers_leave_the_memory_as_it_was() -> Result<()> {
    if !chromium()? {
        return Ok(());
    }
    const ANSWERS: &str = "
        const [rounds, done] = arguments;
        const settled = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        const zone = (at) => { const all = document.querySelectorAll('.map-zone'); return all[at % all.length]; };
        (async () => {
            for (let n = 0; n < rounds; n++) {
                // Ten answers: four places on and off again, and a look at another view and back.
                for (let twice = 0; twice < 2; twice++) {
                    for (const at of [0, 5, 11, 17]) {
                        zone(at).dispatchEvent(new MouseEvent('click', { bubbles: true }));
                        await settled();
                    }
                    document.querySelector(twice ? '[data-key=map]' : '[data-key=front]').click();
                    await settled();
                }
            }
            done(document.querySelectorAll('.map-zone[aria-checked=true]').length);
        })().catch((error) => done(String(error)));";
    let page = Page::open(Stage::built()?.serve()?).await?;
    let patience = TimeoutConfiguration::new(Some(Duration::from_secs(180)), None, None);
    page.browser.client.update_timeouts(patience).await?;
    page.wait_for(LIVE).await?;
    page.browser.client.execute_async(ANSWERS, vec![json!(20)]).await?;
    let before = held(&page).await?;
    let left = page.browser.client.execute_async(ANSWERS, vec![json!(100)]).await?;
    ensure!(left.is_number(), "the answers could not be given: {left}");
    let after = held(&page).await?;
    let [bytes, nodes, listeners]: [f64; 3] = std::array::from_fn(|at| after[at] / before[at].max(1.0));
    println!(
        "after a thousand answers: bytes x {bytes:.3}, nodes x {nodes:.3}, listeners x {listeners:.3}; {before:?} {after:?}"
    );
    ensure!(bytes < 1.1, "memory grew by the factor {bytes:.3}: {before:?} to {after:?}");
    ensure!(nodes < 1.1 && listeners < 1.1, "things were left behind: {before:?} to {after:?}");
    // What a person keeps must be noticed.
    page.script("window.kept = Array.from({ length: 5000 }, () => document.createElement('p'))", vec![]).await?;
    let kept = held(&page).await?;
    let more = kept.get(1).zip(after.get(1)).context("counts")?;
    ensure!(*more.0 >= more.1 + 5000.0, "five thousand elements went unnoticed: {after:?} to {kept:?}");
    page.close().await
}
