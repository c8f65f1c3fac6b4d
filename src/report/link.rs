//! The link that carries the answers: a version, then the answers as bits, in the letters of base64url (RFC 4648, without
//! padding). It stands in the fragment of an address, which browsers send to nobody.
//!
//! Version 1 is 66 bytes: age; severity and sex; flags; the places, one bit each; the findings and the self-tests, two bits
//! each; a check sum. Positions are those of the vocabulary, so a changed vocabulary needs a new version, and
//! `a_changed_vocabulary_needs_a_new_version` says so. An old version stays readable.
//!
//! Version 2 is the same, then for each marked place its strength and its qualities, then the two ends of the path that the
//! pain takes. It is written only where there is something of that to say.

use crate::case::{Answer, Case, MAX_AGE, MAX_SEVERITY, Mark, Marks, Place, Sex, bit, qualities};
use crate::vocabulary::{FindingId, TestId};

const PLAIN: char = '1';
const MARKED: char = '2';
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// What stands for "not said" in the fields of age and severity.
const OPEN: u8 = 255;
const NO_SEVERITY: u8 = 15;
/// Letters: more than any link of ours, and less than would keep a phone busy.
const MOST_LETTERS: usize = 1 << 10;
/// What stands for an end of the path that was not said.
const NO_PLACE: u8 = 127;

/// What a link holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// What was said.
    pub case: Case,
    /// What was said of single places.
    pub marks: Marks,
    /// The warning signs were gone through.
    pub safety_asked: bool,
    /// Every core question was gone through: one without an answer was left open on purpose.
    pub all_asked: bool,
}

/// Why a link cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// A letter is missing or wrong.
    Damaged,
    /// A later version of the app made it.
    Newer,
}

/// Writes the answers as letters that stand in an address as they are.
pub fn write(answers: &Answers) -> String {
    let case = &answers.case;
    let sex = case.sex.map_or(0, |sex| 1 + sex as u8);
    let flags = u8::from(answers.safety_asked) | u8::from(answers.all_asked) << 1;
    let mut bits = Bits { bytes: vec![case.age.unwrap_or(OPEN)], free: 0 };
    bits.put(case.severity.unwrap_or(NO_SEVERITY), 4);
    bits.put(sex, 2);
    bits.put(flags, 2);
    Place::all().for_each(|place| bits.put(u8::from(case.places.contains(place)), 1));
    FindingId::all().for_each(|id| bits.put(case.finding(id) as u8, 2));
    TestId::all().for_each(|id| bits.put(case.test(id) as u8, 2));
    let marks = &answers.marks;
    if !marks.is_empty() {
        for place in case.places.iter() {
            let mark = marks.get(place);
            bits.put(mark.strength.unwrap_or(NO_SEVERITY), 4);
            for half in [mark.qualities, mark.qualities >> 5] {
                bits.put((half & 31) as u8, 5);
            }
        }
        for end in marks.path {
            let at = end.and_then(|end| Place::all().position(|place| place == end));
            bits.put(at.map_or(NO_PLACE, |at| at as u8), 7);
        }
    }
    let mut bytes = bits.bytes;
    bytes.extend(check_sum(&bytes));
    let mut out = String::from(if marks.is_empty() { PLAIN } else { MARKED });
    for three in bytes.chunks(3) {
        let whole = three.iter().enumerate().fold(0, |whole, (at, &byte)| whole | u32::from(byte) << (16 - 8 * at));
        for at in 0..=three.len() {
            let six = whole >> (18 - 6 * at) & 63;
            out.push(char::from(LETTERS[six as usize % 64]));
        }
    }
    out
}

/// Reads what [`write()`] wrote.
///
/// # Errors
///
/// [`LinkError::Newer`] for a version that this program does not know, [`LinkError::Damaged`] for anything else.
#[inline(never)]
pub fn read(text: &str) -> Result<Answers, LinkError> {
    let mut letters = text.chars();
    let marked = match letters.next() {
        _ if text.len() > MOST_LETTERS => return Err(LinkError::Damaged),
        Some(PLAIN) => false,
        Some(MARKED) => true,
        Some('3'..='9') => return Err(LinkError::Newer),
        _ => return Err(LinkError::Damaged),
    };
    read_answers(letters.as_str(), marked).ok_or(LinkError::Damaged)
}

