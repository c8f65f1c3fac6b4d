//! The main job from end to end: a person says where and how it hurts, and is told how soon to be seen and why.

use anyhow::{Context, Result, ensure};
use posterior_browser_tests::{Hand, Page, Stage, journey, key, row, site_folder, zone};

/// Walks the whole way and checks what the person is told, and that no trace of them is left.
async fn told_what_they_must_be(id: &str, hand: Hand) -> Result<()> {
    let person = journey(id)?;
    let page = Page::open(Stage::built()?.serve()?).await?;
    let loaded = page.loaded().await?;
    let mut interrupted = false;
    page.walk(&person, hand, async |page, screen| {
        if screen == "interrupt" {
            interrupted = true;
            ensure!(page.shows("[data-level]").await?, "the interruption shows no care card");
        }
        Ok(())
    })
    .await?;

    let urgent = person.cause.is_none();
    ensure!(interrupted == urgent, "{id} was interrupted: {interrupted}");
    let card = page.wait_for("[data-level]").await?;
    assert_eq!(card.attr("data-level").await?.as_deref(), Some(person.level.as_str()), "{id}: how soon to be seen");
    let causes = page.causes().await?;
    match &person.cause {
        Some(cause) => {
            assert_eq!(causes.first(), Some(cause), "{id}: the ranking is {causes:?}");
            ensure!(causes.len() <= 3, "{id}: more than three causes: {causes:?}");
            ensure!(page.shows("[data-cause] li").await?, "{id}: the first cause gives no reason");
        }
        None => ensure!(causes.is_empty(), "{id}: causes stand open beside an urgent card: {causes:?}"),
    }
    page.picture(&format!("result-{id}")).await?;
    page.left_no_trace(loaded).await?;

    page.go(hand, "start-again").await?;
    ensure!(!page.shows("[aria-checked=true], input:checked").await?, "{id}: an answer is left after starting again");
    page.close().await
}

macro_rules! journeys {
    ($($name:ident)*) => {$(
        mod $name {
            use super::{Hand, Result, told_what_they_must_be};

            #[tokio::test]
            async fn by_pointer() -> Result<()> {
                told_what_they_must_be(stringify!($name), Hand::Pointer).await
            }

            #[tokio::test]
            async fn by_keyboard_alone() -> Result<()> {
                told_what_they_must_be(stringify!($name), Hand::Keyboard).await
            }
        }
    )*};
}

journeys! { doms piriformis ddd sciatica emergency }

/// A place of each view, none of which another view of the first four shows on the same side.
const VIEWS: [(&str, &str); 6] = [
    ("front", "groin-left"),
    ("side-left", "outer-hip-left"),
    ("side-right", "sit-bone-right"),
    ("legs", "calf-left"),
    ("legs-front", "shin-right"),
    ("map", "sacrum"),
];

/// Every view can be chosen, shows its places, and what was marked on the others stays and stays named.
async fn every_view(hand: Hand) -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    for (count, (view, place)) in VIEWS.into_iter().enumerate() {
        page.use_control(hand, &format!("[data-key={view}]")).await?;
        page.wait_for(&format!("[data-key={view}][aria-pressed=true]")).await?;
        let zone = zone(place)?;
        match hand {
            Hand::Pointer => page.tap_zone(&zone).await?,
            Hand::Keyboard => {
                page.arrow_to(&zone).await?;
                page.press(key::SPACE).await?;
            }
        }
        page.wait_for(&format!("{zone}[aria-checked=true]")).await?;
        let named = page.script("return document.querySelectorAll('.chosen li').length", vec![]).await?;
        assert_eq!(named, count + 1, "what is marked on other views is not named on {view}");
        page.picture(&format!("map-{view}")).await?;
    }
    // Under the skin, where the last marked place lights up what it holds.
    for layer in ["muscles", "bones", "nerves", "skin"] {
        page.use_control(hand, &format!("[data-key=layer-{layer}]")).await?;
        page.wait_for(&format!("[data-key=layer-{layer}][aria-pressed=true]")).await?;
        ensure!(page.shows(".map-under").await? == (layer != "skin"), "the layer {layer} is not drawn");
        page.picture(&format!("layer-{layer}")).await?;
    }
    page.use_control(hand, "[data-key=list]").await?;
    for (_, place) in VIEWS {
        page.wait_for(&row(place)).await?;
        let ticked =
            page.script("return document.querySelector(arguments[0]).checked", vec![row(place).into()]).await?;
        assert_eq!(ticked, true, "{place} is not ticked in the list");
    }
    page.kept_the_policy().await?;
    page.close().await
}

