//! A reminder for the calendar (iCalendar, RFC 5545): one whole day, with a bell in the morning.

/// What the reminder says. Dates are `YYYYMMDD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder<'a> {
    /// The day it is made on.
    pub today: &'a str,
    /// The day it is for.
    pub day: &'a str,
    /// One line. Calendars are shared: it must not tell what a person has. The address beside it tells which page it is about.
    pub title: &'a str,
    /// The address to go to.
    pub address: &'a str,
}

/// Writes the calendar file.
pub fn reminder(reminder: &Reminder<'_>) -> String {
    let Reminder { today, day, title, address } = *reminder;
    let lines = [
        ["BEGIN:VCALENDAR", "", ""],
        ["VERSION:2.0", "", ""],
        ["PRODID:-//Posterior//Posterior//EN", "", ""],
        ["BEGIN:VEVENT", "", ""],
        // The same day asked for twice is the same reminder, not a second one.
        ["UID:", day, "@posterior.invalid"],
        ["DTSTAMP:", today, "T000000Z"],
        ["DTSTART;VALUE=DATE:", day, ""],
        ["SUMMARY:", title, ""],
        ["DESCRIPTION:", address, ""],
        ["BEGIN:VALARM", "", ""],
        ["ACTION:DISPLAY", "", ""],
        ["DESCRIPTION:", title, ""],
        ["TRIGGER:PT9H", "", ""],
        ["END:VALARM", "", ""],
        ["END:VEVENT", "", ""],
        ["END:VCALENDAR", "", ""],
    ];
    let mut out = Lines::default();
    for [name, value, end] in lines {
        out.put(name);
        out.put_escaped(value);
        out.put(end);
        out.end();
    }
    out.text
}

/// Lines of at most 75 octets; one that goes on begins with a space.
#[derive(Default)]
struct Lines {
    text: String,
    octets: usize,
}

impl Lines {
    fn push(&mut self, letter: char) {
        self.octets += letter.len_utf8();
        if self.octets > 75 {
            self.text.push_str("\r\n ");
            self.octets = 1 + letter.len_utf8();
        }
        self.text.push(letter);
    }

    fn put(&mut self, words: &str) {
        words.chars().for_each(|letter| self.push(letter));
    }

    /// Commas, semicolons and backslashes stand behind a backslash; a new line would end the value.
    fn put_escaped(&mut self, words: &str) {
        for letter in words.chars() {
            if matches!(letter, ',' | ';' | '\\') {
                self.push('\\');
            }
            self.push(if letter.is_control() { ' ' } else { letter });
        }
    }

    fn end(&mut self) {
        self.text.push_str("\r\n");
        self.octets = 0;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_short_and_the_title_survives(title in ".{0,120}") {
            let file = reminder(&Reminder { today: "20261125", day: "20261209", title: &title, address: "https://example.org/" });
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
            let unfolded = file.replace("\r\n ", "");
            let line = unfolded.split("\r\n").find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
            let mut read = String::new();
            let mut letters = line.chars();
            while let Some(letter) = letters.next() {
                read.push(if letter == '\\' { letters.next().unwrap() } else { letter });
            }
            let meant: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            prop_assert_eq!(read, meant);
        }
    }

    #[test]
    fn a_line_goes_on_only_when_it_must() {
        let file = |title: &str| reminder(&Reminder { today: "20261125", day: "20261209", title, address: "a" });
        let fits = "a".repeat(75 - "SUMMARY:".len());
        assert!(file(&fits).contains(&["\r\nSUMMARY:", &fits, "\r\n"].concat()), "75 octets fit on a line");
        assert!(file(&[&fits, "b"].concat()).contains(&[&fits, "\r\n b\r\n"].concat()), "76 do not");
    }

    #[test]
    fn it_is_for_the_day() {
        let file = reminder(&Reminder { today: "20261125", day: "20261209", title: "Check again", address: "a" });
        assert!(file.contains("\r\nDTSTART;VALUE=DATE:20261209\r\nSUMMARY:Check again\r\n"), "{file}");
    }
}
