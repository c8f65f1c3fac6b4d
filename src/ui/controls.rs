//! Buttons and choices. Every choice is a native checkbox or radio button inside its label: the browser then knows its
//! role, state and keys, and the whole label is the target.

use super::parts::{all, say, within};
use super::session::Session;
use crate::flow::Action;
use yew::prelude::*;

/// How a choice looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A row of its own with the native mark.
    Row,
    /// A box that is the control itself; for short words and numbers.
    Chip,
    /// The same, less loud when chosen: for "not sure", which is chosen from the start.
    QuietChip,
}

/// A choice: one of a group by `radio`, else one of many.
pub struct Choice<'a> {
    /// What tests find it by.
    pub key: &'a str,
    /// The name of its group of radio buttons; none for a checkbox.
    pub radio: Option<&'a str>,
    /// What it says.
    pub label: AttrValue,
    /// Whether it is chosen.
    pub chosen: bool,
    /// What choosing it does.
    pub action: Action,
    /// How it looks.
    pub look: Look,
}

/// Draws a choice.
#[inline(never)]
pub fn choice(session: &Session, choice: Choice<'_>) -> Html {
    let class = match choice.look {
        Look::Row => "option",
        Look::Chip => "chip",
        Look::QuietChip => "chip chip-quiet",
    };
    let (kind, name) = match choice.radio {
        Some(name) => ("radio", Some(name.to_owned())),
        None => ("checkbox", None),
    };
    html! {
        <label {class} key={choice.key.to_owned()}>
            <input type={kind} {name} checked={choice.chosen} data-key={choice.key.to_owned()}
                onchange={session.on::<Event>(choice.action)} />
            { say("span", "", choice.label) }
        </label>
    }
}

/// A button that takes an action. `class`: primary, secondary or quiet.
#[inline(never)]
pub fn button(session: &Session, key: &'static str, class: &'static str, label: AttrValue, action: Action) -> Html {
    labelled(session, key.to_owned(), class, None, Html::from(label), action)
}

/// A button whose name for readers says more than what is seen on it.
#[inline(never)]
pub fn labelled(
    session: &Session,
    key: String,
    class: &'static str,
    name: Option<AttrValue>,
    seen: Html,
    action: Action,
) -> Html {
    html! {
        <button type="button" {class} data-key={key} aria-label={name} disabled={!session.live} onclick={session.on::<MouseEvent>(action)}>
            { seen }
        </button>
    }
}

/// A button that does something beyond the conversation.
#[inline(never)]
pub fn pressed(key: &str, label: AttrValue, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="secondary" data-key={key.to_owned()} {onclick}>{ label }</button> }
}

/// The title of a screen. It takes the focus when the screen appears, so that readers and keys start there.
#[inline(never)]
pub fn title(words: AttrValue) -> Html {
    html! { <h1 id="screen-title" tabindex="-1">{ words }</h1> }
}

/// A form whose Enter key goes on, as its Continue button does.
#[inline(never)]
pub fn form(session: &Session, body: Vec<Html>) -> Html {
    let act = session.act.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        act.emit(Action::Continue);
    });
    html! { <form class="question" {onsubmit}>{ all(body) }</form> }
}

/// The ways on from a screen: others first, Continue last.
#[inline(never)]
pub fn actions(buttons: Vec<Html>) -> Html {
    within("div", "actions", buttons)
}

/// The button that submits the form around it.
#[inline(never)]
pub fn go_on(session: &Session) -> Html {
    html! { <button type="submit" class="primary" data-key="continue">{ session.text.t("ui.continue") }</button> }
}
