//! Files of facts into a store.
//!
//! In: folders, the shipped files, or texts; tables of data that they declare. Out: [`Loaded`]: a store, and
//! every problem of every file with its place.
//! Absent: writing; deciding whether problems are fatal (the caller asks [`Loaded::errors`]).
//!
//! Whatever is wrong is reported and left out; the rest loads. Declarations come first, whatever the order of
//! the files: kinds and units, relations, entities and sources, facts, tables of data, and last the nouns and
//! verbs, which may speak of relations that only data names.

mod base;
mod data;
mod document;
mod error;
mod facts;
mod files;
mod git;
mod index;
mod item;
mod naming;
mod problems;
mod revision;
mod roles;
mod rows;
mod say;
mod speech;
mod table;
mod things;
mod values;
mod vocabulary;
mod watch;
mod world;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

pub use error::{LoadError, Problem};
pub use revision::{Revision, RevisionError};
pub use watch::Watch;

use crate::fact::{Citation, RelationId, SourceId};
use crate::store::{Builder, Full, Store};
use crate::syntax::prepositions;
use crate::text::{Level, Report, Source, Style, draw};
use base::{Base, unit_words};
use document::{Document, Parsed, RESERVED};
use facts::Groups;
use naming::Naming;
use problems::Problems;
use rows::{NewRelations, Rows};
use world::World;

/// The prepositions that nouns and verbs may take: the closed list of the language.
static PREPOSITIONS: LazyLock<Vec<String>> = LazyLock::new(|| prepositions().collect());

/// A base with everything that is wrong with its files.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The base: all that could be read.
    pub store: Store,
    /// Everything that could not, in the order of the files.
    pub problems: Vec<Problem>,
    /// The files, in the order of [`Place::file`](crate::fact::Place); those of data without their text.
    pub sources: Vec<Source>,
}

impl Loaded {
    /// Every problem as a report, with the index of the source that it points into.
    pub fn reports(&self) -> Vec<(Report, usize)> {
        self.problems.iter().map(|problem| (problem.report(), problem.source)).collect()
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Level::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Level::Warning)
    }

    /// All reports, drawn one after the other with an empty line between them; empty if there are none.
    pub fn draw_all(&self, style: Style) -> String {
        let nameless = Source::default();
        let draw_one = |(report, source): (Report, usize)| {
            draw(&report, self.sources.get(source).unwrap_or(&nameless), style)
        };
        self.reports().into_iter().map(draw_one).collect::<Vec<_>>().join("\n")
    }

    fn count(&self, level: Level) -> usize {
        self.problems.iter().filter(|problem| problem.error.level() == level).count()
    }
}

/// Loads what ships with the program.
pub fn shipped() -> Loaded {
    load(World::Disk, files::shipped(), &Arc::default(), Problems::default())
}

/// Loads every `.toml` file below these folders, and the data that they declare.
pub fn folders(paths: &[PathBuf]) -> Loaded {
    folders_watched(paths, &Arc::default())
}

/// As [`folders`]; another thread can watch how far it is.
pub fn folders_watched(paths: &[PathBuf], watch: &Arc<Watch>) -> Loaded {
    from(World::Disk, paths, watch)
}

/// As [`folders`], as they stood at a revision.
pub fn folders_at(paths: &[PathBuf], revision: &Revision) -> Loaded {
    from(World::Revision(revision), paths, &Arc::default())
}

fn from(world: World<'_>, paths: &[PathBuf], watch: &Arc<Watch>) -> Loaded {
    let mut out = Problems::default();
    let sources = files::read(world, paths, &mut out);
    load(world, sources, watch, out)
}

/// Loads texts, each under the name of the file that it stands for.
pub fn texts<N: Into<String>, T: Into<Vec<u8>>>(texts: impl IntoIterator<Item = (N, T)>) -> Loaded {
    let mut out = Problems::default();
    let texts = texts.into_iter().enumerate();
    let sources =
        texts.map(|(at, (name, text))| files::decode(name.into(), text.into(), at, &mut out)).collect();
    load(World::Disk, sources, &Arc::default(), out)
}

