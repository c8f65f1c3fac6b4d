// Keeps the site's own files on the device, so that the check opens without a network. It knows the list of files and
// nothing else: no answer ever passes here, because answers are in no request.
//
// A new version is put beside the old one and waits. It takes over when every window of the site is closed, so a check that
// is under way goes on with the files that it began with.
//
// @ts-check

/** Each file by its address in the site, with its hash. Filled in by the build. @type {Record<string, string>} */
const LIST = {};

/** The hash of the list. */
const VERSION = "";

const worker = /** @type {any} */ (self);

/** What the names of this site's caches begin with: another copy may stand in another folder of the same host. */
const MINE = `posterior ${worker.registration.scope} `;
const CACHE = MINE + VERSION;

/** @param {string} path */
const address = (path) => new URL(path, worker.registration.scope).href;
const FILES = new Map(Object.entries(LIST).map(([path, hash]) => [address(path), hash]));

/**
 * Puts a file into the cache, as the list has it and not otherwise. What the page has just loaded lies in the browser's own
 * cache; only what is not there, or is of another version there, is asked for.
 * @param {Cache} cache
 * @param {string} url
 * @param {string} integrity
 */
async function keep(cache, url, integrity) {
  /** @param {RequestCache} mode */
  const load = (mode) => fetch(url, { cache: mode, integrity, credentials: "same-origin" });
  const response = await load("force-cache").catch(() => load("reload"));
  if (!response.ok) throw new Error(`${url}: status ${response.status}`);
  // A browser opens no page with an answer that was led here from another address, so such an answer is copied.
  const { status, headers } = response;
  await cache.put(url, response.redirected ? new Response(await response.blob(), { status, headers }) : response);
}

async function fill() {
  // Only this script differs: then the files are those of the worker that serves now, and must not go with a failure here.
  const there = await caches.has(CACHE);
  const cache = await caches.open(CACHE);
  try {
    for (const [url, integrity] of FILES) await keep(cache, url, integrity);
  } catch (error) {
    // All or nothing: half a site would fail in the middle of a check.
    if (!there) await caches.delete(CACHE);
    throw error;
  }
}

async function clear() {
  // A still newer version may be filling its own cache just now; it clears up when its turn comes.
  if (worker.registration.installing) return;
  for (const name of await caches.keys()) if (name.startsWith(MINE) && name !== CACHE) await caches.delete(name);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(clear()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  url.search = url.hash = "";
  const file = url.href.replace(/\/index\.html$/, "/");
  if (event.request.method !== "GET" || !FILES.has(file)) return;
  const kept = caches.open(CACHE).then((cache) => cache.match(file)).catch(() => undefined);
  event.respondWith(kept.then((response) => response ?? fetch(event.request)));
});
