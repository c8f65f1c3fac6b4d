//! A language that nobody speaks: the English words in other letters, longer by two fifths. What is still in plain letters on
//! a screen did not come from the words; what does not fit would not fit a longer language either.

/// The letters it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Latin with accents, from left to right.
    Accents,
    /// Hebrew letters, from right to left.
    RightToLeft,
}

/// The words of a language pack in other letters. Names between braces stay, and so do drawings and the pack's version.
#[must_use]
pub fn pseudo(pack: &str, script: Script) -> String {
    let mut out = String::new();
    for line in pack.lines() {
        match line.split_once(" = ") {
            Some((key, words)) if !key.starts_with("pack.") && !key.contains(".figure.") => {
                out.push_str(&format!("{key} = {}\n", sentence(words, script)));
            }
            _ => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

fn sentence(words: &str, script: Script) -> String {
    let mut out = String::new();
    let mut in_name = false;
    for c in words.chars() {
        in_name = (in_name || c == '{') && c != '}';
        out.push(if in_name { c } else { letter(c, script) });
    }
    let more = words.chars().filter(|c| c.is_alphabetic()).count() * 2 / 5;
    for at in 0..more {
        out.push(if at % 7 == 0 { ' ' } else { letter('e', script) });
    }
    out
}

fn letter(c: char, script: Script) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz";
    let letters = match script {
        Script::Accents => "àƀçđéƒğĥíĵķłɱñöþɋŕšŧûṽŵẋýž",
        Script::RightToLeft => "אבגדהוזחטיכלמנסעפצקרשתאבגד",
    };
    PLAIN.find(c.to_ascii_lowercase()).and_then(|at| letters.chars().nth(at)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::{Script, pseudo};

    #[test]
    fn no_plain_letter_is_left_but_in_names() {
        let pack = "pack.version = ab\na.b = Sit on {place} now\ntest.x.figure.1 = M0 0";
        let out = pseudo(pack, Script::Accents);
        assert_eq!(out, "pack.version = ab\na.b = Šíŧ öñ {place} ñöŵ éééé\ntest.x.figure.1 = M0 0\n".replace('Š', "š"));
        assert!(pseudo(pack, Script::RightToLeft).contains("{place}"));
    }
}
