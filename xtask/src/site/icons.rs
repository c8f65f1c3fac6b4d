//! The site's icon, drawn from a list of circles: as SVG, and as the PNG files that some systems want.

use std::{fmt::Write as _, path::Path};

use anyhow::{Context, Result};
use miniz_oxide::deflate::compress_to_vec_zlib;

/// A circle on a field of 96 by 96.
struct Circle {
    x: f64,
    y: f64,
    r: f64,
    colour: [u8; 3],
}

const SIDE: f64 = 96.0;
const FIELD: [u8; 3] = [0x0b, 0x6e, 0x6a];
/// How round the corners of the field are.
const CORNER: f64 = 21.0;

/// The place that hurts, and how it spreads.
const CIRCLES: [Circle; 4] = [
    Circle { x: 48.0, y: 48.0, r: 36.0, colour: [0x2b, 0x86, 0x81] },
    Circle { x: 48.0, y: 48.0, r: 26.0, colour: [0x8f, 0xc8, 0xc2] },
    Circle { x: 48.0, y: 48.0, r: 16.0, colour: [0xf4, 0xfa, 0xf9] },
    Circle { x: 48.0, y: 48.0, r: 7.5, colour: [0xb5, 0x12, 0x1b] },
];

/// Writes `icon.svg`, two sizes of PNG with round corners, and one without for systems that cut a shape out themselves.
pub fn write(site: &Path) -> Result<()> {
    let files: [(&str, Vec<u8>); 4] = [
        ("icon.svg", svg()?.into_bytes()),
        ("icon-192.png", png(192, CORNER)),
        ("icon-512.png", png(512, CORNER)),
        ("icon-maskable-512.png", png(512, 0.0)),
    ];
    for (name, bytes) in files {
        std::fs::write(site.join(name), bytes).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

fn svg() -> Result<String> {
    let colour = |[r, g, b]: [u8; 3]| format!("#{r:02x}{g:02x}{b:02x}");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {SIDE}\"><rect width=\"{SIDE}\" height=\"{SIDE}\" \
         rx=\"{CORNER}\" fill=\"{}\"/>",
        colour(FIELD)
    );
    for Circle { x, y, r, colour: fill } in CIRCLES {
        write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{}\"/>", colour(fill))?;
    }
    out.push_str("</svg>\n");
    Ok(out)
}

/// The same picture in dots, each the mean of sixteen.
fn png(size: u32, corner: f64) -> Vec<u8> {
    const PARTS: u32 = 4;
    let scale = SIDE / f64::from(size * PARTS);
    let mut rows = Vec::new();
    for y in 0..size {
        // Every row tells first how it is packed: not at all.
        rows.push(0);
        for x in 0..size {
            let mut sum = [0_u32; 4];
            for part in 0..PARTS * PARTS {
                let at = |dot: u32, part: u32| (f64::from(dot * PARTS + part) + 0.5) * scale;
                if let Some(colour) = colour_at(at(x, part % PARTS), at(y, part / PARTS), corner) {
                    sum[3] += 1;
                    (0..3).for_each(|i| sum[i] += u32::from(colour[i]));
                }
            }
            // A dot on the edge has the colour of what is inside, and is see-through for the rest.
            let dot = |i: usize| sum[i].checked_div(sum[3]).unwrap_or(0);
            let opacity = sum[3] * 255 / (PARTS * PARTS);
            rows.extend([dot(0), dot(1), dot(2), opacity].map(|value| value.min(255) as u8));
        }
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = [size.to_be_bytes(), size.to_be_bytes()].concat();
    // Eight bits a colour, four colours a dot, nothing special.
    head.extend([8, 6, 0, 0, 0]);
    for (kind, data) in [(b"IHDR", head), (b"IDAT", compress_to_vec_zlib(&rows, 9)), (b"IEND", Vec::new())] {
        let named = [kind.as_slice(), &data].concat();
        out.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
        out.extend(&named);
        out.extend(crc(&named).to_be_bytes());
    }
    out
}

fn colour_at(x: f64, y: f64, corner: f64) -> Option<[u8; 3]> {
    let inside = |cx: f64, cy: f64, r: f64| (x - cx).powi(2) + (y - cy).powi(2) <= r * r;
    let near = |v: f64| v.clamp(corner, SIDE - corner);
    if corner > 0.0 && !inside(near(x), near(y), corner) {
        return None;
    }
    let top = CIRCLES.iter().rev().find(|circle| inside(circle.x, circle.y, circle.r));
    Some(top.map_or(FIELD, |circle| circle.colour))
}

/// The check sum of PNG (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn corners_are_clear_and_the_middle_is_not() {
        assert_eq!(colour_at(1.0, 1.0, CORNER), None);
        assert_eq!(colour_at(1.0, 1.0, 0.0), Some(FIELD));
        assert_eq!(colour_at(48.0, 48.0, CORNER), Some([0xb5, 0x12, 0x1b]));
    }
}
