fn main() {
    let mut args = std::env::args().skip(1);
    let (file, out) = (args.next().unwrap(), args.next().unwrap());
    let (catalog, report) = error_catalog_codegen::check(&file).unwrap();
    let catalog = catalog.unwrap_or_else(|| panic!("{report:?}"));
    let start = std::time::Instant::now();
    let files = error_catalog_codegen::emit::site::files(&catalog, &Default::default()).unwrap();
    eprintln!("{:?} {} files", start.elapsed(), files.len());
    for file in files {
        let path = std::path::Path::new(&out).join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.content).unwrap();
    }
}
