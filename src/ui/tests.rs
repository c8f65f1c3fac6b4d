//! What the screens say, drawn natively: every screen of a few walks, with everything on it opened.

use super::body_map::{Body, Look};
use super::pack::built;
use super::screens;
use super::session::{Outside, Session, Text};
use crate::case::{Answer, Place};
use crate::flow::{Action, MapTab, Marking, Model, Screen, update};
use crate::knowledge::{Level, QuestionKind, care, questions, safety_questions};
use crate::reason::{advice, assess, home_tests};
use crate::text::Pack;
use crate::vocabulary::{CauseId, FindingId};
use std::rc::Rc;
use yew::prelude::*;

fn pack() -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words = std::fs::read_to_string(root.join("assets/body/home-tests.txt")).expect("the drawings");
    for folder in ["assets/text/en", "assets/text/en/causes"] {
        let folder = root.join(folder);
        for file in std::fs::read_dir(folder).expect("the English words") {
            let file = file.expect("a file").path();
            if file.is_file() {
                words += &std::fs::read_to_string(file).expect("text");
                words.push('\n');
            }
        }
    }
    built(&words)
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
    words: String,
    toggled: Vec<String>,
    region: String,
}

#[component]
fn Probe(props: &Props) -> Html {
    let text = Text::new(Pack::parse(&props.words));
    let body = Body::parse(include_str!("../../assets/body/drawing.txt")).expect("the drawing");
    screens::draw(&Session {
        body,
        model: Rc::new(props.model.clone()),
        assessment: Rc::new(assess(props.model.case())),
        words: text.words(),
        place_names: text.place_names(),
        text,
        act: Callback::noop(),
        pointed: None,
        toggled: Rc::new(props.toggled.clone()),
        on_disclose: Callback::noop(),
        on_point: Callback::noop(),
        look: Look::default(),
        on_look: Callback::noop(),
        region: props.region.clone().into(),
        on_region: Callback::noop(),
        remembers: true,
        stored: false,
        last: None,
        on_memory: Callback::noop(),
        outside: Rc::new(Outside {
            address: "https://example.org/".into(),
            pages: Some("".into()),
            ..Outside::default()
        }),
        live: true,
    })
}

fn draw(model: &Model, toggled: &[String]) -> String {
    let props = Props { model: model.clone(), words: pack(), toggled: toggled.to_vec(), region: "gb".into() };
    futures::executor::block_on(yew::ServerRenderer::<Probe>::with_props(move || props).hydratable(false).render())
}

/// The screen with every disclosure open.
fn draw_open(model: &Model) -> String {
    let mut toggled = Vec::new();
    loop {
        let html = draw(model, &toggled);
        let closed = |piece: &&str| piece.starts_with("aria-expanded=\"false\"");
        let key = |piece: &str| piece.split("data-key=\"").nth(1)?.split('"').next().map(str::to_owned);
        let pieces = html.match_indices("aria-expanded").filter_map(|(at, _)| html.get(at..));
        // What the conversation itself opens, a marked place, is not opened here.
        let fresh: Vec<String> = pieces.filter(closed).filter_map(key).filter(|key| !toggled.contains(key)).collect();
        if fresh.is_empty() {
            return html;
        }
        toggled.extend(fresh);
    }
}

fn walk(places: &[&str], yes: &[&str], safety: &[&str]) -> Vec<Model> {
    let mut models = vec![Model::default()];
    let act = |models: &mut Vec<Model>, action| {
        let next = update(models.last().expect("a model"), action);
        models.push(next);
    };
    for key in places {
        act(&mut models, Action::TogglePlace(Place::from_key(key).expect(key)));
    }
    if let Some(place) = places.first().and_then(|key| Place::from_key(key)) {
        act(&mut models, Action::Mark(Marking::Open(Some(place))));
        act(&mut models, Action::Mark(Marking::Strength(place, Some(7))));
        act(&mut models, Action::Show(MapTab::List));
    }
    act(&mut models, Action::Continue);
    for id in safety {
        let row = safety_questions().iter().position(|row| row.id == *id).expect(id);
        act(&mut models, Action::Safety(row, Answer::Yes));
    }
    act(&mut models, Action::NoneOfThese);
    for _ in 0..40 {
        let screen = models.last().expect("a model").screen();
        if let Screen::Question(at) = screen {
            for &option in questions().get(at).expect("a question").options {
                if yes.contains(&option.slug()) {
                    act(&mut models, Action::Pick(option));
                }
            }
        }
        if screen == Screen::Result {
            act(&mut models, Action::Take);
            break;
        }
        act(&mut models, Action::Continue);
    }
    models
}

