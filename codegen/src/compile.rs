//! The functions for build scripts.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use crate::catalog::Catalog;
use crate::catalog::nearest::nearest;
use crate::catalog::params::Scalar;
use crate::diagnostic::{Report, Severity};
use crate::emit::rust::{self, Options};
use crate::near_paths::unreadable_path;
use crate::output::Artifact;
use crate::pipeline::{Checked, Checker};
use crate::printable::{printable, printable_path};

/// Compiles a catalog to Rust in a build script.
///
/// Writes `NAME.rs` to `OUT_DIR`, where NAME is the name of the catalog, for
/// `error_catalog::include_catalog!("NAME")`. The build script runs again only if a file of the
/// catalog changes. An unchanged file is not written.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), error_catalog_codegen::CompileError> {
///     error_catalog_codegen::compile("errors.toml")
/// }
/// ```
///
/// # Errors
///
/// Fails if the catalog cannot be read or is invalid, or if the file cannot be written. `Debug`
/// shows every diagnostic, so that you can return the error from `main`.
pub fn compile(path: impl AsRef<Path>) -> Result<(), CompileError> {
    configure().compile(path)
}

/// Creates the configuration of a compilation. Finish it with [`Config::compile`].
pub fn configure() -> Config {
    Config::default()
}

/// The configuration of a compilation to Rust.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), error_catalog_codegen::CompileError> {
///     error_catalog_codegen::configure()
///         .error_name("ApiError")
///         .param_type("uuid", "uuid::Uuid")
///         .type_attribute("Code", "#[derive(utoipa::ToSchema)]")
///         .compile("errors.toml")
/// }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is compiled before `compile`"]
pub struct Config {
    out_dir: Option<PathBuf>,
    options: Options,
    allow_outside: bool,
    /// Invalid settings, reported by `compile`.
    mistakes: Vec<String>,
}

impl Config {
    /// Sets the output folder. The default is `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Sets the name of the error enum. The default is set in the catalog.
    pub fn error_name(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        if !crate::catalog::naming::is_type_name(&name) {
            self.mistakes
                .push(format!("error_name: invalid type name `{name}`: write a name such as `ApiError`"));
        } else {
            self.options.error_name = Some(name);
        }
        self
    }

    /// Adds an attribute, such as `#[derive(Clone)]`, to a type: the error enum, the code enum, the
    /// category enum or the enum of an operation. `*` means the error enum and the enums of all
    /// operations.
    pub fn type_attribute(mut self, ty: impl Into<String>, attribute: &str) -> Self {
        let attribute = self.tokens("type_attribute", attribute);
        self.options.type_attributes.push((ty.into(), attribute));
        self
    }

    /// Adds an attribute to the variant of an error, by its key in the catalog. `*` means all variants.
    pub fn variant_attribute(mut self, error: impl Into<String>, attribute: &str) -> Self {
        let attribute = self.tokens("variant_attribute", attribute);
        self.options.variant_attributes.push((error.into(), attribute));
        self
    }

    /// Sets the Rust type for parameters of a catalog type, such as `uuid::Uuid` for `uuid`.
    ///
    /// The Rust type must implement the runtime's `Param` for the catalog type.
    pub fn param_type(mut self, catalog_type: &str, rust_type: &str) -> Self {
        if !Scalar::ALL.iter().any(|scalar| scalar.name() == catalog_type) {
            self.mistakes.push(format!(
                "param_type: unknown parameter type `{catalog_type}`: write one of {}",
                Scalar::ALL.map(|scalar| format!("`{}`", scalar.name())).join(", ")
            ));
        }
        let rust_type = self.tokens("param_type", rust_type);
        self.options.param_types.insert(catalog_type.to_owned(), rust_type);
        self
    }

    /// Sets the path of the runtime crate. The default is `::error_catalog`.
    pub fn runtime(mut self, path: &str) -> Self {
        self.options.runtime = self.tokens("runtime", path);
        self
    }

    /// Allows the catalog to include files outside its [`Project`](crate::Project).
    pub fn allow_outside(mut self) -> Self {
        self.allow_outside = true;
        self
    }

    fn tokens(&mut self, setting: &str, text: &str) -> TokenStream {
        text.parse().unwrap_or_else(|_| {
            self.mistakes.push(format!("{setting}: `{text}` is not valid Rust"));
            TokenStream::new()
        })
    }

