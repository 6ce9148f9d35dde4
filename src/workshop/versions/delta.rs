//! Two versions of a grammar: which rules changed, and how.
//!
//! In: two grammars. Out: [`Delta`]: rules added, removed and changed, by alternative. Comments, layout, and the
//! order of rules and files do not count. Absent: what a change does to queries (`run`).

use std::collections::HashSet;

use super::super::grammar::{Expr, Grammar, Node, Rule, RuleKind};

/// How one version differs from another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Delta {
    /// The rules that only the new version has, as it writes them.
    pub added: Vec<(String, String)>,
    /// The rules that only the old version has, as it wrote them.
    pub removed: Vec<(String, String)>,
    /// The rules that both have, and not alike.
    pub changed: Vec<Changed>,
}

/// A rule that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub rule: String,
    /// What it was and is, if that changed.
    pub kind: Option<(RuleKind, RuleKind)>,
    /// The alternatives that are gone.
    pub removed: Vec<String>,
    /// The alternatives that came.
    pub added: Vec<String>,
    /// The choices whose alternatives stand in another order; the order is meaning.
    pub reordered: Vec<String>,
}

impl Delta {
    /// The difference between an old version and a new one.
    pub fn of(old: &Grammar, new: &Grammar) -> Self {
        let mut delta = Delta::default();
        for rule in new.rules() {
            match old.find(&rule.name).map(|id| old.rule(id)) {
                None => delta.added.push((rule.name.clone(), rule.text(new.rules()))),
                Some(before) if before.text(old.rules()) == rule.text(new.rules()) => {}
                Some(before) => delta.changed.push(changed(before, old, rule, new)),
            }
        }
        for rule in old.rules().iter().filter(|rule| new.find(&rule.name).is_none()) {
            delta.removed.push((rule.name.clone(), rule.text(old.rules())));
        }
        delta
    }

    /// Whether both match the same in the same way.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// The names of all rules that are not alike in both.
    pub fn rules(&self) -> HashSet<&str> {
        let named = self.added.iter().chain(&self.removed).map(|(name, _)| name.as_str());
        named.chain(self.changed.iter().map(|changed| changed.rule.as_str())).collect()
    }
}

fn changed(before: &Rule, old: &Grammar, after: &Rule, new: &Grammar) -> Changed {
    let (olds, news) = (alternatives(&before.root, old), alternatives(&after.root, new));
    let without = |all: &[String], other: &[String]| {
        all.iter().filter(|one| !other.contains(one)).cloned().collect::<Vec<_>>()
    };
    let mut reordered = Vec::new();
    reorderings((&before.root, old), (&after.root, new), &mut reordered);
    Changed {
        rule: after.name.clone(),
        kind: (before.kind != after.kind).then_some((before.kind, after.kind)),
        removed: without(&olds, &news),
        added: without(&news, &olds),
        reordered,
    }
}

fn alternatives(node: &Node, grammar: &Grammar) -> Vec<String> {
    match &node.expr {
        Expr::Choice(parts) => parts.iter().map(|part| part.text(grammar.rules())).collect(),
        _ => vec![node.text(grammar.rules())],
    }
}

/// The choices, here and below, in which what both versions have stands in another order.
fn reorderings(old: (&Node, &Grammar), new: (&Node, &Grammar), found: &mut Vec<String>) {
    if old.0.text(old.1.rules()) == new.0.text(new.1.rules()) {
        return;
    }
    if let (Expr::Choice(_), Expr::Choice(_)) = (&old.0.expr, &new.0.expr) {
        let (olds, news) = (alternatives(old.0, old.1), alternatives(new.0, new.1));
        let both = |all: &[String], other: &[String]| {
            all.iter().filter(|one| other.contains(one)).cloned().collect::<Vec<_>>()
        };
        if both(&olds, &news) != both(&news, &olds) {
            found.push(new.0.text(new.1.rules()));
        }
        return;
    }
    let alike = std::mem::discriminant(&old.0.expr) == std::mem::discriminant(&new.0.expr);
    if alike && old.0.children().len() == new.0.children().len() {
        for (before, after) in old.0.children().iter().zip(new.0.children()) {
            reorderings((before, old.1), (after, new.1), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Changed, Delta};
    use crate::workshop::grammar::Grammar;

    fn grammar(text: &str) -> Grammar {
        Grammar::parse([("g".to_owned(), text.to_owned())]).expect("the grammar is sound")
    }

    #[test]
    fn layout_comments_and_the_order_of_rules_are_no_change() {
        let old = grammar("a = { \"x\" | b }\nb = { \"y\" }\n");
        let new = grammar("// new\nb = {\n  \"y\" }\n/// doc\na = { (\"x\") | b }");
        assert!(Delta::of(&old, &new).is_empty());
    }

    #[test]
    fn rules_change_by_alternative() {
        let old = grammar("a = { \"x\" | \"y\" | \"z\" }\nb = { \"y\" }\nc = { (\"p\" | \"q\")+ }\n");
        let new = grammar("a = @{ \"z\" | \"x\" | \"w\" }\nc = { (\"q\" | \"p\")+ }\nd = { \"y\" }\n");
        let delta = Delta::of(&old, &new);
        assert_eq!(delta.added, [("d".to_owned(), "d = { \"y\" }".to_owned())]);
        assert_eq!(delta.removed.len(), 1);
        let [a, c] = delta.changed.as_slice() else { panic!("{delta:?}") };
        assert!(a.kind.is_some());
        assert_eq!((&a.removed, &a.added), (&vec!["\"y\"".to_owned()], &vec!["\"w\"".to_owned()]));
        assert_eq!(a.reordered.len(), 1, "`z` stands before `x` now");
        let Changed { reordered, .. } = c;
        assert_eq!(reordered, &["\"q\" | \"p\""]);
    }
}
