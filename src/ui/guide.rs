//! The page for readers without the program: warning signs with what to do, and every cause in plain text. Drawn once,
//! natively, from the same data as the app.

use super::session::Text;
use crate::case::{Answer, Case};
use crate::knowledge::{self, Fact, Level, Population, SafetyQuestion, Section, safety_questions, share};
use crate::reason::assess;
use crate::vocabulary::{CauseId, RegionId};
use yew::prelude::*;

/// Properties of [`Guide`] and [`WarningSigns`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The words.
    pub text: Text,
}

/// The guide, from its heading to the sources of the last cause.
#[component]
pub fn Guide(props: &Props) -> Html {
    let text = &props.text;
    let causes = || CauseId::all().filter(|&id| id != CauseId::SOMETHING_ELSE);
    html! {
        <main class="app guide">
            <header class="top"><p class="name">{ text.t("ui.name") }</p></header>
            <h1>{ text.t("ui.guide.title") }</h1>
            <p class="why">{ text.t("ui.guide.intro") }</p>
            <p><a href="./">{ text.t("ui.guide.start") }</a></p>
            <section>
                <h2>{ text.t("ui.guide.signs") }</h2>
                <WarningSigns text={text.clone()} />
            </section>
            <nav aria-labelledby="contents">
                <h2 id="contents">{ text.t("ui.guide.contents") }</h2>
                <ul>{ for causes().map(|id| html! { <li><a href={["#", id.slug()].concat()}>{ text.key(&["cause.", id.slug(), ".name"]) }</a></li> }) }</ul>
            </nav>
            { for causes().map(|id| chapter(text, id)) }
        </main>
    }
}

/// The rows of the safety screen, by how soon each asks to be seen when it alone is affirmed.
#[component]
pub fn WarningSigns(props: &Props) -> Html {
    let text = &props.text;
    let groups = Level::ALL.into_iter().rev().map(|level| {
        let rows: Vec<&SafetyQuestion> = safety_questions().iter().filter(|row| level_of(row) == level).collect();
        if rows.is_empty() {
            return Html::default();
        }
        let title = text.key(&["level.", level.slug(), ".title"]);
        html! {
            <section class={classes!("care", ["care-", level.slug()].concat())}>
                <h3>{ text.fill("ui.guide.if", &[("what", &title)]) }</h3>
                <div class="care-body">
                    <ul>{ for rows.into_iter().map(|row| html! { <li>{ text.key(&["safety.", row.id]) }</li> }) }</ul>
                    <p>{ text.key(&["level.", level.slug(), ".body"]) }</p>
                </div>
            </section>
        }
    });
    html! { <>{ for groups }</> }
}

fn level_of(row: &SafetyQuestion) -> Level {
    let mut case = Case::default();
    for other in safety_questions() {
        for &finding in other.findings {
            case.set_finding(finding, Answer::No);
        }
    }
    for &finding in row.marks {
        case.set_finding(finding, Answer::Yes);
    }
    assess(&case).triage.level
}

fn chapter(text: &Text, id: CauseId) -> Html {
    let slug = id.slug();
    let words = |part: &str| text.key(&["cause.", slug, ".", part]);
    let part = |key: &str, section| list(text, key, id, section);
    let phases = knowledge::course(id);
    html! {
        <section class="cause" id={slug}>
            <h2>{ words("name") } { " " }<span class="medical">{ text.fill("ui.medical", &[("name", &words("medical"))]) }</span></h2>
            <p>{ words("summary") }</p>
            <h3>{ text.t("ui.cause.about") }</h3>
            <p>{ words("why") }</p>
            <p>{ words("feels") }</p>
            <h3>{ text.t("ui.cause.where") }</h3>
            <ul>{ for usual(id).map(|region| html! { <li class="cap">{ text.key(&["region.", region.slug()]) }</li> }) }</ul>
            { part("ui.cause.do", Section::SelfCare) }
            { part("ui.care.avoid", Section::Avoid) }
            { part("ui.cause.exercises", Section::Exercise) }
            { part("ui.cause.professional", Section::Professional) }
            { part("ui.cause.prevention", Section::Prevention) }
            <h3>{ text.t("ui.cause.course") }</h3>
            <ol class="course">{ for (1..=phases.len()).map(|number| html! { <li>{ words(&["phase.", &number.to_string()].concat()) }</li> }) }</ol>
            <p>{ words("prognosis") }</p>
            <h3>{ text.t("ui.cause.see-doctor") }</h3>
            { for Level::ALL.into_iter().rev().map(|level| see_doctor(text, id, level)) }
            <p><a href={["sources.html#", slug].concat()}>{ text.t("ui.cause.sources") }</a></p>
        </section>
    }
}

/// The regions that at least three of ten people mark.
fn usual(id: CauseId) -> impl Iterator<Item = RegionId> {
    RegionId::all()
        .filter(move |&region| share(id, Fact::Region(region), Population::Everyone).is_some_and(|share| share >= 300))
}

fn list(text: &Text, heading: &str, cause: CauseId, section: Section) -> Html {
    let lines: Vec<Html> = knowledge::care(cause)
        .into_iter()
        .filter(|line| line.section == section)
        .map(|line| {
            let key = ["care.", &line.number.to_string()].concat();
            let words = |part: &str| text.key(&[&key, part]);
            if section == Section::Exercise {
                html! { <li><strong>{ words(".name") }{ text.t("ui.colon") }</strong>{ " " }{ words(".how") }{ " " }{ words(".dose") }</li> }
            } else {
                html! { <li>{ words("") }</li> }
            }
        })
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    html! { <><h3>{ text.t(heading) }</h3><ul>{ for lines }</ul></> }
}

fn see_doctor(text: &Text, cause: CauseId, level: Level) -> Html {
    let rules = knowledge::see_doctor(cause).into_iter().filter(|&(_, of)| of == level);
    let lines: Vec<Html> = rules.map(|(rule, _)| html! { <li>{ text.key(&["rule.", rule, ".plain"]) }</li> }).collect();
    if lines.is_empty() {
        return Html::default();
    }
    let title = text.key(&["level.", level.slug(), ".title"]);
    html! {
        <>
            <p class={classes!("list-title", "see", ["care-", level.slug()].concat())}>{ text.fill("ui.care.if", &[("what", &title)]) }</p>
            <ul>{ for lines }</ul>
        </>
    }
}
