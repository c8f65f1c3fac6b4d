//! The app's style sheets as they are inside the element: what they say of the page holds for the element's frame, and a page
//! around it may change the looks by properties with our prefix, and by no others.

use anyhow::{Result, ensure};

/// One style sheet of tokens and whatever uses them. `open`: the names of tokens that a page may set.
pub fn scoped(tokens: &str, rest: &str, open: &[String]) -> Result<String> {
    let tokens = opened(tokens, open)?;
    let mut css = String::new();
    for line in tokens.lines().chain(rest.lines()) {
        let line = line.replace(":root", ".posterior");
        let trimmed = line.trim_start();
        let scoped = ["html {", "body {"].iter().find_map(|page| trimmed.strip_prefix(page));
        match scoped {
            Some(rest) => css.push_str(&format!(".posterior {{{rest}")),
            None => css.push_str(&line),
        }
        css.push('\n');
    }
    let stray = ["body {", "html {"].iter().any(|page| {
        let mut before = css.match_indices(page).map(|(at, _)| css[..at].chars().next_back());
        before.any(|letter| !letter.is_some_and(|letter| letter == '-' || letter.is_alphanumeric()))
    });
    ensure!(!stray, "a rule for the page that is not at the start of its line");
    Ok(css)
}

/// The tokens that a style sheet uses.
pub fn used(tokens: &str, css: &str) -> String {
    let wanted = |line: &&str| {
        let name = line.trim().strip_prefix("--").and_then(|line| line.split_once(':'));
        name.is_none_or(|(name, _)| css.contains(&format!("var(--{name})")))
    };
    tokens.lines().filter(wanted).collect::<Vec<_>>().join("\n")
}

/// Tokens whose value a page may set: `--ink: X` becomes `--ink: var(--posterior-ink, X)`.
fn opened(tokens: &str, open: &[String]) -> Result<String> {
    let mut out = String::new();
    let mut found = vec![false; open.len()];
    for line in tokens.lines() {
        let declared = line.trim().strip_prefix("--").and_then(|line| line.strip_suffix(';')?.split_once(": "));
        let at = declared.and_then(|(name, _)| open.iter().position(|own| own == name));
        match (declared, at) {
            (Some((name, value)), Some(at)) => {
                found[at] = true;
                out.push_str(&format!("--{name}: var(--posterior-{name}, {value});\n"));
            }
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    for (name, found) in open.iter().zip(found) {
        ensure!(found, "there is no token --{name} for a page to set");
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::scoped;

    #[test]
    fn rules_of_the_page_are_those_of_the_frame() {
        let css = scoped(
            ":root {\n  --ink: #000;\n  --level: red;\n}\n",
            "body { margin: 0; }\n.a { b: c; }\n",
            &["ink".into()],
        )
        .expect("a sheet");
        assert!(css.contains(".posterior {\n--ink: var(--posterior-ink, #000);\n  --level: red;\n}"), "{css}");
        assert!(css.contains(".posterior { margin: 0; }\n.a { b: c; }"), "{css}");
        assert!(scoped("", "", &["none".into()]).is_err());
    }
}