fn walks() -> Vec<Vec<Model>> {
    let nerve = [
        "worse-sitting",
        "quality-electric-shooting",
        "radiates-below-knee",
        "quality-numbness",
        "onset-after-lifting",
    ];
    let sore = ["onset-12-to-72h-after-exercise", "duration-1-to-7-days", "quality-ache", "worse-pressing-on-it"];
    vec![
        walk(&["mid-buttock-left", "calf-left", "low-back-midline"], &nerve, &[]),
        walk(&["mid-buttock-left", "mid-buttock-right", "thigh-left"], &sore, &[]),
        walk(&["mid-buttock-right"], &["anticoagulants", "pregnancy-or-recent-birth", "worse-sitting"], &[]),
        walk(&["mid-buttock-right"], &nerve, &["saddle"]),
        walk(&["low-back-left", "low-back-right"], &sore, &["fever"]),
        at_home_tests(),
    ]
}

/// A walk of somebody who answers all that home tests depend on, does one, and changes it afterwards.
fn at_home_tests() -> Vec<Model> {
    let sat = ["onset-gradual-weeks", "duration-6-to-12-weeks", "quality-ache", "worse-sitting"];
    let mut models = walk(&["mid-buttock-left", "back-thigh-left"], &sat, &[]);
    // Whatever is left empty is denied, and the age is told.
    let age = questions().iter().position(|question| question.kind == QuestionKind::Age).expect("asked");
    let mut model = models.last().expect("a model").clone();
    let change = |model: &Model, at, actions: &[Action]| {
        let model = update(model, Action::Change(Screen::Question(at)));
        actions.iter().fold(model, |model, &action| update(&model, action))
    };
    for (at, _) in questions().iter().enumerate().filter(|(_, question)| question.kind == QuestionKind::Many) {
        model = change(&model, at, &[Action::NoneOfThese]);
    }
    model = change(&model, age, &[Action::Age(35), Action::Continue]);
    for action in [Action::Change(Screen::More), Action::Back, Action::Change(Screen::HomeTests)] {
        model = update(&model, action);
        models.push(model.clone());
    }
    let test = *model.home_tests().first().expect("a test is on offer");
    for action in [Action::Test(test, Answer::Yes), Action::Continue] {
        model = update(&model, action);
        models.push(model.clone());
    }
    models
}

#[test]
fn a_home_test_shows_how_to_do_it_and_when_to_stop() {
    let models = at_home_tests();
    let model = models.iter().find(|model| model.screen() == Screen::HomeTests).expect("home tests");
    let html = draw(model, &[]);
    assert_eq!(html.matches("data-test=").count(), model.home_tests().len());
    assert_eq!(html.matches("class=\"stop-rule\"").count(), 1);
    for card in html.split("data-test=").skip(1) {
        assert!(card.matches("<path").count() >= 2 && card.matches("<li>").count() >= 2, "{card}");
        assert_eq!(card.matches("type=\"radio\"").count(), 3);
    }
    let result = draw_open(models.last().expect("the result"));
    let done = *models.last().expect("the result").home_tests().first().expect("a test");
    assert!(result.contains("data-said=\"home-tests\"") && result.contains("data-key=\"change-home-tests\""));
    assert!(result.contains(&format!("data-fact=\"{}\"", done.slug())), "the test is in no reason");
}

