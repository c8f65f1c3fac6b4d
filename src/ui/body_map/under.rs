//! What lies under the skin, drawn where it lies.

use super::drawing::{Deep, Half, Kind, Layer, View};
use super::figure::MIRROR;
use crate::ui::parts::{all, named};
use yew::prelude::*;

/// One layer of a view. What belongs to one of the structures in `lit` stands out.
pub fn under(view: &View, layer: Layer, lit: &[&str]) -> Html {
    let clip = ["url(#pm-body-", &view.name, ")"].concat();
    let shown = view.under.iter().filter(|shape| shape.layers & layer.bit() != 0);
    let inner = shown.map(|shape| deep(view.kind, shape, lit.contains(&&*shape.structure))).collect();
    let class = ["map-under map-under-", layer.slug()].concat();
    named("g", &["class", "clip-path", "aria-hidden"], &[&class, &clip, "true"], inner)
}

fn deep(kind: Kind, shape: &Deep, lit: bool) -> Html {
    let class: &str = if lit { &[&shape.class, " is-lit"].concat() } else { &shape.class };
    let fill = ["url(#pm-", shape.class.trim_start_matches("map-"), ")"].concat();
    let mut paths = Vec::new();
    if kind != Kind::Flipped && shape.half != Half::Left {
        paths.push(named("path", &["class", "fill", "d"], &[class, &fill, &shape.d], vec![]));
    }
    if kind == Kind::Flipped || (kind == Kind::Halves && matches!(shape.half, Half::Both | Half::Left)) {
        let names = &["class", "fill", "d", "transform"];
        paths.push(named("path", names, &[class, &fill, &shape.d, MIRROR], vec![]));
    }
    all(paths)
}
