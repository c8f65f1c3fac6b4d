//! What has changed since last time: how soon to be seen, the first cause, how bad it is; and one word for all of it.

use crate::case::{Answer, Case};
use crate::knowledge::Level;
use crate::reason::{Assessment, assess};
use crate::vocabulary::{CauseId, FindingId};

/// Points on the scale of 0 to 10 from which a change is more than chance. Two points, or a third, is what people with
/// lasting pain call "much improved" (Farrar and others, Pain 2001;94:149-158).
const NOTICED: i16 = 2;

/// How it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Less bad, or less urgent.
    Better,
    /// Neither.
    Same,
    /// Worse in anything, whatever else is better.
    Worse,
}

impl Trend {
    /// Its name in keys of words.
    pub const fn slug(self) -> &'static str {
        match self {
            Trend::Better => "better",
            Trend::Same => "same",
            Trend::Worse => "worse",
        }
    }
}

/// Then and now; none where nothing has changed or where one of both is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// All in one word.
    pub trend: Trend,
    /// How soon to be seen.
    pub level: Option<(Level, Level)>,
    /// What fits best; none of both where it could not be told.
    pub first: Option<(Option<CauseId>, Option<CauseId>)>,
    /// Worst pain.
    pub severity: Option<(u8, u8)>,
}

/// Compares two cases of one person.
pub fn since(before: &Case, now: &Case, assessment: &Assessment) -> Since {
    let old = assess(before);
    let (then, level) = (old.triage.level, assessment.triage.level);
    let points = before.severity.zip(now.severity);
    let up = points.map_or(0, |(then, now)| i16::from(now) - i16::from(then));
    let says = |slug| FindingId::from_slug(slug).is_some_and(|id| now.finding(id) == Answer::Yes);
    let trend = if level > then || up >= NOTICED || says("getting-worse") {
        Trend::Worse
    } else if level < Level::SameDay && (level < then || up <= -NOTICED || says("getting-better")) {
        Trend::Better
    } else {
        Trend::Same
    };
    let (first_then, first) = (first_of(&old), first_of(assessment));
    Since {
        trend,
        level: (then != level).then_some((then, level)),
        first: (first_then != first).then_some((first_then, first)),
        severity: points.filter(|_| up != 0),
    }
}

fn first_of(assessment: &Assessment) -> Option<CauseId> {
    if assessment.cannot_tell { None } else { assessment.named().first().map(|ranked| ranked.cause) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(before: &Case, now: &Case) -> Since {
        since(before, now, &assess(now))
    }

    fn with(severity: u8) -> Case {
        let mut case = Case::default();
        case.severity = Some(severity);
        case
    }

    #[test]
    fn the_same_answers_are_the_same() {
        let same = Since { trend: Trend::Same, level: None, first: None, severity: None };
        assert_eq!(compare(&with(5), &with(5)), same);
    }

    #[test]
    fn one_point_is_told_and_called_no_change() {
        let point = compare(&with(5), &with(4));
        assert_eq!((point.trend, point.severity), (Trend::Same, Some((5, 4))));
        assert_eq!(compare(&with(5), &with(3)).trend, Trend::Better);
        assert_eq!(compare(&with(3), &with(5)).trend, Trend::Worse);
    }

    #[test]
    fn a_new_danger_is_worse_whatever_the_pain() {
        let mut now = with(1);
        now.set_finding(FindingId::from_slug("saddle-numbness").expect("a finding"), Answer::Yes);
        let since = compare(&with(8), &now);
        assert_eq!(since.trend, Trend::Worse);
        assert!(since.level.is_some_and(|(then, now)| now > then));
    }
}
