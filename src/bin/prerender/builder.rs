//! The page that makes the tag for other websites: choices, the lines to copy, and how it looks. `assets/site/builder.js`
//! brings it to life.

use anyhow::{Context, Result};
use posterior::text::Pack;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The body of the page. `languages` are the codes of the language packs there are.
pub fn body(root: &Path, app: &Pack, languages: &[&str]) -> Result<(String, String)> {
    let file = "assets/text/en/site/builder.txt";
    let words = fs::read_to_string(root.join(file)).with_context(|| format!("reading {file}"))?;
    let pack = Pack::parse(&words);
    let say = |key: &str| super::pages::escaped(pack.get(key));
    let mut out =
        String::from("<link rel=\"stylesheet\" href=\"./builder.css\">\n<main class=\"app guide builder\">\n");
    writeln!(out, "<header class=\"top\"><p class=\"name\">{}</p></header>", app.get("ui.name"))?;
    writeln!(
        out,
        "<h1>{}</h1>\n<p>{}</p>\n<p>{}</p>",
        say("ui.builder.title"),
        say("ui.builder.intro"),
        say("ui.builder.free")
    )?;
    writeln!(out, "<section id=\"choices\" aria-label=\"{}\">", say("ui.builder.choices"))?;

    write!(out, "<p><label for=\"address\">{}</label>", say("ui.builder.address"))?;
    write!(
        out,
        "<input id=\"address\" type=\"text\" value=\"posterior/posterior-checker.js\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"address-how\">"
    )?;
    writeln!(out, "<small id=\"address-how\">{}</small></p>", say("ui.builder.address.how"))?;

    write!(out, "<p><label for=\"lang\">{}</label><select id=\"lang\">", say("ui.builder.language"))?;
    for code in languages {
        write!(out, "<option>{code}</option>")?;
    }
    writeln!(out, "</select></p>")?;

    write!(out, "<p><label for=\"region\">{}</label>", say("ui.builder.region"))?;
    write!(
        out,
        "<input id=\"region\" type=\"text\" maxlength=\"2\" size=\"4\" autocomplete=\"off\" spellcheck=\"false\" aria-describedby=\"region-how country\"> "
    )?;
    write!(
        out,
        "<output id=\"country\" for=\"region\" data-unknown=\"{}\"></output>",
        say("ui.builder.region.unknown")
    )?;
    writeln!(out, "<small id=\"region-how\">{}</small></p>", say("ui.builder.region.how"))?;

    for (name, values) in [("theme", ["auto", "light", "dark"].as_slice()), ("loading", &["lazy", "eager"])] {
        writeln!(
            out,
            "<fieldset id=\"{name}s\"><legend>{}</legend><div class=\"options\">",
            say(&format!("ui.builder.{name}"))
        )?;
        for (place, value) in values.iter().enumerate() {
            let checked = if place == 0 { " checked" } else { "" };
            let words = say(&format!("ui.builder.{name}.{value}"));
            writeln!(
                out,
                "<label class=\"option\"><input type=\"radio\" name=\"{name}\" value=\"{value}\"{checked}><span>{words}</span></label>"
            )?;
        }
        writeln!(out, "</div></fieldset>")?;
    }

    writeln!(out, "<fieldset><legend>{}</legend>", say("ui.builder.colours"))?;
    writeln!(
        out,
        "<label class=\"option\"><input type=\"checkbox\" id=\"own\"><span>{}</span></label>\n<div id=\"colours\" hidden>",
        say("ui.builder.colours.own")
    )?;
    for (name, value) in [("accent", "#0b6e6a"), ("paper", "#faf8f4"), ("ink", "#1a282c")] {
        let words = say(&format!("ui.builder.colours.{name}"));
        writeln!(
            out,
            "<p><label for=\"{name}\">{words}</label><input type=\"color\" id=\"{name}\" value=\"{value}\"></p>"
        )?;
    }
    writeln!(
        out,
        "<p id=\"faint\" role=\"status\" data-words=\"{}\"></p>\n</div></fieldset>\n</section>",
        say("ui.builder.colours.faint")
    )?;

    writeln!(out, "<section aria-labelledby=\"tag-title\"><h2 id=\"tag-title\">{}</h2>", say("ui.builder.tag"))?;
    writeln!(
        out,
        "<textarea id=\"tag\" readonly rows=\"9\" spellcheck=\"false\" aria-labelledby=\"tag-title\" data-fallback=\"{}\"></textarea>",
        say("ui.builder.fallback.words")
    )?;
    writeln!(
        out,
        "<p><button type=\"button\" class=\"primary\" id=\"copy\">{}</button> <span id=\"copied\" role=\"status\" data-yes=\"{}\" data-no=\"{}\"></span></p>",
        say("ui.builder.copy"),
        say("ui.builder.copied"),
        say("ui.builder.not-copied")
    )?;
    writeln!(out, "<p>{}</p></section>", say("ui.builder.fallback"))?;

    writeln!(
        out,
        "<section aria-labelledby=\"preview-title\"><h2 id=\"preview-title\">{}</h2>",
        say("ui.builder.preview")
    )?;
    let element = concat!("embed/", env!("CARGO_PKG_VERSION"), "/posterior-checker.js");
    writeln!(
        out,
        "<div id=\"preview\" data-element=\"{element}\"></div>\n<p id=\"no-preview\" hidden>{}</p></section>\n</main>",
        say("ui.builder.no-preview")
    )?;
    writeln!(out, "<script type=\"module\" src=\"./builder.js\"></script>")?;
    Ok((say("ui.builder.title"), out))
}
