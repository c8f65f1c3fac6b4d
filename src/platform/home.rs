//! Where the app lives: on a page of its own, or in an element on somebody else's page. Of that page it takes nothing and
//! changes nothing: no address, no history, no scrolling but to itself. Everything is found below the app's own root, so that
//! it works in a shadow tree, and beside others of its kind.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The root of the app, and what it may do around it. Without a root, as where the first screen is drawn natively, every
/// call does nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Home {
    root: Option<Element>,
    own_page: bool,
}

impl Home {
    /// The app lives in `root`; `own_page`: the whole page is ours.
    pub fn new(root: Element, own_page: bool) -> Self {
        Home { root: Some(root), own_page }
    }

    /// Whether the whole page is ours, with its address and its history.
    pub fn own_page(&self) -> bool {
        self.own_page
    }

    #[inline(never)]
    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.root.as_ref()?.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// Moves the focus to the element with this selector.
    pub fn focus(&self, selector: &str) {
        if let Some(element) = self.find(selector) {
            // An element that cannot take the focus leaves it where it is, which is all one can do.
            let _ = element.focus();
        }
    }

    /// Moves the focus to a place: on the picture or in the list, else to the button that opens it.
    pub fn focus_place(&self, key: &str) {
        let selector =
            [".map-svg [data-key='", key, "'],input[data-key='", key, "'],[data-key='open-", key, "']"].concat();
        let found = self.root.as_ref().and_then(|root| root.query_selector(&selector).ok()?);
        // Zones are no HTML elements, and take the focus all the same.
        match found.map(|found| found.dyn_into::<web_sys::SvgElement>()) {
            Some(Ok(zone)) => drop(zone.focus()),
            Some(Err(other)) => drop(other.dyn_into::<HtmlElement>().map(|other| other.focus())),
            None => {}
        }
    }

    /// Moves the focus there if no control of ours has it: a keyboard would otherwise start again at the top of the page.
    pub fn focus_if_lost(&self, selector: &str) {
        // Every control has a key. A zone of the map is no HTML element, and so asked for by itself.
        let focused = self.root.as_ref().and_then(|root| root.query_selector("[data-key]:focus").ok()?);
        if focused.is_none() {
            self.focus(selector);
        }
    }

    /// Shows the app from its top. On a page that is not ours nothing moves as long as that top is in sight.
    pub fn to_top(&self) {
        if self.own_page {
            if let Some(window) = web_sys::window() {
                window.scroll_to_with_x_and_y(0.0, 0.0);
            }
        } else if let Some(root) = &self.root
            && root.get_bounding_client_rect().top() < 0.0
        {
            root.scroll_into_view();
        }
    }

    /// The words that are seen in the element with this selector.
    pub fn text_of(&self, selector: &str) -> String {
        self.find(selector).map(|element| element.inner_text()).unwrap_or_default()
    }
}
