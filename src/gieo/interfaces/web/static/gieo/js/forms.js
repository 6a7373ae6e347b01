/* Smoother controls: dates picked, sums grouped, long selects searched, files dropped. Plain inputs remain underneath. */
(() => {
  "use strict";
  const all = (selector, from) => [...from.querySelectorAll(selector)];
  const vietnamese = document.documentElement.lang !== "en";
  const words = vietnamese
    ? { pick: "Chọn ngày trên lịch", none: "Không có mục nào khớp", found: "mục khớp" }
    : { pick: "Pick a day from the calendar", none: "Nothing matches", found: "matches" };
  const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
  const icon = (path) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "i");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.append(line);
    return svg;
  };

  /* dd/mm/yyyy is typed; the browser's own calendar may fill it */
  const dressDate = (box) => {
    const text = box.querySelector("input");
    const native = document.createElement("input");
    if (!text || text.disabled || text.readOnly || !native.showPicker) return;
    native.type = "date";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "iconbtn";
    button.setAttribute("aria-label", words.pick);
    button.append(icon("M8 2v4M16 2v4M3 10h18M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z"));
    button.onclick = () => {
      const typed = text.value.match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
      native.value = typed ? `${typed[3]}-${typed[2].padStart(2, "0")}-${typed[1].padStart(2, "0")}` : "";
      native.showPicker();
    };
    native.onchange = () => {
      if (!native.value) return;
      const [year, month, day] = native.value.split("-");
      text.value = `${day}/${month}/${year}`;
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    };
    box.append(native, button);
  };

  /* 1284500000 becomes 1.284.500.000 when one leaves the field */
  const dressMoney = (input) => {
    input.addEventListener("blur", () => {
      const digits = input.value.replace(/[.,\s]/g, "");
      if (/^\d+$/.test(digits)) input.value = digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
    });
  };

  const dressFiles = (box) => {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector(".filedrop__list");
    box.querySelector(".filedrop__hint").hidden = false;
    const show = () => {
      list.replaceChildren(...[...input.files].map((file) => {
        const line = document.createElement("span");
        const kb = file.size / 1024;
        const size = kb > 999 ? `${(kb / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(kb))} kB`;
        line.textContent = `${file.name}, ${vietnamese ? size.replace(".", ",") : size}`;
        return line;
      }));
    };
    input.addEventListener("change", show);
    ["dragover", "dragenter"].forEach((name) => box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("is-over"); }));
    ["dragleave", "drop"].forEach((name) => box.addEventListener(name, () => box.classList.remove("is-over")));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      const kept = new DataTransfer();
      [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1).forEach((file) => kept.items.add(file));
      input.files = kept.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  /* a long select becomes a box to type in; the select keeps the value */
  const dressCombo = (select, order) => {
    if (select.multiple || select.options.length < 8) return;
    const options = [...select.options].map((option) => ({ option, label: option.textContent.trim(), key: fold(option.textContent) }));
    const box = document.createElement("span");
    const input = document.createElement("input");
    const list = document.createElement("ul");
    box.className = "combo";
    list.className = "combo__list";
    list.id = `combo-${order}-${select.id || select.name}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    input.type = "text";
    input.autocomplete = "off";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    if (label) { input.id = `${select.id}-combo`; label.htmlFor = input.id; list.setAttribute("aria-label", label.textContent.trim()); }
    let shown = [];
    let at = -1;
    const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
    const restore = () => { input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].textContent.trim() : ""; };
    const choose = (entry) => { select.value = entry.option.value; select.dispatchEvent(new Event("change", { bubbles: true })); restore(); close(); };
    const mark = (next) => {
      [...list.children].forEach((line) => line.removeAttribute("aria-selected"));
      at = next;
      const line = list.children[at];
      if (!line) return;
      line.setAttribute("aria-selected", "true");
      line.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", line.id);
    };
    const open = (everything) => {
      const wanted = everything ? [] : fold(input.value).split(" ").filter(Boolean);
      shown = options.filter((entry) => entry.option.value && wanted.every((word) => entry.key.includes(word))).slice(0, 60);
      list.replaceChildren(...(shown.length ? shown : [{ label: words.none }]).map((entry, index) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${index}`;
        line.setAttribute("role", "option");
        line.textContent = entry.label;
        if (entry.option) line.onpointerdown = (event) => { event.preventDefault(); choose(entry); };
        else { line.className = "combo__none"; line.setAttribute("aria-disabled", "true"); }
        return line;
      }));
      list.hidden = false;
      at = -1;
      input.setAttribute("aria-expanded", "true");
      const live = document.getElementById("said");
      if (live && !everything) live.textContent = `${shown.length} ${words.found}`;
    };
    input.addEventListener("focus", () => { input.select(); });
    input.addEventListener("click", () => open(true));
    input.addEventListener("input", () => { if (!input.value.trim()) select.value = ""; open(false); });
    input.addEventListener("blur", () => { restore(); close(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); if (list.hidden) open(true); mark(Math.min(at + 1, shown.length - 1)); }
      if (event.key === "ArrowUp") { event.preventDefault(); mark(Math.max(at - 1, 0)); }
      if (event.key === "Enter" && !list.hidden) { event.preventDefault(); if (shown[Math.max(at, 0)]) choose(shown[Math.max(at, 0)]); }
      if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); restore(); close(); }
    });
    select.hidden = true;
    input.required = select.required;
    select.required = false;
    select.after(box);
    box.append(input, list);
    restore();
  };

  const dress = (part) => {
    all("[data-date]", part).forEach(dressDate);
    all("input[data-money]", part).forEach(dressMoney);
    all("[data-filedrop]", part).forEach(dressFiles);
    all("select[data-combobox]", part).forEach(dressCombo);
  };
  dress(document);
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) dress(event.detail.elt); });
})();