#[test]
fn what_is_no_longer_safe_is_not_shown_how_to_do() {
    let models = at_home_tests();
    let model = models.iter().rev().find(|model| model.screen() == Screen::HomeTests).expect("home tests");
    let history = questions().iter().position(|question| question.id == "history").expect("asked");
    let weak = FindingId::from_slug("osteoporosis-known").expect("a finding");
    let steps = [Action::Change(Screen::Question(history)), Action::Pick(weak), Action::Back];
    let model = steps.into_iter().fold(model.clone(), |model, action| update(&model, action));
    assert_eq!(model.screen(), Screen::HomeTests);
    let html = draw(&model, &[]);
    let safe = home_tests(model.case(), &assess(model.case()), &[]);
    let unsafe_tests: Vec<_> = model.home_tests().iter().filter(|&&test| !safe.is_safe(test)).collect();
    assert!(!unsafe_tests.is_empty());
    for test in unsafe_tests {
        let card = html.split(&format!("data-test=\"{}\"", test.slug())).nth(1);
        let shown = card.and_then(|card| card.split("data-test=").next());
        let done = model.case().test(*test) != Answer::Unknown;
        assert_eq!(shown.is_some(), done, "{}", test.slug());
        assert!(shown.is_none_or(|card| !card.contains("<svg") && !card.contains("class=\"steps\"")));
    }
    assert!(html.contains("data-gate=\"weak-bones\""));
}

#[test]
fn a_marked_place_opens_on_the_map_and_in_the_list_and_is_told_to_the_clinician() {
    let models = walk(&["mid-buttock-left", "calf-left"], &[], &[]);
    let open: Vec<_> =
        models.iter().filter(|model| model.screen() == Screen::Map && model.opened().is_some()).collect();
    assert!(
        open.iter().any(|model| model.tab() == MapTab::List) && open.iter().any(|model| model.tab() == MapTab::Back)
    );
    for model in open {
        let html = draw(model, &[]);
        assert_eq!(html.matches("id=\"sheet\"").count(), 1, "{:?}", model.tab());
        assert_eq!(html.matches("name=\"strength\"").count(), 12, "0 to 10, and not sure");
        assert_eq!(html.matches("data-key=\"quality-").count(), 10);
    }
    let last = models.last().expect("the page to take along");
    let summary = draw(last, &[]);
    let summary = summary.split("<article").nth(1).expect("a summary");
    assert!(summary.contains("deep in the middle of your left buttock: 7 out of 10"), "{summary}");
    assert!(summary.contains("in your left calf"));
}

/// The text of a piece of HTML: what stands outside of tags.
fn words_of(html: &str) -> Vec<&str> {
    html.split('<')
        .filter_map(|piece| piece.split_once('>'))
        .map(|(_, words)| words.trim())
        .filter(|w| !w.is_empty())
        .collect()
}

#[test]
fn people_read_words_and_never_keys() {
    for model in walks().iter().flatten() {
        let html = draw_open(model);
        for words in words_of(&html) {
            let key = words.contains('.') && !words.contains(' ') && !words.ends_with('.');
            assert!(!key && !words.contains('{'), "{:?} shows {words:?}", model.screen());
        }
        assert!(!html.contains("style="), "{:?} has a style attribute, which the policy refuses", model.screen());
    }
}

#[test]
fn what_lies_under_a_zone_has_words() {
    let words = pack();
    let pack = Pack::parse(&words);
    let body = Body::parse(include_str!("../../assets/body/drawing.txt")).expect("the drawing");
    for view in body.views() {
        assert!(pack.find(&format!("ui.map.{}", view.name)).is_some(), "{}", view.name);
        for zone in &view.zones {
            assert!(!zone.under.is_empty(), "nothing lies under {}", zone.key);
            for name in &zone.under {
                assert!(pack.find(&format!("structure.{name}")).is_some(), "{}: {name}", zone.key);
            }
        }
    }
}

