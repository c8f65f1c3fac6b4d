//! What the generated tables of the body map hold, and the geometry that a tap needs.

use super::shapes;
use crate::vocabulary::Side;

/// One drawing of the body with its zones.
#[derive(Debug, PartialEq)]
pub struct Drawing {
    /// Left, top, width and height in millimetres, as an SVG view box.
    pub frame: [i16; 4],
    /// Outline of the right half; the left is its mirror image.
    pub body: &'static str,
    /// Soft shapes of the right half with a wide blur: the measured relief from dark to light, then drawn ones.
    pub relief: &'static [Soft],
    /// Soft shapes of the right half with a narrow blur.
    pub soft: &'static [Soft],
    /// The few lines an illustrator would draw.
    pub lines: &'static [Line],
    /// Zones in reading order: rows from the top, each from the viewer's left.
    pub zones: &'static [Zone],
}

/// A soft shape: its class gives light or shade.
#[derive(Debug, PartialEq)]
pub struct Soft {
    /// CSS class.
    pub class: &'static str,
    /// Path of the right half.
    pub d: &'static str,
}

/// A line of the drawing.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// CSS class.
    pub class: &'static str,
    /// Whether it lies on the midline and is drawn once.
    pub mid: bool,
    /// Path of the right half.
    pub d: &'static str,
}

/// A zone that can be picked.
#[derive(Debug, PartialEq)]
pub struct Zone {
    /// Region and side, such as `mid-buttock-left`.
    pub key: &'static str,
    /// The person's own side; none on the midline.
    pub side: Option<Side>,
    /// Border; for a left zone its mirror image.
    pub d: &'static str,
    /// Space beside the body where a near miss still hits; mirrored like the border.
    pub margin: &'static str,
    /// Middle of the largest circle inside.
    pub label: (i16, i16),
    /// Radius of that circle.
    pub room: i16,
    /// Positions of the zones that the arrows up, right, down and left lead to.
    pub next: [u8; 4],
}

/// Which drawing is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum View {
    /// Waist to thigh, from behind.
    #[default]
    Back,
    /// The legs from behind, for pain that travels.
    Legs,
}

impl View {
    /// All views in the order of their buttons.
    pub const ALL: [View; 2] = [View::Back, View::Legs];

    /// A stable name: part of word keys and of the ids inside the picture.
    pub const fn slug(self) -> &'static str {
        match self {
            View::Back => "back",
            View::Legs => "legs",
        }
    }

    /// The drawing of this view.
    pub fn drawing(self) -> &'static Drawing {
        match self {
            View::Back => &shapes::BACK,
            View::Legs => &shapes::LEGS,
        }
    }

    /// The first view that shows this place, the shown one first of all.
    pub fn showing(self, key: &str) -> Option<View> {
        std::iter::once(self).chain(View::ALL).find(|view| view.drawing().zone(key).is_some())
    }
}

impl Zone {
    /// Whether the zone is drawn as the mirror image of its path.
    pub fn mirrored(&self) -> bool {
        self.side == Some(Side::Left)
    }
}

impl Drawing {
    /// The zone with this key.
    pub fn zone(&self, key: &str) -> Option<&'static Zone> {
        self.zones.iter().find(|zone| zone.key == key)
    }

    /// The position of the zone nearest to a point of the picture, given as fractions of the box that holds it.
    /// The drawing keeps its proportions inside that box and stands in its middle.
    pub fn nearest(&self, across: f64, down: f64, box_width: f64, box_height: f64) -> Option<usize> {
        let [left, top, width, height] = self.frame.map(f64::from);
        let scale = (box_width / width).min(box_height / height);
        if !(scale.is_finite() && scale > 0.0) {
            return None;
        }
        let x = left + width / 2.0 + (across - 0.5) * box_width / scale;
        let y = top + height / 2.0 + (down - 0.5) * box_height / scale;
        let far = |zone: &Zone| {
            let (dx, dy) = (x - f64::from(zone.label.0), y - f64::from(zone.label.1));
            (dx * dx + dy * dy).sqrt() - f64::from(zone.room)
        };
        (0..self.zones.len())
            .filter_map(|at| self.zones.get(at).map(|zone| (far(zone), at)))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tap_beside_the_body_finds_the_zone_next_to_it() {
        let back = View::Back.drawing();
        let key =
            |x: f64, y: f64, w: f64, h: f64| back.nearest(x, y, w, h).and_then(|i| back.zones.get(i)).map(|z| z.key);
        assert_eq!(key(0.02, 0.5, 388.0, 530.0), Some("outer-hip-left"));
        assert_eq!(key(0.98, 0.5, 388.0, 530.0), Some("outer-hip-right"));
        // In a box twice as wide the picture stands in the middle, with empty space on both sides.
        assert_eq!(key(0.26, 0.5, 776.0, 530.0), Some("outer-hip-left"));
        assert_eq!(key(0.5, 0.5, 0.0, 0.0), None);
    }

    #[test]
    fn the_persons_left_is_on_the_viewers_left_from_behind() {
        for zone in View::ALL.iter().flat_map(|view| view.drawing().zones) {
            match zone.side {
                Some(Side::Left) => assert!(zone.label.0 < 0 && zone.key.ends_with("-left"), "{}", zone.key),
                Some(Side::Right) => assert!(zone.label.0 > 0 && zone.key.ends_with("-right"), "{}", zone.key),
                None => assert!(
                    zone.label.0 == 0 && crate::vocabulary::RegionId::from_slug(zone.key).is_some(),
                    "{}",
                    zone.key
                ),
            }
        }
    }

    #[test]
    fn a_view_that_shows_a_place_is_found() {
        assert_eq!(View::Legs.showing("back-thigh-left"), Some(View::Legs));
        assert_eq!(View::Legs.showing("sacrum"), Some(View::Back));
        assert_eq!(View::Back.showing("calf-right"), Some(View::Legs));
        assert_eq!(View::Back.showing("saddle"), None);
    }
}
