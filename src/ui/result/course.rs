//! How long it takes: the usual course in steps, with "you are here".

use crate::case::Duration;
use crate::knowledge::{self, Phase, raises};
use crate::ui::parts::{all, named, say, within};
use crate::ui::session::{Session, Text};
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// The steps of the usual course.
pub fn course(session: &Session, id: CauseId) -> Html {
    let text = &session.text;
    let phases = knowledge::course(id);
    // How long it has hurt says nothing about where in the treatment of a danger a person is.
    let dangerous = raises().iter().any(|row| row.cause == id);
    let said = session.model.case().duration.filter(|_| !dangerous);
    // The class of duration may span several steps: all of them are marked, and the words say "may".
    let is_here = |phase: &Phase| said.is_some_and(|said| meets(phase, said));
    let alone = phases.iter().filter(|phase| is_here(phase)).count() == 1;
    let mark = if alone { "ui.course.here" } else { "ui.course.may-be-here" };
    let steps = phases.iter().zip(1_usize..).map(|(phase, number)| {
        let mut inner = Vec::new();
        if is_here(phase) {
            inner.push(say("strong", "here-mark", text.t(mark)));
        }
        if !dangerous {
            inner.push(say("small", "block", span(text, phase)));
        }
        inner.push(say("span", "", text.key(&["cause.", id.slug(), ".phase.", &number.to_string()])));
        if is_here(phase) {
            named("li", &["class", "aria-current"], &["here", "step"], inner)
        } else {
            within("li", "", inner)
        }
    });
    all(vec![within("ol", "course", steps.collect()), say("p", "", text.key(&["cause.", id.slug(), ".prognosis"]))])
}

/// When the step is, counted from the day the pain began: "Up to 1 day", "1 day to 3 days", "After 12 weeks".
fn span(text: &Text, phase: &Phase) -> AttrValue {
    // Whole weeks from two on; in between, days are what the data say.
    let time = |days: u16| {
        let weeks = days >= 14 && days.is_multiple_of(7);
        let (unit, n) = if weeks { ("ui.course.weeks", days / 7) } else { ("ui.course.days", days) };
        text.plural(unit, usize::from(n))
    };
    let key = match (phase.from_days, phase.to_days) {
        (_, u16::MAX) => "ui.course.from",
        (0, _) => "ui.course.until",
        _ => "ui.course.between",
    };
    text.fill(key, &[("from", &time(phase.from_days)), ("to", &time(phase.to_days))])
}

/// Whether a pain of this class of duration can be in the phase, with more than the boundary in common.
fn meets(phase: &Phase, said: Duration) -> bool {
    let (from, to) = match said {
        Duration::UnderDay => (0, 1),
        Duration::Days => (1, 7),
        Duration::Weeks => (8, 42),
        Duration::UnderTwelveWeeks => (43, 84),
        Duration::OverTwelveWeeks => (85, u16::MAX),
    };
    phase.from_days < to && phase.to_days > from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_pain_is_in_the_first_step_and_an_old_one_in_the_last() {
        let first = Phase { from_days: 0, to_days: 3 };
        let last = Phase { from_days: 85, to_days: u16::MAX };
        assert!(meets(&first, Duration::UnderDay) && meets(&first, Duration::Days));
        assert!(!meets(&first, Duration::Weeks) && meets(&last, Duration::OverTwelveWeeks));
        assert!(!meets(&last, Duration::Weeks));
    }
}
