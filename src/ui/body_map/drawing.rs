//! What the drawing file holds, and the geometry that a tap needs.

use crate::case::Place;
use std::ops::Deref;
use std::rc::Rc;

/// All views of the body. Two are equal when they are the same one.
#[derive(Clone, Debug)]
pub struct Body(pub(super) Rc<[Drawing]>);

impl Default for Body {
    /// No view at all.
    fn default() -> Self {
        Body(Rc::from([]))
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Body {
    /// The views, in the order of the file.
    pub fn views(&self) -> &[Drawing] {
        &self.0
    }

    /// The view of this name.
    pub fn view(&self, name: &str) -> Option<&Drawing> {
        self.0.iter().find(|view| *view.name == *name)
    }

    /// Where a place lies on a picture from behind or in front, also when only another picture shows it.
    pub fn point(&self, view: &Drawing, place: Place) -> Option<(i16, i16)> {
        let place = match place {
            Place::Area(area, side) => Place::Sided(area.regions().next()?, side),
            other => other,
        };
        let ahead = |view: &Drawing| view.name.contains("front");
        // Pictures of the same side of the body first; on the other side left and right change places.
        [false, true].into_iter().filter(|_| view.kind == Kind::Halves).find_map(|turned| {
            let mut views = self.0.iter().filter(|other| other.kind == Kind::Halves);
            let zone = views.find_map(|other| {
                let zone = other.zones.iter().find(|zone| zone.place == place)?;
                ((ahead(other) != ahead(view)) == turned).then_some(zone)
            })?;
            let (x, y) = zone.label;
            Some((if turned { -x } else { x }, y))
        })
    }
}

/// One view of the body, shared. Two are equal when they are the same one.
#[derive(Clone, Debug)]
pub struct Drawing(pub(super) Rc<View>);

impl PartialEq for Drawing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Drawing {
    type Target = View;

    fn deref(&self) -> &View {
        &self.0
    }
}

/// How a view is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// From the right half and its mirror image.
    Halves,
    /// As it is drawn.
    Whole,
    /// From the mirror image alone.
    Flipped,
}

/// One view of the body with its zones.
#[derive(Debug)]
pub struct View {
    /// A stable name: part of word keys and of the ids inside the picture.
    pub name: Box<str>,
    /// The end of the ids inside the picture: pictures of another build have others.
    pub build: &'static str,
    /// How it is put together.
    pub kind: Kind,
    /// Left, top, width and height in millimetres, as an SVG view box.
    pub frame: [i16; 4],
    /// Path of the outline.
    pub body: Box<str>,
    /// Soft shapes with a wide blur: the measured relief from dark to light, then drawn ones.
    pub wide: Vec<Shape>,
    /// Soft shapes with a narrow blur.
    pub near: Vec<Shape>,
    /// Soft shapes with hardly any.
    pub crisp: Vec<Shape>,
    /// The few strokes of the pen, in tenths of a millimetre.
    pub ink: Vec<Shape>,
    /// Those of them that lie on the midline and are drawn once.
    pub mid: Vec<Shape>,
    /// What lies under the skin, in order of drawing.
    pub under: Vec<Deep>,
    /// Zones in reading order: rows from the top, each from the viewer's left.
    pub zones: Vec<Zone>,
}

/// A path of the drawing with its look.
#[derive(Debug)]
pub struct Shape {
    /// CSS class.
    pub class: Box<str>,
    /// Path data.
    pub d: Box<str>,
}

/// A bone, a muscle, a nerve, or a part of one.
#[derive(Debug)]
pub struct Deep {
    /// The layers that show it, as the bits of [`Layer`].
    pub layers: u8,
    /// Where it stands.
    pub half: Half,
    /// CSS class; without its `map-` also the end of the id of its fill.
    pub class: Box<str>,
    /// What it belongs to: the end of a word key (`structure.*`), or `none`.
    pub structure: Box<str>,
    /// Path data.
    pub d: Box<str>,
}

/// Where a shape of a picture of two halves stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// On both sides.
    Both,
    /// On the midline, once.
    Mid,
    /// On the right of the picture.
    Right,
    /// On the left of the picture.
    Left,
}

