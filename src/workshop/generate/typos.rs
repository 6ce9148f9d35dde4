//! How often a keyword that was misspelt by one letter is still accepted.
//!
//! In: a reader, words, and who says that a text is accepted. Out: a share for each keyword. A slip that gives
//! another word of the language is accepted too, and counts: people make it. Absent: a ceiling (the caller's).

use std::collections::BTreeMap;

use super::super::dice::Dice;
use super::super::grammar::{Expr, Node, NodeId};
use super::super::reader::Reader;
use super::super::watch::Watch;
use super::back::is_as_meant;
use super::damage::slips;
use super::derive::{Derive, Goal, Limits};
use super::letters::Letters;
use super::plan::Plan;
use super::supply::Supply;

/// How often each sentence with a keyword may be begun anew.
const TRIES: usize = 12;
/// How many times as often while there are not half of the sentences: few of those made with a rare word make sense.
const PATIENCE: usize = 20;

/// How to look for typing errors.
#[derive(Debug, Clone)]
pub struct TypoOptions {
    /// In how many sentences each keyword is misspelt.
    pub sentences: usize,
    /// How many slips of each are tried, at most.
    pub slips: usize,
    /// The same seed makes the same sentences and slips.
    pub seed: u64,
}

impl Default for TypoOptions {
    fn default() -> Self {
        // Where one slip is accepted, others of the same sentence mostly are: many sentences say more than many slips.
        TypoOptions { sentences: 30, slips: 10, seed: 1 }
    }
}

impl TypoOptions {
    /// Whether another sentence is looked for, after so many tries.
    fn goes_on(&self, found: usize, tries: usize) -> bool {
        let tries_of_all = TRIES * self.sentences;
        let is_rare = found < self.sentences.div_ceil(2);
        found < self.sentences && (tries < tries_of_all || is_rare && tries < PATIENCE * tries_of_all)
    }
}

/// What came of the slips of one keyword.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typos {
    /// The keyword, as the grammar writes it.
    pub word: String,
    /// How many slips were tried.
    pub tried: usize,
    /// How many of them were accepted.
    pub accepted: usize,
    /// Some of those, as whole sentences.
    pub examples: Vec<String>,
}

impl Typos {
    /// The share in hundredths of a percent.
    pub fn share(&self) -> usize {
        self.accepted * 10_000 / self.tried.max(1)
    }
}

/// Misspells every keyword of the grammar that a sentence can hold; `is_accepted` says of a text that can be parsed
/// whether it also makes sense.
pub fn typos(
    reader: &Reader<'_>,
    supply: &mut dyn Supply,
    options: &TypoOptions,
    is_accepted: &dyn Fn(&str) -> bool,
    watch: &dyn Watch,
) -> Vec<Typos> {
    let plan = Plan::new(reader.grammar(), reader.start(), supply);
    let letters = Letters::default();
    let words = keywords(reader, &plan);
    let mut dice = Dice::new(options.seed);
    let used = vec![0; reader.grammar().points().len()];
    let mut found = Vec::new();
    for (done, (word, nodes)) in words.iter().enumerate() {
        watch.at(done, words.len());
        if watch.is_stopped() {
            break;
        }
        let mut typos = Typos { word: word.clone(), tried: 0, accepted: 0, examples: Vec::new() };
        let (mut sentences, mut tries) = (0, 0);
        while !watch.is_stopped() && options.goes_on(sentences, tries) {
            tries += 1;
            supply.turn(&mut dice);
            let Some(node) = dice.pick(nodes).copied() else { break };
            let Some(way) = plan.way(node, plan.start, &mut dice) else { continue };
            let limits = Limits { depth: 10, calls: 30 };
            let dice = &mut dice;
            let (plan, letters, used) = (&plan, &letters, &used);
            let mut derive =
                Derive { plan, supply, letters, used, limits, is_plain: true, dice, calls: 0, depth: 0 };
            let made = derive.sentence(plan.start, Some(&Goal { way, decision: None }));
            let laid = reader.lay_out(&made);
            let is_read = is_as_meant(reader, &laid) && is_accepted(&laid.raw);
            let place = laid.literals.iter().find(|(literal, _)| *literal == node);
            if let Some((_, span)) = place.filter(|_| is_read) {
                sentences += 1;
                slip(reader, &laid.raw, *span, options, is_accepted, dice, &mut typos);
            }
        }
        if typos.tried > 0 {
            found.push(typos);
        }
    }
    found
}

/// Misspells one word of one sentence.
fn slip(
    reader: &Reader<'_>,
    raw: &str,
    span: crate::text::Span,
    options: &TypoOptions,
    is_accepted: &dyn Fn(&str) -> bool,
    dice: &mut Dice,
    typos: &mut Typos,
) {
    let mut all = slips(span.of(raw));
    while all.len() > options.slips {
        all.swap_remove(dice.below(all.len()));
    }
    for wrong in all {
        let text = format!("{}{wrong}{}", &raw[..span.start], &raw[span.end..]);
        typos.tried += 1;
        if reader.accepts(&text) && is_accepted(&text) {
            typos.accepted += 1;
            if typos.examples.len() < 5 {
                typos.examples.push(text);
            }
        }
    }
}

/// The words in the literals that sentences can hold, each with the places in the grammar that spell it.
fn keywords(reader: &Reader<'_>, plan: &Plan<'_>) -> BTreeMap<String, Vec<NodeId>> {
    let mut found: BTreeMap<String, Vec<NodeId>> = BTreeMap::new();
    let nodes = reader.grammar().rules().iter().flat_map(|rule| rule.root.walk());
    for node in nodes.filter(|node| is_reached(node, plan)) {
        if let Expr::Text(text) | Expr::Folded(text) = &node.expr {
            // One letter alone is a sign rather than a word, and its slips are other signs.
            if text.chars().all(char::is_alphabetic) && text.chars().count() > 1 || text == "a" {
                found.entry(text.to_lowercase()).or_default().push(node.id);
            }
        }
    }
    found
}

fn is_reached(node: &Node, plan: &Plan<'_>) -> bool {
    !plan.is_ahead(node.id) && plan.rule_of(node.id).is_some_and(|rule| plan.distance(rule).is_some())
}
