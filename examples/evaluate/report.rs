//! `docs/evaluation.md`: the main table first, what it cannot say last.

use std::collections::BTreeMap;
use std::fmt::Write;

use posterior::knowledge::{Level, ModelConstants, model};
use posterior::vocabulary::CauseId;

use crate::Evaluation;
use crate::bootstrap::{RESAMPLES, interval};
use crate::cases::Item;
use crate::folds::{FOLDS, KNOBS};
use crate::metrics::{
    ACCEPTABLE, FIRST, FIVE, Outcome, THREE, TRIAGE_FAULTS, Test, calibration_error, count, mean_loss, reliability,
    share,
};
use crate::reveal::{self, Effort, SHUFFLES, Telling};

/// The whole report.
pub fn report(evaluation: &Evaluation) -> String {
    let parts = [
        main_table(evaluation),
        groups(evaluation),
        triage(evaluation),
        calibration(evaluation),
        confusion(evaluation),
        by_cause(evaluation),
        questions(evaluation),
        constants(evaluation),
        limits(evaluation),
    ];
    parts.join("\n")
}

const WAYS: [&str; 2] = ["in sight", "held out"];
const SHARES: [Test; 4] = [FIRST, THREE, FIVE, ACCEPTABLE];

fn per_cent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

/// A share with its interval.
fn share_cell(outcomes: &[Outcome], test: Test) -> String {
    if outcomes.is_empty() {
        return "–".to_owned();
    }
    let (low, high) = interval(outcomes, |drawn| share(drawn, test));
    format!("{} ({:.0}–{:.0})", per_cent(share(outcomes, test)), low * 100.0, high * 100.0)
}

fn error_cell(outcomes: &[Outcome]) -> String {
    let (low, high) = interval(outcomes, calibration_error);
    format!("{:.2} ({low:.2}–{high:.2})", calibration_error(outcomes))
}

