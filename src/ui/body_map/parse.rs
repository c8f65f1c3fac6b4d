//! Reads the drawing file that `cargo xtask bake` writes: one thing a line, its kind first, its path last.
//!
//! Total: a file that is cut short, of another version or not ours at all is refused with the number of the first line
//! that is wrong, so that the page can say that it could not be loaded.

use super::drawing::{Body, Deep, Drawing, Half, Kind, Shape, View, Zone};
use crate::case::Place;
use std::rc::Rc;

/// The first line: the form of the file.
const HEADER: &str = "body-map 1";
/// The last line: what was cut off on its way lacks it.
const END: &str = "end";
/// More than any drawing of ours, less than would trouble a phone.
const MOST_BYTES: usize = 1 << 18;

impl Body {
    /// Reads the file.
    ///
    /// # Errors
    ///
    /// The number of the first line that is not as it must be.
    pub fn parse(text: &str) -> Result<Body, usize> {
        let mut views: Vec<View> = Vec::new();
        let mut lines = text.lines().enumerate();
        if text.len() > MOST_BYTES || lines.next().is_none_or(|(_, first)| first != HEADER) {
            return Err(1);
        }
        for (at, line) in lines {
            if line == END {
                let whole = !views.is_empty() && views.iter().all(is_whole);
                let views = views.into_iter().map(|view| Drawing(Rc::new(view)));
                return if whole { Ok(Body(views.collect())) } else { Err(at + 1) };
            }
            read(&mut views, Line(line)).ok_or(at + 1)?;
        }
        Err(text.lines().count())
    }
}

/// Whether every arrow leads to a zone.
fn is_whole(view: &View) -> bool {
    let count = view.zones.len();
    count > 0 && view.zones.iter().all(|zone| zone.next.iter().all(|&to| usize::from(to) < count))
}

/// Takes in one line; nothing when it is not of the form.
fn read(views: &mut Vec<View>, mut line: Line<'_>) -> Option<()> {
    let kind = line.word()?;
    if kind == "view" {
        views.push(view(&mut line)?);
        return Some(());
    }
    let view = views.last_mut()?;
    match kind {
        "body" => view.body = line.path()?,
        "wide" => view.wide.push(shape(&mut line)?),
        "near" => view.near.push(shape(&mut line)?),
        "crisp" => view.crisp.push(shape(&mut line)?),
        "ink" => view.ink.push(shape(&mut line)?),
        "mid" => view.mid.push(shape(&mut line)?),
        "zone" => view.zones.push(zone(&mut line)?),
        "margin" => view.zones.last_mut()?.margin = line.path()?,
        "under" => view.under.push(deep(&mut line)?),
        "holds" => {
            let zone = view.zones.last_mut()?;
            while !line.0.is_empty() {
                zone.under.push(line.word()?.into());
            }
        }
        _ => return None,
    }
    Some(())
}

fn view(line: &mut Line<'_>) -> Option<View> {
    let name = line.word()?.into();
    let kind = match line.word()? {
        "halves" => Kind::Halves,
        "whole" => Kind::Whole,
        "flipped" => Kind::Flipped,
        _ => return None,
    };
    let frame = [line.number()?, line.number()?, line.number()?, line.number()?];
    let (wide, near, crisp, ink, mid, under, zones) = Default::default();
    Some(View { name, build: "", kind, frame, body: Box::default(), wide, near, crisp, ink, mid, under, zones })
}

fn shape(line: &mut Line<'_>) -> Option<Shape> {
    let class = ["map-", line.word()?].concat().into();
    Some(Shape { class, d: line.path()? })
}

fn deep(line: &mut Line<'_>) -> Option<Deep> {
    let layers = u8::try_from(line.number()?).ok()?;
    let half = match line.word()? {
        "both" => Half::Both,
        "mid" => Half::Mid,
        "right" => Half::Right,
        "left" => Half::Left,
        _ => return None,
    };
    let class = ["map-", line.word()?].concat().into();
    Some(Deep { layers, half, class, structure: line.word()?.into(), d: line.path()? })
}

fn zone(line: &mut Line<'_>) -> Option<Zone> {
    let key = line.word()?;
    // A place that this program does not know: the file is of another version.
    let place = Place::from_key(key)?;
    let mirrored = line.number()? == 1;
    let label = (line.number()?, line.number()?);
    let room = line.number()?;
    let mut next = [0; 4];
    for to in &mut next {
        *to = u8::try_from(line.number()?).ok()?;
    }
    let (margin, under) = Default::default();
    Some(Zone { place, key: key.into(), mirrored, d: line.path()?, margin, label, room, next, under })
}

/// What is left of a line.
struct Line<'a>(&'a str);

