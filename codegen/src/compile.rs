//! What a build script calls.

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

/// Compiles a catalog to Rust, in a build script.
///
/// Writes `NAME.rs` to `OUT_DIR`, where NAME is the catalog's, for `error_catalog::include_catalog!("NAME")`. The
/// build script runs again when a file of the catalog changes, and the file is written only when it does.
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
/// Where the catalog cannot be read, is not valid, or the file cannot be written. `Debug` shows every mistake
/// with its place, so that it reads well from `main`.
pub fn compile(path: impl AsRef<Path>) -> Result<(), CompileError> {
    configure().compile(path)
}

/// Starts to set how a catalog is compiled; [`Config::compile`] ends it.
pub fn configure() -> Config {
    Config::default()
}

/// How a catalog is compiled to Rust.
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
    /// Settings that are no Rust: said when the catalog is compiled, not before.
    mistakes: Vec<String>,
}

impl Config {
    /// The folder to write to, in place of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// The name of the error enum, in place of the catalog's.
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

    /// Adds an attribute, such as `#[derive(Clone)]`, to the type of that name: the error enum, the code enum,
    /// the category enum or an operation's; `*` stands for the error enum and those of the operations.
    pub fn type_attribute(mut self, ty: impl Into<String>, attribute: &str) -> Self {
        let attribute = self.tokens("type_attribute", attribute);
        self.options.type_attributes.push((ty.into(), attribute));
        self
    }

    /// Adds an attribute to the variant of the error with that key in the catalog; `*` stands for all of them.
    pub fn variant_attribute(mut self, error: impl Into<String>, attribute: &str) -> Self {
        let attribute = self.tokens("variant_attribute", attribute);
        self.options.variant_attributes.push((error.into(), attribute));
        self
    }

    /// The Rust type of every parameter of that catalog type, such as `uuid::Uuid` for `uuid`.
    ///
    /// It must implement the runtime's `Param` for the catalog's type.
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

    /// The path of the runtime crate, in place of `::error_catalog`.
    pub fn runtime(mut self, path: &str) -> Self {
        self.options.runtime = self.tokens("runtime", path);
        self
    }

    /// Lets the catalog include files outside of its [`Project`](crate::Project).
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
    /// As [`compile`], and where a setting is no Rust or names something that the catalog does not have.
    pub fn compile(&self, path: impl AsRef<Path>) -> Result<(), CompileError> {
        let path = path.as_ref();
        let checker = Checker::new(path).allow_outside(self.allow_outside);
        let Checked { catalog, report, .. } = checker.check().map_err(|error| {
            // A file that is not there may come: the build script has to run again then.
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
        // `include_catalog!` asks for it by the name, and explains itself where there is none.
        let file = std::path::absolute(&artifact.path).map_err(CompileError::write)?;
        println!("cargo::rustc-env=ERROR_CATALOG_FILE_OF_{}={}", catalog.name, directive(&file)?);
        Ok(())
    }

    /// Whether the settings are Rust, and name what the catalog has.
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

/// Runs the build script again when a file changes. Where its path cannot stand in a directive, cargo finds no file at what is
/// printed, and so runs the build script each time.
fn rerun_if_changed(file: &Path) {
    println!("cargo::rerun-if-changed={}", printable_path(file));
}

/// A path as the value of a directive to cargo, which ends with its line.
fn directive(path: &Path) -> Result<String, CompileError> {
    let path = path.to_string_lossy();
    if path.contains(char::is_control) {
        let why = format!("{}: the path contains a control character", printable(&path));
        return Err(CompileError::write(io::Error::new(io::ErrorKind::InvalidInput, why)));
    }
    Ok(path.into_owned())
}

/// Why a catalog was not compiled.
///
/// `Debug` is the same as `Display`: every mistake with its place.
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

    /// What is wrong with the catalog, if that is why.
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
