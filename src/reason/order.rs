//! One sort for everything: the standard sorts are compiled anew for each type, at five kilobytes a time in the wasm. No
//! list here is longer than the vocabulary, so inserting in order is quick enough.

/// Sorts by key, smallest first; equal keys keep their order.
pub(super) fn order_by<T>(items: &mut [T], key: impl Fn(&T) -> u64) {
    let mut keys: Vec<u64> = Vec::with_capacity(items.len());
    for at in 0..items.len() {
        keys.push(key(&items[at]));
        // Behind all that are not larger: so equal keys keep their order.
        let mut place = at;
        while place > 0 && keys[place - 1] > keys[place] {
            keys.swap(place - 1, place);
            items.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// A key that puts large numbers first.
pub(super) fn descending(number: i32) -> u64 {
    // Shifted into the positive: i32 spans 2^32.
    (i64::from(i32::MAX) - i64::from(number)) as u64
}

/// A key that puts large numbers first; for numbers that are not negative, whose bits are in order.
pub(super) fn descending_share(number: f64) -> u64 {
    !number.max(0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_stable_sort_does(mut items in prop::collection::vec((any::<i32>(), any::<u8>()), 0..40)) {
            let mut expected = items.clone();
            expected.sort_by_key(|&(number, _)| core::cmp::Reverse(number));
            order_by(&mut items, |&(number, _)| descending(number));
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn shares_come_largest_first(mut items in prop::collection::vec(0.0..1e9_f64, 0..40)) {
            let mut expected = items.clone();
            expected.sort_by(|a, b| b.total_cmp(a));
            order_by(&mut items, |&share| descending_share(share));
            prop_assert_eq!(items, expected);
        }
    }
}
