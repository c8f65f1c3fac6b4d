//! What stands beside the conversation: numbers to call, what the device remembers, sharing, the clock, doubts about answers,
//! and the pages that are only read.

use anyhow::{Context, Result, ensure};
use posterior_browser_tests::{Engine, Hand, Page, Stage, journey};
use serde_json::{Value, json};

async fn at_result(page: &Page, id: &str) -> Result<()> {
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.walk(&journey(id)?, Hand::Pointer, async |_, _| Ok(())).await
}

async fn choose_country(page: &Page, code: &str) -> Result<()> {
    const CHOOSE: &str = "
        const list = document.querySelector('[data-key=country]');
        list.value = arguments[0];
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    page.wait_for("[data-key=country]").await?;
    page.script(CHOOSE, vec![json!(code)]).await?;
    page.wait_for(".call").await?;
    Ok(())
}

async fn calls(page: &Page) -> Result<Value> {
    page.script("return [...document.querySelectorAll('.call')].map((link) => link.getAttribute('href'))", vec![]).await
}

#[tokio::test]
async fn numbers_are_those_of_the_country_that_was_chosen_and_of_no_other() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut interrupted = false;
    page.walk(&journey("emergency")?, Hand::Pointer, async |page, screen| {
        if screen == "interrupt" {
            interrupted = true;
            assert_eq!(calls(page).await?, json!([]), "a country was guessed");
            choose_country(page, "gb").await?;
            assert_eq!(calls(page).await?, json!(["tel:999"]), "an emergency has one number");
            page.picture("numbers-interrupt").await?;
        }
        Ok(())
    })
    .await?;
    ensure!(interrupted, "the emergency did not interrupt");
    assert_eq!(calls(&page).await?, json!(["tel:999"]), "the choice is lost on the result");
    page.go(Hand::Pointer, "take").await?;
    let summary = page.text("#summary").await?;
    ensure!(summary.contains("999") && summary.contains("111"), "the summary holds no number: {summary}");
    page.go(Hand::Pointer, "start-again").await?;
    page.kept_the_policy().await?;

    // Chosen by whoever links here; an unknown country is none.
    for (query, wanted) in
        [("?region=GB", json!(["tel:999", "tel:111"])), ("?region=ie", json!(["tel:112"])), ("?region=xx", json!([]))]
    {
        page.goto(query).await?;
        page.wait_for("[data-live=true] [data-screen=map]").await?;
        page.click("[data-key=list]").await?;
        page.click("input[value='mid-buttock-left']").await?;
        page.click("[data-key=show-result]").await?;
        page.wait_for("[data-key=country]").await?;
        assert_eq!(calls(&page).await?, wanted, "{query}");
    }
    page.close().await
}

async fn stored(page: &Page) -> Result<Value> {
    page.script("return Object.entries(localStorage)", vec![]).await
}

#[tokio::test]
async fn the_device_remembers_when_it_is_asked_to_and_compares() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    at_result(&page, "piriformis").await?;
    let causes = page.causes().await?;
    assert_eq!(stored(&page).await?, json!([]), "something was stored unasked");
    page.click("[data-key=keep]").await?;
    page.wait_for(".notice").await?;
    let kept = stored(&page).await?;
    ensure!(kept.as_array().is_some_and(|all| all.len() == 1), "not one text under one key: {kept}");

    page.goto("").await?;
    page.wait_for("[data-live=true] [data-key=show-kept]").await?;
    page.picture("kept-found").await?;
    page.go(Hand::Pointer, "show-kept").await?;
    assert_eq!(page.causes().await?, causes, "other answers came back");
    ensure!(!page.shows(".since").await?, "the same answers are compared with themselves");

    // Two points less is better; six more is worse.
    for (points, trend, words) in [("severity-3", "better", "5 then, 3 now"), ("severity-9", "worse", "5 then, 9 now")]
    {
        page.go(Hand::Pointer, "change-severity").await?;
        page.click(&format!("[data-key={points}]")).await?;
        page.go(Hand::Pointer, "continue").await?;
        if page.screen().await? == "interrupt" {
            page.go(Hand::Pointer, "continue").await?;
        }
        page.wait_for(&format!(".since[data-trend={trend}]")).await?;
        let told = page.text(".since").await?;
        ensure!(told.contains(words), "{told}");
        page.picture(&format!("since-{trend}")).await?;
    }
    page.click("[data-key=keep]").await?;
    page.wait_for(".notice").await?;
    ensure!(stored(&page).await? != kept, "the newer answers were not kept");
    page.go(Hand::Pointer, "start-again").await?;
    cleared(&page).await?;
    page.kept_the_policy().await?;
    page.close().await
}

