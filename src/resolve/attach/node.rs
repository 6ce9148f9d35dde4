//! The arena that attachment builds.
//!
//! In: made by its siblings. Out: read by `lower`. Absent: any rule.

use crate::fact::{EntityId, KindId, RelationId, RoleId, Sense, VerbId};
use crate::syntax::{Auxiliary, Comparison, Follows, HowMany, Negation, Pick, PickEnd, Standing, TimeTail};
use crate::text::Span;

use super::super::query::{Condition, Spoken, Variable};
use super::super::timing::Edge;

/// A place in the arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::resolve) struct NodeId(pub(super) usize);

/// A noun, a verb, a name, a bracket, with what belongs to it.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is said of the node by itself, and all combine")]
pub(in crate::resolve) struct Node {
    pub(in crate::resolve) what: What,
    pub(in crate::resolve) span: Span,
    /// Prepositions and what stands before a noun.
    pub(in crate::resolve) args: Vec<Arg>,
    pub(in crate::resolve) times: Vec<TimeItem>,
    /// Texts to search for, each as a condition.
    pub(in crate::resolve) mentions: Vec<Condition>,
    /// What its numbers are compared with.
    pub(in crate::resolve) compares: Vec<Comparison>,
    /// Relative clauses and what is said of it.
    pub(in crate::resolve) clauses: Vec<Said>,
    pub(in crate::resolve) standing: Option<Standing>,
    pub(in crate::resolve) pick: Option<Pick>,
    /// Whether it carries a clause, so that dates bind to it first.
    pub(in crate::resolve) is_clause: bool,
    /// What the question asks for: *which president …*, taken at the time of its verb.
    pub(in crate::resolve) asked: bool,
    /// One thing more that the question asks for: the variable that it is.
    pub(in crate::resolve) asked_too: Option<Variable>,
    /// A verb in the present: *lie*, *lies*.
    pub(in crate::resolve) present: bool,
    /// *has been*: `since` asks that it held all the time from then.
    pub(in crate::resolve) held: bool,
    /// *whose parties include*: what is said of it is so of one that fills its role, beside others.
    pub(in crate::resolve) includes: bool,
    /// *every member*: whatever it stands beside must be so with each of them.
    pub(in crate::resolve) every: bool,
    /// *more than 5 members*: how many of it there must be.
    pub(in crate::resolve) numbered: Option<HowMany>,
    /// *than Russia*: whose number its own is compared with.
    pub(in crate::resolve) than: Option<NodeId>,
    /// *at least 3 times*: how often what it says must be so, and where that stands.
    pub(in crate::resolve) repeated: Option<(HowMany, Span)>,
    /// The clause in which something else fills what this verb or noun leaves open.
    pub(in crate::resolve) gap: Option<Gap>,
    /// *became*, *ceased to be*: the end of the state that is spoken of.
    pub(in crate::resolve) edge: Edge,
}

impl Node {
    pub(in crate::resolve) fn new(what: What, span: Span) -> Self {
        Node {
            what,
            span,
            args: Vec::new(),
            times: Vec::new(),
            mentions: Vec::new(),
            compares: Vec::new(),
            clauses: Vec::new(),
            standing: None,
            pick: None,
            is_clause: false,
            asked: false,
            asked_too: None,
            present: false,
            held: false,
            includes: false,
            every: false,
            numbered: None,
            than: None,
            repeated: None,
            gap: None,
            edge: Edge::Whole,
        }
    }
}