#[tokio::test]
async fn every_view_by_pointer() -> Result<()> {
    every_view(Hand::Pointer).await
}

#[tokio::test]
async fn every_view_by_keyboard_alone() -> Result<()> {
    every_view(Hand::Keyboard).await
}

#[tokio::test]
async fn a_home_test_is_offered_and_withdrawn_when_a_danger_is_told() -> Result<()> {
    let person = journey("sciatica")?;
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.walk(&person, Hand::Pointer, async |page, screen| {
        if screen == "home-tests" {
            ensure!(page.shows("[data-test=test-straight-leg-raise] svg path").await?, "the test is not drawn");
            ensure!(page.shows(".stop-rule").await?, "nothing tells when to stop");
            page.picture("home-tests").await?;
        }
        Ok(())
    })
    .await?;
    ensure!(page.shows("[data-said=home-tests]").await?, "the list of answers does not hold the test");
    page.go(Hand::Pointer, "change-safety").await?;
    page.click("[data-key='saddle-numbness']").await?;
    page.go(Hand::Pointer, "continue").await?;
    if page.screen().await? == "interrupt" {
        page.go(Hand::Pointer, "continue").await?;
    }
    page.go(Hand::Pointer, "change-home-tests").await?;
    // The result can be taken back; how to do the test is not shown any more.
    ensure!(page.shows("[data-test=test-straight-leg-raise] input:checked").await?, "the result is lost");
    ensure!(!page.shows("[data-test] svg, [data-test] .steps").await?, "a test is shown beside a danger");
    page.close().await
}

#[tokio::test]
async fn the_way_back_keeps_every_answer() -> Result<()> {
    let person = journey("sciatica")?;
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let mut way = Vec::new();
    page.walk(&person, Hand::Pointer, async |page, screen| {
        way.push((screen.to_owned(), chosen(page).await?));
        Ok(())
    })
    .await?;
    way.pop();
    // Once with the app's own button, once with the browser's.
    for (step, (screen, answers)) in way.iter().rev().enumerate() {
        if step % 2 == 0 {
            page.go(Hand::Pointer, "back").await?;
        } else {
            page.browser.client.back().await?;
        }
        page.wait_for(&format!("[data-screen='{screen}']")).await?;
        if screen == "safety" {
            // "None of these" answered all rows at once, after we had looked.
            ensure!(!chosen(&page).await?.is_empty(), "the warning signs are open again");
            continue;
        }
        assert_eq!(&chosen(&page).await?, answers, "on the screen {screen}");
    }
    page.wait_for("[data-screen=map]").await?;
    page.close().await
}

