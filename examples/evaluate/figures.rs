//! The handful of figures that the page "How good is this?" shows.

use std::fmt::Write;

use crate::Evaluation;
use crate::bootstrap::interval;
use crate::metrics::{FIRST, FIVE, Outcome, THREE, TRIAGE_FAULTS, Test, calibration_error, count, share};

/// `assets/evaluation.toml`.
pub fn figures(evaluation: &Evaluation) -> String {
    let mut text = String::from(
        "# Written by `cargo xtask evaluate`; docs/evaluation.md says what each figure means.\n\
         # in_sight: with the constants of the knowledge base, which were chosen with these cases in sight.\n\
         # held_out: with constants that were estimated anew without the case. Counts are cases; intervals are 95 %, in per\n\
         # cent; calibration_error is in per cent.\n",
    );
    // Writing into a String cannot fail.
    let _ = write!(
        text,
        "\ncases = {}\ncauses = {}\n",
        evaluation.in_sight.len(),
        posterior::vocabulary::CauseId::COUNT - 1
    );
    let named: Vec<Outcome> = evaluation.in_sight.iter().copied().filter(|outcome| !outcome.cannot_tell).collect();
    let _ = write!(
        text,
        "\n# Where the app names a cause and does not say that it cannot tell; in sight.\n[named]\ncases = {}\nfirst = {}\n",
        named.len(),
        count(&named, FIRST)
    );
    let mut set = |name: &str, outcomes: [Vec<Outcome>; 2]| {
        let _ = write!(text, "\n[[set]]\nname = \"{name}\"\ncases = {}\n", outcomes[0].len());
        for (way, outcomes) in ["in_sight", "held_out"].into_iter().zip(&outcomes) {
            let _ = writeln!(text, "{way} = {{ {} }}", ranking(outcomes));
        }
    };
    set("all", evaluation.of(|_| true));
    for (file, name) in evaluation.cases.files.iter().enumerate() {
        set(name, evaluation.of(|item| item.file == file));
    }
    let all = evaluation.of(|_| true);
    for fault in TRIAGE_FAULTS {
        let [(now, of), (held_out, _)] = [&all[0], &all[1]].map(|outcomes| fault.count(outcomes));
        let _ = write!(text, "\n[triage.{}]\nof = {of}\nin_sight = {now}\nheld_out = {held_out}\n", fault.key);
    }
    text
}

fn ranking(outcomes: &[Outcome]) -> String {
    let shares = [("first", FIRST), ("three", THREE), ("five", FIVE)].map(|(name, test): (&str, Test)| {
        let (low, high) = interval(outcomes, |drawn| share(drawn, test));
        format!("{name} = {}, {name}_interval = [{:.0}, {:.0}]", count(outcomes, test), low * 100.0, high * 100.0)
    });
    format!("{}, calibration_error = {:.0}", shares.join(", "), calibration_error(outcomes) * 100.0)
}
