//! The clinical facts as the engine reads them: rows of generated tables, and nothing that a clinician would have to
//! read in Rust. `cargo xtask bake` writes [`tables`] from `assets/knowledge`; a test proves that they are fresh.
//!
//! Weights are in **millibits**: thousandths of a bit, log base 2, as integers, so that sums are exact and every
//! machine gets the same answer.

mod rule;
#[rustfmt::skip]
mod tables;

pub use rule::{Op, Rule};

use crate::vocabulary::{AreaId, CauseId, FindingId, RegionId, TestId};

/// How soon to be seen, least urgent first, so that `max` never lowers a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Look after it at home.
    SelfCare,
    /// Book an ordinary appointment.
    Routine,
    /// See a doctor within days.
    WithinDays,
    /// Be seen today.
    SameDay,
    /// Emergency now.
    Emergency,
}

impl Level {
    /// All levels, least urgent first.
    pub const ALL: [Level; 5] = [Level::SelfCare, Level::Routine, Level::WithinDays, Level::SameDay, Level::Emergency];

    /// The contract's name of the level.
    pub const fn slug(self) -> &'static str {
        match self {
            Level::SelfCare => "self-care",
            Level::Routine => "see-doctor-routine",
            Level::WithinDays => "see-doctor-within-days",
            Level::SameDay => "urgent-same-day",
            Level::Emergency => "emergency-now",
        }
    }

    /// One level more urgent, `Emergency` at most.
    pub const fn raised(self) -> Level {
        match self {
            Level::SelfCare => Level::Routine,
            Level::Routine => Level::WithinDays,
            Level::WithinDays => Level::SameDay,
            Level::SameDay | Level::Emergency => Level::Emergency,
        }
    }
}

/// What a number or a line of advice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A measured figure, read in the named source.
    Study,
    /// Stated in a review or a guideline.
    Review,
    /// An estimate from qualitative statements.
    Judgement,
}

impl Basis {
    /// `study`, `review` or `judgement`.
    pub const fn slug(self) -> &'static str {
        match self {
            Basis::Study => "study",
            Basis::Review => "review",
            Basis::Judgement => "judgement",
        }
    }
}

/// A fact that can weigh on the causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A finding, affirmed or denied.
    Finding(FindingId),
    /// A self-test, positive or negative.
    Test(TestId),
    /// A region, marked or conspicuously not marked; sides weigh the same.
    Region(RegionId),
    /// An area, marked.
    Area(AreaId),
}

impl Fact {
    /// The vocabulary's name of the fact, without a side.
    pub fn slug(self) -> &'static str {
        match self {
            Fact::Finding(id) => id.slug(),
            Fact::Test(id) => id.slug(),
            Fact::Region(id) => id.slug(),
            Fact::Area(id) => id.slug(),
        }
    }
}

/// The people whose base rates and likelihoods apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Population {
    /// Everyone who looks up such pain.
    Everyone,
    /// Pain that came on with or within three days of exercise.
    AfterExercise,
}

impl Population {
    const fn index(self) -> usize {
        match self {
            Population::Everyone => 0,
            Population::AfterExercise => 1,
        }
    }
}

/// What a fact says about one cause against `something-else`: log2 of a likelihood ratio, by population.
#[derive(Clone, Copy, Debug)]
pub struct Likelihood {
    /// The fact.
    pub fact: Fact,
    yes: [i16; 2],
    no: [i16; 2],
    /// What the weight rests on.
    pub basis: Basis,
    /// The sources.
    pub sources: SourceSet,
}

impl Likelihood {
    /// Weight in millibits when the fact is affirmed.
    pub fn yes(&self, population: Population) -> i32 {
        i32::from(self.yes[population.index()])
    }

    /// Weight in millibits when the fact is denied.
    pub fn no(&self, population: Population) -> i32 {
        i32::from(self.no[population.index()])
    }
}

