//! What the browser keeps of the site, and when it has it.

use anyhow::{Context, Result, ensure};
use fantoccini::wd::TimeoutConfiguration;
use serde_json::json;
use std::time::Duration;

use crate::{Page, site_folder};

impl Page {
    /// Waits until the app is there and the site is kept for the next visit, which ends loading. Says how many requests
    /// that took: from here on there must be no more.
    pub async fn loaded(&self) -> Result<usize> {
        self.wait_for("[data-live=true] [data-screen]").await?;
        self.kept().await?;
        Ok(self.server.seen().len())
    }

    /// Waits until the worker has filled its cache and is in charge of the next visit.
    pub async fn kept(&self) -> Result<()> {
        const READY: &str = "
            const done = arguments[arguments.length - 1];
            navigator.serviceWorker.ready.then((it) => {
                const look = () => it.active.state === 'activated' ? done('activated') : setTimeout(look, 20);
                look();
            });
            setTimeout(() => navigator.serviceWorker.getRegistrations().then((all) => done(
                'no worker after 20 seconds; registered: ' + all.length)), 20000);";
        let limit = TimeoutConfiguration::new(Some(Duration::from_secs(30)), None, None);
        self.browser.client.update_timeouts(limit).await?;
        let state = self.browser.client.execute_async(READY, vec![]).await?;
        ensure!(state == "activated", "{state}");
        Ok(())
    }

    /// The addresses in all caches that are those of no file of the site.
    pub async fn kept_beside_the_site(&self) -> Result<Vec<String>> {
        const ALL: &str = "
            const done = arguments[arguments.length - 1];
            if (!self.caches) return done([]);
            caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((it) => it.keys()))))
                .then((all) => done(all.flat().map((request) => request.url)), (error) => done(['' + error]));";
        let kept: Vec<String> = serde_json::from_value(self.browser.client.execute_async(ALL, vec![]).await?)?;
        let site = site_folder()?;
        let ours = |url: &String| {
            let file = url.strip_prefix(&self.server.address()).unwrap_or("?");
            site.join(file).exists()
        };
        Ok(kept.into_iter().filter(|url| !ours(url)).collect())
    }

    /// Runs a script that gives a promise, and says what came of it.
    pub async fn promise(&self, expression: &str) -> Result<serde_json::Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; ({expression}).then((it) => done({{ it }}), (error) => done({{ error: '' + error }}));"
        );
        let mut answer = self.browser.client.execute_async(&script, vec![]).await?;
        ensure!(answer.get("error").is_none(), "{expression}: {}", answer["error"]);
        Ok(answer.get_mut("it").map(serde_json::Value::take).unwrap_or(json!(null)))
    }

    /// The words that are shown in the first heading.
    pub async fn heading(&self) -> Result<String> {
        let heading = self.script("return document.querySelector('#app h1').innerText", vec![]).await?;
        heading.as_str().map(str::to_owned).context("the app has no heading")
    }
}
