//! The body map: a picture whose zones are checkboxes. One tab stop; arrows move to the zone that way, Home and End to
//! the first and last, Space or Enter picks. A tap between zones or beside the body picks the nearest.

mod drawing;
mod figure;
mod parse;
mod under;
mod words;

pub use drawing::{Body, Drawing, Kind, Layer, Look, View, Zone};
pub use words::Words;

use super::parts::{all, element, named, within};
use figure::{MIRROR, figure};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// Properties of [`BodyMap`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which drawing is shown.
    pub view: Drawing,
    /// Keys of the picked places. Keys that this view does not show are ignored.
    #[prop_or_default]
    pub selected: Vec<String>,
    /// Keys of zones to mark faintly: the regions of a picked area, or where a cause typically hurts.
    #[prop_or_default]
    pub hinted: Vec<String>,
    /// The name of a place by its key, such as "deep in the middle of your left buttock".
    pub name: Words,
    /// Interface words by key (`ui.map.*`).
    pub text: Words,
    /// A place was picked or put back.
    #[prop_or_default]
    pub on_toggle: Callback<String>,
    /// The place under the pointer or with the focus, for a line that names it; none when it leaves.
    #[prop_or_default]
    pub on_point: Callback<Option<String>>,
    /// Skin or what lies under it, and the tone of the skin.
    #[prop_or_default]
    pub look: Look,
    /// The key of a place: what lies under it stands out, as what lies under the picked ones does.
    #[prop_or_default]
    pub lit: Option<String>,
    /// A picture that cannot be used, or not yet: the first screen before the program runs, a result, a print.
    #[prop_or_default]
    pub disabled: bool,
}

/// The map.
#[component]
pub fn BodyMap(props: &Props) -> Html {
    let drawing = &props.view;
    // The zone that holds the one tab stop. A view that was not used yet starts at its first picked zone.
    let stop = use_state(|| None::<(Drawing, usize)>);
    let start = || drawing.zones.iter().position(|zone| holds(&props.selected, zone));
    let at = match &*stop {
        Some((view, at)) if *view == props.view => *at,
        _ => start().unwrap_or(0),
    };
    let svg = use_node_ref();
    // Only a change of view draws the still part anew.
    let still = use_memo(props.view.clone(), |view| figure(view));
    let events = Events { props: props.clone(), at, stop, svg: svg.clone() };
    let events = Rc::new(events);
    let on = |handle: fn(&Events, &Event)| {
        let events = events.clone();
        move |event: Event| handle(&events, &event)
    };
    let (click, focus, leave) = (on(Events::click), on(Events::point), on(Events::leave));
    let over = focus.clone();
    let out = leave.clone();
    let onkeydown = {
        let events = events.clone();
        Callback::from(move |event: KeyboardEvent| events.key(&event))
    };

    let shown = |zone: &&Zone| props.lit.as_deref() == Some(&*zone.key) || holds(&props.selected, zone);
    let lit: Vec<&Zone> = drawing.zones.iter().filter(shown).collect();
    let text = &props.text;
    let slug = &*drawing.name;
    // What stands on both sides of the picture, where it is empty.
    let [left, right] = match slug {
        "side-left" => ["ui.map.tab.front", "ui.map.tab.back"],
        "side-right" => ["ui.map.tab.back", "ui.map.tab.front"],
        "front" | "legs-front" => ["ui.map.right", "ui.map.left"],
        _ => ["ui.map.left", "ui.map.right"],
    };
    let side = |class, key| named("p", &["class", "aria-hidden"], &[class, "true"], vec![Html::from(text.get(key))]);
    let zones = drawing.zones.iter().enumerate().map(|(i, zone)| draw(props, zone, i == at));
    let marks = drawing.zones.iter().filter(|zone| holds(&props.selected, zone)).map(mark);
    let mut layers = vec![
        if props.look.layer == Layer::Skin { Html::default() } else { under::under(drawing, props.look.layer, &lit) },
        within("g", "map-zones", zones.collect()),
        // Marks lie above all zones, so that no neighbour's border cuts into them.
        named("g", &["class", "fill", "aria-hidden"], &["map-marks", "url(#pm-hatch)", "true"], marks.collect()),
    ];
    if let Some(zone) = drawing.zones.get(at).filter(|_| !props.disabled) {
        // The focus lies above the marks.
        let ring = vec![path("map-ring-halo", &zone.d, zone), path("map-ring-line", &zone.d, zone)];
        layers.push(named("g", &["class", "aria-hidden"], &["map-ring", "true"], ring));
    }
    let tone = props.look.tone.to_string();
    let bare = if props.look.layer == Layer::Skin { "" } else { " map-bare" };
    let class = ["map map-", slug, " map-tone-", &tone, bare].concat();
    let frame = drawing.frame.map(|n| n.to_string()).join(" ");
    // Two pictures, one above the other: what changes is drawn anew without the soft shapes below it.
    let art = named("svg", &["class", "viewBox", "aria-hidden"], &["map-art", &frame, "true"], vec![(*still).clone()]);
    let svg = html! {
        <svg ref={svg} class="map-svg" role="group" viewBox={frame}
            aria-label={text.get(&["ui.map.", slug].concat())}
            onclick={move |e: MouseEvent| click(e.into())} {onkeydown}
            onfocusin={move |e: FocusEvent| focus(e.into())} onfocusout={move |e: FocusEvent| leave(e.into())}
            onpointerover={move |e: PointerEvent| over(e.into())} onpointerout={move |e: PointerEvent| out(e.into())}>
            { all(layers) }
        </svg>
    };
    let [left, right] = [side("map-end map-end-left", left), side("map-end map-end-right", right)];
    named("figure", &["class"], &[&class], vec![left, right, art, svg])
}

