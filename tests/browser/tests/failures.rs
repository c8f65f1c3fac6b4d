//! Whatever fails on the way to the person, the page shows the warning signs and one plain line, never a blank.

use anyhow::{Result, ensure};
use posterior_browser_tests::{Engine, Page, Stage};
use xtask::server::Fault;

/// The app as it is when all went well.
const APP: &str = "#app [data-screen]";

/// The safety net is what is seen: the one line for this reason, the warning signs, the guide; and nothing else.
async fn shows_the_safety_net(page: &Page, reason: &str) -> Result<()> {
    page.wait_for(&format!("#safety-net [data-reason={reason}]")).await?;
    let lines = page.browser.client.find_all(fantoccini::Locator::Css("#safety-net [data-reason]")).await?;
    let mut shown = 0;
    for line in lines {
        shown += usize::from(line.is_displayed().await?);
    }
    ensure!(shown == 1, "{shown} lines give a reason, where one must");
    ensure!(page.shows("#safety-net li").await?, "no warning sign is shown");
    ensure!(page.shows("#safety-net a[href='guide.html']").await?, "the guide is not offered");
    ensure!(!page.shows("#boot-progress").await?, "the page still says that it is loading");
    Ok(())
}

/// Opens the site with something wrong, and expects the safety net with this reason and a way to try again.
async fn fails_safe(stage: Stage, reason: &str) -> Result<()> {
    let page = Page::open(stage.serve()?).await?;
    shows_the_safety_net(&page, reason).await?;
    ensure!(!page.shows("#app").await?, "the dead first screen is still shown");
    ensure!(page.shows("#safety-net-retry").await?, "there is no way to try again");
    if page.browser.engine == Engine::Chromium {
        let console = page.console().await?;
        ensure!(
            console.iter().any(|line| line.contains(&format!("Posterior stopped ({reason})"))),
            "no reason logged: {console:#?}"
        );
    }
    page.picture(&format!("failure-{reason}")).await?;
    page.close().await
}

#[tokio::test]
async fn the_program_is_missing() -> Result<()> {
    fails_safe(Stage::built()?.with(".wasm", Fault::Missing), "missing").await
}

#[tokio::test]
async fn the_loader_of_the_program_is_missing() -> Result<()> {
    // The glue is `app-<hash>.js`; its name ends in sixteen figures, which nobody can know here.
    let glue = glue_name()?;
    fails_safe(Stage::built()?.with(&glue, Fault::Missing), "missing").await
}

#[tokio::test]
async fn the_loader_of_the_program_was_changed_on_its_way() -> Result<()> {
    // WebKit does not check the hash of a module that a script imports; there is nothing to see there.
    if Engine::chosen()? == Engine::WebKit {
        return Ok(());
    }
    fails_safe(Stage::built()?.with(&glue_name()?, Fault::Altered), "altered").await
}

#[tokio::test]
async fn the_words_are_missing() -> Result<()> {
    fails_safe(Stage::built()?.with("text/en.txt", Fault::Missing), "missing").await
}

#[tokio::test]
async fn the_drawing_is_missing() -> Result<()> {
    fails_safe(Stage::built()?.with("body.txt", Fault::Missing), "missing").await
}

#[tokio::test]
async fn the_drawing_was_changed_on_its_way() -> Result<()> {
    fails_safe(Stage::built()?.with("body.txt", Fault::Altered), "altered").await
}

#[tokio::test]
async fn the_program_was_changed_on_its_way() -> Result<()> {
    fails_safe(Stage::built()?.with(".wasm", Fault::Altered), "altered").await
}

#[tokio::test]
async fn the_network_is_gone_when_the_program_should_come() -> Result<()> {
    fails_safe(Stage::built()?.with(".wasm", Fault::Dropped), "offline").await
}

#[tokio::test]
async fn the_policy_of_the_website_forbids_wasm() -> Result<()> {
    fails_safe(Stage::built()?.edit_policy(" 'wasm-unsafe-eval'", ""), "blocked").await
}

#[tokio::test]
async fn the_program_breaks_off_while_in_use() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for(APP).await?;
    page.script(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
        vec![],
    )
    .await?;
    shows_the_safety_net(&page, "fault").await?;
    ensure!(!page.shows("#app").await?, "the broken app is still shown");
    // Trying again is a new start, and this time nothing is wrong.
    page.click("#safety-net-retry").await?;
    page.wait_for(APP).await?;
    page.close().await
}

#[tokio::test]
async fn scripts_are_refused() -> Result<()> {
    let stage = Stage::built()?.edit_policy("script-src 'self' 'wasm-unsafe-eval'", "script-src 'none'");
    let page = Page::open(stage.serve()?).await?;
    shows_the_safety_net(&page, "script").await?;
    page.close().await
}

#[tokio::test]
async fn scripts_are_off() -> Result<()> {
    // The sandbox directive switches scripting off for the document, as a setting in the browser does.
    let stage = Stage::built()?.and_policy("sandbox allow-same-origin allow-top-navigation");
    let page = Page::open(stage.serve()?).await?;
    shows_the_safety_net(&page, "script").await?;
    ensure!(!page.shows("#app").await?, "the first screen is shown, though nothing in it can work");
    page.click("#safety-net a[href='guide.html']").await?;
    page.wait_for("h1").await?;
    let address = page.browser.client.current_url().await?;
    ensure!(address.path().ends_with("/guide.html"), "the link led to {address}");
    page.close().await
}

#[tokio::test]
async fn a_language_we_do_not_have_is_named_and_english_shown() -> Result<()> {
    for (asked, named) in [("?lang=de", "German"), ("?lang=xx%3Cb%3E", "xx<b>")] {
        let page = Page::open_at(Stage::built()?.serve()?, asked, Default::default()).await?;
        page.wait_for(APP).await?;
        let notice = page.text("#boot-notice").await?;
        ensure!(notice.contains(named) && notice.contains("English"), "the notice reads: {notice}");
        page.close().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_language_we_have_brings_no_notice() -> Result<()> {
    let page = Page::open_at(Stage::built()?.serve()?, "?lang=en-GB", Default::default()).await?;
    page.wait_for(APP).await?;
    ensure!(!page.shows("#boot-notice").await?, "a notice is shown");
    page.close().await
}

#[tokio::test]
async fn it_works_in_any_folder_and_asks_for_nothing_that_is_not_there() -> Result<()> {
    let page = Page::open(Stage::built()?.under("/some/where/deep/").serve()?).await?;
    page.loaded().await?;
    page.kept_the_policy().await?;
    let seen = page.server.seen();
    ensure!(seen.iter().all(|request| request.status == 200), "not everything was found: {seen:#?}");
    // What the page has loaded, the worker takes from the browser's cache. Only Chromium is known to hand it over whole.
    let most = if page.browser.engine == Engine::Chromium { 1 } else { 2 };
    for request in &seen {
        let times = seen.iter().filter(|other| other.path == request.path).count();
        ensure!(times <= most, "{} came {times} times: {seen:#?}", request.path);
    }
    page.close().await
}

#[tokio::test]
async fn a_server_that_does_not_know_wasm_is_no_obstacle() -> Result<()> {
    let page = Page::open(Stage::built()?.with(".wasm", Fault::WrongType).serve()?).await?;
    page.wait_for(APP).await?;
    page.close().await
}

fn glue_name() -> Result<String> {
    for entry in std::fs::read_dir(posterior_browser_tests::site_folder()?)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("app-") && name.ends_with(".js") {
            return Ok(name);
        }
    }
    anyhow::bail!("the built site holds no app-….js")
}
