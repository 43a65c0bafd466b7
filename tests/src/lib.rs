//! The Rust of every catalog of the tests, compiled with warnings denied.
#![deny(warnings, missing_docs)]

/// Includes the catalog of that name in a module of its own, in both ways, with a value of every error.
macro_rules! catalogs {
    ($($module:ident $name:literal;)*) => {
        $(
            /// Generated.
            pub mod $module {
                error_catalog::include_catalog!($name);
                include!(concat!(env!("OUT_DIR"), "/", $name, "-examples.rs"));
            }
        )*
        /// The same, derived.
        pub mod derived {
            $(
                /// Derived.
                pub mod $module {
                    include!(concat!(env!("OUT_DIR"), "/", $name, "-derived.rs"));
                }
            )*
        }
    };
}

catalogs! {
    leadron "leadron";
    lehnz "lehnz";
    lendworks "lendworks";
    lorn "lorn";
    product_tours "product-tours";
    awkward "awkward";
    plain "plain";
    codes "codes";
    decoding "decoding";
    standards "standards";
    corpus_codes "corpus-codes";
    corpus_long "corpus-long";
    corpus_names "corpus-names";
    corpus_texts "corpus-texts";
    extremes "extremes";
    headers "headers";
    one "one";
    optional "optional";
    request_values "request-values";
    two "two";
    service "service";
    framework "framework";
    validation "validation";
    many "many";
}

/// Two catalogs in one module, where the second has names of its own.
pub mod both {
    error_catalog::include_catalog!("one");
    error_catalog::include_catalog!("two");
}

/// Beside types of the user's own that have the standard library's names.
#[deny(unreachable_pub, unused_qualifications, rust_2018_idioms)]
mod shadowed {
    #![allow(dead_code)]
    struct String;
    struct Option;
    struct Vec;
    struct Box;
    struct Result;
    trait Display {}
    error_catalog::include_catalog!("awkward");

    #[derive(Debug, error_catalog::ErrorCatalog)]
    #[error_catalog("fixtures/valid/awkward.toml", subset, methods, code_enum = "DerivedCode")]
    enum Derived<'a, T: std::fmt::Debug + std::fmt::Display, const N: usize> {
        Type,
        r#Raw,
        Older {
            id: &'a T,
        },
        #[error_catalog(code = "EMPTY")]
        Bytes(#[error_catalog(internal)] [u8; N]),
    }
}

/// Types of the user's own.
pub mod awkward_types {
    /// An id.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Id(pub u128);

    impl std::fmt::Display for Id {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{:032x}", self.0)
        }
    }
}

pub mod committed;

/// What the README shows compiles, with the catalog that it shows.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
