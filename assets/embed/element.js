// The element <posterior-checker>: a poster at once, the program when it is wanted, and the warning signs whatever fails.
// Importing this file defines nothing; `posterior-checker.js` does. What a page may use is in `public.toml`.
//
// @ts-check

import { SLOW, isTrap, read, reasonOf, Failure } from "./failure.js";
import { load, start } from "./load.js";

/**
 * What the build puts here: version, hashes, languages, words, and drawings as rows of tag, attributes and content.
 * @typedef {[string, Record<string, string>, ...any[]]} Row
 * @type {{ version: string, sums: Record<string, string>, languages: string[], words: Record<string, string>,
 *   reasons: Record<string, string>, css: string, poster: Row, signs: Row[] }}
 */
const MADE = /** @type {any} */ ({});

const FOLDER = new URL("./", import.meta.url).href;
const GLUE = new URL("./posterior.js", import.meta.url).href;

/** Attributes that are properties as well, by the name of the property. `lang` is one of every element. */
const PROPERTIES = { theme: "theme", region: "region", view: "view", start: "start", loading: "loading" };

/**
 * A result that is kept, unless it is a failure: then the next one tries again.
 * @template T
 * @param {Map<string, Promise<T>>} kept
 * @param {string} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
function once(kept, key, make) {
  let promise = kept.get(key);
  if (!promise) {
    promise = make();
    kept.set(key, promise);
    promise.catch(() => kept.delete(key));
  }
  return promise;
}

/** @type {Map<string, Promise<any>>} */
const kept = new Map();
let tries = 0;

/**
 * @param {string} url
 * @param {string} file as the build names its hash
 */
const text = (url, file) => once(kept, file, () => load(url, MADE.sums[file]).then(read));

/**
 * The program with the words of a language: one for all elements that speak it.
 * @param {string} lang
 * @returns {Promise<any>}
 */
function programIn(lang) {
  return once(kept, lang, async () => {
    const glue = once(kept, "glue", () => {
      const wasm = load(new URL("./posterior.wasm", import.meta.url).href, MADE.sums["posterior.wasm"]);
      // A failure of both is told once.
      wasm.catch(() => {});
      // A browser may keep a failure to import for as long as the page lives: another try is another address.
      const again = tries++;
      return start(() => (again ? import(`${GLUE}?${again}`) : import(/** @type {any} */ ("./posterior.js"))), GLUE, wasm);
    });
    const words = text(new URL(`./text/${lang}.txt`, import.meta.url).href, `text/${lang}.txt`);
    const drawing = text(new URL("./body.txt", import.meta.url).href, "body.txt");
    const [{ Program, PAINT }, pack, body] = await Promise.all([glue, words, drawing]);
    return { paint: PAINT, apps: new Program(pack, body, broken) };
  });
}

/**
 * An app that elements hand on: it is never taken down, since its listeners would stay behind.
 * @typedef {{ program: any, root: HTMLElement, mounted?: any, tell: (screen: string, step: number, of: number) => void }} App
 */

/** @type {App[]} */
const spare = [];

/**
 * What to call in each element on the page should the program break off.
 * @type {Map<PosteriorChecker, (error: unknown) => void>}
 */
const living = new Map();
let dead = false;

/** The program has broken off: none of its apps is alive. @param {unknown} error */
function broken(error) {
  if (dead) return;
  dead = true;
  for (const fail of living.values()) fail(error);
}

/** A trap that reaches no one arrives at the window, and may be of somebody else's program. @param {any} error */
const trapped = (error) => isTrap(error) && `${error.stack}`.includes(FOLDER) && broken(error);

/**
 * @param {Row | string} row
 * @param {string | null} [space]
 * @returns {any}
 */
function build(row, space) {
  if (typeof row === "string") return row;
  const [tag, attributes, ...inner] = row;
  space = tag === "svg" ? "http://www.w3.org/2000/svg" : space;
  const node = space ? document.createElementNS(space, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...inner.map((row) => build(row, space)));
  return node;
}

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/**
 * A style sheet for a theme. Lengths stand in rem, and the page around us may have made that any size: here one is what
 * the person's browser calls medium.
 * @param {string} css
 * @param {string} theme
 * @param {number} rem
 */
function sheet(css, theme, rem) {
  const key = `${theme} ${rem} ${css}`;
  let made = sheets.get(key);
  if (!made) {
    made = new CSSStyleSheet();
    const dark = { dark: "all", light: "not all" }[theme] ?? "(prefers-color-scheme: dark)";
    css = css.replaceAll("(prefers-color-scheme:dark)", dark);
    made.replaceSync(css.replace(/(\d*\.?\d+)rem\b/g, (_, count) => `${+count * rem}px`));
    sheets.set(key, made);
  }
  return made;
}

/** Where there is no page there is no element either; importing this file is no error there. */
const Base = globalThis.HTMLElement ?? /** @type {any} */ (class {});

export class PosteriorChecker extends Base {
  static version = MADE.version;
  static observedAttributes = ["lang", "theme", "region"];

