//! Curves and polygons in whole millimetres: splines through points, their path text, and the few measures the map needs.

/// A point in whole millimetres.
pub type Point = (i32, i32);

/// A chain of cubic curves. A straight piece has its control points on its own ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    pub start: Point,
    pub pieces: Vec<[Point; 3]>,
}

impl Curve {
    /// A smooth curve through the points. Two points give a straight line.
    pub fn through(points: &[Point]) -> Curve {
        let mut curve = Curve { start: points[0], pieces: Vec::new() };
        for at in 0..points.len() - 1 {
            let (from, to) = (points[at], points[at + 1]);
            if points.len() == 2 {
                curve.pieces.push([from, to, to]);
                continue;
            }
            let third = length(from, to) / 3.0;
            // At an open end the curve leaves straight towards the next point.
            let before = if at == 0 { from } else { points[at - 1] };
            let after = *points.get(at + 2).unwrap_or(&to);
            curve.pieces.push([step(from, direction(before, to), third), step(to, direction(from, after), -third), to]);
        }
        curve
    }

    /// A smooth closed curve; points for which `corner` holds stay sharp.
    pub fn closed(points: &[Point], corner: impl Fn(Point) -> bool) -> Curve {
        let count = points.len();
        match points.iter().position(|&p| corner(p)) {
            None => {
                let around: Vec<Point> = (0..count + 3).map(|i| points[(i + count - 1) % count]).collect();
                let mut curve = Curve::through(&around);
                curve.pieces.pop();
                curve.start = curve.pieces.remove(0)[2];
                curve
            }
            Some(first) => {
                let ring: Vec<Point> = (0..=count).map(|i| points[(i + first) % count]).collect();
                let mut curve = Curve { start: ring[0], pieces: Vec::new() };
                let mut from = 0;
                for to in 1..ring.len() {
                    if to == count || corner(ring[to]) {
                        curve.pieces.extend(Curve::through(&ring[from..=to]).pieces);
                        from = to;
                    }
                }
                curve
            }
        }
    }

    /// The last point.
    pub fn end(&self) -> Point {
        self.pieces.last().map_or(self.start, |piece| piece[2])
    }

    /// The same curve walked the other way.
    pub fn reversed(&self) -> Curve {
        let mut ends: Vec<Point> = std::iter::once(self.start).chain(self.pieces.iter().map(|p| p[2])).collect();
        ends.reverse();
        let pieces = self.pieces.iter().rev().zip(&ends[1..]).map(|(p, &to)| [p[1], p[0], to]).collect();
        Curve { start: ends[0], pieces }
    }

    /// The mirror image on the other side of the midline.
    pub fn mirrored(&self) -> Curve {
        let flip = |(x, y): Point| (-x, y);
        Curve { start: flip(self.start), pieces: self.pieces.iter().map(|p| p.map(flip)).collect() }
    }

    /// The piece of the chain from one of its points to another, in either direction.
    pub fn between(&self, from: usize, to: usize) -> Curve {
        if from > to {
            return self.between(to, from).reversed();
        }
        let start = if from == 0 { self.start } else { self.pieces[from - 1][2] };
        Curve { start, pieces: self.pieces[from..to].to_vec() }
    }

    /// A polygon that follows the curve closely.
    pub fn flattened(&self) -> Vec<(f64, f64)> {
        const STEPS: i32 = 8;
        let mut points = vec![float(self.start)];
        let mut from = float(self.start);
        for piece in &self.pieces {
            let [a, b, to] = piece.map(float);
            for step in 1..=STEPS {
                let t = f64::from(step) / f64::from(STEPS);
                let (u, mix) = (1.0 - t, |p: f64, q: f64, r: f64, s: f64, t: f64, u: f64| {
                    u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
                });
                points.push((mix(from.0, a.0, b.0, to.0, t, u), mix(from.1, a.1, b.1, to.1, t, u)));
            }
            from = to;
        }
        points
    }

    /// SVG path text with relative whole numbers, as short as it gets.
    pub fn path(&self, close: bool) -> String {
        let mut out = format!("M{}", pair(self.start, true));
        let (mut from, mut command) = (self.start, 'M');
        for &[a, b, to] in &self.pieces {
            let straight = a == from && b == to;
            let rel = |p: Point| (p.0 - from.0, p.1 - from.1);
            let wanted = if straight { 'l' } else { 'c' };
            let fresh = command != wanted;
            if fresh {
                out.push(wanted);
            }
            out += &pair(rel(if straight { to } else { a }), fresh);
            if !straight {
                out += &pair(rel(b), false);
                out += &pair(rel(to), false);
            }
            (from, command) = (to, wanted);
        }
        if close {
            out.push('z');
        }
        out
    }
}

/// Two numbers of a path; a minus sign separates by itself.
fn pair((x, y): Point, first: bool) -> String {
    let gap = |n: i32| if n < 0 { "" } else { " " };
    format!("{}{x}{}{y}", if first { "" } else { gap(x) }, gap(y))
}

fn float((x, y): Point) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

fn length(a: Point, b: Point) -> f64 {
    f64::from(b.0 - a.0).hypot(f64::from(b.1 - a.1))
}

fn direction(a: Point, b: Point) -> (f64, f64) {
    let long = length(a, b).max(1.0);
    (f64::from(b.0 - a.0) / long, f64::from(b.1 - a.1) / long)
}

