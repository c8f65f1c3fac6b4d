//! People and their way through the app, by pointer or by keyboard alone.

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Engine, Page, key, site_folder};

/// One person of `journeys.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journey {
    /// A name for tests.
    pub id: String,
    /// Who it is.
    pub why: String,
    /// Where it hurts.
    pub places: Vec<String>,
    /// Warning signs answered with yes.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Every option chosen, wherever it is offered.
    pub answers: Vec<String>,
    /// The care card at the end.
    pub level: String,
    /// The first cause.
    pub cause: Option<String>,
}

/// How a person acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Clicks and taps, on the picture wherever the place is on it.
    Pointer,
    /// Tab, arrows, Space and Enter, and nothing else.
    Keyboard,
}

#[derive(Deserialize)]
struct File {
    journey: Vec<Journey>,
}

/// The person of this name.
pub fn journey(id: &str) -> Result<Journey> {
    let file: File = toml::from_str(include_str!("../journeys.toml")).context("in tests/browser/journeys.toml")?;
    file.journey.into_iter().find(|journey| journey.id == id).with_context(|| format!("journeys.toml has no `{id}`"))
}

/// The selector of a control by its key.
fn control(key: &str) -> String {
    format!("[data-key='{key}']")
}

/// The selector of a place on the picture: by the name that a screen reader says.
pub fn zone(place: &str) -> Result<String> {
    let words = std::fs::read_to_string(site_folder()?.join("text/en.txt"))?;
    let (stem, side) = match (place.strip_suffix("-left"), place.strip_suffix("-right")) {
        (Some(stem), _) => (stem, ".left"),
        (_, Some(stem)) => (stem, ".right"),
        _ => (place, ""),
    };
    let keys = ["region", "area"].map(|kind| format!("{kind}.{stem}{side}"));
    let named = |line: &str| {
        line.split_once(" = ")
            .filter(|(key, _)| keys.iter().any(|wanted| wanted == key))
            .map(|(_, name)| name.to_owned())
    };
    let name = words.lines().find_map(named).with_context(|| format!("the words name no place `{place}`"))?;
    Ok(format!(".map-zone[role=checkbox][aria-label=\"{name}\"]"))
}

/// The selector of a place in the list.
#[must_use]
pub fn row(place: &str) -> String {
    format!("input[type=checkbox][value='{place}']")
}

impl Page {
    /// The name of the screen that is shown.
    pub async fn screen(&self) -> Result<String> {
        let screen = self.wait_for("[data-screen]").await?.attr("data-screen").await?;
        screen.context("a screen has a name")
    }

    /// Presses a button and waits for the screen it leads to.
    pub async fn go(&self, hand: Hand, button: &str) -> Result<()> {
        let here = self.screen().await?;
        self.use_control(hand, &control(button)).await?;
        self.wait_for(&format!("[data-screen]:not([data-screen='{here}'])"))
            .await
            .with_context(|| format!("`{button}` on the screen `{here}`"))?;
        Ok(())
    }

    /// Clicks a control, or finds it by keys and presses it.
    pub async fn use_control(&self, hand: Hand, css: &str) -> Result<()> {
        match hand {
            Hand::Pointer => self.click(css).await,
            Hand::Keyboard => {
                self.wait_for(css).await?;
                let kind =
                    self.script("return document.querySelector(arguments[0]).type || ''", vec![json!(css)]).await?;
                if kind == "radio" {
                    return self.choose_radio(css).await;
                }
                self.tab_to(css).await?;
                self.press(if kind == "checkbox" { key::SPACE } else { key::ENTER }).await
            }
        }
    }

    /// A group of radio buttons is one stop of the Tab key; inside it the arrows move and choose.
    async fn choose_radio(&self, css: &str) -> Result<()> {
        let name = self.script("return document.querySelector(arguments[0]).name", vec![json!(css)]).await?;
        let name = name.as_str().context("a radio button has a group")?;
        self.tab_to(&format!("input[type=radio][name='{name}']")).await?;
        for _ in 0..30 {
            if self.focus_is_on(css).await? {
                // Arrows choose what they reach; the first of a group is reached by Tab and needs Space.
                let chosen =
                    self.script("return document.querySelector(arguments[0]).checked", vec![json!(css)]).await?;
                return if chosen == true { Ok(()) } else { self.press(key::SPACE).await };
            }
            // In the right direction: not every engine goes round from the last to the first.
            self.press(if self.lies_before(css).await? { key::UP } else { key::DOWN }).await?;
        }
        bail!("the arrow keys never reached `{css}`")
    }

    /// Walks from the first screen to the result. `seen` is called on every screen, its answers given, before it is left.
    pub async fn walk(
        &self,
        person: &Journey,
        hand: Hand,
        mut seen: impl AsyncFnMut(&Page, &str) -> Result<()>,
    ) -> Result<()> {
        for _ in 0..40 {
            let screen = self.screen().await?;
            let leave_by = match screen.as_str() {
                "map" => {
                    self.mark(person, hand).await?;
                    "continue"
                }
                "safety" => {
                    for warning in &person.warnings {
                        self.use_control(hand, &control(warning)).await?;
                    }
                    "none"
                }
                "interrupt" => "continue",
                "result" => return seen(self, &screen).await,
                _ => self.answer(person, hand).await?,
            };
            seen(self, &screen).await?;
            self.go(hand, leave_by).await?;
        }
        bail!("forty screens did not lead to a result")
    }

