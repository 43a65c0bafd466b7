//! Text with `{placeholders}`; `{{` and `}}` are literal braces. In headers `{name|filter}` encodes
//! the value. In messages `{name?:text}` is an optional segment, which is omitted if the parameter
//! is absent.

mod parser;
mod template;

pub(crate) use parser::TemplateKind;
pub(crate) use template::{Piece, Template, TemplateError, is_name};

#[cfg(test)]
mod tests {
    use super::*;

    fn display(template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::SegmentStart { name, .. } => format!("[{name}:"),
            Piece::SegmentEnd => "]".to_owned(),
            Piece::Placeholder { name, encoding, .. } => {
                let filter = encoding.filter.map_or(String::new(), |filter| format!("|{}", filter.name()));
                format!("{{{name}{filter}}}{}", if encoding.is_quoted { "q" } else { "" })
            }
        };
        template.pieces.iter().map(piece).collect()
    }

    #[test]
    fn templates() {
        let parse = |text| Template::parse(text).map(|t| display(&t)).map_err(|e| e.len());
        assert_eq!(parse("Field '{field}' {problem}"), Ok("Field '{field}' {problem}".to_owned()));
        assert_eq!(parse("{{}} {{{a}}}"), Ok("{} {{a}}".to_owned()));
        assert_eq!(parse(""), Ok(String::new()));
        assert_eq!(parse("a { b } c"), Err(1));
        assert_eq!(parse("{a:?} {} } {"), Err(4));
        assert_eq!(parse("{a{b}"), Err(1));
    }

    #[test]
    fn segments() {
        let parse =
            |text| Template::parse_message(text).map(|t| display(&t)).map_err(|e| e[0].message.clone());
        assert_eq!(parse("Down{u?: until {u}}."), Ok("Down[u: until {u}].".to_owned()));
        assert_eq!(parse("{a?:x{a}}{b?:{{{b}}}}"), Ok("[a:x{a}][b:{{b}}]".to_owned()));
        assert_eq!(parse("{a?:}"), Ok("[a:]".to_owned()));
        let error = |message: &str| Err(message.to_owned());
        assert_eq!(parse("Down{u?: until {u}"), error("unclosed segment `{u?:`"));
        assert_eq!(parse("Down{u?: {v?: x}}"), error("the segment `{v?:` is inside another segment"));
        assert_eq!(parse("Down{u ?: x}"), error("spaces in `{u ?:`"));
        assert_eq!(parse("Down{?: x}"), error("`{?:` is not a parameter name"));
        assert_eq!(parse("Down{u?}"), error("`{u?}` is not a parameter name"));
        assert_eq!(parse("{a?:a}{b?:b}{c?:c}{d?:d}"), error("more than 3 optional segments in one message"));
        // One mistake is one error, and the end of the segment no second one.
        for text in ["{u ?: x}", "{u?: {v?: x} {w}}", "{u?: until {u}", "{?: x}"] {
            assert_eq!(Template::parse_message(text).map_err(|e| e.len()), Err(1), "{text}");
        }
        let elsewhere = "`{u?:` starts an optional segment, which is not allowed here";
        for parse in [Template::parse, Template::parse_header] {
            assert_eq!(parse("Down{u?: x}").map_err(|e| e[0].message.clone()), Err(elsewhere.to_owned()));
        }
    }

    #[test]
    fn ranges_are_those_of_the_text() {
        let text = "é {{ {field} {x}";
        let template = Template::parse(text).expect("valid");
        let found: Vec<_> = template.placeholders().map(|(_, range)| &text[range]).collect();
        assert_eq!(found, ["{field}", "{x}"]);
    }

    #[test]
    fn values_in_quoted_strings_are_marked() {
        let parse = |text| Template::parse_header(text).map(|t| display(&t)).map_err(|e| e.len());
        assert_eq!(parse(r#"{a} realm="{b}", x={c}"#), Ok(r#"{a} realm="{b}q", x={c}"#.to_owned()));
        // An escaped quote ends nothing, an escaped backslash escapes nothing, and outside both are themselves.
        assert_eq!(
            parse(r#""a\"{a}\\{b}" {c} \{d} "{e}""#),
            Ok(r#""a\"{a}q\\{b}q" {c} \{d} "{e}q""#.to_owned())
        );
        assert_eq!(parse(r#""{a}" "{{{b}}}" {c}"#), Ok(r#""{a}q" "{{b}q}" {c}"#.to_owned()));
        assert_eq!(parse(r#""é{a}{b}"{c}"#), Ok(r#""é{a}q{b}q"{c}"#.to_owned()));
        // It would escape the value's first character, or the backslash that escapes that one.
        assert_eq!(parse(r#""\{a}""#), Err(1));
        assert_eq!(Template::parse(r#""{a}""#).map(|t| display(&t)), Ok(r#""{a}""#.to_owned()));
    }

    #[test]
    fn filters() {
        let help = |text| Template::parse_header(text).map(|t| display(&t)).map_err(|e| e[0].help.clone());
        assert_eq!(help(r#"/{a|uri}?b="{b|uri}""#), Ok(r#"/{a|uri}?b="{b|uri}q""#.to_owned()));
        assert_eq!(help("{a|url}"), Err("did you mean `uri`?".to_owned()));
        assert_eq!(help("{a | uri}"), Err("did you mean `uri`?".to_owned()));
        assert_eq!(help("{a |uri}"), Err("write `{a|uri}`".to_owned()));
        assert_eq!(help("{a|uri|uri}"), Err("use the filter `uri`".to_owned()));
        assert!(help("{|uri}").is_err() && help("{a|}").is_err());
        let message = Template::parse("{a|uri}").expect_err("no header");
        assert_eq!(message[0].help, "write `{a}` without a filter");
    }
}