fn count_of(part: usize, of: usize) -> String {
    if of == 0 { "–".to_owned() } else { format!("{part} of {of} ({:.0} %)", 100.0 * part as f64 / of as f64) }
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn head(names: &[&str]) -> String {
    format!("| {} |\n|{}\n", names.join(" | "), "---|".repeat(names.len()))
}

fn set_rows(name: &str, sets: &[Vec<Outcome>; 2]) -> String {
    let mut text = String::new();
    for (way, outcomes) in WAYS.iter().zip(sets) {
        let mut cells = vec![format!("{name}, {way}"), outcomes.len().to_string()];
        cells.extend(SHARES.map(|test| share_cell(outcomes, test)));
        cells.push(error_cell(outcomes));
        text += &row(&cells);
    }
    text
}

fn main_table(evaluation: &Evaluation) -> String {
    let all = evaluation.of(|_| true);
    let mut text = format!(
        "# Evaluation\n\n\
         Written by `cargo xtask evaluate`. On {} cases, Posterior puts the true cause first in {} and among its first three\n\
         in {}; with every free constant estimated anew without the case that is judged, in {} and {}. It chooses among {}\n\
         causes and `something-else`. **These are development cases: they were in sight while the likelihoods were judged, so\n\
         even the held-out figures are likely to be better than what strangers will see.** How it does on other cases is not\n\
         known.\n\n",
        all[0].len(),
        per_cent(share(&all[0], FIRST)),
        per_cent(share(&all[0], THREE)),
        per_cent(share(&all[1], FIRST)),
        per_cent(share(&all[1], THREE)),
        CauseId::COUNT - 1,
    );
    text += &head(&["cases", "n", "first", "top three", "top five", "acceptable first", "calibration error"]);
    for (file, name) in evaluation.cases.files.iter().enumerate() {
        text += &set_rows(name, &evaluation.of(|item| item.file == file));
    }
    text += &set_rows("all", &all);
    text += "| *physicians, 45 other vignettes* [1] | | *72 %* | *84 %* | | | |\n";
    text += "| *best symptom checker, 200 other vignettes* [2] | | | *70.5 %* | | | |\n";
    text + &format!(
        "\n\
         In brackets: 95 % intervals, by drawing the cases anew {RESAMPLES} times. *In sight*: the constants of the knowledge\n\
         base. *Held out*: {FOLDS}-fold; see [Constants](#constants). *Acceptable first*: the first cause is the true one or one\n\
         that the case file names as passable. *Calibration error*: expected calibration error, ten bins.\n\n\
         The two last rows are **no fair comparison**: other cases, from all of medicine, and a free or much wider choice of\n\
         answers. They only say what is usual.\n\n\
         1. Semigran HL et al. Comparison of physician and computer diagnostic accuracy. JAMA Intern Med 2016;\n\
         \x20  doi:10.1001/jamainternmed.2016.6001. 234 physicians.\n\
         2. Gilbert S et al. How accurate are digital symptom assessment apps […]? BMJ Open 2020;10:e040269. The study is by the\n\
         \x20  maker of that checker; its general practitioners reached 82.1 % in three.\n"
    )
}

fn groups(evaluation: &Evaluation) -> String {
    let mut text = String::from("## By kind of case\n\n");
    text += &head(&["cases", "n", "first", "top three", "acceptable first", "first, held out", "top three, held out"]);
    let mut line = |name: &str, test: &dyn Fn(&Item) -> bool| {
        let [now, held_out] = evaluation.of(test);
        let mut cells = vec![name.to_owned(), now.len().to_string()];
        cells.extend([FIRST, THREE, ACCEPTABLE].map(|test| share_cell(&now, test)));
        cells.extend([FIRST, THREE].map(|test| share_cell(&held_out, test)));
        text += &row(&cells);
    };
    let mut kinds: Vec<&str> = evaluation.cases.items.iter().map(|item| item.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        line(if kind.is_empty() { "kind not given" } else { kind }, &|item| item.kind == kind);
    }
    for (quality, words) in
        [("good", "the text told much"), ("fair", "the text told some"), ("thin", "the text told little")]
    {
        line(&format!("{quality}: {words}"), &|item| item.quality == quality);
    }
    line("wanted: same day or emergency", &|item| item.triage.is_some_and(|level| level >= Level::SameDay));
    line("wanted: less", &|item| item.triage.is_some_and(|level| level < Level::SameDay));
    line("the cause is in the knowledge base", &|item| item.known);
    line("it is not: `something-else` is right", &|item| !item.known);
    let named: Vec<Outcome> = evaluation.in_sight.iter().copied().filter(|outcome| !outcome.cannot_tell).collect();
    text + &format!(
        "\nIn {} the app says that it cannot tell, and names nothing. Where it names a cause, the first is\nright in {}.\n",
        count_of(evaluation.in_sight.len() - named.len(), evaluation.in_sight.len()),
        share_cell(&named, FIRST),
    )
}

fn triage(evaluation: &Evaluation) -> String {
    let all = evaluation.of(|_| true);
    let mut text = String::from("## How soon to be seen\n\n");
    text += &head(&["", "in sight", "held out"]);
    for fault in TRIAGE_FAULTS {
        let cells = [&all[0], &all[1]].map(|outcomes| {
            let (part, of) = fault.count(outcomes);
            count_of(part, of)
        });
        text += &row(&[fault.words.to_owned(), cells[0].clone(), cells[1].clone()]);
    }
    text += "\nRows: the level given with the case, a reader's judgement that no clinician has checked. Columns: what Posterior says,\n\
             with the constants of the knowledge base.\n\n";
    let mut names = vec!["wanted"];
    names.extend(Level::ALL.iter().map(|level| level.slug()));
    text += &head(&names);
    for wanted in Level::ALL {
        let mut cells = vec![wanted.slug().to_owned()];
        cells.extend(Level::ALL.iter().map(|&said| {
            let hit = |outcome: &&Outcome| outcome.wanted == Some(wanted) && outcome.level == said;
            evaluation.in_sight.iter().filter(hit).count().to_string()
        }));
        text += &row(&cells);
    }
    let at_home = evaluation.in_sight.iter().filter(|outcome| outcome.level == Level::SelfCare).count();
    text + &format!(
        "\nThe app asks every safety question, and self-care needs them all denied. A text seldom denies them: {at_home} of {} cases\n\
         come out at self-care. So *over* by that one step is owed to the form of the cases, and how often self-care would be\n\
         advised wrongly cannot be read from this table.\n",
        evaluation.in_sight.len()
    )
}

fn calibration(evaluation: &Evaluation) -> String {
    let all = evaluation.of(|_| true);
    let bins = [reliability(&all[0]), reliability(&all[1])];
    let mut text =
        String::from("## Calibration\n\nWhen the first cause is said to be this probable, how often is it right?\n\n");
    text += &head(&["said", "n", "mean said", "right", "n, held out", "mean said, held out", "right, held out"]);
    for (at, (now, held_out)) in bins[0].iter().zip(&bins[1]).enumerate() {
        let mut cells = vec![format!("{}–{} %", at * 10, at * 10 + 10)];
        for bin in [now, held_out] {
            cells.push(bin.cases.to_string());
            if bin.cases == 0 {
                cells.extend(["–".to_owned(), "–".to_owned()]);
            } else {
                let cases = bin.cases as f64;
                cells.extend([per_cent(bin.confidence / cases), per_cent(bin.right as f64 / cases)]);
            }
        }
        text += &row(&cells);
    }
    text + &format!(
        "\nExpected calibration error: in sight {}, held out {}. With so few cases in\n\
         a bin it comes out above nought even for a perfect classifier, and drawing the cases anew pushes its interval up further.\n",
        error_cell(&all[0]),
        error_cell(&all[1])
    )
}

fn confusion(evaluation: &Evaluation) -> String {
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (item, outcome) in evaluation.cases.items.iter().zip(&evaluation.in_sight) {
        if outcome.rank != 1 {
            *pairs.entry((item.truth.index(), outcome.first.index())).or_default() += 1;
        }
    }
    let slug = |index: usize| CauseId::new(index).map_or("", |id| id.slug());
    let mut pairs: Vec<(usize, &str, &str)> =
        pairs.into_iter().map(|((truth, taken), cases)| (cases, slug(truth), slug(taken))).collect();
    pairs.sort_by_key(|&(cases, truth, taken)| (usize::MAX - cases, truth, taken));
    let mut text = String::from("## What is taken for what\n\nIn sight, most frequent first.\n\n");
    text += &head(&["true cause", "in first place", "cases"]);
    for (cases, truth, taken) in pairs.iter().filter(|pair| pair.0 > 1) {
        text += &row(&[(*truth).to_owned(), (*taken).to_owned(), cases.to_string()]);
    }
    text += "\nOnce each (true cause: what stood in first place):\n\n";
    let mut once: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, truth, taken) in pairs.iter().filter(|pair| pair.0 == 1) {
        once.entry(truth).or_default().push(taken);
    }
    for (truth, taken) in once {
        let _ = writeln!(text, "- {truth}: {}", taken.join(", "));
    }
    text
}

