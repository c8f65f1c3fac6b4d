//! A development case as a person who answers what is asked: what they choose on each screen, and with which button they
//! leave it. The same steps are taken in the browser and by the conversation's own state machine, so that both can be
//! compared screen by screen.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use posterior::{
    case::{Answer, Case, Sex, parse},
    flow::{Action, MapTab, Model, Screen, bands},
    knowledge::{QuestionKind, questions, safety_questions},
};
use serde::Deserialize;
use xtask::shell;

/// One case of `tests/cases`.
#[derive(Clone, Debug)]
pub struct Patient {
    /// Its id.
    pub id: String,
    /// How soon a careful reader would have it seen.
    pub wanted: String,
    /// What is known of it.
    pub case: Case,
}

#[derive(Deserialize)]
struct Line {
    triage: String,
}

/// All cases of the published and the lay file, in their order.
///
/// # Errors
///
/// When a file is missing, or a line is no case.
pub fn patients() -> Result<Vec<Patient>> {
    let mut all = Vec::new();
    for file in ["published", "lay"] {
        let path = shell::project_root()?.join("tests/cases").join(format!("{file}.jsonl"));
        all.extend(read(&path)?);
    }
    Ok(all)
}

fn read(path: &Path) -> Result<Vec<Patient>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} could not be read", path.display()))?;
    let patient = |line: &str| {
        let parsed = parse(line).map_err(|error| anyhow::anyhow!("{}: {}", path.display(), error.message))?;
        let id = parsed.id.with_context(|| format!("{}: a case without an id", path.display()))?;
        Ok(Patient { id, wanted: serde_json::from_str::<Line>(line)?.triage, case: parsed.case })
    };
    text.lines().filter(|line| !line.is_empty()).map(patient).collect()
}

/// One thing to press: its key in the page (`value:` before the value of a row of the list), and what it does.
pub type Press = (String, Action);

/// What a person with this case presses on the screen where the model stands, the last being the way on.
///
/// # Errors
///
/// When the screen is the end of the way.
pub fn presses(model: &Model, case: &Case) -> Result<Vec<Press>> {
    let continues = || ("continue".to_owned(), Action::Continue);
    let not_sure = || ("not-sure".to_owned(), Action::NotSure);
    let none = || ("none".to_owned(), Action::NoneOfThese);
    let mut all: Vec<Press> = Vec::new();
    match model.screen() {
        Screen::Map if case.places.is_empty() => all.push(not_sure()),
        Screen::Map => {
            all.push(("list".to_owned(), Action::Show(MapTab::List)));
            all.extend(case.places.iter().map(|place| (format!("value:{}", place.key()), Action::TogglePlace(place))));
            all.push(continues());
        }
        Screen::Safety => {
            let mut open = false;
            let mut denied = Vec::new();
            for (at, row) in safety_questions().iter().enumerate() {
                let said = |finding: &_| case.finding(*finding) == Answer::Yes;
                let hook = row.marks.first().context("a row marks something")?.slug();
                if row.marks.iter().any(said) {
                    all.push((hook.to_owned(), Action::Safety(at, Answer::Yes)));
                } else if row.findings.iter().any(said) {
                    // A no would deny what they said.
                    open = true;
                } else {
                    denied.push((format!("{hook}:no"), Action::Safety(at, Answer::No)));
                }
            }
            if open {
                all.extend(denied);
            }
            all.push(if open { continues() } else { none() });
        }
        Screen::Question(at) => {
            let question = questions().get(at).context("a question")?;
            let options = || question.options.iter().copied();
            let said = |option: &_| case.finding(*option) == Answer::Yes;
            let pick = |option: posterior::vocabulary::FindingId| (option.slug().to_owned(), Action::Pick(option));
            match question.kind {
                QuestionKind::One => all.extend(options().find(said).map(pick)),
                QuestionKind::Many => all.extend(options().filter(said).map(pick)),
                QuestionKind::Scale => {
                    all.extend(case.severity.map(|n| (format!("{}-{n}", question.id), Action::Severity(n))));
                }
                QuestionKind::Age => {
                    let band = case.age.and_then(|age| bands().into_iter().find(|band| band.holds(age)));
                    all.extend(band.map(|band| (format!("{}-{}", question.id, band.from), Action::Age(band.age()))));
                }
                QuestionKind::Sex => all.extend(
                    case.sex
                        .map(|sex| (if sex == Sex::Female { "female" } else { "male" }.to_owned(), Action::Sex(sex))),
                ),
            }
            let denies = question.kind == QuestionKind::Many && options().any(|o| case.finding(o) == Answer::No);
            all.push(match (all.is_empty(), denies) {
                (false, _) => continues(),
                (true, true) => none(),
                (true, false) => not_sure(),
            });
        }
        Screen::More => {
            all.extend(
                model
                    .more()
                    .iter()
                    .filter_map(|&id| Some((key(id.slug(), case.finding(id))?, Action::Answer(id, case.finding(id))))),
            );
            all.push(continues());
        }
        Screen::HomeTests => {
            all.extend(
                model
                    .home_tests()
                    .iter()
                    .filter_map(|&id| Some((key(id.slug(), case.test(id))?, Action::Test(id, case.test(id))))),
            );
            all.push(continues());
        }
        Screen::Interrupt => all.push(continues()),
        Screen::Result | Screen::Take => ensure!(false, "the way ends before this screen"),
    }
    Ok(all)
}

/// How many questions are answered on the screen.
#[must_use]
pub fn questions_on(model: &Model) -> usize {
    match model.screen() {
        Screen::Interrupt | Screen::Result | Screen::Take => 0,
        Screen::More => model.more().len(),
        Screen::HomeTests => model.home_tests().len(),
        Screen::Map | Screen::Safety | Screen::Question(_) => 1,
    }
}

fn key(slug: &str, answer: Answer) -> Option<String> {
    match answer {
        Answer::Unknown => None,
        Answer::Yes => Some(slug.to_owned()),
        Answer::No => Some(format!("{slug}:no")),
    }
}
