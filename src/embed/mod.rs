//! The mount point: what the page's own script, or that of the element, calls, and what it is told when the program breaks
//! off.

// Without Yew's browser half, as when the first screen is drawn natively, there is nothing to mount.
#![cfg(feature = "web")]

use crate::platform::Home;
use crate::report::outcome;
use crate::text::Pack;
use crate::ui::{App, AppProps, Body, Step, Text, words_fit};
use js_sys::{Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::Element;
use yew::{AppHandle, AttrValue, Callback};

thread_local! {
    // A panic hook must be `Send`, which no JavaScript value is; the program has one thread.
    static ON_PANIC: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// The program with its words and its drawing: one for any number of apps.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Program {
    text: Text,
    body: Body,
}

/// One app in its place. It lives as long as the page: an app that is not needed is begun again elsewhere, because what
/// listens to the document outlives an app that ends.
#[wasm_bindgen]
#[allow(missing_debug_implementations, reason = "no part of it says anything")]
pub struct Mounted {
    app: AppHandle<App>,
    props: AppProps,
}

#[wasm_bindgen]
impl Program {
    /// Reads words (`key = value` lines) and drawing. `on_panic` is called with a message should the program ever break
    /// off: it must then show the emergency advice, because the program can no longer do so.
    ///
    /// # Errors
    ///
    /// When words or drawing were not made for this program.
    #[wasm_bindgen(constructor)]
    pub fn new(pack: &str, drawing: &str, on_panic: Function) -> Result<Program, JsValue> {
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
        let pack = Pack::parse(pack);
        if !words_fit(&pack) {
            // Advice is named by its place in the tables: words of another version would be the wrong words.
            return Err(JsValue::from_str("the words are of another version than the program"));
        }
        match Body::parse(drawing) {
            Ok(body) => Ok(Program { text: Text::new(pack), body }),
            Err(line) => Err(JsValue::from_str(&["the drawing cannot be read, line ", &line.to_string()].concat())),
        }
    }

    /// Starts an app inside `root`, whose content it replaces. For `options` see [`Mounted::update`]; besides, it is read
    /// once whether the whole page is ours (`own_page`), with its address and its history.
    pub fn mount(&self, root: Element, options: &JsValue) -> Mounted {
        let own_page = get(options, "own_page").is_truthy();
        let still = AppProps::still(self.text.clone(), self.body.clone());
        let mut props = AppProps { live: true, home: Home::new(root.clone(), own_page), ..still };
        read(&mut props, options);
        let app = yew::Renderer::<App>::with_root_and_props(root, props.clone()).render();
        Mounted { app, props }
    }
}

#[wasm_bindgen]
impl Mounted {
    /// Takes other options; those that are absent stay. Strings: `lang`, the language code of the words; `region`, the
    /// country of emergency numbers; `begin`, names of a view and of places to begin with; `pages`, the address of the folder
    /// with the pages of sources, null where there is none. A boolean: `remember`, whether the device may remember answers when the
    /// person wants it to. A function: `on_step`, called on the first and on every new screen with its name, the number of its
    /// step, and how many there are.
    pub fn update(&mut self, options: &JsValue) {
        read(&mut self.props, options);
        self.app.update(self.props.clone());
    }

    /// Forgets everything that was said, and begins again.
    pub fn restart(&self) {
        self.props.host.restart(self.props.begin.clone());
    }

    /// What follows from what was said so far, as the contract writes it (JSON), with every fact that counts if `explain`.
    pub fn result(&self, explain: bool) -> Option<String> {
        Some(outcome("null", &*self.props.host.assessment()?, explain))
    }
}

fn get(options: &JsValue, name: &str) -> JsValue {
    Reflect::get(options, &JsValue::from_str(name)).unwrap_or_default()
}

fn read(props: &mut AppProps, options: &JsValue) {
    let word = |name: &str, slot: &mut AttrValue| {
        if let Some(value) = get(options, name).as_string() {
            *slot = AttrValue::from(value);
        }
    };
    word("lang", &mut props.lang);
    word("region", &mut props.region);
    word("begin", &mut props.begin);
    if let Some(remember) = get(options, "remember").as_bool() {
        props.remember = remember;
    }
    let pages = get(options, "pages");
    if pages.is_null() {
        props.pages = None;
    } else if let Some(pages) = pages.as_string() {
        props.pages = Some(AttrValue::from(pages));
    }
    if let Ok(on_step) = get(options, "on_step").dyn_into::<Function>() {
        props.on_step = Callback::from(move |Step { screen, progress: (step, of) }| {
            let number = |number: usize| JsValue::from_f64(number as f64);
            // What the page around the app does with it is its own affair.
            let _ = on_step.call3(&JsValue::NULL, &JsValue::from_str(screen), &number(step), &number(of));
        });
    }
}
