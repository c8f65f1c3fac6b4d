//! The pages beside the app that are only words: how it works, and privacy. And the frame that all pages beside it share.

use anyhow::Result;
use posterior::text::Pack;
use std::fmt::Write as _;

/// The pages beside the app: file, and the key of its name.
const PAGES: [(&str, &str); 6] = [
    ("how-it-works.html", "ui.how.link"),
    ("how-good.html", "ui.quality.link"),
    ("causes/", "ui.causes.link"),
    ("sources.html", "ui.sources.title"),
    ("guide.html", "ui.guide.title"),
    ("privacy.html", "ui.privacy.link"),
];

/// For HTML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The body of a page of numbered sections, each with numbered lines: `page.<name>.<n>` and `page.<name>.<n>.<m>`.
pub fn body(name: &str, pack: &Pack) -> Result<String> {
    let words = |part: &str| pack.find(&format!("page.{name}.{part}")).map(escaped);
    let mut out = String::from("<main class=\"app guide\">\n");
    writeln!(out, "<header class=\"top\"><p class=\"name\">{}</p></header>", escaped(pack.get("ui.name")))?;
    writeln!(out, "<h1>{}</h1>", words("title").unwrap_or_default())?;
    writeln!(out, "<p>{}</p>", words("lead").unwrap_or_default())?;
    for section in 1.. {
        let Some(title) = words(&section.to_string()) else { break };
        writeln!(out, "<h2>{title}</h2>")?;
        for line in (1..).map_while(|line| words(&format!("{section}.{line}"))) {
            writeln!(out, "<p>{line}</p>")?;
        }
    }
    out.push_str(&footer(pack, ""));
    out.push_str("</main>");
    Ok(out)
}

/// The way to the check and to the other pages; `up`: the way from the page's folder to the site's.
pub fn footer(pack: &Pack, up: &str) -> String {
    let start = if up.is_empty() { "./" } else { up };
    let mut out = format!("<footer class=\"foot\"><nav aria-label=\"{}\">", escaped(pack.get("page.footer")));
    let links = [(String::from(start), "ui.guide.start")].into_iter();
    for (href, key) in links.chain(PAGES.map(|(file, key)| (format!("{up}{file}"), key))) {
        out.push_str(&format!("<p><a href=\"{href}\">{}</a></p>", escaped(pack.get(key))));
    }
    out.push_str("</nav>\n");
    out.push_str(&format!("<p>{}</p></footer>\n", escaped(pack.get("ui.not-a-doctor"))));
    out
}

/// What the page is, for search engines (schema.org `MedicalWebPage`): a block of data, which no browser runs. `about`: plain
/// and medical name of the cause that it is about.
pub fn data(title: &str, description: &str, about: Option<(&str, &str)>) -> String {
    let about = about.map_or_else(String::new, |(name, medical)| {
        let names: Vec<String> = medical.split(", ").map(json).collect();
        format!(
            ",\"about\":{{\"@type\":\"MedicalCondition\",\"name\":{},\"alternateName\":[{}]}}",
            json(name),
            names.join(",")
        )
    });
    format!(
        "<script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"MedicalWebPage\",\"inLanguage\":\"en\",\"name\":{},\"description\":{},\"audience\":{{\"@type\":\"MedicalAudience\",\"audienceType\":\"Patient\"}}{about}}}</script>\n",
        json(title),
        json(description)
    )
}

/// A JSON string that can stand inside of a script element.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '<' => out.push_str("\\u003c"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
