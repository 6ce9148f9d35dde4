//! Characters, texts, and the stack that `PUSH` fills.
//!
//! In: the engine at a place. Out: whether something is there, and the engine behind it. Absent: rules, and what
//! leads back from a failure.

use crate::workshop::grammar::{Builtin, NodeId};
use crate::workshop::interpret::log::Reach;
use crate::workshop::interpret::program::{Op, Until};

use super::{END, Engine, Limit};

impl<'p, 't> Engine<'p, 't, '_> {
    pub(super) fn literal(&mut self, text: &str) -> bool {
        let (there, text) = (&self.text.as_bytes()[self.at..], text.as_bytes());
        // Mostly the first byte differs.
        let is_match =
            text.first().is_none_or(|first| there.first() == Some(first)) && there.starts_with(text);
        if is_match {
            self.at += text.len();
        }
        is_match
    }

    pub(super) fn folded(&mut self, text: &str) -> bool {
        let there = self.text[self.at..].get(..text.len());
        let is_match = there.is_some_and(|there| there.eq_ignore_ascii_case(text));
        if is_match {
            self.at += text.len();
        }
        is_match
    }

    pub(super) fn character(&mut self, test: impl FnOnce(char) -> bool) -> bool {
        match self.text[self.at..].chars().next() {
            Some(c) if test(c) => {
                self.at += c.len_utf8();
                true
            }
            _ => false,
        }
    }

    pub(super) fn builtin(&mut self, builtin: &Builtin) -> bool {
        match builtin {
            Builtin::Any => self.character(|_| true),
            Builtin::Start => self.at == 0,
            Builtin::End => self.named(END, |engine| engine.at == engine.text.len()),
            Builtin::Newline => self.literal("\n") || self.literal("\r\n") || self.literal("\r"),
            Builtin::Peek => self.top().is_some_and(|text| self.literal(text)),
            Builtin::Pop => {
                let top = self.top();
                self.stack.pop();
                top.is_some_and(|text| self.literal(text))
            }
            Builtin::PeekAll => self.literals(self.stack.clone().into_iter().rev()),
            Builtin::PopAll => {
                let all = std::mem::take(&mut self.stack);
                self.literals(all.into_iter().rev())
            }
            Builtin::Drop => self.stack.pop().is_some(),
            Builtin::Chars(chars) => self.character(|c| chars.has(c)),
        }
    }

    pub(super) fn top(&mut self) -> Option<&'t str> {
        let top = self.stack.last().and_then(|(start, end)| self.text.get(*start..*end));
        if top.is_none() {
            self.limit = self.limit.or(Some(Limit::EmptyStack));
        }
        top
    }

    pub(super) fn slice(&mut self, start: i32, end: Option<i32>) -> bool {
        let length = self.stack.len();
        let index = |at: i32| match usize::try_from(at) {
            Ok(at) => Some(at).filter(|at| *at <= length),
            Err(_) => length.checked_sub(at.unsigned_abs() as usize),
        };
        let (Some(start), Some(end)) = (index(start), end.map_or(Some(length), index)) else { return false };
        let parts = self.stack.get(start..end).unwrap_or_default().to_vec();
        self.literals(parts.into_iter())
    }

    pub(super) fn literals(&mut self, mut parts: impl Iterator<Item = (usize, usize)>) -> bool {
        let before = self.at;
        let is_match = parts.all(|(start, end)| self.literal(&self.text[start..end]));
        if !is_match {
            self.at = before;
        }
        is_match
    }

    pub(super) fn push(&mut self, inner: &'p Op) -> bool {
        let start = self.at;
        let is_match = self.enter() && self.run(inner);
        if is_match {
            self.stack.push((start, self.at));
        }
        is_match
    }

    pub(super) fn skip(&mut self, until: &'p [Until], counted: &'p [NodeId]) {
        let rest = &self.text[self.at..];
        let stop = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).find_map(|at| {
            let stop = until.iter().find(|stop| rest[at..].starts_with(&*stop.text))?;
            Some((at, stop))
        });
        let end = stop.map_or(rest.len(), |(at, _)| at);
        if let Some(log) = &mut self.log {
            let points = stop.iter().flat_map(|(_, stop)| stop.points.iter());
            for point in points {
                log.note(*point, Reach::Ahead);
            }
            let turns = u32::try_from(rest[..end].chars().count()).unwrap_or(u32::MAX);
            for node in counted {
                log.turn(*node, turns);
            }
        }
        self.at += end;
    }
}
