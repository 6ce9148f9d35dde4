//! What differs between two texts, line by line.
//!
//! In: lines as stated and as made. Out: [`Change`]s with some lines around them. Absent: cells and nodes;
//! both are lines by the time they come here.

/// A line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// In both.
    Same(String),
    /// Stated, and not made.
    Missing(String),
    /// Made, and not stated.
    Added(String),
    /// Lines in both that are not shown.
    Skipped(usize),
}

/// How many equal lines are shown on either side of a difference.
const AROUND: usize = 2;
/// The largest table of the comparison; beyond it the whole of both is shown.
const LARGEST: usize = 4_000_000;

/// The difference of two lists of lines; empty if there is none.
pub fn diff(stated: &[String], made: &[String]) -> Vec<Change> {
    if stated == made {
        return Vec::new();
    }
    let head = stated.iter().zip(made).take_while(|(a, b)| a == b).count();
    let tail = stated[head..].iter().rev().zip(made[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (end_stated, end_made) = (stated.len() - tail, made.len() - tail);
    let mut changes: Vec<Change> = stated[..head].iter().cloned().map(Change::Same).collect();
    changes.extend(middle(&stated[head..end_stated], &made[head..end_made]));
    changes.extend(stated[end_stated..].iter().cloned().map(Change::Same));
    fold(changes)
}

/// By the longest common subsequence.
fn middle(stated: &[String], made: &[String]) -> Vec<Change> {
    let width = made.len() + 1;
    if stated.len().saturating_mul(width) > LARGEST {
        let missing = stated.iter().cloned().map(Change::Missing);
        return missing.chain(made.iter().cloned().map(Change::Added)).collect();
    }
    let mut length = vec![0_u32; (stated.len() + 1) * width];
    for i in (0..stated.len()).rev() {
        for j in (0..made.len()).rev() {
            length[i * width + j] = if stated[i] == made[j] {
                length[(i + 1) * width + j + 1] + 1
            } else {
                length[(i + 1) * width + j].max(length[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut changes) = (0, 0, Vec::new());
    while i < stated.len() || j < made.len() {
        if i < stated.len() && j < made.len() && stated[i] == made[j] {
            changes.push(Change::Same(stated[i].clone()));
            (i, j) = (i + 1, j + 1);
        } else if j == made.len()
            || i < stated.len() && length[(i + 1) * width + j] >= length[i * width + j + 1]
        {
            changes.push(Change::Missing(stated[i].clone()));
            i += 1;
        } else {
            changes.push(Change::Added(made[j].clone()));
            j += 1;
        }
    }
    changes
}

/// Leaves out equal lines that are far from any difference.
fn fold(changes: Vec<Change>) -> Vec<Change> {
    let differs: Vec<usize> =
        changes.iter().enumerate().filter(|(_, c)| !matches!(c, Change::Same(_))).map(|(at, _)| at).collect();
    let near = |at: usize| differs.iter().any(|other| at.abs_diff(*other) <= AROUND);
    let mut out: Vec<Change> = Vec::new();
    for (at, change) in changes.into_iter().enumerate() {
        match (near(at), out.last_mut()) {
            (true, _) => out.push(change),
            (false, Some(Change::Skipped(count))) => *count += 1,
            (false, _) => out.push(Change::Skipped(1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Change, diff};

    fn lines(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn differences_are_small_and_near() {
        assert!(diff(&lines("a b"), &lines("a b")).is_empty());
        let found = diff(&lines("a b c d e f g h"), &lines("a b c d X f g h"));
        let expected = [
            Change::Skipped(2),
            Change::Same("c".into()),
            Change::Same("d".into()),
            Change::Missing("e".into()),
            Change::Added("X".into()),
            Change::Same("f".into()),
            Change::Same("g".into()),
            Change::Skipped(1),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn insertions_and_removals_are_found() {
        assert_eq!(diff(&lines("a"), &lines("a b")), [Change::Same("a".into()), Change::Added("b".into())]);
        assert_eq!(diff(&lines("a b"), &lines("b")), [Change::Missing("a".into()), Change::Same("b".into())]);
        assert_eq!(diff(&[], &lines("b")), [Change::Added("b".into())]);
    }
}
