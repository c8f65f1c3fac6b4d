//! What the map promises: no gap, no overlap, targets a finger can hit, and arrows that reach every zone.

use super::geometry::{Curve, spans};
use super::{Kind, View, views};
use std::path::Path;

type Polygon = Vec<(f64, f64)>;

fn baked() -> Vec<View> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    views(Path::new(root)).expect("the body files bake")
}

/// All zones of a view as polygons, left ones mirrored.
fn polygons(view: &View) -> Vec<(String, Polygon)> {
    let shape = |zone: &super::Zone| {
        let curve = if zone.mirrored { zone.curve.mirrored() } else { zone.curve.clone() };
        (format!("{} {:?}", zone.region, zone.left), curve.flattened())
    };
    view.zones.iter().map(shape).collect()
}

/// What the body is drawn from: both halves, or one whole.
fn body(view: &View) -> Vec<Polygon> {
    match view.kind {
        Kind::Halves => vec![view.body.flattened(), view.body.mirrored().flattened()],
        Kind::Whole => vec![view.body.flattened()],
        Kind::Flipped => vec![view.body.mirrored().flattened()],
    }
}

fn area(polygon: &Polygon) -> f64 {
    let turn = |(p, q): (&(f64, f64), &(f64, f64))| p.0 * q.1 - q.0 * p.1;
    (polygon.iter().zip(polygon.iter().cycle().skip(1)).map(turn).sum::<f64>() / 2.0).abs()
}

fn overlap(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.1.min(b.1) - a.0.max(b.0)).max(0.0)
}

/// Area of `a` that lies in `b`, by lines half a millimetre apart.
fn common(a: &Polygon, b: &Polygon) -> f64 {
    let bounds = |p: &Polygon| p.iter().fold((f64::MAX, f64::MIN), |(t, l), q| (t.min(q.1), l.max(q.1)));
    let ((ta, la), (tb, lb)) = (bounds(a), bounds(b));
    let (mut y, mut sum) = (ta.max(tb) + 0.2503, 0.0);
    while y < la.min(lb) {
        for s in spans(a, y) {
            sum += spans(b, y).iter().map(|&t| overlap(s, t)).sum::<f64>() * 0.5;
        }
        y += 0.5;
    }
    sum
}

#[test]
fn zones_do_not_overlap() {
    for view in baked() {
        let zones = polygons(&view);
        for (i, (name, a)) in zones.iter().enumerate() {
            for (other, b) in &zones[i + 1..] {
                let both = common(a, b);
                assert!(both <= 1.0, "{}: {name} and {other} share {both:.1} mm²", view.name);
            }
        }
    }
}

#[test]
fn zones_stay_inside_the_body() {
    for view in baked() {
        let parts = body(&view);
        for (name, zone) in polygons(&view) {
            let mut inside: f64 = parts.iter().map(|part| common(&zone, part)).sum();
            if let [right, left] = &parts[..] {
                // The halves overlap by 2 mm at the midline, so their common part is taken off once.
                inside -= middle(&zone, right, left);
            }
            let outside = area(&zone) - inside;
            // Both areas are sums over lines half a millimetre apart, so a long zone is off by a few mm² on its own.
            assert!(outside <= 2.0 + area(&zone) * 0.001, "{}: {name} sticks out by {outside:.1} mm²", view.name);
        }
    }
}

/// Area of the zone in the 2 mm that both halves of the body cover.
fn middle(zone: &Polygon, right: &Polygon, left: &Polygon) -> f64 {
    let (mut y, mut sum) = (-399.7497, 0.0);
    while y < 900.0 {
        for z in spans(zone, y) {
            for r in spans(right, y) {
                for l in spans(left, y) {
                    let both = (r.0.max(l.0).max(-1.0), r.1.min(l.1).min(1.0));
                    sum += overlap(z, both) * 0.5;
                }
            }
        }
        y += 0.5;
    }
    sum
}

#[test]
fn the_pelvis_is_covered() {
    for view in baked().into_iter().filter(|view| !view.name.starts_with("legs")) {
        let zones = polygons(&view);
        let [_, top, _, height] = view.frame.map(f64::from);
        // The halves reach 1 mm over the midline, which would count twice.
        let sides: &[(f64, f64)] =
            if view.kind == Kind::Halves { &[(0.0, 500.0), (-500.0, 0.0)] } else { &[(-500.0, 500.0)] };
        let (mut covered, mut whole, mut y) = (0.0, 0.0, top + 0.5);
        while y < top + height {
            for (part, side) in body(&view).iter().zip(sides) {
                for span in spans(part, y) {
                    let inside = (span.0.max(side.0), span.1.min(side.1));
                    whole += (inside.1 - inside.0).max(0.0);
                    let there = zones.iter().flat_map(|(_, zone)| spans(zone, y));
                    covered += there.map(|s| overlap(s, inside)).sum::<f64>();
                }
            }
            y += 0.5;
        }
        assert!(covered / whole >= 0.995, "{}: {:.4} of the body is covered", view.name, covered / whole);
    }
}

#[test]
fn arrows_reach_every_zone_from_every_zone() {
    for view in baked() {
        let count = view.zones.len();
        for start in 0..count {
            let mut seen = vec![false; count];
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    open.extend(view.zones[at].next);
                }
            }
            let lost: Vec<_> = (0..count).filter(|&i| !seen[i]).map(|i| &view.zones[i].region).collect();
            assert!(lost.is_empty(), "{}: no way from {} to {lost:?}", view.name, view.zones[start].region);
        }
    }
}

#[test]
fn left_and_right_arrows_mirror_each_other() {
    for view in baked().into_iter().filter(|view| view.kind == Kind::Halves) {
        for zone in view.zones.iter().filter(|z| z.left == Some(true)) {
            let twin = view.zones.iter().find(|z| z.region == zone.region && z.left == Some(false)).expect("a twin");
            let side = |i: usize| (&view.zones[i].region, view.zones[i].left.map(|l| !l));
            let same = |i: usize| (&view.zones[i].region, view.zones[i].left);
            assert_eq!(side(zone.next[1]), same(twin.next[3]), "{} towards the middle", zone.region);
            assert_eq!(side(zone.next[3]), same(twin.next[1]), "{} outwards", zone.region);
        }
    }
}

/// Prints what a finger gets at 320 px; fails where a target is under 44 px or holds no circle of 24 px.
#[test]
fn targets_are_big_enough_at_320_px() {
    for view in baked() {
        let scale = 320.0 / f64::from(view.frame[2]);
        for zone in view.zones.iter().filter(|z| !z.mirrored) {
            let (w, h) = (f64::from(zone.size.0) * scale, f64::from(zone.size.1) * scale);
            let across = f64::from(zone.room) * 2.0 * scale;
            println!("{:5} {:20} {w:4.0} x {h:4.0} px, circle {across:3.0} px", view.name, zone.region);
            assert!(w >= 44.0 && h >= 44.0, "{} {} is {w:.0} x {h:.0} px", view.name, zone.region);
            assert!(across >= 24.0, "{} {} holds a circle of {across:.0} px only", view.name, zone.region);
        }
    }
}

#[test]
fn borders_are_the_same_from_both_sides() {
    let chain = [(0, 0), (13, 7), (31, 2), (40, 40)];
    let mut back = chain;
    back.reverse();
    assert_eq!(Curve::through(&chain).reversed(), Curve::through(&back));
    assert_eq!(Curve::through(&chain).mirrored(), Curve::through(&chain.map(|(x, y)| (-x, y))));
    assert_eq!(Curve::through(&[(1, 2), (4, -6)]).path(true), "M1 2l3-8z");
}
