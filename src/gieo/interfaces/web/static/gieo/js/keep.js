/* What one types is kept on this device until it is saved: a closed tab, a power cut, a lost line lose nothing.
   Kept by person and address, offered back on the next visit, gone after saving, signing out, or a week. */
(() => {
  "use strict";
  const person = document.body.dataset.person;
  const offer = document.getElementById("kept");
  const MARK = "gieo-kept:";
  const WEEK = 7 * 24 * 3600 * 1000;
  const fields = (form) => [...form.elements].filter((field) => field.name && !field.closest(".combo, [data-not-kept]")
    && !["hidden", "password", "file", "submit", "button"].includes(field.type));
  const read = (form) => Object.fromEntries(fields(form).map((field) =>
    [`${field.name}=${["checkbox", "radio"].includes(field.type) ? field.value : ""}`,
      ["checkbox", "radio"].includes(field.type) ? field.checked : field.multiple ? [...field.selectedOptions].map((one) => one.value) : field.value]));
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(MARK));
  let leaving = false;
  const load = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

  const fill = (form, values) => {
    const known = read(form);
    fields(form).forEach((field) => {
      const box = ["checkbox", "radio"].includes(field.type);
      const key = `${field.name}=${box ? field.value : ""}`;
      if (!(key in values) || JSON.stringify(known[key]) === JSON.stringify(values[key])) return;
      if (box) field.checked = values[key];
      else if (field.multiple) [...field.options].forEach((one) => { one.selected = values[key].includes(one.value); });
      else field.value = values[key];
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  const watch = (form, key) => {
    const first = JSON.stringify(read(form));
    let waiting = 0;
    const keep = () => {
      clearTimeout(waiting);
      if (leaving) return;
      const now = JSON.stringify(read(form));
      if (now === first) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: JSON.parse(now) }));
    };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); });
    form.addEventListener("change", keep);
    form.addEventListener("submit", () => { keep(); sessionStorage.setItem("gieo-sent", key); });
    const old = load(key);
    if (!old || JSON.stringify(old.values) === first) return;
    const when = new Date(old.at).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "vi-VN", { dateStyle: "short", timeStyle: "short" });
    const bar = offer.content.firstElementChild.cloneNode(true);
    bar.querySelector("[data-kept-when]").textContent = when;
    bar.querySelector("[data-kept-take]").onclick = () => { fill(form, old.values); bar.remove(); form.querySelector("input:not([type=hidden]), textarea")?.focus(); };
    bar.querySelector("[data-kept-drop]").onclick = () => { localStorage.removeItem(key); bar.remove(); };
    form.before(bar);
  };

  try {
    keys().forEach((key) => { const old = load(key); if (!old || old.at < Date.now() - WEEK) localStorage.removeItem(key); });
    const forms = [...document.querySelectorAll("main form[method=post]")]
      .filter((form) => form.querySelector("textarea, input[type=text]") && !form.closest("[data-ask], [data-nothing-kept]"));
    /* a form says what it is about where one address has several, one after another */
    const key = (form) => `${MARK}${person}:${location.pathname}:${form.dataset.kept ?? forms.indexOf(form)}`;
    /* what was sent has been saved when the next page says so; a page that never came, or one with errors, does not */
    const sent = sessionStorage.getItem("gieo-sent");
    if (sent && document.querySelector(".toast[data-tone=ok]")) localStorage.removeItem(sent);
    sessionStorage.removeItem("gieo-sent");
    if (person && offer) forms.forEach((form) => watch(form, key(form)));
    document.querySelectorAll("form[data-leave]").forEach((form) => form.addEventListener("submit", () => {
      leaving = true;
      keys().forEach((one) => localStorage.removeItem(one));
      sessionStorage.clear();
    }));
  } catch { /* no storage here: the form works as ever */ }
})();
