// Starts the app: fetches words, drawing and program side by side and mounts it. Whatever fails, the page shows the safety net
// (the warning signs, already in the page) and one plain line that says what failed and what to do. All words are in
// the page; this script holds none.
//
// @ts-check

/** @typedef {"offline" | "missing" | "blocked" | "altered" | "fault"} Reason */

/** A failure whose cause is known. */
class Failure extends Error {
  /**
   * @param {Reason} reason
   * @param {string} detail
   */
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

/** How long nothing may come before we say that the connection is slow, in milliseconds. */
const SLOW = 8000;

/** The eight bytes every wasm module begins with: the smallest module there is. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const script = element("boot");
const app = element("app");
const net = element("safety-net");
const progress = element("boot-progress");
let failed = false;

/**
 * Whether the program itself broke off. By name, because a browser without WebAssembly has no such class.
 * @param {any} error
 */
const isTrap = (error) => error?.name === "RuntimeError";

/** @param {string | undefined} address */
const resolve = (address) => new URL(address ?? "", document.baseURI).href;

/**
 * Shows the safety net, once: the first failure is the cause, later ones are its consequences.
 * @param {unknown} error
 */
function fail(error) {
  if (failed) return;
  failed = true;
  const reason = error instanceof Failure ? error.reason : "fault";
  console.error(`Posterior stopped (${reason}):`, error);
  app.hidden = true;
  progress.textContent = "";
  net.hidden = false;
  net.classList.add("shown");
  for (const line of net.querySelectorAll("[data-reason]")) {
    /** @type {HTMLElement} */ (line).hidden = line.getAttribute("data-reason") !== reason;
  }
  const retry = element("safety-net-retry");
  retry.hidden = false;
  retry.addEventListener("click", () => location.reload());
  scrollTo(0, 0);
  element("safety-net-title").focus();
}

/**
 * Fetches a file, or says why it could not be had.
 * @param {string} url
 * @param {string} [integrity]
 */
async function load(url, integrity) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...(integrity && { integrity }) });
  } catch (error) {
    // A wrong hash, a missing file (its error page has another hash) and a dead network all look the same here.
    const answer = await fetch(url, { method: "HEAD", cache: "no-store" }).catch(() => null);
    throw new Failure(!answer ? "offline" : answer.ok ? "altered" : "missing", `${url}: ${error}`);
  }
  if (!response.ok) throw new Failure("missing", `${url}: status ${response.status}`);
  return response;
}

/**
 * The text of a file. What breaks off on its way is the network's fault, and not ours.
 * @param {string} url
 * @param {string} [integrity]
 */
async function text(url, integrity) {
  const response = await load(url, integrity);
  return response.text().catch((error) => Promise.reject(new Failure("offline", `${url}: ${error}`)));
}

/**
 * The language to use: the one asked for when we have it, else English with a line that says so.
 * @returns {string}
 */
function language() {
  const page = document.documentElement;
  const have = (page.dataset.languages ?? "en").split(" ");
  const wanted = new URLSearchParams(location.search).get("lang") ?? page.lang;
  const found = [wanted.toLowerCase(), wanted.toLowerCase().split("-")[0]].find((code) => have.includes(code));
  if (found) return found;
  let name = wanted.slice(0, 20);
  try {
    name = new Intl.DisplayNames(["en"], { type: "language" }).of(wanted) ?? name;
  } catch {
    // It is no language code: it is shown as it was written.
  }
  element("boot-language").textContent = name;
  element("boot-notice").hidden = false;
  page.lang = "en";
  return "en";
}

/**
 * Loads the program's JavaScript half and starts its wasm half.
 * @param {string} js
 * @param {Promise<Response>} wasm
 */
async function start(js, wasm) {
  const glue = await import(js).catch((error) => load(js).then(() => Promise.reject(new Failure("altered", `${js}: ${error}`))));
  const response = await wasm;
  try {
    await glue.default({ module_or_path: response });
  } catch (error) {
    // A trap is the program's own fault. Otherwise it could not be read to its end, is not ours, or no wasm may run.
    if (isTrap(error)) throw error;
    const allowed = await Promise.resolve().then(() => WebAssembly.instantiate(EMPTY_MODULE)).then(() => true, () => false);
    throw new Failure(!allowed ? "blocked" : error instanceof TypeError ? "offline" : "altered", String(error));
  }
  return glue;
}

async function boot() {
  const slow = setTimeout(() => (progress.textContent = progress.dataset.slow ?? ""), SLOW);
  try {
    progress.textContent = progress.dataset.loading ?? "";
    const lang = language();
    const wasm = load(resolve(script.dataset.wasm), script.dataset.integrity);
    const words = text(resolve(`text/${lang}.txt`));
    const drawing = text(resolve("body.txt"), script.dataset.drawing);
    const [pack, body, glue] = await Promise.all([words, drawing, start(resolve(script.dataset.js), wasm), wasm]);
    progress.textContent = progress.dataset.starting ?? "";
    glue.mount(app, pack, body, { lang }, fail);
    progress.textContent = "";
  } catch (error) {
    fail(error);
  } finally {
    clearTimeout(slow);
  }
}

// A trap inside the program that reaches no one (out of stack, say) arrives here.
addEventListener("error", (event) => isTrap(event.error) && fail(event.error));
addEventListener("unhandledrejection", (event) => isTrap(event.reason) && fail(event.reason));
net.hidden = true;
boot();
