//! The laws of the conversation.

use super::*;
use crate::case::{Answer, Case, Place, Sex};
use crate::knowledge::{Level, QuestionKind, questions, safety_questions};
use crate::reason::{assess, home_tests};
use crate::vocabulary::{FindingId, TestId};
use proptest::prelude::*;

fn finding(slug: &str) -> FindingId {
    FindingId::from_slug(slug).expect(slug)
}

fn run(actions: impl IntoIterator<Item = Action>) -> Model {
    actions.into_iter().fold(Model::default(), |model, action| update(&model, action))
}

/// A model that stands on the first core question, all warning signs denied.
fn at_questions() -> Model {
    let place = Place::from_key("mid-buttock-right").expect("a place");
    run([Action::TogglePlace(place), Action::Continue, Action::NoneOfThese])
}

fn at_question(id: &str) -> Model {
    let mut model = at_questions();
    while model.screen().slug() != id {
        model = update(&model, Action::NotSure);
        assert_ne!(model.screen(), Screen::Result, "{id} was not asked");
    }
    model
}

fn any_action() -> impl Strategy<Value = Action> {
    let places: Vec<Place> = Place::all().collect();
    let findings: Vec<FindingId> = FindingId::all().collect();
    let tests: Vec<TestId> = TestId::all().collect();
    let answer = prop_oneof![Just(Answer::Yes), Just(Answer::No), Just(Answer::Unknown)];
    let screen = prop_oneof![
        Just(Screen::Map),
        Just(Screen::Safety),
        Just(Screen::Interrupt),
        Just(Screen::More),
        Just(Screen::HomeTests),
        Just(Screen::Result),
        Just(Screen::Take),
        (0_usize..20).prop_map(Screen::Question)
    ];
    prop_oneof![
        2 => proptest::sample::select(places).prop_map(Action::TogglePlace),
        2 => (0_usize..30, answer.clone()).prop_map(|(at, answer)| Action::Safety(at, answer)),
        6 => proptest::sample::select(findings.clone()).prop_map(Action::Pick),
        2 => (proptest::sample::select(findings), answer.clone()).prop_map(|(id, answer)| Action::Answer(id, answer)),
        2 => (proptest::sample::select(tests), answer).prop_map(|(id, answer)| Action::Test(id, answer)),
        1 => any::<u8>().prop_map(Action::Severity),
        1 => any::<u8>().prop_map(Action::Age),
        1 => Just(Action::Sex(Sex::Female)),
        6 => Just(Action::Continue),
        3 => Just(Action::NoneOfThese),
        3 => Just(Action::NotSure),
        1 => Just(Action::ShowResult),
        1 => Just(Action::Take),
        1 => Just(Action::Tell(Status::Copied)),
        1 => Just(Action::Resume),
        2 => screen.prop_map(Action::Change),
        2 => Just(Action::Back),
        2 => (0_usize..40).prop_map(Action::Arrived),
        1 => Just(Action::Clear),
    ]
}