impl<'a> Line<'a> {
    /// The next word: lower-case letters, figures, hyphens.
    fn word(&mut self) -> Option<&'a str> {
        let (word, rest) = self.0.split_once(' ').unwrap_or((self.0, ""));
        self.0 = rest;
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (!word.is_empty() && word.bytes().all(plain)).then_some(word)
    }

    fn number(&mut self) -> Option<i16> {
        self.word()?.parse().ok()
    }

    /// The rest, as the data of a path.
    fn path(&mut self) -> Option<Box<str>> {
        let known = |b: u8| b.is_ascii_digit() || b" -MlcHVz".contains(&b);
        (self.0.starts_with('M') && self.0.bytes().all(known)).then(|| self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = include_str!("../../../assets/body/drawing.txt");

    fn body() -> Body {
        Body::parse(FILE).expect("the drawing")
    }

    #[test]
    fn the_file_is_read_to_its_end() {
        let body = body();
        let names: Vec<&str> = body.views().iter().map(|view| &*view.name).collect();
        assert_eq!(names, ["back", "side-left", "side-right", "front", "legs", "legs-front"]);
        let [left, right] = ["side-left", "side-right"].map(|name| body.view(name).expect(name));
        assert_eq!((left.kind, right.kind), (Kind::Flipped, Kind::Whole));
        assert!(left.zone("groin-left").is_some() && left.zone("groin-right").is_none());
        let zone = right.zone("outer-hip-right").expect("a zone");
        assert!(!zone.mirrored && zone.under.iter().any(|name| &**name == "greater-trochanter"));
    }

    #[test]
    fn what_is_not_ours_is_refused_with_its_line() {
        let refused = |text: &str| Body::parse(text).err();
        assert_eq!(refused(""), Some(1));
        assert_eq!(refused("<!doctype html>"), Some(1));
        assert_eq!(refused("body-map 1\nend\n"), Some(2));
        assert_eq!(refused("body-map 1\nview back halves 0 0 9 9\nbody M0 0z\n"), Some(3));
        assert_eq!(refused("body-map 1\nbody M0 0z\n"), Some(2));
        let view = "body-map 1\nview back halves 0 0 9 9\n";
        let zone = |line: &str| refused(&format!("{view}{line}\nend\n"));
        assert_eq!(zone("zone sacrum 0 0 0 9 0 0 0 0 M0 0z"), None);
        assert_eq!(zone("zone elbow 0 0 0 9 0 0 0 0 M0 0z"), Some(3));
        assert_eq!(zone("zone sacrum 0 0 0 9 0 0 0 0 <path>"), Some(3));
        assert_eq!(zone("zone sacrum 0 0 0 9 0 0 0 1 M0 0z"), Some(4), "an arrow that leads nowhere");
    }

    proptest! {
        #[test]
        fn no_text_can_stop_it(text in "\\PC*") {
            let _ = Body::parse(&text);
        }

        #[test]
        fn a_file_that_is_cut_off_is_refused(at in 0..FILE.len() - 4) {
            prop_assert!(FILE.get(..at).is_none_or(|start| Body::parse(start).is_err()));
        }
    }

    #[test]
    fn a_tap_beside_the_body_finds_the_zone_next_to_it() {
        let body = body();
        let back = body.view("back").expect("a view");
        let key =
            |x: f64, y: f64, w: f64, h: f64| back.nearest(x, y, w, h).and_then(|i| back.zones.get(i)).map(|z| &*z.key);
        assert_eq!(key(0.02, 0.5, 388.0, 530.0), Some("outer-hip-left"));
        assert_eq!(key(0.98, 0.5, 388.0, 530.0), Some("outer-hip-right"));
        // In a box twice as wide the picture stands in the middle, with empty space on both sides.
        assert_eq!(key(0.26, 0.5, 776.0, 530.0), Some("outer-hip-left"));
        assert_eq!(key(0.5, 0.5, 0.0, 0.0), None);
    }

    #[test]
    fn left_and_right_are_the_persons_own_in_every_view() {
        for view in body().views() {
            for zone in &view.zones {
                let side = [("-left", -1), ("-right", 1)].into_iter().find(|(end, _)| zone.key.ends_with(end));
                let across = match (&*view.name, side) {
                    // From the side there is one side only.
                    ("side-left" | "side-right", Some((end, _))) => {
                        assert!(view.name.ends_with(end), "{}: {}", view.name, zone.key);
                        continue;
                    }
                    ("side-left" | "side-right", None) => continue,
                    // Someone who faces us has their left on our right.
                    ("front" | "legs-front", Some((_, sign))) => -sign,
                    (_, Some((_, sign))) => sign,
                    (_, None) => 0,
                };
                assert_eq!(zone.label.0.signum(), across, "{}: {}", view.name, zone.key);
            }
        }
    }

    #[test]
    fn every_region_is_shown_on_each_of_its_sides_save_the_one_of_the_list() {
        let body = body();
        for place in Place::all().filter(|place| !matches!(place, Place::Area(..))) {
            let key = place.key();
            let shown = body.views().iter().any(|view| view.zone(&key).is_some());
            assert_eq!(shown, key != "saddle", "{key}");
        }
        for view in body.views() {
            for (at, zone) in view.zones.iter().enumerate() {
                assert!(view.zones.iter().skip(at + 1).all(|other| other.key != zone.key), "{} twice", zone.key);
            }
        }
    }
}
