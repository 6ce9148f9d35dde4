//! Digits of which some are unspecified (`X`).
//!
//! In: digits as written. Out: the numbers they may stand for, in order.
//! Absent: what the numbers mean.

/// `N` decimal digits, `None` for an `X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Digits<const N: usize>(pub(super) [Option<u8>; N]);

impl<const N: usize> Digits<N> {
    /// From `N` bytes of `0`–`9` and `X`; `None` for any other text.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: [u8; N] = bytes.try_into().ok()?;
        let mut digits = [None; N];
        for (digit, byte) in digits.iter_mut().zip(bytes) {
            *digit = match byte {
                b'0'..=b'9' => Some(byte - b'0'),
                b'X' => None,
                _ => return None,
            };
        }
        Some(Self(digits))
    }

    /// The number, if no digit is unspecified.
    pub(super) fn known(self) -> Option<u32> {
        self.0.iter().try_fold(0, |sum, digit| digit.map(|digit| sum * 10 + u32::from(digit)))
    }

    /// Whether every digit is unspecified.
    pub(super) fn is_blank(self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// How many digits at the end are unspecified.
    pub(super) fn blanks_at_end(self) -> usize {
        self.0.iter().rev().take_while(|digit| digit.is_none()).count()
    }

    /// Whether the unspecified digits all stand at the end, so that the numbers have no gap.
    pub(super) fn is_block(self) -> bool {
        self.0.iter().filter(|digit| digit.is_none()).count() == self.blanks_at_end()
    }

    /// The least number it may stand for.
    pub(super) fn least(self) -> u32 {
        self.filled(0)
    }

    /// The greatest number it may stand for.
    pub(super) fn greatest(self) -> u32 {
        self.filled(9)
    }

    /// Whether it may stand for that number.
    pub(super) fn fits(self, number: u32) -> bool {
        let mut rest = number;
        let fits = self.0.iter().rev().all(|digit| {
            let last = rest % 10;
            rest /= 10;
            digit.is_none_or(|digit| u32::from(digit) == last)
        });
        fits && rest == 0
    }

    fn filled(self, blank: u8) -> u32 {
        self.0.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit.unwrap_or(blank)))
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn blanks_stand_for_any_digit() {
        let digits = Digits::<4>::read(b"1X5X").expect("four digits");
        assert_eq!((digits.least(), digits.greatest()), (1050, 1959));
        assert!(digits.fits(1155) && !digits.fits(1165) && !digits.fits(11155));
        assert!(!digits.is_block());
        assert_eq!(digits.blanks_at_end(), 1);
        assert_eq!(Digits::<2>::read(b"07").and_then(Digits::known), Some(7));
        assert_eq!(Digits::<2>::read(b"7"), None);
        assert_eq!(Digits::<2>::read(b"7a"), None);
    }
}
