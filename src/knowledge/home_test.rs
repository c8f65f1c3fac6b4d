//! Tests that people are offered to do at home.

use super::{Gates, tables};
use crate::vocabulary::TestId;

/// A test that may be offered. What its results say stands with the causes; the words are in the language pack under
/// `test.<id>`.
#[derive(Clone, Copy, Debug)]
pub struct HomeTest {
    /// The test.
    pub id: TestId,
    /// Gates that withhold it. Never empty: where everything is withheld, every test is.
    pub unsafe_when: Gates,
    /// How many seconds it lasts; 0 where nothing is to be timed.
    pub seconds: u8,
}

/// The tests that may be offered, in the order of the file.
pub fn home_tests() -> &'static [HomeTest] {
    tables::HOME_TESTS
}
