//! Just enough of Rust to see which paths a file names and which literals it holds.
//!
//! In: the text of a source file. Out: its paths, with `{…}` spelt out, and its string literals; comments are
//! no part of either. Absent: types, macros, anything that the compiler checks.

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier, a keyword or a number.
    Word(String),
    /// The text of a string literal, as written between its quotes.
    Literal(String),
    /// `::`
    PathSeparator,
    /// Any other character.
    Mark(char),
}

/// The tokens of a file, without comments, characters and lifetimes.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = next(rest, first);
        out.extend(token);
        rest = &rest[length..];
    }
    out
}

fn next(rest: &str, first: char) -> (Option<Token>, usize) {
    if rest.starts_with("//") {
        return (None, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (None, rest.find("*/").map_or(rest.len(), |end| end + 2));
    }
    if rest.starts_with("::") {
        return (Some(Token::PathSeparator), 2);
    }
    if let Some(length) = raw_string(rest) {
        let inside = rest[..length].trim_matches(['r', 'b', '#']).trim_matches('"');
        return (Some(Token::Literal(inside.to_owned())), length);
    }
    match first {
        '"' => string(rest),
        '\'' => (None, character(rest)),
        _ if first.is_alphanumeric() || first == '_' => {
            let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            (Some(Token::Word(rest[..length].to_owned())), length)
        }
        _ if first.is_whitespace() => (None, first.len_utf8()),
        _ => (Some(Token::Mark(first)), first.len_utf8()),
    }
}

fn string(rest: &str) -> (Option<Token>, usize) {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == '"' && !escaped {
            return (Some(Token::Literal(rest[1..at].to_owned())), at + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    (None, rest.len())
}

/// The length of `r"…"`, `r#"…"#` and their kin, if one starts here.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - body.len();
    Some(start + body.find(&close)? + close.len())
}

/// The length of `'x'`, of `'\n'`, or of the mark of a lifetime.
fn character(rest: &str) -> usize {
    let inside = &rest[1..];
    let first = inside.chars().next().map_or(0, char::len_utf8);
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map_or(1, |end| end + 4);
    }
    if inside[first..].starts_with('\'') { first + 2 } else { 1 }
}

/// The tokens without what stands under `#[cfg(test)]`.
pub(crate) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let marker: Vec<Token> = self::tokens("#[cfg(test)]");
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at..].starts_with(&marker) {
            at = end_of_item(tokens, at + marker.len());
        } else {
            out.push(tokens[at].clone());
            at += 1;
        }
    }
    out
}

/// Where the item that starts here ends: after its `;` or its closing brace.
fn end_of_item(tokens: &[Token], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(start) {
        match token {
            Token::Mark('{') => depth += 1,
            Token::Mark('}') if depth == 1 => return at + 1,
            Token::Mark('}') => depth = depth.saturating_sub(1),
            Token::Mark(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Every path of the file, `a::{b, c::d}` as `a::b` and `a::c::d`.
pub(crate) fn paths(tokens: &[Token]) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let follows = at > 0 && tokens[at - 1] == Token::PathSeparator;
        match &tokens[at] {
            Token::Word(_) if !follows => at = tree(tokens, at, &[], &mut out),
            _ => at += 1,
        }
    }
    out
}

/// Reads one tree of paths and gives the place after it.
fn tree(tokens: &[Token], mut at: usize, before: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at) {
            Some(Token::Word(word)) => path.push(word.clone()),
            Some(Token::Mark('{')) if path.len() > before.len() || !before.is_empty() => {
                return group(tokens, at + 1, &path, out);
            }
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&Token::PathSeparator) {
            break;
        }
        at += 1;
    }
    out.push(path);
    at
}

fn group(tokens: &[Token], mut at: usize, path: &[String], out: &mut Vec<Vec<String>>) -> usize {
    while let Some(token) = tokens.get(at) {
        match token {
            Token::Mark('}') => return at + 1,
            Token::Word(_) | Token::Mark('{') => at = tree(tokens, at, path, out),
            _ => at += 1,
        }
    }
    at
}

/// Every string literal.
pub(crate) fn literals(tokens: &[Token]) -> impl Iterator<Item = &str> {
    tokens.iter().filter_map(|token| match token {
        Token::Literal(text) => Some(text.as_str()),
        _ => None,
    })
}

#[test]
fn paths_are_spelt_out() {
    let code =
        "use crate::{a, b::{c, d::E}};\n// crate::no\nfn f<'a>(x: &'a super::G) { \"crate::no\"; '\"'; }";
    let paths: Vec<String> = paths(&tokens(code)).into_iter().map(|path| path.join("::")).collect();
    for path in ["crate::a", "crate::b::c", "crate::b::d::E", "super::G"] {
        assert!(paths.iter().any(|found| found == path), "{path} in {paths:?}");
    }
    assert!(paths.iter().all(|path| path != "crate::no"));
}

#[test]
fn tests_are_left_out() {
    let code = "const A: &str = \"kept\"; #[cfg(test)] mod tests { fn f() { \"dropped\" } } const B: &str = r#\"raw\"#;";
    let kept = without_tests(&tokens(code));
    assert_eq!(literals(&kept).collect::<Vec<_>>(), ["kept", "raw"]);
}