fn read_answers(letters: &str, marked: bool) -> Option<Answers> {
    let bytes = bytes(letters)?;
    let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(2)?)?;
    if sum != check_sum(body) {
        return None;
    }
    let mut bits = Reader { bytes: body, at: 0 };
    let age = bits.take(8)?;
    let severity = bits.take(4)?;
    let sex = bits.take(2)?;
    if (age > MAX_AGE && age != OPEN) || (severity > MAX_SEVERITY && severity != NO_SEVERITY) || sex > 2 {
        return None;
    }
    let mut answers = Answers { safety_asked: bits.take(1)? == 1, all_asked: bits.take(1)? == 1, ..Answers::default() };
    let case = &mut answers.case;
    case.age = (age != OPEN).then_some(age);
    case.severity = (severity != NO_SEVERITY).then_some(severity);
    case.sex = [None, Some(Sex::Female), Some(Sex::Male)][usize::from(sex) % 3];
    for place in Place::all() {
        case.places.set(place, bits.take(1)? == 1);
    }
    for id in FindingId::all() {
        case.set_finding(id, bits.answer()?);
    }
    for id in TestId::all() {
        case.set_test(id, bits.answer()?);
    }
    if marked {
        answers.marks = read_marks(&mut bits, case)?;
    }
    // What is left is less than a byte, and empty.
    let rest = (8 * body.len()).checked_sub(bits.at)?;
    (rest < 8 && bits.take(rest as u8)? == 0).then_some(answers)
}

/// What was said of the places of this case. What the case itself does not say, no place can have.
fn read_marks(bits: &mut Reader, case: &Case) -> Option<Marks> {
    let mut marks = Marks::default();
    for place in case.places.iter() {
        let strength = bits.take(4)?;
        let own = u16::from(bits.take(5)?) | u16::from(bits.take(5)?) << 5;
        let known = qualities().filter(|&id| case.finding(id) == Answer::Yes).fold(0, |known, id| known | bit(id));
        if (strength > MAX_SEVERITY && strength != NO_SEVERITY) || own & !known != 0 {
            return None;
        }
        marks.set(Mark { place, strength: (strength != NO_SEVERITY).then_some(strength), qualities: own });
    }
    for end in 0..2 {
        let at = bits.take(7)?;
        if at != NO_PLACE {
            *marks.path.get_mut(end)? = Some(Place::all().nth(at.into()).filter(|&place| case.places.contains(place))?);
        }
    }
    // A path ends elsewhere than it starts; a link that says nothing more is of the version before.
    let [start, end] = marks.path;
    ((start.is_none() || start != end) && !marks.is_empty()).then_some(marks)
}

