/* Lines below the search box of the office while one types. Without this the box leads to the search page. */
(() => {
  "use strict";
  const box = document.querySelector("[data-omni]");
  const below = document.getElementById("omni-below");
  if (!box || !below || !window.htmx) return;
  const options = () => [...below.querySelectorAll("[role=option]")];
  let at = -1;

  const mark = (place) => {
    at = place;
    options().forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    const chosen = options()[at];
    if (chosen) { box.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  };
  const show = (yes) => {
    below.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes && options().length > 0));
    mark(-1);
  };

  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": "omni-list" })
    .forEach(([name, value]) => box.setAttribute(name, value));
  show(false);

  below.addEventListener("htmx:afterSwap", () => {
    const said = below.querySelector("[data-said]");
    show(Boolean(said) && document.activeElement === box);
    const live = document.getElementById("said");
    if (live && said && !below.hidden) live.textContent = said.dataset.said;
  });
  box.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "Escape" && !below.hidden) { event.preventDefault(); event.stopPropagation(); show(false); }
    else if (event.key === "ArrowDown" && count) { event.preventDefault(); if (below.hidden) show(true); mark((at + 1) % count); }
    else if (event.key === "ArrowUp" && count && !below.hidden) { event.preventDefault(); mark((at < 1 ? count : at) - 1); }
    else if (event.key === "Enter" && !below.hidden && options()[at]) { event.preventDefault(); options()[at].click(); }
  });
  box.addEventListener("focus", () => { if (box.value.trim() && options().length) show(true); });
  box.addEventListener("blur", () => show(false));
  below.addEventListener("mousedown", (event) => event.preventDefault()); /* the box keeps the focus */
})();
