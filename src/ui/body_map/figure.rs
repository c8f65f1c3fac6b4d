//! The still part of the picture: skin, relief and lines. Nothing here can be touched, and no reader hears it.

use super::drawing::{Drawing, Line, Soft, View};
use crate::ui::parts::{all, named, within};
use yew::prelude::*;

/// Mirrors the right half to the left.
pub const MIRROR: &str = "scale(-1 1)";

/// The body as an illustrator would draw it.
pub fn figure(view: View) -> Html {
    let drawing: &Drawing = view.drawing();
    let clip = ["pm-body-", view.slug()].concat();
    let reference = ["url(#", &clip, ")"].concat();
    let body = |class| named("path", &["class", "d"], &[class, drawing.body], vec![]);
    // Shapes themselves: a clip path takes no groups.
    let outline = vec![
        named("path", &["d"], &[drawing.body], vec![]),
        named("path", &["d", "transform"], &[drawing.body, MIRROR], vec![]),
    ];
    let skin = vec![
        halves(&|| vec![body("map-skin")]),
        filtered("url(#pm-wide)", vec![halves(&|| soft(drawing.relief)), halves(&|| vec![body("map-rim")])]),
        filtered("url(#pm-near)", vec![halves(&|| soft(drawing.soft))]),
    ];
    let lines = |mid: bool| {
        let shown = drawing.lines.iter().filter(move |line| line.mid == mid);
        shown.map(line).collect::<Vec<_>>()
    };
    named(
        "g",
        &["class", "aria-hidden"],
        &["map-figure", "true"],
        vec![
            within(
                "defs",
                "",
                vec![
                    named("clipPath", &["id"], &[&clip], outline),
                    blur("pm-wide", "9"),
                    blur("pm-near", "4.5"),
                    hatch(),
                ],
            ),
            named("g", &["clip-path"], &[&reference], skin),
            halves(&|| vec![body("map-outline")]),
            all(lines(true)),
            halves(&|| lines(false)),
        ],
    )
}

fn halves(half: &dyn Fn() -> Vec<Html>) -> Html {
    all(vec![within("g", "", half()), named("g", &["transform"], &[MIRROR], half())])
}

fn filtered(filter: &str, inner: Vec<Html>) -> Html {
    named("g", &["filter"], &[filter], inner)
}

fn soft(shapes: &'static [Soft]) -> Vec<Html> {
    let path = |shape: &Soft| named("path", &["class", "d"], &[shape.class, shape.d], vec![]);
    shapes.iter().map(path).collect()
}

fn line(line: &Line) -> Html {
    named("path", &["class", "d"], &[line.class, line.d], vec![])
}

/// The filter region is the whole picture: a box around a thin shape would cut its blur off.
fn blur(id: &str, by: &str) -> Html {
    let names = &["id", "x", "y", "width", "height", "color-interpolation-filters"];
    let values = &[id, "-10%", "-10%", "120%", "120%", "sRGB"];
    named("filter", names, values, vec![named("feGaussianBlur", &["stdDeviation"], &[by], vec![])])
}

fn hatch() -> Html {
    let names = &["id", "width", "height", "patternUnits", "patternTransform"];
    let values = &["pm-hatch", "9", "9", "userSpaceOnUse", "rotate(45)"];
    let line = named("path", &["class", "d"], &["map-hatch-line", "M4.5 0v9"], vec![]);
    named("pattern", names, values, vec![line])
}
