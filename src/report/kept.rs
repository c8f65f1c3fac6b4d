//! What a person lets the device remember: the day, and the answers as the link writes them.

use super::link::{Answers, LinkError, read, write};

/// Answers with the day they were kept on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// What was said.
    pub answers: Answers,
}

impl Kept {
    /// As text: the day, a space, the letters of the link.
    pub fn write(&self) -> String {
        [&self.day, " ", &write(&self.answers)].concat()
    }

    /// Reads what [`Kept::write`] wrote.
    ///
    /// # Errors
    ///
    /// As [`read`]: [`LinkError::Newer`] for what a later version wrote, [`LinkError::Damaged`] for anything else.
    pub fn read(text: &str) -> Result<Kept, LinkError> {
        let (day, answers) = text.split_once(' ').ok_or(LinkError::Damaged)?;
        if day.len() != 10 || !day.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(LinkError::Damaged);
        }
        Ok(Kept { day: day.to_owned(), answers: read(answers)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_comes_back_and_nothing_else_is_taken_for_it() {
        let mut answers = Answers { safety_asked: true, ..Answers::default() };
        answers.case.severity = Some(7);
        let kept = Kept { day: "2026-11-30".into(), answers };
        let text = kept.write();
        assert_eq!(Kept::read(&text), Ok(kept));
        for broken in ["", " ", "2026-11-30", "2026-11-30 ", "2026-11-3x 1", &text[..text.len() - 1], &text[1..]] {
            assert_eq!(Kept::read(broken), Err(LinkError::Damaged), "{broken}");
        }
        assert_eq!(Kept::read("2026-11-30 9abc"), Err(LinkError::Newer));
    }
}
