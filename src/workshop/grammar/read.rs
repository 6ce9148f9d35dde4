//! Text → rules, by pest's own grammar of grammars.
//!
//! In: the joined text. Out: rules with ids and spans, or everything that is wrong. Pest's validator decides what
//! is a grammar (no left recursion, no endless repetition); the walk is our own, because pest's keeps spans to
//! itself and stops at the first bad literal. Absent: files and lines (`files`).

use std::collections::HashMap;

use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::Pair;
use pest_meta::parser::{self, Rule as Meta};
use pest_meta::validator;

use crate::text::{Span, suggest};

use super::builtin::Builtin;
use super::error::Error;
use super::model::{Expr, Node, NodeId, Rule, RuleId, RuleKind};

/// The rules of a grammar.
pub(super) fn rules(text: &str) -> Result<Vec<Rule>, Vec<Error>> {
    let pairs = parser::parse(Meta::grammar_rules, text).map_err(|error| vec![unexpected(&error)])?;
    let written: Vec<Pair<'_, Meta>> = pairs.clone().filter_map(defined).collect();
    if let Some(first) = written.get(MOST_RULES) {
        return Err(vec![Error::TooManyRules { count: written.len(), span: span(first) }]);
    }
    let names: Vec<String> = written.iter().filter_map(|rule| name(rule).map(str::to_owned)).collect();
    let ids = names.iter().enumerate().map(|(at, name)| (name.clone(), RuleId(at))).collect();
    let mut walk = Walk { names: ids, next: 0, errors: Vec::new() };
    let rules: Vec<Rule> = written.into_iter().filter_map(|rule| walk.rule(rule)).collect();
    let known = || names.iter().map(String::as_str);
    let refused = |errors: Vec<pest::error::Error<Meta>>| {
        errors.iter().map(|error| refusal(error, text, known())).collect::<Vec<_>>()
    };
    if let Err(errors) = validator::validate_pairs(pairs.clone()) {
        return Err(refused(errors));
    }
    if !walk.errors.is_empty() {
        return Err(walk.errors);
    }
    parser::consume_rules(pairs).map_err(refused)?;
    if rules.is_empty() {
        return Err(vec![Error::NoRules]);
    }
    Ok(rules)
}

/// A rule that is no comment for the documentation.
fn defined(pair: Pair<'_, Meta>) -> Option<Pair<'_, Meta>> {
    name(&pair)?;
    Some(pair)
}

fn name<'i>(pair: &Pair<'i, Meta>) -> Option<&'i str> {
    let first = pair.clone().into_inner().next()?;
    (pair.as_rule() == Meta::grammar_rule && first.as_rule() == Meta::identifier).then(|| first.as_str())
}

struct Walk {
    names: HashMap<String, RuleId>,
    next: usize,
    errors: Vec<Error>,
}

impl Walk {
    fn rule(&mut self, pair: Pair<'_, Meta>) -> Option<Rule> {
        let mut inner = pair.into_inner();
        let name = inner.next()?;
        let mut kind = RuleKind::Normal;
        for part in inner {
            match part.as_rule() {
                Meta::silent_modifier => kind = RuleKind::Silent,
                Meta::atomic_modifier => kind = RuleKind::Atomic,
                Meta::compound_atomic_modifier => kind = RuleKind::CompoundAtomic,
                Meta::non_atomic_modifier => kind = RuleKind::NonAtomic,
                Meta::expression => {
                    let root = self.expression(part)?;
                    return Some(Rule { name: name.as_str().to_owned(), span: span(&name), kind, root });
                }
                _ => {}
            }
        }
        None
    }

    /// A choice of sequences of terms; a choice or sequence of one is that one.
    fn expression(&mut self, pair: Pair<'_, Meta>) -> Option<Node> {
        let id = self.id();
        let mut alternatives: Vec<Vec<Pair<'_, Meta>>> = vec![Vec::new()];
        for part in pair.into_inner() {
            match part.as_rule() {
                Meta::choice_operator => alternatives.push(Vec::new()),
                Meta::term => alternatives.last_mut()?.push(part),
                _ => {}
            }
        }
        alternatives.retain(|terms| !terms.is_empty());
        if alternatives.len() == 1 {
            return self.sequence(alternatives.pop()?, Some(id));
        }
        let nodes: Option<Vec<Node>> =
            alternatives.into_iter().map(|terms| self.sequence(terms, None)).collect();
        let nodes = nodes?;
        let whole = nodes.first()?.span.to(nodes.last()?.span);
        Some(Node { id, span: whole, expr: Expr::Choice(nodes) })
    }

