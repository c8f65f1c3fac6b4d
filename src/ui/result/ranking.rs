//! What fits best: three causes at most, or the plain word that it cannot be told from here.

use super::cause::{card, cause_card};
use super::{beyond, why};
use crate::reason::Ranked;
use crate::ui::facts::{of_hundred, sentence, strength};
use crate::ui::parts::{Opener, all, bar, disclose, say, space, within};
use crate::ui::session::Session;
use crate::vocabulary::CauseId;
use yew::prelude::*;

/// The causes with all that belongs to them.
pub fn ranking(session: &Session) -> Html {
    let text = &session.text;
    let assessment = &session.assessment;
    let causes = assessment.named();
    let cannot_tell = assessment.cannot_tell || causes.is_empty();
    let title = text.t(if cannot_tell { "ui.result.cannot-tell" } else { "ui.result.fits" });
    let mut inner = Vec::new();
    if cannot_tell {
        inner.push(say("p", "", text.t("ui.result.cannot-tell.body")));
        if !causes.is_empty() {
            inner.push(say("h3", "", text.t("ui.result.still-fits")));
        }
    } else {
        inner.push(contrast(session, &causes));
        inner.push(beyond::also(session));
    }
    for (at, ranked) in causes.iter().enumerate() {
        inner.push(cause_card(session, ranked, at == 0 && !cannot_tell));
    }
    inner.extend([rest(session, &causes), beyond::rarer(session), beyond::changes(session)]);
    html! {
        <section class="ranking" aria-labelledby="ranking-title" data-cannot-tell={cannot_tell.to_string()}>
            <h2 id="ranking-title">{ title }</h2>
            { all(inner) }
        </section>
    }
}

/// The causes under a closed heading and without any advice: beside an urgent care card they only explain.
pub fn behind_the_card(session: &Session) -> Html {
    let label = say("span", "", session.text.t("ui.result.else-fits"));
    let body = || {
        let mut inner = vec![say("p", "", session.text.t("ui.result.else-fits.body"))];
        for ranked in session.assessment.named() {
            inner.push(card(ranked.cause, vec![heading(session, ranked), why::for_and_against(session, ranked, 3)]));
        }
        all(inner)
    };
    within("section", "ranking", vec![disclose(session, Opener::Button, label, "else-fits".to_owned(), false, &body)])
}

/// Name, medical name, share in words and as a natural frequency.
#[inline(never)]
pub fn heading(session: &Session, ranked: &Ranked) -> Html {
    let text = &session.text;
    let (slug, ppm) = (ranked.cause.slug(), ranked.probability_ppm);
    let medical = text.fill("ui.medical", &[("name", &text.key(&["cause.", slug, ".medical"]))]);
    let names =
        vec![say("span", "cause-name", text.key(&["cause.", slug, ".name"])), space(), say("span", "medical", medical)];
    let frequency = text.fill("ui.of-hundred", &[("n", &of_hundred(ppm).to_string())]);
    let share =
        vec![say("strong", "", strength(text, ppm)), Html::from(text.t("ui.stop")), space(), Html::from(frequency)];
    all(vec![within("h3", "", names), bar("bar", ppm / 10_000), within("p", "share", share)])
}

/// One sentence that separates the first two.
fn contrast(session: &Session, causes: &[&Ranked]) -> Html {
    let text = &session.text;
    let (first, second, title) = match causes {
        [first, second, ..] => (first.cause, second.cause, "ui.result.this-not-that"),
        [first] => (first.cause, CauseId::SOMETHING_ELSE, "ui.result.or-else"),
        [] => return Html::default(),
    };
    let mut words = vec![say("strong", "", text.t(title)), space()];
    if let Some(known) = text.find(&["cause.", first.slug(), ".contrast.", second.slug()]) {
        words.push(Html::from(known));
    } else {
        // Nobody wrote a sentence for this pair: what separates them most in this case says it.
        let contrast = session.assessment.contrast(first, second);
        for part in contrast.parts.iter().filter(|part| part.weight > 0).take(2) {
            words.extend([Html::from(sentence(session, part)), space()]);
        }
        if words.len() == 2 {
            return Html::default();
        }
    }
    within("p", "contrast", words)
}

/// What is left for causes that have no card.
fn rest(session: &Session, shown: &[&Ranked]) -> Html {
    let ppm: u32 = shown.iter().map(|ranked| ranked.probability_ppm).sum();
    let left = of_hundred(1_000_000_u32.saturating_sub(ppm));
    if shown.is_empty() || left == 0 {
        return Html::default();
    }
    say("p", "rest", session.text.fill("ui.result.rest", &[("n", &left.to_string())]))
}
