//! The result to take along: one page for a clinician, and the ways to print, copy, save and come back to it. All of it is
//! made here; nothing is sent.

use crate::case::{Answer, Places, Sex};
use crate::flow::{Action, Status};
use crate::knowledge::{VERSION, safety_questions};
use crate::platform;
use crate::report::{Reminder, fhir, reminder, write};
use crate::ui::controls::title;
use crate::ui::facts::of_hundred;
use crate::ui::kept::{self, answers};
use crate::ui::maps::maps;
use crate::ui::numbers::chosen;
use crate::ui::parts::{all, named, say, space, within};
use crate::ui::screens::{age_words, mark_words, path_words, said_of};
use crate::ui::session::{Session, Text};
use crate::vocabulary::{FindingId, TestId};
use yew::prelude::*;

/// Days until the pain is to be looked at again.
const REMIND_AFTER: u32 = 14;

/// Draws the screen.
pub fn take(session: &Session) -> Html {
    let text = &session.text;
    let field = html! {
        <input class="link" readonly=true aria-label={text.t("ui.take.link")} data-key="link" value={link(session)} />
    };
    // Where there is no address of ours, there is no link that could bring the answers back.
    let linked = !session.outside.address.is_empty();
    let mut ways = Vec::new();
    for name in ["share", "print", "copy-text", "copy-link", "reminder", "fhir"] {
        if (name != "share" || session.outside.can_share) && (name != "copy-link" || linked) {
            ways.push(way(session, name));
        }
    }
    all(vec![
        title(text.t("ui.take.title")),
        say("p", "why", text.t("ui.take.why")),
        within("div", "ways", ways),
        if linked {
            within("div", "ways", vec![say("p", "why", text.t("ui.take.link.body")), field])
        } else {
            Html::default()
        },
        kept::offer(session),
        summary(session),
    ])
}

/// The button of one way out. What it does is found by its name, so that one listener serves for all.
fn way(session: &Session, name: &'static str) -> Html {
    let own = session.clone();
    let onclick = Callback::from(move |_: MouseEvent| go(&own, name));
    html! {
        <button type="button" class="secondary" data-key={name} {onclick}>{ session.text.key(&["ui.take.", name]) }</button>
    }
}

fn go(session: &Session, name: &str) {
    let outside = &session.outside;
    match name {
        "print" => platform::print(),
        "share" => {
            let act = session.act.clone();
            act.emit(Action::Tell(Status::Quiet));
            let failed = move || act.emit(Action::Tell(Status::NotShared));
            let link = if outside.address.is_empty() { String::new() } else { link(session) };
            platform::share(&outside.home.text_of("#summary"), &link, failed);
        }
        "copy-text" => copy(session, &outside.home.text_of("#summary")),
        "copy-link" => copy(session, &link(session)),
        "reminder" => {
            let title = session.text.t("ui.take.reminder.title");
            let [today, day] = [0, REMIND_AFTER].map(|after| platform::day(after, ""));
            let file = reminder(&Reminder { today: &today, day: &day, title: &title, address: &outside.address });
            platform::save("reminder.ics", "text/calendar", &file);
        }
        _ => {
            let model = &session.model;
            let file = fhir::response(model.case(), model.marks(), &platform::day(0, "-"), !model.unfinished());
            platform::save("posterior.fhir.json", "application/fhir+json", &file);
        }
    }
}

/// The address of this page with the answers in its fragment.
fn link(session: &Session) -> String {
    [&session.outside.address, platform::FRAGMENT, &write(&answers(&session.model))].concat()
}

fn copy(session: &Session, words: &str) {
    let act = session.act.clone();
    // The same outcome twice in a row is news twice.
    act.emit(Action::Tell(Status::Quiet));
    platform::copy(words, move |copied| {
        act.emit(Action::Tell(if copied { Status::Copied } else { Status::NotCopied }))
    });
}

