//! What a clause leaves out because the clause beside it says it: *joined OPEC and left*, *joined and left OPEC*, *have
//! never joined or left OPEC*.
//!
//! In: a thing of which several clauses speak. Out: the same, with the object on each verb that leaves it out, and the
//! negation on each that `or` joins to a negated one. After a clause, what follows speaks of the same object only where
//! it speaks of the same relation; before one, a verb that has nothing of its own waits for the object. Absent: what the
//! thing itself names (*members of OPEC that left*; `lower`).

use crate::fact::{Form, RelationId, RoleId, VerbId};
use crate::syntax::Auxiliary;

use super::{Arg, Attacher, List, ListOp, NodeId, Said, SaidKind, Stack, What};

impl Attacher<'_> {
    /// `have never joined or left`: neither, where the second could stand behind the words that negate the first.
    pub(super) fn share_negation(&mut self, stack: &Stack) {
        let Some(thing) = stack.iter().rev().find(|id| !self.node(**id).clauses.is_empty()).copied() else {
            return;
        };
        let [.., before, said] = &self.node(thing).clauses[..] else { return };
        let bare = said.op == ListOp::Or && said.negation.is_none() && said.auxiliary == Auxiliary::None;
        let (negation, auxiliary) = (before.negation, before.auxiliary);
        if !bare || negation.is_none() || !self.can_follow(auxiliary, said.kind) {
            return;
        }
        if let Some(said) = self.node_mut(thing).clauses.last_mut() {
            *said = Said { op: ListOp::And, negation, auxiliary, ..said.clone() };
        }
    }

    /// Whether a verb has the form that stands behind the auxiliary.
    fn can_follow(&self, auxiliary: Auxiliary, kind: SaidKind) -> bool {
        let SaidKind::Verb(verb) = kind else { return false };
        let What::Verb { text, .. } = &self.node(verb).what else { return false };
        !matches!(auxiliary, Auxiliary::Be(_)) && self.can_stand_behind(auxiliary, text)
    }

    /// Whether the word is a verb in the form that stands behind the auxiliary.
    pub(super) fn can_stand_behind(&self, auxiliary: Auxiliary, word: &str) -> bool {
        let wanted = match auxiliary {
            Auxiliary::None => return true,
            Auxiliary::Be(_) | Auxiliary::Has | Auxiliary::Have | Auxiliary::Had => Form::Participle,
            Auxiliary::Does | Auxiliary::Do | Auxiliary::Did => Form::Base,
        };
        !self.verbs(word, |form| form == wanted).is_empty()
    }

    /// Fills in the objects among the clauses of everything made since.
    pub(super) fn share_objects(&mut self, since: usize) {
        for at in since..self.nodes.len() {
            let clauses = std::mem::take(&mut self.nodes[at].clauses);
            for place in 0..clauses.len() {
                self.share_object(&clauses, place);
            }
            for said in &clauses {
                self.share_own(NodeId(at), said);
            }
            self.nodes[at].clauses = clauses;
            self.share_with_times(NodeId(at));
        }
    }

    /// `members of SCO before India joined`, `who joined BRICS after Iran joined`: a verb in a time that leaves its object out says it of
    /// what the noun or verb names to which the time belongs, or else the noun of which that verb speaks.
    fn share_with_times(&mut self, id: NodeId) {
        let node = self.node(id);
        let verbs = node.clauses.iter().filter_map(|said| match said.kind {
            SaidKind::Verb(verb) | SaidKind::Complement(verb) => Some(verb),
            _ => None,
        });
        let places: Vec<NodeId> = std::iter::once(id).chain(verbs).collect();
        for place in places {
            for at in 0..self.node(place).times.len() {
                let said = self.node(place).times[at].said.as_ref().map(|(_, said)| said.kind);
                let Some(SaidKind::Verb(verb)) = said else { continue };
                if self.has_object(verb) {
                    continue;
                }
                let found = self.object_like(verb, place).or_else(|| self.object_like(verb, id));
                self.give_object(verb, found);
            }
        }
    }

    fn has_object(&self, verb: NodeId) -> bool {
        self.node(verb).args.iter().any(|arg| arg.word.is_empty())
    }

    /// Gives a verb the object that it leaves out, with those of its meanings that leave it out.
    fn give_object(&mut self, verb: NodeId, found: Option<(Arg, Vec<VerbId>)>) {
        let Some((arg, verbs)) = found else { return };
        let node = self.node_mut(verb);
        node.args.push(arg);
        if let What::Verb { verbs: meanings, .. } = &mut node.what {
            *meanings = verbs;
        }
    }

    /// `members of BRICS and SCO that joined in 2023`: a verb of the noun's own relation that leaves its object out, where the
    /// noun names several, says it of the same.
    fn share_own(&mut self, noun: NodeId, said: &Said) {
        let SaidKind::Verb(verb) = said.kind else { return };
        if !self.node(verb).args.is_empty() {
            return;
        }
        let several = |arg: &&Arg| !arg.negated && arg.list.items.len() > 1 && arg.list.except.is_empty();
        let found =
            self.node(noun).args.iter().filter(several).find_map(|arg| self.left_out(verb, noun, arg));
        self.give_object(verb, found);
    }

    /// `when did members of SCO join?`: a verb that leaves its object out says it of what its subject is of.
    pub(super) fn share_with_subject(&mut self, subject: &List, said: &Said) {
        let (SaidKind::Verb(verb), [only]) = (said.kind, &subject.items[..]) else { return };
        if self.has_object(verb) {
            return;
        }
        let found = self.object_like(verb, *only);
        self.give_object(verb, found);
    }

    /// Fills in the object of one clause among those that speak of the same thing.
    pub(super) fn share_object(&mut self, clauses: &[Said], place: usize) {
        let verb = match clauses[place].kind {
            SaidKind::Verb(verb) => verb,
            SaidKind::Complement(noun) => return self.share_with_noun(noun, &clauses[..place]),
            _ => return,
        };
        if self.has_object(verb) {
            return;
        }
        let (before, after) = (&clauses[..place], &clauses[place + 1..]);
        let waits = self.node(verb).args.is_empty() && self.node(verb).times.is_empty();
        let found = (before.iter().rev().find_map(|said| self.same_object(verb, said)))
            .or_else(|| after.iter().find_map(|said| self.same_object(verb, said)))
            .or_else(|| after.first().filter(|_| waits).and_then(|said| self.coming_object(verb, said)));
        self.give_object(verb, found);
    }

    /// `that joined OPEC and are still members`: a bare noun of the same relation says it of the same.
    fn share_with_noun(&mut self, noun: NodeId, before: &[Said]) {
        let What::Noun { senses, .. } = &self.node(noun).what else { return };
        if !self.node(noun).args.is_empty() {
            return;
        }
        let taken = |arg: &Arg, roles: &[(RelationId, RoleId)]| {
            senses.iter().find_map(|one| {
                let fills = |role: &RoleId| roles.contains(&(one.sense.relation, *role));
                let word = one.sense.takes.iter().find(|(_, filled)| filled.iter().any(fills));
                word.map(|(word, _)| Arg { word: word.clone(), ..arg.clone() })
            })
        };
        let found = before.iter().rev().find_map(|said| {
            let (SaidKind::Verb(other) | SaidKind::Complement(other)) = said.kind else { return None };
            let args = self.node(other).args.iter().filter(|arg| !arg.negated && !arg.list.items.is_empty());
            args.into_iter().find_map(|arg| taken(arg, &self.roles_of(other, arg)))
        });
        self.node_mut(noun).args.extend(found);
    }

    /// What a clause names in the role that the verb leaves out, and the meanings of the verb that leave it out.
    fn same_object(&self, verb: NodeId, said: &Said) -> Option<(Arg, Vec<VerbId>)> {
        let (SaidKind::Verb(other) | SaidKind::Complement(other)) = said.kind else { return None };
        self.object_like(verb, other)
    }

    /// What a noun or verb names in the role that the verb leaves out.
    fn object_like(&self, verb: NodeId, other: NodeId) -> Option<(Arg, Vec<VerbId>)> {
        let args = self.node(other).args.iter().filter(|arg| !arg.negated);
        args.into_iter().find_map(|arg| self.left_out(verb, other, arg))
    }

    /// The argument as the object of the verb, where it fills the role that the verb leaves out.
    fn left_out(&self, verb: NodeId, other: NodeId, arg: &Arg) -> Option<(Arg, Vec<VerbId>)> {
        let roles = self.roles_of(other, arg);
        let takes = |id: &VerbId| {
            let one = self.store.verb(*id);
            one.object.iter().any(|role| roles.contains(&(one.relation, *role)))
        };
        self.objects(verb, arg, takes)
    }

    /// The object of the verb that follows at once, if this one can have it too.
    fn coming_object(&self, verb: NodeId, said: &Said) -> Option<(Arg, Vec<VerbId>)> {
        let SaidKind::Verb(other) = said.kind else { return None };
        let arg = self.node(other).args.iter().find(|arg| arg.word.is_empty())?;
        self.objects(verb, arg, |id| arg.list.items.iter().all(|item| self.takes_object(*id, *item)))
    }

    fn objects(&self, verb: NodeId, arg: &Arg, fits: impl Fn(&VerbId) -> bool) -> Option<(Arg, Vec<VerbId>)> {
        let What::Verb { verbs, .. } = &self.node(verb).what else { return None };
        let left: Vec<VerbId> = verbs.iter().copied().filter(fits).collect();
        (!left.is_empty()).then(|| (Arg { word: String::new(), ..arg.clone() }, left))
    }

    /// The roles that an argument may fill: with a verb those of its object.
    fn roles_of(&self, of: NodeId, arg: &Arg) -> Vec<(RelationId, RoleId)> {
        let roles: Vec<(RelationId, RoleId)> = match &self.node(of).what {
            What::Verb { verbs, .. } if arg.word.is_empty() => {
                let verbs = verbs.iter().map(|id| self.store.verb(*id));
                verbs.flat_map(|verb| verb.object.iter().map(|role| (verb.relation, *role))).collect()
            }
            What::Noun { senses, .. } => {
                let senses = senses.iter().map(|sense| &sense.sense);
                senses.flat_map(|one| one.takes(&arg.word).iter().map(|role| (one.relation, *role))).collect()
            }
            _ => Vec::new(),
        };
        let fits = |(relation, role): &(RelationId, RoleId)| {
            arg.list.items.iter().all(|item| self.fits(*item, *relation, *role))
        };
        roles.into_iter().filter(fits).collect()
    }
}
