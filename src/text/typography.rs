//! The characters that people and their word processors type instead of the plain ones.
//!
//! In: a character. Out: the ASCII one it stands for, or that it carries nothing.
//! Absent: accents and case; `fold` drops those.

/// The ASCII quote, apostrophe, dash or space that a typographic character stands for; any other as it is.
pub(super) fn plain(c: char) -> char {
    match c {
        // ‘ ’ ‚ ‛ ′ ‵ ‹ › ´ ʹ ʻ ʼ ʽ ʾ ʿ ˈ ꞌ ＇
        '\u{2018}'..='\u{201b}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{2039}'
        | '\u{203a}'
        | '\u{b4}'
        | '\u{2b9}'
        | '\u{2bb}'..='\u{2bf}'
        | '\u{2c8}'
        | '\u{a78c}'
        | '\u{ff07}' => '\'',
        // “ ” „ ‟ ″ ‶ « » 〝 〞 〟 ＂
        '\u{201c}'..='\u{201f}'
        | '\u{2033}'
        | '\u{2036}'
        | '\u{ab}'
        | '\u{bb}'
        | '\u{301d}'..='\u{301f}'
        | '\u{ff02}' => '"',
        // ‐ ‑ ‒ – — ― − ﹘ ﹣ －
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2028}' | '\u{2029}' | '\u{180e}' => ' ',
        c if c.is_whitespace() && !c.is_control() => ' ',
        c => c,
    }
}

/// Characters that show nothing and mean nothing: soft hyphen, zero-width space, marks of direction,
/// word joiner, invisible operators, byte order mark.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}
