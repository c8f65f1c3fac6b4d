//! Random people on random ways through the conversation, and what must hold after each of their steps.
//!
//! Most do what the screen offers; some do what it does not, as a double tap, an old link or the browser's own buttons do.
//! Two hundred journeys in a plain `cargo test`; `cargo xtask soak` makes ten thousand. `POSTERIOR_SOAK_JOURNEYS` sets
//! another number. Every run has another seed, which it prints; `POSTERIOR_SOAK_SEED` with one journey runs one again.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod dice;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dice::{Dice, from_environment, seed_of_now};
use posterior::case::{Answer, Case, Place, Sex, qualities};
use posterior::flow::{Action, MapTab, Marking, Model, Screen, Status, update};
use posterior::knowledge::{Level, QuestionKind, questions, safety_questions};
use posterior::reason::{Assessment, advice, assess, home_tests};
use posterior::report::{Answers, LinkError, read, write};
use posterior::vocabulary::{CauseId, FindingId, TestId};

const LONGEST: usize = 80;

/// What a person does next, and what came out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Something in the app.
    Do(Action),
    /// Opens the link to the present answers.
    OwnLink,
    /// Opens the same link with one letter lost.
    BrokenLink,
}

fn answer(dice: &Dice) -> Answer {
    *dice.one(&[Answer::Yes, Answer::No, Answer::No, Answer::Unknown])
}

fn sex(dice: &Dice) -> Sex {
    *dice.one(&[Sex::Female, Sex::Male])
}

fn place(dice: &Dice) -> Place {
    let at = dice.below(Place::all().count());
    Place::all().nth(at).expect("a place")
}

fn screen(dice: &Dice) -> Screen {
    let question = Screen::Question(dice.below(questions().len() + 2));
    let fixed = [Screen::Map, Screen::Safety, Screen::More, Screen::HomeTests, Screen::Result, Screen::Take];
    *dice.one(&[question, question, question, *dice.one(&fixed), Screen::Interrupt])
}

fn answers(model: &Model, safety_asked: bool, all_asked: bool) -> Answers {
    Answers { case: model.case().clone(), marks: model.marks().clone(), safety_asked, all_asked }
}

/// Something about single places: of those that are marked, mostly.
fn marking(model: &Model, dice: &Dice) -> Marking {
    let marked: Vec<Place> = model.case().places.iter().collect();
    let at = if marked.is_empty() || dice.below(8) == 0 { place(dice) } else { *dice.one(&marked) };
    let qualities: Vec<FindingId> = qualities().collect();
    match dice.below(10) {
        0 => Marking::Open(Some(at)),
        1 => Marking::Open(None),
        2 => Marking::Strength(at, *dice.one(&[None, Some(0), Some(4), Some(10), Some(255)])),
        3 => Marking::Step(at, dice.below(2) == 0),
        4 => Marking::Quality(at, *dice.one(&qualities)),
        5 => Marking::Path(at, dice.below(3)),
        6 => Marking::Paint(at, dice.below(2) == 0),
        7 => Marking::Widen(at, place(dice)),
        8 => Marking::Undo,
        _ => Marking::Clear,
    }
}

/// What the screen offers.
fn sensible(model: &Model, dice: &Dice) -> Action {
    let on = *dice.one(&[Action::Continue, Action::Continue, Action::NoneOfThese, Action::NotSure]);
    if dice.below(12) == 0 {
        return *dice.one(&[Action::Back, Action::Arrived(model.position() + 1), Action::Arrived(0)]);
    }
    let answers = dice.below(5) < 3;
    match model.screen() {
        Screen::Map if answers || model.case().places.is_empty() => Action::TogglePlace(place(dice)),
        Screen::Map if dice.below(3) == 0 => Action::Mark(marking(model, dice)),
        Screen::Map if dice.below(4) == 0 => Action::Show(*dice.one(&MapTab::ALL)),
        // Most people have no warning sign.
        Screen::Safety if dice.below(5) == 0 => Action::Safety(dice.below(safety_questions().len()), answer(dice)),
        Screen::Safety => *dice.one(&[Action::NoneOfThese, Action::NoneOfThese, Action::Continue]),
        Screen::Question(at) if answers => {
            let question = questions().get(at).expect("a question on the screen is one of the list");
            match question.kind {
                QuestionKind::One | QuestionKind::Many => Action::Pick(*dice.one(question.options)),
                QuestionKind::Scale => Action::Severity(dice.below(11) as u8),
                QuestionKind::Age => Action::Age(dice.below(121) as u8),
                QuestionKind::Sex => Action::Sex(sex(dice)),
            }
        }
        Screen::More if answers && !model.more().is_empty() => Action::Answer(*dice.one(model.more()), answer(dice)),
        Screen::HomeTests if answers && !model.home_tests().is_empty() => {
            Action::Test(*dice.one(model.home_tests()), answer(dice))
        }
        Screen::Result => *dice.one(&[
            Action::Change(screen(dice)),
            Action::Change(screen(dice)),
            Action::Resume,
            Action::Take,
            Action::Back,
            Action::Clear,
        ]),
        Screen::Take => *dice.one(&[Action::Back, Action::Back, Action::Tell(Status::Copied), Action::ShowResult]),
        _ => on,
    }
}

