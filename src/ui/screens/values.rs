//! Core questions about a number or a kind: worst pain, age, sex. All by taps; nothing is typed.

use super::question::asked;
use crate::case::{MAX_SEVERITY, Sex};
use crate::flow::{Action, bands};
use crate::knowledge::{Question, QuestionKind};
use crate::ui::controls::{Choice, Look, button, choice};
use crate::ui::parts::{say, within};
use crate::ui::session::{Session, Text};
use yew::prelude::*;

/// Draws the screen.
pub fn values(session: &Session, question: &Question) -> Html {
    let (answers, skip) = match question.kind {
        QuestionKind::Scale => (scale(session, question.id), "ui.not-sure"),
        QuestionKind::Age => (ages(session, question.id), "ui.rather-not-say"),
        _ => (sexes(session, question.id), "ui.rather-not-say"),
    };
    let ways = vec![button(session, "not-sure", "secondary", session.text.t(skip), Action::NotSure)];
    asked(session, question, answers, ways)
}

fn scale(session: &Session, name: &str) -> Vec<Html> {
    let text = &session.text;
    let said = session.model.case().severity;
    let chips = (0..=MAX_SEVERITY).map(|points| {
        let (key, label) = ([name, "-", &points.to_string()].concat(), AttrValue::from(points.to_string()));
        let (chosen, action) = (said == Some(points), Action::Severity(points));
        choice(session, Choice { key: &key, radio: Some(name), label, chosen, action, look: Look::Chip })
    });
    let ends = vec![say("span", "", text.t("ui.scale.none")), say("span", "", text.t("ui.scale.worst"))];
    vec![within("div", "scale", chips.collect()), within("p", "ends", ends)]
}

fn ages(session: &Session, name: &str) -> Vec<Html> {
    let said = session.model.case().age;
    let chips = bands().into_iter().map(|band| {
        let key = [name, "-", &band.from.to_string()].concat();
        let (chosen, action) = (said.is_some_and(|age| band.holds(age)), Action::Age(band.age()));
        let label = age_words(&session.text, band.age());
        choice(session, Choice { key: &key, radio: Some(name), label, chosen, action, look: Look::Chip })
    });
    vec![within("div", "ages", chips.collect())]
}

/// The band that holds this age, in words.
pub fn age_words(text: &Text, age: u8) -> AttrValue {
    let Some(band) = bands().into_iter().find(|band| band.holds(age)) else { return AttrValue::default() };
    let from = band.from.to_string();
    match band.to {
        None => text.fill("ui.age.from", &[("from", &from)]),
        Some(to) if band.from == 0 => text.fill("ui.age.under", &[("to", &to.saturating_add(1).to_string())]),
        Some(to) if to == band.from => AttrValue::from(from),
        Some(to) => text.fill("ui.age.between", &[("from", &from), ("to", &to.to_string())]),
    }
}

fn sexes(session: &Session, name: &str) -> Vec<Html> {
    let said = session.model.case().sex;
    let rows = [(Sex::Female, "female"), (Sex::Male, "male")].into_iter().map(|(sex, slug)| {
        let (label, action) = (session.text.key(&["ui.sex.", slug]), Action::Sex(sex));
        let chosen = said == Some(sex);
        choice(session, Choice { key: slug, radio: Some(name), label, chosen, action, look: Look::Row })
    });
    vec![within("div", "options", rows.collect())]
}
