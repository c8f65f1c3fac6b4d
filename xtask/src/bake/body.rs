//! Bakes the body map: from the measured outlines, the named points of the zones and the shapes of the drawing to the
//! one file that the program reads, `assets/body/drawing.txt`.

mod geometry;
mod outline;
mod print;
mod rows;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result};
use geometry::{Curve, Point, clip, inner_circle, stroke};
use outline::{Corner, Outline, Ring, junctions, smooth};
use rows::{Anatomy, Art, Blur, Figure, From, Half, Points, Relief, Under, UnderShape, ViewRow, Zones};
use std::fmt::Write as _;
use std::path::Path;

/// How the drawing is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// From the right half and its mirror image.
    Halves,
    /// As it is drawn.
    Whole,
    /// From the mirror image alone.
    Flipped,
}

/// One zone of one view, ready to print.
#[derive(Clone)]
struct Zone {
    region: String,
    /// The person's own side: `None` on the midline, else whether it is the left one.
    left: Option<bool>,
    /// Whether the curve is shown as its mirror image.
    mirrored: bool,
    row: u32,
    /// The border as authored, on the viewer's right, or the whole border of a zone on the midline.
    curve: Curve,
    /// Beside the body, where a finger that just misses still hits.
    margin: String,
    /// Middle and radius of the largest circle inside.
    label: Point,
    room: i32,
    /// Width and height of what a finger can hit, in millimetres: measured by the tests.
    #[cfg_attr(not(test), allow(dead_code, reason = "only the tests measure targets"))]
    size: (i32, i32),
    /// Positions of the neighbours up, right, down and left.
    next: [usize; 4],
    /// What lies below the skin, the nearest first.
    under: Vec<String>,
}

impl Zone {
    /// The key of the place, as the program knows it.
    fn key(&self) -> String {
        match self.left {
            None => self.region.clone(),
            Some(true) => format!("{}-left", self.region),
            Some(false) => format!("{}-right", self.region),
        }
    }
}

