//! Three-valued conditions over a case (Kleene logic): true, false, not answered.

use crate::case::{Answer, Case, Duration, Sex};
use crate::knowledge::{Op, Population, Rule, derived, model};
use crate::vocabulary::{FindingId, RegionId, Side, TestId};

/// A truth value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tri {
    True,
    False,
    Unknown,
}

impl Tri {
    fn known(value: Option<bool>) -> Tri {
        match value {
            Some(true) => Tri::True,
            Some(false) => Tri::False,
            None => Tri::Unknown,
        }
    }

    fn and(self, other: Tri) -> Tri {
        match (self, other) {
            (Tri::False, _) | (_, Tri::False) => Tri::False,
            (Tri::True, Tri::True) => Tri::True,
            _ => Tri::Unknown,
        }
    }

    fn not(self) -> Tri {
        match self {
            Tri::True => Tri::False,
            Tri::False => Tri::True,
            Tri::Unknown => Tri::Unknown,
        }
    }

    fn or(self, other: Tri) -> Tri {
        self.not().and(other.not()).not()
    }
}

impl From<Answer> for Tri {
    fn from(answer: Answer) -> Tri {
        match answer {
            Answer::Yes => Tri::True,
            Answer::No => Tri::False,
            Answer::Unknown => Tri::Unknown,
        }
    }
}

/// A case with the findings that it implies filled in, where the person said nothing about them.
pub(super) struct Known {
    pub(super) case: Case,
}

impl Known {
    pub(super) fn new(case: &Case) -> Known {
        let mut known = Known { case: case.clone() };
        for row in derived() {
            if known.case.finding(row.finding) == Answer::Unknown && known.holds(row.when) {
                known.case.set_finding(row.finding, Answer::Yes);
            }
        }
        known
    }

    /// Whether the condition is true; "not answered" is not.
    pub(super) fn holds(&self, rule: Rule) -> bool {
        self.eval(rule) == Tri::True
    }

    /// Whose base rates apply.
    pub(super) fn population(&self) -> Population {
        if self.holds(model().after_exercise) { Population::AfterExercise } else { Population::Everyone }
    }

    /// The value of the condition.
    ///
    /// The bake has checked that every rule is well formed and no deeper than the stack. Were one not, the missing
    /// values would count as not answered: a broken table must not be able to stop the program.
    pub(super) fn eval(&self, rule: Rule) -> Tri {
        let mut stack = Stack { values: [Tri::Unknown; Rule::MAX_DEPTH], len: 0 };
        for op in rule.ops() {
            let value = match op {
                Op::And => {
                    let right = stack.pop();
                    stack.pop().and(right)
                }
                Op::Or => {
                    let right = stack.pop();
                    stack.pop().or(right)
                }
                Op::Not => stack.pop().not(),
                Op::Possibly => match stack.pop() {
                    Tri::False => Tri::False,
                    _ => Tri::True,
                },
                Op::Count { least, of } => {
                    let (mut sure, mut open) = (0, 0);
                    for _ in 0..of {
                        match stack.pop() {
                            Tri::True => sure += 1,
                            Tri::Unknown => open += 1,
                            Tri::False => {}
                        }
                    }
                    Tri::known(if sure >= least {
                        Some(true)
                    } else if sure + open < least {
                        Some(false)
                    } else {
                        None
                    })
                }
                atom => self.atom(atom),
            };
            stack.push(value);
        }
        stack.pop()
    }

    fn atom(&self, op: Op) -> Tri {
        let case = &self.case;
        match op {
            Op::Finding(index) => case.finding(FindingId::baked(index)).into(),
            Op::Test(index) => case.test(TestId::baked(index)).into(),
            Op::Region(index) => {
                let region = RegionId::baked(index);
                let marked = case.places.has_region(region) || case.places.may_hold(region);
                Tri::known((!case.places.is_empty()).then_some(marked))
            }
            Op::Side(index) => {
                let side = if index == 0 { Side::Left } else { Side::Right };
                Tri::known((!case.places.is_empty()).then_some(case.places.has_side(side)))
            }
            Op::AgeAtLeast(years) => Tri::known(case.age.map(|age| age >= years)),
            Op::SeverityAtLeast(points) => Tri::known(case.severity.map(|severity| severity >= points)),
            Op::DurationAtMost(class) => Tri::known(
                case.duration
                    .and_then(|said| Duration::ALL.iter().position(|&class| class == said))
                    .map(|said| said <= usize::from(class)),
            ),
            Op::Male => Tri::known(case.sex.map(|sex| sex == Sex::Male)),
            Op::And | Op::Or | Op::Not | Op::Possibly | Op::Count { .. } => Tri::Unknown,
        }
    }
}

/// A stack that cannot overflow or underflow: beyond its ends there is only "not answered".
struct Stack {
    values: [Tri; Rule::MAX_DEPTH],
    len: usize,
}

impl Stack {
    fn push(&mut self, value: Tri) {
        if let Some(slot) = self.values.get_mut(self.len) {
            *slot = value;
            self.len += 1;
        }
    }

    fn pop(&mut self) -> Tri {
        self.len = self.len.saturating_sub(1);
        self.values.get_mut(self.len).map_or(Tri::Unknown, |slot| core::mem::replace(slot, Tri::Unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Tri; 3] = [Tri::True, Tri::False, Tri::Unknown];

    #[test]
    fn what_is_decided_stays_decided_however_the_unknown_turns_out() {
        // Kleene's law: if `a op b` is known, replacing an unknown operand by true or false cannot change it.
        for a in ALL {
            for b in ALL {
                for (op, name) in [(Tri::and as fn(Tri, Tri) -> Tri, "and"), (Tri::or, "or")] {
                    let value = op(a, b);
                    if value == Tri::Unknown {
                        continue;
                    }
                    for a in if a == Tri::Unknown { vec![Tri::True, Tri::False] } else { vec![a] } {
                        for b in if b == Tri::Unknown { vec![Tri::True, Tri::False] } else { vec![b] } {
                            assert_eq!(op(a, b), value, "{name}");
                        }
                    }
                }
            }
        }
    }

    const COUNT: u8 = Rule::OPERATORS + 4;
    const MALE: u8 = Rule::OPERATORS + 5;

    #[test]
    fn a_count_is_known_as_soon_as_it_can_be() {
        let fever = FindingId::from_slug("fever-or-chills").unwrap();
        let index = fever.index() as u8;
        let other = if index == 0 { 1 } else { 0 };
        let rule = Rule(Box::leak(Box::new([index, other, COUNT, 1, 2])));
        let mut case = Case::default();
        assert_eq!(Known::new(&case).eval(rule), Tri::Unknown);
        case.set_finding(fever, Answer::Yes);
        assert_eq!(Known::new(&case).eval(rule), Tri::True);
    }

    #[test]
    fn a_broken_rule_is_not_answered_and_does_not_panic() {
        let known = Known::new(&Case::default());
        assert_eq!(known.eval(Rule(&[])), Tri::Unknown);
        for code in 0..=u8::MAX {
            // Without values to take, every step is open; "possibly" of what is open is true.
            let expected = if code == Rule::OPERATORS + 9 { Tri::True } else { Tri::Unknown };
            assert_eq!(known.eval(Rule(Box::leak(Box::new([code])))), expected, "{code}");
        }
        assert_eq!(known.eval(Rule(&[COUNT, 3, 200])), Tri::Unknown);
        assert_eq!(known.eval(Rule(&[MALE; 100])), Tri::Unknown);
    }
}
