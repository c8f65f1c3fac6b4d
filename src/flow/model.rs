//! What the conversation holds.

use super::marks::Before;
use crate::case::{Answer, Case, Marks, Place};
use crate::knowledge::{QuestionKind, questions, safety_questions};
use crate::vocabulary::{FindingId, TestId};

/// What is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Where it hurts.
    Map,
    /// The warning signs.
    Safety,
    /// An answer asks for help today or now: that is said at once.
    Interrupt,
    /// The core question at this position of [`questions`].
    Question(usize),
    /// What would tell the first causes apart.
    More,
    /// Tests to do at home that would tell the first causes apart.
    HomeTests,
    /// What came out.
    Result,
    /// The result to take along: a page for a clinician, a link, files.
    Take,
}

impl Screen {
    /// A stable name: of the screen for tests, of the question for its words.
    pub fn slug(self) -> &'static str {
        match self {
            Screen::Map => "map",
            Screen::Safety => "safety",
            Screen::Interrupt => "interrupt",
            Screen::Question(at) => questions().get(at).map_or("", |question| question.id),
            Screen::More => "more",
            Screen::HomeTests => "home-tests",
            Screen::Result => "result",
            Screen::Take => "take",
        }
    }
}

/// How a core question was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Given {
    /// Not yet asked.
    #[default]
    Open,
    /// With an answer.
    Said,
    /// With "none of these".
    NoneOfThese,
    /// With "not sure".
    NotSure,
}

/// A stop on the way through the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The screen.
    pub screen: Screen,
    /// The person came from the result to change this one answer, and goes back there.
    pub changing: bool,
}

/// How the places are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapTab {
    /// Waist to thigh, from behind.
    #[default]
    Back,
    /// Waist to thigh, from in front.
    Front,
    /// Waist to thigh, the person's left side.
    SideLeft,
    /// Waist to thigh, the person's right side.
    SideRight,
    /// The legs from behind.
    Legs,
    /// The legs from in front.
    LegsFront,
    /// The list of all places.
    List,
}

impl MapTab {
    /// In the order of their buttons.
    pub const ALL: [MapTab; 7] = [
        MapTab::Back,
        MapTab::Front,
        MapTab::SideLeft,
        MapTab::SideRight,
        MapTab::Legs,
        MapTab::LegsFront,
        MapTab::List,
    ];

    /// A stable name: that of the view it shows, if it shows one.
    pub const fn slug(self) -> &'static str {
        match self {
            MapTab::Back => "back",
            MapTab::Front => "front",
            MapTab::SideLeft => "side-left",
            MapTab::SideRight => "side-right",
            MapTab::Legs => "legs",
            MapTab::LegsFront => "legs-front",
            MapTab::List => "list",
        }
    }
}

/// The one thing that a change has to tell people who cannot see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing: the control itself tells.
    #[default]
    Quiet,
    /// Another screen.
    Moved,
    /// A place was marked.
    Added(Place),
    /// A mark was taken away.
    Removed(Place),
    /// What is said of a place was changed.
    Marked(Place),
    /// The last step of marking is undone.
    Undone,
    /// All marks are taken away.
    Unmarked,
    /// Going on needs a place first.
    NeedPlace,
    /// All answers are gone.
    Cleared,
    /// What was to be copied is on the clipboard.
    Copied,
    /// The browser did not let it be copied.
    NotCopied,
    /// The answers came from a link.
    Restored,
    /// The link could not be read: a part of it is missing or wrong.
    LinkDamaged,
    /// The link was made by a later version of the app.
    LinkNewer,
    /// The device remembers the answers from now on.
    Kept,
    /// It could not: its memory is full or forbidden.
    NotKept,
    /// It remembers nothing any more.
    Forgotten,
    /// What it remembered cannot be read.
    KeptDamaged,
    /// The device refused to hand the words on.
    NotShared,
}

impl Status {
    /// The name of what the browser, a link or the device's memory had to say; empty for anything else.
    pub const fn outcome(self) -> &'static str {
        match self {
            Status::Copied => "copied",
            Status::NotCopied => "not-copied",
            Status::Restored => "restored",
            Status::LinkDamaged => "link-damaged",
            Status::LinkNewer => "link-newer",
            Status::Kept => "kept",
            Status::NotKept => "not-kept",
            Status::Forgotten => "forgotten",
            Status::KeptDamaged => "kept-damaged",
            Status::NotShared => "not-shared",
            _ => "",
        }
    }
}

