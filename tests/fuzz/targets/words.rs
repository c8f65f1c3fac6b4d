//! The words of a language: `key = value` lines.

use posterior::text::Pack;

use super::{Target, lines};
use crate::change::{Makings, changed};
use crate::dice::Dice;

pub struct Words {
    good: Vec<&'static str>,
}

impl Words {
    pub fn new() -> Self {
        let good = vec![include_str!("../../../assets/text/en/interface.txt")];
        Words { good }
    }
}

impl Target for Words {
    fn name(&self) -> &'static str {
        "words"
    }

    fn text(&self, dice: &Dice) -> String {
        let makings = Makings {
            good: &self.good,
            deep: &["=", "{", "}", "{n}", "#", ".", "\n", "a=b\n"],
            long: &["a", "é", "😀", " ", "a.b = c\n", "\r\n"],
            odd: &[
                "{n",
                "{}",
                "{{n}}",
                "\u{0}",
                "\u{feff}",
                "\u{2028}",
                " = ",
                "=\n",
                "A = b",
                "<script>",
                "x = {n} {m}\n",
            ],
            seams: b"=\n{",
        };
        let good = lines(self.good[dice.below(self.good.len())], dice);
        if dice.below(4) == 0 { good.to_owned() } else { changed(good, &makings, dice) }
    }

    fn read(&self, text: &str) -> bool {
        Pack::parse(text).problems().is_empty()
    }

    fn check(&self, text: &str, thorough: bool) {
        let pack = Pack::parse(text);
        let keys: Vec<&str> = pack.keys().collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "keys are not in order, or stand twice");
        for key in keys.iter().take(if thorough { keys.len() } else { 20 }) {
            let words = pack.find(key).expect("a key has words");
            assert!(!words.is_empty() && !words.contains('\n'));
            let value = "{n}<b>";
            let filled = pack.fill(key, &[("n", value)]);
            // A value is put in where its name stands, and is not searched for names again.
            assert_eq!(filled.len(), words.len() + words.matches("{n}").count() * (value.len() - "{n}".len()));
            assert!(!pack.plural(key, 1).is_empty());
        }
    }
}