struct View {
    name: String,
    kind: Kind,
    frame: [i32; 4],
    body: Curve,
    /// Word of the line, name of the tone and path: the measured relief, then the drawn shapes, then the strokes.
    art: Vec<(&'static str, String, String)>,
    under: Vec<Deep>,
    zones: Vec<Zone>,
}

/// A shape under the skin.
#[derive(Clone)]
struct Deep {
    /// The layers that show it, as bits.
    layers: u8,
    half: &'static str,
    look: String,
    structure: String,
    d: String,
}

/// How far shapes run beyond the frame of the view, so that no cut edge shows.
const BLEED: i32 = 12;

/// The content of `assets/body/drawing.txt`.
pub fn generate(root: &Path) -> Result<String> {
    let mut out = String::from("body-map 1\n");
    for view in views(root)? {
        print::print(&mut out, &view);
    }
    // What was cut off on its way has no last line.
    out.push_str("end\n");
    Ok(out)
}

fn views(root: &Path) -> Result<Vec<View>> {
    let read = |name: &str| {
        let path = root.join("assets/body").join(name);
        std::fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let anatomy: Anatomy = serde_json::from_str(&read("anatomy.json")?).context("anatomy.json")?;
    let zones: Zones = toml::from_str(&read("zones.toml")?).context("zones.toml")?;
    let art: Art = toml::from_str(&read("drawing.toml")?).context("drawing.toml")?;
    let under: Under = toml::from_str(&read("under.toml")?).context("under.toml")?;
    let mut views = Vec::new();
    for row in &zones.view {
        let (figure, points) = match row.figure {
            From::Back => (&anatomy.back, &zones.back),
            From::Front => (&anatomy.front, &zones.front),
            From::Side => (&anatomy.side, &zones.side),
        };
        let mut view = view(row, figure, points, &zones, &art).with_context(|| format!("view {}", row.name))?;
        view.under = under.shape.iter().filter(|shape| shape.views.contains(&row.name)).map(deep).collect();
        if row.figure == From::Side {
            views.push(other_side(&view));
        }
        views.push(view);
    }
    Ok(views)
}

fn view(row: &ViewRow, figure: &Figure, points: &Points, rows: &Zones, art: &Art) -> Result<View> {
    let [_, top, _, height] = row.frame;
    let (high, low) = (top - BLEED, top + height + BLEED);
    let cut = |points: &[Point]| clip(&clip(points, |p| low - p.1), |p| p.1 - high);
    let halves = row.figure != From::Side;
    let corner = |p: Point| (halves && p.0 == 0) || p.1 == high || p.1 == low;
    let here = |views: &[String]| views.contains(&row.name);
    let shape = |points: &[Point]| {
        let points = cut(points);
        (points.len() > 2).then(|| Curve::closed(&points, corner).path(true))
    };
    let level = |r: &Relief| format!("relief-{}", (r.level * 100.0).round());
    let measured = figure.relief.iter().filter_map(|r| Some(("wide", level(r), shape(&r.points)?)));
    let drawn = art.soft.iter().filter(|s| here(&s.views)).filter_map(|s| {
        let tag = match s.blur {
            Blur::Wide => "wide",
            Blur::Near => "near",
            Blur::Crisp => "crisp",
        };
        Some((tag, s.tone.clone(), shape(&s.points)?))
    });
    let strokes = art.ink.iter().filter(|ink| here(&ink.views)).map(|ink| {
        let path = stroke(&ink.points, f64::from(ink.width), f64::from(ink.peak) / 100.0).path(true);
        (if ink.mid { "mid" } else { "ink" }, ink.weight.clone(), path)
    });
    let art = measured.chain(drawn).chain(strokes).collect();
    let named: Vec<(bool, i32)> = points.edge.values().map(|e| (e.side.first(), e.y)).collect();
    let outline = Outline::new(&figure.silhouette, &named)?;
    let zones = zones(row, &outline, points, rows)?;
    let (kind, body, name) = if halves {
        (Kind::Halves, outline.half(high, top + height), row.name.clone())
    } else {
        (Kind::Whole, outline.whole(high, top + height), format!("{}-right", row.name))
    };
    Ok(View { name, kind, frame: row.frame, body, art, under: Vec::new(), zones })
}

fn deep(shape: &UnderShape) -> Deep {
    let mut points = shape.points.clone();
    if shape.half == Half::Mid && !shape.open {
        points.extend(shape.points.iter().rev().filter(|p| p.0 != 0).map(|&(x, y)| (-x, y)));
    }
    let curve = if shape.open { Curve::through(&points) } else { Curve::closed(&points, |_| false) };
    Deep {
        layers: shape.layers.iter().map(|&layer| layer as u8).sum(),
        half: match shape.half {
            Half::Both => "both",
            Half::Mid => "mid",
            Half::Right => "right",
            Half::Left => "left",
        },
        look: shape.look.clone(),
        structure: if shape.structure.is_empty() { "none".to_owned() } else { shape.structure.clone() },
        d: curve.path(!shape.open),
    }
}

/// The person's left side, from the drawing of the right one.
fn other_side(view: &View) -> View {
    let [left, top, width, height] = view.frame;
    let zone = |zone: &Zone| Zone {
        left: zone.left.map(|left| !left),
        mirrored: !zone.mirrored,
        label: (-zone.label.0, zone.label.1),
        ..zone.clone()
    };
    let mut zones: Vec<Zone> = view.zones.iter().map(zone).collect();
    in_order(&mut zones);
    View {
        name: view.name.replace("-right", "-left"),
        kind: Kind::Flipped,
        frame: [-left - width, top, width, height],
        body: view.body.clone(),
        art: view.art.clone(),
        under: view.under.clone(),
        zones,
    }
}

fn zones(view: &ViewRow, outline: &Outline, points: &Points, rows: &Zones) -> Result<Vec<Zone>> {
    let corner = |point: &String| -> Result<Corner> {
        if let Some(&p) = points.point.get(point) {
            return Ok(Corner::Inside(p));
        }
        let edge = points.edge.get(point).with_context(|| format!("no point is called {point}"))?;
        Ok(Corner::Edge(outline.find(edge.side.first(), edge.y)?))
    };
    let halves = view.figure != From::Side;
    let mut rings = Vec::new();
    for row in rows.zone.iter().filter(|row| row.views.contains(&view.name)) {
        let corners = row.ring.iter().map(corner).collect::<Result<Vec<_>>>()?;
        rings.push((row, Ring::new(&corners, outline, halves && !row.sided)));
    }
    let both = rings.iter().filter(|(row, _)| halves && row.sided);
    let mirrored: Vec<Ring> = both.map(|(_, ring)| ring.mirrored()).collect();
    let meeting = junctions(rings.iter().map(|(_, ring)| ring).chain(&mirrored));
    let mut zones = Vec::new();
    for (row, ring) in &rings {
        let curve = smooth(ring, &meeting).with_context(|| row.region.clone())?;
        let (margin, reach) = if row.sided || !halves { margin(ring, view) } else { Default::default() };
        let [left, top, width, height] = view.frame;
        // Where the picture fades out no mark may stand.
        let inside = (f64::from(left), f64::from(top + BLEED), f64::from(left + width), f64::from(top + height));
        let (label, room) = inner_circle(&curve.flattened(), inside);
        let size = size(&curve, &reach, view.frame);
        let drawn = if row.sided && halves { vec![true, false] } else { vec![false] };
        for mirrored in drawn {
            // From in front the viewer's right is the person's left.
            let left = row.sided.then_some(mirrored != (view.figure == From::Front));
            let label = if mirrored { (-label.0, label.1) } else { label };
            let (curve, margin) = (curve.clone(), margin.clone());
            let (region, under) = (row.region.clone(), row.under.clone());
            let next = [0; 4];
            zones.push(Zone { region, left, mirrored, row: row.row, curve, margin, label, room, size, next, under });
        }
    }
    in_order(&mut zones);
    Ok(zones)
}

/// Sorts zones as they are read, and finds where the arrows lead.
fn in_order(zones: &mut [Zone]) {
    zones.sort_by_key(|zone| (zone.row, zone.label.0));
    let labels: Vec<Point> = zones.iter().map(|zone| zone.label).collect();
    for (at, zone) in zones.iter_mut().enumerate() {
        zone.next = [(0, -1), (1, 0), (0, 1), (-1, 0)].map(|way| nearest(&labels, at, way));
    }
}

/// Straight-edged space between the outline and the frame, or between the legs the midline.
fn margin(ring: &Ring, view: &ViewRow) -> (String, Vec<Point>) {
    let (mut text, mut reach) = (String::new(), Vec::new());
    let [left, _, width, _] = view.frame;
    for (edge, first) in ring.edges() {
        let (from, to) = (edge.start, edge.end());
        let x = match (view.figure, first) {
            (From::Side, true) => left,
            (From::Side, false) | (_, true) => left + width,
            (_, false) => 1,
        };
        let foot = edge.pieces.iter().any(|p| p[2].1 > 800);
        if foot {
            continue;
        }
        let _ = write!(text, "M{} {}H{x}V{}H{}z", from.0, from.1, to.1, to.0);
        reach.extend([(x, from.1), (x, to.1)]);
    }
    (text, reach)
}

fn size(curve: &Curve, reach: &[Point], [left, top, width, height]: [i32; 4]) -> (i32, i32) {
    let points =
        curve.flattened().into_iter().map(|p| (p.0.round() as i32, p.1.round() as i32)).chain(reach.iter().copied());
    let (mut low, mut high) = ((i32::MAX, i32::MAX), (i32::MIN, i32::MIN));
    for (x, y) in points {
        let (x, y) = (x.clamp(left, left + width), y.clamp(top, top + height));
        low = (low.0.min(x), low.1.min(y));
        high = (high.0.max(x), high.1.max(y));
    }
    (high.0 - low.0, high.1 - low.1)
}

/// The nearest label within 45 degrees of the way; if there is none, the zone itself.
fn nearest(labels: &[Point], at: usize, way: (i32, i32)) -> usize {
    let from = labels[at];
    let ahead = |to: Point| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (along, across) = (dx * way.0 + dy * way.1, (dx * way.1 - dy * way.0).abs());
        (along > 0 && across <= along).then_some((dx * dx + dy * dy, to.0))
    };
    (0..labels.len()).filter_map(|i| ahead(labels[i]).map(|far| (far, i))).min().map_or(at, |(_, i)| i)
}
