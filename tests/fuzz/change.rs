//! Random changes to a text.

use crate::dice::Dice;

/// What a text is made worse with.
pub struct Makings<'a> {
    /// Good texts, whose pieces are mixed.
    pub good: &'a [&'a str],
    /// What opens something, and is put many times over.
    pub deep: &'a [&'a str],
    /// What makes a text long.
    pub long: &'a [&'a str],
    /// What readers trip over.
    pub odd: &'a [&'a str],
    /// Bytes behind which a piece is a value or a key, and not only noise.
    pub seams: &'a [u8],
}

/// Mostly small, now and then very large.
pub fn size(dice: &Dice) -> usize {
    let largest = *dice.one(&[4, 4, 4, 16, 16, 200, 200, 2_000, 2_000, 200_000]);
    dice.below(largest)
}

/// A good text with some changes.
pub fn changed(text: &str, makings: &Makings<'_>, dice: &Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=dice.below(4) {
        change(&mut bytes, makings, dice);
    }
    // What is not UTF-8 is answered before anything here reads it; tests/contract.rs shows it.
    String::from_utf8_lossy(&bytes).into_owned()
}

fn change(bytes: &mut Vec<u8>, makings: &Makings<'_>, dice: &Dice) {
    let at = dice.below(bytes.len());
    let end = (at + size(dice)).min(bytes.len());
    match dice.below(9) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        3 => {
            let other = dice.one(makings.good).as_bytes();
            bytes.truncate(at);
            bytes.extend_from_slice(&other[dice.below(other.len())..]);
        }
        4 => {
            let deep = dice.one(makings.deep).repeat(size(dice));
            bytes.splice(at..at, deep.bytes());
        }
        5 => {
            let long = dice.one(makings.long).repeat(size(dice));
            bytes.splice(at..at, long.bytes());
        }
        6 => {
            let odd = dice.one(makings.odd).bytes();
            bytes.splice(at..at, odd);
        }
        7 => {
            let places: Vec<usize> = (0..bytes.len()).filter(|&at| makings.seams.contains(&bytes[at])).collect();
            let at = places.get(dice.below(places.len())).map_or(0, |at| at + 1);
            let odd = dice.one(makings.odd).bytes();
            bytes.splice(at..at, odd);
        }
        // One letter becomes another of the same text: often still of the form.
        _ => {
            let other = bytes.get(dice.below(bytes.len())).copied();
            if let (Some(byte), Some(other)) = (bytes.get_mut(at), other) {
                *byte = other;
            }
        }
    }
}