fn by_cause(evaluation: &Evaluation) -> String {
    let mut text = String::from("## By cause\n\n");
    text +=
        &head(&["true cause", "n", "first", "top three", "acceptable first", "first, held out", "top three, held out"]);
    let mut without = Vec::new();
    for id in CauseId::all() {
        let [now, held_out] = evaluation.of(|item| item.truth == id);
        if now.is_empty() {
            without.push(id.slug());
            continue;
        }
        let mut cells = vec![id.slug().to_owned(), now.len().to_string()];
        cells.extend([FIRST, THREE, ACCEPTABLE].map(|test| count(&now, test).to_string()));
        cells.extend([FIRST, THREE].map(|test| count(&held_out, test).to_string()));
        text += &row(&cells);
    }
    if !without.is_empty() {
        let _ = write!(text, "\nNo case at all: {}.\n", without.join(", "));
    }
    text
}

fn questions(evaluation: &Evaluation) -> String {
    let items = &evaluation.cases.items;
    let ways =
        [("as the app would ask", reveal::by_worth(items), 1), ("in random order", reveal::at_random(items), SHUFFLES)];
    let mut text = String::from(
        "## How many questions it takes\n\n\
         The facts of each case are told one by one. At the beginning stand place, duration, onset, severity, age and sex;\n\
         then the questions follow as `next_questions` orders them, anew after each answer. A question that the case holds no\n\
         answer to counts as asked and is passed over.\n\n",
    );
    text += &head(&["order", "from the beginning", "ever", "questions asked", "answers needed", "when all is told"]);
    let mut asked = Vec::new();
    for (place, when) in [("first", first as fn(&Telling) -> Option<Effort>), ("top three", three)] {
        for (way, tellings, _) in &ways {
            text += &reveal_row(&format!("{place}, {way}"), tellings, when, if place == "first" { 1 } else { 3 });
        }
    }
    for (way, tellings, times) in &ways {
        let sum: usize = tellings.iter().map(|telling| telling.all.answered).sum();
        let questions: usize = tellings.iter().map(|telling| telling.all.asked).sum();
        let of = (items.len() * times).max(1) as f64;
        asked.push(format!("{way}, {:.1} answers from {:.0} questions", sum as f64 / of, questions as f64 / of));
    }
    text += "\nHow many of all cases have had the true cause there after so many questions:\n\n";
    text += &head(&["order", "0", "2", "5", "10", "20", "40", "all"]);
    for (place, when) in [("first", first as fn(&Telling) -> Option<Effort>), ("top three", three)] {
        for (way, tellings, _) in &ways {
            let mut cells = vec![format!("{place}, {way}")];
            cells.extend([0, 2, 5, 10, 20, 40, usize::MAX].map(|most| {
                let reached = |telling: &&Telling| when(telling).is_some_and(|effort| effort.asked <= most);
                per_cent(tellings.iter().filter(reached).count() as f64 / tellings.len().max(1) as f64)
            }));
            text += &row(&cells);
        }
    }
    let stopped = reveal::until_enough(items);
    let at_end = |tellings: &[Telling], most: usize| {
        let there = tellings.iter().filter(|telling| telling.rank_at_end <= most).count();
        per_cent(there as f64 / tellings.len().max(1) as f64)
    };
    let mean = |tellings: &[Telling]| {
        tellings.iter().map(|telling| telling.all.asked).sum::<usize>() as f64 / tellings.len().max(1) as f64
    };
    let [all, _] = &ways;
    text += &format!(
        "\nThe app stops asking when nothing is worth it (`enough`, `enough_below` and `settled_from` in `model.toml`). With that\n\
         rule it asks {:.0} questions a case in the mean and has the true cause first in {}, among three in {}; without it, {:.0}\n\
         questions, {} and {}.\n",
        mean(&stopped),
        at_end(&stopped, 1),
        at_end(&stopped, 3),
        mean(&all.1),
        at_end(&all.1, 1),
        at_end(&all.1, 3),
    );
    text + &format!(
        "\n*Ever*: the true cause was there at some point; a later answer may have moved it away again. *Questions asked* and\n\
         *answers needed*: the median, with the middle half, over the cases where it was not there from the beginning but came\n\
         there. Random orders: {SHUFFLES} for each case. In the mean a case gives:\n\
         {}.\n\
         The order of the app stops where no question is expected to tell anything. Texts answer few questions and deny little, and a person would answer\n\
         most: so the number of questions says little, and the comparison of the two orders is what counts. Self-tests are\n\
         not among these questions.\n",
        asked.join("; ")
    )
}