/// What must hold when everything was cleared: nothing stored, in the history, in a field, or after a reload.
async fn cleared(page: &Page) -> Result<()> {
    const LEFT: &str = "
        const left = [];
        if (localStorage.length + sessionStorage.length || document.cookie) left.push('storage');
        if (history.state) left.push('history: ' + JSON.stringify(history.state));
        if (location.hash || location.search) left.push('address');
        if (document.querySelector('input:checked, [aria-checked=true], [data-key=show-kept], .since')) left.push('fields');
        return left;";
    page.wait_for("[data-screen=map]").await?;
    // The browser goes back through its history in its own time.
    for _ in 0..100 {
        if page.script("return history.state", vec![]).await?.as_f64().unwrap_or(0.0) == 0.0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(page.script(LEFT, vec![]).await?, json!([]), "something is left");
    let databases =
        page.script("return indexedDB.databases ? indexedDB.databases().then((all) => all.length) : 0", vec![]);
    assert_eq!(databases.await?, 0);
    // Forward leads to no answer either.
    page.browser.client.execute("history.forward()", vec![]).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    ensure!(!page.shows("input:checked, [aria-checked=true]").await?, "Forward brings an answer back");
    page.goto("").await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    assert_eq!(page.script(LEFT, vec![]).await?, json!([]), "something is left after a reload");
    Ok(())
}

#[tokio::test]
async fn a_memory_that_is_full_forbidden_or_damaged_costs_nothing() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    at_result(&page, "piriformis").await?;
    let causes = page.causes().await?;
    for break_it in [
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
    ] {
        page.script(break_it, vec![]).await?;
        page.click("[data-key=keep]").await?;
        page.wait_for(".notice").await?;
        let told = page.text(".notice").await?;
        ensure!(told.contains("could not be saved"), "{told}");
        assert_eq!(page.causes().await?, causes, "something is lost");
        ensure!(!page.shows("[data-key=forget]").await?, "it claims to remember");
        // What was told is gone with the next step, so that the next failure has to tell it anew.
        page.go(Hand::Pointer, "take").await?;
        page.go(Hand::Pointer, "back").await?;
        ensure!(!page.shows(".notice").await?, "an old message stays");
    }
    for damaged in ["2026-11-30 1xxxx", "nonsense", "2026-11-30 9abc"] {
        page.goto("").await?;
        page.wait_for("[data-live=true]").await?;
        page.script("localStorage.setItem('posterior', arguments[0])", vec![json!(damaged)]).await?;
        page.goto("").await?;
        page.wait_for("[data-live=true] .notice").await?;
        ensure!(!page.shows("[data-key=show-kept]").await?, "{damaged} is offered");
    }
    page.close().await
}

/// The site with a way to share that does as the test wants: `window.sharing` decides, `window.shared` holds what came.
fn that_shares() -> Result<Stage> {
    const STUB: &str = "
        Object.defineProperty(Navigator.prototype, 'share', { configurable: true, value: (data) => {
            window.shared = { text: data.text, url: data.url };
            return window.sharing ? Promise.reject(new DOMException('x', window.sharing)) : Promise.resolve();
        } });\n";
    Stage::changed("share", &[("boot.js", &|script| [STUB, script].concat())])
}

