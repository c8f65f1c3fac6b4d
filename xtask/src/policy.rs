//! The content security policy: written once, in `index.html`, and read from there by everything that serves the page.

use std::path::Path;

use anyhow::{Context, Result};

/// The page's policy as a header: what the page says, and what only a header can say (who may frame it).
pub fn header(root: &Path) -> Result<String> {
    let page = root.join("index.html");
    let html = std::fs::read_to_string(&page).with_context(|| format!("{} could not be read", page.display()))?;
    let policy = from_page(&html).with_context(|| format!("{} states no content security policy", page.display()))?;
    Ok(format!("{policy}; frame-ancestors 'self'"))
}

/// The policy in the page's own meta element.
#[must_use]
pub fn from_page(html: &str) -> Option<String> {
    let (_, after) = html.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, after) = after.split_once("content=\"")?;
    let (policy, _) = after.split_once('"')?;
    Some(policy.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::from_page;

    #[test]
    fn the_page_states_the_strict_policy() {
        let policy = from_page(include_str!("../../index.html")).expect("index.html states a policy");
        let mut parts: Vec<&str> = policy.split("; ").collect();
        parts.sort_unstable();
        assert_eq!(
            parts,
            [
                "base-uri 'none'",
                "connect-src 'self'",
                "default-src 'none'",
                "form-action 'none'",
                "img-src 'self' data:",
                "manifest-src 'self'",
                "require-trusted-types-for 'script'",
                "script-src 'self' 'wasm-unsafe-eval'",
                "style-src 'self'",
                // One, for the worker's address; see assets/site/offline.js.
                "trusted-types posterior-sw",
                "worker-src 'self'",
            ]
        );
    }
}