  /** @type {HTMLElement | undefined} */
  #frame;
  #css = "";
  #rem = 16;
  /** @type {App | undefined} */
  #app;
  /** @type {IntersectionObserver | undefined} */
  #near;
  /** @type {Promise<boolean> | undefined} */
  #opening;
  /** @type {(() => void) | undefined} */
  #settle;
  #failed = false;

  connectedCallback() {
    for (const name of [...Object.keys(PROPERTIES), "exposeAnswers"]) {
      // A property that was set before there was this class stands in the way of the class's own.
      const own = Object.getOwnPropertyDescriptor(this, name);
      if (!own) continue;
      delete (/** @type {any} */ (this)[name]);
      /** @type {any} */ (this)[name] = own.value;
    }
    living.set(this, (error) => this.#fail(error));
    if (!this.#frame) this.#draw();
    if (this.#app || this.#failed) return;
    if (this.getAttribute("loading") === "eager" || !globalThis.IntersectionObserver) this.open();
    else if (!this.#near) {
      this.#near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.open(), {
        rootMargin: "100%",
      });
      this.#near.observe(this);
    }
  }

  disconnectedCallback() {
    // To be moved is to be taken out and put in again.
    queueMicrotask(() => {
      if (this.isConnected) return;
      living.delete(this);
      this.#near?.disconnect();
      this.#near = undefined;
      if (this.#app) this.#give();
      this.#failed = false;
      this.#poster();
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} now */
  attributeChangedCallback(name, before, now) {
    if (!this.#frame || before === now) return;
    if (name === "theme") this.#dress();
    else if (!this.#app) return;
    else if (name === "region") this.#app.mounted?.update({ region: now ?? "" });
    else if (this.#app.mounted && this.#words() !== this.#app.root.lang) {
      this.#give();
      this.#poster();
      this.open();
    }
  }

  get exposeAnswers() {
    return this.hasAttribute("expose-answers");
  }

  set exposeAnswers(on) {
    this.toggleAttribute("expose-answers", !!on);
  }

  /**
   * Loads the program and starts it. True when it runs; false when it cannot.
   * @returns {Promise<boolean>}
   */
  open() {
    return (this.#opening ??= this.#open().finally(() => (this.#opening = undefined)));
  }

  /** Forgets everything that was said, and begins again. */
  reset() {
    if (!dead) this.#app?.mounted?.restart();
  }

  /** What came out so far; null as long as the program does not run. With the facts that count if `expose-answers` is set. */
  result() {
    const json = dead ? null : this.#app?.mounted?.result(this.exposeAnswers);
    return json ? JSON.parse(json) : null;
  }

  /**
   * Shows the warning signs, and one line that says what failed.
   * @param {unknown} error
   */
  #fail(error) {
    if (this.#failed) return;
    this.#failed = true;
    const reason = reasonOf(error);
    this.#near?.disconnect();
    this.#app = undefined;
    this.#settle?.();
    const own = !this.firstElementChild && !this.textContent?.trim();
    const guide = ["p", {}, ["a", { href: `${FOLDER}guide.html`, target: "_blank" }, MADE.words.guide]];
    const signs = ["div", { class: "signs" }, ["h2", {}, MADE.words.signs], ...MADE.signs, guide];
    const retry = ["button", { type: "button", part: "retry" }, MADE.words.retry];
    const rows = [["p", { role: "alert", part: "reason", "data-reason": reason }, MADE.reasons[reason]], retry, own ? signs : ["slot", {}]];
    const net = build(["section", { class: "net", part: "fallback" }, ...rows]);
    // The program cannot be started twice on one page: what broke off needs a new page.
    net.querySelector("button").onclick = () => (dead ? location.reload() : this.open());
    this.#put(net);
    this.#emit("error", { reason });
  }

  async #open() {
    if (this.#app) return true;
    if (!this.isConnected || !this.#frame) return false;
    if (this.#failed) {
      this.#failed = false;
      this.#poster();
    }
    this.#near?.disconnect();
    this.#say(MADE.words.loading);
    const slow = setTimeout(() => this.#say(MADE.words.slow), SLOW);
    try {
      if (dead) throw new Failure("fault", "the program broke off earlier on this page");
      const css = text(new URL("./posterior.css", import.meta.url).href, "posterior.css");
      const [program, style] = await Promise.all([programIn(this.#words()), css]);
      if (!this.isConnected) return false;
      this.#css = style;
      await this.#take(program);
      return !!this.#app;
    } catch (error) {
      if (isTrap(error)) broken(error);
      this.#fail(error);
      return false;
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Takes an app that another element gave back, or a new one.
   * @param {any} program
   */
  async #take(program) {
    const at = spare.findIndex((app) => app.program === program);
    /** @type {App} */
    const app = at < 0 ? { program, root: build(["div", { class: "root", part: "app" }]), tell() {} } : spare.splice(at, 1)[0];
    this.#app = app;
    app.root.lang = this.#words();
    this.#dress();
    // Asked before the poster goes, and the focus with it.
    const focused = this.shadowRoot?.activeElement;
    const { lang } = app.root;
    const [region, view, start] = ["region", "view", "start"].map((name) => this.getAttribute(name) ?? "");
    const options = { lang, region, begin: `${view} ${start}`, pages: FOLDER };
    if (app.mounted) {
      app.mounted.update(options);
      app.mounted.restart();
      this.#frame?.replaceChildren(build(program.paint), app.root);
    } else {
      this.#frame?.replaceChildren(build(program.paint), app.root);
      await new Promise((done) => {
        this.#settle = () => done(undefined);
        // The first step is told when the first screen stands.
        app.tell = done;
        const on_step = (/** @type {[string, number, number]} */ ...step) => app.tell(...step);
        app.mounted = program.apps.mount(app.root, { ...options, on_step });
      });
      if (this.#app !== app) return;
    }
    app.tell = (screen, step, of) => this.#step(screen, step, of);
    if (focused) /** @type {HTMLElement | null} */ (app.root.querySelector("h1"))?.focus();
    this.#emit("ready", {});
  }

  /** Gives the app back, with nothing of anyone in it. */
  #give() {
    const app = /** @type {App} */ (this.#app);
    this.#app = undefined;
    this.#settle?.();
    app.tell = () => {};
    app.root.remove();
    if (dead) return;
    app.mounted.restart();
    spare.push(app);
  }

  /**
   * @param {string} screen
   * @param {number} step
   * @param {number} of
   */
  #step(screen, step, of) {
    // That a danger interrupted the way is an answer too.
    if (screen !== "interrupt" || this.exposeAnswers) this.#emit("step", { step, of, ...(this.exposeAnswers && { screen }) });
    if (screen === "result") this.#emit("result", this.exposeAnswers ? { result: this.result() } : {});
  }

  /**
   * @param {string} name
   * @param {object} more
   */
  #emit(name, more) {
    const detail = { version: MADE.version, ...more };
    this.dispatchEvent(new CustomEvent(`posterior-${name}`, { bubbles: true, composed: true, detail }));
  }

  #draw() {
    const shadow = this.attachShadow({ mode: "open" });
    this.#frame = build(["div", { class: "posterior", part: "frame", dir: "ltr" }, ["i", {}]]);
    shadow.append(/** @type {HTMLElement} */ (this.#frame));
    const probe = /** @type {HTMLElement} */ (this.#frame?.firstChild);
    probe.style.font = "medium sans-serif";
    this.#rem = parseFloat(getComputedStyle(probe).fontSize) || 16;
    this.#poster();
    this.#dress();
  }

  #dress() {
    /** @type {Record<string, string>} */
    const schemes = { dark: "dark", light: "light" };
    const theme = this.getAttribute("theme") ?? "auto";
    const dress = (/** @type {string} */ css) => sheet(css, theme, this.#rem);
    /** @type {ShadowRoot} */ (this.shadowRoot).adoptedStyleSheets = [MADE.css, this.#css].filter(Boolean).map(dress);
    /** @type {HTMLElement} */ (this.#frame).style.colorScheme = schemes[theme] ?? "light dark";
  }

  #poster() {
    const poster = build(MADE.poster);
    const button = poster.querySelector("button");
    button.onclick = () => {
      this.open();
      // So that whoever pressed it is taken along when the app appears.
      button.focus();
    };
    this.#put(poster);
  }

  /**
   * Puts this into the frame. Whoever was in what goes is taken to the button of what comes.
   * @param {HTMLElement} content
   */
  #put(content) {
    const held = this.shadowRoot?.activeElement;
    this.#frame?.replaceChildren(content);
    if (held) content.querySelector("button")?.focus();
  }

  /** @param {string} words */
  #say(words) {
    const line = this.#frame?.querySelector("[role=status]");
    if (line) line.textContent = words;
  }

  /** The language of the words: the one asked for, if we have it, else English. */
  #words() {
    const wanted = (this.closest("[lang]")?.getAttribute("lang") ?? "").toLowerCase();
    return [wanted, wanted.split("-")[0]].find((lang) => MADE.languages.includes(lang)) ?? "en";
  }
}

for (const [name, attribute] of Object.entries(PROPERTIES)) {
  Object.defineProperty(PosteriorChecker.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute);
    },
    set(value) {
      if (value == null) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

/** Makes the element known to the page, unless it is; another version that came first stays. */
export function define() {
  const tag = "posterior-checker";
  const there = /** @type {any} */ (customElements.get(tag));
  if (there) {
    if (there.version !== MADE.version) console.warn(`<${tag}> is here as version ${there.version}; ${MADE.version} is not used`);
    return;
  }
  // Without these the element would come without its looks: what stands between its tags is more use then.
  if (!("adoptedStyleSheets" in Document.prototype)) return console.error("Posterior needs a newer browser: adoptedStyleSheets");
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));
  customElements.define(tag, PosteriorChecker);
}