/// `round` is symmetric about zero and a reversed direction is exactly negated, so mirrored and reversed curves agree.
fn step(p: Point, unit: (f64, f64), by: f64) -> Point {
    ((f64::from(p.0) + unit.0 * by).round() as i32, (f64::from(p.1) + unit.1 * by).round() as i32)
}

/// The outline, in tenths of a millimetre, of a stroke of the pen through the points: it swells from nothing to its width
/// (in tenths of a millimetre) at `peak` (a fraction of its length) and tapers off again.
pub fn stroke(points: &[Point], width: f64, peak: f64) -> Curve {
    let line = Curve::through(points).flattened();
    let mut along = vec![0.0];
    for pair in line.windows(2) {
        along.push(along[along.len() - 1] + (pair[1].0 - pair[0].0).hypot(pair[1].1 - pair[0].1));
    }
    let whole = along[along.len() - 1].max(1e-9);
    // A point for every few millimetres is enough, and keeps the file small.
    let count = ((whole / 12.0).ceil() as usize).max(3);
    let (mut there, mut back) = (Vec::new(), Vec::new());
    for step in 0..=count {
        let at = whole * step as f64 / count as f64;
        let i = along.iter().rposition(|&a| a <= at).unwrap_or(0).min(line.len() - 2);
        let (p, q) = (line[i], line[i + 1]);
        let long = (along[i + 1] - along[i]).max(1e-9);
        let t = (at - along[i]) / long;
        let (x, y) = (p.0 + t * (q.0 - p.0), p.1 + t * (q.1 - p.1));
        let part = at / whole;
        let swell = if part < peak { part / peak.max(1e-9) } else { (1.0 - part) / (1.0 - peak).max(1e-9) };
        let half = width / 2.0 * (swell.clamp(0.0, 1.0) * std::f64::consts::FRAC_PI_2).sin();
        let (dx, dy) = ((q.0 - p.0) / long * half, (q.1 - p.1) / long * half);
        let tenths = |x: f64, y: f64| (x.round() as i32, y.round() as i32);
        there.push(tenths(x * 10.0 - dy, y * 10.0 + dx));
        back.push(tenths(x * 10.0 + dy, y * 10.0 - dx));
    }
    let tips = [there[0], there[count]];
    back.reverse();
    // Both ends are in both chains.
    there.extend_from_slice(&back[1..count]);
    there.dedup();
    Curve::closed(&there, |p| tips.contains(&p))
}

/// Keeps the part of a polygon where `inside` is positive (a linear function of the point).
pub fn clip(points: &[Point], inside: impl Fn(Point) -> i32) -> Vec<Point> {
    let mut kept = Vec::new();
    for (at, &p) in points.iter().enumerate() {
        let q = points[(at + 1) % points.len()];
        let (a, b) = (inside(p), inside(q));
        if a >= 0 {
            kept.push(p);
        }
        if (a < 0) != (b < 0) {
            let t = f64::from(a) / f64::from(a - b);
            let mix = |p: i32, q: i32| (f64::from(p) + t * f64::from(q - p)).round() as i32;
            kept.push((mix(p.0, q.0), mix(p.1, q.1)));
        }
    }
    kept.dedup();
    kept
}

/// The stretches of the horizontal line at `y` that lie inside the polygon.
pub fn spans(polygon: &[(f64, f64)], y: f64) -> Vec<(f64, f64)> {
    let mut cuts: Vec<f64> = Vec::new();
    for (at, p) in polygon.iter().enumerate() {
        let q = polygon[(at + 1) % polygon.len()];
        if (p.1 <= y) != (q.1 <= y) {
            cuts.push(p.0 + (y - p.1) / (q.1 - p.1) * (q.0 - p.0));
        }
    }
    cuts.sort_by(f64::total_cmp);
    cuts.chunks_exact(2).map(|c| (c[0], c[1])).collect()
}

/// The centre and radius of the largest circle inside the polygon and the frame (left, top, right, bottom), to about 1 mm.
pub fn inner_circle(polygon: &[(f64, f64)], (left, top_of, right, bottom): (f64, f64, f64, f64)) -> (Point, i32) {
    let mut best = ((0, 0), 0.0);
    let (top, low) = polygon.iter().fold((f64::MAX, f64::MIN), |(a, b), p| (a.min(p.1), b.max(p.1)));
    let mut y = top.max(top_of).ceil();
    while y < low.min(bottom) {
        for (from, to) in spans(polygon, y) {
            let mut x = from.ceil();
            while x < to {
                let edge = (0..polygon.len()).map(|i| distance((x, y), polygon[i], polygon[(i + 1) % polygon.len()]));
                // The middle wins a tie, so that a zone across the midline is labelled on it.
                let frame = (bottom - y).min(y - top_of).min(x - left).min(right - x);
                let room = edge.fold(frame, f64::min) - x.abs() * 1e-6;
                if room > best.1 {
                    best = ((x as i32, y as i32), room);
                }
                x += 1.0;
            }
        }
        y += 1.0;
    }
    (best.0, best.1.round() as i32)
}

fn distance(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let t = (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
    (p.0 - a.0 - t * dx).hypot(p.1 - a.1 - t * dy)
}