/// Anything at all.
fn wild(model: &Model, dice: &Dice) -> Action {
    let finding = FindingId::new(dice.below(FindingId::COUNT)).expect("a finding");
    let test = TestId::new(dice.below(TestId::COUNT)).expect("a test");
    match dice.below(18) {
        16 => Action::Mark(marking(model, dice)),
        0 => Action::TogglePlace(place(dice)),
        1 => Action::Show(*dice.one(&MapTab::ALL)),
        2 => Action::Safety(dice.below(usize::MAX >> 1), answer(dice)),
        3 => Action::Pick(finding),
        4 => Action::Answer(finding, answer(dice)),
        5 => Action::Test(test, answer(dice)),
        6 => Action::Severity(dice.below(256) as u8),
        7 => Action::Age(dice.below(256) as u8),
        8 => Action::Sex(sex(dice)),
        9 => *dice.one(&[Action::Continue, Action::NoneOfThese, Action::NotSure]),
        10 => Action::ShowResult,
        11 => Action::Take,
        12 => Action::Tell(*dice.one(&[Status::Copied, Status::NotCopied, Status::Quiet])),
        13 => Action::Resume,
        14 => Action::Change(*dice.one(&[screen(dice), Screen::Question(usize::MAX)])),
        15 => *dice.one(&[Action::Back, Action::Arrived(usize::MAX), Action::Arrived(dice.below(20))]),
        _ => Action::Clear,
    }
}

fn next_step(model: &Model, dice: &Dice) -> Step {
    match dice.below(40) {
        0 => Step::OwnLink,
        1 if dice.below(4) == 0 => Step::BrokenLink,
        2..5 => Step::Do(wild(model, dice)),
        _ => Step::Do(sensible(model, dice)),
    }
}

/// The state after a step, with the laws of that step.
fn take(model: &Model, step: Step, dice: &Dice) -> Model {
    match step {
        Step::Do(action) => {
            let next = update(model, action);
            assert_eq!(update(model, action), next, "the same action twice gives two states");
            laws_of_the_action(model, action, &next);
            next
        }
        Step::OwnLink => {
            let all_asked = !model.unfinished();
            let link = write(&answers(model, model.safety_asked(), all_asked));
            let back = read(&link).expect("what was written is read");
            assert_same_answers(&back.case, model.case());
            assert_eq!(&back.marks, model.marks(), "what was said of places came back otherwise");
            let next = Model::restored(back.case, back.safety_asked, back.all_asked).with_marks(back.marks, all_asked);
            assert_eq!((next.screen(), next.unfinished()), (Screen::Result, !all_asked || !model.safety_asked()));
            next
        }
        Step::BrokenLink => {
            let mut link = write(&answers(model, true, true));
            link.remove(1 + dice.below(link.len() - 1));
            assert_eq!(read(&link), Err(LinkError::Damaged));
            Model::telling(Status::LinkDamaged)
        }
    }
}

fn laws_of_the_action(model: &Model, action: Action, next: &Model) {
    let moves = matches!(
        action,
        Action::Back
            | Action::Arrived(_)
            | Action::ShowResult
            | Action::Resume
            | Action::Change(_)
            | Action::Take
            | Action::Show(_)
            | Action::Tell(_)
    );
    if moves {
        assert_same_answers(next.case(), model.case());
    }
    if action == Action::Clear {
        assert_eq!(next.case(), &Case::default());
        assert_eq!((next.screen(), next.last_position(), next.safety_asked()), (Screen::Map, 0, false));
    }
    if next.screen() != model.screen() {
        assert_ne!(next.status(), Status::Quiet, "another screen, and nobody who cannot see it is told");
    }
    if next.position() > model.position() {
        // The browser's Back leads to where the person was, with all that was said, and its Forward on again.
        let back = update(next, Action::Back);
        assert_eq!(update(&back, Action::Arrived(next.position())).stop(), next.stop());
        if next.position() == model.position() + 1 {
            assert_eq!(back.stop(), model.stop());
        }
        if next.screen() == Screen::Interrupt && !matches!(action, Action::Arrived(_)) {
            assert!(assess(next.case()).triage.level >= Level::SameDay, "interrupted without urgency");
            // Said once: going on leads elsewhere.
            assert_ne!(update(next, Action::Continue).screen(), Screen::Interrupt);
        }
    }
}

fn assert_same_answers(a: &Case, b: &Case) {
    assert_eq!((a.places, a.age, a.sex, a.severity, a.duration), (b.places, b.age, b.sex, b.severity, b.duration));
    FindingId::all().for_each(|id| assert_eq!(a.finding(id), b.finding(id), "{}", id.slug()));
    TestId::all().for_each(|id| assert_eq!(a.test(id), b.test(id), "{}", id.slug()));
}

