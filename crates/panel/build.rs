//! Lists the files of `web/` and `messages/` that travel in the binary.
//!
//! Writes `$OUT_DIR/assets.rs`: one `Asset` for each file, and the hash of the
//! import map in `index.html` for the Content-Security-Policy.  Adding a file
//! to `web/` is enough to serve it; kinds that [`content_type`] does not know
//! (type declarations, notes, settings of editors) stay outside.

#![allow(clippy::print_stdout, reason = "this is how a build script talks")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const INDEX: &str = "/index.html";
const IMPORT_MAP_START: &str = "<script type=\"importmap\">";

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../..");
    let mut files = Vec::new();
    for (folder, prefix) in [("web", ""), ("messages", "/messages")] {
        let folder = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(&folder, prefix, &mut files)?;
    }
    files.sort();

    let mut code = String::from("static ASSETS: &[Asset] = &[\n");
    for (path, file) in &files {
        write_asset(&mut code, path, file)?;
    }
    code.push_str("];\n");
    let index = fs::read_to_string(root.join("web/index.html"))?;
    let hash = STANDARD.encode(Sha256::digest(import_map(&index)?));
    writeln!(
        code,
        "pub(crate) const IMPORT_MAP_HASH: &str = \"sha256-{hash}\";"
    )?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("assets.rs"), code)?;
    Ok(())
}

/// Gathers `(path in the URL, file)` of everything under `folder` that has a
/// content type.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let name = file
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or_else(|| format!("{} is not named in UTF-8", file.display()))?;
        let path = format!("{prefix}/{name}");
        if file.is_dir() {
            if name != "tests" {
                collect(&file, &path, files)?;
            }
        } else if content_type(&file).is_some() {
            files.push((path, file.canonicalize()?));
        }
    }
    Ok(())
}

fn write_asset(code: &mut String, path: &str, file: &Path) -> Result<()> {
    let digest = URL_SAFE_NO_PAD.encode(&Sha256::digest(fs::read(file)?)[..12]);
    let path = if path == INDEX { "/" } else { path };
    let content_type = content_type(file).unwrap_or_default();
    writeln!(
        code,
        "    Asset {{ path: {path:?}, content_type: {content_type:?}, \
         etag: {etag:?}, body: include_bytes!({file:?}) }},",
        etag = format!("\"{digest}\""),
    )?;
    Ok(())
}

/// The content type by the file's ending.  Licences have no ending and are
/// served too: they must go where the code goes.
fn content_type(file: &Path) -> Option<&'static str> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    Some(match ending {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("ftl") => "text/plain; charset=utf-8",
        None if file.ends_with("LICENSE") => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// The text that a browser hashes: all between the tags, white space included.
fn import_map(index: &str) -> Result<&str> {
    let (_, rest) = index
        .split_once(IMPORT_MAP_START)
        .ok_or("web/index.html has no import map")?;
    let (map, _) = rest
        .split_once("</script>")
        .ok_or("the import map in web/index.html does not end")?;
    Ok(map)
}
