//! The HTML in a Markdown page: the few forms that are ours.

/// A piece of HTML in a page.
#[derive(Debug, PartialEq)]
pub enum PageHtml {
    /// It stands between words, or marks text as code, and shows nothing.
    Nothing,
    /// A line break.
    Break,
    /// An anchor, by its id.
    Anchor(String),
    /// A link within the page, by its fragment.
    Link(String),
    /// A block of code, by its text.
    Code(String),
}

impl PageHtml {
    /// Reads it; nothing where it is not ours.
    pub fn of(html: &str) -> Option<Self> {
        let html = html.trim();
        let attribute = |tag: &str| {
            let value = html.strip_prefix(tag)?.strip_suffix("\">")?;
            (!value.contains(['<', '>', '"'])).then(|| decoded(value))
        };
        match html {
            "</a>" | "<code>" | "</code>" | "<wbr/>" => return Some(Self::Nothing),
            "<br/>" => return Some(Self::Break),
            _ => {}
        }
        if let Some(code) =
            html.strip_prefix("<pre><code>").and_then(|rest| rest.strip_suffix("</code></pre>"))
        {
            let code = code.replace("<br/>", "\n");
            return (!code.contains(['<', '>', '{', '\\'])).then(|| Self::Code(decoded(&code)));
        }
        attribute("<a id=\"").map(Self::Anchor).or_else(|| attribute("<a href=\"#").map(Self::Link))
    }

    /// The text that it shows.
    pub fn text(&self) -> &str {
        match self {
            Self::Break => " ",
            Self::Code(text) => text,
            Self::Nothing | Self::Anchor(_) | Self::Link(_) => "",
        }
    }
}

/// A text without character references.
fn decoded(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or_else(|| panic!("an open reference: {part}"));
        let number = |name: &str| {
            name.strip_prefix('#').and_then(|number| number.parse().ok()).and_then(char::from_u32)
        };
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            name => number(name).unwrap_or_else(|| panic!("no reference: {name}")),
        });
        out.push_str(rest);
    }
    out
}
