//! Marking: what is said of each place, and what the case follows from it.
//!
//! The strongest place is the worst pain, until the person answers that question; a quality of any place is a yes to that
//! finding; a path down the leg is a yes to how far the pain spreads. What is taken back is open again, and what is denied
//! elsewhere is taken from the places.

use super::model::{Given, Model, Status};
use super::update::Action;
use crate::case::{Answer, MAX_SEVERITY, Mark, Marks, Place, Places, bit, qualities};
use crate::knowledge::{QuestionKind, questions};
use crate::vocabulary::FindingId;

/// How many steps can be undone.
const MOST_STEPS: usize = 40;
const SPREADS: [&str; 2] = ["radiates-to-thigh-only", "radiates-below-knee"];

/// What a person does with the marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marking {
    /// Opens a marked place, or closes the one that stands open.
    Open(Option<Place>),
    /// Says how strong the pain is there, or that it cannot be said.
    Strength(Place, Option<u8>),
    /// One point more or less.
    Step(Place, bool),
    /// Gives a place a quality, or takes it away.
    Quality(Place, FindingId),
    /// It travels: it starts (0) or ends (1) there, or no longer.
    Path(Place, usize),
    /// Marks a place in passing. The first of a stroke begins a step of its own; the others belong to it.
    Paint(Place, bool),
    /// The second place, somewhere around the first, stands in for it.
    Widen(Place, Place),
    /// Takes the last step of marking back.
    Undo,
    /// Takes all marks away.
    Clear,
}

/// What was marked before a step.
pub(super) type Before = (Places, Marks);

impl Model {
    /// What was said about single places.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// The marked place that stands open.
    pub fn opened(&self) -> Option<Place> {
        self.opened
    }

    /// Whether a step of marking can be undone.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// The same conversation with what was said about single places. The answer about the worst pain is open as long as
    /// it only follows from the places.
    #[must_use]
    pub fn with_marks(mut self, marks: Marks, all_asked: bool) -> Model {
        self.marks = marks;
        if !all_asked
            && self.case.severity == self.marks.strongest()
            && let Some(given) = severity_question().and_then(|at| self.given.get_mut(at))
        {
            *given = Given::Open;
        }
        if !all_asked {
            // What only follows from the places was not asked yet.
            for (at, question) in questions().iter().enumerate() {
                let follows = question.options.iter().all(|&option| match self.case.finding(option) {
                    Answer::Unknown => true,
                    Answer::Yes => self.marks.has(option) || self.marks.travels() == Some(option.slug()),
                    Answer::No => false,
                });
                if question.kind == QuestionKind::Many
                    && follows
                    && let Some(given) = self.given.get_mut(at)
                {
                    *given = Given::Open;
                }
            }
        }
        self
    }

    pub(super) fn mark(&mut self, marking: Marking) {
        let old = |place| self.marks.get(place);
        match marking {
            Marking::Open(place) => self.opened = place.filter(|&place| self.case.places.contains(place)),
            Marking::Strength(place, strength) => self.say(Mark { strength, ..old(place) }),
            Marking::Step(place, up) => {
                let points = match old(place).strength {
                    Some(points) if up => points.saturating_add(1).min(MAX_SEVERITY),
                    Some(points) => points.saturating_sub(1),
                    None => 5,
                };
                self.say(Mark { strength: Some(points), ..old(place) });
            }
            Marking::Quality(place, quality) => {
                self.say(Mark { qualities: old(place).qualities ^ bit(quality), ..old(place) });
                self.status = Status::Quiet;
            }
            Marking::Path(place, at) => {
                let [start, end] = self.marks.path;
                let turned = |own| if own == Some(place) { None } else { Some(place) };
                // A path cannot end where it starts.
                let other = |own: Option<Place>| own.filter(|&own| own != place);
                self.marks.path = if at == 0 { [turned(start), other(end)] } else { [other(start), turned(end)] };
            }
            Marking::Paint(place, _) => {
                if !self.case.places.contains(place) {
                    self.case.places.set(place, true);
                    self.status = Status::Added(place);
                }
            }
            Marking::Widen(from, to) => {
                // Nothing that was said of either is lost: the stronger pain, both kinds of it, and the ends of the path.
                let (one, other) = (old(from), old(to));
                let strength = one.strength.max(other.strength);
                let mark = Mark { place: to, strength, qualities: one.qualities | other.qualities };
                if !self.marks.path.contains(&Some(to)) {
                    self.marks.path = self.marks.path.map(|end| if end == Some(from) { Some(to) } else { end });
                }
                self.case.places.set(from, false);
                self.say(mark);
                self.opened = Some(to);
                self.status = Status::Added(to);
            }
            Marking::Undo => {
                if let Some((places, marks)) = self.before.pop() {
                    self.case.places = places;
                    self.marks = marks;
                    self.status = Status::Undone;
                }
            }
            Marking::Clear => {
                self.case.places = Places::default();
                self.status = Status::Unmarked;
            }
        }
    }

