//! Links: what a fragment of an address holds.

use posterior::case::{Answer, Case, Mark, Marks, Place, Sex};
use posterior::flow::Model;
use posterior::reason::assess;
use posterior::report::{Answers, read, write};
use posterior::vocabulary::{FindingId, TestId};

use super::Target;
use crate::change::{Makings, changed};
use crate::dice::Dice;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub struct Links;

/// The link to random answers.
fn good(dice: &Dice) -> String {
    let mut case = Case::default();
    case.age = dice.one(&[None, Some(0), Some(34), Some(120)]).to_owned();
    case.severity = dice.one(&[None, Some(0), Some(10)]).to_owned();
    case.sex = dice.one(&[None, Some(Sex::Female), Some(Sex::Male)]).to_owned();
    let answer = || *dice.one(&[Answer::Unknown, Answer::Unknown, Answer::Yes, Answer::No]);
    Place::all().for_each(|place| case.places.set(place, dice.below(20) == 0));
    FindingId::all().for_each(|id| case.set_finding(id, answer()));
    TestId::all().for_each(|id| case.set_test(id, answer()));
    let mut marks = Marks::default();
    if dice.below(2) == 0 {
        case.places.iter().for_each(|place| {
            let strength = *dice.one(&[None, Some(0), Some(10)]);
            marks.set(Mark { place, strength, qualities: dice.below(1 << 10) as u16 });
        });
        marks.path = [(); 2].map(|()| case.places.iter().next());
    }
    write(&Answers { case, marks, safety_asked: dice.below(2) == 0, all_asked: dice.below(2) == 0 })
}

/// Random bytes of the right length with the right check sum: only the values inside can be wrong.
fn signed(dice: &Dice) -> String {
    let length = write(&Answers::default()).len();
    let mut bytes: Vec<u8> = (0..(length - 1) * 3 / 4 - 2).map(|_| dice.roll() as u8).collect();
    if dice.below(2) == 0 {
        // Pairs of bits that are all one stand for nothing; without them more is accepted.
        bytes.iter_mut().for_each(|byte| *byte &= 0b0101_0101);
    }
    let mut sum = u16::MAX;
    for &byte in &bytes {
        sum ^= u16::from(byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 };
        }
    }
    bytes.extend(sum.to_be_bytes());
    let mut link = String::from(*dice.one(&["1", "1", "2"]));
    for three in bytes.chunks(3) {
        let at = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let whole = at(0) << 16 | at(1) << 8 | at(2);
        (0..=three.len()).for_each(|at| link.push(char::from(LETTERS[(whole >> (18 - 6 * at) & 63) as usize])));
    }
    link
}

impl Target for Links {
    fn name(&self) -> &'static str {
        "links"
    }

    fn text(&self, dice: &Dice) -> String {
        let link = good(dice);
        match dice.below(8) {
            0 => link,
            1 | 2 => signed(dice),
            _ => {
                let other = good(dice);
                let makings = Makings {
                    good: &[&other],
                    deep: &["1", "A", "=", "#a=1", "%"],
                    long: &["_", "-", "AAAA", "é", "😀", "%20"],
                    odd: &["=", "+", "/", "\u{0}", "\u{202e}", "#", "&", "<b>", "9", "2"],
                    seams: b"1A_",
                };
                changed(&link, &makings, dice)
            }
        }
    }

    fn read(&self, text: &str) -> bool {
        read(text).is_ok()
    }

    fn check(&self, text: &str, thorough: bool) {
        let Ok(answers) = read(text) else { return };
        // No two links say the same, so what is read is written as it was.
        assert_eq!(write(&answers), text);
        if thorough {
            let model = Model::restored(answers.case.clone(), answers.safety_asked, answers.all_asked);
            assert_eq!(assess(model.case()).triage, assess(&answers.case).triage);
        }
    }
}
