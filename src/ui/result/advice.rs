//! What to do about a cause, after the gates: today, this week, by week six; what to leave; and who can help.

use crate::knowledge::{self, CareLine, Level, Section, When};
use crate::reason::Advice;
use crate::ui::facts::basis;
use crate::ui::parts::{all, element, item, say, within};
use crate::ui::session::{Session, Text};
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// Self-care by time, what to avoid, and what was left out for this person.
pub fn what_to_do(session: &Session, _: CauseId, advice: &Advice) -> Html {
    let text = &session.text;
    let lists: [(&str, &str, Section, When); 5] = [
        ("ui.care.today", "lines do", Section::SelfCare, When::Today),
        ("ui.care.this-week", "lines do", Section::SelfCare, When::ThisWeek),
        ("ui.care.by-week-six", "lines do", Section::SelfCare, When::ByWeekSix),
        ("ui.care.any-time", "lines do", Section::SelfCare, When::Any),
        ("ui.care.avoid", "lines avoid", Section::Avoid, When::Any),
    ];
    let mut inner = Vec::new();
    for (title, class, section, when) in lists {
        let wanted = |line: &CareLine| line.section == section && (section == Section::Avoid || line.when == when);
        let lines = drawn(session, advice, wanted);
        if !lines.is_empty() {
            inner.push(say("p", "list-title", text.t(title)));
            inner.push(within("ul", class, lines));
        }
    }
    inner.push(left_out(text, &advice.withheld_by));
    all(inner)
}

/// Why something was left out for this person; nothing where nothing was.
#[inline(never)]
pub fn left_out(text: &Text, gates: &[&'static str]) -> Html {
    if gates.is_empty() {
        return Html::default();
    }
    let lines = gates.iter().map(|gate| {
        let words = text.key(&["gate.", gate]);
        item(&["data-gate"], gate, vec![Html::from(words)])
    });
    all(vec![say("p", "list-title", text.t("ui.care.left-out")), within("ul", "left-out", lines.collect())])
}

/// All lines of one section.
pub fn section(session: &Session, advice: &Advice, section: Section) -> Html {
    within("ul", "lines", drawn(session, advice, |line| line.section == section))
}

/// Home exercises with how and how much.
pub fn exercises(session: &Session, _: CauseId, advice: &Advice) -> Html {
    within("ul", "lines", drawn(session, advice, |line| line.section == Section::Exercise))
}

/// When to be seen, most urgent first: words and levels are those of the rules.
pub fn see_doctor(session: &Session, id: CauseId) -> Html {
    let text = &session.text;
    let mut inner = Vec::new();
    for level in Level::ALL.into_iter().rev() {
        let mut lines = Vec::new();
        for (rule, of) in knowledge::see_doctor(id) {
            if of == level {
                lines.push(item(&["data-rule"], rule, vec![Html::from(text.key(&["rule.", rule, ".plain"]))]));
            }
        }
        if !lines.is_empty() {
            let title = text.key(&["level.", level.slug(), ".title"]);
            inner.push(say("p", see_class(level), text.fill("ui.care.if", &[("what", &title)])));
            inner.push(within("ul", "lines", lines));
        }
    }
    all(inner)
}

const fn see_class(level: Level) -> &'static str {
    match level {
        Level::Emergency => "list-title see care-emergency-now",
        Level::SameDay => "list-title see care-urgent-same-day",
        Level::WithinDays => "list-title see care-see-doctor-within-days",
        Level::Routine => "list-title see care-see-doctor-routine",
        Level::SelfCare => "list-title see care-self-care",
    }
}

/// The lines that may be shown and are wanted here.
fn drawn(session: &Session, advice: &Advice, wanted: impl Fn(&CareLine) -> bool) -> Vec<Html> {
    let mut lines = Vec::new();
    for line in &advice.lines {
        if wanted(line) {
            lines.push(draw(session, line));
        }
    }
    lines
}

#[inline(never)]
fn draw(session: &Session, line: &CareLine) -> Html {
    let text = &session.text;
    let number = line.number.to_string();
    let words = |part| text.key(&["care.", &number, part]);
    let mut inner = if line.section == Section::Exercise {
        let dose = text.fill("ui.care.dose", &[("dose", &words(".dose"))]);
        vec![
            say("strong", "block", words(".name")),
            say("span", "block", words(".how")),
            say("span", "block dose", dose),
        ]
    } else {
        vec![Html::from(words(""))]
    };
    inner.push(say("small", "basis", basis(text, line.basis)));
    element("li", &["data-care"], &[&number], None, vec![within("div", "", inner)])
}
