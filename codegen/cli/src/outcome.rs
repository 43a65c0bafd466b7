//! Outcomes of commands.

/// The outcome of a command.
pub(crate) enum Outcome {
    Done,
    /// A catalog or an output has a problem, which was reported.
    Failed,
    /// The command could not run, for this reason.
    CouldNotRun(String),
}