#[tokio::test]
async fn what_is_taken_along_comes_back_by_its_link() -> Result<()> {
    let person = journey("sciatica")?;
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.walk(&person, Hand::Pointer, async |_, _| Ok(())).await?;
    let causes = page.causes().await?;
    // Of what was offered and left open, nothing was said.
    const SAID: &str = "return [...document.querySelectorAll('.said li')].filter((row) => !row.querySelector('.open')).map((row) => row.innerText)";
    let said = page.script(SAID, vec![]).await?;
    ensure!(said.as_array().is_some_and(|rows| rows.len() > 10), "too little was said to prove anything: {said}");
    page.go(Hand::Pointer, "take").await?;
    page.picture("take-sciatica").await?;
    let summary = page.script("return document.querySelector('#summary').innerText", vec![]).await?;
    for part in ["Sitting makes it worse", "lumbar disc"] {
        ensure!(
            summary.as_str().is_some_and(|words| words.to_lowercase().contains(&part.to_lowercase())),
            "the summary lacks {part}: {summary}"
        );
    }
    copies_or_says_that_it_cannot(&page, summary.as_str().unwrap_or_default()).await?;
    const CATCH: &str =
        "window.saved = {}; HTMLAnchorElement.prototype.click = function () { saved[this.download] = this.href; };";
    page.script(CATCH, vec![]).await?;
    for (file, name, holds) in
        [("reminder", "reminder.ics", "BEGIN%3AVEVENT"), ("fhir", "posterior.fhir.json", "QuestionnaireResponse")]
    {
        page.click(&format!("[data-key={file}]")).await?;
        let saved = page.script("return saved[arguments[0]]", vec![serde_json::json!(name)]).await?;
        ensure!(saved.as_str().is_some_and(|address| address.contains(holds)), "{name} was not saved: {saved}");
    }
    page.kept_the_policy().await?;
    let link = page.script("return document.querySelector('input.link').value", vec![]).await?;
    let link = link.as_str().map(str::to_owned).unwrap_or_default();
    ensure!(link.contains("#a=1"), "no link: {link}");

    for (wanted, link) in
        [("result", link.clone()), ("map", link.replace("#a=1", "#a=9")), ("map", link.replace("#a=1", "#a=1x"))]
    {
        page.browser.client.goto("about:blank").await?;
        page.browser.client.goto(&link).await?;
        page.wait_for(&format!("[data-live=true] [data-screen={wanted}]")).await?;
        let hash = page.script("return location.hash", vec![]).await?;
        assert_eq!(hash, "", "the answers stay in the address");
        if wanted == "result" {
            assert_eq!(page.causes().await?, causes);
            assert_eq!(page.script(SAID, vec![]).await?, said);
        } else {
            page.wait_for(".notice").await?;
        }
    }
    page.close().await
}

/// Browsers differ in what they let a page copy, so here the test is the browser: it takes the words, then refuses them.
async fn copies_or_says_that_it_cannot(page: &Page, summary: &str) -> Result<()> {
    const CLIPBOARD: &str = "
        window.copied = [];
        const write = (words) => arguments[0] ? (copied.push(words), Promise.resolve()) : Promise.reject(new Error('refused'));
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: write }, configurable: true });";
    for (allowed, told) in [(true, "ui.said.copied"), (false, "ui.said.not-copied")] {
        page.script(CLIPBOARD, vec![serde_json::json!(allowed)]).await?;
        page.click("[data-key=copy-text]").await?;
        let told = words(told)?;
        let seen = "return document.querySelector('.notice')?.textContent === arguments[0]";
        page.wait_until(seen, vec![serde_json::json!(told)]).await?;
        let copied = page.script("return copied", vec![]).await?;
        let expected = if allowed { vec![summary] } else { vec![] };
        assert_eq!(copied, serde_json::json!(expected), "what is copied is not what is seen");
    }
    Ok(())
}

/// The words of a key, as the site has them.
fn words(key: &str) -> Result<String> {
    let pack = std::fs::read_to_string(site_folder()?.join("text/en.txt"))?;
    let words = pack.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    words.map(str::to_owned).with_context(|| format!("there are no words for {key}"))
}

/// The keys of what is chosen on this screen.
async fn chosen(page: &Page) -> Result<Vec<String>> {
    let keys = page
        .script(
            "return [...document.querySelectorAll('input:checked')].map((box) => box.dataset.key ?? box.value)",
            vec![],
        )
        .await?;
    Ok(serde_json::from_value(keys)?)
}

#[tokio::test]
async fn going_on_without_a_place_asks_for_one() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.click("[data-key=continue]").await?;
    assert_eq!(page.screen().await?, "map");
    let status = page.script("return document.querySelector('[data-live] [role=status]').textContent", vec![]).await?;
    ensure!(status.as_str().is_some_and(|words| !words.is_empty()), "nothing tells why the page does not go on");
    page.close().await
}

#[tokio::test]
async fn map_and_list_are_in_step() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    let (middle, sit_bone) = (zone("mid-buttock-left")?, zone("sit-bone-right")?);
    page.tap_zone(&middle).await?;
    page.click("[data-key=list]").await?;
    page.wait_for(&format!("{}:checked", row("mid-buttock-left"))).await?;
    page.click(&row("mid-buttock-left")).await?;
    page.click(&row("sit-bone-right")).await?;
    page.click("[data-key=map]").await?;
    page.wait_for(&format!("{sit_bone}[aria-checked=true]")).await?;
    ensure!(page.shows(&format!("{middle}[aria-checked=false]")).await?, "the list's change did not reach the map");
    page.close().await
}
