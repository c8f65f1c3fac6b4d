//! The element on pages of other people: that it works there, asks for nothing, leaves nothing, and never leaves a blank.
//! Each situation is a folder of `tests/browser/pages`.

use anyhow::{Context, Result, bail, ensure};
use posterior_browser_tests::{Engine, Hand, Page, Stage, element_folder, journey, key, zone};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use xtask::{embed::public::Public, server::Fault, shell};

const ELEMENT: &str = "posterior-checker";
/// The first screen of a running check.
const MAP: &str = "[data-live=true] [data-screen=map]";

fn pages() -> Result<PathBuf> {
    Ok(shell::project_root()?.join("tests/browser/pages"))
}

/// The situations under the strict policy, the element beside them.
fn stage() -> Result<Stage> {
    Ok(Stage::of(pages()?)?.and("/kit/", element_folder()?))
}

/// Opens a situation and looks into its element.
async fn visit(stage: Stage, situation: &str) -> Result<Page> {
    let mut page = Page::open_at(stage.serve()?, &format!("{situation}/"), Default::default()).await?;
    page.inside = Some(ELEMENT.to_owned());
    Ok(page)
}

/// Waits until a script says yes.
async fn until(page: &Page, script: &str, what: &str) -> Result<()> {
    let started = Instant::now();
    while page.script(script, vec![]).await? != true {
        ensure!(started.elapsed() < Duration::from_secs(20), "it never came about that {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// What the page heard from us, by name.
async fn told(page: &Page, name: &str) -> Result<Vec<Value>> {
    let told = page.script("return told.filter((event) => event.name === arguments[0])", vec![json!(name)]).await?;
    Ok(serde_json::from_value(told)?)
}

/// What the page around the element has that we might have changed.
const AROUND: &str = "return JSON.stringify([location.href, window.document.title, window.document.referrer, history.length, \
    window.document.styleSheets.length, window.document.adoptedStyleSheets.length, window.document.cookie, localStorage.length, sessionStorage.length])";

/// A person goes all the way inside the element. The page around hears that, and nothing of what was said; nothing is
/// asked for, stored or put into its address.
async fn all_the_way(hand: Hand) -> Result<()> {
    let person = journey("piriformis")?;
    let page = visit(stage()?, "plain").await?;
    page.wait_for(MAP).await?;
    until(&page, "return told.length > 0", "the element says that it is ready").await?;
    page.picture("element-map").await?;
    let around = page.script(AROUND, vec![]).await?;
    let loaded = page.server.seen().len();
    page.walk(&person, hand, async |_, _| Ok(())).await?;
    let card = page.wait_for("[data-level]").await?;
    assert_eq!(card.attr("data-level").await?.as_deref(), Some(person.level.as_str()), "how soon to be seen");
    assert_eq!(page.causes().await?.first(), person.cause.as_ref(), "the first cause");
    page.picture("element-result").await?;
    assert_eq!(page.script(AROUND, vec![]).await?, around, "the page around the element was changed");

    // The events: of the kind that a page expects, and without anything about the person.
    let events: Vec<Value> = serde_json::from_value(page.script("return told", vec![]).await?)?;
    ensure!(events.len() > 5, "too few events to prove anything: {events:?}");
    for event in &events {
        assert_eq!(event["flags"], "true,true,false", "{event}");
        let detail = event["detail"].as_object().context("a detail")?;
        let known = ["version", "step", "of"];
        ensure!(detail.keys().all(|key| known.contains(&key.as_str())), "an event tells more than it may: {event}");
    }
    assert_eq!(told(&page, "posterior-result").await?.len(), 1);
    let result = page.script("return document.host.result()", vec![]).await?;
    assert_eq!(result["triage"], person.level.as_str());
    ensure!(result["ranking"][0].get("for").is_none(), "the result tells what was answered: {result}");

    page.left_no_trace(loaded).await?;
    // What was found to be so would have been found otherwise: a request, an entry and a stored word are noticed.
    page.script(
        "history.pushState(null, '', '?x'); localStorage.x = 1; return fetch('/kit/body.txt').then(() => 1)",
        vec![],
    )
    .await?;
    ensure!(page.script(AROUND, vec![]).await? != around, "changes of the page are not noticed");
    ensure!(page.server.seen().len() > loaded, "requests are not noticed");

    page.script("document.host.reset()", vec![]).await?;
    page.wait_for(MAP).await?;
    ensure!(!page.shows("[aria-checked=true], input:checked").await?, "an answer is left after a reset");
    page.close().await
}

#[tokio::test]
async fn all_the_way_by_pointer() -> Result<()> {
    all_the_way(Hand::Pointer).await
}

#[tokio::test]
async fn all_the_way_by_keyboard_alone() -> Result<()> {
    all_the_way(Hand::Keyboard).await
}

/// What can be taken along from an element: no link, since it would lead into somebody else's page.
#[tokio::test]
async fn no_link_is_made_of_the_address_of_the_page() -> Result<()> {
    let page = visit(stage()?, "plain").await?;
    page.script("location.hash = '#a=1xyz'", vec![]).await?;
    page.wait_for(MAP).await?;
    page.tap_zone(&zone("mid-buttock-left")?).await?;
    page.go(Hand::Pointer, "continue").await?;
    page.go(Hand::Pointer, "show-result").await?;
    page.go(Hand::Pointer, "take").await?;
    ensure!(page.shows("[data-key=copy-text]").await?, "nothing can be taken along");
    ensure!(!page.shows("[data-key=copy-link], input.link").await?, "a link into somebody else's page is offered");
    let words = page.script("return document.querySelector('.root').innerText + location.hash", vec![]).await?;
    let words = words.as_str().unwrap_or_default();
    ensure!(words.ends_with("#a=1xyz"), "the address was changed");
    ensure!(!words.contains("127.0.0.1"), "the address of the page stands in what is taken along");
    page.close().await
}

#[tokio::test]
async fn two_elements_live_side_by_side_on_one_program() -> Result<()> {
    let mut page = visit(stage()?.and("/other/", element_folder()?), "two").await?;
    page.inside = Some("#one".into());
    let marked = zone("mid-buttock-left")?;
    page.wait_for(MAP).await?;
    page.tap_zone(&marked).await?;
    page.wait_for(&format!("{marked}[aria-checked=true]")).await?;
    page.inside = Some("#two".into());
    page.wait_for(MAP).await?;
    ensure!(!page.shows("[aria-checked=true]").await?, "what was said to one element is known to the other");
    let marked = zone("sit-bone-right")?;
    page.tap_zone(&marked).await?;
    page.go(Hand::Keyboard, "continue").await?;
    page.inside = Some("#one".into());
    assert_eq!(page.screen().await?, "map", "one element went on with the other");
    let paper = |id: &str| {
        format!("return getComputedStyle(window.document.querySelector('{id}').shadowRoot.firstChild).backgroundColor")
    };
    ensure!(
        page.script(&paper("#one"), vec![]).await? != page.script(&paper("#two"), vec![]).await?,
        "both have one theme"
    );
    let seen = page.server.seen();
    let programs = seen.iter().filter(|request| request.path.ends_with(".wasm")).count();
    assert_eq!(programs, 1, "the program came more than once: {seen:#?}");
    if page.browser.engine == Engine::Chromium {
        let console = page.console().await?;
        ensure!(!console.iter().any(|line| line.contains("rror")), "the console tells of an error: {console:#?}");
    }
    page.kept_the_policy().await?;
    page.close().await
}

/// How everything inside looks: what a style sheet of the page could have changed.
const LOOKS: &str = "
    const names = ['color', 'backgroundColor', 'fontSize', 'fontFamily', 'fontWeight', 'fontStyle', 'lineHeight', 'letterSpacing', 'textTransform',
        'textAlign', 'textIndent', 'whiteSpace', 'display', 'visibility', 'cursor', 'fill', 'stroke', 'borderTopWidth', 'borderTopColor', 'borderTopLeftRadius', 'marginTop',
        'paddingTop', 'boxSizing', 'width', 'height'];
    return [...document.querySelectorAll('*')].map((element) => {
        const style = getComputedStyle(element);
        return `${element.localName}.${element.getAttribute('class')} ` + names.map((name) => `${name}: ${style[name]}`).join('; ');
    });";

#[tokio::test]
async fn a_hostile_style_sheet_changes_nothing_inside() -> Result<()> {
    let mut looks = Vec::new();
    for hostile in [false, true] {
        let stage =
            if hostile { stage()? } else { stage()?.and("/hostile/hostile.css", pages()?.join("hostile/tame.css")) };
        let page = visit(stage, "hostile").await?;
        page.wait_for(MAP).await?;
        let seen: Vec<String> = serde_json::from_value(page.script(LOOKS, vec![]).await?)?;
        ensure!(seen.len() > 100, "there is nothing to compare: {seen:?}");
        page.script("document.host.scrollIntoView()", vec![]).await?;
        page.picture(if hostile { "element-hostile" } else { "element-tame" }).await?;
        looks.push(seen);
        page.close().await?;
    }
    for (tame, hostile) in looks[0].iter().zip(&looks[1]) {
        assert_eq!(tame, hostile, "the page's style sheet reached into the element");
    }
    assert_eq!(looks[0].len(), looks[1].len());
    Ok(())
}

#[tokio::test]
async fn far_below_nothing_is_fetched_until_it_comes_near_and_nothing_moves() -> Result<()> {
    let page = visit(stage()?, "far").await?;
    page.wait_for("[part=poster]").await?;
    let fetched = || page.server.seen().iter().filter(|request| request.path.starts_with("/kit/")).count();
    // Nothing tells that nothing will come: the check that it does come, below, gives this wait its meaning. (Frames are no
    // clock here: WebKit draws none while nothing moves.)
    let idle = "return new Promise((done) => setTimeout(() => done(1), 500))";
    page.script(idle, vec![]).await?;
    assert_eq!(fetched(), 1, "more than the script came: {:#?}", page.server.seen());
    page.script("window.document.querySelector('#below').scrollIntoView()", vec![]).await?;
    page.wait_for(MAP).await?;
    page.script(idle, vec![]).await?;
    let shifted = page.script("return shifted", vec![]).await?.as_f64().unwrap_or_default();
    ensure!(shifted <= 0.01, "the page moved by {shifted} while the check came");
    page.close().await
}

#[tokio::test]
async fn it_opens_when_asked_though_it_is_far_away() -> Result<()> {
    let page = visit(stage()?, "far").await?;
    page.wait_for("[part=poster]").await?;
    assert_eq!(page.script("return document.host.result()", vec![]).await?, Value::Null);
    assert_eq!(page.script("return document.host.open()", vec![]).await?, true);
    ensure!(page.shows(MAP).await?, "the check does not run");
    ensure!(page.script("return document.host.result().triage", vec![]).await?.is_string(), "there is no result");
    page.close().await
}

#[tokio::test]
async fn a_move_keeps_the_answers_and_a_removal_does_not() -> Result<()> {
    let page = visit(stage()?, "plain").await?;
    page.wait_for(MAP).await?;
    let marked = zone("mid-buttock-left")?;
    page.tap_zone(&marked).await?;
    page.wait_for(&format!("{marked}[aria-checked=true]")).await?;
    page.script("window.document.querySelector('main').append(document.host)", vec![]).await?;
    page.script("return new Promise((done) => setTimeout(() => done(1)))", vec![]).await?;
    ensure!(page.shows(&format!("{marked}[aria-checked=true]")).await?, "the move lost the mark");
    page.script(
        "const { host } = document; host.remove(); return new Promise((done) => setTimeout(() => { window.document.querySelector('main').prepend(host); done(1); }))",
        vec![],
    )
    .await?;
    page.wait_for(MAP).await?;
    ensure!(!page.shows("[aria-checked=true]").await?, "the removal left the mark");
    page.tap_zone(&marked).await?;
    page.wait_for(&format!("{marked}[aria-checked=true]")).await?;
    ensure!(told(&page, "posterior-error").await?.is_empty(), "something failed");
    page.close().await
}

/// Puts elements in and takes them out again, and counts what stays.
#[tokio::test]
async fn two_hundred_times_in_and_out_leave_nothing_behind() -> Result<()> {
    if Engine::chosen()? != Engine::Chromium {
        // Only Chromium counts what it holds.
        return Ok(());
    }
    let page = visit(stage()?, "plain").await?;
    page.wait_for(MAP).await?;
    const CYCLES: &str = "
        const main = window.document.querySelector('main');
        main.querySelector('posterior-checker')?.remove();
        for (let i = 0; i < arguments[0]; i++) {
            const element = window.document.createElement('posterior-checker');
            element.loading = 'eager';
            main.append(element);
            if (!(await element.open())) throw new Error('it does not open');
            if (!element.shadowRoot.querySelector('[data-screen=map]')) throw new Error('it is empty');
            element.remove();
            await new Promise((done) => setTimeout(done));
        }
        return true;";
    let script = format!("return (async (...arguments) => {{ {CYCLES} }})(...arguments)");
    let mut held = Vec::new();
    for _ in 0..3 {
        assert_eq!(page.browser.client.execute(&script.replace("document.host", "x"), vec![json!(70)]).await?, true);
        for _ in 0..3 {
            page.protocol("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let heap = page.protocol("Runtime.getHeapUsage", json!({})).await?;
        let dom = page.protocol("Memory.getDOMCounters", json!({})).await?;
        let count = |value: &Value, name: &str| value.get(name).and_then(Value::as_f64).unwrap_or(f64::MAX);
        held.push((count(&heap, "usedSize"), count(&dom, "nodes"), count(&dom, "jsEventListeners")));
    }
    let [_, (heap, nodes, listeners), (later, more_nodes, more_listeners)] = held[..] else { bail!("three counts") };
    ensure!(later - heap < 200_000.0, "seventy more in and out held {} bytes more: {held:?}", later - heap);
    ensure!(more_nodes - nodes < 50.0, "nodes stay behind: {held:?}");
    ensure!(more_listeners - listeners < 5.0, "listeners stay behind: {held:?}");
    println!("heap, nodes and listeners after 70, 140 and 210 in and out: {held:?}");
    page.close().await
}

#[tokio::test]
async fn properties_that_were_set_before_there_was_a_class_count() -> Result<()> {
    let page = visit(stage()?, "early").await?;
    page.wait_for(&format!("{MAP} [data-key=front][aria-pressed=true]")).await?;
    page.wait_for(&format!("{}[aria-checked=true]", zone("groin-left")?)).await?;
    let attributes = "const { host } = document; return [host.getAttribute('theme'), host.hasAttribute('expose-answers'), host.region, Object.keys(host).length]";
    assert_eq!(page.script(attributes, vec![]).await?, json!(["dark", true, "GB", 0]));
    page.close().await
}

/// The line for this reason and a way to try again; what the page gave for this case, or the warning signs; one event.
async fn shows_the_fallback(page: &Page, reason: &str, own: bool) -> Result<()> {
    page.wait_for(&format!("[part=fallback] [data-reason={reason}]")).await?;
    ensure!(page.shows("[part=retry]").await?, "there is no way to try again");
    if own {
        let shown =
            page.script("return window.document.querySelector('#fallback').checkVisibility?.() ?? true", vec![]);
        ensure!(shown.await? == true, "the page's own fallback is not shown");
    } else {
        ensure!(page.shows(".signs li").await?, "no warning sign is shown");
    }
    ensure!(!page.shows("[part=poster], [part=app]").await?, "something dead is still shown");
    let events = told(page, "posterior-error").await?;
    assert_eq!(events.len(), 1, "one failure is told once: {events:?}");
    assert_eq!(events[0]["detail"]["reason"], reason);
    if page.browser.engine == Engine::Chromium {
        let console = page.console().await?;
        let line = format!("Posterior stopped ({reason})");
        ensure!(console.iter().any(|entry| entry.contains(&line)), "no cause is logged: {console:#?}");
    }
    Ok(())
}

async fn fails_safe(worsen: impl Fn(Stage) -> Stage, reason: &str) -> Result<()> {
    for (situation, own) in [("plain", true), ("bare", false)] {
        let page = visit(worsen(stage()?), situation).await?;
        shows_the_fallback(&page, reason, own).await?;
        page.picture(&format!("element-{situation}-{reason}")).await?;
        page.close().await?;
    }
    Ok(())
}

macro_rules! failures {
    ($($name:ident: $file:literal $fault:ident $reason:literal)*) => {$(
        #[tokio::test]
        async fn $name() -> Result<()> {
            fails_safe(|stage| stage.with($file, Fault::$fault), $reason).await
        }
    )*};
}

failures! {
    the_program_is_missing: "posterior.wasm" Missing "missing"
    the_program_was_changed_on_its_way: "posterior.wasm" Altered "altered"
    the_network_is_gone: "posterior.wasm" Dropped "offline"
    the_loader_of_the_program_is_missing: "posterior.js" Missing "missing"
    the_words_are_missing: "text/en.txt" Missing "missing"
    the_words_were_changed_on_their_way: "text/en.txt" Altered "altered"
    the_drawing_was_changed_on_its_way: "body.txt" Altered "altered"
    the_looks_are_missing: "posterior.css" Missing "missing"
}

#[tokio::test]
async fn the_policy_of_the_page_forbids_wasm() -> Result<()> {
    fails_safe(|stage| stage.edit_policy(" 'wasm-unsafe-eval'", ""), "blocked").await
}

#[tokio::test]
async fn the_policy_of_the_page_forbids_to_fetch() -> Result<()> {
    fails_safe(|stage| stage.edit_policy("connect-src 'self'", "connect-src 'none'"), "blocked").await
}

#[tokio::test]
async fn the_script_itself_is_missing() -> Result<()> {
    let page = visit(stage()?.with("posterior-checker.js", Fault::Missing), "plain").await?;
    let shown = page.browser.client.find(fantoccini::Locator::Css("#fallback")).await?.is_displayed().await?;
    ensure!(shown, "the fallback between the tags is not shown");
    page.close().await
}

#[tokio::test]
async fn a_wrong_type_and_a_browser_without_trusted_types_are_no_obstacle() -> Result<()> {
    let stage = stage()?
        .with(".wasm", Fault::WrongType)
        .edit_policy("; require-trusted-types-for 'script'; trusted-types 'none'", "");
    let page = visit(stage, "far").await?;
    page.script("delete window.trustedTypes; window.document.querySelector('#below').scrollIntoView()", vec![]).await?;
    page.wait_for(MAP).await?;
    page.close().await
}

#[tokio::test]
async fn the_program_breaks_off_in_all_elements() -> Result<()> {
    if Engine::chosen()? != Engine::Chromium {
        // Firefox runs the scripts of a driver in a room of their own, and WebKit does not name the file of a wasm that such a
        // script calls. With our own glue between, as it is when a person taps, both do; that cannot be made to happen here.
        return Ok(());
    }
    let mut page = visit(stage()?.and("/other/", element_folder()?), "two").await?;
    for id in ["#one", "#two"] {
        page.inside = Some(id.into());
        page.wait_for(MAP).await?;
    }
    // Somebody else's program that breaks off is no affair of ours.
    page.script(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
        vec![],
    )
    .await?;
    ensure!(page.shows(MAP).await?, "a fault of somebody else stopped the check");
    // Ours asks for more memory than there can be, which Rust answers with a trap.
    page.script(
        "return import('/kit/posterior.js').then((glue) => glue.default()).then((program) => {
            // One of these is the allocator; the build shortens its name.
            for (const name of Object.keys(program).filter((name) => /^__wbindgen_(export|malloc)/.test(name))) setTimeout(() => program[name](-16, 1, 1, 1));
            return 1;
        })",
        vec![],
    )
    .await?;
    for id in ["#one", "#two"] {
        page.inside = Some(id.into());
        page.wait_for("[part=fallback] [data-reason=fault]").await?;
        ensure!(page.shows(".signs li").await?, "no warning sign is shown in {id}");
        assert_eq!(page.script("return document.host.result()", vec![]).await?, Value::Null);
        assert_eq!(page.script("document.host.reset(); return document.host.open()", vec![]).await?, false);
    }
    page.close().await
}

#[tokio::test]
async fn trying_again_works_when_the_cause_is_gone() -> Result<()> {
    let page = visit(stage()?, "far").await?;
    page.wait_for("[part=poster]").await?;
    page.server.cut(true);
    // Not by going there: to come near is to begin.
    page.script("document.querySelector('[part=start]').click()", vec![]).await?;
    page.wait_for("[data-reason=offline]").await?;
    page.server.cut(false);
    page.click("[part=retry]").await?;
    page.wait_for(MAP).await?;
    // Whoever pressed the button is taken along.
    ensure!(page.focus_is_on("#screen-title").await?, "the focus was lost on the way");
    page.close().await
}

/// Every row of the table of what a page may use does what it says; a row without a trial here fails.
#[tokio::test]
async fn every_row_of_the_public_table_is_so() -> Result<()> {
    let public = Public::read(&shell::project_root()?)?;
    let page = visit(stage()?, "plain").await?;
    page.wait_for(MAP).await?;
    const REFLECTS: &str = "
        const [attribute, property, value] = arguments;
        const element = window.document.createElement('posterior-checker');
        element[property] = value;
        const there = element.getAttribute(attribute);
        element.removeAttribute(attribute);
        const gone = element[property];
        element.setAttribute(attribute, value === true ? '' : value);
        return [there, gone || null, element[property]];";
    for row in &public.attribute {
        let boolean = row.kind == "boolean";
        let value = if boolean { json!(true) } else { json!("xx") };
        let seen = page.script(REFLECTS, vec![json!(row.name), json!(row.property), value.clone()]).await?;
        assert_eq!(seen, json!([if boolean { "" } else { "xx" }, null, value]), "{}", row.name);
        let set = |value: &str| format!("document.host.setAttribute('{}', '{value}')", row.name);
        // What the attribute does, beyond being one.
        match row.name.as_str() {
            "theme" => {
                const PAPER: &str = "return getComputedStyle(document.firstChild).backgroundColor";
                page.script(&set("light"), vec![]).await?;
                let light = page.script(PAPER, vec![]).await?;
                page.script(&set("dark"), vec![]).await?;
                ensure!(page.script(PAPER, vec![]).await? != light, "dark looks like light");
                page.picture("element-dark").await?;
            }
            "lang" => {
                page.script(&set("de"), vec![]).await?;
                page.wait_for(&format!("{MAP}, [lang=en]")).await?;
            }
            "view" => {
                page.script(&set("front"), vec![]).await?;
                page.script("document.host.reset()", vec![]).await?;
            }
            "start" => {
                page.script(&set("groin-left nonsense"), vec![]).await?;
                page.script("const { host } = document; const { parentNode } = host; host.remove(); setTimeout(() => parentNode.append(host))", vec![]).await?;
                page.wait_for(&format!("{}[aria-checked=true]", zone("groin-left")?)).await?;
                ensure!(page.shows("[data-key=front][aria-pressed=true]").await?, "the view is not the one asked for");
            }
            // `region` reaches the program; what it shows there is tested with it. `loading` and `expose-answers`: below, and
            // in tests of their own.
            "region" => page.script(&set("GB"), vec![]).await.map(drop)?,
            "loading" => {
                let eager = "const element = window.document.createElement('posterior-checker'); element.loading = 'eager'; element.id = 'eager';
                    window.document.querySelector('main').append(element)";
                page.script(eager, vec![]).await?;
                until(
                    &page,
                    "return !!window.document.querySelector('#eager').shadowRoot.querySelector('[part=app]')",
                    "an eager element runs",
                )
                .await?;
                page.script("window.document.querySelector('#eager').remove()", vec![]).await?;
            }
            "expose-answers" => page.script(&set(""), vec![]).await.map(drop)?,
            other => bail!("the attribute {other} has no trial here"),
        }
    }
    // With the answers exposed, result and events hold them.
    page.go(Hand::Pointer, "continue").await?;
    page.go(Hand::Pointer, "show-result").await?;
    for row in &public.event {
        match row.name.as_str() {
            "posterior-ready" => ensure!(!told(&page, &row.name).await?.is_empty(), "it never was ready"),
            "posterior-step" => {
                let steps = told(&page, &row.name).await?;
                ensure!(
                    steps.iter().any(|event| event["detail"]["screen"] == "safety"),
                    "no step names its screen: {steps:?}"
                );
            }
            "posterior-result" => {
                let results = told(&page, &row.name).await?;
                ensure!(
                    results.iter().any(|event| event["detail"]["result"]["ranking"][0]["for"].is_array()),
                    "{results:?}"
                );
            }
            // Every failing situation above waits for it.
            "posterior-error" => {}
            other => bail!("the event {other} has no trial here"),
        }
    }
    for row in &public.method {
        let call = format!("return Promise.resolve(document.host.{}()).then((value) => value ?? null)", row.name);
        let value = page.script(&call, vec![]).await?;
        match row.name.as_str() {
            "open" => assert_eq!(value, true),
            "reset" => {
                page.wait_for(MAP).await?;
            }
            "result" => ensure!(value["triage"].is_string() && value["ranking"].is_array(), "{value}"),
            other => bail!("the method {other} has no trial here"),
        }
    }
    for row in &public.property {
        let set = "window.document.querySelector('posterior-checker').style.setProperty(arguments[0], arguments[1])";
        page.script(set, vec![json!(row.name), json!(row.sample)]).await?;
        let token = row.name.replace("--posterior-", "--");
        let seen = match row.name.as_str() {
            _ if row.token => page.script("return getComputedStyle(document.firstChild).getPropertyValue(arguments[0])", vec![json!(token)]).await?,
            "--posterior-min-height" => page.script("return `${getComputedStyle(document.querySelector('.root')).minBlockSize.replace('px', '') / 16}rem`", vec![]).await?,
            "--posterior-scroll-margin" => page.script("return `${getComputedStyle(document.firstChild).scrollMarginBlockStart.replace('px', '') / 16}rem`", vec![]).await?,
            other => bail!("the property {other} has no trial here"),
        };
        assert_eq!(seen.as_str().map(str::trim), Some(row.sample.as_str()), "{}", row.name);
    }
    page.picture("element-themed").await?;
    // Parts: those of the running check here, the others where they are seen.
    const PART: &str = "
        const part = arguments[0];
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`posterior-checker::part(${part}) { outline: 7px solid red; }`);
        window.document.adoptedStyleSheets = [sheet];
        const seen = document.querySelector(`[part=${part}]`);
        const width = seen && getComputedStyle(seen).outlineWidth;
        window.document.adoptedStyleSheets = [];
        return width;";
    let failing = visit(stage()?.with(".wasm", Fault::Missing), "bare").await?;
    failing.wait_for("[part=fallback]").await?;
    let far = visit(stage()?, "far").await?;
    far.wait_for("[part=poster]").await?;
    for row in &public.part {
        let mut seen = 0;
        for page in [&page, &failing, &far] {
            let width = page.script(PART, vec![json!(row.name)]).await?;
            ensure!(width.is_null() || width == "7px", "the part {} cannot be styled: {width}", row.name);
            seen += usize::from(!width.is_null());
        }
        ensure!(seen > 0, "there is no part {}", row.name);
    }
    assert_eq!(public.slot.len(), 1, "there is one slot, which every failing situation uses");
    for page in [page, failing, far] {
        page.close().await?;
    }
    Ok(())
}

/// Every snippet of HTML with our tag in the README and in `docs/embedding.md` is a page that works.
#[tokio::test]
async fn the_snippets_that_we_give_away_work() -> Result<()> {
    let root = shell::project_root()?;
    let mut tried = 0;
    for file in ["README.md", "docs/embedding.md"] {
        let text = std::fs::read_to_string(root.join(file))?;
        for snippet in text.split("```html\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            // Snippets for a host of its own, or without the tag, are tried where they belong.
            if !snippet.contains("<posterior-checker") || !snippet.contains("/posterior/posterior-checker.js") {
                continue;
            }
            let folder = std::env::temp_dir().join(format!("posterior-snippet-{}-{tried}", std::process::id()));
            std::fs::create_dir_all(&folder)?;
            let page = format!(
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Snippet</title></head><body>{snippet}</body></html>"
            );
            std::fs::write(folder.join("index.html"), page)?;
            // Without a policy: a snippet may hold a script of its own.
            let stage = Stage::of(folder.clone())?.and("/posterior/", element_folder()?).without_policy();
            let page = visit(stage, ".").await?;
            page.wait_for(MAP).await?;
            page.close().await?;
            std::fs::remove_dir_all(folder)?;
            tried += 1;
        }
    }
    ensure!(tried >= 2, "only {tried} snippets were found");
    Ok(())
}

/// The one file opens from a disk, asks for nothing, and goes all the way.
#[tokio::test]
async fn the_one_file_works_from_a_disk() -> Result<()> {
    let file = shell::project_root()?.join("dist/posterior.html");
    ensure!(file.is_file(), "there is no such file; run `cargo xtask dist` first");
    let person = journey("piriformis")?;
    let page = Page::open(stage()?.serve()?).await?;
    page.browser.client.goto(&format!("file://{}", file.display())).await?;
    page.wait_for(MAP).await?;
    page.walk(&person, Hand::Pointer, async |_, _| Ok(())).await?;
    assert_eq!(page.causes().await?.first(), person.cause.as_ref(), "the first cause");
    page.picture("one-file").await?;
    // Its policy lets it fetch nothing at all.
    let refused = "return fetch('data:text/plain,x').then(() => false, () => true)";
    assert_eq!(page.script(refused, vec![]).await?, true, "it may fetch");
    let dead = "return [...document.querySelectorAll('a')].map((link) => link.getAttribute('href')).filter((href) => !/^#|^https?:/.test(href))";
    assert_eq!(page.script(dead, vec![]).await?, json!([]), "links to pages that are not there");
    ensure!(page.press(key::TAB).await.is_ok());
    page.close().await
}