    fn sequence(&mut self, mut terms: Vec<Pair<'_, Meta>>, id: Option<NodeId>) -> Option<Node> {
        if terms.len() == 1 {
            return self.term(terms.pop()?.into_inner().collect(), id);
        }
        let id = id.unwrap_or_else(|| self.id());
        let nodes: Option<Vec<Node>> =
            terms.into_iter().map(|term| self.term(term.into_inner().collect(), None)).collect();
        let nodes = nodes?;
        let whole = nodes.first()?.span.to(nodes.last()?.span);
        Some(Node { id, span: whole, expr: Expr::Sequence(nodes) })
    }

    /// Prefixes bind less than postfixes: `!a*` is `!(a*)`.
    fn term(&mut self, mut parts: Vec<Pair<'_, Meta>>, id: Option<NodeId>) -> Option<Node> {
        let id = id.unwrap_or_else(|| self.id());
        let first = parts.first()?;
        let start = span(first);
        match first.as_rule() {
            Meta::positive_predicate_operator | Meta::negative_predicate_operator => {
                let is_not = first.as_rule() == Meta::negative_predicate_operator;
                parts.remove(0);
                let inner = Box::new(self.term(parts, None)?);
                let whole = start.to(inner.span);
                Some(Node {
                    id,
                    span: whole,
                    expr: if is_not { Expr::Not(inner) } else { Expr::Ahead(inner) },
                })
            }
            Meta::tag_id => {
                self.errors.push(Error::Tag { span: start });
                None
            }
            _ => self.postfixed(parts, id),
        }
    }

    /// The ids of postfixes are given from the outside in, so that ids grow in the order of writing.
    fn postfixed(&mut self, mut parts: Vec<Pair<'_, Meta>>, id: NodeId) -> Option<Node> {
        let last = parts.last()?.clone();
        let is_postfix = matches!(
            last.as_rule(),
            Meta::optional_operator
                | Meta::repeat_operator
                | Meta::repeat_once_operator
                | Meta::repeat_exact
                | Meta::repeat_min
                | Meta::repeat_max
                | Meta::repeat_min_max
        );
        if !is_postfix {
            return self.primary(parts, id);
        }
        parts.pop();
        let inner_id = self.id();
        let inner = Box::new(self.postfixed(parts, inner_id)?);
        let whole = inner.span.to(span(&last));
        let expr = if last.as_rule() == Meta::optional_operator {
            Expr::Optional(inner)
        } else {
            let (min, max) = self.bounds(&last)?;
            Expr::Repeat { inner, min, max }
        };
        Some(Node { id, span: whole, expr })
    }

    fn bounds(&mut self, pair: &Pair<'_, Meta>) -> Option<(u32, Option<u32>)> {
        let mut numbers = Vec::new();
        for number in pair.clone().into_inner().filter(|part| part.as_rule() == Meta::number) {
            match number.as_str().parse::<u32>() {
                Ok(number) if number <= MOST_REPEATED => numbers.push(number),
                _ => self.errors.push(Error::TooOften { span: span(&number) }),
            }
        }
        Some(match (pair.as_rule(), numbers.as_slice()) {
            (Meta::repeat_once_operator, _) => (1, None),
            (Meta::repeat_exact, [times]) => (*times, Some(*times)),
            (Meta::repeat_min, [min]) => (*min, None),
            (Meta::repeat_max, [max]) => (0, Some(*max)),
            (Meta::repeat_min_max, [min, max]) => (*min, Some(*max)),
            (Meta::repeat_operator, _) => (0, None),
            _ => return None,
        })
    }

    fn primary(&mut self, parts: Vec<Pair<'_, Meta>>, id: NodeId) -> Option<Node> {
        let first = parts.first()?.clone();
        if first.as_rule() == Meta::opening_paren {
            let whole = span(&first).to(span(parts.last()?));
            let expression = parts.into_iter().find(|part| part.as_rule() == Meta::expression)?;
            let inner = self.expression(expression)?;
            return Some(Node { id: inner.id, span: whole, expr: inner.expr });
        }
        let whole = span(&first);
        let expr = match first.as_rule() {
            Meta::_push => {
                let expression = first.into_inner().find(|part| part.as_rule() == Meta::expression)?;
                Expr::Push(Box::new(self.expression(expression)?))
            }
            Meta::peek_slice => self.slice(&first)?,
            Meta::identifier => self.name(first.as_str())?,
            Meta::string => Expr::Text(self.literal(&first, 1)?),
            Meta::insensitive_string => Expr::Folded(self.literal(&first, 2)?),
            Meta::range => {
                let mut ends = first.into_inner().filter(|part| part.as_rule() == Meta::character);
                let (first, last) = (ends.next()?, ends.next()?);
                Expr::Range(self.character(&first)?, self.character(&last)?)
            }
            _ => {
                self.errors.push(Error::Extra { written: first.as_str().to_owned(), span: whole });
                return None;
            }
        };
        Some(Node { id, span: whole, expr })
    }

