// Runs before the element is known to the page.
const element = document.querySelector("posterior-checker");
Object.assign(element, { view: "front", start: "groin-left", theme: "dark", loading: "eager", exposeAnswers: true, region: "GB" });
