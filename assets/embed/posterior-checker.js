// The one file to include: makes <posterior-checker> known to the page.
//
// @ts-check

import { PosteriorChecker, define } from "./element.js";

export { PosteriorChecker };

define();