fn load(world: World<'_>, mut sources: Vec<Source>, watch: &Arc<Watch>, mut out: Problems) -> Loaded {
    let mut data = Vec::new();
    let built = build(world, &sources, watch, &mut data, &mut out);
    sources.append(&mut data);
    let store = built.unwrap_or_else(|Full| {
        out.add_whole(0, LoadError::Full { what: "of anything" });
        Store::default()
    });
    let problems = without_echoes(out.into_sorted(), &sources);
    Loaded { store, problems, sources }
}

/// Leaves out what is said of a line that is no TOML: it follows from that.
fn without_echoes(mut problems: Vec<Problem>, sources: &[Source]) -> Vec<Problem> {
    let line_of = |problem: &Problem| {
        let span = problem.span?;
        sources.get(problem.source).map(|source| (problem.source, source.line_of(span.start)))
    };
    let is_syntax = |problem: &&Problem| matches!(problem.error, LoadError::Syntax { .. });
    let broken: std::collections::HashSet<_> =
        problems.iter().filter(is_syntax).filter_map(line_of).collect();
    if !broken.is_empty() {
        problems.retain(|problem| {
            is_syntax(&problem) || line_of(problem).is_none_or(|line| !broken.contains(&line))
        });
    }
    problems
}

/// Builds the store; files of data are added to `data`.
fn build(
    world: World<'_>,
    sources: &[Source],
    watch: &Arc<Watch>,
    data: &mut Vec<Source>,
    out: &mut Problems,
) -> Result<Store, Full> {
    let parsed: Vec<Parsed<'_>> =
        sources.iter().enumerate().map(|(at, source)| document::parse(at, source, out)).collect();
    let mut document = Document::default();
    for (at, (source, parsed)) in sources.iter().zip(&parsed).enumerate() {
        document.add(at, source, parsed, out);
    }
    let (mut base, declared) = base(&document, watch, out);
    let groups = groups(&document, &base, out);
    facts::note_ids(&groups, &mut base, out);

    let mut builder = Builder::new(base.kinds.clone(), base.units.clone());
    add_declared(&mut builder, &base, declared)?;
    add_coverage(&mut builder, &document, &base, out)?;
    for (relation, items) in &groups {
        let Some(relation) = base.relations.get(relation.index()) else { continue };
        for item in items {
            if let Some(fact) = facts::fact(*item, relation, &base, out) {
                builder.add_fact(fact)?;
            }
        }
    }
    let new = add_tables(&mut builder, &document, &base, world, sources.len(), data, out);
    add_speech(&mut builder, &document, &base, &new, out)?;
    builder.name_files(sources.iter().chain(data.iter()).map(|source| source.name.as_str()));
    Ok(builder.finish())
}

/// Everything that facts refer to, and the sources.
fn base<'a>(
    document: &Document<'a>,
    watch: &Arc<Watch>,
    out: &mut Problems,
) -> (Base<'a>, Vec<crate::fact::Source>) {
    let (kind_ids, kinds) = vocabulary::kinds(document.named("kind"), out);
    let (unit_ids, units) = vocabulary::units(document.named("unit"), out);
    let (relation_ids, relations) =
        vocabulary::relations(document.named("relation"), &kind_ids, &unit_ids, out);
    let (entity_ids, entities) = things::entities(document.named("entity"), &kind_ids, out);
    let (source_ids, sources) = things::sources(document.named("source"), out);
    let base = Base {
        unit_words: unit_words(&units),
        kinds,
        kind_ids,
        units,
        relations,
        relation_ids,
        entities,
        entity_ids,
        source_ids,
        facts: HashMap::default(),
        prepositions: &PREPOSITIONS,
        watch: Arc::clone(watch),
    };
    (base, sources)
}

