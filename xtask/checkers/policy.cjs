// What csp_evaluator finds in the policy given as the one argument: `severity directive value: description`, a line each.
const { CspParser } = require("csp_evaluator/dist/parser.js");
const { CspEvaluator } = require("csp_evaluator/dist/evaluator.js");

const policy = new CspParser(process.argv[2]).csp;
for (const finding of new CspEvaluator(policy).evaluate()) {
  console.log(finding.severity, finding.directive, finding.value ?? "", finding.description);
}
