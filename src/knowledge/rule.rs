//! Conditions as data: a small three-valued language, compiled to postfix by the bake.

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

/// A condition in postfix order.
#[derive(Clone, Copy, Debug)]
pub struct Rule(pub &'static [Op]);

impl Rule {
    /// The deepest stack that the bake lets a rule need.
    pub const MAX_DEPTH: usize = 32;
}
