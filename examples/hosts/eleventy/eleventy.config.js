const escape = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

export default function (config) {
  // Eleventy copies no other file by itself.
  config.addPassthroughCopy("posterior");

  const url = config.getFilter("url");
  config.addShortcode("posterior", (lang = "en", region = "", theme = "auto") => {
    return `<script type="module" src="${url("/posterior/posterior-checker.js")}"></script>
<posterior-checker lang="${escape(lang)}" region="${escape(region)}" theme="${escape(theme)}">
<p>The check needs JavaScript. If you cannot feel your seat, cannot pass urine, or cannot move a leg, call an ambulance now.</p>
</posterior-checker>`;
  });
}