proptest! {
    // Each step assesses a case, and a few dozen walks of a hundred steps meet every pair of actions.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_sequence_of_actions_leaves_the_way(actions in proptest::collection::vec(any_action(), 0..120)) {
        let mut model = Model::default();
        for action in actions {
            let next = update(&model, action);
            prop_assert!(next.position() <= next.last_position());
            let (step, of) = next.progress();
            prop_assert!(step >= 1 && step <= of);
            if let Screen::Question(at) = next.screen() {
                prop_assert!(at < questions().len());
            }
            // To move is never to lose: only answering and leaving a screen change the case.
            if matches!(action, Action::Back | Action::Arrived(_) | Action::ShowResult | Action::Resume | Action::Change(_)) {
                prop_assert_eq!(next.case(), model.case());
            }
            model = next;
        }
        let cleared = update(&model, Action::Clear);
        prop_assert_eq!(cleared.case(), &Case::default());
    }

    #[test]
    fn back_undoes_every_step_forward(actions in proptest::collection::vec(any_action(), 0..60)) {
        let model = run(actions);
        for forward in [Action::Continue, Action::NoneOfThese, Action::NotSure, Action::ShowResult] {
            let there = update(&model, forward);
            if there.position() > model.position() {
                let back = update(&there, Action::Back);
                prop_assert_eq!(back.stop(), model.stop());
                prop_assert_eq!(back.case(), there.case());
                // And the browser's Forward leads on again.
                prop_assert_eq!(update(&back, Action::Arrived(there.position())).stop(), there.stop());
            }
        }
    }

    #[test]
    fn an_emergency_is_said_before_any_further_question(row in 0_usize..30) {
        let row = row % safety_questions().len();
        let place = Place::from_key("mid-buttock-right").expect("a place");
        let model = run([Action::TogglePlace(place), Action::Continue, Action::Safety(row, Answer::Yes), Action::NoneOfThese]);
        let level = assess(model.case()).triage.level;
        prop_assert_eq!(model.screen() == Screen::Interrupt, level >= Level::SameDay);
        // Said once: the person can go on and is not stopped again for the same.
        let on = update(&model, Action::Continue);
        prop_assert!(matches!(on.screen(), Screen::Question(_)));
    }
}

#[test]
fn the_whole_way_leads_to_the_result() {
    let mut model = at_questions();
    for (at, question) in questions().iter().enumerate() {
        assert_eq!(model.screen(), Screen::Question(at));
        if let Some(&option) = question.options.first() {
            model = update(&model, Action::Pick(option));
        }
        model = update(&model, Action::Continue);
        if model.screen() == Screen::Interrupt {
            model = update(&model, Action::Continue);
        }
    }
    assert_eq!(model.screen(), Screen::More);
    model = update(&model, Action::Continue);
    // The first option of each question makes an injury of minutes ago: no home tests.
    assert_eq!(model.screen(), Screen::Result);
    assert!(!model.unfinished());
}

/// Somebody with months of pain at the sit bone who answered every question and stands on the home tests.
fn at_home_tests() -> Model {
    let places =
        ["mid-buttock-left", "back-thigh-left"].map(|key| Action::TogglePlace(Place::from_key(key).expect(key)));
    let mut model = run_from(run(places), [Action::Continue, Action::NoneOfThese]);
    let said = ["onset-gradual-weeks", "duration-6-to-12-weeks", "quality-ache", "worse-sitting"];
    while let Screen::Question(at) = model.screen() {
        let question = &questions()[at];
        for option in question.options.iter().filter(|option| said.contains(&option.slug())) {
            model = update(&model, Action::Pick(*option));
        }
        model = match question.kind {
            QuestionKind::Scale => update(&update(&model, Action::Severity(4)), Action::Continue),
            QuestionKind::Age => update(&update(&model, Action::Age(35)), Action::Continue),
            QuestionKind::One => update(&model, Action::Continue),
            QuestionKind::Many | QuestionKind::Sex => update(&model, Action::NoneOfThese),
        };
    }
    model = update(&model, Action::NoneOfThese);
    assert_eq!(model.screen(), Screen::HomeTests);
    model
}

#[test]
fn home_tests_come_last_and_can_be_skipped() {
    let model = at_home_tests();
    assert!((1..=4).contains(&model.home_tests().len()));
    let (step, of) = model.progress();
    assert_eq!(step, of);
    assert!(!model.unfinished());
    let result = update(&model, Action::Continue);
    assert_eq!(result.screen(), Screen::Result);
    // Not done is not negative.
    assert_eq!(result.case(), model.case());
    assert_eq!(update(&result, Action::Back).screen(), Screen::HomeTests);
}

