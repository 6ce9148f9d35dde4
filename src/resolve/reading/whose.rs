//! `whose` clauses in English.
//!
//! In: a pattern whose noun answers what owns it. Out: *countries whose president at the time is one of visitors of
//! visits to China*. Absent: what is said of facts and of roles; that reads as any other condition.

use crate::fact::NounId;
use crate::text::english;
use crate::time::Shape;

use super::super::query::{Condition, Pattern, Sense, Set};
use super::super::timing::{Edge, Standing};
use super::thing::plain;
use super::{Reader, names};

impl Reader<'_> {
    pub(super) fn whose(&self, pattern: &Pattern, noun: NounId, sense: &Sense, head: &str) -> String {
        let noun = self.store.noun(noun);
        let mine = noun.senses.iter().find(|one| one.relation == sense.relation);
        let answers = mine.and_then(|one| one.answers);
        let said_of = |condition: &&Condition| match condition {
            Condition::Role { role, .. } | Condition::NotRole { role, .. } => Some(*role) == answers,
            _ => false,
        };
        let said: Vec<String> = sense.conditions.iter().filter(said_of).map(|one| self.is(one)).collect();
        let mut rest = sense.clone();
        rest.conditions.retain(|condition| !said_of(&condition));
        let word = noun.words.first().map_or("", |words| words.singular.as_str());
        if said.is_empty() && pattern.timing.edge != Edge::Whole {
            let (article, time) = (english::article(word), self.timing(&pattern.timing, Shape::State));
            return format!(
                "{head} that had {article} {word}{} whose time as such {time}",
                self.arguments(&rest, None)
            );
        }
        // `countries with a president`
        let said = if said.is_empty() { vec!["is on record".to_owned()] } else { said };
        let bare = pattern.timing.standing == Standing::Ever && pattern.timing.tests.is_empty();
        let time = if bare {
            " at the time ".to_owned()
        } else {
            format!(" (as it {}) ", self.timing(&pattern.timing, Shape::State))
        };
        format!("{head} whose {word}{}{time}{}", self.arguments(&rest, None), english::list(&said, "and"))
    }

    /// `is Vladimir Putin`, `is not one of visitors to China`
    fn is(&self, condition: &Condition) -> String {
        let (not, filler) = match condition {
            Condition::Role { filler, .. } => ("", filler),
            Condition::NotRole { filler, .. } => (" not", filler),
            _ => return String::new(),
        };
        match plain(filler) {
            named @ Set::Entities(_) => format!("is{not} {}", names(named, self.store).unwrap_or_default()),
            other => format!("is{not} one of {}", self.filler(other)),
        }
    }
}