/// One page that a clinician can read in ninety seconds: what is urgent, where it hurts, what was affirmed and denied.
fn summary(session: &Session) -> Html {
    let (text, case) = (&session.text, session.model.case());
    let triage = &session.assessment.triage;
    let made = [("day", &*session.outside.today), ("version", VERSION)];
    let mut inner = vec![say("h2", "", text.t("ui.take.summary")), say("p", "why", text.fill("ui.take.made", &made))];
    let mut person = vec![text.key(&["level.", triage.level.slug(), ".title"])];
    person.extend(case.age.map(|age| age_words(text, age)));
    person.extend(case.sex.map(|sex| text.t(if sex == Sex::Female { "ui.sex.female" } else { "ui.sex.male" })));
    person.extend(case.severity.map(|points| text.fill("ui.said.severity", &[("n", &points.to_string())])));
    inner.push(row(text, "person", &person, " · "));
    if let Some(numbers) = chosen(session) {
        let country = text.key(&["country.", numbers.code]);
        let label = |key| text.fill(key, &[("country", &country)]);
        let mut lines = vec![[&label("ui.numbers.emergency"), " ", numbers.emergency].concat().into()];
        if !numbers.urgent.is_empty() {
            lines.push([&label("ui.numbers.urgent"), " ", numbers.urgent].concat().into());
        }
        inner.push(row(text, "numbers", &lines, "; "));
    }
    inner.push(maps(session, case.places, Places::default()));
    let mut places: Vec<AttrValue> = case.places.iter().map(|place| mark_words(session, place)).collect();
    places.extend(path_words(session));
    inner.push(row(text, "places", &places, "; "));
    inner.push(signs(session, "warnings", Answer::Yes));
    inner.push(row(text, "says-yes", &facts(session, Answer::Yes, ".fact"), " "));
    let mut causes = Vec::new();
    for ranked in session.assessment.named() {
        let share = text.fill("ui.of-hundred.short", &[("n", &of_hundred(ranked.probability_ppm).to_string())]);
        causes.push([&*text.key(&["cause.", ranked.cause.slug(), ".medical"]), ", ", &*share].concat().into());
    }
    let title = if session.assessment.cannot_tell { "cannot-tell" } else { "causes" };
    inner.push(row(text, title, &causes, "; "));
    inner.push(signs(session, "warnings-denied", Answer::No));
    inner.push(signs(session, "warnings-open", Answer::Unknown));
    inner.push(row(text, "says-no", &facts(session, Answer::No, ".no"), " "));
    named("article", &["class", "id"], &["summary", "summary"], inner)
}

/// A line with its name; nothing when there is nothing to say.
#[inline(never)]
fn row(text: &Text, name: &str, parts: &[AttrValue], between: &str) -> Html {
    let mut words = String::new();
    for part in parts {
        if !words.is_empty() {
            words += between;
        }
        words += part;
    }
    if words.is_empty() {
        return Html::default();
    }
    within("p", "", vec![say("strong", "", text.key(&["ui.take.", name])), space(), Html::from(AttrValue::from(words))])
}

/// The warning signs that were answered so.
fn signs(session: &Session, name: &str, answer: Answer) -> Html {
    let text = &session.text;
    let rows = safety_questions().iter().filter(|row| said_of(session, row) == answer);
    let signs: Vec<AttrValue> = rows.map(|row| text.key(&["safety.", row.id])).collect();
    row(text, name, &signs, "; ")
}

/// What was answered so, as sentences. What the warning signs say is said there; of the classes of duration only the one
/// that holds is news.
fn facts(session: &Session, wanted: Answer, form: &str) -> Vec<AttrValue> {
    let (text, case) = (&session.text, session.model.case());
    let mut facts = Vec::new();
    for id in FindingId::all() {
        let told = safety_questions().iter().any(|row| row.marks.contains(&id));
        if case.finding(id) == wanted && !told && (wanted == Answer::Yes || !id.is_duration()) {
            facts.push(text.key(&["finding.", id.slug(), form]));
        }
    }
    for id in TestId::all() {
        if case.test(id) == wanted {
            facts.push(text.key(&["test.", id.slug(), form]));
        }
    }
    facts
}
