//! The laws of marking.

use super::*;
use crate::case::{Answer, Case, Place, qualities};
use crate::knowledge::questions;
use crate::vocabulary::FindingId;
use proptest::prelude::*;

fn place(key: &str) -> Place {
    Place::from_key(key).expect(key)
}

fn finding(slug: &str) -> FindingId {
    FindingId::from_slug(slug).expect(slug)
}

fn run(model: Model, actions: &[Action]) -> Model {
    actions.iter().fold(model, |model, &action| update(&model, action))
}

fn strength(key: &str, points: u8) -> Action {
    Action::Mark(Marking::Strength(place(key), Some(points)))
}

fn quality(key: &str, slug: &str) -> Action {
    Action::Mark(Marking::Quality(place(key), finding(slug)))
}

fn path(key: &str, end: usize) -> Action {
    Action::Mark(Marking::Path(place(key), end))
}

const UNDO: Action = Action::Mark(Marking::Undo);

/// The same conversation on the screen of this question.
fn at_question(model: Model, id: &str) -> Model {
    let at = questions().iter().position(|question| question.id == id).expect(id);
    update(&model, Action::Change(Screen::Question(at)))
}

#[test]
fn the_worst_pain_is_that_of_the_strongest_place_until_it_is_answered_and_never_less_than_a_later_one() {
    let model = run(Model::default(), &[strength("sacrum", 3), strength("mid-buttock-left", 7)]);
    assert_eq!(model.case().severity, Some(7));
    assert!(model.case().places.contains(place("sacrum")), "a place with a strength is marked");
    let less = run(model.clone(), &[strength("mid-buttock-left", 2)]);
    assert_eq!(less.case().severity, Some(3));
    let answered = run(at_question(model.clone(), "severity"), &[Action::Severity(9), Action::Continue]);
    assert_eq!(run(answered.clone(), &[strength("sacrum", 8)]).case().severity, Some(9));
    assert_eq!(run(answered, &[strength("sacrum", 10)]).case().severity, Some(10));
    let refused = run(at_question(model, "severity"), &[Action::NotSure]);
    assert_eq!(run(refused, &[strength("sacrum", 10)]).case().severity, Some(10));
}

#[test]
fn what_was_confirmed_in_its_question_stays_when_the_place_goes() {
    let numb = finding("quality-numbness");
    let model = run(Model::default(), &[quality("sacrum", "quality-numbness"), strength("tailbone", 2)]);
    let asked = questions().iter().find(|question| question.options.contains(&numb)).expect("a question").id;
    let confirmed = run(at_question(model.clone(), asked), &[Action::Continue]);
    let gone = Action::TogglePlace(place("sacrum"));
    assert_eq!(run(confirmed, &[gone]).case().finding(numb), Answer::Yes);
    assert_eq!(run(model, &[gone]).case().finding(numb), Answer::Unknown);
}

#[test]
fn what_only_the_places_say_is_asked_again_after_a_link() {
    let model = run(Model::default(), &[quality("sacrum", "quality-numbness")]);
    let (case, marks) = (model.case().clone(), model.marks().clone());
    let back = Model::restored(case, true, false).with_marks(marks, false);
    let numb = finding("quality-numbness");
    for at in (0..questions().len()).filter(|&at| questions()[at].options.contains(&numb)) {
        assert_eq!(back.given(at), Given::Open);
    }
}

#[test]
fn a_wider_place_takes_over_what_was_said_of_both() {
    let area = Place::all().find(|place| place.key() == "buttock-left").expect("an area");
    let said = [strength("mid-buttock-left", 3), quality("mid-buttock-left", "quality-burning")];
    let wide = [Action::TogglePlace(area), Action::Mark(Marking::Strength(area, Some(9)))];
    let model = run(run(Model::default(), &said), &wide);
    let model = run(model, &[Action::Mark(Marking::Widen(place("mid-buttock-left"), area))]);
    assert_eq!(model.marks().get(area).strength, Some(9));
    assert!(model.marks().has(finding("quality-burning")));
}

#[test]
fn a_quality_of_a_place_is_a_yes_and_is_open_again_when_taken_back() {
    let burns = finding("quality-burning");
    let model = run(Model::default(), &[quality("sacrum", "quality-burning"), quality("tailbone", "quality-burning")]);
    assert_eq!(model.case().finding(burns), Answer::Yes);
    let one = run(model, &[quality("sacrum", "quality-burning")]);
    assert_eq!(one.case().finding(burns), Answer::Yes, "it still burns at the other place");
    let none = run(one, &[Action::TogglePlace(place("tailbone"))]);
    assert_eq!(none.case().finding(burns), Answer::Unknown);
    assert!(none.marks().is_empty());
}

#[test]
fn what_is_denied_in_the_question_is_taken_from_the_places() {
    let burns = finding("quality-burning");
    let model = run(Model::default(), &[quality("sacrum", "quality-burning"), strength("sacrum", 4)]);
    let model = run(at_question(model, "quality"), &[Action::Pick(burns), Action::NoneOfThese]);
    assert_eq!(model.case().finding(burns), Answer::No);
    assert!(!model.marks().has(burns));
    assert_eq!(model.marks().get(place("sacrum")).strength, Some(4));
}

