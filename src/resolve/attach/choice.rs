//! Where attachment could have gone another way.
//!
//! In: at each choice, the options in the order of the rules. Out: the first, or the one that was forced; and
//! every other option as a [`Rival`] with the brackets that would say it. Absent: whether a rival matters; that is
//! seen from its answer.

use crate::text::Span;

use super::Attacher;

/// An option that the rules passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::resolve) struct Rival {
    /// Which choice of the query, from 0.
    pub(in crate::resolve) point: usize,
    /// Which of its options, from 1.
    pub(in crate::resolve) option: usize,
    /// What to put in brackets so that the rules choose it.
    pub(in crate::resolve) brackets: Span,
}

/// The choices of one attachment.
#[derive(Debug, Clone, Default)]
pub(in crate::resolve) struct Choices {
    /// Take this option at this point instead of the first.
    pub(in crate::resolve) forced: Option<(usize, usize)>,
    /// What was passed over.
    pub(in crate::resolve) rivals: Vec<Rival>,
    made: usize,
}

impl Choices {
    /// No choice made yet.
    pub(super) fn new(forced: Option<(usize, usize)>) -> Self {
        Choices { forced, rivals: Vec::new(), made: 0 }
    }
}

impl Attacher<'_> {
    /// One of the options; each brings the brackets that would make it the first.
    pub(super) fn choose<T: Copy>(&mut self, options: &[(T, Span)]) -> Option<T> {
        let point = self.choices.made;
        self.choices.made += 1;
        for (option, (_, brackets)) in options.iter().enumerate().skip(1) {
            self.choices.rivals.push(Rival { point, option, brackets: *brackets });
        }
        let chosen = match self.choices.forced {
            Some((at, option)) if at == point => option,
            _ => 0,
        };
        options.get(chosen).map(|(option, _)| *option)
    }
}