/// The likelihoods of a cause by column, in the order of the facts. Columns of like numbers compress to half of what rows
/// do, and people wait for the bytes.
#[derive(Clone, Copy, Debug)]
struct Columns {
    /// Kind and index of the fact: 0 finding, 1 test, 2 region, 3 area.
    facts: &'static [(u8, u8)],
    yes: [&'static [i16]; 2],
    no: [&'static [i16]; 2],
    bases: &'static [Basis],
    sources: &'static [u8],
}

impl Columns {
    /// The row at this position; none past the end.
    fn row(&self, at: usize) -> Option<Likelihood> {
        let &(kind, index) = self.facts.get(at)?;
        let pair = |columns: &[&'static [i16]; 2]| Some([*columns[0].get(at)?, *columns[1].get(at)?]);
        Some(Likelihood {
            fact: match kind {
                0 => Fact::Finding(FindingId::baked(index)),
                1 => Fact::Test(TestId::baked(index)),
                2 => Fact::Region(RegionId::baked(index)),
                _ => Fact::Area(AreaId::baked(index)),
            },
            yes: pair(&self.yes)?,
            no: pair(&self.no)?,
            basis: *self.bases.get(at)?,
            sources: SourceSet(*self.sources.get(at)?),
        })
    }
}

/// A change of the base rate by age or sex.
#[derive(Clone, Copy, Debug)]
pub struct Modifier {
    /// When it applies.
    pub when: Rule,
    /// Weight in millibits.
    pub weight: i32,
}

/// Where a line of care belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What to do oneself.
    SelfCare,
    /// What to avoid.
    Avoid,
    /// What a professional can do.
    Professional,
    /// A home exercise with its dose.
    Exercise,
    /// How to keep it from coming back.
    Prevention,
    /// When to be seen.
    SeeDoctor,
}

/// When a line of self-care applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// From today.
    Today,
    /// Within the week.
    ThisWeek,
    /// By the sixth week.
    ByWeekSix,
    /// At any time.
    Any,
}

/// One line of advice; its words are in the language pack under `care.<cause>.<id>`.
#[derive(Clone, Copy, Debug)]
pub struct CareLine {
    /// The line's id within its cause.
    pub id: &'static str,
    /// Where it belongs.
    pub section: Section,
    /// When it applies.
    pub when: When,
    /// What it rests on.
    pub basis: Basis,
    /// The sources.
    pub sources: SourceSet,
    /// Gates that withhold it, as indices into [`gates`].
    pub withheld_if: &'static [u8],
    /// For `SeeDoctor`: the level, taken from the rule that the line names.
    pub level: Option<Level>,
}

/// A stretch of the usual course, in days since the pain began.
#[derive(Clone, Copy, Debug)]
pub struct Phase {
    /// Its id; the words are under `cause.<cause>.phase.<id>`.
    pub id: &'static str,
    /// First day.
    pub from_days: u16,
    /// Last day; `u16::MAX` when open.
    pub to_days: u16,
}

/// One cause of pain.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    prior: [i32; 2],
    /// The highest score against `something-else` that answers can give, in millibits: look-alikes that the knowledge does
    /// not hold would fit the same answers.
    pub ceiling: i32,
    /// Changes of the base rate by age and sex.
    pub modifiers: &'static [Modifier],
    columns: Columns,
    /// The time course.
    pub phases: &'static [Phase],
    /// The sources of the time course.
    pub course_sources: SourceSet,
    /// Advice.
    pub care: &'static [CareLine],
    /// The regions where it usually hurts, most usual first, with the share of people in per cent.
    pub pattern: &'static [(RegionId, u8)],
}

impl Cause {
    /// log2 of the base rate against `something-else`, in millibits, already weighted.
    pub fn prior(&self, population: Population) -> i32 {
        self.prior[population.index()]
    }

    /// What this fact says about the cause, if the knowledge holds it.
    pub fn likelihood(&self, fact: Fact) -> Option<Likelihood> {
        let key = match fact {
            Fact::Finding(id) => (0, id.index() as u8),
            Fact::Test(id) => (1, id.index() as u8),
            Fact::Region(id) => (2, id.index() as u8),
            Fact::Area(id) => (3, id.index() as u8),
        };
        self.columns.facts.binary_search(&key).ok().and_then(|at| self.columns.row(at))
    }

    /// All that the knowledge holds about the cause, in the order of the vocabulary.
    pub fn likelihoods(&self) -> impl Iterator<Item = Likelihood> {
        let columns = self.columns;
        (0..columns.facts.len()).filter_map(move |at| columns.row(at))
    }
}

/// A red-flag rule.
#[derive(Clone, Copy)]
pub struct RedFlag {
    /// Stable id, such as `rf-ces-saddle`.
    pub id: &'static str,
    /// The level when it fires.
    pub level: Level,
    /// When it fires.
    pub when: Rule,
    /// What it rests on.
    pub basis: Basis,
    /// The sources.
    pub sources: SourceSet,
}

/// A rule is its id: two rules of the tables are equal when they are the same row.
impl PartialEq for RedFlag {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for RedFlag {}

impl core::fmt::Debug for RedFlag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.id)
    }
}

/// What an escalation does when its condition is true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The level is at least this.
    AtLeast(Level),
    /// One level up: once in all, and to [`Level::SameDay`] at most.
    Raise,
}

