//! Prints a view as the Rust tables of the interface.

use super::View;
use anyhow::{Result, bail};
use std::fmt::Write as _;

/// Appends the table of one view.
pub fn print(out: &mut String, view: &View) -> Result<()> {
    let name = view.name.to_uppercase();
    writeln!(out, "\n/// The view `{}`.", view.name)?;
    writeln!(out, "#[rustfmt::skip]\npub(super) static {name}: Drawing = Drawing {{\n    frame: {:?},", view.frame)?;
    writeln!(out, "    body: {:?},", view.body.path(false))?;
    for (field, shapes) in [("relief", &view.relief), ("soft", &view.soft)] {
        writeln!(out, "    {field}: &[")?;
        for (tone, d) in shapes {
            writeln!(out, "        Soft {{ class: {:?}, d: {d:?} }},", format!("map-{tone}"))?;
        }
        writeln!(out, "    ],")?;
    }
    writeln!(out, "    lines: &[")?;
    for (weight, mid, d) in &view.lines {
        writeln!(out, "        Line {{ class: {:?}, mid: {mid}, d: {d:?} }},", format!("map-{weight}"))?;
    }
    writeln!(out, "    ],\n    zones: &[")?;
    for zone in &view.zones {
        let (side, suffix) = match zone.left {
            None => ("None", ""),
            Some(true) => ("Some(Side::Left)", "-left"),
            Some(false) => ("Some(Side::Right)", "-right"),
        };
        if zone.region.contains(['"', '\\']) {
            bail!("odd region id {}", zone.region);
        }
        writeln!(out, "        Zone {{")?;
        writeln!(out, "            key: \"{}{suffix}\",", zone.region)?;
        writeln!(out, "            side: {side},\n            d: {:?},", zone.curve.path(true))?;
        writeln!(out, "            margin: {:?},", zone.margin)?;
        writeln!(out, "            label: {:?},\n            room: {},", zone.label, zone.room)?;
        writeln!(out, "            next: {:?},\n        }},", zone.next)?;
    }
    writeln!(out, "    ],\n}};")?;
    Ok(())
}
