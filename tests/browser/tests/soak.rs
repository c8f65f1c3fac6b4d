//! Random people in a real browser: taps wherever something can be tapped, the browser's Back, links, new starts, windows of
//! all sizes. After each step the page must still be a page, and the console empty.
//!
//! Two hundred journeys in `cargo xtask soak`; a change does not wait for them. `POSTERIOR_SOAK_JOURNEYS` sets another number.
//! The printed seed runs one again: `POSTERIOR_SOAK_SEED`. Chromium only: the others do not tell what is on the console.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use fantoccini::wd::TimeoutConfiguration;
use posterior_browser_tests::{Engine, Page, Stage};
use serde_json::{Value, json};

/// Journeys for one browser: a driver is ended when it has lived too long.
const TO_A_BROWSER: u64 = 10;

/// Widths and heights of phones, tablets, screens, and one at 400 %.
const SIZES: [(u32, u32); 6] = [(320, 568), (390, 844), (844, 390), (768, 1024), (1280, 800), (320, 256)];

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// Taps so often at random, goes back now and then, and looks at the page after each step. Gives what was wrong, and the
/// screens that were seen.
const TAPS: &str = "
    const [seed, count, done] = arguments;
    let state = seed >>> 0;
    const roll = (end) => {
        state = (state + 0x6d2b79f5) >>> 0;
        let z = Math.imul(state ^ (state >>> 15), state | 1);
        z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
        return ((z ^ (z >>> 14)) >>> 0) % end;
    };
    const settled = () => new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
    const wrong = (step) => {
        const all = (css) => document.querySelectorAll(css).length;
        const faults = [];
        if (all('#app [data-screen]') !== 1) faults.push('screens: ' + all('#app [data-screen]'));
        if (all('#app h1') !== 1) faults.push('titles: ' + all('#app h1'));
        if (!document.querySelector('#safety-net').hidden) faults.push('the safety net is shown');
        if (all('[data-live] [role=status]') !== 1) faults.push('no region tells what changed');
        if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('scrolls sideways');
        if (location.hash || location.search) faults.push('the address holds ' + location.hash + location.search);
        if (Object.keys(localStorage).some((key) => key !== 'posterior') || sessionStorage.length || document.cookie) faults.push('something is stored');
        if (!document.querySelector('#app h1').textContent.trim()) faults.push('the title is empty');
        const ids = [...document.querySelectorAll('[id]')].map((own) => own.id);
        if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
        const raw = document.querySelector('#app').innerText.match(/\\\\b(ui|finding|cause|care|rule|gate|test|question)\\\\.[a-z-]+/);
        if (raw) faults.push('a key without words: ' + raw[0]);
        return faults.map((fault) => step + ': ' + fault);
    };
    (async () => {
        const faults = [], seen = new Set();
        for (let n = 0; n < count && !faults.length; n++) {
            let step = 'back';
            const kept = localStorage.length;
            if (roll(12) === 0 && history.state > 0) {
                history.back();
                await settled();
            } else {
                // Printing opens a dialogue of the browser; a file or another page leads away.
                const free = [...document.querySelectorAll('#app button:not([disabled]), #app input, #app .map-zone')]
                    .filter((own) => own.checkVisibility() && !['print', 'reminder', 'fhir'].includes(own.dataset.key) && own.type !== 'text' && !own.readOnly);
                // The ways on are pressed more often than one in a hundred, or nobody gets anywhere.
                const on = free.filter((own) => ['continue', 'none', 'not-sure'].includes(own.dataset.key));
                const from = on.length && roll(3) === 0 ? on : free;
                if (!from.length) { faults.push('nothing can be tapped'); break; }
                const control = from[roll(from.length)];
                step = control.dataset.key ?? control.value ?? control.getAttribute('aria-label') ?? control.className;
                if (control instanceof SVGElement) control.dispatchEvent(new MouseEvent('click', { bubbles: true }));
                else control.click();
            }
            await settled();
            seen.add(document.querySelector('[data-screen]')?.dataset.screen);
            if (localStorage.length > kept && step !== 'keep') faults.push('stored after ' + step + ', which nobody asked for');
            if (localStorage.length && ['forget', 'start-again'].includes(step)) faults.push('still stored after ' + step);
            faults.push(...wrong('after ' + n + ' taps, the last on ' + step + ' to the screen ' + [...seen].pop()));
        }
        done([faults, [...seen]]);
    })().catch((error) => done([[String(error)], []]));";

struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

async fn journey(page: &Page, seed: u64, seen: &mut Vec<String>) -> Result<()> {
    let mut dice = Dice(seed);
    for _ in 0..=dice.below(3) {
        let size = SIZES[usize::try_from(dice.below(SIZES.len() as u64))?];
        page.resize(size.0, size.1).await?;
        match dice.below(4) {
            // A new start, now and then by a link that is broken.
            0 => {
                page.browser.client.goto("about:blank").await?;
                page.goto(if dice.below(2) == 0 { "#a=1AAAA" } else { "" }).await?;
            }
            1 => page.browser.client.refresh().await?,
            _ => {}
        }
        page.wait_for("[data-live=true] [data-screen]").await?;
        let taps = json!(10 + dice.below(40));
        let came = page.browser.client.execute_async(TAPS, vec![json!(dice.below(1 << 31)), taps]).await?;
        let faults = came.get(0).and_then(Value::as_array).context("no answer of the page")?;
        ensure!(faults.is_empty(), "{faults:#?}");
        let screens: Vec<String> = serde_json::from_value(came.get(1).cloned().unwrap_or_default())?;
        seen.extend(screens);
    }
    let console = page.console().await?;
    ensure!(console.is_empty(), "on the console: {console:#?}");
    let reports = page.server.reports();
    ensure!(reports.is_empty(), "the page broke its policy: {reports:#?}");
    Ok(())
}

#[tokio::test]
async fn random_taps_break_nothing() -> Result<()> {
    ensure!(Engine::chosen()? == Engine::Chromium, "this test needs Chromium");
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let seed = number("POSTERIOR_SOAK_SEED").unwrap_or(u64::try_from(now)?);
    let journeys = number("POSTERIOR_SOAK_JOURNEYS").unwrap_or(4);
    let mut seen = Vec::new();
    let mut number = 0;
    while number < journeys {
        let page = Page::open(Stage::built()?.serve()?).await?;
        let patience = TimeoutConfiguration::new(Some(std::time::Duration::from_secs(60)), None, None);
        page.browser.client.update_timeouts(patience).await?;
        page.wait_for("[data-live=true] [data-screen=map]").await?;
        for _ in 0..TO_A_BROWSER.min(journeys - number) {
            let own = seed.wrapping_add(number);
            let walked = journey(&page, own, &mut seen).await;
            walked.with_context(|| format!("POSTERIOR_SOAK_SEED={own} POSTERIOR_SOAK_JOURNEYS=1 runs it again"))?;
            number += 1;
        }
        page.close().await?;
    }
    seen.sort();
    seen.dedup();
    println!("POSTERIOR_SOAK_SEED={seed}: {journeys} journeys, screens seen: {}", seen.join(", "));
    ensure!(seen.len() > 2, "nobody got anywhere: {seen:?}");
    page_with_a_fault_is_noticed().await
}

/// The looking must be able to find something.
async fn page_with_a_fault_is_noticed() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.script("document.querySelector('#app h1').after(document.createElement('h1')); console.error('x')", vec![])
        .await?;
    let came = page.browser.client.execute_async(TAPS, vec![json!(1), json!(1)]).await?;
    ensure!(
        came.get(0).and_then(Value::as_array).is_some_and(|faults| !faults.is_empty()),
        "two titles went unnoticed"
    );
    ensure!(!page.console().await?.is_empty(), "an error on the console went unnoticed");
    page.close().await
}