/// An escalation by age, pregnancy, severity or time.
#[derive(Clone, Copy, Debug)]
pub struct Escalation {
    /// Stable id, such as `esc-function`.
    pub id: &'static str,
    /// When it applies.
    pub when: Rule,
    /// What it does.
    pub effect: Effect,
    /// What it rests on.
    pub basis: Basis,
    /// The sources.
    pub sources: SourceSet,
}

/// A condition under which some advice is withheld.
#[derive(Clone, Copy, Debug)]
pub struct Gate {
    /// Stable id, such as `blood-thinners`.
    pub id: &'static str,
    /// When advice that names the gate is withheld.
    pub when: Rule,
}

/// A finding that the case implies.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    /// The finding that is taken as affirmed when the person said nothing about it.
    pub finding: FindingId,
    /// When.
    pub when: Rule,
}

/// One row of the safety screen.
#[derive(Clone, Copy, Debug)]
pub struct SafetyQuestion {
    /// Its id; words under `safety.<id>`.
    pub id: &'static str,
    /// The findings that a no denies.
    pub findings: &'static [FindingId],
    /// The findings that a yes affirms.
    pub marks: &'static [FindingId],
}

/// How a core question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of the options.
    One,
    /// Any of the options.
    Many,
    /// 0 to 10.
    Scale,
    /// Years.
    Age,
    /// Sex at birth.
    Sex,
}

/// One question of the core conversation.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its id; words under `question.<id>`.
    pub id: &'static str,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Whether advice is held back while its gate depends on an open option.
    pub gates_advice: bool,
    /// The findings on offer.
    pub options: &'static [FindingId],
}

/// Sources that are cited together. Few sets serve many rows, so a row holds only the number of its set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceSet(u8);

impl SourceSet {
    /// The sources, as indices for [`source`].
    pub fn list(self) -> &'static [u16] {
        tables::SOURCE_SETS.get(usize::from(self.0)).copied().unwrap_or(&[])
    }
}

/// A published source; the citation is `source.<key>` in the language pack.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// Its key.
    pub key: &'static str,
}

/// Free constants of the model, from `assets/knowledge/model.toml`.
#[derive(Clone, Copy, Debug)]
pub struct ModelConstants {
    /// Scores are multiplied by this many thousandths before they become probabilities (calibration).
    pub sharpness_permille: i32,
    /// Below this probability (parts per million) the first cause is not named: it cannot be told.
    pub cannot_tell_ppm: u32,
    /// When the after-exercise population applies.
    pub after_exercise: Rule,
}

/// The cause with this id.
pub fn cause(id: CauseId) -> &'static Cause {
    // The bake checks that the table has a row for every id; the first row stands in for the impossible rest.
    tables::CAUSES.get(id.index()).unwrap_or(&tables::CAUSES[0])
}

/// P(finding | any other cause in the same users), `0.001..=0.999`.
pub fn background(id: FindingId, population: Population) -> f64 {
    let row = tables::BACKGROUND.get(id.index()).copied().unwrap_or([500, 500]);
    f64::from(row[population.index()]) / 1000.0
}

/// The group of correlated facts that this fact belongs to, if any.
pub fn group(fact: Fact) -> Option<u8> {
    let (table, index): (&[u8], usize) = match fact {
        Fact::Finding(id) => (&tables::FINDING_GROUP, id.index()),
        Fact::Test(id) => (&tables::TEST_GROUP, id.index()),
        Fact::Region(id) => (&tables::REGION_GROUP, id.index()),
        Fact::Area(id) => (&tables::AREA_GROUP, id.index()),
    };
    table.get(index).copied().filter(|&group| group != u8::MAX)
}

/// Red-flag rules in the order of the file.
pub fn red_flags() -> &'static [RedFlag] {
    tables::RED_FLAGS
}

/// Escalations in the order of the file.
pub fn escalations() -> &'static [Escalation] {
    tables::ESCALATIONS
}

/// Advice gates.
pub fn gates() -> &'static [Gate] {
    tables::GATES
}

/// Derived findings, in the order in which they are filled in.
pub fn derived() -> &'static [Derived] {
    tables::DERIVED
}

/// The safety screen.
pub fn safety_questions() -> &'static [SafetyQuestion] {
    tables::SAFETY
}

/// The core conversation in order.
pub fn questions() -> &'static [Question] {
    tables::QUESTIONS
}

/// The source at this index.
pub fn source(index: u16) -> Option<&'static Source> {
    tables::SOURCES.get(usize::from(index))
}

/// The model's constants.
pub fn model() -> &'static ModelConstants {
    &tables::MODEL
}
