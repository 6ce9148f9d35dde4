//! What a rule can begin with.
//!
//! In: the operations of all rules. Out: for each rule the next characters before which it may match. A rule that is
//! asked before another one fails, and need not run; nothing is said of whether it matches before those. Absent: the
//! run (`engine`).

use crate::workshop::grammar::Builtin;

use super::program::{Op, Step};

/// A set of next characters, the end of the text among them. Those beyond ASCII share bits, so that a character may be
/// held to be in it that is not, never the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next([u64; 5]);

/// How many characters have a bit of their own.
const OWN: usize = 128;
/// How many bits all others share; characters that stand near each other in the code differ.
const SHARED: usize = 128;
/// The place of the end of the text among the bits.
const END: usize = OWN + SHARED;

/// The bit of a character.
fn bit(c: char) -> usize {
    let code = c as usize;
    if code < OWN { code } else { OWN + code % SHARED }
}

impl Next {
    const NONE: Next = Next([0; 5]);
    const ALL: Next = Next([u64::MAX; 5]);
    const AT_END: Next = Next([0, 0, 0, 0, 1]);

    /// Whether the character is among them, or with none the end of the text.
    pub(super) fn has(self, next: Option<char>) -> bool {
        let at = next.map_or(END, bit);
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    fn character(c: char) -> Next {
        Next::NONE.and_bit(bit(c))
    }

    fn characters(first: char, last: char) -> Next {
        // As many as there are bits have all of them.
        let all = (first..=last).take(OWN + SHARED);
        all.fold(Next::NONE, |next, c| next.and_bit(bit(c)))
    }

    fn and_bit(mut self, at: usize) -> Next {
        self.0[at / 64] |= 1 << (at % 64);
        self
    }

    fn or(self, other: Next) -> Next {
        self.with(other, |one, two| one | two)
    }

    fn and(self, other: Next) -> Next {
        self.with(other, |one, two| one & two)
    }

    fn with(mut self, other: Next, each: impl Fn(u64, u64) -> u64) -> Next {
        for (one, two) in self.0.iter_mut().zip(other.0) {
            *one = each(*one, two);
        }
        self
    }
}

/// Before which characters an operation may match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct First {
    /// Reading something.
    reads: Next,
    /// Reading nothing.
    passes: Next,
}

impl First {
    const NONE: First = First { reads: Next::NONE, passes: Next::NONE };
    /// Nothing is known.
    const ANY: First = First { reads: Next::ALL, passes: Next::ALL };
    /// It reads nothing, anywhere.
    const PASSES: First = First { reads: Next::NONE, passes: Next::ALL };

    fn reading(reads: Next) -> First {
        First { reads, passes: Next::NONE }
    }

    fn or(self, other: First) -> First {
        First { reads: self.reads.or(other.reads), passes: self.passes.or(other.passes) }
    }

    /// This, and then that.
    fn then(self, other: First) -> First {
        First { reads: self.reads.or(self.passes.and(other.reads)), passes: self.passes.and(other.passes) }
    }
}

/// Before which characters each rule may match.
#[derive(Debug, Clone, Default)]
pub(super) struct Firsts {
    of: Vec<First>,
    next: Vec<Next>,
}

impl Firsts {
    /// Those of all rules, by their bodies; white space may stand between the parts of a spaced sequence.
    pub(super) fn of_rules(bodies: &[&Op], spaces: &[usize]) -> Self {
        let mut found = vec![First::NONE; bodies.len()];
        loop {
            let mut is_changed = false;
            // Mostly the rules that one calls stand behind it.
            for (at, body) in bodies.iter().enumerate().rev() {
                let first = Rules { found: &found, spaces }.of(body);
                is_changed |= found[at] != first;
                found[at] = first;
            }
            if !is_changed {
                let next = found.iter().map(|first| first.reads.or(first.passes)).collect();
                return Firsts { of: found, next };
            }
        }
    }

    /// Takes on one more rule, which no other calls.
    pub(super) fn add(&mut self, body: &Op, spaces: &[usize]) {
        let first = Rules { found: &self.of, spaces }.of(body);
        self.next.push(first.reads.or(first.passes));
        self.of.push(first);
    }

    /// Whether these are still before what that rule may match, now that it has another body. If that is so for each
    /// rule with another body, then none may match before anything else.
    pub(super) fn hold(&self, rule: usize, body: &Op, spaces: &[usize]) -> bool {
        self.of.get(rule) == Some(&Rules { found: &self.of, spaces }.of(body))
    }

    /// The next characters before which each rule may match.
    pub(super) fn next(&self) -> &[Next] {
        &self.next
    }
}

/// What is known of the rules so far.
struct Rules<'a> {
    found: &'a [First],
    spaces: &'a [usize],
}

