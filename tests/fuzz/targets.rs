//! What reads texts from outside, and what must hold of each reading.

mod cases;
#[cfg(feature = "ui")]
mod drawings;
mod links;
mod words;

pub use cases::Cases;
#[cfg(feature = "ui")]
pub use drawings::Drawings;
pub use links::Links;
pub use words::Words;

use crate::dice::Dice;

/// How many there are; they share the time.
pub const COUNT: usize = 4;

/// One reader.
pub trait Target {
    /// What it reads, in messages.
    fn name(&self) -> &'static str;
    /// A text for it, good or bad.
    fn text(&self, dice: &Dice) -> String;
    /// Reads it; true when it is accepted. This alone is timed.
    fn read(&self, text: &str) -> bool;
    /// What holds for every text, whether it was accepted or not. What is slow to look at is looked at when `thorough`.
    fn check(&self, text: &str, thorough: bool);
}

/// A piece of a long text, in whole lines: most faults are faults of a line, and short texts are read by the thousand.
fn lines<'a>(text: &'a str, dice: &Dice) -> &'a str {
    if dice.below(64) == 0 {
        return text;
    }
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let from = dice.below(starts.len());
    let to = (from + 1 + dice.below(20)).min(starts.len() - 1);
    text.get(starts[from.min(to)]..starts[to]).unwrap_or(text)
}
