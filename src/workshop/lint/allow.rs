//! Comments in a grammar that excuse findings.
//!
//! In: the files of a grammar and what was found. Out: the findings that nothing excuses, and those about the excuses
//! themselves. Absent: finding.
//!
//! `// lint allows space: the tree builder trims` before a rule is for that rule; `// lint allows space
//! everywhere: …` for the whole grammar; several checks stand between commas.

use super::{Check, Finding};
use crate::text::Span;

use super::super::grammar::{Grammar, RuleId};

/// How an allowance begins.
const MARK: &str = "// lint allows ";
/// How one for the whole grammar goes on.
const EVERYWHERE: &str = " everywhere";

/// What is allowed, where, and whether anything used it.
struct Allowance {
    check: Check,
    /// None: in every rule.
    rule: Option<RuleId>,
    span: Span,
    is_used: bool,
}

/// The findings that are not allowed, with those about allowances.
pub(super) fn without_allowed(grammar: &Grammar, found: Vec<Finding>) -> Vec<Finding> {
    let (mut allowances, mut kept) = read(grammar);
    for finding in found {
        let fits = |one: &&mut Allowance| {
            one.check == finding.check && (one.rule.is_none() || one.rule == finding.rule)
        };
        let mut fitting: Vec<&mut Allowance> = allowances.iter_mut().filter(fits).collect();
        fitting.iter_mut().for_each(|one| one.is_used = true);
        if fitting.is_empty() {
            kept.push(finding);
        }
    }
    kept.extend(allowances.iter().filter(|one| !one.is_used).map(unused));
    kept
}

fn unused(allowance: &Allowance) -> Finding {
    Finding {
        check: Check::Allowance,
        rule: allowance.rule,
        span: allowance.span,
        message: format!("this allows `{}`, and nothing of that sort is found", allowance.check),
        help: "remove it".to_owned(),
    }
}

/// The allowances of all files, and what is wrong with the way that some are written.
fn read(grammar: &Grammar) -> (Vec<Allowance>, Vec<Finding>) {
    let (mut allowances, mut wrong) = (Vec::new(), Vec::new());
    let mut start = 0;
    for line in grammar.files().text().split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if let Some(rest) = line.trim_start().strip_prefix(MARK) {
            let span = Span::new(start + indent, start + line.trim_end().len());
            match written(rest) {
                Ok((checks, everywhere)) => {
                    let rule = if everywhere { None } else { next_rule(grammar, start) };
                    allowances.extend(checks.into_iter().map(|check| Allowance {
                        check,
                        rule,
                        span,
                        is_used: false,
                    }));
                }
                Err(message) => wrong.push(Finding {
                    check: Check::Allowance,
                    rule: next_rule(grammar, start),
                    span,
                    message,
                    help: "write it as `// lint allows space: why that is meant`".to_owned(),
                }),
            }
        }
        start += line.len();
    }
    (allowances, wrong)
}

/// What an allowance says: its checks, and whether they hold for the whole grammar.
fn written(rest: &str) -> Result<(Vec<Check>, bool), String> {
    let (what, reason) = rest.split_once(':').unwrap_or((rest, ""));
    if reason.trim().is_empty() {
        return Err("this allowance gives no reason".to_owned());
    }
    let what = what.trim();
    let (what, everywhere) = what.strip_suffix(EVERYWHERE).map_or((what, false), |what| (what, true));
    let checks: Result<Vec<Check>, String> = what
        .split(',')
        .map(|word| Check::named(word.trim()).ok_or_else(|| format!("there is no check `{}`", word.trim())))
        .collect();
    Ok((checks?, everywhere))
}

/// The first rule behind a place.
fn next_rule(grammar: &Grammar, start: usize) -> Option<RuleId> {
    grammar.ids().find(|id| grammar.rule(*id).span.start >= start)
}

#[cfg(test)]
mod tests {
    use super::{Check, written};

    #[test]
    fn allowances_name_checks_and_give_reasons() {
        assert_eq!(written("space: trimmed"), Ok((vec![Check::Space], false)));
        assert_eq!(
            written("space, literal everywhere: so"),
            Ok((vec![Check::Space, Check::Literal], true))
        );
        assert!(written("space").is_err() && written("space:").is_err());
        assert_eq!(written("spaces: x"), Err("there is no check `spaces`".to_owned()));
    }
}
