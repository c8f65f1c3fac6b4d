// Tells the page around this one how high it is: one number, and nothing about the person.
//
// @ts-check

const KEY = "posterior-height";
let told = 0;
let followed = false;

function tell() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (height === told) return;
  told = height;
  // To whomever it may be: the number is no secret, and who embeds this is not known here.
  parent.postMessage({ [KEY]: height }, "*");
}

// The page around follows: then there is nothing to scroll here, and no scroll bar may come and go, which would make the
// page narrower and so higher. It is told once more, because it may have come later than the first number.
addEventListener("message", (event) => {
  if (event.source !== parent || event.data !== KEY || followed) return;
  followed = true;
  document.documentElement.style.overflow = "hidden";
  told = 0;
  tell();
});

if (parent !== self) new ResizeObserver(tell).observe(document.body);
