//! What is drawn above the zones: how strong the pain is at each marked place, and the path that it takes. Strength is told
//! by the density of the hatching, by the size of the ring and by its number, so that no colour is needed.

use super::drawing::Zone;
use super::path as outline;
use crate::ui::parts::{all, element, named};
use yew::prelude::*;

/// Hatching, outline and disc of a marked zone: a tick while its strength was not asked, then the number.
pub fn mark(zone: &Zone, strength: Option<u8>) -> Html {
    let (x, y) = (zone.label.0.to_string(), zone.label.1.to_string());
    let place = ["translate(", &x, " ", &y, ")"].concat();
    let hatch = match strength {
        Some(0) => "none",
        Some(1..=3) => "url(#pm-hatch-1)",
        Some(7..) => "url(#pm-hatch-3)",
        _ => "url(#pm-hatch)",
    };
    let circle = |class, r: u8| named("circle", &["class", "r"], &[class, &r.to_string()], vec![]);
    let disc = match strength {
        None => vec![circle("map-disc-fill", 10), named("path", &["d"], &["M-5 0l4 4 7-8"], vec![])],
        Some(points) => vec![
            circle("map-halo", 12 + points),
            circle("map-disc-fill", 11),
            named("text", &["dy"], &[".36em"], vec![Html::from(AttrValue::from(points.to_string()))]),
        ],
    };
    let disc = named("g", &["class", "transform"], &["map-tick", &place], disc);
    let area = named("g", &["fill"], &[hatch], vec![outline("map-hatch", &zone.d, zone)]);
    element("g", &[], &[], Some(&zone.key), vec![area, disc])
}

/// The path of pain that travels, with a ring where it starts and an arrow where it ends.
pub fn path(ends: Option<[(i16, i16); 2]>) -> Html {
    let Some([(x, y), (to_x, to_y)]) = ends else { return Html::default() };
    let (dx, dy) = (to_x.saturating_sub(x), to_y.saturating_sub(y));
    // The arrow stops short of the disc in the middle of the zone, and points along or across the body.
    let down = dy.unsigned_abs() >= dx.unsigned_abs();
    let short = |d: i16| d.signum() * 17;
    let (end_x, end_y) = if down { (to_x, to_y - short(dy)) } else { (to_x - short(dx), to_y) };
    let bend = if down { (x, y + dy / 2, end_x, y + dy / 2) } else { (x + dx / 2, y, x + dx / 2, end_y) };
    let turn = match (down, dx > 0, dy > 0) {
        (true, _, true) => 0,
        (true, _, false) => 180,
        (false, true, _) => -90,
        (false, false, _) => 90,
    };
    let numbers = [x, y, bend.0, bend.1, bend.2, bend.3, end_x, end_y].map(|n| n.to_string());
    let mut d = String::from("M");
    for (at, number) in numbers.iter().enumerate() {
        d += if at == 2 { "C" } else { " " };
        d += number;
    }
    let [.., end_x, end_y] = &numbers;
    let place = ["translate(", end_x, " ", end_y, ")rotate(", &turn.to_string(), ")"].concat();
    let lines = ["map-path-halo", "map-path"].map(|class| {
        let tip = named("path", &["d", "transform"], &["M-11-15L0 0 11-15", &place], vec![]);
        named("g", &["class"], &[class], vec![named("path", &["d"], &[&d], vec![]), tip])
    });
    all(lines.into())
}