/// What holds of every state, however it came about.
fn laws_of_the_state(model: &Model) {
    assert!(model.position() <= model.last_position());
    let (step, of) = model.progress();
    assert!((1..=of).contains(&step), "step {step} of {of}");
    assert!(!model.screen().slug().is_empty());
    let case = model.case();
    assert!(case.age.is_none_or(|age| age <= 120) && case.severity.is_none_or(|points| points <= 10));
    let sides = (
        case.places.has_side(posterior::vocabulary::Side::Left),
        case.places.has_side(posterior::vocabulary::Side::Right),
    );
    let said = |slug| case.finding(FindingId::from_slug(slug).expect("a finding"));
    match sides {
        (true, true) => assert_eq!((said("one-side"), said("both-sides")), (Answer::No, Answer::Yes)),
        (true, false) | (false, true) => assert_eq!((said("one-side"), said("both-sides")), (Answer::Yes, Answer::No)),
        (false, false) => {}
    }
    assert_eq!(model.more().iter().collect::<BTreeSet<_>>().len(), model.more().len(), "a question stands twice");
    assert_eq!(model.home_tests().iter().collect::<BTreeSet<_>>().len(), model.home_tests().len(), "a test twice");
    let assessment = assess(case);
    laws_of_the_assessment(case, &assessment);
    if model.screen() == Screen::HomeTests {
        // What is drawn on the screen to be done is what is safe now, and nothing is safe beside a danger.
        let tests = home_tests(case, &assessment, model.more());
        let safe = model.home_tests().iter().filter(|&&id| tests.is_safe(id)).count();
        assert!(safe == 0 || assessment.triage.level < Level::SameDay, "a home test beside a danger");
    }
}

fn laws_of_the_assessment(case: &Case, assessment: &Assessment) {
    let sum: u32 = assessment.ranking.iter().map(|ranked| ranked.probability_ppm).sum();
    assert_eq!((assessment.ranking.len(), sum), (CauseId::COUNT, 1_000_000));
    let order = assessment.ranking.windows(2).all(|pair| pair[0].probability_ppm >= pair[1].probability_ppm);
    assert!(order, "the ranking is not in order");
    let triage = &assessment.triage;
    let most = triage.reasons.iter().map(|(level, _)| *level).max();
    assert_eq!(most, Some(triage.level), "the level is not that of its reasons: {:?}", triage.reasons);
    if triage.level == Level::SelfCare {
        let open = safety_questions().iter().flat_map(|row| row.findings);
        assert!(open.into_iter().all(|&id| case.finding(id) != Answer::Unknown), "self-care with open warning signs");
    }
    assert!(assessment.next_questions.iter().all(|next| case.finding(next.finding) == Answer::Unknown));
    let first = assessment.ranking.first().expect("a ranking").cause;
    let lines = advice(case, assessment, first).lines;
    assert!(triage.level < Level::SameDay || lines.is_empty(), "advice beside an urgent level");
}

/// One journey from its first screen on. Tells how far it came, or what it did up to where it stopped.
fn journey(seed: u64) -> Result<BTreeSet<&'static str>, String> {
    let dice = Dice::new(seed);
    let mut model = Model::default();
    let mut steps = Vec::new();
    let mut seen = BTreeSet::new();
    for _ in 0..=dice.below(LONGEST) {
        let step = next_step(&model, &dice);
        steps.push(step);
        let taken = catch_unwind(AssertUnwindSafe(|| {
            let next = take(&model, step, &dice);
            laws_of_the_state(&next);
            next
        }));
        match taken {
            Ok(next) => model = next,
            Err(_) => return Err(format!("POSTERIOR_SOAK_SEED={seed} POSTERIOR_SOAK_JOURNEYS=1 after {steps:#?}")),
        }
        seen.insert(model.screen().slug());
    }
    Ok(seen)
}

#[test]
fn every_way_keeps_the_laws() {
    let seed = from_environment("POSTERIOR_SOAK_SEED").unwrap_or_else(seed_of_now);
    let journeys = from_environment("POSTERIOR_SOAK_JOURNEYS").unwrap_or(200);
    println!("POSTERIOR_SOAK_SEED={seed}");
    let mut seen = BTreeSet::new();
    for number in 0..journeys {
        match journey(seed.wrapping_add(number)) {
            Ok(screens) => seen.extend(screens),
            Err(what) => panic!("{what}"),
        }
    }
    println!("{journeys} journeys, {} screens seen", seen.len());
    if journeys >= 200 {
        // A soak that never gets anywhere proves nothing.
        for screen in ["safety", "interrupt", "age", "more", "home-tests", "result", "take"] {
            assert!(seen.contains(screen), "no journey came to the screen {screen}: {seen:?}");
        }
    }
}
