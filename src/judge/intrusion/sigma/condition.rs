//! Conditions of Sigma rules: `and`, `or`, `not`, parentheses, names of selections, `1 of x*`,
//! `all of them`. Text in, expression out. Depth is bounded: a condition is read by recursion.

/// A condition over selections, by their index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expr {
    /// A selection.
    One(usize),
    /// All of these.
    All(Vec<Expr>),
    /// Any of these.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
}

impl Expr {
    /// Does it hold, given which selections do?
    pub(super) fn holds(&self, selected: &[bool]) -> bool {
        match self {
            Self::One(index) => selected.get(*index).copied().unwrap_or(false),
            Self::All(parts) => parts.iter().all(|part| part.holds(selected)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(selected)),
            Self::Not(part) => !part.holds(selected),
        }
    }
}

/// Parentheses inside each other at most.
const DEPTH: usize = 32;

/// Reads a condition over selections of these names.
pub(super) fn read(text: &str, names: &[&str]) -> Result<Expr, String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, names };
    let expression = reader.any(0)?;
    match reader.words.first() {
        None => Ok(expression),
        Some(word) => Err(format!("{word:?} is not expected in the condition")),
    }
}

struct Reader<'a> {
    words: &'a [&'a str],
    names: &'a [&'a str],
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn takes(&mut self, word: &str) -> bool {
        let taken = self.words.first().is_some_and(|next| next.eq_ignore_ascii_case(word));
        if taken {
            self.next();
        }
        taken
    }

    fn any(&mut self, depth: usize) -> Result<Expr, String> {
        let mut parts = vec![self.all(depth)?];
        while self.takes("or") {
            parts.push(self.all(depth)?);
        }
        Ok(Expr::Any(parts))
    }

    fn all(&mut self, depth: usize) -> Result<Expr, String> {
        let mut parts = vec![self.not(depth)?];
        while self.takes("and") {
            parts.push(self.not(depth)?);
        }
        Ok(Expr::All(parts))
    }

    fn not(&mut self, depth: usize) -> Result<Expr, String> {
        if depth > DEPTH {
            return Err("too many parentheses".to_owned());
        }
        if self.takes("not") {
            return Ok(Expr::Not(Box::new(self.not(depth + 1)?)));
        }
        if self.takes("(") {
            let inner = self.any(depth + 1)?;
            let closed = self.takes(")");
            return if closed { Ok(inner) } else { Err("a parenthesis is open".to_owned()) };
        }
        let word = self.next().ok_or("the condition ends too early")?;
        if self.takes("of") { self.quantified(word) } else { self.named(word) }
    }

    fn named(&self, name: &str) -> Result<Expr, String> {
        let index = self.names.iter().position(|known| *known == name);
        index.map(Expr::One).ok_or_else(|| format!("no selection is called {name:?}"))
    }

    fn quantified(&mut self, quantity: &str) -> Result<Expr, String> {
        let pattern = self.next().ok_or("the condition ends too early")?;
        let fits = |name: &str| match pattern.strip_suffix('*') {
            Some(stem) => name.starts_with(stem),
            None => pattern == "them" || name == pattern,
        };
        let parts: Vec<Expr> = (0..)
            .zip(self.names)
            .filter(|(_, name)| fits(name))
            .map(|(index, _)| Expr::One(index))
            .collect();
        match quantity {
            _ if parts.is_empty() => Err(format!("no selection is called {pattern:?}")),
            "1" | "any" => Ok(Expr::Any(parts)),
            "all" => Ok(Expr::All(parts)),
            other => Err(format!("{other:?} of is not understood")),
        }
    }
}
