/* A yearly report on a phone: what is typed is kept on this device at once and on the server a moment later; photographs
   are made small here; a report that could not be sent is sent when the line comes back. Nothing is asked twice: every
   save has a number, every photograph a name, the report one submission. Nothing secret is kept: the device knows the
   report by its code, never by its link. */
(() => {
  "use strict";
  const MARK = "gieo-report:";
  const sent = document.querySelector("[data-report-sent]");
  const forget = (code) => Object.keys(localStorage).filter((key) => key.startsWith(`${MARK}${code}`)).forEach((key) => localStorage.removeItem(key));
  try { if (sent) forget(sent.dataset.reportSent); } catch { /* no storage here */ }
  const form = document.querySelector("form[data-report]");
  if (!form || !window.fetch || !window.FormData) return;

  const key = `${MARK}${form.dataset.report}`;
  const name = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const load = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const state = Object.assign({ client: name(), number: 0, values: null, photos: {}, dirty: false, sending: "" }, load());
  const keep = () => { try { localStorage.setItem(key, JSON.stringify(state)); } catch { /* full: it stays in this page */ } };
  const say = (text) => { form.querySelector("[data-report-status]").textContent = text; };
  const own = (field) => field.name && !["csrfmiddlewaretoken", "submission", "photos", "photo"].includes(field.name);
  const read = () => [...form.elements].filter((field) => own(field) && !["submit", "button"].includes(field.type)
    && (!["radio", "checkbox"].includes(field.type) || field.checked)).map((field) => [field.name, field.value]);
  const fill = (values) => [...form.elements].filter(own).forEach((field) => {
    const said = values.filter(([at]) => at === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = said.includes(field.value);
    else if (!["submit", "button", "hidden", "file"].includes(field.type)) field.value = said[0] ?? "";
  });
  const body = (more) => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    read().forEach(([at, value]) => data.append(at, value));
    Object.entries(more).forEach(([at, value]) => data.append(at, value));
    return data;
  };
  const ask = (address, data) => fetch(address, {
    method: "POST", body: data, redirect: "manual", headers: { Accept: "application/json, text/html" },
    signal: AbortSignal.timeout ? AbortSignal.timeout(45_000) : undefined,
  });
  /* One thing at a time, again and again until it is done: a failed line waits, longer each time, or for the network. */
  let wake = () => {};
  const pause = (seconds) => new Promise((go) => {
    const timer = setTimeout(go, seconds * 1000);
    wake = () => { clearTimeout(timer); go(); };
  });
  addEventListener("online", () => wake());
  let running = false;
  let closed = false;
  const work = async () => {
    if (running || closed) return;
    running = true;
    for (let failures = 0; !closed;) {
      const job = Object.keys(state.photos).find((one) => state.photos[one].data) ? photo : state.sending ? submit : state.dirty ? save : null;
      if (!job) break;
      try { await job(); failures = 0; } catch {
        failures += 1;
        say(state.sending ? form.dataset.waits : form.dataset.away);
        await pause(Math.min(2 ** failures, 20));
      }
    }
    running = false;
  };
  const stop = (text) => { closed = true; say(text); };
  const later = async (answer) => {
    if (answer.status !== 429 && answer.status < 500) return false;
    if (answer.status === 429) await pause(Math.min(Number(answer.headers.get("Retry-After")) || 10, 60));
    else throw new Error("busy");
    return true;
  };

  const save = async () => {
    const number = state.number;
    const answer = await ask(form.dataset.save, body({ client: state.client, number }));
    if (await later(answer)) return;
    const told = await answer.json();
    if (!answer.ok) { stop(told.said); return; }
    if (number === state.number) state.dirty = false;
    keep();
    say(form.dataset.saved.replace("%s", told.saved));
  };

  const unpack = (address) => new Blob([Uint8Array.from(atob(address.split(",")[1]), (one) => one.charCodeAt(0))], { type: "image/jpeg" });
  const photo = async () => {
    const one = Object.keys(state.photos).find((at) => state.photos[at].data);
    const bytes = unpack(state.photos[one].data);
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("name", one);
    data.append("photo", bytes, `${one}.jpg`);
    const answer = await ask(form.dataset.photo, data);
    if (await later(answer)) return;
    const shown = form.querySelector(`[data-kept="${one}"]`);
    if (answer.ok) shown?.classList.remove("is-waiting");
    else { say((await answer.json()).said); shown?.remove(); }
    delete state.photos[one];
    keep();
  };

  const submit = async () => {
    say(form.dataset.sending);
    const answer = await ask(form.getAttribute("action") || location.pathname, body({ submission: state.sending }));
    if (answer.type === "opaqueredirect") { closed = true; forget(form.dataset.report); location.reload(); return; }
    if (await later(answer)) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    state.sending = "";
    keep();
    const fresh = page.querySelector("form[data-report]");
    if (!fresh) { closed = true; location.reload(); return; }
    form.replaceChildren(...fresh.childNodes);
    redraw();
    form.querySelector(".errors, [role=alert], .has-error")?.scrollIntoView({ block: "center" });
    form.querySelector(".errors, [role=alert]")?.focus?.();
  };

  /* Photographs: no wider than 1,280 dots, about 150 kB; without what the camera wrote into them. */
  const shrink = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.72);
  };
  const draw = (one) => {
    const item = document.createElement("li");
    const picture = document.createElement("img");
    const drop = document.createElement("button");
    item.dataset.kept = one;
    item.className = "is-waiting";
    picture.src = state.photos[one].data;
    picture.alt = state.photos[one].title || "";
    drop.type = "submit";
    drop.className = "btn btn--quiet";
    drop.name = "photo";
    drop.value = one;
    drop.textContent = form.dataset.drop;
    drop.setAttribute("formaction", form.dataset.photo.replace(/[^/]+$/, "bo-anh"));
    item.append(picture, drop);
    form.querySelector(".report-photos").append(item);
  };
  const redraw = () => Object.keys(state.photos).filter((one) => state.photos[one].data && !form.querySelector(`[data-kept="${one}"]`)).forEach(draw);
  const choose = async (input) => {
    const room = Number(input.dataset.most) - form.querySelectorAll(".report-photos li").length;
    const files = [...input.files].slice(0, Math.max(room, 0));
    input.value = "";
    for (const file of files) {
      say(form.dataset.shrinking);
      try {
        const one = name();
        state.photos[one] = { data: await shrink(file), title: file.name };
        keep();
        draw(one);
      } catch { say(form.dataset.unreadable); }
    }
    work();
  };

  let waiting = 0;
  const typed = (event) => {
    if (event.target.name === "photos") { choose(event.target); return; }
    if (!own(event.target)) return;
    state.values = read();
    state.number += 1;
    state.dirty = true;
    keep();
    if (!running) say(form.dataset.typing);
    clearTimeout(waiting);
    waiting = setTimeout(work, 1200);
  };
  form.addEventListener("input", (event) => { if (event.target.type !== "file") typed(event); });
  form.addEventListener("change", (event) => { if (event.target.type === "file") typed(event); });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) {
      if (event.submitter.name !== "photo") {  /* saved at once, as when one types */
        event.preventDefault();
        state.values = read();
        state.number += 1;
        state.dirty = true;
        keep();
        wake();
        work();
        return;
      }
      const one = event.submitter.value;
      if (state.photos[one]?.data) {  /* not sent yet: it is only here */
        event.preventDefault();
        delete state.photos[one];
        keep();
        form.querySelector(`[data-kept="${one}"]`)?.remove();
      }
      return;
    }
    event.preventDefault();
    state.values = read();
    state.sending = form.elements.submission.value;
    keep();
    wake();
    work();
  });

  if (state.values && (state.dirty || state.sending)) {
    fill(state.values);
    say(form.dataset.restored);
  }
  redraw();
  work();
})();
