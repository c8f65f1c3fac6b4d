// Makes the tag for other websites out of the choices on this page, and shows how it looks. All words are in the page.
//
// @ts-check

/** @param {string} id */
const element = (id) => /** @type {any} */ (document.getElementById(id));
/** @param {string} text */
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
/** @param {string} name */
const chosen = (name) => /** @type {any} */ (document.querySelector(`input[name="${name}"]:checked`)).value;

const COLOURS = ["accent", "paper", "ink"];
/** What needs no attribute. */
const USUAL = ["auto", "lazy"];
const preview = element("preview");

/**
 * How bright a colour is to the eye (WCAG 2.2, relative luminance).
 * @param {string} colour
 */
function brightness(colour) {
  const part = (/** @type {number} */ at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/**
 * The contrast of two colours, from 1 to 21.
 * @param {string} one
 * @param {string} other
 */
function contrast(one, other) {
  const [a, b] = [brightness(one), brightness(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/**
 * A colour between two: 0 is the one, 1 the other.
 * @param {string} one
 * @param {string} other
 * @param {number} share
 */
function between(one, other, share) {
  const part = (/** @type {string} */ colour, /** @type {number} */ at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(one, at) * (1 - share) + part(other, at) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The name of a country by its two letters; nothing when they are those of none. */
function country() {
  const code = element("region").value.toUpperCase();
  if (!/^[A-Z]{2}$/.test(code)) return "";
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "region", fallback: "none" }).of(code) ?? "";
  } catch {
    return "";
  }
}

/** The attributes that are not as they would be anyway. */
function attributes() {
  const all = { lang: element("lang").value, region: country() && element("region").value.toUpperCase() };
  // Colours of one's own are one set: what goes with them must not change with the visitor's device.
  const theme = brightness(element("paper").value) < 0.18 ? "dark" : "light";
  const said = { theme: element("own").checked ? theme : chosen("theme"), loading: chosen("loading") };
  for (const [name, value] of Object.entries(said)) if (!USUAL.includes(value)) Object.assign(all, { [name]: value });
  return Object.entries(all).filter(([, value]) => value);
}

/** The custom properties for the colours chosen, with words on buttons that can be read. */
function properties() {
  if (!element("own").checked) return [];
  const [accent, paper, ink] = COLOURS.map((name) => element(name).value);
  const onAccent = contrast(accent, "#ffffff") >= contrast(accent, "#000000") ? "#ffffff" : "#000000";
  const all = {
    accent,
    "accent-strong": accent,
    "accent-soft": between(paper, accent, 0.12),
    "on-accent": onAccent,
    paper,
    surface: paper,
    ink,
    "ink-soft": between(ink, paper, 0.2),
    line: between(paper, ink, 0.2),
  };
  return Object.entries(all).map(([name, value]) => [`--posterior-${name}`, value]);
}

function tag() {
  const script = `<script type="module" src="${escape(element("address").value)}"></script>`;
  const rules = properties().map(([name, value]) => `  ${name}: ${value};\n`).join("");
  const style = rules && `<style>\nposterior-checker {\n${rules}}\n</style>\n`;
  const said = attributes().map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  return `${script}\n${style}<posterior-checker${said}>\n  <p>${escape(element("tag").dataset.fallback)}</p>\n</posterior-checker>\n`;
}

/** Puts the check into the preview anew: what it is told at the start is part of how it looks. */
function show() {
  const check = document.createElement("posterior-checker");
  for (const [name, value] of attributes()) check.setAttribute(name, value);
  for (const [name, value] of properties()) check.style.setProperty(name, value);
  preview.replaceChildren(check);
}

function change() {
  const own = element("own").checked;
  element("colours").hidden = !own;
  element("themes").hidden = own;
  const [accent, paper, ink] = COLOURS.map((name) => element(name).value);
  const least = Math.min(contrast(ink, paper), contrast(accent, paper));
  const faint = element("faint");
  // Cut, not rounded: 4.49 is not enough.
  const words = own && least < 4.5 ? faint.dataset.words.replace("{n}", String(Math.floor(least * 10) / 10)) : "";
  if (faint.textContent !== words) faint.textContent = words;
  const code = element("region").value;
  element("country").textContent = country() || (code.length < 2 ? "" : element("country").dataset.unknown);
  const text = tag();
  if (element("tag").value === text) return;
  element("tag").value = text;
  element("copied").textContent = "";
  if (customElements.get("posterior-checker")) show();
}

element("copy").addEventListener("click", async () => {
  const field = element("tag");
  const copied = await Promise.resolve().then(() => navigator.clipboard.writeText(field.value)).then(() => true, () => false);
  if (!copied) {
    field.focus();
    field.select();
  }
  element("copied").textContent = copied ? element("copied").dataset.yes : element("copied").dataset.no;
});

element("choices").addEventListener("input", change);
change();
import(new URL(preview.dataset.element, document.baseURI).href).then(show, () => (element("no-preview").hidden = false));
