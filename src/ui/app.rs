//! The whole interface: state, browser history, focus, and the frame around the screens.

use super::body_map::{Body, Look, Words};
use super::controls;
use super::panel::panel;
use super::parts::{all, bar, icon, named, say, within};
use super::screens;
use super::session::{Outside, Session, Text};
use crate::case::Place;
use crate::flow::{Action, Model, Screen, Status, update};
use crate::platform::{self, history};
use crate::reason::{Assessment, assess};
use crate::report::{LinkError, read};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`App`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The words.
    pub text: Text,
    /// The drawing of the body.
    pub body: Body,
    /// Their language, as an HTML language code.
    pub lang: AttrValue,
    /// Whether the program runs: false for the first screen that stands in the page before it does.
    pub live: bool,
}

/// What changes.
struct State {
    model: Rc<Model>,
    assessment: Rc<Assessment>,
    /// These three are no part of the conversation: going back does not bring them back.
    pointed: Option<String>,
    toggled: Rc<Vec<String>>,
    look: Look,
}

enum Change {
    Act(Action),
    /// Another place, or none, is under the pointer.
    Point(Option<String>),
    /// A disclosure was opened or closed.
    Disclose(String),
    /// The map is to look another way.
    Look(Look),
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut state = State {
            model: self.model.clone(),
            assessment: self.assessment.clone(),
            pointed: self.pointed.clone(),
            toggled: self.toggled.clone(),
            look: self.look,
        };
        match change {
            Change::Act(action) => {
                let next = update(&state.model, action);
                if next == *state.model {
                    return self;
                }
                if next.case() != state.model.case() {
                    state.assessment = Rc::new(assess(next.case()));
                }
                if action == Action::Clear {
                    state.toggled = Rc::default();
                }
                state.model = Rc::new(next);
            }
            Change::Point(pointed) if pointed == self.pointed => return self,
            Change::Point(pointed) => state.pointed = pointed,
            Change::Look(look) => state.look = look,
            Change::Disclose(key) => {
                let toggled = Rc::make_mut(&mut state.toggled);
                match toggled.iter().position(|own| *own == key) {
                    Some(at) => {
                        toggled.swap_remove(at);
                    }
                    None => toggled.push(key),
                }
            }
        }
        Rc::new(state)
    }
}

/// What stays the same as long as the page lives.
struct Fixed {
    act: Callback<Action>,
    on_point: Callback<Option<String>>,
    on_disclose: Callback<String>,
    on_look: Callback<Look>,
    words: Words,
    place_names: Words,
    outside: Rc<Outside>,
    /// The last stop that can be gone to, for the listener to the browser's history.
    last: Cell<usize>,
    /// The place that stood open last.
    opened: Cell<Option<Place>>,
    /// The stop and screen that had the focus last.
    shown: Cell<(usize, Screen)>,
}

impl Fixed {
    fn new(text: &Text, live: bool, change: impl Fn(Change) + Clone + 'static) -> Fixed {
        let (act, point, disclose) = (change.clone(), change.clone(), change.clone());
        Fixed {
            act: Callback::from(move |action| act(Change::Act(action))),
            on_point: Callback::from(move |key| point(Change::Point(key))),
            on_disclose: Callback::from(move |key| disclose(Change::Disclose(key))),
            on_look: Callback::from(move |look| change(Change::Look(look))),
            words: text.words(),
            place_names: text.place_names(),
            outside: Rc::new(if live {
                Outside { today: platform::day(0, "-"), address: platform::address() }
            } else {
                Outside::default()
            }),
            last: Cell::new(0),
            opened: Cell::new(None),
            shown: Cell::new((0, Screen::Map)),
        }
    }
}

/// The interface.
#[component]
pub fn App(props: &Props) -> Html {
    let state = use_reducer(|| {
        let model = beginning(props.live);
        let assessment = Rc::new(assess(model.case()));
        State { model: Rc::new(model), assessment, pointed: None, toggled: Rc::default(), look: Look::default() }
    });
    let live = props.live;
    let fixed = use_memo(props.text.clone(), |text| {
        let dispatcher = state.dispatcher();
        Fixed::new(text, live, move |change| dispatcher.dispatch(change))
    });
    let body = use_memo((props.body.clone(), state.look.build), |(body, build)| body.built(*build));
    let model = &state.model;
    fixed.last.set(model.last_position());
    use_effect_with((), {
        let fixed = fixed.clone();
        move |()| {
            let listener = listen_to_history(fixed);
            move || drop(listener)
        }
    });
    use_effect_with(model.opened(), {
        let fixed = fixed.clone();
        move |&place| {
            match (fixed.opened.replace(place), place) {
                (_, Some(_)) => platform::focus("sheet"),
                // The control that closed it went with it.
                (Some(place), None) => platform::focus_place(&place.key()),
                (None, None) => {}
            }
        }
    });
    use_effect_with((model.position(), model.screen(), model.case().places), {
        let fixed = fixed.clone();
        let removed = matches!(model.status(), Status::Removed(_) | Status::Undone | Status::Unmarked);
        move |&(at, screen, _)| {
            arrive(&fixed, (at, screen));
            if removed {
                // The button that took the mark away went with it.
                platform::focus_if_lost("screen-title");
            }
        }
    });

    let session = Session {
        model: model.clone(),
        assessment: state.assessment.clone(),
        text: props.text.clone(),
        body: (*body).clone(),
        words: fixed.words.clone(),
        place_names: fixed.place_names.clone(),
        act: fixed.act.clone(),
        pointed: state.pointed.clone(),
        on_point: fixed.on_point.clone(),
        toggled: state.toggled.clone(),
        on_disclose: fixed.on_disclose.clone(),
        look: state.look,
        on_look: fixed.on_look.clone(),
        outside: fixed.outside.clone(),
        live,
    };
    let screen = model.screen();
    // The result says all that the panel would.
    let aside = !matches!(screen, Screen::Result | Screen::Take | Screen::Interrupt);
    let class = if aside { "app with-panel" } else { "app" };
    html! {
        <div {class} lang={props.lang.clone()} data-live={props.live.to_string()}>
            { header(&session) }
            { notice(&session) }
            <div class="screen" data-screen={screen.slug()} key={screen.slug()}>{ screens::draw(&session) }</div>
            { if aside { panel(&session) } else { Html::default() } }
            { footer(&session) }
            <p class="unseen" role="status">{ status(&session) }</p>
        </div>
    }
}

