// What can go wrong on the way to a running program, by the few names that people are told about.
//
// @ts-check

/** @typedef {"offline" | "missing" | "blocked" | "altered" | "fault"} Reason */

/** A failure whose cause is known. */
export class Failure extends Error {
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
export const SLOW = 8000;

/** The eight bytes every wasm module begins with: the smallest module there is. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/**
 * Whether a program itself broke off. By name, because a browser without WebAssembly has no such class.
 * @param {any} error
 */
export const isTrap = (error) => error?.name === "RuntimeError";

/**
 * The name of what went wrong, which the console is told as well.
 * @param {unknown} error
 * @returns {Reason}
 */
export function reasonOf(error) {
  const reason = error instanceof Failure ? error.reason : "fault";
  console.error(`Posterior stopped (${reason}):`, error);
  return reason;
}

/**
 * Starts the wasm half of a program.
 * @param {any} glue its JavaScript half
 * @param {Response} response
 */
export async function instantiate(glue, response) {
  try {
    await glue.default({ module_or_path: response });
  } catch (error) {
    // A trap is the program's own fault. Otherwise it could not be read to its end, is not ours, or no wasm may run.
    if (isTrap(error)) throw error;
    const allowed = await Promise.resolve().then(() => WebAssembly.instantiate(EMPTY_MODULE)).then(() => true, () => false);
    const detail = allowed ? String(error) : `the policy of the page needs 'wasm-unsafe-eval' in script-src: ${error}`;
    throw new Failure(!allowed ? "blocked" : error instanceof TypeError ? "offline" : "altered", detail);
  }
}

/**
 * The text of a file. What breaks off on its way is the network's fault, and not ours.
 * @param {Response} response
 */
export const read = (response) =>
  response.text().catch((error) => Promise.reject(new Failure("offline", `${response.url}: ${error}`)));
