//! Generated files on the disk: written where they differ, whole or not at all.

use error_catalog_codegen::Artifact;
use error_catalog_test_support::scratch;

#[test]
fn unchanged_output_is_not_rewritten() {
    let file = scratch("unchanged").join("deep/er/a.rs");
    let artifact = Artifact::new(&file, "content");
    assert!(artifact.write().expect("written"));
    let before = std::fs::metadata(&file).and_then(|m| m.modified()).expect("a time");
    assert!(!artifact.write().expect("compared"));
    assert_eq!(std::fs::metadata(&file).and_then(|m| m.modified()).expect("a time"), before);
    assert!(Artifact::new(&file, "other").write().expect("written"));
    let left: Vec<_> = std::fs::read_dir(file.parent().expect("a folder")).expect("a folder").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let folder = scratch("unwritable");
    std::fs::write(folder.join("file"), "").expect("a file");
    let error = Artifact::new(folder.join("file/a.rs"), "content").write().expect_err("no folder");
    assert!(error.to_string().contains("file"), "{error}");
    std::fs::create_dir(folder.join("taken.rs")).expect("a folder");
    let error = Artifact::new(folder.join("taken.rs"), "content").write().expect_err("a folder");
    assert!(error.to_string().contains("taken.rs"), "{error}");
    assert_eq!(std::fs::read_dir(&folder).expect("a folder").count(), 2);
}
