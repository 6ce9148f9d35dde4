//! Control characters made visible, so that no text of a fact or a query can drive a terminal.
//!
//! In: any text. Out: the same text, safe to show. Absent: escaping for a format (JSON, CSV, Markdown):
//! that is `render`.
//!
//! C0 controls and DEL become their pictures (`␛`, `␇`, `␡`; Unicode, *Control Pictures*). C1 controls,
//! overrides of the writing direction (Unicode Standard Annex #9), byte order marks, line and paragraph
//! separators and the like become `<U+202E>`.

use std::borrow::Cow;

/// The text on one line with every control character visible, tabs and line breaks too (`␉`, `␊`).
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    escape(text, is_control)
}

/// As [`escape_controls`], but line breaks stay (`\r\n` as `\n`) and a tab becomes four spaces: for text of
/// several lines.
pub fn escape_block(text: &str) -> Cow<'_, str> {
    if text.contains(['\r', '\t']) {
        let text = text.replace("\r\n", "\n").replace('\t', "    ");
        return Cow::Owned(escape(&text, |c| c != '\n' && is_control(c)).into_owned());
    }
    escape(text, |c| c != '\n' && is_control(c))
}

/// Whether a character is not for showing: it moves the cursor, turns the writing direction or hides.
pub(crate) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{2028}' | '\u{2029}'            // line and paragraph separators
            | '\u{202a}'..='\u{202e}'          // embeddings and overrides of direction
            | '\u{2066}'..='\u{2069}'          // isolates
            | '\u{2060}' | '\u{feff}'          // word joiner, byte order mark
            | '\u{206a}'..='\u{206f}'          // deprecated format characters
            | '\u{fff9}'..='\u{fffb}') // interlinear annotations
}

/// What is shown for a control character.
pub(crate) fn picture(c: char) -> Cow<'static, str> {
    const PICTURES: u32 = 0x2400;
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(PICTURES + code).map_or("␀".into(), |c| c.to_string().into()),
        0x7f => "␡".into(),
        code => format!("<U+{code:04X}>").into(),
    }
}

fn escape(text: &str, bad: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&bad) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if bad(c) {
            out.push_str(&picture(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{escape_block, escape_controls};

    #[test]
    fn controls_become_visible() {
        assert_eq!(escape_controls("a\u{1b}[31mb\u{7}\0\t\r\n"), "a␛[31mb␇␀␉␍␊");
        assert_eq!(escape_controls("\u{7f}\u{9b}2J"), "␡<U+009B>2J");
        assert_eq!(escape_controls("\u{202e}abc\u{feff}\u{2028}"), "<U+202E>abc<U+FEFF><U+2028>");
    }

    #[test]
    fn what_scripts_need_stays() {
        let persian = "می\u{200c}خواهم";
        assert!(matches!(escape_controls(persian), Cow::Borrowed(_)));
        assert_eq!(escape_controls("Côte d’Ivoire 中国"), "Côte d’Ivoire 中国");
    }

    #[test]
    fn blocks_keep_their_lines() {
        assert_eq!(escape_block("a\r\n\tb\u{1b}\rc"), "a\n    b␛␍c");
        assert!(matches!(escape_block("a\nb"), Cow::Borrowed(_)));
    }
}