fn first(telling: &Telling) -> Option<Effort> {
    telling.first
}

fn three(telling: &Telling) -> Option<Effort> {
    telling.three
}

fn reveal_row(name: &str, tellings: &[Telling], when: fn(&Telling) -> Option<Effort>, places: usize) -> String {
    let of = tellings.len().max(1) as f64;
    let part =
        |test: &dyn Fn(&Telling) -> bool| per_cent(tellings.iter().filter(|telling| test(telling)).count() as f64 / of);
    let came: Vec<Effort> = tellings.iter().filter_map(when).filter(|effort| effort.asked > 0).collect();
    row(&[
        name.to_owned(),
        part(&|telling| when(telling).is_some_and(|effort| effort.asked == 0)),
        part(&|telling| when(telling).is_some()),
        quartiles(came.iter().map(|effort| effort.asked).collect()),
        quartiles(came.iter().map(|effort| effort.answered).collect()),
        part(&|telling| telling.rank_at_end <= places),
    ])
}

/// The median with the middle half.
fn quartiles(mut numbers: Vec<usize>) -> String {
    numbers.sort_unstable();
    let at = |quarter: usize| numbers.get(numbers.len().saturating_sub(1) * quarter / 4);
    match (at(1), at(2), at(3)) {
        (Some(low), Some(median), Some(high)) => format!("{median} ({low}–{high})"),
        _ => "–".to_owned(),
    }
}

