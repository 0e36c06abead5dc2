//! What the HTTP edge shares between requests. Private to this package: `app` and `services` never see it.

use std::sync::Arc;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use services::Services;

use crate::config::Config;
use crate::http::limits::Limits;
use crate::http::metrics::Metrics;
use crate::site::Site;

/// Shared by every request; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The room that acts.
    pub services: Services,
    /// The settings of this process.
    pub config: Arc<Config>,
    /// The built browser half.
    pub site: Arc<Site>,
    /// Rate limits per client address.
    pub limits: Arc<Limits>,
    /// What was answered so far.
    pub metrics: Arc<Metrics>,
    /// What Leptos needs to name the browser half's files.
    pub leptos: LeptosOptions,
}

impl AppState {
    /// Puts the parts together.
    pub fn new(services: Services, config: Config, site: Site) -> Self {
        let limits = Arc::new(Limits::new(config.rate_limits));
        let leptos = site.leptos_options(&config);
        Self { services, config: Arc::new(config), site: Arc::new(site), limits, metrics: Arc::default(), leptos }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}

impl FromRef<AppState> for Services {
    fn from_ref(state: &AppState) -> Self {
        state.services.clone()
    }
}
