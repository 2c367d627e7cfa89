"use strict";
// A file field in a box with `data-bestandsvak`: a file may be dropped on the whole box. Without this the field works
// as any other.
for (const vak of document.querySelectorAll("[data-bestandsvak]")) {
  const veld = vak.querySelector("input[type=file]");
  const tekst = document.createElement("p");
  tekst.className = "sleeptekst";
  tekst.textContent = vak.dataset.tekst;
  vak.append(tekst);
  const mark = (on) => (event) => {
    event.preventDefault();
    vak.classList.toggle("erboven", on);
  };
  vak.addEventListener("dragover", mark(true));
  vak.addEventListener("dragleave", mark(false));
  vak.addEventListener("drop", (event) => {
    mark(false)(event);
    if (event.dataTransfer.files.length === 1) {
      veld.files = event.dataTransfer.files;
      veld.focus();
    }
  });
}
