//! The way out of the page and into it: printer, clipboard and files, on a person's own wish; the address and today's date.

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// What stands in an address before the answers.
pub const FRAGMENT: &str = "#a=";

/// The answers in the address of this page, if there are any. They are taken out of it when the program starts, so that
/// they stay neither in the page's history nor on the screen.
pub fn take_answers() -> Option<String> {
    let window = web_sys::window()?;
    let fragment = window.location().hash().ok()?;
    let answers = fragment.strip_prefix(FRAGMENT)?.to_owned();
    let history = window.history().ok()?;
    // Refused in sandboxed frames, where nobody sees the address.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address()));
    Some(answers)
}

/// Whether the address holds answers.
pub fn holds_answers() -> bool {
    let fragment = web_sys::window().and_then(|window| window.location().hash().ok());
    fragment.is_some_and(|fragment| fragment.starts_with(FRAGMENT))
}

/// The address of this page without a fragment.
pub fn address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// The day that begins this many days from now, where the person is: year, month and day with this between them.
pub fn day(after: u32, between: &str) -> String {
    let now = js_sys::Date::new_0();
    now.set_date(now.get_date() + after);
    let two = |number: u32| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [&now.get_full_year().to_string(), between, &two(now.get_month() + 1), between, &two(now.get_date())].concat()
}

/// Milliseconds of the device's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Opens the browser's own print dialogue.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused in sandboxed frames; the browser says so itself.
        let _ = window.print();
    }
}

/// Puts words on the clipboard, and tells whether that was allowed.
pub fn copy(words: &str, done: impl Fn(bool) + 'static) {
    // A page that came by plain HTTP has no clipboard, whatever the types say.
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    let Some(clipboard) = clipboard.filter(|clipboard| !clipboard.is_undefined()) else { return done(false) };
    let promise = clipboard.write_text(words);
    wasm_bindgen_futures::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// Saves words as a file. The browser asks the person, or puts it where it puts what they save.
pub fn save(name: &str, kind: &str, words: &str) {
    let page = web_sys::window().and_then(|window| window.document());
    let link = page.and_then(|page| page.create_element("a").ok());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) else { return };
    let words = String::from(js_sys::encode_uri_component(words));
    let address = ["data:", kind, ";charset=utf-8,", &words].concat();
    for (attribute, value) in [("href", &*address), ("download", name)] {
        // The names are well formed, which is all that can go wrong here.
        let _ = link.set_attribute(attribute, value);
    }
    link.click();
}