#[test]
fn the_result_of_a_home_test_counts_and_can_be_changed_from_the_result() {
    let model = at_home_tests();
    let test = model.home_tests()[0];
    let other = TestId::from_slug("test-hop").expect("a test");
    let model = run_from(model, [Action::Test(test, Answer::Yes), Action::Test(other, Answer::Yes)]);
    assert_eq!(model.case().test(test), Answer::Yes);
    assert_eq!(model.case().test(other), Answer::Unknown, "what is not on the screen was answered");
    let model = run_from(model, [Action::Continue, Action::Change(Screen::HomeTests)]);
    assert_eq!(model.screen(), Screen::HomeTests);
    assert_eq!(model.home_tests().iter().filter(|&&own| own == test).count(), 1);
    let model = run_from(model, [Action::Test(test, Answer::No), Action::Continue]);
    assert_eq!((model.screen(), model.case().test(test)), (Screen::Result, Answer::No));
}

#[test]
fn a_danger_that_is_told_later_withdraws_home_tests_and_keeps_results() {
    let model = at_home_tests();
    let test = model.home_tests()[0];
    let row = safety_questions().iter().position(|question| question.id == "fever").expect("asked");
    let model = run_from(
        model,
        [
            Action::Test(test, Answer::Yes),
            Action::Continue,
            Action::Change(Screen::Safety),
            Action::Safety(row, Answer::Yes),
            Action::Continue,
            Action::Change(Screen::HomeTests),
        ],
    );
    assert_eq!(model.case().test(test), Answer::Yes);
    // Only what has a result is left, to be taken back; nothing is safe to do.
    assert_eq!(model.home_tests(), [test]);
    assert!(!home_tests(model.case(), &assess(model.case()), &[]).is_safe(test));
    let forward = run_from(model, [Action::Continue, Action::Change(Screen::More), Action::Continue]);
    assert_eq!(forward.screen(), Screen::Result);
}

#[test]
fn none_of_the_warning_signs_denies_them_all_but_those_ticked() {
    let model = at_questions();
    for row in safety_questions() {
        for &finding in row.findings {
            assert_eq!(model.case().finding(finding), Answer::No, "{}", row.id);
        }
    }
    let fever = safety_questions().iter().position(|row| row.id == "fever").expect("a row");
    let place = Place::from_key("mid-buttock-right").expect("a place");
    let model =
        run([Action::TogglePlace(place), Action::Continue, Action::Safety(fever, Answer::Yes), Action::NoneOfThese]);
    assert_eq!(model.case().finding(finding("fever-or-chills")), Answer::Yes);
    assert_eq!(model.case().finding(finding("dark-urine")), Answer::No);
}

#[test]
fn a_row_of_two_dangers_affirms_one_and_leaves_the_other_open() {
    let row = safety_questions().iter().position(|row| row.id == "weak-leg").expect("a row");
    let yes = run([Action::Safety(row, Answer::Yes)]);
    assert_eq!(yes.case().finding(finding("leg-weakness")), Answer::Yes);
    assert_eq!(yes.case().finding(finding("foot-drop")), Answer::Unknown);
    let no = update(&yes, Action::Safety(row, Answer::No));
    assert_eq!(no.case().finding(finding("leg-weakness")), Answer::No);
    assert_eq!(no.case().finding(finding("foot-drop")), Answer::No);
}

#[test]
fn a_choice_denies_what_it_excludes_and_only_that() {
    let model = update(&at_question("onset"), Action::Pick(finding("onset-no-cause")));
    assert_eq!(model.case().finding(finding("onset-no-cause")), Answer::Yes);
    assert_eq!(model.case().finding(finding("onset-after-lifting")), Answer::No);
    assert_eq!(model.case().finding(finding("onset-gradual-weeks")), Answer::Unknown);
}

#[test]
fn empty_boxes_count_as_no_only_where_the_screen_says_so() {
    for question in questions().iter().filter(|question| question.kind == QuestionKind::Many) {
        let [first, second, ..] = question.options else { panic!("a list of one") };
        let model = update(&at_question(question.id), Action::Pick(*first));
        assert_eq!(model.case().finding(*second), Answer::Unknown);
        let model = update(&model, Action::Continue);
        let expected = if empty_means_no(question.id) { Answer::No } else { Answer::Unknown };
        assert_eq!(model.case().finding(*second), expected, "{}", question.id);
        // Nothing ticked is no answer, wherever it is.
        let untouched = update(&at_question(question.id), Action::Continue);
        assert_eq!(untouched.case().finding(*second), Answer::Unknown);
    }
}

