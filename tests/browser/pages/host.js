// What a page around the element can hear and see: every event of ours, as it comes.
window.told = [];
for (const name of ["posterior-ready", "posterior-step", "posterior-result", "posterior-error"]) {
  document.addEventListener(name, (event) => {
    const { bubbles, composed, cancelable, detail } = event;
    told.push({ name, detail, flags: [bubbles, composed, cancelable].join() });
  });
}
// How far things moved under the reader's eyes, where the browser measures it.
window.shifted = 0;
if (window.PerformanceObserver?.supportedEntryTypes?.includes("layout-shift")) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}