/// What the picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layer {
    /// The body as it is seen.
    #[default]
    Skin,
    /// What moves it.
    Muscles,
    /// What holds it up.
    Bones,
    /// What feels.
    Nerves,
}

impl Layer {
    /// In the order of their buttons.
    pub const ALL: [Layer; 4] = [Layer::Skin, Layer::Muscles, Layer::Bones, Layer::Nerves];

    /// A stable name: the end of a word key.
    pub const fn slug(self) -> &'static str {
        match self {
            Layer::Skin => "skin",
            Layer::Muscles => "muscles",
            Layer::Bones => "bones",
            Layer::Nerves => "nerves",
        }
    }

    /// Its bit in `Deep::layers`.
    pub const fn bit(self) -> u8 {
        match self {
            Layer::Skin => 0,
            Layer::Bones => 1,
            Layer::Muscles => 2,
            Layer::Nerves => 4,
        }
    }
}

/// How the picture looks; changes nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What it shows.
    pub layer: Layer,
    /// Skin tone, from 1 (light) to [`Look::TONES`] (dark).
    pub tone: u8,
    /// Build: narrower (-1), medium (0) or wider (1) hips.
    pub build: i8,
    /// Whether a finger that moves over the picture marks what it touches, and does not move the page.
    pub paint: bool,
}

impl Look {
    /// How many skin tones there are.
    pub const TONES: u8 = 5;
}

impl Default for Look {
    fn default() -> Self {
        Look { layer: Layer::Skin, tone: 2, build: 0, paint: false }
    }
}

/// A zone that can be picked.
#[derive(Debug)]
pub struct Zone {
    /// What it marks.
    pub place: Place,
    /// The key of the place, such as `mid-buttock-left`.
    pub key: Box<str>,
    /// Whether the paths are shown as their mirror images.
    pub mirrored: bool,
    /// Border.
    pub d: Box<str>,
    /// Space beside the body where a near miss still hits; may be empty.
    pub margin: Box<str>,
    /// Middle of the largest circle inside, in the frame of the view.
    pub label: (i16, i16),
    /// Radius of that circle.
    pub room: i16,
    /// Positions of the zones that the arrows up, right, down and left lead to.
    pub next: [u8; 4],
    /// What lies below the skin, the nearest first: the ends of word keys (`structure.*`).
    pub under: Vec<Box<str>>,
}

impl View {
    /// The id of its outline, by which what is drawn inside is cut.
    pub fn clip(&self) -> String {
        ["pm-body-", &self.name, self.build].concat()
    }

    /// The zone with this key.
    pub fn zone(&self, key: &str) -> Option<&Zone> {
        self.zones.iter().find(|zone| *zone.key == *key)
    }

    /// The position of the zone nearest to a point of the picture, given as fractions of the box that holds it.
    /// The drawing keeps its proportions inside that box and stands in its middle.
    pub fn nearest(&self, across: f64, down: f64, box_width: f64, box_height: f64) -> Option<usize> {
        let [left, top, width, height] = self.frame.map(f64::from);
        let scale = (box_width / width).min(box_height / height);
        if !(scale.is_finite() && scale > 0.0) {
            return None;
        }
        let x = left + width / 2.0 + (across - 0.5) * box_width / scale;
        let y = top + height / 2.0 + (down - 0.5) * box_height / scale;
        let far = |zone: &Zone| {
            let (dx, dy) = (x - f64::from(zone.label.0), y - f64::from(zone.label.1));
            (dx * dx + dy * dy).sqrt() - f64::from(zone.room)
        };
        let distances = self.zones.iter().enumerate().map(|(at, zone)| (far(zone), at));
        distances.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
    }
}
