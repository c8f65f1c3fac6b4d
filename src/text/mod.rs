//! The words of one language: a list of `key = value` lines, read at start. Words are data, so that a new language needs
//! no new program; reading them cannot fail, because a broken line must not cost a person the page.

/// More lines than any language of ours has, and fewer than would keep a phone busy.
const MOST_LINES: usize = 8_192;

/// The words of one language.
#[derive(Debug, Default)]
pub struct Pack {
    /// Sorted by key; of two lines with the same key the first counts.
    lines: Vec<(Box<str>, Box<str>)>,
    problems: Vec<String>,
}

impl Pack {
    /// Reads `key = value` lines. Blank lines and lines that begin with `#` are for people. Lines that are neither are
    /// skipped and reported; what lies beyond some thousands of lines is not read.
    pub fn parse(source: &str) -> Pack {
        let mut pack = Pack::default();
        for (at, line) in source.lines().enumerate().take(MOST_LINES) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.split_once('=').map(|(key, value)| (key.trim(), value.trim())) {
                Some((key, value)) if is_key(key) && !value.is_empty() => pack.insert(key, value),
                _ => pack.problems.push(["line ", &(at + 1).to_string(), ": not of the form key = words"].concat()),
            }
        }
        pack
    }

    /// Inserts in order. The build writes the packs sorted, so that a line nearly always goes to the end, and no sorting
    /// code has to be in the program.
    fn insert(&mut self, key: &str, value: &str) {
        let at = match self.lines.last() {
            Some((last, _)) if **last >= *key => self.lines.binary_search_by(|(own, _)| (**own).cmp(key)),
            _ => Err(self.lines.len()),
        };
        match at {
            Ok(_) => self.problems.push([key, ": given twice"].concat()),
            Err(at) => self.lines.insert(at, (key.into(), value.into())),
        }
    }

    /// What was wrong with the text that [`Pack::parse`] read.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|(key, _)| &**key)
    }

    /// The words for a key, if there are any.
    pub fn find(&self, key: &str) -> Option<&str> {
        let at = self.lines.binary_search_by(|(own, _)| (**own).cmp(key)).ok()?;
        self.lines.get(at).map(|(_, value)| &**value)
    }

    /// The words for a key. A key without words shows itself: ugly, but it can be found and mended, and nothing stops.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The words for a key with every `{name}` replaced by its value. Values are not searched for names again.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let value = after
                .split_once('}')
                .and_then(|(name, tail)| values.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value, tail)));
            match value {
                Some((value, tail)) => {
                    out.push_str(value);
                    rest = tail;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// The words for a number of things: `<key>.one` or `<key>.other`, with `{n}` filled in.
    pub fn plural(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { ".one" } else { ".other" };
        self.fill(&[key, form].concat(), &[("n", &n.to_string())])
    }
}

/// Keys are lower-case words of ASCII letters, figures and hyphens, joined by dots.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_become_words() {
        let pack =
            Pack::parse("# note\n\na.b = One = two\n  c =  {n} of {m}, {x} \nd.one = {n} day\nd.other = {n} days\n");
        assert!(pack.problems().is_empty());
        assert_eq!(pack.get("a.b"), "One = two");
        assert_eq!(pack.fill("c", &[("n", "{m}"), ("m", "2")]), "{m} of 2, {x}");
        assert_eq!(pack.plural("d", 1), "1 day");
        assert_eq!(pack.plural("d", 0), "0 days");
        assert_eq!(pack.get("no.such"), "no.such");
    }

    #[test]
    fn bad_lines_are_named_and_cost_nothing_else() {
        let pack = Pack::parse("good = yes\nno equals sign\nBad Key = x\nempty =\ngood = again\n");
        assert_eq!(pack.get("good"), "yes");
        assert_eq!(pack.problems().len(), 4);
    }

    #[test]
    fn a_pack_has_an_end() {
        let lines: String = (0..MOST_LINES + 9).map(|at| format!("a{at} = x\n")).collect();
        assert_eq!(Pack::parse(&lines).keys().count(), MOST_LINES);
    }

    proptest! {
        #[test]
        fn no_text_can_stop_it(source in "\\PC*", key in "\\PC*", value in "\\PC*") {
            let pack = Pack::parse(&source);
            let _ = pack.fill(&key, &[("n", &value)]);
            for key in pack.keys() {
                prop_assert!(pack.find(key).is_some());
                let _ = pack.fill(key, &[("n", &value)]);
            }
        }
    }
}
