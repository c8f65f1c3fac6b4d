//! The mount point: what the page's own script calls, and what it is told when the program breaks off.

// Without Yew's browser half, as when the first screen is drawn natively, there is nothing to mount.
#![cfg(feature = "web")]

use crate::text::Pack;
use crate::ui::{App, AppProps, Body, Text, words_fit};
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::Element;
use yew::AttrValue;

thread_local! {
    // A panic hook must be `Send`, which no JavaScript value is; the program has one thread.
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Starts the app inside `root`, whose content it replaces.
///
/// `pack` holds the words as `key = value` lines, `drawing` the picture of the body. `options` is an object; of it are read `lang`, the
/// language code of the words; `region`, the country whose emergency numbers are shown; and `remember`, whether the device may
/// remember answers when the person wants it to. `on_panic` is called with a message should the program ever break off: it must then show the emergency
/// advice, because the program can no longer do so.
#[wasm_bindgen]
pub fn mount(root: Element, pack: &str, drawing: &str, options: &JsValue, on_panic: Function) {
    ON_PANIC.with(|slot| slot.replace(Some(on_panic)));
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = JsValue::from_str(&info.to_string());
        ON_PANIC.with(|slot| {
            if let Ok(slot) = slot.try_borrow()
                && let Some(on_panic) = slot.as_ref()
            {
                // If the page's own script fails too, there is nothing left to call.
                let _ = on_panic.call1(&JsValue::NULL, &message);
            }
        });
    }));
    let option = |name| Reflect::get(options, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    let lang = AttrValue::from(option("lang").as_string().unwrap_or_else(|| "en".to_owned()));
    let region = AttrValue::from(option("region").as_string().unwrap_or_default());
    let remember = option("remember").as_bool().unwrap_or(false);
    let pack = Pack::parse(pack);
    if !words_fit(&pack) {
        // Advice is named by its place in the tables: words of another version would be the wrong words.
        return refuse("the words are of another version than the program");
    }
    let body = match Body::parse(drawing) {
        Ok(body) => body,
        Err(line) => return refuse(&["the drawing cannot be read, line ", &line.to_string()].concat()),
    };
    let text = Text::new(pack);
    yew::Renderer::<App>::with_root_and_props(root, AppProps { text, body, lang, region, remember, live: true })
        .render();
}

/// Tells the page that the program cannot start.
fn refuse(message: &str) {
    let message = JsValue::from_str(message);
    ON_PANIC.with(|slot| slot.borrow().as_ref().map(|on_panic| on_panic.call1(&JsValue::NULL, &message)));
}
