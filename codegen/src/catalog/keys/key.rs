//! Keys, their types and their tables.

/// The type of a key.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Type {
    /// Text for people, or a name defined elsewhere in the catalog.
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
    /// A duration: `"30s"`.
    Duration,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A parameter type: `"string"`, `"[u64]"`.
    ParamType,
    /// Text or a whole number.
    Code,
    /// Text, a number or a boolean.
    Scalar,
    /// One text, or a list of them.
    Texts,
    /// A text of this type, or a list of them.
    OneOrMore(&'static Type),
    /// Text, a number, a boolean, or a list of texts.
    Value,
    /// A table with these keys.
    Table(&'static Section),
    /// A table whose keys are user-defined names, all with values of this type.
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
    /// The type.
    pub ty: Type,
    /// The requirement of the key.
    pub presence: Presence,
    /// The description.
    pub meaning: &'static str,
}

/// The requirement of a key in its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The key is required.
    Required {
        /// An example value as TOML, for the help of a missing key.
        example: &'static str,
    },
    /// The key is optional.
    Optional {
        /// The default: a value as TOML, or a description. Empty if there is none.
        default: &'static str,
    },
}

impl Key {
    /// Returns whether the key is required.
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required { .. })
    }
}

/// The keys of one kind of table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Section {
    /// The name of the table, with `NAME` for user-defined names: `errors.NAME`.
    pub name: &'static str,
    /// The description of the table.
    pub meaning: &'static str,
    /// Its keys, in the order of the reference.
    pub keys: &'static [Key],
}

impl Section {
    /// Returns the key with this name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// Returns an optional key.
pub(super) const fn key(name: &'static str, ty: Type, default: &'static str, meaning: &'static str) -> Key {
    Key { name, ty, presence: Presence::Optional { default }, meaning }
}

/// Returns a required key.
pub(super) const fn required(
    name: &'static str,
    ty: Type,
    example: &'static str,
    meaning: &'static str,
) -> Key {
    Key { name, ty, presence: Presence::Required { example }, meaning }
}
