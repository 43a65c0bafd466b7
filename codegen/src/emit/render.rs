//! Templates, rendered within bounds: a template of somebody else's takes no more time and memory than these.

use std::fmt;
use std::io;
use std::thread;

use minijinja::value::{Kwargs, Rest};
use minijinja::{Environment, Error, ErrorKind, Template, Value};

use crate::catalog::Catalog;

/// The steps of one template, whatever the catalog: some tenths of a second. A step is an instruction, or 64 bytes of data.
const STEPS: u64 = 5_000_000;

/// The steps for each error: a loop over all errors takes some tens for each.
const STEPS_OF_ERROR: u64 = 500;

/// The steps of the page of one error.
const STEPS_OF_PAGE: u64 = 500_000;

/// The bytes that all templates of a run make, whatever the catalog.
const BYTES: usize = 64 << 20;

/// The bytes for each error.
const BYTES_OF_ERROR: usize = 64 << 10;

/// The largest template, in bytes. Each of its statements can nest a value one level deeper, and values are dropped recursively.
pub(crate) const LARGEST: usize = 256 << 10;

/// How deep templates include each other, in the units of the library: each include counts ten.
const RECURSION: usize = 100;

/// The stack for the deepest value that a template can make. A statement that nests a value takes 13 bytes, so that there are 20,000 of
/// them. A template that includes itself repeats them ten times, and the library takes some 400 bytes of stack to show a level.
const STACK: usize = 256 << 20;

/// Sets the bounds that an environment keeps to, for templates that show the whole catalog.
pub(super) fn bound(environment: &mut Environment<'_>, catalog: &Catalog) {
    environment.set_fuel(Some(STEPS + STEPS_OF_ERROR * catalog.errors.len() as u64));
    environment.set_recursion_limit(RECURSION);
    // Errors would carry the values at hand out of the thread with the large stack.
    environment.set_debug(false);
    // A loop that assigns to one could nest a value without end. The library formats what nests in quadratic time.
    environment.add_function("namespace", |_: Rest<Value>, _: Kwargs| no_namespace());
    environment.remove_filter("pprint");
}

/// Sets the bounds for a template that shows one error.
pub(super) fn bound_page(environment: &mut Environment<'_>) {
    environment.set_fuel(Some(STEPS_OF_PAGE));
}

/// The bytes that the templates of a run can make.
pub(super) fn most_bytes(catalog: &Catalog) -> usize {
    BYTES + BYTES_OF_ERROR * catalog.errors.len()
}

fn no_namespace() -> Result<Value, Error> {
    let message =
        "`namespace` is not available: use filters such as `selectattr`, `map`, `groupby` and `length`";
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// A template of the user's own is none, or asks for what there is not.
#[derive(Debug)]
pub struct TemplateError(Error);

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, line) = (self.0.name().unwrap_or("a template"), self.0.line().unwrap_or(1));
        write!(f, "{name}:{line}: {}", reason(&self.0))
    }
}

impl std::error::Error for TemplateError {}

impl From<Error> for TemplateError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

/// Renders a template into so many bytes at the most, which are then left for the next.
pub(super) fn render(
    template: &Template<'_, '_>,
    context: Value,
    left: &mut usize,
) -> Result<String, TemplateError> {
    let mut out = Bounded { out: Vec::new(), most: *left };
    template.render_captured_to(context, &mut out)?;
    *left -= out.out.len();
    // What is written piece by piece is text.
    Ok(String::from_utf8(out.out).unwrap_or_default())
}

/// Runs something with a stack for the deepest values.
pub(super) fn with_large_stack<T: Send>(
    run: impl FnOnce() -> Result<T, TemplateError> + Send,
) -> Result<T, TemplateError> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let thread = thread
            .map_err(|error| failure(&format!("cannot start a thread to render templates: {error}")))?;
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn failure(message: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.to_owned())
}

/// What a template makes, up to a number of bytes.
struct Bounded {
    out: Vec<u8>,
    most: usize,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.out.len() + bytes.len() > self.most {
            return Err(io::Error::other("the output is too large"));
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Says why a template stopped, in the words of the library, or what to do where it went beyond a bound.
fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::OutOfFuel => format!(
            "the template takes too many steps. The limit is {STEPS} steps plus {STEPS_OF_ERROR} per \
                error of the catalog, and {STEPS_OF_PAGE} for the page of an error. Loop over fewer \
                values, or generate several files"
        ),
        ErrorKind::WriteFailure => format!(
            "the output is too large. The limit for all templates together is {} MiB plus {} KiB per \
                error of the catalog. Reduce the output",
            BYTES >> 20,
            BYTES_OF_ERROR >> 10
        ),
        kind => {
            let detail = error.detail().map(|detail| format!(": {detail}")).unwrap_or_default();
            format!("{kind}{detail}")
        }
    }
}

#[cfg(all(test, feature = "serde_json"))]
mod tests {
    use crate::emit;
    use crate::pipeline::{Checked, check_text};

    /// What a template makes of a small catalog, or why it makes nothing.
    fn rendered(template: &str) -> Result<String, String> {
        let toml = "[catalog]\nname = \"x\"\n[errors]\nA = { status = 404, message = \"a\" }\n";
        let Checked { catalog, report, .. } = check_text("errors.toml", toml).expect("a text");
        let catalog = catalog.unwrap_or_else(|| panic!("{report}"));
        emit::template(&catalog, "t.jinja", template, "t.txt").map_err(|error| error.to_string())
    }

    #[test]
    fn ordinary_templates_are_rendered() {
        let template = "{% for e in errors %}{{ e.code | json }} {{ [1, {'a': none}] | json }}{% endfor %}";
        assert_eq!(rendered(template).as_deref(), Ok("\"A\" [1,{\"a\":null}]"));
    }

    #[test]
    fn templates_end() {
        let squares = "{% set x = [1] %}".to_owned() + &"{% set x = [x, x] %}".repeat(60);
        let cases = [
            (
                "{% for i in range(9999) %}{% for j in range(9999) %}x{% endfor %}{% endfor %}",
                "too many steps",
            ),
            ("{{ 'a' * 10000000000 }}", "too many steps"),
            ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", "recursion limit exceeded"),
            ("{% include 't.jinja' %}", "template not found"),
            ("{% set n = namespace(x=1) %}", "`namespace` is not available"),
            ("{{ errors | pprint }}", "unknown filter"),
            (&format!("{squares}{{{{ x | json }}}}"), "too many steps"),
        ];
        for (template, reason) in cases {
            let error = rendered(template).expect_err(template);
            assert!(error.starts_with("t.jinja:") && error.contains(reason), "{template:.60}: {error}");
        }
    }

    #[test]
    fn deep_values_do_not_overflow_the_stack() {
        let nested = "{%set x=[1]%}".to_owned() + &"{%set x=[x]%}".repeat(super::LARGEST / 13 - 10);
        let shown = rendered(&format!("{nested}{{{{ x }}}}"));
        assert_eq!(shown.map(|text| text.len()), Ok((super::LARGEST / 13 - 9) * 2 + 1));
        let error = rendered(&format!("{nested}{{{{ x | json }}}}")).expect_err("it is too deep");
        assert!(error.contains("nests more than 128 levels deep"), "{error}");
    }
}
