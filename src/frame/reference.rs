//! The schema page of the documentation, from the schema itself.

use crate::base::record::{FIELDS, Type};

/// Markdown of `docs/reference/schema.md`.
pub fn reference() -> String {
    let mut page = String::from(
        "# The columns of `requests`\n\n\
         Printed from the program. One row a request, in order of exhibit and line. A field that \
         the log does not carry\nis null, never zero or empty. Times are UTC with microseconds; \
         integers are signed.\n\n\
         | column | type in Parquet | meaning |\n|---|---|---|\n",
    );
    for field in FIELDS {
        page.push_str(&format!(
            "| `{}` | {} | {} |\n",
            field.name,
            type_name(field.kind),
            field.meaning
        ));
    }
    page
}

/// How the type is called in Parquet and DuckDB.
pub(crate) fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text => "string",
        Type::Int => "int64",
        Type::Small => "int16",
        Type::Instant => "timestamp (µs, UTC)",
        Type::Date => "date",
        Type::Flag => "boolean",
    }
}
