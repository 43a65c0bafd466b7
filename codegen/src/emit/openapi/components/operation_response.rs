//! Responses of operations.

/// A response of an operation.
pub(in super::super) struct OperationResponse {
    /// The index of the operation.
    pub(in super::super) operation: usize,
    pub(in super::super) status: u16,
    /// The name of the component.
    pub(in super::super) name: String,
    /// `true` if an error of the operation has the status; otherwise only the web framework sends it.
    pub(in super::super) is_own: bool,
}
