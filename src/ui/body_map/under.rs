//! What lies under the skin, drawn where it lies.

use super::drawing::{Deep, Half, Kind, Layer, View, Zone};
use super::figure::MIRROR;
use crate::ui::parts::named;
use yew::prelude::*;

/// One layer of a view. What lies under one of the zones in `lit`, on the same side, stands out.
pub fn under(view: &View, layer: Layer, lit: &[&Zone]) -> Html {
    let clip = ["url(#", &view.clip(), ")"].concat();
    let mut inner = Vec::new();
    for shape in view.under.iter().filter(|shape| shape.layers & layer.bit() != 0) {
        if view.kind != Kind::Flipped && shape.half != Half::Left {
            inner.push(deep(view, shape, lit, false));
        }
        if view.kind == Kind::Flipped || (view.kind == Kind::Halves && matches!(shape.half, Half::Both | Half::Left)) {
            inner.push(deep(view, shape, lit, true));
        }
    }
    let class = ["map-under map-under-", layer.slug()].concat();
    named("g", &["class", "clip-path", "aria-hidden"], &[&class, &clip, "true"], inner)
}

fn deep(view: &View, shape: &Deep, lit: &[&Zone], mirrored: bool) -> Html {
    let here = |zone: &Zone| {
        view.kind != Kind::Halves || shape.half == Half::Mid || zone.label.0 == 0 || zone.mirrored == mirrored
    };
    let lit = lit.iter().any(|zone| here(zone) && zone.under.contains(&shape.structure));
    let class = if lit { [&shape.class, " is-lit"].concat() } else { shape.class.to_string() };
    let fill = ["url(#pm-", shape.class.trim_start_matches("map-"), ")"].concat();
    // A shape that is not mirrored gets an empty list of transforms.
    let transform = if mirrored { MIRROR } else { "" };
    named("path", &["class", "fill", "d", "transform"], &[&class, &fill, &shape.d, transform], vec![])
}
