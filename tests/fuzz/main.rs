//! Broken, odd and hostile texts, for each text that comes from outside: a case, a link, the words, the drawing. The reader
//! gives a value or says no, within its limits, and nothing panics.
//!
//! Starts from good texts and changes them at random. Two seconds in a plain `cargo test`; `cargo xtask test fuzz` takes a
//! minute. `POSTERIOR_FUZZ_SECONDS` sets another time, `POSTERIOR_FUZZ_INPUTS` a number of texts for each instead. Every
//! run has another seed, which it prints; `POSTERIOR_FUZZ_SEED` runs one again. How long the readers took is printed and
//! not judged: that depends on the machine.

#![cfg(all(not(target_arch = "wasm32"), feature = "json"))]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

#[path = "../dice/mod.rs"]
mod dice;

mod change;
mod clock;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use clock::Clock;
use dice::{Dice, from_environment, seed_of_now};
use targets::Target;

/// Until when a target is tried.
#[derive(Clone, Copy)]
enum Until {
    Time(Duration),
    Inputs(u64),
}

fn until() -> Until {
    match from_environment("POSTERIOR_FUZZ_INPUTS") {
        Some(inputs) => Until::Inputs(inputs),
        None => {
            let seconds = from_environment("POSTERIOR_FUZZ_SECONDS").unwrap_or(2) as f64;
            Until::Time(Duration::from_secs_f64(seconds / targets::COUNT as f64))
        }
    }
}

fn stops_at_no_text(target: &dyn Target) {
    let seed = from_environment("POSTERIOR_FUZZ_SEED").unwrap_or_else(seed_of_now);
    let dice = Dice::new(seed);
    let (until, started) = (until(), Instant::now());
    let (mut texts, mut accepted) = (0_u64, 0_u64);
    let mut clock = Clock::default();
    loop {
        let on = match until {
            Until::Time(time) => started.elapsed() < time,
            Until::Inputs(inputs) => texts < inputs,
        };
        if !on {
            break;
        }
        let text = target.text(&dice);
        let tried = catch_unwind(AssertUnwindSafe(|| {
            let begun = Instant::now();
            let accepted = target.read(&text);
            clock.took(begun.elapsed());
            // The rest is slow beside the reading.
            if texts % 16 == 0 {
                target.check(&text, texts % 128 == 0);
            }
            accepted
        }));
        match tried {
            Ok(good) => accepted += u64::from(good),
            Err(_) => panic!(
                "POSTERIOR_FUZZ_SEED={seed} stops the {} at text {texts}, {} bytes: {text:.4000}",
                target.name(),
                text.len()
            ),
        }
        texts += 1;
    }
    println!("{}: {texts} texts, {accepted} accepted; {clock}; POSTERIOR_FUZZ_SEED={seed}", target.name());
    // Texts that are all refused at the first byte, or all accepted, would prove little.
    let few = texts / 50;
    assert!(texts < 200 || (few..=texts - few).contains(&accepted), "{accepted} of {texts} texts were accepted");
}

#[test]
fn no_case_stops_it() {
    stops_at_no_text(&targets::Cases::new());
}

#[test]
fn no_link_stops_it() {
    stops_at_no_text(&targets::Links);
}

#[test]
fn no_words_stop_it() {
    stops_at_no_text(&targets::Words::new());
}

#[cfg(feature = "ui")]
#[test]
fn no_drawing_stops_it() {
    stops_at_no_text(&targets::Drawings::new());
}
