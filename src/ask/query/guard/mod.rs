//! A statement in, a statement out that this engine answers rightly, or a refusal with a hint.
//!
//! polars SQL 0.55 wraps 32-bit counts and literals, takes LOG's arguments the wrong way round,
//! rounds halves to even, ignores NULLS FIRST in windows, and so on, all without a word. So this is a
//! list of what is allowed: whatever is not named here is refused, what is named is rewritten until
//! DuckDB gives the same answer on the same Parquet (`fixtures/queries`). Deliberately knows nothing
//! of the data: types are told from the text alone.

mod expression;
mod function;
mod measure;
mod structure;
mod text;
mod window;

use sqlparser::ast::{Expr, Statement};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;

use crate::error::{Error, Kind, Result};

/// Longest statement after rewriting, in bytes. Each product is written twice, so that a long chain
/// of factors grows beyond all use.
const LENGTH_MAX: usize = 1 << 18;

/// A statement that is safe to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guarded {
    /// The statement as the engine gets it.
    pub(super) sql: String,
    /// Does it add, subtract or multiply? Then no integer that goes in may be near the end of the
    /// 64-bit range.
    pub(super) calculates: bool,
}

/// Checks and rewrites one statement over the tables `names`.
pub(super) fn guard(sql: &str, names: &[&str]) -> Result<Guarded> {
    let mut statements = Parser::parse_sql(&GenericDialect, sql)
        .map_err(|error| refused(format!("the statement cannot be read: {error}")))?;
    let (Some(statement), true) = (statements.pop(), statements.is_empty()) else {
        return Err(refused("exactly one statement can be asked"));
    };
    let Statement::Query(mut query) = statement else {
        return Err(refused("only SELECT can be asked: a case is never changed by a query"));
    };
    let mut scope = Scope { names, calculates: false };
    structure::query(&mut scope, &mut query)?;
    let sql = query.to_string();
    if sql.len() > LENGTH_MAX {
        return Err(refused("the statement is too long").hint("cut it into WITH parts"));
    }
    Ok(Guarded { sql, calculates: scope.calculates })
}

/// What is noted on the way through a statement.
#[derive(Debug)]
struct Scope<'a> {
    names: &'a [&'a str],
    calculates: bool,
}

fn refused(message: impl Into<String>) -> Error {
    Error::new(Kind::Query, message)
}

/// An expression from text that was put together here.
fn parsed(text: &str) -> Result<Expr> {
    Parser::new(&GenericDialect)
        .try_with_sql(text)
        .and_then(|mut parser| parser.parse_expr())
        .map_err(|error| refused(format!("the statement cannot be rewritten: {error}")))
}

/// The statement with what is not allowed in `place` named.
fn not_allowed(what: &impl std::fmt::Display, hint: &str) -> Error {
    let text = what.to_string();
    let short: String = text.chars().take(80).collect();
    refused(format!("`{short}` cannot be asked without the risk of a wrong answer")).hint(hint)
}
