// Written by `cargo xtask bake` from public.toml.

/** A fact and what it counts, in bits. */
export interface PosteriorFact {
  fact: string;
  weight: number;
}

/** One cause, with what speaks for and against it where answers are exposed. */
export interface PosteriorCause {
  cause: string;
  probability: number;
  prior?: number;
  for?: PosteriorFact[];
  against?: PosteriorFact[];
}

/** What follows from the answers. */
export interface PosteriorAssessment {
  id: null;
  triage: "emergency-now" | "urgent-same-day" | "see-doctor-within-days" | "see-doctor-routine" | "self-care";
  triage_reasons: string[];
  safety_unanswered: string[];
  ranking: PosteriorCause[];
  cannot_tell: boolean;
  next_questions: string[];
}

/** `<posterior-checker>`: a private, explained first answer to hip and buttock pain. */
export declare class PosteriorChecker extends HTMLElement {
  static readonly version: string;
  /** Light or dark; `auto` follows the person's device. */
  theme: "auto" | "light" | "dark" | null;
  /** Two-letter country whose emergency numbers are named, such as `GB`. */
  region: string | null;
  /** View of the body that is shown first. Read when the check begins. */
  view: "back" | "front" | "side-left" | "side-right" | "legs" | "legs-front" | "list" | null;
  /** Places that are marked from the start, by id and with spaces between, such as `mid-buttock-left`. Read when the check begins. */
  start: string | null;
  /** `lazy` loads the program when the element is within one screen, or tapped; `eager` at once. */
  loading: "lazy" | "eager" | null;
  /** Lets events and `result()` tell the page what a person answered. Health data: read the part on privacy first. */
  exposeAnswers: boolean;
  /** Loads and starts the check now. True when it runs, false when it cannot. */
  open(): Promise<boolean>;
  /** Forgets everything that was said, and begins again. */
  reset(): void;
  /** What follows from the answers so far; null as long as the check does not run. Health data: the page that asks is responsible for it. */
  result(): PosteriorAssessment | null;
}

/** Makes the element known to the page, unless it is. */
export declare function define(): void;

export interface PosteriorEventMap {
  /** The check can be used. */
  "posterior-ready": CustomEvent<{ version: string }>;
  /** Another screen. `screen` only with `expose-answers`. */
  "posterior-step": CustomEvent<{ version: string; step: number; of: number; screen?: string }>;
  /** The person sees the result. `result` only with `expose-answers`. */
  "posterior-result": CustomEvent<{ version: string; result?: PosteriorAssessment }>;
  /** The check cannot run; the fallback is shown. */
  "posterior-error": CustomEvent<{ version: string; reason: "offline" | "missing" | "blocked" | "altered" | "fault" }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "posterior-checker": PosteriorChecker;
  }
  interface HTMLElementEventMap extends PosteriorEventMap {}
}
