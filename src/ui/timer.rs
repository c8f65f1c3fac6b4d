//! A clock for tests that last: seconds counted down in plain figures. Start and end are said to readers; the figures in
//! between are only seen.

use super::session::Text;
use crate::platform;
use gloo::timers::callback::Interval;
use yew::prelude::*;

/// Properties of [`Timer`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The words.
    pub text: Text,
    /// How long it runs.
    pub seconds: u8,
    /// What tests find its button by.
    pub name: AttrValue,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    /// Until this moment, in milliseconds of the clock, with so many seconds left.
    Runs(f64, u8),
    Over,
}

/// A button that starts and stops the clock, and the seconds that are left.
#[component]
pub fn Timer(props: &Props) -> Html {
    let state = use_state_eq(|| State::Idle);
    let until = if let State::Runs(until, _) = *state { Some(until) } else { None };
    use_effect_with(until, {
        let state = state.setter();
        move |&until| {
            let tick = until.map(|until| {
                Interval::new(250, move || {
                    // By the clock and not by counting: a page in the background is woken late.
                    let left = ((until - platform::now()) / 1000.0).ceil();
                    state.set(if left > 0.0 { State::Runs(until, left as u8) } else { State::Over });
                })
            });
            move || drop(tick)
        }
    });
    let (text, n) = (&props.text, props.seconds.to_string());
    let (left, button, said) = match *state {
        State::Idle => (props.seconds, "ui.timer.start", AttrValue::default()),
        State::Runs(_, left) => (left, "ui.timer.stop", text.fill("ui.timer.runs", &[("n", &n)])),
        State::Over => (0, "ui.timer.start", text.t("ui.timer.over")),
    };
    let (runs, seconds) = (until.is_some(), props.seconds);
    let onclick = Callback::from(move |_: MouseEvent| {
        let until = platform::now() + f64::from(seconds) * 1000.0;
        state.set(if runs { State::Idle } else { State::Runs(until, seconds) });
    });
    html! {
        <div class="timer">
            <button type="button" class="secondary" data-key={props.name.clone()} {onclick}>
                { text.fill(button, &[("n", &n)]) }
            </button>
            <span class="timer-left" role="timer" aria-live="off">{ left.to_string() }</span>
            <span role="status">{ said }</span>
        </div>
    }
}