/// Where the conversation begins: with the answers of the link that led here, if one did.
fn beginning(live: bool) -> Model {
    match if live { platform::take_answers() } else { None }.map(|answers| read(&answers)) {
        None => Model::default(),
        Some(Ok(answers)) => Model::restored(answers.case, answers.safety_asked, answers.all_asked)
            .with_marks(answers.marks, answers.all_asked),
        Some(Err(LinkError::Newer)) => Model::telling(Status::LinkNewer),
        Some(Err(LinkError::Damaged)) => Model::telling(Status::LinkDamaged),
    }
}

/// Takes the browser's Back and Forward for the person's.
fn listen_to_history(fixed: Rc<Fixed>) -> Option<history::Listener> {
    // After a reload the browser may stand on a stop that no longer is.
    history::mark(0);
    history::listen(move |position| {
        let there = position.min(fixed.last.get());
        if there != position {
            history::mark(there);
        }
        fixed.act.emit(Action::Arrived(there));
    })
}

/// A new screen is shown from its top, with the focus on its title, and the browser's history follows.
fn arrive(fixed: &Fixed, now: (usize, Screen)) {
    history::follow(now.0);
    if fixed.shown.replace(now) != now {
        platform::to_top();
        platform::focus("screen-title");
    }
}

fn header(session: &Session) -> Html {
    let (text, model) = (&session.text, &session.model);
    let (step, of) = model.progress();
    let screen = model.screen();
    let at_end = matches!(screen, Screen::Result | Screen::Take);
    let shield = icon("shield", "0 0 16 16", "M8 1l6 2v5c0 3.5-2.5 6-6 7-3.5-1-6-3.5-6-7V3z");
    let private = within("p", "private", vec![shield, Html::from(text.t("ui.private"))]);
    let mut way = Vec::new();
    if model.position() > 0 {
        way.push(controls::button(session, "back", "quiet", text.t("ui.back"), Action::Back));
    }
    if !at_end {
        way.push(say("span", "step", step_words(session)));
    }
    if !at_end && screen != Screen::Map {
        way.push(controls::button(session, "show-result", "quiet", text.t("ui.show-result"), Action::ShowResult));
    }
    if !at_end {
        way.push(bar("bar way-bar", u32::try_from(step * 100 / of.max(1)).unwrap_or(100)));
    }
    all(vec![
        within("header", "top", vec![say("p", "name", text.t("ui.name")), private]),
        html! { <nav class="way" aria-label={text.t("ui.way")}>{ all(way) }</nav> },
    ])
}

fn step_words(session: &Session) -> AttrValue {
    let (step, of) = session.model.progress();
    session.text.fill("ui.step", &[("n", &step.to_string()), ("of", &of.to_string())])
}

fn footer(session: &Session) -> Html {
    let text = &session.text;
    let mut inner = Vec::new();
    if session.model.position() > 0 || session.model.safety_asked() {
        inner.push(controls::button(session, "start-again", "quiet", text.t("ui.start-again"), Action::Clear));
    }
    let link = vec![Html::from(text.t("ui.quality.link"))];
    let link = vec![named("a", &["href", "target"], &["how-good.html", "_blank"], link)];
    inner.push(say("p", "", text.t("ui.not-a-doctor")));
    inner.push(within("p", "rests-on", link));
    within("footer", "foot", inner)
}

/// What the browser or a link had to say, for those who can see it.
fn notice(session: &Session) -> Html {
    let words = outcome(&session.text, session.model.status());
    if words.is_empty() { Html::default() } else { say("p", "notice", words) }
}

fn outcome(text: &Text, status: Status) -> AttrValue {
    match status {
        Status::Copied => text.t("ui.said.copied"),
        Status::Restored => text.t("ui.said.restored"),
        Status::NotCopied => text.t("ui.said.not-copied"),
        Status::LinkDamaged => text.t("ui.said.link-damaged"),
        Status::LinkNewer => text.t("ui.said.link-newer"),
        _ => AttrValue::default(),
    }
}

/// The one thing that the last change tells people who cannot see it.
fn status(session: &Session) -> AttrValue {
    let (text, model) = (&session.text, &session.model);
    match model.status() {
        Status::Quiet => AttrValue::default(),
        Status::Moved if model.screen() == Screen::Result => text.t("ui.said.result"),
        Status::Moved => step_words(session),
        Status::Added(place) => text.fill("ui.said.added", &[("place", &text.place(place))]),
        Status::Removed(place) => text.fill("ui.said.removed", &[("place", &text.place(place))]),
        Status::Marked(place) => screens::mark_words(session, place),
        Status::Undone => text.t("ui.said.undone"),
        Status::Unmarked => text.t("ui.said.unmarked"),
        Status::NeedPlace => text.t("ui.map.need"),
        Status::Cleared => text.t("ui.said.cleared"),
        Status::Restored | Status::Copied | Status::NotCopied | Status::LinkDamaged | Status::LinkNewer => {
            outcome(text, model.status())
        }
    }
}
