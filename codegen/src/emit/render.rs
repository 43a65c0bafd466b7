//! Renders templates with limits of time and memory.

use std::fmt;
use std::io;
use std::thread;

use minijinja::value::{Kwargs, Rest};
use minijinja::{Environment, Error, ErrorKind, Template, Value};

use crate::catalog::Catalog;

/// The base limit of steps of a template: some tenths of a second. A step is an instruction, or 64
/// bytes of data.
const STEPS: u64 = 5_000_000;

/// The additional steps per error. A loop over all errors takes some tens of steps per error.
const STEPS_OF_ERROR: u64 = 500;

/// The limit of steps for the page of an error.
const STEPS_OF_PAGE: u64 = 500_000;

/// The base limit of output bytes of all templates of a run.
const BYTES: usize = 64 << 20;

/// The additional bytes per error.
const BYTES_OF_ERROR: usize = 64 << 10;

/// The maximum length of a template, in bytes. Each statement can nest a value one level deeper,
/// and values are dropped recursively.
pub(crate) const LARGEST: usize = 256 << 10;

/// The recursion limit, in the units of the library: each include counts ten.
const RECURSION: usize = 100;

/// The stack size for the most deeply nested value of a template. A statement that nests a value
/// has at least 13 bytes, so a template has at most 20,000 of them. A recursive include repeats
/// them ten times, and the library uses about 400 bytes of stack per level.
const STACK: usize = 256 << 20;

/// Sets the limits of an environment, for templates of the whole catalog.
pub(super) fn bound(environment: &mut Environment<'_>, catalog: &Catalog) {
    environment.set_fuel(Some(STEPS + STEPS_OF_ERROR * catalog.errors.len() as u64));
    environment.set_recursion_limit(RECURSION);
    // Errors would move values out of the thread with the large stack.
    environment.set_debug(false);
    // A loop that assigns to one could nest a value without limit. The library formats nested
    // values in quadratic time.
    environment.add_function("namespace", |_: Rest<Value>, _: Kwargs| no_namespace());
    environment.remove_filter("pprint");
}

/// Sets the limits for a template of a single error.
pub(super) fn bound_page(environment: &mut Environment<'_>) {
    environment.set_fuel(Some(STEPS_OF_PAGE));
}

/// Returns the limit of output bytes of a run.
pub(super) fn most_bytes(catalog: &Catalog) -> usize {
    BYTES + BYTES_OF_ERROR * catalog.errors.len()
}

fn no_namespace() -> Result<Value, Error> {
    let message =
        "`namespace` is not available: use filters such as `selectattr`, `map`, `groupby` and `length`";
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// An error of a user-defined template: invalid syntax, or an unknown value.
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

/// Renders a template with this limit of output bytes, which is reduced for the next template.
pub(super) fn render(
    template: &Template<'_, '_>,
    context: Value,
    left: &mut usize,
) -> Result<String, TemplateError> {
    let mut out = Bounded { out: Vec::new(), most: *left };
    template.render_captured_to(context, &mut out)?;
    *left -= out.out.len();
    // The output consists of texts, so it is UTF-8.
    Ok(String::from_utf8(out.out).unwrap_or_default())
}

/// Runs a function on a thread with a large stack.
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

/// The output of a template, up to a number of bytes.
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

/// Returns the error message of the library, or the help for an exceeded limit.
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

    /// Renders a template with a small catalog, or returns the error.
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
