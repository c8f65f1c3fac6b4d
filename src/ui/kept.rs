//! What this device remembers, which is nothing until the person says so, and what has changed since.

use super::controls::pressed;
use super::parts::{named, say, space, within};
use super::session::Session;
use crate::flow::Model;
use crate::knowledge::Level;
use crate::platform::{self, storage};
use crate::report::{Answers, Kept, Trend, since};
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// What was done about it; the browser's part of it is done already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// The answers are kept.
    Kept,
    /// They could not be kept.
    NotKept,
    /// What was kept is gone.
    Forgotten,
    /// What was kept is to be shown.
    Show,
}

/// The answers as they go into a link or into the device's memory.
pub fn answers(model: &Model) -> Answers {
    Answers {
        case: model.case().clone(),
        marks: model.marks().clone(),
        safety_asked: model.safety_asked(),
        all_asked: !model.unfinished(),
    }
}

/// The ways to keep the answers and to delete them again.
pub fn offer(session: &Session) -> Html {
    let text = &session.text;
    if !session.remembers {
        return Html::default();
    }
    let own = session.clone();
    let keep = Callback::from(move |_: MouseEvent| {
        let kept = Kept { day: platform::day(0, "-"), answers: answers(&own.model) };
        own.on_memory.emit(if storage::write(&kept.write()) { Memory::Kept } else { Memory::NotKept });
    });
    let mut inner = vec![say("p", "why", text.t("ui.kept.why"))];
    inner.push(pressed("keep", text.t(if session.stored { "ui.kept.again" } else { "ui.kept.keep" }), keep));
    if session.stored {
        inner.push(forget(session));
    }
    within("div", "ways", inner)
}

fn forget(session: &Session) -> Html {
    let memory = session.on_memory.clone();
    let forget = Callback::from(move |_: MouseEvent| {
        storage::clear();
        memory.emit(Memory::Forgotten);
    });
    pressed("forget", session.text.t("ui.kept.forget"), forget)
}

/// On the first screen: there are answers from another day.
pub fn found(session: &Session) -> Html {
    let Some(kept) = &session.last else { return Html::default() };
    let text = &session.text;
    let memory = session.on_memory.clone();
    let show = Callback::from(move |_: MouseEvent| memory.emit(Memory::Show));
    let words = text.fill("ui.kept.found", &[("day", &kept.day)]);
    within(
        "section",
        "notice ways",
        vec![say("p", "", words), pressed("show-kept", text.t("ui.kept.show"), show), forget(session)],
    )
}

/// On the result: what has changed since last time.
pub fn changed(session: &Session) -> Html {
    let Some(kept) = session.last.as_ref().filter(|kept| kept.answers.case != *session.model.case()) else {
        return Html::default();
    };
    let text = &session.text;
    let since = since(&kept.answers.case, session.model.case(), &session.assessment);
    if session.model.unfinished() && since.trend != Trend::Worse {
        // With questions open, less urgency may only mean that less was asked.
        return Html::default();
    }
    let title = text.fill("ui.since.title", &[("day", &kept.day)]);
    let mut lines = Vec::new();
    if let Some((then, now)) = since.severity {
        lines.push(line(session, "severity", [&then.to_string(), &now.to_string()]));
    }
    if let Some((then, now)) = since.level {
        let title = |level: Level| text.key(&["level.", level.slug(), ".title"]);
        lines.push(line(session, "level", [&title(then), &title(now)]));
    }
    if let Some((then, now)) = since.first {
        let name = |cause: Option<CauseId>| match cause {
            Some(id) => text.key(&["cause.", id.slug(), ".name"]),
            None => text.t("ui.result.cannot-tell"),
        };
        lines.push(line(session, "first", [&name(then), &name(now)]));
    }
    let trend = text.key(&["ui.since.", since.trend.slug()]);
    let how = text.key(&["ui.since.", since.trend.slug(), ".how"]);
    let told = if lines.is_empty() { say("p", "", text.t("ui.since.nothing")) } else { within("ul", "", lines) };
    let inner =
        vec![say("h2", "", title), within("p", "", vec![say("strong", "", trend), space(), Html::from(how)]), told];
    named("section", &["class", "data-trend"], &["since", since.trend.slug()], inner)
}

fn line(session: &Session, what: &str, [then, now]: [&str; 2]) -> Html {
    let key = ["ui.since.", what].concat();
    say("li", "", session.text.fill(&key, &[("then", then), ("now", now)]))
}
