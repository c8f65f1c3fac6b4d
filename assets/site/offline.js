// Once the check has started, lets the browser keep the site's files (see sw.js), so that the next visit needs no network.
//
// @ts-check

const app = document.getElementById("app");

function keep() {
  const address = new URL("sw.js", document.baseURI).href;
  // The page's policy knows this one policy by name, and it can name this one file.
  const types = /** @type {any} */ (self).trustedTypes;
  const url = types ? types.createPolicy("posterior-sw", { createScriptURL: () => address }).createScriptURL("") : address;
  // Refused in private windows and where storage is off: then there is no copy, and nothing else changes.
  navigator.serviceWorker.register(url, { updateViaCache: "none" }).catch(() => {});
}

const started = new MutationObserver(() => {
  if (!app?.querySelector("[data-live=true]")) return;
  started.disconnect();
  // After the first screen has been painted: what is kept for later must not slow down what is wanted now.
  requestAnimationFrame(() => setTimeout(keep));
});

// Not inside someone else's page: that visitor came to the other site.
if (app && self === top && "serviceWorker" in navigator) started.observe(app, { childList: true, subtree: true });
