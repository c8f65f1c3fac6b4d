// The parts of the program where they stand in the page itself: the file that stands alone. Takes the place of `load.js`.
//
// @ts-check

import { Failure, instantiate } from "./failure.js";

/**
 * The JavaScript half of the program, which the build puts here.
 * @type {any}
 */
const GLUE = {};

/** @param {string} url */
export async function load(url) {
  for (const block of document.querySelectorAll("script[data-file]")) {
    const { file = "", binary } = /** @type {HTMLElement} */ (block).dataset;
    if (!url.endsWith(file)) continue;
    const text = block.textContent ?? "";
    const body = binary === undefined ? text : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return new Response(body, { headers: { "Content-Type": binary ?? "text/plain" } });
  }
  throw new Failure("missing", `this file holds no ${url}`);
}

/**
 * @param {() => Promise<any>} _glue
 * @param {string} _url
 * @param {Promise<Response>} wasm
 */
export async function start(_glue, _url, wasm) {
  await instantiate(GLUE, await wasm);
  return GLUE;
}
