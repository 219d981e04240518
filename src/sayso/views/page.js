"use strict";

const parts = new Map();
for (const part of document.querySelectorAll("[data-of]")) {
  for (const statement of part.dataset.of.split(" ")) {
    parts.set(statement, [...(parts.get(statement) ?? []), part]);
  }
}

const partAt = (node) => (node instanceof Element ? node.closest("[data-of]") : null);
const chosen = () => partAt(document.activeElement) ?? partAt(document.getElementById(location.hash.slice(1)));

let lit = [];
function light(part) {
  for (const other of lit) other.classList.remove("lit");
  lit = part ? part.dataset.of.split(" ").flatMap((statement) => parts.get(statement)) : [];
  for (const other of lit) other.classList.add("lit");
}

document.addEventListener("mouseover", (event) => light(partAt(event.target) ?? chosen()));
document.addEventListener("focusin", (event) => light(partAt(event.target)));
document.addEventListener("focusout", (event) => light(partAt(event.relatedTarget)));
window.addEventListener("hashchange", () => light(chosen()));
document.documentElement.classList.add("scripted");
light(chosen());
