// Starts the app on its own page: fetches words, drawing and program side by side and mounts it. Whatever fails, the page
// shows the safety net (the warning signs, already in the page) and one plain line that says what failed and what to do. All
// words are in the page; this script holds none.
//
// @ts-check

import { SLOW, isTrap, read, reasonOf } from "./failure.js";
import { load, start } from "./load.js";

/** @param {string} id */
const element = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const script = element("boot");
const app = element("app");
const net = element("safety-net");
const progress = element("boot-progress");
let failed = false;

/** @param {string | undefined} address */
const resolve = (address) => new URL(address ?? "", document.baseURI).href;

/**
 * Shows the safety net, once: the first failure is the cause, later ones are its consequences.
 * @param {unknown} error
 */
function fail(error) {
  if (failed) return;
  failed = true;
  const reason = reasonOf(error);
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

async function boot() {
  const slow = setTimeout(() => (progress.textContent = progress.dataset.slow ?? ""), SLOW);
  try {
    progress.textContent = progress.dataset.loading ?? "";
    const lang = language();
    const js = resolve(script.dataset.js);
    const wasm = load(resolve(script.dataset.wasm), script.dataset.integrity);
    const words = load(resolve(`text/${lang}.txt`)).then(read);
    const drawing = load(resolve("body.txt"), script.dataset.drawing).then(read);
    const [pack, body, glue] = await Promise.all([words, drawing, start(() => import(js), js, wasm), wasm]);
    progress.textContent = progress.dataset.starting ?? "";
    // A file that stands alone has no pages beside it.
    const pages = "alone" in script.dataset ? null : "";
    // Nothing is kept in a frame, where the page around may read it, nor beside other files on a disk.
    const remember = self === top && pages !== null;
    const region = new URLSearchParams(location.search).get("region") ?? "";
    new glue.Program(pack, body, fail).mount(app, { lang, region, pages, own_page: true, remember });
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
