// For a page that shows Posterior in a frame: makes every <iframe data-posterior> as high as what is in it.
// A height is taken from that frame's own window and from the address that it was given, and from nowhere else.
//
// @ts-check

(() => {
  const KEY = "posterior-height";
  /** More than any screen of it is high. */
  const MOST = 30000;
  const frames = () => /** @type {NodeListOf<HTMLIFrameElement>} */ (document.querySelectorAll("iframe[data-posterior]"));

  addEventListener("message", (event) => {
    const height = event.data?.[KEY];
    if (!Number.isInteger(height) || height < 1 || height > MOST) return;
    for (const frame of frames()) {
      if (frame.contentWindow !== event.source || new URL(frame.src).origin !== event.origin) continue;
      frame.style.boxSizing = "content-box";
      frame.style.height = `${height}px`;
      // So that it knows that someone follows; asked for once by each page that is loaded in the frame.
      frame.contentWindow?.postMessage(KEY, event.origin);
    }
  });

  // A frame that was quicker than this script has told its height before anyone listened.
  for (const frame of frames()) frame.contentWindow?.postMessage(KEY, "*");
})();