/// The state of the conversation. Only [`super::update`] makes a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    pub(super) case: Case,
    pub(super) marks: Marks,
    /// The marked place that stands open, to say more about it.
    pub(super) opened: Option<Place>,
    /// What was marked before each of the last steps of marking.
    pub(super) before: Vec<Before>,
    pub(super) given: Vec<Given>,
    pub(super) safety_asked: bool,
    pub(super) more: Vec<FindingId>,
    pub(super) home_tests: Vec<TestId>,
    /// Never empty; `at` is always a position in it.
    pub(super) trail: Vec<Stop>,
    pub(super) at: usize,
    pub(super) acknowledged: Vec<&'static str>,
    pub(super) tab: MapTab,
    pub(super) status: Status,
}

impl Default for Model {
    fn default() -> Self {
        Model {
            case: Case::default(),
            marks: Marks::default(),
            opened: None,
            before: Vec::new(),
            given: vec![Given::Open; questions().len()],
            safety_asked: false,
            more: Vec::new(),
            home_tests: Vec::new(),
            trail: vec![Stop { screen: Screen::Map, changing: false }],
            at: 0,
            acknowledged: Vec::new(),
            tab: MapTab::Back,
            status: Status::Quiet,
        }
    }
}

impl Model {
    /// A conversation that stands at its result, with these answers. Questions without an answer are open, or were left
    /// open on purpose when `all_asked`.
    pub fn restored(case: Case, safety_asked: bool, all_asked: bool) -> Model {
        let given = questions().iter().map(|question| {
            let any = |wanted| question.options.iter().any(|&option| case.finding(option) == wanted);
            let all_denied = question.options.iter().all(|&option| case.finding(option) == Answer::No);
            match question.kind {
                QuestionKind::Scale if case.severity.is_some() => Given::Said,
                QuestionKind::Age if case.age.is_some() => Given::Said,
                QuestionKind::Sex if case.sex.is_some() => Given::Said,
                QuestionKind::One | QuestionKind::Many if any(Answer::Yes) => Given::Said,
                QuestionKind::Many if all_denied => Given::NoneOfThese,
                _ if all_asked => Given::NotSure,
                _ => Given::Open,
            }
        });
        let asked_as_a_whole = |id: &FindingId| {
            questions().iter().any(|question| question.options.contains(id))
                || safety_questions().iter().any(|row| row.findings.contains(id))
                || matches!(id.slug(), "one-side" | "both-sides")
        };
        // What was answered one by one stays where it can be seen and taken back.
        let more = FindingId::all().filter(|&id| case.finding(id) != Answer::Unknown);
        let more = more.filter(|id| !asked_as_a_whole(id) && !id.is_duration()).collect();
        let home_tests = TestId::all().filter(|&id| case.test(id) != Answer::Unknown).collect();
        let mut model = Model {
            more,
            home_tests,
            given: given.collect(),
            case,
            safety_asked,
            status: Status::Restored,
            ..Model::default()
        };
        model.trail.push(Stop { screen: Screen::Result, changing: false });
        model.at = 1;
        model
    }

    /// The conversation at its start, with something to tell.
    pub fn telling(status: Status) -> Model {
        Model { status, ..Model::default() }
    }

    /// What the person has said so far.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// Where the person is.
    pub fn stop(&self) -> Stop {
        self.trail.get(self.at).copied().unwrap_or(Stop { screen: Screen::Map, changing: false })
    }

    /// What is on the screen.
    pub fn screen(&self) -> Screen {
        self.stop().screen
    }

    /// How many stops lie behind this one.
    pub fn position(&self) -> usize {
        self.at
    }

    /// The last stop that can be gone to, as seen from the first.
    pub fn last_position(&self) -> usize {
        self.trail.len().saturating_sub(1)
    }

    /// How the core question at this position was left.
    pub fn given(&self, question: usize) -> Given {
        self.given.get(question).copied().unwrap_or_default()
    }

    /// Whether the warning signs were gone through.
    pub fn safety_asked(&self) -> bool {
        self.safety_asked
    }

    /// The findings on the screen [`Screen::More`].
    pub fn more(&self) -> &[FindingId] {
        &self.more
    }

    /// The tests on the screen [`Screen::HomeTests`]: those with a result, and those that were worth offering.
    pub fn home_tests(&self) -> &[TestId] {
        &self.home_tests
    }

    /// How the places are shown.
    pub fn tab(&self) -> MapTab {
        self.tab
    }

    /// What the last change has to tell.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether a part of the core conversation is still open.
    pub fn unfinished(&self) -> bool {
        !self.safety_asked || self.given.contains(&Given::Open)
    }

    /// How far the person is: this step, and how many there are. The result is no step, and home tests are one though not
    /// everybody is offered any: a way that ends early disappoints nobody.
    pub fn progress(&self) -> (usize, usize) {
        let count = questions().len() + 4;
        let step = match self.screen() {
            Screen::Map => 1,
            Screen::Safety | Screen::Interrupt => 2,
            Screen::Question(at) => at + 3,
            Screen::More => count - 1,
            Screen::HomeTests | Screen::Result | Screen::Take => count,
        };
        (step.min(count), count)
    }
}
