"use strict";
// What makes the portal easier; all of it works without (except where a comment says so).

// The list of faults on top of a form gets the focus, so that it is read and heard first.
function toonFouten(onder) {
  const lijst = onder.querySelector(".foutlijst");
  if (lijst) lijst.focus();
}

toonFouten(document);
document.addEventListener("htmx:after:settle", () => toonFouten(document));

// An error page takes the place of the whole content, not of the part that was asked for.
document.addEventListener("htmx:response:error", (event) => {
  Object.assign(event.detail.ctx.hx, { retarget: "#inhoud", reselect: "#inhoud", reswap: "outerHTML" });
});
