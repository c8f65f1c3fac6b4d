//! Conditions as data: a small three-valued language, compiled to postfix by the bake.

use crate::vocabulary::{FindingId, TestId};

/// One step of a compiled condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// The finding at this index of the vocabulary.
    Finding(u8),
    /// The self-test at this index is positive.
    Test(u8),
    /// The region at this index, or an area that holds it, is marked.
    Region(u8),
    /// Anything on this side is marked: 0 left, 1 right.
    Side(u8),
    /// Age in years is at least this.
    AgeAtLeast(u8),
    /// Worst severity is at least this.
    SeverityAtLeast(u8),
    /// The pain is not older than the first n + 1 duration classes of the vocabulary.
    DurationAtMost(u8),
    /// Sex at birth is male.
    Male,
    /// Takes two values.
    And,
    /// Takes two values.
    Or,
    /// Takes one value.
    Not,
    /// Takes one value; true unless it is false.
    Possibly,
    /// Takes `of` values; true when at least `least` of them are.
    Count {
        /// How many must be true.
        least: u8,
        /// How many values it takes.
        of: u8,
    },
}

/// A condition in postfix order, one byte a fact: below [`Rule::OPERATORS`] the fact at that place of the tables, from there
/// on an operator, followed by its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule(pub &'static [u8]);

impl Rule {
    /// The deepest stack that the bake lets a rule need.
    pub const MAX_DEPTH: usize = 32;
    /// The first code that is no fact. In order: `AgeAtLeast`, `SeverityAtLeast`, `DurationAtMost`, `Side`, `Count`, each with
    /// operands; `Male`, `And`, `Or`, `Not`, `Possibly` without.
    pub const OPERATORS: u8 = 244;

    /// The steps. A code that means nothing, or an operand that is missing, ends them: the bake writes neither.
    pub fn ops(self) -> impl Iterator<Item = Op> {
        let mut rest = self.0.iter().copied();
        core::iter::from_fn(move || {
            let code = rest.next()?;
            let at = usize::from(code);
            let (findings, tests) = (FindingId::COUNT, FindingId::COUNT + TestId::COUNT);
            Some(match code.checked_sub(Self::OPERATORS) {
                None if at < findings => Op::Finding(code),
                None if at < tests => Op::Test((at - findings) as u8),
                None => Op::Region((at - tests) as u8),
                Some(0) => Op::AgeAtLeast(rest.next()?),
                Some(1) => Op::SeverityAtLeast(rest.next()?),
                Some(2) => Op::DurationAtMost(rest.next()?),
                Some(3) => Op::Side(rest.next()?),
                Some(4) => Op::Count { least: rest.next()?, of: rest.next()? },
                Some(5) => Op::Male,
                Some(6) => Op::And,
                Some(7) => Op::Or,
                Some(8) => Op::Not,
                Some(9) => Op::Possibly,
                Some(_) => return None,
            })
        })
    }
}
