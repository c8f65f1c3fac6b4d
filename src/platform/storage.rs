//! What the device remembers, on a person's own wish: one text under one key. Whether it may be used at all is for the
//! caller to know; nothing here is touched unasked.

use web_sys::Storage;

/// The one key.
const KEY: &str = "posterior";

/// None where the browser forbids it.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept, if anything was.
pub fn read() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

/// Keeps a text in place of what was kept before, and tells whether that could be done: storage can be full or forbidden.
pub fn write(words: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(KEY, words).is_ok())
}

/// Forgets.
pub fn clear() {
    if let Some(storage) = storage() {
        // Where it is forbidden there is nothing to forget.
        let _ = storage.remove_item(KEY);
    }
}
