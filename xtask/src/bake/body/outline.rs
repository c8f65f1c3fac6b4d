//! The outline of the body and the rings of the zones: borders are found once and shared by the zones on both sides.

use super::geometry::{Curve, Point};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};

/// The outline of a figure, from the waist down the outer side, round the foot and up the inner side to the crotch; from
/// the side, down the back and up the front to the waist.
pub struct Outline {
    pub points: Vec<Point>,
    pub curve: Curve,
    /// Position of the lowest point: before it is the first part (outer or behind), after it the second.
    pub lowest: usize,
}

/// A corner of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Corner {
    Inside(Point),
    /// A point of the outline, by position.
    Edge(usize),
}

impl Outline {
    /// Inserts the named heights into the measured outline, so that borders can start exactly on it.
    pub fn new(measured: &[Point], named: &[(bool, i32)]) -> Result<Outline> {
        let mut points = measured.to_vec();
        for &(outer, y) in named {
            let lowest = lowest(&points)?;
            let mut range = if outer { 0..lowest } else { lowest..points.len() - 1 };
            let at = range
                .find(|&i| (points[i].1 <= y) != (points[i + 1].1 <= y) || points[i + 1].1 == y)
                .with_context(|| format!("the outline has no point at y = {y}"))?;
            if points[at + 1].1 == y {
                continue;
            }
            // The new point lies on the curve, not on the chord, so that the outline keeps its shape.
            let piece = Curve::through(&points).between(at, at + 1).flattened();
            let across = piece.windows(2).find(|w| (w[0].1 <= f64::from(y)) != (w[1].1 <= f64::from(y)));
            let (p, q) = across.map(|w| (w[0], w[1])).context("the curve strays from its points")?;
            let x = p.0 + (f64::from(y) - p.1) / (q.1 - p.1) * (q.0 - p.0);
            points.insert(at + 1, (x.round() as i32, y));
            // A measured point close by gives way: two points side by side would make the curve wobble.
            let close = |i: usize, points: &[Point]| {
                let (a, b) = (points[i], points[at + 1]);
                i != 0
                    && i != points.len() - 1
                    && (a.0 - b.0).abs() <= 5
                    && (a.1 - b.1).abs() <= 6
                    && !named.iter().any(|n| n.1 == a.1)
            };
            if close(at + 2, &points) {
                points.remove(at + 2);
            }
            if close(at, &points) {
                points.remove(at);
            }
        }
        let lowest = lowest(&points)?;
        Ok(Outline { curve: Curve::through(&points), points, lowest })
    }

    /// The position of a named height.
    pub fn find(&self, outer: bool, y: i32) -> Result<usize> {
        let mut range = if outer { 0..self.lowest } else { self.lowest..self.points.len() };
        range.find(|&i| self.points[i].1 == y).with_context(|| format!("no outline point at y = {y}"))
    }

    /// The right half of the body as a view shows it: open along the midline, cut a little outside the view.
    pub fn half(&self, top: i32, bottom: i32) -> Curve {
        let first = (0..self.lowest).rev().find(|&i| self.points[i].1 <= top).unwrap_or(0);
        let last = self.points.len() - 1;
        let start = self.points[first];
        let mut half = Curve { start: (-1, start.1), pieces: vec![[(-1, start.1), start, start]] };
        self.down_and_up(&mut half, first, last, bottom);
        let end = half.end();
        half.pieces.push([end, (-1, end.1), (-1, end.1)]);
        half
    }

    /// The whole body from the side as a view shows it, cut a little outside the view.
    pub fn whole(&self, top: i32, bottom: i32) -> Curve {
        let first = (0..self.lowest).rev().find(|&i| self.points[i].1 <= top).unwrap_or(0);
        let last = (self.lowest..self.points.len()).find(|&i| self.points[i].1 <= top);
        let mut whole = Curve { start: self.points[first], pieces: Vec::new() };
        self.down_and_up(&mut whole, first, last.unwrap_or(self.points.len() - 1), bottom);
        let end = whole.end();
        whole.pieces.push([end, whole.start, whole.start]);
        whole
    }

    /// The outline between two of its points, cut at the bottom of a view if it goes below.
    fn down_and_up(&self, half: &mut Curve, first: usize, last: usize, bottom: i32) {
        match (first..self.lowest).find(|&i| self.points[i].1 >= bottom) {
            None => half.pieces.extend(self.curve.between(first, last).pieces),
            Some(down) => {
                let up = (self.lowest..last).rev().find(|&i| self.points[i].1 >= bottom).unwrap_or(last);
                half.pieces.extend(self.curve.between(first, down).pieces);
                half.pieces.push([self.points[down], self.points[up], self.points[up]]);
                half.pieces.extend(self.curve.between(up, last).pieces);
            }
        }
    }
}

