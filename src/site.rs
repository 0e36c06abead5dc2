//! Where the built browser half lies and how its folder is named. xtask writes it, this reads it; it serves nothing.
//!
//! A site folder holds `site.json` (`{"pkg": "pkg-<hash>"}`), that folder with `app.js`, `app_bg.wasm`, `app.css` and the lazy chunks,
//! folders of earlier builds, and the files of `public/`.

use std::path::{Path, PathBuf};

use leptos::config::{Env, LeptosOptions};

use crate::config::Config;

/// The name of the browser half's main files; xtask uses the same.
pub const OUTPUT_NAME: &str = "app";

/// A site folder.
#[derive(Clone, Debug)]
pub struct Site {
    root: PathBuf,
    pkg: String,
}

/// Why there is no site to serve.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// No folder has the manifest.
    #[error(
        "the built browser half was not found in {0}; build it with `cargo xtask wasm`, or name its folder, for example CALLBOARD_SITE=/opt/callboard/site"
    )]
    Missing(String),
    /// The manifest cannot be read.
    #[error("{path} is broken ({why}); build the browser half again with `cargo xtask wasm`")]
    Broken {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

#[derive(serde::Deserialize)]
struct Manifest {
    pkg: String,
}

impl Site {
    /// Opens the folder from the setting, or `site/` beside the binary, or the build folder's `site/` (two levels up, for `cargo run`).
    ///
    /// # Errors
    /// When there is none, or its manifest is broken.
    pub fn find(asked: Option<&Path>) -> Result<Self, SiteError> {
        let places: Vec<PathBuf> = match asked {
            Some(folder) => vec![folder.to_path_buf()],
            None => {
                let binary = std::env::current_exe().unwrap_or_default();
                binary.ancestors().skip(1).take(2).map(|folder| folder.join("site")).collect()
            }
        };
        match places.iter().find(|place| place.join("site.json").is_file()) {
            Some(root) => Self::open(root),
            None => {
                let tried = places.iter().map(|place| place.display().to_string()).collect::<Vec<_>>().join(" or ");
                Err(SiteError::Missing(tried))
            }
        }
    }

    fn open(root: &Path) -> Result<Self, SiteError> {
        let path = root.join("site.json");
        let broken = |why: String| SiteError::Broken { path: path.clone(), why };
        let text = std::fs::read_to_string(&path).map_err(|error| broken(error.to_string()))?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(|error| broken(error.to_string()))?;
        if !manifest.pkg.starts_with("pkg-") || !root.join(&manifest.pkg).is_dir() {
            return Err(broken(format!("there is no folder {:?}", manifest.pkg)));
        }
        let root = std::path::absolute(root).map_err(|error| broken(error.to_string()))?;
        Ok(Self { root, pkg: manifest.pkg })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The options Leptos renders its script and style links from.
    pub fn leptos_options(&self, config: &Config) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root(self.root.to_string_lossy().into_owned())
            .site_pkg_dir(self.pkg.clone())
            .site_addr(config.listen)
            .env(Env::PROD)
            .build()
    }
}
