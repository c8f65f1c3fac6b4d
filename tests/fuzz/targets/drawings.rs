//! The drawing of the body: one thing a line.

use posterior::case::Place;
use posterior::ui::Body;

use super::{Target, lines};
use crate::change::{Makings, changed};
use crate::dice::Dice;

const FILE: &str = include_str!("../../../assets/body/drawing.txt");

pub struct Drawings {
    good: Vec<&'static str>,
    zones: Vec<&'static str>,
}

impl Drawings {
    pub fn new() -> Self {
        let zones = FILE.lines().filter(|line| line.starts_with("zone ")).collect();
        Drawings { good: FILE.lines().collect(), zones }
    }

    /// A drawing of one view and a few lines, with arrows that lead somewhere.
    fn small(&self, dice: &Dice) -> String {
        let mut text = String::from("body-map 1\nview back halves -194 -300 388 530\n");
        for line in lines(FILE, dice).lines().take(30).filter(|line| !line.starts_with(['z', 'v', 'b', 'h', 'm', 'e']))
        {
            text.push_str(line);
            text.push('\n');
        }
        for _ in 0..=dice.below(3) {
            let zone = dice.one(&self.zones);
            let words: Vec<&str> = zone.splitn(11, ' ').collect();
            let [kind, key, mirrored, x, y, room, _, _, _, _, path] = words[..] else { continue };
            text.push_str(&[kind, key, mirrored, x, y, room, "0 0 0 0", path].join(" "));
            text.push('\n');
        }
        text.push_str("end\n");
        text
    }
}

impl Target for Drawings {
    fn name(&self) -> &'static str {
        "drawings"
    }

    fn text(&self, dice: &Dice) -> String {
        let makings = Makings {
            good: &self.good,
            deep: &["M0 0", "zone ", "l1 1", "-", "\n", "holds a\n"],
            long: &["9", "z", "é", " ", "c1 1 1 1 1 1", "view back halves 0 0 9 9\n"],
            odd: &[
                "99999",
                "-32769",
                "NaN",
                "<path>",
                "url(#a)",
                "\"",
                "\u{0}",
                "end\n",
                "zone elbow",
                "M",
                "1e9",
                "--1",
            ],
            seams: b" \nM",
        };
        let good = if dice.below(200) == 0 { FILE.to_owned() } else { self.small(dice) };
        if dice.below(4) == 0 { good } else { changed(&good, &makings, dice) }
    }

    fn read(&self, text: &str) -> bool {
        Body::parse(text).is_ok()
    }

    fn check(&self, text: &str, _: bool) {
        match Body::parse(text) {
            Err(line) => assert!(line <= text.lines().count().max(1), "no line {line} is there"),
            Ok(body) => {
                for view in body.views() {
                    let count = view.zones.len();
                    assert!(count > 0);
                    for zone in &view.zones {
                        assert!(Place::from_key(&zone.key).is_some());
                        assert!(zone.next.iter().all(|&to| usize::from(to) < count), "an arrow leads nowhere");
                        assert!(zone.d.starts_with('M') && zone.d.is_ascii(), "no path: {}", zone.d);
                        assert!(!zone.d.contains(['<', '"', '&', '(']));
                    }
                }
            }
        }
    }
}
