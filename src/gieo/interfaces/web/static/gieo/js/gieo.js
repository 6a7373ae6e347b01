/* What makes pages smoother. Every page works without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const say = (words) => { const live = document.getElementById("said"); if (live) live.textContent = words; };

  /* light and dark */
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const switchTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("gieo-theme", root.dataset.theme); } catch { /* the choice lasts for this page */ }
  };

  /* asking first: the fold becomes a modal dialog, and goes back when it closes */
  const askInDialog = (fold) => {
    if (!window.HTMLDialogElement) return;
    const panel = fold.querySelector(".ask__panel");
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-label", panel.getAttribute("aria-label"));
    fold.after(dialog);
    dialog.append(panel);
    const close = panel.querySelector("[data-ask-close]");
    if (close) { close.hidden = false; close.onclick = () => dialog.close(); }
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      fold.append(panel);
      if (close) close.hidden = true;
      dialog.remove();
      fold.querySelector("summary").focus();
    });
    dialog.showModal();
    dialog.querySelector("input:not([type=hidden]), select, textarea, button[type=submit]")?.focus();
  };

  /* a copy button stands only where copying works */
  const copy = async (button) => {
    const value = button.closest(".copy").querySelector("[data-copy-value]").textContent;
    await navigator.clipboard.writeText(value);
    say(`${button.dataset.said}: ${value}`);
    button.classList.add("is-done");
  };

  /* ticked rows of a list */
  const countTicks = (form) => {
    const counter = form.querySelector("[data-bulk-count]");
    if (!counter) return;
    const count = all("[data-tick]:checked", form).length;
    counter.textContent = count ? counter.dataset.some.replace("%n", count) : counter.dataset.none;
  };

  const dress = (part) => {
    all("[data-theme-switch]", part).forEach((button) => { button.hidden = false; });
    all("[data-toast-close]", part).forEach((button) => { button.hidden = false; });
    if (navigator.clipboard) all("[data-copy]", part).forEach((button) => { button.hidden = false; });
    all("[data-thread-fold]", part).forEach((button) => {
      button.hidden = false;
      button.closest("[data-thread]").classList.add("is-folded");
    });
    all("[data-filters]", part).forEach((fold) => {
      if (matchMedia("(min-width: 80rem)").matches && !fold.closest(".list--top")) fold.open = true;
    });
    all("[data-bulk]", part).forEach((bar) => { const form = bar.closest("form"); if (form) countTicks(form); });
  };

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest?.(selector);
    if (at("[data-theme-switch]")) switchTheme();
    const toast = at("[data-toast-close]");
    if (toast) toast.closest("[data-toast]").remove();
    const copier = at("[data-copy]");
    if (copier) copy(copier);
    const folded = at("[data-thread-fold]");
    if (folded) {
      folded.closest("[data-thread]").classList.remove("is-folded");
      folded.setAttribute("aria-expanded", "true");
      folded.hidden = true;
    }
    if (at("[data-print]")) window.print();
    const asked = at("[data-ask] > summary");
    if (asked && window.HTMLDialogElement) { event.preventDefault(); askInDialog(asked.parentElement); }
    all("[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  document.addEventListener("change", (event) => {
    if (!event.target.matches?.("[data-tick]")) return;
    const form = event.target.form;
    if (form) countTicks(form);
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const box = document.querySelector("[data-omni], [type=search]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "Escape") {
      all("[data-menu][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
      if (location.hash === "#rail") location.hash = "main";
    }
  });

  /* folds print open */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open]):not([data-ask]):not([data-menu]):not([data-filters])");
    opened.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => { opened.forEach((fold) => { fold.open = false; }); });

  /* refusals of parts come as words in a dialog */
  document.addEventListener("htmx:responseError", (event) => {
    const dialog = document.getElementById("words");
    if (!dialog?.showModal) return;
    const plain = (event.detail.xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    dialog.querySelector("[data-words]").textContent = plain ? event.detail.xhr.responseText : event.detail.xhr.statusText;
    dialog.showModal();
  });
  document.addEventListener("htmx:load", (event) => dress(event.detail.elt));

  dress(document);
  document.querySelector("[data-autofocus]")?.focus();
})();