    /// Names that are not known are the validator's to refuse.
    fn name(&self, name: &str) -> Option<Expr> {
        let rule = self.names.get(name).map(|id| Expr::Rule(*id));
        rule.or_else(|| Builtin::named(name).map(Expr::Builtin))
    }

    fn slice(&mut self, pair: &Pair<'_, Meta>) -> Option<Expr> {
        let (mut start, mut end, mut is_behind) = (0, None, false);
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Meta::range_operator => is_behind = true,
                Meta::integer => {
                    let Ok(number) = part.as_str().parse::<i32>() else {
                        self.errors.push(Error::TooOften { span: span(&part) });
                        return None;
                    };
                    if is_behind {
                        end = Some(number);
                    } else {
                        start = number;
                    }
                }
                _ => {}
            }
        }
        Some(Expr::PeekSlice(start, end))
    }

    fn character(&mut self, pair: &Pair<'_, Meta>) -> Option<char> {
        self.literal(pair, 1)?.chars().next()
    }

    /// The text of a literal, without the `before` characters that open it and the quote that closes it.
    fn literal(&mut self, pair: &Pair<'_, Meta>, before: usize) -> Option<String> {
        let written = pair.as_str();
        let text = unescaped(written.get(before..written.len() - 1)?);
        if text.is_none() {
            self.errors.push(Error::BadEscape { span: span(pair) });
        }
        text
    }

    fn id(&mut self) -> NodeId {
        self.next += 1;
        NodeId(self.next - 1)
    }
}

/// Whoever follows the calls of rules does so one inside another, pest's validator too, so there must not be too many.
pub(super) const MOST_RULES: usize = 3_000;

/// Counted repetitions are written out when they are matched, so there must not be too many.
const MOST_REPEATED: u32 = 1_000;

fn span(pair: &Pair<'_, Meta>) -> Span {
    Span::new(pair.as_span().start(), pair.as_span().end())
}

fn unescaped(written: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = written.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let digits: String = match rest.next()? {
            'n' => "A".to_owned(),
            'r' => "D".to_owned(),
            't' => "9".to_owned(),
            '0' => "0".to_owned(),
            'x' => rest.by_ref().take(2).collect(),
            'u' => rest.by_ref().take_while(|c| *c != '}').filter(|c| *c != '{').collect(),
            other => {
                out.push(other);
                continue;
            }
        };
        out.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
    }
    Some(out)
}

fn place(error: &pest::error::Error<Meta>) -> Span {
    match error.location {
        InputLocation::Pos(at) => Span::new(at, at),
        InputLocation::Span((start, end)) => Span::new(start, end),
    }
}

fn unexpected(error: &pest::error::Error<Meta>) -> Error {
    let span = place(error);
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => {
            let mut expected: Vec<String> = positives.iter().copied().map(said).collect();
            expected.sort();
            expected.dedup();
            Error::Unexpected { expected, span }
        }
        ErrorVariant::CustomError { .. } => Error::TooComplex { span },
    }
}

/// What a person calls a part of a grammar.
fn said(rule: Meta) -> String {
    match rule {
        Meta::grammar_rule => "a rule".to_owned(),
        Meta::identifier => "a name".to_owned(),
        Meta::expression | Meta::term => "an expression".to_owned(),
        Meta::EOI => "the end of the file".to_owned(),
        other => {
            let name = parser::rename_meta_rule(&other);
            if name.starts_with('`') { name } else { name.trim_matches('_').replace('_', " ") }
        }
    }
}

/// What pest's validator says, as data.
fn refusal<'a>(error: &pest::error::Error<Meta>, text: &str, known: impl Iterator<Item = &'a str>) -> Error {
    let span = place(error);
    let ErrorVariant::CustomError { message } = &error.variant else { return unexpected(error) };
    let name = span.of(text).to_owned();
    if message.ends_with("is undefined") {
        let near = suggest(&name, known, 3);
        Error::UnknownRule { name, near, span }
    } else if message.ends_with("already defined") {
        Error::SameName { name, span }
    } else if message.ends_with("is a pest keyword") {
        Error::Keyword { name, span }
    } else if let Some((_, chain)) = message.split_once("is left-recursive (") {
        let chain = chain.split(')').next().unwrap_or_default().replace("->", "to");
        Error::LeftRecursion { name, chain, span }
    } else if message.contains("repeat infinitely") || message.contains("infinite") {
        Error::Endless { span }
    } else if message.contains("cannot be reached") {
        Error::NeverFails { span }
    } else if message == "cannot repeat 0 times" {
        Error::TooOften { span }
    } else {
        Error::Refused { reason: message.clone(), span }
    }
}
