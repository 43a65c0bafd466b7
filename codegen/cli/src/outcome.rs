//! How commands end.

/// How a command ended.
pub(crate) enum Outcome {
    Done,
    /// Something is wrong with a catalog or an output, and it has been said.
    Failed,
    /// The command could not run: why.
    CouldNotRun(String),
}