    /// Takes what is said about a place; one that was not marked is marked with it.
    fn say(&mut self, mark: Mark) {
        self.case.places.set(mark.place, true);
        self.marks.set(mark);
        // Where it stands open, the control itself tells.
        if self.opened != Some(mark.place) {
            self.status = Status::Marked(mark.place);
        }
    }

    /// What follows from a change of the marks, whichever action made it.
    pub(super) fn follow_marks(&mut self, old: &Model, action: Action) {
        self.marks.keep(self.case.places);
        self.opened = self.opened.filter(|&place| self.case.places.contains(place));
        if (self.case.places, &self.marks) != (old.case.places, &old.marks) {
            self.read_sides();
            let step = (old.case.places, old.marks.clone());
            let known = self.before.last() == Some(&step);
            if !known && !matches!(action, Action::Mark(Marking::Undo | Marking::Paint(_, false))) {
                if self.before.len() == MOST_STEPS {
                    self.before.remove(0);
                }
                self.before.push(step);
            }
        }
        for quality in qualities() {
            if self.follow(quality, old.marks.has(quality), self.marks.has(quality)) {
                self.marks.drop(quality);
            }
        }
        for slug in SPREADS {
            let Some(spread) = FindingId::from_slug(slug) else { continue };
            let says = |marks: &Marks| marks.travels() == Some(slug);
            if self.follow(spread, says(&old.marks), says(&self.marks)) {
                self.marks.path = [None; 2];
            }
        }
        let open = severity_question().is_none_or(|at| self.given(at) == Given::Open);
        // As long as the number is that of the strongest place, it is not the person's own.
        if open && self.case.severity == old.case.severity && old.case.severity == old.marks.strongest() {
            self.case.severity = self.marks.strongest();
        }
        // A place that is worse than the worst that was said: then the worst is more. It is never less than what is marked.
        if self.marks.strongest() > old.marks.strongest() && !matches!(action, Action::Mark(Marking::Undo)) {
            self.case.severity = self.case.severity.max(self.marks.strongest());
        }
    }

    fn was_asked(&self, finding: FindingId) -> bool {
        let question = questions().iter().position(|question| question.options.contains(&finding));
        question.is_some_and(|at| self.given(at) != Given::Open)
    }

    /// Lets a finding follow what the marks said before and say now; true when it was denied elsewhere.
    fn follow(&mut self, finding: FindingId, before: bool, now: bool) -> bool {
        let said = self.case.finding(finding);
        match (before, now) {
            (false, true) => self.case.set_finding(finding, Answer::Yes),
            // What a person has confirmed where it was asked stays when the place goes that said it first.
            (true, false) if said == Answer::Yes && !self.was_asked(finding) => {
                self.case.set_finding(finding, Answer::Unknown)
            }
            (true, true) => return said != Answer::Yes,
            _ => {}
        }
        false
    }
}

/// The position of the question about the worst pain.
fn severity_question() -> Option<usize> {
    questions().iter().position(|question| question.kind == QuestionKind::Scale)
}
