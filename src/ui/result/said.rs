//! Everything the person said, each answer with a button that leads to it.

use crate::case::{Answer, Sex};
use crate::flow::{Action, Given, Screen};
use crate::knowledge::{Question, QuestionKind, questions, safety_questions};
use crate::ui::controls::labelled;
use crate::ui::parts::{named, say, within};
use crate::ui::screens::{age_words, mark_words, path_words, said_of};
use crate::ui::session::Session;
use yew::prelude::*;

/// The list of answers.
pub fn said(session: &Session) -> Html {
    let text = &session.text;
    let model = &session.model;
    let mut places: Vec<AttrValue> = model.case().places.iter().map(|place| mark_words(session, place)).collect();
    places.extend(path_words(session));
    let mut rows = vec![
        row(session, Screen::Map, text.t("ui.map.title"), places),
        row(session, Screen::Safety, text.t("ui.said.safety"), warning_signs(session)),
    ];
    for (at, question) in questions().iter().enumerate() {
        let name = text.key(&["question.", question.id, ".title"]);
        rows.push(row(session, Screen::Question(at), name, answers(session, at, question)));
    }
    if !model.more().is_empty() {
        rows.push(row(session, Screen::More, text.t("ui.more.title"), more(session)));
    }
    if !model.home_tests().is_empty() {
        rows.push(row(session, Screen::HomeTests, text.t("ui.tests.title"), tests(session)));
    }
    html! {
        <section class="said" aria-labelledby="said-title">
            <h2 id="said-title">{ text.t("ui.said.title") }</h2>
            { within("ul", "", rows) }
        </section>
    }
}

fn row(session: &Session, screen: Screen, name: AttrValue, answers: Vec<AttrValue>) -> Html {
    let (text, here) = (&session.text, session.model.screen());
    // On the way, what lies ahead is no open answer, and the screen itself is the way to change what is on it.
    if here == screen || (answers.is_empty() && here != Screen::Result) {
        return Html::default();
    }
    let slug = screen.slug();
    let change = text.fill("ui.said.change-what", &[("what", &name)]);
    let mut inner = vec![say("h3", "", name)];
    if answers.is_empty() {
        inner.push(say("p", "open", text.t("ui.said.open")));
    }
    inner.extend(answers.into_iter().map(|answer| say("p", "cap", answer)));
    let seen = Html::from(text.t("ui.said.change"));
    let button = labelled(session, ["change-", slug].concat(), "quiet", Some(change), seen, Action::Change(screen));
    named("li", &["data-said"], &[slug], vec![within("div", "", inner), button])
}

fn warning_signs(session: &Session) -> Vec<AttrValue> {
    let text = &session.text;
    let mut lines = Vec::new();
    let mut open = 0;
    for row in safety_questions() {
        match said_of(session, row) {
            Answer::Yes => lines.push(text.key(&["safety.", row.id])),
            Answer::Unknown => open += 1,
            Answer::No => {}
        }
    }
    if open > 0 && open == safety_questions().len() {
        return lines;
    }
    if open > 0 {
        lines.push(text.plural("ui.said.signs-open", open));
    } else if lines.is_empty() {
        lines.push(text.t("ui.said.no-warning-sign"));
    }
    lines
}

fn answers(session: &Session, at: usize, question: &Question) -> Vec<AttrValue> {
    let text = &session.text;
    let case = session.model.case();
    let mut lines = Vec::new();
    match question.kind {
        QuestionKind::One | QuestionKind::Many => {
            for &option in question.options {
                if case.finding(option) == Answer::Yes {
                    lines.push(text.key(&["finding.", option.slug()]));
                }
            }
        }
        QuestionKind::Scale => {
            lines.extend(case.severity.map(|points| text.fill("ui.said.severity", &[("n", &points.to_string())])));
        }
        QuestionKind::Age => lines.extend(case.age.map(|age| age_words(text, age))),
        QuestionKind::Sex => lines.extend(case.sex.map(|sex| {
            text.t(match sex {
                Sex::Female => "ui.sex.female",
                Sex::Male => "ui.sex.male",
            })
        })),
    }
    if lines.is_empty() {
        match session.model.given(at) {
            Given::NoneOfThese => lines.push(text.t("ui.none")),
            Given::NotSure => lines.push(text.t("ui.not-sure")),
            Given::Open | Given::Said => {}
        }
    }
    lines
}

fn more(session: &Session) -> Vec<AttrValue> {
    let mut lines = Vec::new();
    for &id in session.model.more() {
        sentence(session, "finding.", id.slug(), session.model.case().finding(id), &mut lines);
    }
    lines
}

fn tests(session: &Session) -> Vec<AttrValue> {
    let mut lines = Vec::new();
    for &id in session.model.home_tests() {
        sentence(session, "test.", id.slug(), session.model.case().test(id), &mut lines);
    }
    lines
}

/// A fact that was affirmed or denied, as a sentence.
#[inline(never)]
fn sentence(session: &Session, kind: &str, slug: &str, answer: Answer, lines: &mut Vec<AttrValue>) {
    let form = match answer {
        Answer::Yes => ".fact",
        Answer::No => ".no",
        Answer::Unknown => return,
    };
    lines.push(session.text.key(&[kind, slug, form]));
}
