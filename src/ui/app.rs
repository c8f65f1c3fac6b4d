//! The whole interface: state, browser history, and focus around the screens.

use super::body_map::{Body, Look, Words};
use super::frame::{footer, header, notice, so_far, status};
use super::host::{Host, Step};
use super::kept::{self, Memory};
use super::panel::panel;
use super::parts::all;
use super::screens;
use super::session::{Outside, Session, Text};
use super::state::{Change, State};
use crate::case::Place;
use crate::flow::{Action, MapTab, Model, Screen, Status, update};
use crate::platform::{self, Home, history, storage};
use crate::report::{Kept, LinkError, read};
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
    /// Where the app lives.
    pub home: Home,
    /// The folder of the pages with sources and figures, as an address that ends in a slash, or empty for the folder of this
    /// page; none where there are no such pages to link to.
    pub pages: Option<AttrValue>,
    /// The country whose emergency numbers are shown until the person chooses another: two letters; empty for none.
    pub region: AttrValue,
    /// Whether the device may remember answers when the person wants it to.
    pub remember: bool,
    /// What the conversation begins with: names of a view of the map and of places that are marked, with spaces between.
    pub begin: AttrValue,
    /// What is told to the page around the app.
    pub on_step: Callback<Step>,
    /// What the page around the app may ask.
    pub host: Host,
}

impl Props {
    /// The app on a page of its own, as it stands there before the program runs.
    pub fn still(text: Text, body: Body) -> Props {
        Props {
            text,
            body,
            lang: "en".into(),
            live: false,
            home: Home::default(),
            pages: Some(AttrValue::Static("")),
            region: AttrValue::default(),
            remember: false,
            begin: AttrValue::default(),
            on_step: Callback::noop(),
            host: Host::default(),
        }
    }

    fn country(&self) -> AttrValue {
        AttrValue::from(self.region.to_ascii_lowercase())
    }
}

/// The title of the screen.
const TITLE: &str = "#screen-title";

/// What stays the same as long as the page lives.
struct Fixed {
    act: Callback<Action>,
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
    /// The place that stood open last.
    opened: Cell<Option<Place>>,
    /// The stop and screen that had the focus last.
    shown: Cell<(usize, Screen)>,
}

