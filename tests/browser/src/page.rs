//! One page in one browser, with the few gestures that a person has.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::{
    Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions},
    elements::Element,
    wd::WebDriverCompatibleCommand,
};
use serde_json::{Value, json};
use xtask::{server::Server, shell};

use crate::engine::{Browser, Engine, Options};

/// Keys as WebDriver writes them.
pub mod key {
    /// Moves the focus on.
    pub const TAB: char = '\u{E004}';
    /// Follows links and presses buttons.
    pub const ENTER: char = '\u{E007}';
    /// Ticks and presses.
    pub const SPACE: char = ' ';
    /// Arrows.
    pub const LEFT: char = '\u{E012}';
    /// Arrows.
    pub const UP: char = '\u{E013}';
    /// Arrows.
    pub const RIGHT: char = '\u{E014}';
    /// Arrows.
    pub const DOWN: char = '\u{E015}';
    /// Leaves and closes.
    pub const ESCAPE: char = '\u{E00C}';
    /// The first of a group.
    pub const HOME: char = '\u{E011}';
    /// Held down to go back.
    pub const SHIFT: char = '\u{E008}';
}

/// How long a thing that must happen may take. Generous: it is no speed test.
const PATIENCE: Duration = Duration::from_secs(20);

/// A page that is open.
#[derive(Debug)]
pub struct Page {
    /// The browser that shows it.
    pub browser: Browser,
    /// Its server.
    pub server: Server,
    /// The element whose shadow tree everything is looked for in; none: in the page itself.
    pub inside: Option<String>,
}

impl Page {
    /// Starts a browser and opens the server's first page.
    pub async fn open(server: Server) -> Result<Self> {
        Self::open_at(server, "", Options::default()).await
    }

    /// The same, at an address inside the site, in a window of another size.
    pub async fn open_at(server: Server, address: &str, options: Options) -> Result<Self> {
        let page = Self { browser: Browser::start().await?, server, inside: None };
        page.resize(options.size.0, options.size.1).await?;
        page.goto(address).await?;
        Ok(page)
    }

    /// Ends the browser politely. (Dropping the page ends it rudely.)
    pub async fn close(self) -> Result<()> {
        self.browser.client.close().await?;
        Ok(())
    }

    /// Opens an address inside the site.
    pub async fn goto(&self, address: &str) -> Result<()> {
        self.browser.client.goto(&format!("{}{address}", self.server.address())).await?;
        Ok(())
    }