#[tokio::test]
async fn sharing_hands_on_words_and_link_and_cancelling_is_quiet() -> Result<()> {
    let page = Page::open(that_shares()?.serve()?).await?;
    at_result(&page, "sciatica").await?;
    page.go(Hand::Pointer, "take").await?;
    for (answer, told) in [(Value::Null, false), (json!("AbortError"), false), (json!("NotAllowedError"), true)] {
        page.script("window.shared = null; window.sharing = arguments[0]", vec![answer.clone()]).await?;
        page.click("[data-key=share]").await?;
        if told {
            page.wait_for(".notice").await?;
        }
        let shared = page.script("return window.shared", vec![]).await?;
        let field = |name: &str| shared.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        ensure!(field("url").contains("#a=1"), "no link: {shared}");
        ensure!(field("text").contains("Sitting makes it worse"), "no words: {shared}");
        ensure!(page.shows(".notice").await? == told, "{answer}: told is not {told}");
        ensure!(page.shows("#summary").await?, "{answer}: the page is lost");
    }
    page.close().await
}

#[tokio::test]
async fn without_a_way_to_share_there_is_no_button() -> Result<()> {
    let none = |script: &str| ["delete Navigator.prototype.share;\n", script].concat();
    let page = Page::open(Stage::changed("no-share", &[("boot.js", &none)])?.serve()?).await?;
    at_result(&page, "sciatica").await?;
    page.go(Hand::Pointer, "take").await?;
    ensure!(page.shows("[data-key=copy-link]").await? && !page.shows("[data-key=share]").await?);
    page.close().await
}