#[test]
fn a_path_says_how_far_the_pain_spreads() {
    let (thigh, below) = (finding("radiates-to-thigh-only"), finding("radiates-below-knee"));
    let places = ["mid-buttock-left", "back-thigh-left", "calf-left"].map(|key| Action::TogglePlace(place(key)));
    let model = run(Model::default(), &places);
    let model = run(model, &[path("mid-buttock-left", 0), path("back-thigh-left", 1)]);
    assert_eq!((model.case().finding(thigh), model.case().finding(below)), (Answer::Yes, Answer::Unknown));
    let model = run(model, &[path("calf-left", 1)]);
    assert_eq!((model.case().finding(thigh), model.case().finding(below)), (Answer::Unknown, Answer::Yes));
    let same = run(model.clone(), &[path("calf-left", 0)]);
    assert_eq!(same.marks().path, [Some(place("calf-left")), None], "a path cannot end where it starts");
    let model = run(model, &[Action::TogglePlace(place("calf-left"))]);
    assert_eq!(model.case().finding(below), Answer::Unknown);
    assert_eq!(model.marks().path, [Some(place("mid-buttock-left")), None]);
}

#[test]
fn a_stroke_is_one_step_and_never_takes_a_mark_away() {
    let paint = |key: &str, first| Action::Mark(Marking::Paint(place(key), first));
    let model = run(Model::default(), &[Action::TogglePlace(place("sacrum"))]);
    let painted = run(model.clone(), &[paint("sacrum", true), paint("tailbone", true), paint("si-joint-left", false)]);
    assert_eq!(painted.case().places.iter().count(), 3);
    let back = run(painted, &[UNDO]);
    assert_eq!(back.case(), model.case());
    assert_eq!(back.status(), Status::Undone);
}

#[test]
fn an_area_takes_over_what_was_said_of_the_zone() {
    let (zone, area) = (place("mid-buttock-left"), place("buttock-left"));
    let model = run(Model::default(), &[strength("mid-buttock-left", 6), Action::Mark(Marking::Widen(zone, area))]);
    assert_eq!(model.case().places.iter().collect::<Vec<_>>(), [area]);
    assert_eq!(model.marks().get(area).strength, Some(6));
    assert_eq!(run(model, &[UNDO]).case().places.iter().collect::<Vec<_>>(), [zone]);
}

#[test]
fn all_marks_go_at_once_and_come_back_at_once() {
    let model = run(Model::default(), &[strength("sacrum", 8), quality("tailbone", "quality-numbness")]);
    let bare = run(model.clone(), &[Action::Mark(Marking::Clear)]);
    assert_eq!(bare.case(), &Case::default());
    let back = run(bare, &[UNDO]);
    assert_eq!((back.case(), back.marks()), (model.case(), model.marks()));
    let gone = run(back, &[Action::Clear]);
    assert!(!gone.can_undo(), "what is cleared is forgotten");
}

fn any_marking() -> impl Strategy<Value = Action> {
    let place = proptest::sample::select(Place::all().take(12).collect::<Vec<_>>());
    let own = proptest::sample::select(qualities().collect::<Vec<_>>());
    prop_oneof![
        3 => place.clone().prop_map(Action::TogglePlace),
        3 => (place.clone(), proptest::option::of(any::<u8>())).prop_map(|(at, n)| Action::Mark(Marking::Strength(at, n))),
        2 => (place.clone(), any::<bool>()).prop_map(|(at, up)| Action::Mark(Marking::Step(at, up))),
        3 => (place.clone(), own.clone()).prop_map(|(at, own)| Action::Mark(Marking::Quality(at, own))),
        2 => (place.clone(), 0_usize..3).prop_map(|(at, end)| Action::Mark(Marking::Path(at, end))),
        2 => (place.clone(), any::<bool>()).prop_map(|(at, first)| Action::Mark(Marking::Paint(at, first))),
        1 => (place.clone(), place.clone()).prop_map(|(from, to)| Action::Mark(Marking::Widen(from, to))),
        1 => proptest::option::of(place).prop_map(|at| Action::Mark(Marking::Open(at))),
        1 => Just(Action::Mark(Marking::Clear)),
        1 => Just(UNDO),
        2 => own.prop_map(Action::Pick),
        2 => Just(Action::Continue),
        1 => Just(Action::NoneOfThese),
        1 => Just(Action::Back),
    ]
}

proptest! {
    #[test]
    fn places_and_case_never_disagree(actions in proptest::collection::vec(any_marking(), 0..80)) {
        let mut model = Model::default();
        for action in actions {
            let next = update(&model, action);
            let (case, marks) = (next.case(), next.marks());
            for id in qualities().filter(|&id| marks.has(id)) {
                prop_assert_eq!(case.finding(id), Answer::Yes, "{} after {:?}", id.slug(), action);
            }
            let mut kept = marks.clone();
            kept.keep(case.places);
            prop_assert_eq!(&kept, marks, "something is said of a place that is not marked");
            prop_assert!(next.opened().is_none_or(|place| case.places.contains(place)));
            prop_assert!(marks.path[0].is_none() || marks.path[0] != marks.path[1]);
            model = next;
        }
    }
}