fn lowest(points: &[Point]) -> Result<usize> {
    points.iter().enumerate().max_by_key(|(_, p)| p.1).map(|(i, _)| i).context("the outline is empty")
}

/// One step of a ring: a straight step inside the body, or a stretch of the outline.
#[derive(Clone, Debug)]
enum Step {
    Inside(Point, Point),
    /// `true` on the first part of the outline (outer or behind).
    Along(Curve, bool),
}

/// The closed border of a zone before smoothing.
pub struct Ring(Vec<Step>);

impl Ring {
    /// A ring on the right side, or the whole ring of a zone across the midline from its right half.
    pub fn new(corners: &[Corner], outline: &Outline, across: bool) -> Ring {
        let place = |c: Corner| match c {
            Corner::Inside(p) => p,
            Corner::Edge(i) => outline.points[i],
        };
        let mut steps = Vec::new();
        let count = corners.len();
        for at in 0..if across { count - 1 } else { count } {
            steps.push(match (corners[at], corners[(at + 1) % count]) {
                (Corner::Edge(a), Corner::Edge(b)) => {
                    Step::Along(outline.curve.between(a, b), a.max(b) <= outline.lowest)
                }
                (a, b) => Step::Inside(place(a), place(b)),
            });
        }
        let mut ring = Ring(steps);
        if across {
            let mut other = ring.mirrored().0;
            other.reverse();
            ring.0.extend(other.into_iter().map(|step| match step {
                Step::Inside(a, b) => Step::Inside(b, a),
                Step::Along(curve, first) => Step::Along(curve.reversed(), first),
            }));
        }
        ring
    }

    pub fn mirrored(&self) -> Ring {
        let flip = |(x, y): Point| (-x, y);
        Ring(
            self.0
                .iter()
                .map(|step| match step {
                    Step::Inside(a, b) => Step::Inside(flip(*a), flip(*b)),
                    Step::Along(curve, first) => Step::Along(curve.mirrored(), *first),
                })
                .collect(),
        )
    }

    /// Stretches of the outline in this ring, and whether they are of its first part.
    pub fn edges(&self) -> impl Iterator<Item = (&Curve, bool)> {
        self.0.iter().filter_map(|step| match step {
            Step::Along(curve, first) => Some((curve, *first)),
            Step::Inside(..) => None,
        })
    }
}

/// The points where borders meet: everything that is not the inner point of one border.
pub fn junctions<'a>(rings: impl IntoIterator<Item = &'a Ring>) -> BTreeSet<Point> {
    let mut next: BTreeMap<Point, BTreeSet<Point>> = BTreeMap::new();
    let mut meeting = BTreeSet::new();
    for step in rings.into_iter().flat_map(|ring| &ring.0) {
        match step {
            Step::Inside(a, b) => {
                next.entry(*a).or_default().insert(*b);
                next.entry(*b).or_default().insert(*a);
            }
            Step::Along(curve, _) => meeting.extend([curve.start, curve.end()]),
        }
    }
    meeting.extend(next.into_iter().filter(|(_, around)| around.len() != 2).map(|(p, _)| p));
    meeting
}

/// The smooth border of a ring. Each stretch between two junctions is smoothed alone and in a fixed direction, so the
/// zones on both of its sides get the same curve.
pub fn smooth(ring: &Ring, junctions: &BTreeSet<Point>) -> Result<Curve> {
    let count = ring.0.len();
    let start = |step: &Step| match step {
        Step::Inside(a, _) => *a,
        Step::Along(curve, _) => curve.start,
    };
    let first = ring.0.iter().position(|s| junctions.contains(&start(s))).context("a zone meets no other")?;
    let mut curve = Curve { start: start(&ring.0[first]), pieces: Vec::new() };
    let mut chain: Vec<Point> = Vec::new();
    for at in 0..count {
        match &ring.0[(first + at) % count] {
            Step::Along(edge, _) => {
                ensure!(curve.end() == edge.start, "a ring jumps at {:?}", edge.start);
                curve.pieces.extend(edge.pieces.iter().copied());
            }
            Step::Inside(a, b) => {
                if chain.is_empty() {
                    chain.push(*a);
                }
                chain.push(*b);
                if junctions.contains(b) {
                    let border = if chain.first() <= chain.last() {
                        Curve::through(&chain)
                    } else {
                        chain.reverse();
                        Curve::through(&chain).reversed()
                    };
                    curve.pieces.extend(border.pieces);
                    chain.clear();
                }
            }
        }
    }
    ensure!(chain.is_empty() && curve.end() == curve.start, "a ring does not close at {:?}", curve.start);
    Ok(curve)
}
