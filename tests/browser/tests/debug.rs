//! x
use anyhow::Result;
use posterior_browser_tests::{Hand, Page, Stage, journey, key};
#[tokio::test]
async fn p() -> Result<()> {
    let page = Page::open(Stage::built()?.serve()?).await?;
    page.wait_for("[data-live=true] [data-screen=map]").await?;
    page.script("window.log = []; for (const t of ['keydown','keypress','keyup','click','submit','focusin','change']) document.addEventListener(t, e => log.push(t + ' ' + (e.key ?? '') + ' ' + (e.target.dataset?.key ?? e.target.tagName) + ' ' + e.defaultPrevented), true)", vec![]).await?;
    let r = page.walk(&journey("sciatica")?, Hand::Keyboard, async |_, _| Ok(())).await;
    println!("{:?}", r.err().map(|e| e.to_string().chars().take(100).collect::<String>()));
    println!("{}", page.script("return log.slice(-60).join('\\n')", vec![]).await?.as_str().unwrap());
    println!("{}", page.script("return document.activeElement.outerHTML.slice(0, 200)", vec![]).await?);
    page.press(key::ENTER).await?;
    println!("{}", page.script("return log.slice(-10).join('\\n')", vec![]).await?.as_str().unwrap());
    Ok(())
}
