//! The tree of a case: brackets ↔ names of rules, with the words at its leaves.
//!
//! In: a node of a parser, or a section. Out: [`Tree`]. Absent: spans and marks. A leaf whose words are not
//! written fits any words.

use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;

use crate::syntax::{Marked, Node};

/// How wide a line of a printed tree may be.
const WIDTH: usize = 100;

/// A node by the name of its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The rule.
    pub rule: String,
    /// The words that a leaf matched; none for keywords and inner nodes.
    pub words: Option<String>,
    /// What is below it.
    pub children: Vec<Tree>,
}

impl Tree {
    /// The tree of a parse.
    pub fn of(node: &Node, marked: &Marked) -> Self {
        Tree::with(node, &|node| marked.plain(node.start, node.end))
    }

    /// The tree of a parse of text without marks.
    pub fn of_text(node: &Node, text: &str) -> Self {
        Tree::with(node, &|node| text.get(node.start..node.end).unwrap_or_default().trim().to_owned())
    }

    fn with(node: &Node, words: &dyn Fn(&Node) -> String) -> Self {
        let is_word = node.children.is_empty() && !node.rule.starts_with("kw_");
        Tree {
            rule: node.rule.clone(),
            words: is_word.then(|| words(node)).filter(|words| !words.is_empty()),
            children: node.children.iter().map(|child| Tree::with(child, words)).collect(),
        }
    }

    /// Whether `made` is this tree, as far as this one is written.
    pub fn fits(&self, made: &Tree) -> bool {
        self.rule == made.rule
            && self.words.as_ref().is_none_or(|words| Some(words) == made.words.as_ref())
            && self.children.len() == made.children.len()
            && self.children.iter().zip(&made.children).all(|(mine, theirs)| mine.fits(theirs))
    }

    /// A line for each node, indented by its depth.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        self.push_lines(0, &mut lines);
        lines
    }

    fn push_lines(&self, depth: usize, lines: &mut Vec<String>) {
        let words = self.words.as_ref().map(|words| format!(" \"{words}\"")).unwrap_or_default();
        lines.push(format!("{:1$}{2}{words}", "", depth * 2, self.rule));
        self.children.iter().for_each(|child| child.push_lines(depth + 1, lines));
    }

    fn flat(&self) -> String {
        let mut out = format!("({}", self.rule);
        if let Some(words) = &self.words {
            let _ = write!(out, " \"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""));
        }
        for child in &self.children {
            out.push(' ');
            out.push_str(&child.flat());
        }
        out.push(')');
        out
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, indent: usize) -> fmt::Result {
        let flat = self.flat();
        if self.children.is_empty() || flat.chars().count() + indent <= WIDTH {
            return f.write_str(&flat);
        }
        write!(f, "({}", self.rule)?;
        if let [only] = self.children.as_slice() {
            f.write_str(" ")?;
            only.write(f, indent)?;
        } else {
            for child in &self.children {
                write!(f, "\n{:1$}", "", indent + 2)?;
                child.write(f, indent + 2)?;
            }
        }
        f.write_str(")")
    }
}

/// Brackets, broken where a line would be too wide; a chain of single children stays on its line.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

/// A tree that is not written as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TreeError;

impl FromStr for Tree {
    type Err = TreeError;

    /// Reads brackets in any layout; no deeper than a query can nest.
    fn from_str(text: &str) -> Result<Self, TreeError> {
        let mut open: Vec<Tree> = Vec::new();
        let mut rest = text.trim();
        loop {
            if let Some(after) = rest.strip_prefix('(') {
                let (rule, after) = word(after)?;
                open.push(Tree { rule: rule.to_owned(), words: None, children: Vec::new() });
                rest = after.trim_start();
            } else if let Some(after) = rest.strip_prefix('"') {
                let (words, after) = quoted(after)?;
                open.last_mut().ok_or(TreeError)?.words = Some(words);
                rest = after.trim_start();
            } else {
                let after = rest.strip_prefix(')').ok_or(TreeError)?.trim_start();
                let done = open.pop().ok_or(TreeError)?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None if after.is_empty() => return Ok(done),
                    None => return Err(TreeError),
                }
                rest = after;
            }
            if open.len() > DEEPEST {
                return Err(TreeError);
            }
        }
    }
}

/// The deepest tree that is read; the deepest query makes one of about a fifth of this.
const DEEPEST: usize = 5_000;

fn word(text: &str) -> Result<(&str, &str), TreeError> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).ok_or(TreeError)?;
    if end == 0 { Err(TreeError) } else { Ok(text.split_at(end)) }
}

fn quoted(text: &str) -> Result<(String, &str), TreeError> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Ok((out, &text[at + 1..])),
            '\\' => out.push(chars.next().ok_or(TreeError)?.1),
            c => out.push(c),
        }
    }
    Err(TreeError)
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn trees_print_and_read_back() {
        let text = r#"(query (listing (phrase (operand (name "Iran \"x\"")) (preposition_tail (kw_of)))))"#;
        let tree: Tree = text.parse().unwrap();
        assert_eq!(tree.to_string(), text);
        assert_eq!(tree.lines()[3], "      operand");
        let wide: Tree = format!("(a (b {}))", "(c \"some words here\") ".repeat(8)).parse().unwrap();
        assert!(wide.to_string().starts_with("(a (b\n  (c \"some words here\")\n"));
        assert_eq!(wide.to_string().parse::<Tree>().unwrap(), wide);
    }

    #[test]
    fn what_is_not_written_fits() {
        let tree = |text: &str| text.parse::<Tree>().unwrap();
        assert!(tree("(a (b))").fits(&tree("(a (b \"x\"))")));
        assert!(!tree("(a (b \"y\"))").fits(&tree("(a (b \"x\"))")));
        assert!(!tree("(a)").fits(&tree("(a (b))")));
    }

    #[test]
    fn broken_trees_are_refused() {
        for text in ["", "(", ")", "(a", "(a))", "a", "(a \"x)", "(a) (b)", "(-)"] {
            assert!(text.parse::<Tree>().is_err(), "`{text}`");
        }
    }
}
