//! Whether a phrase fits a role, and who takes which preposition.
//!
//! In: nodes. Out: yes or no, by kinds; senses that an argument rules out are dropped.
//! The order (language reference, *words before grammar*): the plain meaning of a name, then what it stands for.

use crate::fact::{EntityId, KindId, RelationId, Role, RoleId, RoleKind};
use crate::text::{Span, english};

use super::super::definitions::Answers;
use super::super::error::Error;
use super::alone::IN;
use super::noun::BEFORE;
use super::{Arg, Attacher, NodeId, NounSense, What};

impl Attacher<'_> {
    /// Whether the node can be an argument of `target` with that word, dropping senses that cannot take it.
    pub(super) fn narrow(&mut self, target: NodeId, word: &str, item: NodeId) -> bool {
        let Some((target, what)) = self.narrowed(target, word, item) else { return false };
        self.node_mut(target).what = what;
        true
    }

    /// What is left of `target`, or of the one thing in its brackets, once it takes the node with that word.
    pub(super) fn narrowed(&self, target: NodeId, word: &str, item: NodeId) -> Option<(NodeId, What)> {
        let left = match &self.node(target).what {
            What::Noun { text, senses } => {
                let senses: Vec<NounSense> =
                    senses.iter().filter(|sense| self.sense_takes(sense, word, item)).cloned().collect();
                (!senses.is_empty()).then(|| What::Noun { text: text.clone(), senses })
            }
            What::Verb { text, verbs } => {
                let verbs: Vec<_> =
                    verbs.iter().copied().filter(|verb| self.verb_takes(*verb, word, item)).collect();
                (!verbs.is_empty()).then(|| What::Verb { text: text.clone(), verbs })
            }
            What::Lying => (word == IN && self.is_name(item)).then_some(What::Lying),
            What::Those => self.those_take(word, item).then_some(What::Those),
            What::RoleNoun { roles, .. } => {
                let takes = ["of", "to", "in", "at"].contains(&word)
                    && roles.iter().any(|(relation, _)| self.tells_of(item, *relation));
                takes.then(|| self.node(target).what.clone())
            }
            What::Defined { at, .. } => {
                self.defined_takes(*at, word, item).then(|| self.node(target).what.clone())
            }
            What::Group(list) => {
                let [only] = list.items[..] else { return None };
                return if list.except.is_empty() { self.narrowed(only, word, item) } else { None };
            }
            _ => None,
        };
        left.map(|what| (target, what))
    }

    fn verb_takes(&self, id: crate::fact::VerbId, word: &str, item: NodeId) -> bool {
        let verb = self.store.verb(id);
        let roles = match word {
            "by" => std::slice::from_ref(&verb.subject),
            // `joined BRICS and SCO`: one more object.
            "" => &verb.object[..],
            word => verb.takes(word),
        };
        roles.iter().any(|role| self.fits(item, verb.relation, *role))
    }

    /// Whether the target takes both with that word, in one role of one of its meanings.
    pub(super) fn one_role_takes(&self, target: NodeId, word: &str, one: NodeId, other: NodeId) -> bool {
        let Some((_, left)) = self.narrowed(target, word, other) else { return false };
        match left {
            What::Noun { senses, .. } => senses.iter().any(|sense| {
                let role = self.role_for(sense, word, other);
                self.role_for(sense, word, one) == role && self.sense_takes(sense, word, one)
            }),
            What::Verb { verbs, .. } => verbs.iter().any(|id| self.verb_takes(*id, word, one)),
            _ => true,
        }
    }

    pub(super) fn sense_takes(&self, sense: &NounSense, word: &str, item: NodeId) -> bool {
        self.role_for(sense, word, item).is_some() || self.about_anything(sense, word, item)
    }

    /// `facts about Iran`: for a noun that ranges over relations, `about` means any role.
    pub(in crate::resolve) fn about_anything(&self, sense: &NounSense, word: &str, item: NodeId) -> bool {
        let relation = self.store.relation(sense.sense.relation);
        sense.ranging
            && word == "about"
            && relation.roles().any(|(role, _)| self.fits(item, relation.id, role))
    }

    /// The first role that the word may fill and the node fits.
    pub(in crate::resolve) fn role_for(&self, sense: &NounSense, word: &str, item: NodeId) -> Option<RoleId> {
        self.roles_for(sense, word, item).first().copied()
    }

    /// Of `memberships of ?who in BRICS` the first role that nothing else must have, where what stands there fits several.
    pub(in crate::resolve) fn role_beside(
        &self,
        sense: &NounSense,
        word: &str,
        item: NodeId,
        args: &[Arg],
    ) -> Option<RoleId> {
        let roles = self.roles_for(sense, word, item);
        let needed = |role: &RoleId| {
            let many = self.store.relation(sense.sense.relation).role(*role).is_some_and(|role| role.many);
            let only = |arg: &Arg| {
                let other = !arg.list.items.contains(&item);
                other && arg.list.items.iter().any(|item| self.roles_for(sense, &arg.word, *item) == [*role])
            };
            !many && args.iter().any(only)
        };
        roles.iter().find(|role| !needed(role)).or(roles.first()).copied()
    }

    fn roles_for(&self, sense: &NounSense, word: &str, item: NodeId) -> Vec<RoleId> {
        let sense = &sense.sense;
        let others = sense.takes.iter().flat_map(|(_, roles)| roles);
        let all: Vec<RoleId> = match word {
            BEFORE => sense.possessive.iter().chain(others).copied().collect(),
            _ => sense.takes(word).to_vec(),
        };
        let mut found = Vec::new();
        for role in all {
            if !found.contains(&role) && self.fits(item, sense.relation, role) {
                found.push(role);
            }
        }
        found
    }

    /// Whether a node may fill a role.
    pub(in crate::resolve) fn fits(&self, item: NodeId, relation: RelationId, role: RoleId) -> bool {
        let Some(role) = self.store.relation(relation).role(role) else { return false };
        match &self.node(item).what {
            What::Named { entities, .. } => {
                entities.iter().any(|entity| self.entity_fits(*entity, role).is_some())
            }
            What::Noun { senses, .. } => {
                let args = &self.node(item).args;
                senses.iter().any(|sense| sense.has_what_it_needs(args) && self.sense_fits(sense, role))
            }
            What::RoleNoun { roles, .. } => roles.iter().any(|(relation, id)| {
                self.role_kinds(*relation, *id).is_some_and(|kinds| self.kinds_meet(&kinds, role))
            }),
            What::Kind { kind, .. } => self.kinds_meet(&[*kind], role),
            What::Group(list) => {
                list.items.iter().chain(&list.except).all(|item| self.fits_role(*item, role))
            }
            What::Text(_) => matches!(role.kind, RoleKind::Text),
            What::Amount(_) => matches!(role.kind, RoleKind::Number(_)),
            What::Anything => true,
            What::Those => self.those_fit(role),
            What::Variable(_) => matches!(role.kind, RoleKind::Entity(_)),
            What::Defined { at, .. } => self.defined_fits(*at, role),
            What::Verb { .. } | What::Pairs(_) | What::Lying => false,
        }
    }

    fn fits_role(&self, item: NodeId, role: &Role) -> bool {
        match &self.node(item).what {
            What::Named { entities, .. } => {
                entities.iter().any(|entity| self.entity_fits(*entity, role).is_some())
            }
            What::Noun { senses, .. } => {
                let args = &self.node(item).args;
                senses.iter().any(|sense| sense.has_what_it_needs(args) && self.sense_fits(sense, role))
            }
            What::Kind { kind, .. } => self.kinds_meet(&[*kind], role),
            What::Group(list) => {
                list.items.iter().chain(&list.except).all(|item| self.fits_role(*item, role))
            }
            What::RoleNoun { roles, .. } => roles.iter().any(|(relation, id)| {
                self.role_kinds(*relation, *id).is_some_and(|kinds| self.kinds_meet(&kinds, role))
            }),
            What::Those => self.those_fit(role),
            // `the first to visit Kazan`
            What::Variable(_) | What::Anything => matches!(role.kind, RoleKind::Entity(_)),
            What::Defined { at, .. } => self.defined_fits(*at, role),
            _ => false,
        }
    }

    pub(super) fn sense_fits(&self, sense: &NounSense, role: &Role) -> bool {
        match sense.sense.answers {
            None if matches!(role.kind, RoleKind::Fact) => true,
            None => self.known_by_fits(sense.sense.relation, role),
            Some(answer) => self
                .role_kinds(sense.sense.relation, answer)
                .is_some_and(|kinds| self.kinds_meet(&kinds, role)),
        }
    }

    /// Whether something could be what both nodes answer.
    pub(super) fn could_be_both(&self, one: NodeId, other: NodeId) -> bool {
        let kinds = self.answered_kinds(one);
        let others = self.answered_kinds(other);
        let meet = |a: KindId, b: KindId| self.store.kind_is(a, b) || self.store.kind_is(b, a);
        kinds.iter().any(|kind| others.iter().any(|other| meet(*kind, *other)))
    }

    /// The kinds of what a noun answers; none for facts.
    pub(in crate::resolve) fn answered_kinds(&self, id: NodeId) -> Vec<KindId> {
        match &self.node(id).what {
            What::Kind { kind, .. } => vec![*kind],
            What::Noun { senses, .. } => {
                let of = |sense: &NounSense| self.role_kinds(sense.sense.relation, sense.sense.answers?);
                let args = &self.node(id).args;
                senses.iter().filter(|sense| sense.has_what_it_needs(args)).filter_map(of).flatten().collect()
            }
            What::RoleNoun { roles, .. } => roles
                .iter()
                .filter_map(|(relation, role)| self.role_kinds(*relation, *role))
                .flatten()
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether what the facts of a relation are known by may fill the role.
    fn known_by_fits(&self, relation: RelationId, role: &Role) -> bool {
        let known = self.store.relation(relation).known_by;
        let kinds = known.and_then(|known| self.role_kinds(relation, known));
        kinds.is_some_and(|kinds| self.kinds_meet(&kinds, role))
    }

    /// Whether what a defined noun answers may fill the role.
    fn defined_fits(&self, at: usize, role: &Role) -> bool {
        match &self.definitions.at(at).answers {
            Answers::Unknown => true,
            Answers::Facts(_) => matches!(role.kind, RoleKind::Fact),
            Answers::Kinds(kinds) => self.kinds_meet(kinds, role),
        }
    }

    /// The entity that fills the role when this one is named: itself, or what it stands for.
    pub(in crate::resolve) fn entity_fits(&self, entity: EntityId, role: &Role) -> Option<EntityId> {
        let fits = |entity: EntityId| self.store.may_fill(self.store.entity(entity).kind(), role);
        if fits(entity) {
            return Some(entity);
        }
        self.store.entity(entity).stands_for().filter(|other| fits(*other))
    }

    /// Whether something could fill both roles.
    pub(in crate::resolve) fn roles_meet(
        &self,
        one: (RelationId, RoleId),
        other: (RelationId, RoleId),
    ) -> bool {
        let other = self.store.relation(other.0).role(other.1);
        self.role_kinds(one.0, one.1)
            .is_none_or(|kinds| other.is_none_or(|role| self.kinds_meet(&kinds, role)))
    }

    /// The kinds of an entity role; `None` for a role that holds no entities.
    fn role_kinds(&self, relation: RelationId, role: RoleId) -> Option<Vec<KindId>> {
        match &self.store.relation(relation).role(role)?.kind {
            RoleKind::Entity(kinds) => Some(kinds.clone()),
            _ => None,
        }
    }

    /// Whether some entity could be of one of these kinds and of a kind of the role.
    fn kinds_meet(&self, kinds: &[KindId], role: &Role) -> bool {
        let RoleKind::Entity(wanted) = &role.kind else { return false };
        if kinds.is_empty() || wanted.is_empty() {
            return true;
        }
        let meet = |a: KindId, b: KindId| self.store.kind_is(a, b) || self.store.kind_is(b, a);
        kinds.iter().any(|kind| wanted.iter().any(|want| meet(*kind, *want)))
    }

    /// Whether what fills a role of the relation's facts can be asked of it: of the facts, of what they date (`hosts of
    /// summits`), of those of the last answer.
    fn tells_of(&self, item: NodeId, relation: RelationId) -> bool {
        let dates = |role: RoleId| self.store.relation(relation).role(role).is_some_and(|role| role.dated);
        let answers_dated =
            |sense: &NounSense| sense.sense.relation == relation && sense.sense.answers.is_some_and(dates);
        self.answers_fact(item, relation)
            || match &self.node(item).what {
                What::Noun { senses, .. } => senses.iter().any(answers_dated),
                What::Those => self.those_are_facts_of(relation),
                _ => false,
            }
    }

    /// Whether the node answers whole facts of the relation.
    pub(in crate::resolve) fn answers_fact(&self, item: NodeId, relation: RelationId) -> bool {
        match &self.node(item).what {
            What::Noun { senses, .. } => {
                senses.iter().any(|sense| sense.sense.relation == relation && sense.sense.answers.is_none())
            }
            What::Group(list) => list.items.iter().all(|item| self.answers_fact(*item, relation)),
            What::Defined { at, .. } => match &self.definitions.at(*at).answers {
                Answers::Facts(relations) => relations.contains(&relation),
                _ => false,
            },
            _ => false,
        }
    }

    /// No noun or verb on the left takes the word with what follows it.
    pub(super) fn not_taken(&self, word: &str, span: Span, item: NodeId, tried: &[NodeId]) -> Error {
        let can_take = |id: &&NodeId| {
            matches!(
                self.node(**id).what,
                What::Noun { .. } | What::Verb { .. } | What::RoleNoun { .. } | What::Defined { .. }
            )
        };
        let mut takers: Vec<String> =
            tried.iter().rev().filter(can_take).filter_map(|id| self.spoken(*id)).collect();
        takers.extend(tried.iter().rev().filter_map(|id| self.spoken(*id)));
        let offers = tried.iter().rev().find_map(|id| self.offers(*id)).unwrap_or_default();
        Error::NotTaken {
            word: word.to_owned(),
            item: self.spoken(item).unwrap_or_default(),
            takers,
            offers,
            dated: self.has_a_date(item),
            span,
        }
    }

    /// The node in the words of the query.
    pub(in crate::resolve) fn spoken(&self, id: NodeId) -> Option<String> {
        match &self.node(id).what {
            What::Named { text, .. }
            | What::Noun { text, .. }
            | What::RoleNoun { text, .. }
            | What::Kind { text, .. }
            | What::Verb { text, .. }
            | What::Defined { text, .. }
            | What::Text(text) => Some(text.clone()),
            What::Variable(variable) => {
                self.variables.known.get(usize::from(variable.0)).map(|(name, _)| format!("?{name}"))
            }
            What::Amount(number) => Some(number.to_string()),
            What::Group(list) => list.items.first().and_then(|item| self.spoken(*item)),
            What::Those => Some("those".to_owned()),
            What::Anything | What::Pairs(_) | What::Lying => None,
        }
    }

    /// What the subject or the object of these verbs may be.
    pub(in crate::resolve) fn wanted_by(&self, verbs: &[crate::fact::VerbId], subject: bool) -> String {
        let wanted = verbs.iter().flat_map(|id| {
            let verb = self.store.verb(*id);
            let roles = if subject { std::slice::from_ref(&verb.subject) } else { &verb.object[..] };
            let role =
                |role: &RoleId| self.store.relation(verb.relation).role(*role).map(|role| self.wanted(role));
            roles.iter().filter_map(role).collect::<Vec<_>>()
        });
        let mut wanted: Vec<String> = wanted.collect();
        wanted.dedup();
        if wanted.is_empty() { "nothing".to_owned() } else { english::list(&wanted, "or") }
    }

    /// What a role wants, with its article: `an organisation`, `a text`.
    pub(in crate::resolve) fn wanted(&self, role: &Role) -> String {
        let word = match &role.kind {
            RoleKind::Entity(kinds) => match kinds.first().map(|kind| self.store.kind(*kind)) {
                Some(kind) => {
                    kind.words.first().map_or_else(|| kind.name.clone(), |words| words.singular.clone())
                }
                None => role.name.clone(),
            },
            RoleKind::Text => "text".to_owned(),
            RoleKind::Number(_) => "number".to_owned(),
            RoleKind::Date => "date".to_owned(),
            RoleKind::Fact => "fact".to_owned(),
        };
        format!("{} {word}", english::article(&word))
    }

    /// What a noun or verb takes: `of an organisation`.
    fn offers(&self, id: NodeId) -> Option<Vec<String>> {
        if let What::Defined { at, .. } = &self.node(id).what {
            return Some(self.definitions.at(*at).parameters.iter().map(|(word, _)| word.clone()).collect());
        }
        let (relation, takes) = match &self.node(id).what {
            What::RoleNoun { roles, .. } => return Some(self.facts_with(roles)),
            What::Noun { senses, .. } => {
                senses.first().map(|sense| (sense.sense.relation, &sense.sense.takes))?
            }
            What::Verb { verbs, .. } => {
                verbs.first().map(|verb| (self.store.verb(*verb).relation, &self.store.verb(*verb).takes))?
            }
            _ => return None,
        };
        let relation = self.store.relation(relation);
        let said = |(word, roles): &(String, Vec<RoleId>)| {
            Some(format!("{word} {}", self.wanted(relation.role(*roles.first()?)?)))
        };
        Some(takes.iter().filter_map(said).collect())
    }
}
