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

// A part of a page is for the organisation of that page, also when another one was chosen in another tab since.
document.addEventListener("htmx:config:request", (event) => {
  const { werkplek } = document.body.dataset;
  if (werkplek) event.detail.ctx.request.headers["X-Werkplek"] = werkplek;
});
