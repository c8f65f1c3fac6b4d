//! The whole interface: state, browser history, focus, and the frame around the screens.

use super::body_map::{Body, Look, Words};
use super::controls;
use super::kept::{self, Memory};
use super::panel::panel;
use super::parts::{Opener, all, bar, disclose, icon, named, say, within};
use super::result::said;
use super::screens;
use super::session::{Outside, Session, Text};
use crate::case::Place;
use crate::flow::{Action, Model, Screen, Status, update};
use crate::platform::{self, history, storage};
use crate::reason::{Assessment, assess};
use crate::report::{Answers, Kept, LinkError, read};
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
    /// The country whose emergency numbers are shown until the person chooses another: two letters; empty for none.
    #[prop_or_default]
    pub region: AttrValue,
    /// Whether the device may remember answers when the person wants it to.
    #[prop_or_default]
    pub remember: bool,
    /// Whether the program runs: false for the first screen that stands in the page before it does.
    pub live: bool,
}

/// What changes.
struct State {
    model: Rc<Model>,
    assessment: Rc<Assessment>,
    /// What this device remembered when the program started, and whether it remembers anything now.
    last: Option<Rc<Kept>>,
    stored: bool,
    /// These are no part of the conversation: going back does not bring them back.
    region: AttrValue,
    home: AttrValue,
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
    /// Another country was chosen.
    Region(AttrValue),
    /// Something was done about what the device remembers.
    Memory(Memory),
}

impl Reducible for State {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut state = State {
            model: self.model.clone(),
            assessment: self.assessment.clone(),
            last: self.last.clone(),
            stored: self.stored,
            region: self.region.clone(),
            home: self.home.clone(),
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
                    state.region = state.home.clone();
                    (state.last, state.stored) = (None, false);
                }
                state.model = Rc::new(next);
            }
            Change::Point(pointed) if pointed == self.pointed => return self,
            Change::Point(pointed) => state.pointed = pointed,
            Change::Look(look) => state.look = look,
            Change::Region(region) => state.region = region,
            Change::Memory(memory) => state.remember(memory),
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

impl State {
    fn remember(&mut self, memory: Memory) {
        let status = match memory {
            Memory::Kept => Status::Kept,
            Memory::NotKept => Status::NotKept,
            Memory::Forgotten => Status::Forgotten,
            Memory::Show => {
                if let Some(kept) = &self.last {
                    let Answers { case, safety_asked, all_asked } = kept.answers.clone();
                    let model = Model::restored(case, safety_asked, all_asked);
                    self.assessment = Rc::new(assess(model.case()));
                    self.model = Rc::new(model);
                }
                return;
            }
        };
        match memory {
            Memory::Kept => self.stored = true,
            Memory::Forgotten => (self.last, self.stored) = (None, false),
            _ => {}
        }
        self.model = Rc::new(update(&self.model, Action::Tell(status)));
    }
}

/// What stays the same as long as the page lives.
struct Fixed {
    act: Callback<Action>,
    on_toggle: Callback<String>,
    on_point: Callback<Option<String>>,
    on_disclose: Callback<String>,
    on_look: Callback<Look>,
    on_region: Callback<AttrValue>,
    on_memory: Callback<Memory>,
    words: Words,
    place_names: Words,
    outside: Rc<Outside>,
    /// The last stop that can be gone to, for the listener to the browser's history.
    last: Cell<usize>,
    /// The stop and screen that had the focus last.
    shown: Cell<(usize, Screen)>,
}

impl Fixed {
    fn new(text: &Text, live: bool, remembers: bool, change: impl Fn(Change) + Clone + 'static) -> Fixed {
        let (act, toggle, point, disclose) = (change.clone(), change.clone(), change.clone(), change.clone());
        let (region, memory) = (change.clone(), change.clone());
        Fixed {
            act: Callback::from(move |action| {
                if remembers && action == Action::Clear {
                    storage::clear();
                }
                act(Change::Act(action));
            }),
            on_region: Callback::from(move |code| region(Change::Region(code))),
            on_memory: Callback::from(move |done| memory(Change::Memory(done))),
            on_toggle: Callback::from(move |key: String| {
                if let Some(place) = Place::from_key(&key) {
                    toggle(Change::Act(Action::TogglePlace(place)));
                }
            }),
            on_point: Callback::from(move |key| point(Change::Point(key))),
            on_disclose: Callback::from(move |key| disclose(Change::Disclose(key))),
            on_look: Callback::from(move |look| change(Change::Look(look))),
            words: text.words(),
            place_names: text.place_names(),
            outside: Rc::new(if live {
                Outside { today: platform::day(0, "-"), address: platform::address(), can_share: platform::can_share() }
            } else {
                Outside::default()
            }),
            last: Cell::new(0),
            shown: Cell::new((0, Screen::Map)),
        }
    }
}

