//! Prints a view as lines of the drawing file, which `src/ui/body_map/parse.rs` reads.

use super::{Kind, View};
use std::fmt::Write as _;

/// Appends the lines of one view.
pub fn print(out: &mut String, view: &View) {
    let [left, top, width, height] = view.frame;
    let kind = match view.kind {
        Kind::Halves => "halves",
        Kind::Whole => "whole",
        Kind::Flipped => "flipped",
    };
    let mut line = |words: &[&str]| {
        let _ = writeln!(out, "{}", words.join(" "));
    };
    line(&["view", &view.name, kind, &format!("{left} {top} {width} {height}")]);
    line(&["body", &view.body.path(false)]);
    for (tag, class, d) in &view.art {
        line(&[tag, class, d]);
    }
    for under in &view.under {
        line(&["under", &under.layers.to_string(), under.half, &under.look, &under.structure, &under.d]);
    }
    for zone in &view.zones {
        let ((x, y), [up, right, down, left]) = (zone.label, zone.next);
        let numbers = format!("{x} {y} {} {up} {right} {down} {left}", zone.room);
        line(&["zone", &zone.key(), if zone.mirrored { "1" } else { "0" }, &numbers, &zone.curve.path(true)]);
        if !zone.margin.is_empty() {
            line(&["margin", &zone.margin]);
        }
        if !zone.under.is_empty() {
            line(&["holds", &zone.under.join(" ")]);
        }
    }
}
