//! Writing JSON without a library: the one that reads it would weigh more than all that is written here.

/// A JSON text that grows. Keys, ids and structure are ours; only [`Json::text`] takes words.
#[derive(Default)]
pub(super) struct Json(pub(super) String);

impl Json {
    #[inline(never)]
    pub(super) fn put(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.0.push_str(part));
    }

    pub(super) fn text(&mut self, words: &str) {
        self.0.push('"');
        for letter in words.chars() {
            if matches!(letter, '"' | '\\') {
                self.0.push('\\');
            }
            self.0.push(if letter.is_control() { ' ' } else { letter });
        }
        self.0.push('"');
    }

    /// A comma before all but the first of a list.
    pub(super) fn next(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(['[', '{']) {
            self.0.push(',');
        }
    }

    /// A list of ids under this key.
    #[inline(never)]
    pub(super) fn ids(&mut self, key: &str, ids: &mut dyn Iterator<Item = &'static str>) {
        self.next();
        self.put(&["\"", key, "\":["]);
        for id in ids {
            self.next();
            self.put(&["\"", id, "\""]);
        }
        self.0.push(']');
    }

    /// A number under this key, given in parts of a power of ten; the shortest decimals that name it, at least one.
    #[inline(never)]
    pub(super) fn decimal(&mut self, key: &str, number: i32, places: usize) {
        self.next();
        self.put(&["\"", key, "\":", if number < 0 { "-" } else { "" }]);
        let mut digits = number.unsigned_abs().to_string();
        // Below this the form with an exponent is the shorter one, and the one that is usual.
        if places == 6 && digits.len() == 1 && number != 0 {
            return self.put(&[&digits, "e-6"]);
        }
        while digits.len() <= places {
            digits.insert(0, '0');
        }
        let (whole, part) = digits.split_at(digits.len() - places);
        let part = part.trim_end_matches('0');
        self.put(&[whole, ".", if part.is_empty() { "0" } else { part }]);
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn decimals_are_the_shortest() {
        let written = |number, places| {
            let mut out = Json::default();
            out.decimal("n", number, places);
            out.0
        };
        let numbers = [(7, 6), (410_000, 6), (1_000_000, 6), (0, 6), (12, 6), (-400, 3), (-12_345, 3), (3_000, 3)];
        let expected = ["7e-6", "0.41", "1.0", "0.0", "0.000012", "-0.4", "-12.345", "3.0"];
        for ((number, places), expected) in numbers.into_iter().zip(expected) {
            assert_eq!(written(number, places), format!("\"n\":{expected}"));
        }
    }
}