    /// Makes the page so many CSS pixels wide and high; the window's own frame comes on top.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        if self.browser.engine == Engine::Chromium {
            // A phone's width is below what a desktop window may have; the protocol sets the page itself.
            let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.protocol("Emulation.setDeviceMetricsOverride", size).await?;
            return Ok(());
        }
        self.browser.client.set_window_size(width, height).await?;
        let frame = self.script("return [outerWidth - innerWidth, outerHeight - innerHeight]", vec![]).await?;
        let extra = |at: usize| frame.get(at).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        self.browser.client.set_window_size(width + extra(0), height + extra(1)).await?;
        Ok(())
    }

    /// Runs a script in the page, as a bookmarklet would. Inside an element `document` is its shadow tree, and
    /// `window.document` the page.
    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let Some(host) = &self.inside else { return Ok(self.browser.client.execute(script, arguments).await?) };
        let document = format!("const document = window.document.querySelector({}).shadowRoot;", json!(host));
        Ok(self.browser.client.execute(&[&document, script].concat(), arguments).await?)
    }

    /// Everything that matches.
    async fn find_all(&self, css: &str) -> Result<Vec<Element>> {
        if self.inside.is_none() {
            return Ok(self.browser.client.find_all(Locator::Css(css)).await?);
        }
        let found =
            self.script("return document ? [...document.querySelectorAll(arguments[0])] : []", vec![json!(css)]);
        let found = found.await?;
        // An element is an object whose one value is its name for the driver.
        let name = |element: &Value| element.as_object()?.values().next()?.as_str().map(str::to_owned);
        let names = found.as_array().map(|found| found.iter().filter_map(name).collect::<Vec<_>>()).unwrap_or_default();
        Ok(names.into_iter().map(|name| Element::from_element_id(self.browser.client.clone(), name.into())).collect())
    }

    /// Waits until an element that matches is shown.
    pub async fn wait_for(&self, css: &str) -> Result<Element> {
        let started = Instant::now();
        loop {
            for element in self.find_all(css).await? {
                if element.is_displayed().await.unwrap_or(false) {
                    return Ok(element);
                }
            }
            if started.elapsed() > PATIENCE {
                let text = self.visible_text().await.unwrap_or_default();
                bail!("`{css}` did not appear. The page shows:\n{text}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a script gives true.
    pub async fn wait_until(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        let started = Instant::now();
        while self.script(script, arguments.clone()).await? != true {
            if started.elapsed() > PATIENCE {
                bail!("never came true: {script} {arguments:?}. The page shows:\n{}", self.visible_text().await?);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }

    /// Whether an element that matches is shown now.
    pub async fn shows(&self, css: &str) -> Result<bool> {
        for element in self.find_all(css).await? {
            if element.is_displayed().await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Waits for an element, scrolls it away from whatever sticks to the window's edge, as a person does, and clicks it.
    pub async fn click(&self, css: &str) -> Result<()> {
        let element = self.wait_for(css).await?;
        let target = serde_json::to_value(&element)?;
        self.script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", vec![target]).await?;
        element.click().await.with_context(|| format!("`{css}` could not be clicked"))
    }

    /// Clicks a point of the window.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        let click = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.browser.client.perform_actions(click).await?;
        Ok(())
    }

    /// Presses a finger or the mouse's button at the first point, moves it over the others, and lets go.
    pub async fn drag(&self, finger: bool, points: &[(f64, f64)]) -> Result<()> {
        let mut moves =
            points.iter().map(|&(x, y)| PointerAction::MoveTo { duration: Some(Duration::from_millis(120)), x, y });
        let mut steps: Vec<PointerAction> = moves.next().into_iter().collect();
        steps.push(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        steps.extend(moves);
        steps.push(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let client = &self.browser.client;
        if finger {
            let touch = steps.into_iter().fold(TouchActions::new("finger".into()), |touch, step| touch.then(step));
            client.perform_actions(touch).await?;
        } else {
            let mouse = steps.into_iter().fold(MouseActions::new("mouse".into()), |mouse, step| mouse.then(step));
            client.perform_actions(mouse).await?;
        }
        client.release_actions().await?;
        Ok(())
    }

    /// The text of an element, as a person reads it.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.wait_for(css).await?.text().await?)
    }

    /// All the text that is shown.
    pub async fn visible_text(&self) -> Result<String> {
        Ok(self.browser.client.find(Locator::Css("body")).await?.text().await?)
    }

    /// Presses and releases one key, wherever the focus is.
    pub async fn press(&self, key: char) -> Result<()> {
        self.chord(&[key]).await
    }

    /// Presses keys one after the other, then releases them the other way round.
    pub async fn chord(&self, keys: &[char]) -> Result<()> {
        let down = keys.iter().map(|&value| KeyAction::Down { value });
        let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
        let presses = down.chain(up).fold(KeyActions::new("keyboard".into()), |presses, press| presses.then(press));
        self.browser.client.perform_actions(presses).await?;
        self.browser.client.release_actions().await?;
        Ok(())
    }

    /// Presses Tab, or Shift and Tab where the way is back, until the focus is on an element that matches.
    ///
    /// Never past the end of the page: there the focus goes to the browser's own buttons, and Firefox, driven, does not
    /// come back from them.
    pub async fn tab_to(&self, css: &str) -> Result<()> {
        self.wait_for(css).await?;
        for _ in 0..250 {
            if self.focus_is_on(css).await? {
                return Ok(());
            }
            self.chord(if self.lies_before(css).await? { &[key::SHIFT, key::TAB] } else { &[key::TAB] }).await?;
        }
        bail!("the Tab key never reached `{css}`")
    }

    /// Whether an element comes earlier in the page than the one with the focus.
    pub async fn lies_before(&self, css: &str) -> Result<bool> {
        const BEFORE: &str = "
            const target = document.querySelector(arguments[0]);
            // Outside of the element, the place of the element counts.
            const [from, to] = document.activeElement ? [document.activeElement, target] : [window.document.activeElement, document.host];
            return !!(from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_PRECEDING);";
        Ok(self.script(BEFORE, vec![json!(css)]).await? == true)
    }

    /// Whether the focus is on an element that matches.
    pub async fn focus_is_on(&self, css: &str) -> Result<bool> {
        let found = self.script(
            "return !!document.activeElement && document.activeElement.matches(arguments[0])",
            vec![json!(css)],
        );
        Ok(found.await? == Value::Bool(true))
    }

    /// Saves what is seen under `dist/screens`, named after the engine.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let folder = shell::project_root()?.join("dist/screens").join(self.browser.engine.name());
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        std::fs::write(&file, self.browser.client.screenshot().await?)?;
        Ok(file)
    }

    /// What the page wrote to the console, where the driver tells (Chromium only).
    pub async fn console(&self) -> Result<Vec<String>> {
        let entries =
            self.browser.client.issue_cmd(Extension { path: "se/log", body: json!({ "type": "browser" }) }).await?;
        let text = |entry: &Value| entry.get("message").and_then(Value::as_str).map(str::to_owned);
        Ok(entries.as_array().map(|entries| entries.iter().filter_map(text).collect()).unwrap_or_default())
    }

    /// A command of Chromium's own protocol.
    pub async fn protocol(&self, method: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": method, "params": parameters });
        Ok(self.browser.client.issue_cmd(Extension { path: "goog/cdp/execute", body }).await?)
    }

    /// Fails when the page broke its policy. First breaks it on purpose, and waits until that arrives: a report that
    /// never comes would otherwise look like good conduct.
    pub async fn kept_the_policy(&self) -> Result<()> {
        let before = self.server.reports();
        ensure!(before.is_empty(), "the page broke its policy: {before:#?}");
        self.script(
            "const { body } = window.document; body.setAttribute('style', 'color: red'); body.removeAttribute('style')",
            vec![],
        )
        .await?;
        let started = Instant::now();
        while self.server.reports().is_empty() {
            ensure!(
                started.elapsed() < PATIENCE,
                "the deliberate breach was never reported: silence proves nothing here"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let reports = self.server.reports();
        ensure!(reports.len() == 1, "the page broke its policy: {reports:#?}");
        Ok(())
    }
}

/// A driver's own command, beside the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
