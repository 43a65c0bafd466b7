//! The limits of [`decode`](crate::decode).

/// The longest body that [`decode`](crate::decode) reads, in bytes.
pub const MAX_BODY: usize = 16 << 20;

/// The most field issues and values in lists that [`decode`](crate::decode) takes from one body.
pub const MAX_ITEMS: usize = 65_536;

/// The most errors that [`decode`](crate::decode) takes from one body: each may be compared with the whole catalog.
pub const MAX_ERRORS: usize = 1_024;

/// The most values that [`Received::ignored`](crate::client::Received::ignored) names of one body.
pub const MAX_IGNORED: usize = 64;
