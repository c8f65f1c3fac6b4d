//! What the map promises, for every build: no gap, no overlap, targets that a finger can hit.

use super::*;
use proptest::prelude::*;

type Polygon = Vec<(f32, f32)>;

fn builds() -> Vec<(i8, Body)> {
    let body = Body::parse(include_str!("../../../assets/body/drawing.txt")).expect("the drawing");
    [-1, 0, 1].map(|build| (build, body.built(build))).into()
}

/// A path as a polygon, mirrored where it is shown so.
fn polygon(d: &str, mirrored: bool) -> Polygon {
    let mut points: Polygon = Vec::new();
    walk(d, &mut |command, own| match (command, own) {
        ('c', &[a, b, to]) => {
            let from = points.last().copied().unwrap_or_default();
            for step in 1..=8 {
                let t = step as f32 / 8.0;
                let u = 1.0 - t;
                let mix = |p: f32, q: f32, r: f32, s: f32| {
                    u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
                };
                points.push((mix(from.0, a.0, b.0, to.0), mix(from.1, a.1, b.1, to.1)));
            }
        }
        (_, own) => points.extend_from_slice(own),
    });
    let sign = if mirrored { -1.0 } else { 1.0 };
    points.into_iter().map(|(x, y)| (x * sign, y)).collect()
}

/// Where a line at this height is inside.
fn spans(polygon: &Polygon, y: f32) -> Vec<(f32, f32)> {
    let next = polygon.iter().cycle().skip(1);
    let crossing = |(p, q): (&(f32, f32), &(f32, f32))| {
        ((p.1 <= y) != (q.1 <= y)).then(|| p.0 + (y - p.1) / (q.1 - p.1) * (q.0 - p.0))
    };
    let mut xs: Vec<f32> = polygon.iter().zip(next).filter_map(crossing).collect();
    xs.sort_by(f32::total_cmp);
    xs.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn common(a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.1.min(b.1) - a.0.max(b.0)).max(0.0)
}

#[test]
fn a_build_changes_the_hips_and_neither_waist_nor_foot() {
    let builds = builds();
    let hip =
        |at: usize| builds[at].1.view("back").and_then(|view| view.zone("outer-hip-right")).expect("a zone").label;
    assert!(hip(0).0 < hip(1).0 && hip(1).0 < hip(2).0 && hip(0).1 == hip(2).1);
    let foot = |at: usize| builds[at].1.view("legs").and_then(|view| view.zone("calf-left")).expect("a zone").d.clone();
    assert_eq!(polygon(&foot(0), false), polygon(&foot(2), false));
}

#[test]
fn zones_cover_the_pelvis_once_in_every_build() {
    for (build, body) in builds() {
        for view in body.views().iter().filter(|view| view.kind == Kind::Halves && !view.name.starts_with("legs")) {
            let zones: Vec<Polygon> = view.zones.iter().map(|zone| polygon(&zone.d, zone.mirrored)).collect();
            let half = polygon(&view.body, false);
            let [_, top, _, height] = view.frame.map(f32::from);
            let (mut whole, mut covered, mut twice, mut y) = (0.0, 0.0, 0.0, top + 0.503);
            while y < top + height {
                let mut own: Vec<(f32, f32)> = zones.iter().flat_map(|zone| spans(zone, y)).collect();
                own.sort_by(|a, b| a.0.total_cmp(&b.0));
                twice += own.windows(2).map(|pair| common(pair[0], pair[1])).sum::<f32>();
                for (from, to) in spans(&half, y) {
                    // The half reaches over the midline a little.
                    let inside = (from.max(0.0), to);
                    whole += inside.1 - inside.0;
                    covered += own.iter().map(|&span| common(span, inside)).sum::<f32>();
                }
                y += 1.0;
            }
            assert!(covered / whole >= 0.99, "{} {build}: {} of the body is covered", view.name, covered / whole);
            assert!(covered / whole <= 1.005, "{} {build}: zones overlap: {}", view.name, covered / whole);
            assert!(twice <= 0.001 * whole, "{} {build}: zones share {twice} mm²", view.name);
        }
    }
}

#[test]
fn targets_are_big_enough_at_320_px_in_every_build() {
    for (build, body) in builds() {
        for view in body.views() {
            let scale = 320.0 / f32::from(view.frame[2]);
            for zone in &view.zones {
                // What lies beside the body belongs to the target.
                let points = [polygon(&zone.d, false), polygon(&zone.margin, false)].concat();
                let size = |of: fn(&(f32, f32)) -> f32| {
                    let ends =
                        points.iter().map(of).fold((f32::MAX, f32::MIN), |(low, high), n| (low.min(n), high.max(n)));
                    (ends.1 - ends.0) * scale
                };
                let (wide, high) = (size(|p| p.0), size(|p| p.1));
                assert!(wide >= 43.5 && high >= 43.5, "{} {build} {}: {wide} x {high} px", view.name, zone.key);
                assert!(f32::from(zone.room) * 2.0 * scale >= 23.0, "{} {build} {}: too thin", view.name, zone.key);
            }
        }
    }
}

#[test]
fn the_body_stays_inside_the_frame_in_every_build() {
    for (build, body) in builds() {
        for view in body.views().iter().filter(|view| view.kind == Kind::Halves) {
            let widest = polygon(&view.body, false).iter().fold(0.0_f32, |most, point| most.max(point.0));
            assert!(widest + 1.0 < f32::from(view.frame[2]) / 2.0, "{} {build}: {widest} mm", view.name);
        }
    }
}

proptest! {
    #[test]
    fn no_path_can_stop_it(d in "[0-9 Mlc HVz-]{0,60}") {
        let _ = bend(&d, 0.06, 1.0);
    }

    #[test]
    fn a_path_that_is_not_bent_stays_as_it_is(points in proptest::collection::vec((-300_i32..300, -300_i32..300), 1..9)) {
        let mut d = String::new();
        points.iter().enumerate().for_each(|(at, (x, y))| d += &format!("{}{x} {y}", if at == 0 { "M" } else { "l" }));
        prop_assert_eq!(polygon(&bend(&d, 0.0, 1.0), false), polygon(&d, false));
    }
}