/// The interface.
#[component]
pub fn App(props: &Props) -> Html {
    let state = use_reducer(|| {
        let (model, last) = beginning(props.live, props.remember);
        let home = AttrValue::from(props.region.to_ascii_lowercase());
        State {
            assessment: Rc::new(assess(model.case())),
            model: Rc::new(model),
            stored: last.is_some(),
            last,
            region: home.clone(),
            home,
            pointed: None,
            toggled: Rc::default(),
            look: Look::default(),
        }
    });
    let (live, remembers) = (props.live, props.remember);
    let fixed = use_memo(props.text.clone(), |text| {
        let dispatcher = state.dispatcher();
        Fixed::new(text, live, remembers, move |change| dispatcher.dispatch(change))
    });
    let model = &state.model;
    fixed.last.set(model.last_position());
    use_effect_with((), {
        let fixed = fixed.clone();
        move |()| {
            let listener = listen_to_history(fixed);
            move || drop(listener)
        }
    });
    use_effect_with((model.position(), model.screen(), model.case().places), {
        let fixed = fixed.clone();
        let removed = matches!(model.status(), Status::Removed(_));
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
        body: props.body.clone(),
        words: fixed.words.clone(),
        place_names: fixed.place_names.clone(),
        act: fixed.act.clone(),
        pointed: state.pointed.clone(),
        on_toggle: fixed.on_toggle.clone(),
        on_point: fixed.on_point.clone(),
        toggled: state.toggled.clone(),
        on_disclose: fixed.on_disclose.clone(),
        look: state.look,
        on_look: fixed.on_look.clone(),
        region: state.region.clone(),
        on_region: fixed.on_region.clone(),
        remembers,
        stored: state.stored,
        last: state.last.clone(),
        on_memory: fixed.on_memory.clone(),
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
            { if screen == Screen::Map { kept::found(&session) } else { Html::default() } }
            <div class="screen" data-screen={screen.slug()} key={screen.slug()}>{ screens::draw(&session) }</div>
            { if aside { all(vec![so_far(&session), panel(&session)]) } else { Html::default() } }
            { footer(&session) }
            <p class="unseen" role="status">{ status(&session) }</p>
        </div>
    }
}

/// Where the conversation begins: with the answers of the link that led here, if one did; and what the device remembers.
fn beginning(live: bool, remembers: bool) -> (Model, Option<Rc<Kept>>) {
    let kept = if live && remembers { storage::read() } else { None }.map(|text| Kept::read(&text));
    let model = match if live { platform::take_answers() } else { None }.map(|answers| read(&answers)) {
        None if matches!(kept, Some(Err(_))) => Model::telling(Status::KeptDamaged),
        None => Model::default(),
        Some(Ok(answers)) => Model::restored(answers.case, answers.safety_asked, answers.all_asked),
        Some(Err(LinkError::Newer)) => Model::telling(Status::LinkNewer),
        Some(Err(LinkError::Damaged)) => Model::telling(Status::LinkDamaged),
    };
    (model, kept.and_then(Result::ok).map(Rc::new))
}

/// Everything said so far, each answer with the way to change it.
fn so_far(session: &Session) -> Html {
    if session.model.position() == 0 {
        return Html::default();
    }
    let label = say("span", "", session.text.t("ui.said.so-far"));
    let body = disclose(session, Opener::Button, label, "so-far".to_owned(), false, &|| said::said(session));
    within("div", "so-far", vec![body])
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
    if !at_end && (screen != Screen::Map || !model.case().places.is_empty()) {
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

/// The pages beside the app.
const PAGES: [(&str, &str); 4] = [
    ("how-it-works.html", "ui.how.link"),
    ("how-good.html", "ui.quality.link"),
    ("causes/", "ui.causes.link"),
    ("privacy.html", "ui.privacy.link"),
];

fn footer(session: &Session) -> Html {
    let text = &session.text;
    let mut inner = Vec::new();
    if session.model.position() > 0 || session.model.safety_asked() {
        inner.push(controls::button(session, "start-again", "quiet", text.t("ui.start-again"), Action::Clear));
    }
    let mut links = Vec::new();
    for (page, key) in PAGES {
        let words = vec![Html::from(text.t(key))];
        links.push(named("a", &["href", "target"], &[page, "_blank"], words));
    }
    inner.push(say("p", "", text.t("ui.not-a-doctor")));
    inner.push(within("p", "rests-on pages", links));
    within("footer", "foot", inner)
}

/// What the browser or a link had to say, for those who can see it.
fn notice(session: &Session) -> Html {
    let words = outcome(&session.text, session.model.status());
    if words.is_empty() { Html::default() } else { say("p", "notice", words) }
}

fn outcome(text: &Text, status: Status) -> AttrValue {
    match status.outcome() {
        "" => AttrValue::default(),
        name => text.key(&["ui.said.", name]),
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
        Status::NeedPlace => text.t("ui.map.need"),
        Status::Cleared => text.t("ui.said.cleared"),
        told => outcome(text, told),
    }
}
