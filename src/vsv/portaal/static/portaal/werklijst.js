"use strict";
// Keys and one-click marks in the werklijst. Everything here can also be done without: with links, boxes and buttons.

(() => {
  const menu = document.getElementById("merkmenu");
  if (!menu) return;
  const rows = () => [...document.querySelectorAll(".werklijst tbody tr")];
  const help = () => document.querySelector(".toetsen");
  let marking = null;

  const current = () => rows().find((row) => row.classList.contains("hier"));

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const place = all.indexOf(current());
    const next = all[place < 0 ? 0 : Math.min(Math.max(place + step, 0), all.length - 1)];
    all.forEach((row) => row.classList.toggle("hier", row === next));
    next.querySelector("th a").focus();
  }

  function openMenu(row) {
    if (!row) return;
    marking = row;
    menu.showPopover();
    menu.querySelector("button").focus();
  }

  async function mark(value) {
    const row = marking;
    const wasHere = row.classList.contains("hier");
    const uuid = row.dataset.jongere;
    menu.hidePopover();
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    await htmx.ajax("POST", menu.dataset.adres, {
      target: row,
      swap: "outerHTML",
      values: { jongere: uuid, merk: value, csrfmiddlewaretoken: token },
    });
    const changed = document.querySelector(`tr[data-jongere="${uuid}"]`);
    changed?.classList.toggle("hier", wasHere);
    changed?.querySelector(".opvolgmerk").focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".werklijst a.opvolgmerk");
    if (link) {
      event.preventDefault();
      openMenu(link.closest("tr"));
    }
    const choice = event.target.closest("#merkmenu [data-merk]");
    if (choice) mark(choice.dataset.merk);
  });

  // Keys of one character can be switched off (WCAG 2.1.4): who speaks to a computer would press them unasked.
  const areOff = () => localStorage.getItem("toetsen") === "uit";

  function showSwitch() {
    const place = document.getElementById("toetsknop");
    if (!place) return;
    const button = place.firstElementChild;
    place.hidden = false;
    button.textContent = areOff() ? button.dataset.uit : button.dataset.aan;
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#toetsknop button")) return;
    if (areOff()) localStorage.removeItem("toetsen");
    else localStorage.setItem("toetsen", "uit");
    showSwitch();
  });
  document.addEventListener("htmx:after:settle", showSwitch);
  showSwitch();

  document.addEventListener("keydown", (event) => {
    if (areOff()) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, [popover]")) return;
    const actions = {
      j: () => move(1),
      k: () => move(-1),
      o: () => openMenu(event.target.closest("tr") ?? current()),
      "?": () => { help().hidden = !help().hidden; },
    };
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
})();
