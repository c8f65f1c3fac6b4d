//! The device's own way to hand something to another program, where there is one.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ShareData;

/// Whether this browser can share at all.
pub fn can_share() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.is_some_and(|own| js_sys::Reflect::has(&own, &JsValue::from_str("share")).unwrap_or(false))
}

/// Hands words, and an address if there is one, to the device's share sheet. `failed` is called when that was refused, and not when the person
/// only closed the sheet.
pub fn share(words: &str, address: &str, failed: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let data = ShareData::new();
    data.set_text(words);
    if !address.is_empty() {
        data.set_url(address);
    }
    let promise = window.navigator().share_with_data(&data);
    spawn_local(async move {
        if let Err(error) = JsFuture::from(promise).await {
            let name = js_sys::Reflect::get(&error, &JsValue::from_str("name")).ok().and_then(|name| name.as_string());
            if name.as_deref() != Some("AbortError") {
                failed();
            }
        }
    });
}