fn constants(evaluation: &Evaluation) -> String {
    let held_out = &evaluation.held_out;
    let mut text = format!(
        "## Constants\n\n\
         The free constants of `assets/knowledge/model.toml`, in thousandths and millibits. *Without 1* to *without {FOLDS}*:\n\
         estimated on the other folds by coordinate descent over a small grid, from plain Bayes on, on the mean negative log\n\
         probability of the true cause; every file weighs the same. The held-out figures come from these.\n\n"
    );
    let names: Vec<String> = (1..=FOLDS).map(|fold| format!("without {fold}")).collect();
    let mut heads = vec!["constant", "in use", "on all cases"];
    heads.extend(names.iter().map(String::as_str));
    heads.push("range");
    text += &head(&heads);
    for knob in &KNOBS {
        let values: Vec<i32> = held_out.without.iter().map(|constants| knob.of(constants)).collect();
        let mut cells = vec![format!("`{}`", knob.name), knob.of(model()).to_string()];
        cells.push(knob.of(&held_out.on_all).to_string());
        cells.extend(values.iter().map(i32::to_string));
        let (low, high) = (values.iter().min().copied(), values.iter().max().copied());
        cells.push(match (low, high) {
            (Some(low), Some(high)) if low != high => format!("{low} to {high}"),
            _ => "the same".to_owned(),
        });
        text += &row(&cells);
    }
    let judged = |constants: &ModelConstants| -> Vec<Outcome> {
        evaluation.cases.items.iter().map(|item| crate::metrics::judge(item, constants)).collect()
    };
    text += "\nMean negative log probability of the true cause, in nats; lower is better:\n\n";
    let mut heads = vec!["constants"];
    heads.extend(evaluation.cases.files.iter().map(String::as_str));
    heads.extend(["first, all", "top three, all"]);
    text += &head(&heads);
    for (name, outcomes) in [
        ("in use", evaluation.in_sight.clone()),
        ("estimated on all cases: flatters", judged(&held_out.on_all)),
        ("estimated without the case", held_out.outcomes.clone()),
    ] {
        let mut cells = vec![name.to_owned()];
        cells.extend((0..evaluation.cases.files.len()).map(|file| {
            let both = evaluation.cases.items.iter().zip(&outcomes).filter(|(item, _)| item.file == file);
            format!("{:.2}", mean_loss(&both.map(|(_, outcome)| *outcome).collect::<Vec<_>>()))
        }));
        cells.extend([FIRST, THREE].map(|test| per_cent(share(&outcomes, test))));
        text += &row(&cells);
    }
    text
}

fn limits(evaluation: &Evaluation) -> String {
    let mut text = String::from(
        "## What these figures cannot say\n\n\
         - The likelihoods, base rates, rules of urgency, the share of spill between zones and the threshold for \"cannot tell\"\n\
         \x20 are judgements, made with these cases in sight. Only the constants above are estimated anew, so *held out* guards\n\
         \x20 against their tuning and against nothing else.\n\
         - The facts were read out of texts, and texts are mostly told with the diagnosis in hand. A person who taps a map and\n\
         \x20 answers questions gives other facts, and more of them.\n\
         - Published cases lean to the rare and the dramatic, and people write when something was found. The mix of causes is not\n\
         \x20 that of those who will ask, and shares over all cases mean little without the tables by kind and by cause.\n\
         - Most causes have one or two cases. A row by cause is an anecdote.\n\
         - The intervals hold for drawing other cases of the same kind, with all else as it is; the held-out ones do not show\n\
         \x20 that other cases would also have given other constants.\n\
         - The wanted level and the acceptable causes are a reader's; no clinician has checked them.\n",
    );
    let unknown = evaluation.cases.items.iter().filter(|item| !item.known).count();
    if unknown == 0 {
        text += "- The knowledge base holds the cause of every case here. So nothing says how well it notices that none of its\n\
                 \x20 causes fits, and the estimation pushes `other`, the base rate of `something-else`, down at no price.\n";
    }
    text
}