impl Rules<'_> {
    fn of(&self, op: &Op) -> First {
        match op {
            Op::Text(text) => {
                text.chars().next().map_or(First::PASSES, |c| First::reading(Next::character(c)))
            }
            Op::Folded(text) => text.chars().next().map_or(First::PASSES, |c| {
                let (lower, upper) = (c.to_ascii_lowercase(), c.to_ascii_uppercase());
                First::reading(Next::character(lower).or(Next::character(upper)))
            }),
            Op::Range(first, last) => First::reading(Next::characters(*first, *last)),
            Op::Chars(ranges) => {
                let all = ranges.iter().map(|(first, last)| Next::characters(*first, *last));
                First::reading(all.fold(Next::NONE, Next::or))
            }
            Op::Builtin(Builtin::End) => First { reads: Next::NONE, passes: Next::AT_END },
            Op::Builtin(Builtin::Start | Builtin::Drop) | Op::Not(_) => First::PASSES,
            Op::Builtin(_) | Op::Slice(..) | Op::Skip(..) => First::ANY,
            Op::Rule(at) => self.found[*at],
            Op::Ahead(inner) => {
                let inner = self.of(inner);
                First { reads: Next::NONE, passes: inner.reads.or(inner.passes) }
            }
            Op::Push(inner) | Op::Noted { inner, .. } => self.of(inner),
            Op::Choice(alternatives) => {
                alternatives.iter().map(|one| self.of(one)).fold(First::NONE, First::or)
            }
            Op::Optional { inner, .. } => self.of(inner).or(First::PASSES),
            Op::Repeat { inner, .. } => self.repeated(self.of(inner)),
            Op::Sequence { steps, is_spaced } => self.steps(steps, *is_spaced),
        }
    }

    /// What may match without reading is no part of a repetition that ends: the run says so.
    fn repeated(&self, inner: First) -> First {
        if inner.passes == Next::NONE { inner.or(First::PASSES) } else { First::ANY }
    }

    fn steps(&self, steps: &[Step], is_spaced: bool) -> First {
        let space = self.spaces.iter().map(|at| self.found[*at]).fold(First::PASSES, First::or);
        let mut first = First::PASSES;
        let mut is_within = false;
        for step in steps {
            let Step::Run(op) = step else { continue };
            if is_spaced && is_within {
                first = first.then(space);
            }
            is_within = true;
            first = first.then(self.of(op));
        }
        first
    }
}

#[cfg(test)]
mod tests {
    use crate::workshop::grammar::Grammar;
    use crate::workshop::interpret::Program;

    fn parsed(grammar: &str) -> Grammar {
        let files = [("g.pest".to_owned(), grammar.to_owned())];
        Grammar::parse(files).unwrap_or_else(|errors| panic!("{errors}"))
    }

    /// Whether each rule may match before each of the characters, and at the end.
    fn shown(grammar: &str, before: &str) -> Vec<String> {
        let program = Program::new(&parsed(grammar));
        let may = |next: &super::Next| {
            let there = before.chars().filter(|c| next.has(Some(*c)));
            there.chain(next.has(None).then_some('$')).collect()
        };
        program.firsts().iter().map(may).collect()
    }

    #[test]
    fn a_rule_begins_with_what_its_first_part_reads() {
        let grammar = r#"
            text = { "a" ~ "b" }
            folded = { ^"b" }
            range = { 'b'..'c' | "é" }
            spaced = { "c"? ~ text }
            end = { "c"? ~ EOI }
            ahead = { &"b" ~ range }
            not = { !"a" ~ text }
            many = { "a"* ~ "c" }
            some = { "a"+ }
            itself = { "c" ~ itself | "a" }
            nothing = { "" }
            any = { ANY }
            beyond = { "ò" | 'ù'..'ü' }
        "#;
        let shown = shown(grammar, "abBcéúò");
        let expected =
            ["a", "bB", "bcé", "ac", "c$", "b", "a", "ac", "a", "ac", "abBcéúò$", "abBcéúò$", "úò"];
        assert_eq!(shown, expected);
    }

    #[test]
    fn white_space_may_stand_before_the_second_part() {
        let grammar = r#"
            WHITESPACE = _{ " " }
            loose = { "a"? ~ "b" }
            tight = @{ "a"? ~ "b" }
        "#;
        assert_eq!(shown(grammar, "ab "), [" ", "ab ", "ab"].map(str::to_owned));
    }

    #[test]
    fn another_body_is_heard_of_by_the_rules_that_call_it() {
        let with = |body: &str| {
            parsed(&format!("top = {{ middle? ~ \"z\" }} middle = {{ low }} low = {{ {body} }}"))
        };
        let was = with("\"a\" ~ \"b\"");
        let program = Program::new(&was);
        for body in ["\"a\" ~ \"c\"", "\"b\" ~ \"b\"", "\"a\"?", "\"a\" | \"b\"", "!\"a\""] {
            let is = with(body);
            let low = is.find("low").expect("the rule is there");
            assert_eq!(program.with_rule(low, &is).firsts(), Program::new(&is).firsts(), "{body}");
        }
    }
}