#[test]
fn every_screen_has_one_title_that_can_take_the_focus() {
    for model in walks().iter().flatten() {
        let html = draw(model, &[]);
        assert_eq!(html.matches("<h1").count(), 1, "{:?}", model.screen());
        assert!(html.contains("<h1 id=\"screen-title\" tabindex=\"-1\">"), "{:?}", model.screen());
    }
}

#[test]
fn no_id_or_disclosure_is_on_a_screen_twice() {
    for model in walks().iter().flatten() {
        let html = draw_open(model);
        // The picture of the body stands on the result more than once, with the same clips and patterns each time.
        let ids = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|piece| piece.split('"').next())
            .filter(|id| !id.starts_with("pm-"));
        let controls = html.split('<').filter(|tag| tag.starts_with("button") || tag.starts_with("input"));
        let keys = controls.filter_map(|tag| tag.split(" data-key=\"").nth(1)?.split('"').next());
        let mut seen: Vec<&str> = Vec::new();
        for name in ids.chain(keys) {
            assert!(!seen.contains(&name), "{:?}: {name} twice", model.screen());
            seen.push(name);
        }
    }
}

#[test]
fn beside_an_urgent_card_there_is_no_advice_and_no_link_in_an_emergency() {
    let mut urgent = 0;
    for model in walks().iter().flatten().filter(|model| matches!(model.screen(), Screen::Result | Screen::Interrupt)) {
        let html = draw_open(model);
        let level = assess(model.case()).triage.level;
        assert!(html.contains(&format!("data-level=\"{}\"", level.slug())));
        let advice = html.contains("data-care=");
        if level >= Level::SameDay {
            urgent += 1;
            assert!(!advice, "advice at {}", level.slug());
        } else {
            assert!(advice || !html.contains("data-cause="), "no advice at {}", level.slug());
        }
        if level == Level::Emergency {
            let card =
                html.split("data-level=").nth(1).and_then(|rest| rest.split("</section>").next()).expect("a card");
            // No way to read on before help is called; the call itself is the one link.
            let links: Vec<&str> = card.split("<a ").skip(1).collect();
            assert!(links.iter().all(|link| link.contains("href=\"tel:")), "a link on the emergency card");
            assert!(!links.is_empty(), "the number that was chosen cannot be called");
        }
    }
    assert!(urgent >= 4, "the walks meet too few urgent cards to prove anything");
}

#[test]
fn what_is_not_safe_for_this_person_is_named_and_not_shown() {
    let mut withheld = 0;
    for model in walks().iter().flatten().filter(|model| model.screen() == Screen::Result) {
        let assessment = assess(model.case());
        let html = draw_open(model);
        for card in html.split("data-cause=\"").skip(1) {
            let slug = card.split('"').next().expect("an id");
            let id = CauseId::from_slug(slug).expect(slug);
            let advice = advice(model.case(), &assessment, id);
            for line in care(id) {
                let allowed = !advice.only_urgent && advice.lines.contains(&line);
                assert_eq!(
                    card.contains(&format!("data-care=\"{}\"", line.number)),
                    allowed,
                    "{slug}: {}",
                    line.number
                );
            }
            for gate in advice.withheld_by.iter().filter(|_| !advice.only_urgent) {
                assert!(card.contains(&format!("data-gate=\"{gate}\"")), "{slug}: {gate} is not explained");
                withheld += 1;
            }
        }
    }
    assert!(withheld > 0, "no walk met a gate");
}

#[test]
fn a_clip_path_holds_shapes_and_no_groups() {
    // Engines ignore groups in a clip path without a word, and with them the whole body.
    let html = draw(&Model::default(), &[]);
    let clips = html.split("<clipPath").skip(1).map(|rest| rest.split("</clipPath>").next().unwrap_or_default());
    let mut seen = 0;
    for clip in clips {
        assert!(clip.contains("<path") && !clip.contains("<g"), "{clip}");
        seen += 1;
    }
    assert!(seen > 0, "the map has no clip path");
}
