//! Keys, their types and the tables that they stand in.

/// What may stand at a key.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// Text for people, or a name of something else in the catalog.
    Text,
    /// Text with `{placeholders}` for parameters.
    Template,
    /// The JSON of an envelope, or a part of it.
    Envelope,
    /// `true` or `false`.
    Bool,
    /// A whole number from 0.
    Count,
    /// An HTTP status.
    Status,
    /// A length of time: `"30s"`.
    Duration,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A parameter type: `"string"`, `"[u64]"`.
    ParamType,
    /// Text or a whole number.
    Code,
    /// Text, a number or a truth value.
    Scalar,
    /// One text, or a list of them.
    Texts,
    /// A text of this type, or a list of them.
    OneOrMore(&'static Type),
    /// Text, a number, a truth value, or a list of texts.
    Value,
    /// A table with these keys.
    Table(&'static Section),
    /// A table whose keys are names of the user's own, all with values of this type.
    Map(&'static Type),
    /// A list of tables: `[[…]]`.
    Tables(&'static Section),
    /// One of two types.
    Either(&'static Type, &'static Type),
}

impl Type {
    /// Returns the type in words, for messages: `"off", "warn" or "error"`.
    pub fn name(&self) -> String {
        let mut names = self.names();
        let last = names.pop().unwrap_or_default();
        if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
    }

    /// Returns the alternatives of the type in words.
    fn names(&self) -> Vec<String> {
        let names: &[&str] = match self {
            Self::Text | Self::Template | Self::Envelope => &["a string"],
            Self::Bool => &["`true`", "`false`"],
            Self::Count => &["a whole number from 0 to 4294967295"],
            Self::Status => &["an HTTP status"],
            Self::Duration => &["a duration such as \"30s\""],
            Self::Word(words) => return words.iter().map(|word| format!("\"{word}\"")).collect(),
            Self::ParamType => &["a parameter type such as \"string\""],
            Self::Code => &["a string", "a whole number"],
            Self::Scalar => &["a string", "a number", "`true`", "`false`"],
            Self::Texts | Self::OneOrMore(_) => &["a string", "a list of strings"],
            Self::Value => &["a string", "a number", "`true`", "`false`", "a list of strings"],
            Self::Table(_) | Self::Map(_) => &["a table"],
            Self::Tables(_) => &["a list of tables"],
            Self::Either(a, b) => return [a.names(), b.names()].concat(),
        };
        names.iter().map(|name| (*name).to_owned()).collect()
    }
}

/// One key.
#[derive(Debug)]
#[non_exhaustive]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand there.
    pub ty: Type,
    /// Whether the key must stand.
    pub presence: Presence,
    /// What it means.
    pub meaning: &'static str,
}

/// Whether a key must stand in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The key must stand.
    Required {
        /// A value for it, as TOML, which the help for a missing key shows.
        example: &'static str,
    },
    /// The key can be left out.
    Optional {
        /// What holds without the key: a value as TOML, or words. Empty where nothing does.
        default: &'static str,
    },
}

impl Key {
    /// Returns whether the key must stand.
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required { .. })
    }
}

/// The keys of one kind of table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Section {
    /// The table, with `NAME` for what the user names: `errors.NAME`.
    pub name: &'static str,
    /// What the table says.
    pub meaning: &'static str,
    /// Its keys, in the order of the reference.
    pub keys: &'static [Key],
}

impl Section {
    /// The key of that name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key that can be left out.
pub(super) const fn key(name: &'static str, ty: Type, default: &'static str, meaning: &'static str) -> Key {
    Key { name, ty, presence: Presence::Optional { default }, meaning }
}

/// A key that must stand.
pub(super) const fn required(
    name: &'static str,
    ty: Type,
    example: &'static str,
    meaning: &'static str,
) -> Key {
    Key { name, ty, presence: Presence::Required { example }, meaning }
}