/// The tables of facts by relation; a problem for each name that is none.
fn groups<'a>(document: &Document<'a>, base: &Base<'a>, out: &mut Problems) -> Groups<'a> {
    let mut groups = Groups::new();
    for (name, (word, items)) in &document.facts {
        if let Some(id) = base.relation_ids.get(name).and_then(RelationId::new) {
            groups.push((id, items.clone()));
            continue;
        }
        let known = base.relation_ids.ids().chain(RESERVED);
        let near = out.near(name, known);
        word.wrong(LoadError::UnknownTable { name: (*name).to_owned(), near }, out);
    }
    groups
}

fn add_declared(
    builder: &mut Builder,
    base: &Base<'_>,
    sources: Vec<crate::fact::Source>,
) -> Result<(), Full> {
    for relation in &base.relations {
        builder.add_relation(relation.clone())?;
    }
    for entity in &base.entities {
        builder.add_entity(entity.clone())?;
    }
    for source in sources {
        builder.add_source(source)?;
    }
    Ok(())
}

fn add_coverage(
    builder: &mut Builder,
    document: &Document<'_>,
    base: &Base<'_>,
    out: &mut Problems,
) -> Result<(), Full> {
    for item in document.listed("coverage") {
        let Some((mut coverage, sources)) = facts::coverage(*item, base, out) else { continue };
        for (source, locator) in sources {
            coverage.citations.push(citation(builder, source, locator.as_deref())?);
        }
        builder.add_coverage(coverage);
    }
    Ok(())
}

fn citation(builder: &mut Builder, source: SourceId, locator: Option<&str>) -> Result<Citation, Full> {
    let locator = locator.map(|locator| builder.keep_text(locator)).transpose()?;
    Ok(Citation { source, locator })
}

/// Reads the tables of data. `first` is the number that the first file of data gets among the sources.
fn add_tables(
    builder: &mut Builder,
    document: &Document<'_>,
    base: &Base<'_>,
    world: World<'_>,
    first: usize,
    data: &mut Vec<Source>,
    out: &mut Problems,
) -> NewRelations {
    let mut new = NewRelations::default();
    if document.listed("table").is_empty() {
        return new;
    }
    let mut naming = Naming::new(base);
    for item in document.listed("table") {
        let Some(table) = table::declared(*item, base, out) else { continue };
        let Some(mut rows) = Rows::new(&table, base, &mut naming, &mut new, builder) else { continue };
        if !rows.columns_fit(out) {
            continue;
        }
        let folder = Path::new(&item.file.name).parent().unwrap_or(Path::new(""));
        let paths = match data::matching(world, &folder.join(table.file.value)) {
            Ok(paths) => paths,
            Err(why) => {
                let file = table.file.value.to_owned();
                table.file.wrong(LoadError::NoDataFile { file, why }, out);
                continue;
            }
        };
        let sizes = paths.iter().filter_map(|path| std::fs::metadata(path).ok());
        base.watch.expect(sizes.map(|data| data.len()).sum());
        for path in paths {
            let name = path.display().to_string();
            match u16::try_from(first + data.len()) {
                Ok(number) => rows.read(world, &path, number, out),
                Err(_) => table.file.wrong(LoadError::Full { what: "files" }, out),
            }
            data.push(Source::new(name, ""));
        }
        rows.finish(table.file.value, out);
    }
    new
}

/// Adds nouns and verbs, which speak of all relations, also of those that only data names.
fn add_speech(
    builder: &mut Builder,
    document: &Document<'_>,
    base: &Base<'_>,
    new: &NewRelations,
    out: &mut Problems,
) -> Result<(), Full> {
    let relations = builder.relations().to_vec();
    let declared = speech::declared(document.listed("noun"), base, out);
    let nouns = speech::nouns(&declared, &relations, base, out);
    let of_data: Vec<_> = new
        .all
        .iter()
        .filter_map(|(name, relation, like)| speech::noun_of_data(name, *relation, *like, &nouns))
        .collect();
    for noun in nouns.into_iter().chain(of_data) {
        builder.add_noun(noun)?;
    }
    for verb in speech::verbs(document.listed("verb"), &relations, base, out) {
        builder.add_verb(verb)?;
    }
    Ok(())
}