#[tokio::test]
async fn the_clock_starts_stops_and_says_when_the_time_is_up() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut timed = false;
    page.walk(&journey("piriformis")?, Hand::Pointer, async |page, screen| {
        if screen != "home-tests" {
            return Ok(());
        }
        const BUTTON: &str = ".timer button";
        page.wait_for(BUTTON).await?;
        let left = async || page.text(".timer-left").await;
        let all = left().await?;
        page.click(BUTTON).await?;
        page.wait_for(".timer [role=status]:not(:empty)").await?;
        page.click(BUTTON).await?;
        for _ in 0..200 {
            if left().await? == all {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(left().await?, all, "stopped, it shows another time than at first");
        page.click(BUTTON).await?;
        // Nobody waits for the real end: the clock of the device is put forward.
        page.script("const now = window.Date.now; window.Date.now = () => now() + 300000", vec![]).await?;
        for _ in 0..200 {
            if left().await? == "0" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(left().await?, "0");
        ensure!(page.text(".timer [role=status]").await?.contains("up"), "the end is not said");
        page.script("window.Date.now = () => performance.timeOrigin + performance.now()", vec![]).await?;
        page.picture("timer").await?;
        timed = true;
        Ok(())
    })
    .await?;
    ensure!(timed, "this person was offered no home test with a clock");
    page.close().await
}

#[tokio::test]
async fn answers_that_do_not_fit_are_asked_about_and_stay_as_they_are() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut person = journey("piriformis")?;
    person.answers.push("no-pain-when-seated".into());
    let mut asked = false;
    const CLASH: &str = "[data-clash=sit-worse-and-painless]";
    page.walk(&person, Hand::Pointer, async |page, screen| {
        if screen == "better" {
            asked = page.shows(CLASH).await?;
            page.picture("clash").await?;
            // There and back: the other answer can be looked at in the middle of the questions.
            page.go(Hand::Pointer, "clash-change-sit-worse-and-painless").await?;
            assert_eq!(page.screen().await?, "worse");
            page.go(Hand::Pointer, "continue").await?;
            assert_eq!(page.screen().await?, "better");
        }
        Ok(())
    })
    .await?;
    ensure!(asked, "nothing was asked on the screen itself");
    page.wait_for(CLASH).await?;
    let said = page.text(".said").await?;
    page.click("[data-key=clash-sit-worse-and-painless]").await?;
    for _ in 0..100 {
        if !page.shows(CLASH).await? {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    ensure!(!page.shows(CLASH).await?, "what was settled is asked again");
    assert_eq!(page.text(".said").await?, said, "asking changed an answer");
    page.close().await
}

#[tokio::test]
async fn any_answer_can_be_changed_from_the_middle_of_the_questions() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut changed = false;
    page.walk(&journey("sciatica")?, Hand::Pointer, async |page, screen| {
        if screen != "worse" {
            return Ok(());
        }
        page.click("[data-key=so-far]").await?;
        page.wait_for("[data-said=onset]").await?;
        ensure!(!page.shows("[data-said=age]").await?, "what lies ahead is listed");
        page.picture("so-far").await?;
        page.go(Hand::Pointer, "change-severity").await?;
        page.click("[data-key=severity-2]").await?;
        page.go(Hand::Pointer, "continue").await?;
        assert_eq!(page.screen().await?, "worse", "the way was lost");
        ensure!(page.shows("[data-key=show-result]").await?, "what fits so far cannot be seen");
        changed = true;
        Ok(())
    })
    .await?;
    ensure!(changed, "the question was not met");
    ensure!(page.text("[data-said=severity]").await?.contains('2'), "the change is lost");
    page.close().await
}

/// Pages that are read without the program.
const PAGES: [&str; 6] =
    ["how-it-works.html", "privacy.html", "causes/", "causes/sciatica.html", "guide.html", "how-good.html"];

#[tokio::test]
async fn pages_beside_the_app_say_what_they_are_and_break_no_policy() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let links =
        page.script("return [...document.querySelectorAll('.pages a')].map((a) => a.getAttribute('href'))", vec![]);
    assert_eq!(links.await?, json!(["how-it-works.html", "how-good.html", "causes/", "privacy.html"]));
    page.kept_the_policy().await?;
    page.close().await?;
    for name in PAGES {
        let page = Page::open_at(Stage::built()?.serve()?, name, Default::default()).await?;
        page.wait_for("h1").await?;
        const DATA: &str =
            "return JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)";
        let data = page.script(DATA, vec![]).await.with_context(|| format!("{name}: no data"))?;
        assert_eq!(data.get("@type"), Some(&json!("MedicalWebPage")), "{name}");
        let about = data.get("about").and_then(|about| about.get("@type"));
        assert_eq!(about.is_some(), name == "causes/sciatica.html", "{name}: {data}");
        // Every link inside the site leads somewhere.
        let links = page
            .script("return [...document.querySelectorAll('a[href]')].map((a) => a.href.split('#')[0]).filter((a) => a.startsWith(location.origin))", vec![])
            .await?;
        let links: std::collections::BTreeSet<String> = serde_json::from_value(links)?;
        ensure!(links.len() > 4, "{name} leads nowhere: {links:?}");
        for link in links {
            let status =
                page.script("return fetch(arguments[0]).then((answer) => answer.status)", vec![json!(link)]).await?;
            assert_eq!(status, 200, "{name}: {link}");
        }
        if name.ends_with("sciatica.html") {
            let rows = page.script("return document.querySelectorAll('td').length", vec![]).await?;
            ensure!(rows.as_u64().is_some_and(|rows| rows > 150), "the evidence is missing: {rows} cells");
            page.picture("cause-page").await?;
        }
        page.kept_the_policy().await.with_context(|| name.to_owned())?;
        page.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_cause_has_its_page() -> Result<()> {
    let page = Page::open_at(Stage::built()?.serve()?, "causes/", Default::default()).await?;
    page.wait_for("h1").await?;
    let count = page.script("return document.querySelectorAll('li a').length", vec![]).await?;
    assert_eq!(count, posterior::vocabulary::CauseId::all().count() - 1);
    ensure!(page.browser.engine != Engine::Chromium || page.console().await?.is_empty(), "the page complains");
    page.close().await
}
