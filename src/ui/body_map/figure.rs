//! The still part of the picture: skin, relief and lines. Nothing here can be touched, and no reader hears it. What it is
//! painted with (blurs, hatching, gradients) stands in the page, `index.html`.

use super::drawing::{Kind, Shape, View};
use crate::ui::parts::{all, named, within};
use yew::prelude::*;

/// Mirrors the right half to the left.
pub const MIRROR: &str = "scale(-1 1)";

/// The body as an illustrator would draw it.
pub fn figure(view: &View) -> Html {
    let clip = view.clip();
    let reference = ["url(#", &clip, ")"].concat();
    let body = |class| vec![named("path", &["class", "d"], &[class, &view.body], vec![])];
    // Shapes themselves: a clip path takes no groups.
    let mut outline = Vec::new();
    if view.kind != Kind::Flipped {
        outline.push(named("path", &["d"], &[&view.body], vec![]));
    }
    if view.kind != Kind::Whole {
        outline.push(named("path", &["d", "transform"], &[&view.body, MIRROR], vec![]));
    }
    let sides = |half: &dyn Fn() -> Vec<Html>| sides(view.kind, half);
    let skin = vec![
        sides(&|| body("map-skin")),
        filtered("url(#pm-wide)", vec![sides(&|| shapes(&view.wide)), sides(&|| body("map-rim"))]),
        filtered("url(#pm-near)", vec![sides(&|| shapes(&view.near))]),
        filtered("url(#pm-crisp)", vec![sides(&|| shapes(&view.crisp))]),
    ];
    all(vec![
        named("clipPath", &["id"], &[&clip], outline),
        named("g", &["clip-path"], &[&reference], skin),
        sides(&|| body("map-outline")),
        named("g", &["transform"], &["scale(.1)"], vec![all(shapes(&view.mid)), sides(&|| shapes(&view.ink))]),
    ])
}

/// What is drawn on one side, on the sides that the view shows.
fn sides(kind: Kind, half: &dyn Fn() -> Vec<Html>) -> Html {
    let mut shown = Vec::new();
    if kind != Kind::Flipped {
        shown.push(within("g", "", half()));
    }
    if kind != Kind::Whole {
        shown.push(named("g", &["transform"], &[MIRROR], half()));
    }
    all(shown)
}

fn filtered(filter: &str, inner: Vec<Html>) -> Html {
    named("g", &["filter"], &[filter], inner)
}

fn shapes(shapes: &[Shape]) -> Vec<Html> {
    shapes.iter().map(|shape| named("path", &["class", "d"], &[&shape.class, &shape.d], vec![])).collect()
}