/// What a clause leaves open: `(organisations) that Iran belongs to`.
#[derive(Debug, Clone)]
pub(in crate::resolve) struct Gap {
    /// The subject of the clause.
    pub(in crate::resolve) subject: List,
    /// The preposition without its thing; none: the object is open.
    pub(in crate::resolve) word: Option<String>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub(in crate::resolve) enum What {
    /// A name, with every entity that bears it.
    Named { text: String, entities: Vec<EntityId> },
    /// A noun with the senses that are still possible.
    Noun { text: String, senses: Vec<NounSense> },
    /// A noun that names a role: *speakers*.
    RoleNoun { text: String, roles: Vec<(RelationId, RoleId)> },
    /// A noun that names a kind: *countries*.
    Kind { text: String, kind: KindId },
    /// A verb with the meanings that are still possible.
    Verb { text: String, verbs: Vec<VerbId> },
    /// Brackets.
    Group(List),
    /// A quoted text that is no name.
    Text(String),
    /// A number.
    Amount(u64),
    /// *who*, *what*.
    Anything,
    /// The last answer.
    Those,
    /// `?who`
    Variable(Variable),
    /// `pairs of … and …`
    Pairs(Vec<(Option<Follows>, List)>),
    /// Whatever lies in the place that is its argument, or whoever was there.
    Lying,
    /// A defined noun, by its place among the definitions.
    Defined { text: String, at: usize },
}

/// One sense of a noun.
#[derive(Debug, Clone)]
pub(in crate::resolve) struct NounSense {
    pub(in crate::resolve) spoken: Spoken,
    pub(in crate::resolve) sense: Sense,
    /// Whether the noun ranges over several relations, so that `about` means any role.
    pub(in crate::resolve) ranging: bool,
}

impl NounSense {
    /// Whether one of the prepositions that it needs is there.
    pub(in crate::resolve) fn has_what_it_needs(&self, args: &[Arg]) -> bool {
        let needs = &self.sense.needs;
        needs.is_empty() || args.iter().any(|arg| needs.contains(&arg.word))
    }
}

/// An argument of a noun or verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::resolve) struct Arg {
    /// The preposition; `'s` for what stands before the noun; empty for a direct object.
    pub(in crate::resolve) word: String,
    pub(in crate::resolve) list: List,
    /// `but not by Putin`
    pub(in crate::resolve) negated: bool,
}

/// Items joined by one conjunction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::resolve) struct List {
    pub(in crate::resolve) op: Option<ListOp>,
    pub(in crate::resolve) items: Vec<NodeId>,
    pub(in crate::resolve) except: Vec<NodeId>,
    /// Items that a comma joined before the conjunction was known.
    pub(in crate::resolve) commas: bool,
}

impl List {
    pub(in crate::resolve) fn one(item: NodeId) -> Self {
        List { op: None, items: vec![item], except: Vec::new(), commas: false }
    }
}

/// `and` or `or`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::resolve) enum ListOp {
    And,
    Or,
    ButNot,
}

/// A time on a node; with `or` it is an alternative to the one before it.
#[derive(Debug, Clone)]
pub(in crate::resolve) struct TimeItem {
    pub(in crate::resolve) time: TimeTail,
    pub(in crate::resolve) or: bool,
    /// A bare date that goes on with the word before: `in 2024 and 2025`.
    pub(in crate::resolve) again: bool,
    /// The thing that the time is relative to.
    pub(in crate::resolve) related: Option<NodeId>,
    /// The clause that the time is relative to, with its subject: *while Medvedev was president*.
    pub(in crate::resolve) said: Option<(List, Said)>,
}

/// Something said of a node.
#[derive(Debug, Clone)]
pub(in crate::resolve) struct Said {
    pub(in crate::resolve) op: ListOp,
    pub(in crate::resolve) negation: Option<Negation>,
    pub(in crate::resolve) auxiliary: Auxiliary,
    pub(in crate::resolve) ever: bool,
    /// *first met*: only the first in time; *last met*: only the last.
    pub(in crate::resolve) pick: Option<PickEnd>,
    pub(in crate::resolve) kind: SaidKind,
}

/// A verb with the node as its subject or object, or a noun that it is.
#[derive(Debug, Clone, Copy)]
pub(in crate::resolve) enum SaidKind {
    Verb(NodeId),
    /// The node is the verb's object: *weapons sought by Iran*.
    Passive(NodeId),
    Complement(NodeId),
    /// A noun that belongs to the node, with what is said of it.
    Whose(NodeId),
    /// A verb or a noun with a [`Gap`] that the node fills.
    Gap(NodeId),
}