#[test]
fn not_sure_takes_an_answer_back() {
    let model = update(&at_question("severity"), Action::Severity(7));
    assert_eq!(update(&model, Action::Continue).case().severity, Some(7));
    assert_eq!(update(&model, Action::NotSure).case().severity, None);
}

#[test]
fn a_changed_answer_leads_back_to_the_result() {
    let result = update(&at_questions(), Action::ShowResult);
    let severity = questions().iter().position(|question| question.id == "severity").expect("asked");
    let model = update(&result, Action::Change(Screen::Question(severity)));
    let model = update(&update(&model, Action::Severity(3)), Action::Continue);
    assert_eq!(model.screen(), Screen::Result);
    assert_eq!(model.case().severity, Some(3));
    // What is still open is offered next.
    assert_eq!(update(&model, Action::Resume).screen(), Screen::Question(0));
}

#[test]
fn the_browser_catching_up_does_not_silence_what_was_said() {
    let model = update(&at_questions(), Action::Back);
    assert_eq!(update(&model, Action::Arrived(model.position())), model);
    let cleared = update(&model, Action::Clear);
    assert_eq!(update(&cleared, Action::Arrived(0)).status(), Status::Cleared);
}

#[test]
fn the_map_asks_for_a_place_or_for_not_sure() {
    let model = run([Action::Continue]);
    assert_eq!((model.screen(), model.status()), (Screen::Map, Status::NeedPlace));
    assert_eq!(run([Action::NotSure]).screen(), Screen::Safety);
}

#[test]
fn the_marks_say_whether_it_is_one_side_or_both() {
    let mark = |key| Action::TogglePlace(Place::from_key(key).expect(key));
    let sides =
        |model: &Model| (model.case().finding(finding("one-side")), model.case().finding(finding("both-sides")));
    let one = run([mark("sacrum"), mark("mid-buttock-right")]);
    assert_eq!(sides(&one), (Answer::Yes, Answer::No));
    let both = update(&one, mark("sit-bone-left"));
    assert_eq!(sides(&both), (Answer::No, Answer::Yes));
    assert_eq!(sides(&run([mark("sacrum")])), (Answer::Unknown, Answer::Unknown));
    assert_eq!(sides(&update(&both, Action::NotSure)), (Answer::Unknown, Answer::Unknown));
}

#[test]
fn an_answer_does_not_contradict_the_marks() {
    // Nobody knew where it hurts, so it was asked whether it is on both sides; then one side was marked.
    let (one, both) = (finding("one-side"), finding("both-sides"));
    let mut model = run([Action::TogglePlace(Place::from_key("mid-buttock-left").expect("a place"))]);
    model.more = vec![one, both];
    for answer in [Answer::Yes, Answer::No, Answer::Unknown] {
        let told = update(&update(&model, Action::Answer(both, answer)), Action::Answer(one, answer));
        assert_eq!((told.case().finding(one), told.case().finding(both)), (Answer::Yes, Answer::No), "{answer:?}");
    }
    let open = Model { more: vec![both], ..Model::default() };
    assert_eq!(update(&open, Action::Answer(both, Answer::Yes)).case().finding(both), Answer::Yes);
}

#[test]
fn nothing_that_was_answered_is_asked_again() {
    let mut model = at_questions();
    while model.screen() != Screen::More {
        model = update(&model, Action::NoneOfThese);
    }
    for &id in model.more() {
        assert_eq!(model.case().finding(id), Answer::Unknown, "{}", id.slug());
    }
    let first = model.more().first().copied().expect("a question");
    let model = run_from(model, [Action::Answer(first, Answer::Yes), Action::Continue, Action::Back]);
    assert!(model.more().contains(&first));
}