    /// Compiles a catalog: see [`compile`].
    ///
    /// # Errors
    ///
    /// Fails like [`compile`], and if a setting is not valid Rust or refers to an unknown name.
    pub fn compile(&self, path: impl AsRef<Path>) -> Result<(), CompileError> {
        let path = path.as_ref();
        let checker = Checker::new(path).allow_outside(self.allow_outside);
        let Checked { catalog, report, .. } = checker.check().map_err(|error| {
            // A missing file can be created later. Then the build script must run again.
            rerun_if_changed(path);
            CompileError::read(path, &error)
        })?;
        for file in report.files() {
            rerun_if_changed(file);
        }
        for diagnostic in report.diagnostics().iter().filter(|d| d.severity == Severity::Warning) {
            println!("cargo::warning={}", report.line(diagnostic));
        }
        if let Some(omitted) = report.omitted().filter(|_| catalog.is_some()) {
            println!("cargo::warning={omitted}");
        }
        let Some(catalog) = catalog else { return Err(CompileError(Failure::Catalog(Box::new(report)))) };
        self.check_settings(&catalog)?;
        let out_dir = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or(CompileError(Failure::NoOutDir))?,
        };
        let file = out_dir.join(format!("{}.rs", catalog.name));
        let artifact = Artifact::new(file, rust::text(&catalog, &self.options));
        artifact.write().map_err(CompileError::write)?;
        // `include_catalog!` reads this variable, and reports a missing one.
        let file = std::path::absolute(&artifact.path).map_err(CompileError::write)?;
        println!("cargo::rustc-env=ERROR_CATALOG_FILE_OF_{}={}", catalog.name, directive(&file)?);
        Ok(())
    }

    /// Checks that the settings are valid Rust, and refer to known names.
    fn check_settings(&self, catalog: &Catalog) -> Result<(), CompileError> {
        let mut mistakes = self.mistakes.clone();
        let options = &self.options;
        let types = rust::type_names(catalog, options);
        let unknown =
            options.type_attributes.iter().filter(|(name, _)| name != rust::ALL && !types.contains(name));
        for (name, _) in unknown {
            mistakes
                .push(format!("type_attribute: unknown type `{name}`: write one of {}", types.join(", ")));
        }
        for (name, _) in options.variant_attributes.iter().filter(|(name, _)| name != rust::ALL) {
            if !catalog.errors.iter().any(|error| error.name == *name) {
                let near = nearest(name, catalog.errors.iter().map(|error| error.name.as_str()));
                let help = near.map_or_else(
                    || "write its key in the catalog, or `*`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                mistakes.push(format!("variant_attribute: unknown error `{name}`: {help}"));
            }
        }
        if mistakes.is_empty() { Ok(()) } else { Err(CompileError(Failure::Settings(mistakes))) }
    }
}

/// Makes Cargo run the build script again if a file changes. If the path cannot be written in a
/// directive, Cargo does not find the printed file and always runs the build script.
fn rerun_if_changed(file: &Path) {
    println!("cargo::rerun-if-changed={}", printable_path(file));
}

/// Returns a path as the value of a Cargo directive, without line breaks.
fn directive(path: &Path) -> Result<String, CompileError> {
    let path = path.to_string_lossy();
    if path.contains(char::is_control) {
        let why = format!("{}: the path contains a control character", printable(&path));
        return Err(CompileError::write(io::Error::new(io::ErrorKind::InvalidInput, why)));
    }
    Ok(path.into_owned())
}

/// An error of compiling a catalog.
///
/// `Debug` is the same as `Display`, with every diagnostic.
pub struct CompileError(Failure);

enum Failure {
    Read(String),
    Catalog(Box<Report>),
    Settings(Vec<String>),
    NoOutDir,
    Write(io::Error),
}

impl CompileError {
    fn read(path: &Path, error: &io::Error) -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        Self(Failure::Read(unreadable_path(&folder, &path.to_string_lossy(), error)))
    }

    fn write(error: io::Error) -> Self {
        Self(Failure::Write(error))
    }

    /// Returns the diagnostics, if the catalog is invalid.
    pub fn report(&self) -> Option<&Report> {
        match &self.0 {
            Failure::Catalog(report) => Some(report),
            _ => None,
        }
    }
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Failure::Read(why) => f.write_str(why),
            Failure::Catalog(report) => write!(f, "invalid error catalog\n\n{report}"),
            Failure::Settings(mistakes) => f.write_str(&mistakes.join("\n")),
            Failure::NoOutDir => {
                f.write_str("`OUT_DIR` is not set: call this function in build.rs, or set `out_dir`")
            }
            Failure::Write(error) => write!(f, "{error}"),
        }
    }
}

impl fmt::Debug for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for CompileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Failure::Write(error) => Some(error),
            _ => None,
        }
    }
}
