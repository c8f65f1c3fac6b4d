//! What fingers, mice and keys do on the picture. Listeners sit on the picture, not on each zone.

use super::{Drawing, Props, Zone};
use crate::case::Place;
use crate::flow::{Action, Marking};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, SvgElement};
use yew::prelude::*;

/// A pointer that is held down.
#[derive(Clone, Copy, Default)]
pub struct Stroke {
    /// The zone where it went down.
    from: Option<usize>,
    /// It has left that zone: it paints, and what follows is no tap.
    moved: bool,
    /// It has marked a zone, so that the next ones belong to the same step.
    marked: bool,
}

/// What the listeners need.
pub struct Events {
    pub props: Props,
    pub at: usize,
    pub stop: UseStateHandle<Option<(Drawing, usize)>>,
    pub svg: NodeRef,
    pub stroke: Rc<Cell<Stroke>>,
}

impl Events {
    fn get(&self, at: usize) -> Option<&Zone> {
        self.props.view.zones.get(at)
    }

    fn act(&self, action: Action) {
        self.props.on_act.emit(action);
    }

    /// The zone an event happened in.
    fn zone(&self, event: &Event) -> Option<usize> {
        let element: Element = event.target_dyn_into()?;
        let key = element.closest(".map-zone").ok()??.get_attribute("data-key")?;
        self.props.view.zones.iter().position(|zone| *zone.key == *key)
    }

    /// The zone nearest to a tap that hit none.
    fn nearest(&self, event: &Event) -> Option<usize> {
        let mouse: &MouseEvent = event.dyn_ref()?;
        let place = self.svg.cast::<Element>()?.get_bounding_client_rect();
        let (width, height) = (place.width(), place.height());
        let across = (f64::from(mouse.client_x()) - place.left()) / width;
        let down = (f64::from(mouse.client_y()) - place.top()) / height;
        self.props.view.nearest(across, down, width, height)
    }

    /// The element of a zone.
    fn element(&self, at: usize) -> Option<SvgElement> {
        let selector = ["[data-key='", &self.get(at)?.key, "']"].concat();
        self.svg.cast::<Element>()?.query_selector(&selector).ok()??.dyn_into().ok()
    }

    /// A tap, also that of a reader: marks, or opens what is marked.
    fn tap(&self, at: usize) {
        let Some(place) = self.get(at).map(|zone| zone.place) else { return };
        self.act(if self.props.places.contains(place) {
            Action::Mark(Marking::Open(Some(place)))
        } else {
            Action::TogglePlace(place)
        });
    }

    fn paint(&self, at: usize, stroke: &mut Stroke) {
        if let Some(place) = self.get(at).map(|zone| zone.place).filter(|&place| !self.props.places.contains(place)) {
            self.act(Action::Mark(Marking::Paint(place, !stroke.marked)));
            stroke.marked = true;
        }
    }

    pub fn click(&self, event: &Event) {
        // The end of a stroke is no tap.
        if self.props.disabled || self.stroke.take().moved {
            return;
        }
        if let Some(at) = self.zone(event).or_else(|| self.nearest(event)) {
            self.stop.set(Some((self.props.view.clone(), at)));
            self.tap(at);
        }
    }

    pub fn down(&self, event: &Event) {
        self.stroke.set(Stroke { from: self.zone(event), ..Stroke::default() });
        if let (Some(pen), Some(zone)) = (event.dyn_ref::<PointerEvent>(), event.target_dyn_into::<Element>()) {
            // A finger would go on to tell only of what it touched first. Where it was not held there is nothing to let go.
            let _ = zone.release_pointer_capture(pen.pointer_id());
        }
    }

    pub fn point(&self, event: &Event) {
        if self.props.disabled {
            return;
        }
        let Some(at) = self.zone(event) else { return };
        if let Some(pen) = event.dyn_ref::<PointerEvent>() {
            // A finger moves the page, unless it is to paint; a mouse has a wheel for that.
            if pen.buttons() & 1 != 0 && (self.props.look.paint || pen.pointer_type() == "mouse") {
                let mut stroke = self.stroke.get();
                if stroke.moved || stroke.from != Some(at) {
                    if let Some(from) = stroke.from.filter(|_| !stroke.moved) {
                        self.paint(from, &mut stroke);
                    }
                    stroke.moved = true;
                    self.paint(at, &mut stroke);
                    self.stroke.set(stroke);
                }
            }
        } else {
            // A zone that gets the focus in any way takes the tab stop with it.
            self.stop.set(Some((self.props.view.clone(), at)));
        }
        self.props.on_point.emit(self.get(at).map(|zone| zone.key.to_string()));
    }

    pub fn leave(&self, _: &Event) {
        if !self.props.disabled {
            self.props.on_point.emit(None);
        }
    }

    pub fn key(&self, event: &KeyboardEvent) {
        if self.props.disabled || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let zones = &self.props.view.zones;
        // The zone that the key was pressed in: the picture may not have been drawn anew since the focus came there.
        let at = self.zone(event).unwrap_or(self.at);
        let Some(zone) = self.get(at) else { return };
        let next = |way: usize| zone.next.get(way).map(|&to| usize::from(to));
        let key = event.key();
        // Arrows are physical, also where text runs from right to left: the picture is never mirrored.
        let to = match &*key {
            "ArrowUp" => next(0),
            "ArrowRight" => next(1),
            "ArrowDown" => next(2),
            "ArrowLeft" => next(3),
            "Home" => Some(0),
            "End" => zones.len().checked_sub(1),
            _ => {
                if !event.repeat() && self.press(&key, at, zone.place) {
                    event.prevent_default();
                }
                return;
            }
        };
        event.prevent_default();
        if let Some(element) = to.and_then(|to| self.element(to)) {
            // An element that cannot take the focus leaves it where it is, which is all one can do. The tab stop follows:
            // see `point`.
            let _ = element.focus();
        }
    }

    /// A key that does something to the zone with the focus; whether it was one.
    fn press(&self, key: &str, at: usize, place: Place) -> bool {
        match key {
            " " => self.act(Action::TogglePlace(place)),
            "Enter" => self.tap(at),
            "+" | "-" => self.act(Action::Mark(Marking::Step(place, key == "+"))),
            "Escape" => {
                self.act(Action::Mark(Marking::Open(None)));
                if let Some(element) = self.element(at) {
                    // As with the focus: what cannot be left is kept.
                    let _ = element.blur();
                }
            }
            _ => match key.parse() {
                Ok(points @ 0..=9) => self.act(Action::Mark(Marking::Strength(place, Some(points)))),
                _ => return false,
            },
        }
        true
    }
}