fn run_from(model: Model, actions: impl IntoIterator<Item = Action>) -> Model {
    actions.into_iter().fold(model, |model, action| update(&model, action))
}

#[test]
fn none_of_these_and_not_sure_keep_what_is_ticked() {
    let ticked = |finding: &str| FindingId::from_slug(finding).expect("a finding");
    let (yes, other) = (ticked("anticoagulants"), ticked("history-of-cancer"));
    for action in [Action::NoneOfThese, Action::NotSure, Action::Continue] {
        let model = update(&update(&at_question("history"), Action::Pick(yes)), action);
        assert_eq!(model.case().finding(yes), Answer::Yes, "{action:?}");
        let rest = if action == Action::NotSure { Answer::Unknown } else { Answer::No };
        assert_eq!(model.case().finding(other), rest, "{action:?}");
    }
}

#[test]
fn each_danger_interrupts_though_another_was_seen_and_taken_back() {
    let row = |id: &str| safety_questions().iter().position(|question| question.id == id).expect("asked");
    let place = Place::from_key("mid-buttock-right").expect("a place");
    let safety = run([Action::TogglePlace(place), Action::Continue]);
    let seen = update(&update(&safety, Action::Safety(row("chest"), Answer::Yes)), Action::Continue);
    assert_eq!(seen.screen(), Screen::Interrupt);
    let back = update(&update(&seen, Action::Continue), Action::Back);
    let back = update(&update(&back, Action::Back), Action::Safety(row("chest"), Answer::No));
    let again = update(&update(&back, Action::Safety(row("saddle"), Answer::Yes)), Action::Continue);
    assert_eq!(again.screen(), Screen::Interrupt);
}

#[test]
fn restored_answers_stand_at_their_result_as_they_were_left() {
    let mut model = at_question("onset");
    model = update(&model, Action::Pick(finding("onset-gradual-weeks")));
    while model.screen() != Screen::Result {
        let action = if model.screen().slug() == "worse" { Action::NoneOfThese } else { Action::NotSure };
        model = update(&model, if model.screen().slug() == "onset" { Action::Continue } else { action });
    }
    let back = Model::restored(model.case().clone(), model.safety_asked(), !model.unfinished());
    assert_eq!((back.screen(), back.unfinished()), (Screen::Result, false));
    for at in 0..questions().len() {
        assert_eq!(back.given(at), model.given(at), "{}", questions()[at].id);
    }
    assert_eq!(update(&back, Action::Back).screen(), Screen::Map);
    let open = Model::restored(Case::default(), false, false);
    assert!(open.unfinished() && update(&open, Action::Resume).screen() == Screen::Safety);
}

#[test]
fn answers_to_single_questions_come_back_too() {
    let mut model = at_questions();
    while model.screen() != Screen::More {
        model = update(&model, Action::NotSure);
        assert_ne!(model.screen(), Screen::Result, "nothing more was asked");
    }
    let asked = model.more().to_vec();
    for &id in &asked {
        model = update(&model, Action::Answer(id, Answer::No));
    }
    let back = Model::restored(model.case().clone(), true, true);
    for &id in &asked {
        let row = safety_questions().iter().any(|row| row.findings.contains(&id));
        let core = questions().iter().any(|question| question.options.contains(&id));
        assert!(row || core || back.more().contains(&id), "{} cannot be taken back", id.slug());
    }
    for at in 0..questions().len() {
        assert_ne!(back.given(at), Given::NoneOfThese, "{}", questions()[at].id);
    }
}

#[test]
fn what_can_be_taken_along_lies_behind_the_result_and_leads_back_there() {
    let result = update(&at_questions(), Action::ShowResult);
    let take = update(&result, Action::Take);
    assert_eq!(take.screen(), Screen::Take);
    assert_eq!(update(&take, Action::Continue), Model { status: Status::Quiet, ..take.clone() });
    assert_eq!(update(&take, Action::Back).screen(), Screen::Result);
}
