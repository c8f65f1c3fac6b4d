//! Another build of the same body: the hips narrower or wider, smoothly, between the waist and the knee. Every point keeps
//! its height and moves sideways, the more the further out it lies: the sacrum and what else lies in the middle keeps its
//! size. Points in common stay in common, so no gap and no overlap can come of it, and neighbours stay neighbours.

use super::drawing::{Body, Deep, Drawing, Kind, Shape, View, Zone};
use std::rc::Rc;

/// How much narrower and wider the others are at the hips. The picture has no room for more, nor has a finger.
const LESS: f32 = -0.06;
const MORE: f32 = 0.028;
/// Heights in millimetres, as in the drawing: nothing changes above the first and below the last, and everything in full
/// between the two in the middle.
const HEIGHTS: [f32; 4] = [-290.0, -60.0, 60.0, 330.0];
/// The distance from the midline, in millimetres, at which half of the change is reached.
const HALF: f32 = 60.0;

impl Body {
    /// The body with narrower (-1), its own (0) or wider (1) hips. From the side all are the same.
    pub fn built(&self, build: i8) -> Body {
        if build == 0 {
            return self.clone();
        }
        let by = if build < 0 { LESS } else { MORE };
        Body(
            self.0
                .iter()
                .map(|view| if view.kind == Kind::Halves { Drawing(Rc::new(built(view, by))) } else { view.clone() })
                .collect(),
        )
    }
}

fn built(view: &View, by: f32) -> View {
    let shapes = |shapes: &[Shape], unit| -> Vec<Shape> {
        shapes.iter().map(|shape| Shape { class: shape.class.clone(), d: bend(&shape.d, by, unit) }).collect()
    };
    let under = view.under.iter().map(|deep| Deep {
        layers: deep.layers,
        half: deep.half,
        class: deep.class.clone(),
        structure: deep.structure.clone(),
        d: bend(&deep.d, by, 1.0),
    });
    let zones = view.zones.iter().map(|zone| {
        let grown = factor((f32::from(zone.label.0), f32::from(zone.label.1)), by);
        Zone {
            place: zone.place,
            key: zone.key.clone(),
            mirrored: zone.mirrored,
            d: bend(&zone.d, by, 1.0),
            margin: bend(&zone.margin, by, 1.0),
            label: ((f32::from(zone.label.0) * grown) as i16, zone.label.1),
            room: (f32::from(zone.room) * grown.min(1.0)) as i16,
            next: zone.next,
            under: zone.under.clone(),
        }
    });
    View {
        name: view.name.clone(),
        build: if by < 0.0 { "-narrow" } else { "-wide" },
        kind: view.kind,
        frame: view.frame,
        body: bend(&view.body, by, 1.0),
        wide: shapes(&view.wide, 1.0),
        near: shapes(&view.near, 1.0),
        crisp: shapes(&view.crisp, 1.0),
        ink: shapes(&view.ink, 10.0),
        mid: shapes(&view.mid, 10.0),
        under: under.collect(),
        zones: zones.collect(),
    }
}

/// By how much a point moves out.
fn factor((x, y): (f32, f32), by: f32) -> f32 {
    let [above, top, end, below] = HEIGHTS;
    let part = if y < top { (y - above) / (top - above) } else { (below - y) / (below - end) };
    let part = part.clamp(0.0, 1.0);
    let out = x * x / (x * x + HALF * HALF);
    1.0 + by * out * part * part * (3.0 - 2.0 * part)
}

/// The path with its points moved; `unit`: how many of its units are a millimetre.
fn bend(d: &str, by: f32, unit: f32) -> Box<str> {
    let mut out = String::new();
    let mut from = (0.0, 0.0);
    walk(d, &mut |command, points| {
        out.push(command);
        let base = if command == 'M' { (0.0, 0.0) } else { from };
        for &(x, y) in points {
            let x = (x * factor((x / unit, y / unit), by) + 0.5).floor();
            for number in [x - base.0, y - base.1] {
                out.push(' ');
                out += &(number as i32).to_string();
            }
            from = (x, y);
        }
    });
    out.into()
}

/// A point in units of the drawing.
type Point = (f32, f32);

/// Reads the data of a path: calls `each` with `M`, `l`, `c` or `z` and the points that belong to it, absolute.
fn walk(d: &str, each: &mut dyn FnMut(char, &[Point])) {
    let (mut command, mut at, mut numbers) = ('M', (0.0, 0.0), Vec::new());
    let mut rest = d;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '-' | '0'..='9' => {
                rest.get(1..).and_then(|rest| rest.find(|c: char| !c.is_ascii_digit())).map_or(rest.len(), |n| n + 1)
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        match token.parse::<i32>() {
            Ok(number) => numbers.push(number as f32),
            Err(_) if first == ' ' => continue,
            Err(_) => {
                command = first;
                numbers.clear();
            }
        }
        let (x, y) = at;
        let points: Vec<Point> = match (command, &numbers[..]) {
            ('M', &[a, b]) => vec![(a, b)],
            ('l', &[a, b]) => vec![(x + a, y + b)],
            ('H', &[a]) => vec![(a, y)],
            ('V', &[b]) => vec![(x, b)],
            ('c', &[a, b, c, d, e, f]) => vec![(x + a, y + b), (x + c, y + d), (x + e, y + f)],
            ('z', _) => vec![],
            _ => continue,
        };
        each(if matches!(command, 'H' | 'V') { 'l' } else { command }, &points);
        at = points.last().copied().unwrap_or(at);
        numbers.clear();
    }
}

#[cfg(test)]
#[path = "build_tests.rs"]
mod tests;