/// Bytes as bits, the lowest first.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    #[inline(never)]
    fn take(&mut self, count: u8) -> Option<u8> {
        let mut value = 0;
        for place in 0..count {
            value |= (self.bytes.get(self.at / 8)? >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    fn answer(&mut self) -> Option<Answer> {
        match self.take(2)? {
            0 => Some(Answer::Unknown),
            1 => Some(Answer::Yes),
            2 => Some(Answer::No),
            _ => None,
        }
    }
}

/// Bits into bytes, the lowest first.
struct Bits {
    bytes: Vec<u8>,
    /// How many bits of the last byte are free.
    free: u8,
}

impl Bits {
    #[inline(never)]
    fn put(&mut self, value: u8, count: u8) {
        for at in 0..count {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= (value >> at & 1) << (8 - self.free);
            }
            self.free -= 1;
        }
    }
}

fn bytes(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for four in letters.as_bytes().chunks(4) {
        let mut whole = 0;
        for (at, letter) in four.iter().enumerate() {
            let six = LETTERS.iter().position(|own| own == letter)? as u32;
            whole |= six << (18 - 6 * at);
        }
        let count = four.len() - 1;
        // Bits beyond the last byte must be empty, or two links would say the same.
        let beyond = (1_u32 << (24 - 8 * count)) - 1;
        if count == 0 || whole & beyond != 0 {
            return None;
        }
        bytes.extend((0..count).map(|at| (whole >> (16 - 8 * at)) as u8));
    }
    Some(bytes)
}

/// CRC-16 (CCITT): finds every single wrong letter. It protects against nothing else, and need not.
fn check_sum(bytes: &[u8]) -> [u8; 2] {
    let mut sum = u16::MAX;
    for &byte in bytes {
        sum ^= u16::from(byte) << 8;
        for _ in 0..8 {
            sum = sum << 1 ^ if sum & 0x8000 == 0 { 0 } else { 0x1021 };
        }
    }
    sum.to_be_bytes()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::reason::assess;
    use proptest::prelude::*;

    fn any_answers() -> impl Strategy<Value = Answers> {
        let answer = prop_oneof![Just(Answer::Unknown), Just(Answer::Yes), Just(Answer::No)];
        let places = proptest::collection::vec(any::<bool>(), Place::all().count());
        let findings = proptest::collection::vec(answer.clone(), FindingId::COUNT);
        let tests = proptest::collection::vec(answer, TestId::COUNT);
        let sex = proptest::option::of(prop_oneof![Just(Sex::Female), Just(Sex::Male)]);
        let (age, severity) = (proptest::option::of(0..=MAX_AGE), proptest::option::of(0..=MAX_SEVERITY));
        let said = proptest::option::of(proptest::collection::vec((0_u8..=15, any::<u16>()), 64));
        let path = proptest::option::of((0_usize..64, 0_usize..64));
        (places, findings, tests, sex, age, severity, (any::<bool>(), any::<bool>()), (said, path)).prop_map(
            |(places, findings, tests, sex, age, severity, (safety_asked, all_asked), (said, path))| {
                let mut case = Case::default();
                (case.sex, case.age, case.severity) = (sex, age, severity);
                Place::all().zip(places).for_each(|(place, marked)| case.places.set(place, marked));
                FindingId::all().zip(findings).for_each(|(id, said)| case.set_finding(id, said));
                TestId::all().zip(tests).for_each(|(id, said)| case.set_test(id, said));
                let known =
                    qualities().filter(|&id| case.finding(id) == Answer::Yes).fold(0, |known, id| known | bit(id));
                let mut marks = Marks::default();
                for (place, (points, own)) in case.places.iter().zip(said.unwrap_or_default()) {
                    let strength = (points <= MAX_SEVERITY).then_some(points);
                    marks.set(Mark { place, strength, qualities: own & known });
                }
                if let Some((start, end)) = path.filter(|(start, end)| start != end) {
                    marks.path = [start, end].map(|at| case.places.iter().nth(at));
                }
                Answers { case, marks, safety_asked, all_asked }
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(answers in any_answers()) {
            let text = write(&answers);
            let back = read(&text).unwrap();
            prop_assert_eq!((back.safety_asked, back.all_asked), (answers.safety_asked, answers.all_asked));
            prop_assert_eq!(&back.marks, &answers.marks);
            let (a, b) = (&answers.case, &back.case);
            prop_assert_eq!((a.places, a.age, a.sex, a.severity, a.duration), (b.places, b.age, b.sex, b.severity, b.duration));
            FindingId::all().for_each(|id| assert_eq!(a.finding(id), b.finding(id), "{}", id.slug()));
            TestId::all().for_each(|id| assert_eq!(a.test(id), b.test(id), "{}", id.slug()));
            prop_assert_eq!(assess(a).ranking, assess(b).ranking);
            // The same answers have one link.
            prop_assert_eq!(write(&back), text);
        }

        #[test]
        fn one_wrong_or_missing_letter_is_found(answers in any_answers(), at in 1_usize..100, by in 1_usize..64) {
            let text = write(&answers);
            let at = 1 + at % (text.len() - 1);
            let old = LETTERS.iter().position(|&own| own == text.as_bytes()[at]).unwrap();
            let mut wrong = text.clone();
            wrong.replace_range(at..=at, &char::from(LETTERS[(old + by) % 64]).to_string());
            prop_assert_eq!(read(&wrong), Err(LinkError::Damaged));
            let mut short = text;
            short.remove(at);
            prop_assert_eq!(read(&short), Err(LinkError::Damaged));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[1-4]?.{0,200}") {
            if let Ok(answers) = read(&text) {
                prop_assert_eq!(write(&answers), text);
            }
        }
    }

    #[test]
    fn a_link_is_short() {
        assert_eq!(write(&Answers::default()).len(), 89);
    }

    /// The letters of these bytes, with the right check sum behind them.
    fn signed(mut body: Vec<u8>) -> String {
        let sum = check_sum(&body);
        body.extend(sum);
        let mut link = String::from(PLAIN);
        for three in body.chunks(3) {
            let whole = three.iter().enumerate().fold(0, |whole, (at, &byte)| whole | u32::from(byte) << (16 - 8 * at));
            (0..=three.len()).for_each(|at| link.push(char::from(LETTERS[(whole >> (18 - 6 * at) & 63) as usize])));
        }
        link
    }

    fn body(answers: &Answers) -> Vec<u8> {
        let mut body = bytes(&write(answers)[1..]).unwrap();
        body.truncate(body.len() - 2);
        body
    }

    #[test]
    fn a_byte_more_is_damage_though_it_is_empty() {
        let mut body = body(&Answers::default());
        assert_eq!(signed(body.clone()), write(&Answers::default()));
        body.push(0);
        assert_eq!(read(&signed(body)), Err(LinkError::Damaged));
    }

    #[test]
    fn what_nobody_can_say_is_damage() {
        let with = |at: usize, byte: u8| {
            let mut body = body(&Answers::default());
            body[at] = byte;
            read(&signed(body)).map(|answers| (answers.case.age, answers.case.severity))
        };
        // Age, then severity in the lower half of the next byte and sex above it.
        assert_eq!(with(0, MAX_AGE), Ok((Some(MAX_AGE), None)));
        assert_eq!(with(0, MAX_AGE + 1), Err(LinkError::Damaged));
        assert_eq!(with(1, MAX_SEVERITY), Ok((None, Some(MAX_SEVERITY))));
        assert_eq!(with(1, MAX_SEVERITY + 1), Err(LinkError::Damaged));
        assert_eq!(with(1, NO_SEVERITY | 3 << 4), Err(LinkError::Damaged));
    }

    #[test]
    fn a_link_of_the_first_version_is_still_read() {
        // Written on 30 November 2026, before places had a strength of their own.
        let old = "1KUYAQgAAAAAAAAAAAAAAAAAAAAAAAAAAAACAAAAAAAAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAPHZ";
        let answers = read(old).unwrap();
        assert_eq!(write(&answers), old);
        let key = |key| Place::from_key(key).unwrap();
        assert!(answers.marks.is_empty() && answers.safety_asked && !answers.all_asked);
        assert_eq!(answers.case.places.iter().collect::<Vec<_>>(), [key("sacrum"), key("mid-buttock-left")]);
        assert_eq!((answers.case.age, answers.case.severity), (Some(41), Some(6)));
        let said = |slug| answers.case.finding(FindingId::from_slug(slug).unwrap());
        assert_eq!((said("worse-sitting"), said("fever-or-chills")), (Answer::Yes, Answer::No));
    }

    #[test]
    fn a_later_version_is_told_from_a_damaged_link() {
        assert_eq!(read("3AAAA"), Err(LinkError::Newer));
        assert_eq!(read("2AAAA"), Err(LinkError::Damaged));
        assert_eq!(read(""), Err(LinkError::Damaged));
        assert_eq!(read("é"), Err(LinkError::Damaged));
        assert_eq!(read(&"3".repeat(MOST_LETTERS)), Err(LinkError::Newer));
        assert_eq!(read(&"3".repeat(MOST_LETTERS + 1)), Err(LinkError::Damaged));
    }

    #[test]
    fn a_changed_vocabulary_needs_a_new_version() {
        // Links in mailboxes and notebooks are read by position. If this fails, ids were added, moved or renamed: give the
        // link a new version that reads the old one by a table, then renew the number.
        let names = Place::all().map(Place::key);
        let names = names.chain(FindingId::all().map(|id| id.slug().to_owned()));
        let all: Vec<String> = names.chain(TestId::all().map(|id| id.slug().to_owned())).collect();
        let sum = check_sum(all.join(" ").as_bytes());
        assert_eq!((all.len(), sum), (273, [56, 55]));
    }
}