impl Fixed {
    fn new(props: &Props, change: impl Fn(Change) + Clone + 'static) -> Fixed {
        let (act, point, disclose) = (change.clone(), change.clone(), change.clone());
        let (region, memory) = (change.clone(), change.clone());
        let remembers = props.remember;
        Fixed {
            act: Callback::from(move |action| {
                if remembers && action == Action::Clear {
                    storage::clear();
                }
                act(Change::Act(action));
            }),
            on_point: Callback::from(move |key| point(Change::Point(key))),
            on_disclose: Callback::from(move |key| disclose(Change::Disclose(key))),
            on_region: Callback::from(move |code| region(Change::Region(code))),
            on_memory: Callback::from(move |done| memory(Change::Memory(done))),
            on_look: Callback::from(move |look| change(Change::Look(look))),
            words: props.text.words(),
            place_names: props.text.place_names(),
            outside: Rc::new(Outside {
                today: if props.live { platform::day(0, "-") } else { String::new() },
                // A link into somebody else's page would put answers into an address that we do not read.
                address: if props.home.own_page() { platform::address() } else { String::new() },
                can_share: props.live && platform::can_share(),
                home: props.home.clone(),
                pages: props.pages.clone(),
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
        let (model, last) = beginning(props);
        State::new(Rc::new(model), last, props.country())
    });
    let live = props.live;
    let fixed = use_memo(props.text.clone(), |_| {
        let dispatcher = state.dispatcher();
        Fixed::new(props, move |change| dispatcher.dispatch(change))
    });
    let body = use_memo((props.body.clone(), state.look.build), |(body, build)| body.built(*build));
    let model = &state.model;
    fixed.last.set(model.last_position());
    props.host.keep(&state.assessment, || {
        let (dispatcher, fixed) = (state.dispatcher(), fixed.clone());
        Callback::from(move |begin: AttrValue| {
            // Nobody went anywhere: the focus stays where it is.
            fixed.shown.set((0, Screen::Map));
            dispatcher.dispatch(Change::Restart(Rc::new(from_words(&begin))));
        })
    });
    use_effect_with(props.country(), {
        let dispatcher = state.dispatcher();
        move |country| dispatcher.dispatch(Change::Home(country.clone()))
    });
    let step = Step { screen: model.screen().slug(), progress: model.progress() };
    use_effect_with((), {
        let (fixed, on_step) = (fixed.clone(), props.on_step.clone());
        move |()| {
            on_step.emit(step);
            let listener = listen_to_history(fixed);
            move || drop(listener)
        }
    });
    use_effect_with(model.opened(), {
        let fixed = fixed.clone();
        move |&place| {
            match (fixed.opened.replace(place), place) {
                (_, Some(_)) => fixed.outside.home.focus("#sheet"),
                // The control that closed it went with it.
                (Some(place), None) => fixed.outside.home.focus_place(&place.key()),
                (None, None) => {}
            }
        }
    });
    use_effect_with((model.position(), model.screen(), model.case().places), {
        let (fixed, on_step) = (fixed.clone(), props.on_step.clone());
        let removed = matches!(model.status(), Status::Removed(_) | Status::Undone | Status::Unmarked);
        move |&(at, screen, _)| {
            if arrive(&fixed, (at, screen)) {
                on_step.emit(step);
            }
            if removed {
                // The button that took the mark away went with it.
                fixed.outside.home.focus_if_lost(TITLE);
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
        region: state.region.clone(),
        on_region: fixed.on_region.clone(),
        remembers: props.remember,
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
fn beginning(props: &Props) -> (Model, Option<Rc<Kept>>) {
    let kept = if props.live && props.remember { storage::read() } else { None }.map(|text| Kept::read(&text));
    let answers = if props.home.own_page() { platform::take_answers() } else { None };
    let model = match answers.map(|answers| read(&answers)) {
        None if matches!(kept, Some(Err(_))) => Model::telling(Status::KeptDamaged),
        None => from_words(&props.begin),
        Some(Ok(answers)) => Model::restored(answers.case, answers.safety_asked, answers.all_asked)
            .with_marks(answers.marks, answers.all_asked),
        Some(Err(LinkError::Newer)) => Model::telling(Status::LinkNewer),
        Some(Err(LinkError::Damaged)) => Model::telling(Status::LinkDamaged),
    };
    (model, kept.and_then(Result::ok).map(Rc::new))
}

/// The conversation at its start, as the page around the app wishes. Words that name nothing are passed over.
fn from_words(words: &str) -> Model {
    let mut model = Model::default();
    for word in words.split_whitespace() {
        let tab = MapTab::ALL.into_iter().find(|tab| tab.slug() == word).map(Action::Show);
        let place = Place::from_key(word).filter(|&place| !model.case().places.contains(place));
        if let Some(action) = tab.or(place.map(Action::TogglePlace)) {
            model = update(&model, action);
        }
    }
    // There is no news in it.
    update(&model, Action::Tell(Status::Quiet))
}

/// Takes the browser's Back and Forward for the person's, where the page is ours.
fn listen_to_history(fixed: Rc<Fixed>) -> Option<history::Listener> {
    if !fixed.outside.home.own_page() {
        return None;
    }
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

/// A new screen is shown from its top, with the focus on its title, and the browser's history follows. True if it is new.
fn arrive(fixed: &Fixed, now: (usize, Screen)) -> bool {
    let home = &fixed.outside.home;
    if home.own_page() {
        history::follow(now.0);
    }
    let new = fixed.shown.replace(now) != now;
    if new {
        home.to_top();
        home.focus(TITLE);
    }
    new
}
