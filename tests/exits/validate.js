// Validates FHIR R4 files with the npm package `fhir`: node validate.js <folder of the package> <file>...
"use strict";
const { readFileSync } = require("node:fs");
const [, , modules, ...files] = process.argv;
const { Fhir } = require(`${modules}/fhir`);
const fhir = new Fhir();
let faults = 0;
for (const file of files) {
  const { valid, messages } = fhir.validate(JSON.parse(readFileSync(file, "utf8")), { errorOnUnexpected: true });
  if (valid) continue;
  faults += 1;
  console.log(`${file}: ${JSON.stringify(messages.slice(0, 3))}`);
}
console.log(`${files.length} files, ${faults} faulty`);
process.exit(faults ? 1 : 0);
