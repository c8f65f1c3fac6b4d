//! The rows of the files in `assets/body`.

use super::geometry::Point;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `anatomy.json`: the measured figures by name.
#[derive(Deserialize)]
pub struct Anatomy {
    pub back: Figure,
    pub front: Figure,
    pub side: Figure,
}

/// The body from one direction: the right half from behind or in front, the whole right side from the side.
#[derive(Deserialize)]
pub struct Figure {
    pub silhouette: Vec<Point>,
    pub relief: Vec<Relief>,
}

#[derive(Deserialize)]
pub struct Relief {
    pub level: f64,
    pub points: Vec<Point>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    Back,
    Front,
    Side,
}

/// `zones.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zones {
    pub view: Vec<ViewRow>,
    pub back: Points,
    pub front: Points,
    pub side: Points,
    pub zone: Vec<ZoneRow>,
}

/// A view, or for a figure from the side two: one of each side.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewRow {
    pub name: String,
    pub figure: From,
    /// Left, top, width, height.
    pub frame: [i32; 4],
}

/// Named points of a figure: inside the body, and on its outline.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    pub point: BTreeMap<String, Point>,
    pub edge: BTreeMap<String, Edge>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    pub side: EdgeSide,
    pub y: i32,
}

/// Which part of the outline. In a half of the body: the outer or the inner side. From the side: behind or before.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EdgeSide {
    Outer,
    Inner,
    Behind,
    Before,
}

impl EdgeSide {
    /// Whether it is the part of the outline that is walked first, from the waist down.
    pub fn first(self) -> bool {
        matches!(self, EdgeSide::Outer | EdgeSide::Behind)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZoneRow {
    pub region: String,
    pub views: Vec<String>,
    pub row: u32,
    #[serde(default)]
    pub sided: bool,
    pub ring: Vec<String>,
    pub under: Vec<String>,
}

/// `drawing.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Art {
    pub soft: Vec<Soft>,
    pub ink: Vec<Ink>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Soft {
    pub views: Vec<String>,
    pub tone: String,
    #[serde(default)]
    pub blur: Blur,
    pub points: Vec<Point>,
}

/// How soft the edge of a shape is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Blur {
    /// As soft as the measured relief.
    Wide,
    #[default]
    Near,
    Crisp,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ink {
    pub views: Vec<String>,
    pub weight: String,
    /// At its widest, in tenths of a millimetre.
    pub width: u16,
    /// Where it is widest, in hundredths of its length.
    #[serde(default = "half")]
    pub peak: u16,
    #[serde(default)]
    pub mid: bool,
    pub points: Vec<Point>,
}

/// `under.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Under {
    pub shape: Vec<UnderShape>,
}

/// A bone, a muscle, a nerve, or a part of one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnderShape {
    pub views: Vec<String>,
    pub layers: Vec<Layer>,
    pub look: String,
    #[serde(default)]
    pub structure: String,
    #[serde(default)]
    pub open: bool,
    #[serde(default)]
    pub half: Half,
    pub points: Vec<Point>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    Bones = 1,
    Muscles = 2,
    Nerves = 4,
}

/// On which side of the picture a shape of a half stands.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Half {
    #[default]
    Both,
    Mid,
    Right,
    Left,
}

fn half() -> u16 {
    50
}