fn holds(keys: &[String], zone: &Zone) -> bool {
    keys.iter().any(|key| **key == *zone.key)
}

fn draw(props: &Props, zone: &Zone, stop: bool) -> Html {
    let picked = holds(&props.selected, zone);
    let class = match (picked, holds(&props.hinted, zone)) {
        (true, true) => "map-zone is-picked is-hinted",
        (true, false) => "map-zone is-picked",
        (false, true) => "map-zone is-hinted",
        (false, false) => "map-zone",
    };
    let name = props.name.get(&zone.key);
    let checked = if picked { "true" } else { "false" };
    // A zone that cannot be used has no place in the order of Tab, and says so.
    let (way, state) =
        if props.disabled { ("aria-disabled", "true") } else { ("tabindex", if stop { "0" } else { "-1" }) };
    let names: super::parts::Names = if way == "tabindex" {
        &["class", "role", "data-key", "aria-checked", "aria-label", "tabindex"]
    } else {
        &["class", "role", "data-key", "aria-checked", "aria-label", "aria-disabled"]
    };
    let values = [class, "checkbox", &zone.key, checked, &name, state];
    let mut paths = Vec::new();
    if !zone.margin.is_empty() {
        paths.push(path("map-margin", &zone.margin, zone));
    }
    paths.push(path("map-area", &zone.d, zone));
    element("g", names, &values, Some(&zone.key), paths)
}

/// A path of a zone, on its own side.
fn path(class: &'static str, d: &str, zone: &Zone) -> Html {
    let transform = if zone.mirrored { MIRROR } else { "" };
    named("path", &["class", "d", "transform"], &[class, d, transform], vec![])
}

/// Hatching, outline and tick of a picked zone.
fn mark(zone: &Zone) -> Html {
    let (x, y) = (zone.label.0.to_string(), zone.label.1.to_string());
    let place = ["translate(", &x, " ", &y, ")"].concat();
    let tick = vec![named("circle", &["r"], &["10"], vec![]), named("path", &["d"], &["M-5 0l4 4 7-8"], vec![])];
    let tick = named("g", &["class", "transform"], &["map-tick", &place], tick);
    element("g", &[], &[], Some(&zone.key), vec![path("map-hatch", &zone.d, zone), tick])
}

/// What the listeners on the picture need. Listeners sit on the picture, not on each zone.
struct Events {
    props: Props,
    at: usize,
    stop: UseStateHandle<Option<(Drawing, usize)>>,
    svg: NodeRef,
}

impl Events {
    /// The zone an event happened in.
    fn zone(&self, event: &Event) -> Option<usize> {
        let element: Element = event.target_dyn_into()?;
        let key = element.closest(".map-zone").ok()??.get_attribute("data-key")?;
        self.props.view.zones.iter().position(|zone| *zone.key == *key)
    }

    /// The zone nearest to a tap that hit none.
    fn nearest(&self, event: &Event) -> Option<usize> {
        let mouse: &MouseEvent = wasm_bindgen::JsCast::dyn_ref(event)?;
        let place = self.svg.cast::<Element>()?.get_bounding_client_rect();
        let (width, height) = (place.width(), place.height());
        let across = (f64::from(mouse.client_x()) - place.left()) / width;
        let down = (f64::from(mouse.client_y()) - place.top()) / height;
        self.props.view.nearest(across, down, width, height)
    }

    /// Moves the focus, and with it the tab stop: see [`Events::point`].
    fn focus(&self, at: usize) {
        let find = |zone: &Zone| {
            let selector = ["[data-key='", &zone.key, "']"].concat();
            self.svg.cast::<Element>()?.query_selector(&selector).ok()??.dyn_into::<SvgElement>().ok()
        };
        if let Some(element) = self.props.view.zones.get(at).and_then(find) {
            // An element that cannot take the focus leaves it where it is, which is all one can do.
            let _ = element.focus();
        }
    }

    fn toggle(&self, at: usize) {
        if let Some(zone) = self.props.view.zones.get(at) {
            self.props.on_toggle.emit(zone.key.to_string());
        }
    }

    fn click(&self, event: &Event) {
        if self.props.disabled {
            return;
        }
        if let Some(at) = self.zone(event).or_else(|| self.nearest(event)) {
            self.stop.set(Some((self.props.view.clone(), at)));
            self.toggle(at);
        }
    }

    fn point(&self, event: &Event) {
        if self.props.disabled {
            return;
        }
        let Some(at) = self.zone(event) else { return };
        // A zone that gets the focus in any way takes the tab stop with it.
        if event.type_() == "focusin" {
            self.stop.set(Some((self.props.view.clone(), at)));
        }
        self.props.on_point.emit(self.props.view.zones.get(at).map(|zone| zone.key.to_string()));
    }

    fn leave(&self, _: &Event) {
        if !self.props.disabled {
            self.props.on_point.emit(None);
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        if self.props.disabled || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let zones = &self.props.view.zones;
        let next = |way: usize| zones.get(self.at).and_then(|zone| zone.next.get(way)).map(|&to| usize::from(to));
        // Arrows are physical, also where text runs from right to left: the picture is never mirrored.
        let to = match event.key().as_str() {
            "ArrowUp" => next(0),
            "ArrowRight" => next(1),
            "ArrowDown" => next(2),
            "ArrowLeft" => next(3),
            "Home" => Some(0),
            "End" => zones.len().checked_sub(1),
            " " | "Enter" => {
                event.prevent_default();
                if !event.repeat() {
                    self.toggle(self.at);
                }
                None
            }
            _ => None,
        };
        if let Some(to) = to {
            event.prevent_default();
            self.focus(to);
        }
    }
}
