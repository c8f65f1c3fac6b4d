//! The words as files for people, made into the words that the program reads.

use crate::knowledge::{VERSION, care_id};

/// The files of one language, one after the other, as the program reads them: without the lines that are for people,
/// sorted by key, and with every line of advice under its number in the tables. So the program holds no names of advice;
/// `pack.version` says for which tables the numbers hold.
pub fn built(files: &str) -> String {
    let numbers: Vec<(&str, u16)> =
        (0..).map(|number| (care_id(number), number)).take_while(|(id, _)| !id.is_empty()).collect();
    let mut lines: Vec<String> = vec![["pack.version = ", VERSION].concat()];
    for line in files.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        lines.push(numbered(line, &numbers).unwrap_or_else(|| line.to_owned()));
    }
    lines.sort_by_cached_key(|line| line.split('=').next().unwrap_or_default().trim().to_owned());
    lines.join("\n")
}

/// `care.<id>` and `care.<id>.<part>` with the number of the line.
fn numbered(line: &str, numbers: &[(&str, u16)]) -> Option<String> {
    let (key, words) = line.strip_prefix("care.")?.split_once(" = ")?;
    numbers.iter().find_map(|(id, number)| {
        let part = key.strip_prefix(id)?;
        (part.is_empty() || [".name", ".how", ".dose"].contains(&part))
            .then(|| format!("care.{number}{part} = {words}"))
    })
}

#[cfg(test)]
mod tests {
    use super::built;
    use crate::text::Pack;

    #[test]
    fn every_line_of_advice_gets_its_number() {
        let first = crate::knowledge::care_id(0);
        let pack =
            Pack::parse(&built(&format!("# note\nlevel.b = B\ncare.{first} = Do it\ncare.{first}.dose = once\n")));
        assert!(pack.problems().is_empty());
        assert_eq!((pack.get("care.0"), pack.get("care.0.dose"), pack.get("level.b")), ("Do it", "once", "B"));
    }
}