    /// Chooses what this person would on a question, and tells which button leads on.
    async fn answer(&self, person: &Journey, hand: Hand) -> Result<&'static str> {
        let mut chosen = false;
        for answer in &person.answers {
            if self.shows_control(answer).await? {
                self.use_control(hand, &control(answer)).await?;
                chosen = true;
            }
        }
        if chosen {
            return Ok("continue");
        }
        for button in ["none", "not-sure"] {
            if self.shows_control(button).await? {
                return Ok(button);
            }
        }
        Ok("continue")
    }

    /// Marks the places: on the picture, or in the list those that this view of the picture does not show.
    async fn mark(&self, person: &Journey, hand: Hand) -> Result<()> {
        let mut listed = Vec::new();
        for place in &person.places {
            let zone = zone(place)?;
            if !self.shows(&zone).await? {
                listed.push(place);
                continue;
            }
            match hand {
                Hand::Pointer => self.tap_zone(&zone).await?,
                Hand::Keyboard => {
                    self.arrow_to(&zone).await?;
                    self.press(key::SPACE).await?;
                }
            }
            self.wait_for(&format!("{zone}[aria-checked=true]")).await?;
        }
        if !listed.is_empty() {
            self.use_control(hand, &control("list")).await?;
        }
        for place in listed {
            let row = row(place);
            self.use_control(hand, &row).await?;
            self.wait_for(&format!("{row}:checked")).await?;
        }
        Ok(())
    }

    /// Whether a control is there to be used. (Native boxes may be drawn by their label alone.)
    async fn shows_control(&self, key: &str) -> Result<bool> {
        Ok(self.script("return !!document.querySelector(arguments[0])", vec![json!(control(key))]).await? == true)
    }

    /// Moves the pointer to a point of the zone that nothing covers, and clicks.
    pub async fn tap_zone(&self, zone: &str) -> Result<()> {
        self.script(
            "document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })",
            vec![json!(zone)],
        )
        .await?;
        let (x, y) = self.point_of(zone).await?;
        self.click_at(x, y).await
    }

    /// A point of the zone that nothing covers, where the page stands now.
    pub async fn point_of(&self, zone: &str) -> Result<(f64, f64)> {
        const FREE_POINT: &str = "
            const zone = document.querySelector(arguments[0]);
            const box = zone.getBoundingClientRect();
            for (const across of [0.5, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6]) {
                for (const down of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
                    const [x, y] = [box.left + across * box.width, box.top + down * box.height];
                    if (document.elementFromPoint(x, y)?.closest('.map-zone') === zone) return [Math.round(x), Math.round(y)];
                }
            }
            return null;";
        let point = self.script(FREE_POINT, vec![json!(zone)]).await?;
        let at = |index: usize| point.get(index).and_then(Value::as_f64);
        let (Some(x), Some(y)) = (at(0), at(1)) else { bail!("no finger can hit `{zone}`") };
        Ok((x, y))
    }

    /// Goes with Tab to the picture, then with arrows towards the zone.
    pub async fn arrow_to(&self, zone: &str) -> Result<()> {
        const WAY: &str = "
            const [from, to] = [document.activeElement.getBoundingClientRect(), document.querySelector(arguments[0]).getBoundingClientRect()];
            return [to.left + to.width / 2 - from.left - from.width / 2, to.top + to.height / 2 - from.top - from.height / 2];";
        self.tab_to(".map-zone").await?;
        let mut blocked = false;
        for _ in 0..30 {
            if self.focus_is_on(zone).await? {
                return Ok(());
            }
            let way = self.script(WAY, vec![json!(zone)]).await?;
            let off = |index: usize| way.get(index).and_then(Value::as_f64).unwrap_or(0.0);
            let (across, down) = (off(0), off(1));
            // The larger distance first; where there is no way on, the other one.
            let sideways = (across.abs() >= down.abs()) != blocked;
            let arrow = match (sideways, across > 0.0, down > 0.0) {
                (true, true, _) => key::RIGHT,
                (true, false, _) => key::LEFT,
                (false, _, true) => key::DOWN,
                (false, _, false) => key::UP,
            };
            let before = self.focused().await?;
            self.press(arrow).await?;
            blocked = before == self.focused().await?;
        }
        bail!("the arrow keys never reached `{zone}`")
    }

    async fn focused(&self) -> Result<Value> {
        self.script("return document.activeElement.getAttribute('aria-label')", vec![]).await
    }

    /// What must hold at the end of every way: nothing stored, nothing sent, the address as it was, the policy kept.
    pub async fn left_no_trace(&self, requests_before: usize) -> Result<()> {
        const STORED: &str = "return [window.document.cookie, localStorage.length, sessionStorage.length, location.search, location.hash].join('|')";
        let stored = self.script(STORED, vec![]).await?;
        ensure!(stored == "|0|0||", "something was stored or put into the address: {stored}");
        let strange = self.kept_beside_the_site().await?;
        ensure!(strange.is_empty(), "something that is no file of the site was kept: {strange:#?}");
        let requests = self.server.seen();
        ensure!(
            requests.len() == requests_before,
            "the page asked for more after it had loaded: {:#?}",
            requests.get(requests_before..)
        );
        self.kept_the_policy().await
    }

    /// The causes as they are ranked.
    pub async fn causes(&self) -> Result<Vec<String>> {
        let causes = self
            .script("return [...document.querySelectorAll('[data-cause]')].map((card) => card.dataset.cause)", vec![])
            .await?;
        Ok(serde_json::from_value(causes)?)
    }

    /// Only Chromium's window can be as narrow as a small phone.
    #[must_use]
    pub fn can_be_narrow(&self) -> bool {
        self.browser.engine == Engine::Chromium
    }
}
