//! The body map: a picture whose zones are checkboxes. One tab stop; arrows move to the zone that way, Home and End to
//! the first and last. Space marks and unmarks; Enter and a tap mark, and open what is marked; figures, plus and minus say
//! how strong. A tap between zones or beside the body means the nearest; who drags over the body marks what they pass.

mod build;
mod drawing;
mod figure;
mod gestures;
mod marks;
mod parse;
mod under;
mod words;

pub use drawing::{Body, Drawing, Kind, Layer, Look, View, Zone};
pub use words::Words;

use super::parts::{all, element, named, within};
use crate::case::{Marks, Places};
use crate::flow::Action;
use figure::{MIRROR, figure};
use gestures::{Events, Stroke};
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`BodyMap`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which drawing is shown.
    pub view: Drawing,
    /// The marked places. Those that this view does not show are ignored.
    #[prop_or_default]
    pub places: Places,
    /// How strong the pain is there.
    #[prop_or_default]
    pub marks: Marks,
    /// Where the pain that travels starts and ends, in the frame of the view.
    #[prop_or_default]
    pub path: Option<[(i16, i16); 2]>,
    /// Zones to mark faintly: the regions of a marked area, or where a cause typically hurts.
    #[prop_or_default]
    pub hinted: Places,
    /// The name of a place by its key, such as "deep in the middle of your left buttock".
    pub name: Words,
    /// Interface words by key (`ui.map.*`).
    pub text: Words,
    /// What was done to a place.
    #[prop_or_default]
    pub on_act: Callback<Action>,
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
    let start = || drawing.zones.iter().position(|zone| props.places.contains(zone.place));
    let at = match &*stop {
        Some((view, at)) if *view == props.view => *at,
        _ => start().unwrap_or(0),
    };
    let svg = use_node_ref();
    let stroke = use_memo((), |()| Cell::new(Stroke::default()));
    // Only a change of view draws the still part anew.
    let still = use_memo(props.view.clone(), |view| figure(view));
    let events = Rc::new(Events { props: props.clone(), at, stop, svg: svg.clone(), stroke });
    let on = |handle: fn(&Events, &Event)| {
        let events = events.clone();
        move |event: Event| handle(&events, &event)
    };
    let (click, focus, leave) = (on(Events::click), on(Events::point), on(Events::leave));
    let (over, out, down) = (focus.clone(), leave.clone(), on(Events::down));
    let onkeydown = {
        let events = events.clone();
        Callback::from(move |event: KeyboardEvent| events.key(&event))
    };

    let shown = |zone: &&Zone| props.lit.as_deref() == Some(&*zone.key) || props.places.contains(zone.place);
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
    let marked = drawing.zones.iter().filter(|zone| props.places.contains(zone.place));
    let marks = marked.map(|zone| marks::mark(zone, props.marks.get(zone.place).strength));
    let mut layers = vec![
        if props.look.layer == Layer::Skin { Html::default() } else { under::under(drawing, props.look.layer, &lit) },
        within("g", "map-zones", zones.collect()),
        // Marks lie above all zones, so that no neighbour's border cuts into them.
        named(
            "g",
            &["class", "aria-hidden"],
            &["map-marks", "true"],
            vec![marks::path(props.path), all(marks.collect())],
        ),
    ];
    if let Some(zone) = drawing.zones.get(at).filter(|_| !props.disabled) {
        // The focus lies above the marks.
        let ring = vec![path("map-ring-halo", &zone.d, zone), path("map-ring-line", &zone.d, zone)];
        layers.push(named("g", &["class", "aria-hidden"], &["map-ring", "true"], ring));
    }
    let tone = props.look.tone.to_string();
    let bare = if props.look.layer == Layer::Skin { "" } else { " map-bare" };
    let paints = if props.look.paint { " map-paints" } else { "" };
    let class = ["map map-", slug, " map-tone-", &tone, bare, paints].concat();
    let frame = drawing.frame.map(|n| n.to_string()).join(" ");
    // Two pictures, one above the other: what changes is drawn anew without the soft shapes below it.
    let art = named("svg", &["class", "viewBox", "aria-hidden"], &["map-art", &frame, "true"], vec![(*still).clone()]);
    let svg = html! {
        <svg ref={svg} class="map-svg" role="group" viewBox={frame}
            aria-label={text.get(&["ui.map.", slug].concat())}
            onclick={move |e: MouseEvent| click(e.into())} {onkeydown} onpointerdown={move |e: PointerEvent| down(e.into())}
            onfocusin={move |e: FocusEvent| focus(e.into())} onfocusout={move |e: FocusEvent| leave(e.into())}
            onpointerover={move |e: PointerEvent| over(e.into())} onpointerout={move |e: PointerEvent| out(e.into())}>
            { all(layers) }
        </svg>
    };
    let [left, right] = [side("map-end map-end-left", left), side("map-end map-end-right", right)];
    named("figure", &["class"], &[&class], vec![left, right, art, svg])
}

fn draw(props: &Props, zone: &Zone, stop: bool) -> Html {
    let picked = props.places.contains(zone.place);
    let class = match (picked, props.hinted.contains(zone.place)) {
        (true, true) => "map-zone is-picked is-hinted",
        (true, false) => "map-zone is-picked",
        (false, true) => "map-zone is-hinted",
        (false, false) => "map-zone",
    };
    let mut name = props.name.get(&zone.key);
    if let Some(points) = props.marks.get(zone.place).strength {
        name = [&*name, ", ", &props.text.get("ui.said.severity").replace("{n}", &points.to_string())].concat().into();
    }
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
