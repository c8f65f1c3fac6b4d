//! The rows of the files in `assets/body`.

use super::geometry::Point;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
pub struct Anatomy {
    pub silhouette: Vec<Point>,
    pub relief: Vec<Relief>,
}

#[derive(Deserialize)]
pub struct Relief {
    pub level: f64,
    pub points: Vec<Point>,
}

#[derive(Deserialize)]
pub struct Zones {
    pub view: BTreeMap<String, [i32; 4]>,
    pub point: BTreeMap<String, Point>,
    pub edge: BTreeMap<String, Edge>,
    pub zone: Vec<ZoneRow>,
}

#[derive(Deserialize)]
pub struct Edge {
    pub side: String,
    pub y: i32,
}

#[derive(Deserialize)]
pub struct ZoneRow {
    pub region: String,
    pub views: Vec<String>,
    pub row: u32,
    #[serde(default)]
    pub sided: bool,
    pub ring: Vec<String>,
}

#[derive(Deserialize)]
pub struct Art {
    pub soft: Vec<Soft>,
    pub line: Vec<Line>,
}

#[derive(Deserialize)]
pub struct Soft {
    pub views: Vec<String>,
    pub tone: String,
    /// Blurred as widely as the measured relief.
    #[serde(default)]
    pub wide: bool,
    pub points: Vec<Point>,
}

#[derive(Deserialize)]
pub struct Line {
    pub views: Vec<String>,
    pub weight: String,
    #[serde(default)]
    pub mid: bool,
    pub points: Vec<Point>,
}
