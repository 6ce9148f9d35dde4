//! Sources as items of CSL-JSON.
//!
//! In: sources with their keys. Out: one array of items, by the schema of CSL 1.0.2. Names are not split into given and
//! family names, which nothing records. Absent: properties that nothing is known of.

use std::io;

use serde_json::{Map, Value, json};

use super::published::Published;
use crate::fact::{Source, SourceKind};
use crate::render::json;
use crate::time::Edtf;

/// Writes the items.
pub(super) fn write(out: &mut dyn io::Write, sources: &[(String, &Source)]) -> io::Result<()> {
    let items: Vec<Value> = sources.iter().map(|(key, source)| item(key, source)).collect();
    json::write_array(out, items.iter())
}

fn item(key: &str, source: &Source) -> Value {
    let mut item = Map::new();
    let link = source.url.as_ref().or(source.archive.as_ref());
    item.insert("id".to_owned(), json!(key));
    item.insert("type".to_owned(), json!(kind(source, link.is_some())));
    item.insert("title".to_owned(), json!(source.title));
    if let Some(author) = &source.author {
        item.insert("author".to_owned(), json!([{ "literal": author }]));
    }
    if let Some(publisher) = &source.publisher {
        let is_news = source.kind == Some(SourceKind::News);
        item.insert(if is_news { "container-title" } else { "publisher" }.to_owned(), json!(publisher));
    }
    if let Some(date) = &source.published {
        item.insert("issued".to_owned(), issued(date));
    }
    if let Some(link) = link {
        item.insert("URL".to_owned(), json!(link));
    }
    Value::Object(item)
}

/// The type of an item.
fn kind(source: &Source, linked: bool) -> &'static str {
    match source.kind {
        Some(SourceKind::Treaty) => "treaty",
        Some(SourceKind::Statistics) => "dataset",
        Some(SourceKind::News) => "article-newspaper",
        _ if linked => "webpage",
        _ => "document",
    }
}

/// A date: in parts where these say all of it, with `season` and `circa`; else as recorded.
fn issued(date: &Edtf) -> Value {
    let Some(parts) = Published::of(date) else { return json!({ "literal": date.as_str() }) };
    let mut issued = Map::new();
    let all: Vec<&Vec<i32>> = std::iter::once(&parts.first).chain(&parts.last).collect();
    issued.insert("date-parts".to_owned(), json!(all));
    if let Some(season) = parts.season {
        issued.insert("season".to_owned(), json!(season));
    }
    if parts.circa {
        issued.insert("circa".to_owned(), json!(true));
    }
    Value::Object(issued)
}
