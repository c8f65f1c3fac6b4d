// Fetches the parts of the program, or says why one could not be had.
//
// @ts-check

import { Failure, instantiate } from "./failure.js";

/**
 * The addresses that the policy of the page refused to fetch, each with what it lacks.
 * @type {Map<string, string>}
 */
const refused = new Map();
globalThis.document?.addEventListener("securitypolicyviolation", (event) => refused.set(event.blockedURI, event.effectiveDirective));

/**
 * @param {string} url
 * @param {string} [integrity]
 */
export async function load(url, integrity) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...(integrity && { integrity }) });
  } catch (error) {
    // A wrong hash, a missing file (its error page has another hash) and a dead network all look the same here.
    const answer = await fetch(url, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout?.(1500) }).catch(() => null);
    // That the policy refused is told a moment after the refusal.
    await new Promise((done) => setTimeout(done, 50));
    blocked(url);
    throw new Failure(!answer ? "offline" : answer.ok ? "altered" : "missing", `${url}: ${error}`);
  }
  if (!response.ok) throw new Failure("missing", `${url}: status ${response.status}`);
  return response;
}

/** @param {string} url */
function blocked(url) {
  const directive = refused.get(url);
  if (directive) throw new Failure("blocked", `the policy of the page does not allow ${url} (${directive})`);
}

/**
 * Loads the program's JavaScript half and starts its wasm half.
 * @param {() => Promise<any>} glue imports the JavaScript half
 * @param {string} url of the same
 * @param {Promise<Response>} wasm
 */
export async function start(glue, url, wasm) {
  const program = await glue().catch(async (error) => {
    await load(url);
    blocked(url);
    throw new Failure("altered", `${url}: ${error}`);
  });
  await instantiate(program, await wasm);
  return program;
}
