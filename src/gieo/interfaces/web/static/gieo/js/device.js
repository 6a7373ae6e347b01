/* Signing without network. A signature is kept on the device before the page says so, and sent when there is a network. */
(() => {
  "use strict";
  const MOST_AT_ONCE = 10;
  const EVERY = 30000;
  const SOON = 3000;
  const LONGEST = 600000;
  const PARTIES = ["receiver", "giver", "witness"];
  const root = document.getElementById("device");
  const at = (name, from = document) => from.querySelector(`[data-at="${name}"]`);
  const words = at("words").dataset;
  const form = at("form");
  const filled = (text, values) => text.replace(/%([a-z])/g, (_, key) => values[key] ?? "");
  const { field, strokes, faults, setAside, takeUp, forget } = deviceForm(form, { words, papers: root.dataset, filled });
  const time = (moment) => new Date(moment).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  const put = (name, values) => { const part = at(name); const told = part.querySelector("[data-words]") ?? part; told.textContent = filled(told.dataset.words, values); };
  const say = (text) => { const live = document.getElementById("said"); if (live) live.textContent = text; };
  const newId = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  let kept = { tablet: null, minutes: [], signatures: [] };
  let isReady = false;
  let isFilling = false;
  let asked = "";
  let trouble = ""; // why Gieo takes nothing just now, in words
  let pause = SOON;
  let notBefore = 0;

  /* ---- how things stand */
  const unsent = () => kept.signatures.filter((one) => one.state === "kept");
  const refused = () => kept.signatures.filter((one) => one.state === "refused");
  const mine = (minutes, party) => kept.signatures.find((one) => one.code === minutes.code && one.party === party && one.state !== "refused");
  const standing = (minutes, party) => minutes.signed[party] ? "signed" : mine(minutes, party) ? "kept" : "none";
  const missing = (minutes) => minutes.open ? (minutes.order?.length ? minutes.order : PARTIES).filter((party) => standing(minutes, party) === "none") : [];
  const turn = (minutes) => minutes.order?.length ? missing(minutes).slice(0, 1) : missing(minutes);
  const word = (minutes, party) => {
    const state = standing(minutes, party);
    if (state !== "none" || !minutes.open) return state;
    return minutes.refused?.[party] ? "refused" : turn(minutes).includes(party) ? "none" : "later";
  };
  const label = (party) => at("row").content.querySelector(`[data-party="${party}"]`).dataset.label;
  const read = async () => { kept = await deviceStore.read(); };

  /* ---- showing */
  const show = () => {
    for (const name of ["unopened", "table", "sheet"]) at(name).hidden = true;
    at("online").hidden = !navigator.onLine;
    at("offline").hidden = navigator.onLine;
    if (!kept.tablet) { at("unopened").hidden = false; return; }
    at("place").textContent = kept.tablet.conference ? `${kept.tablet.conference.title} · ${kept.tablet.conference.held_on}` : "";
    const wanted = kept.minutes.find((minutes) => `#${minutes.code}` === decodeURIComponent(location.hash));
    if (wanted) showSheet(wanted); else showTable();
  };

  const showTable = () => {
    const { tablet, minutes } = kept;
    at("table").hidden = false;
    at("conference").textContent = tablet.conference?.title ?? "";
    at("tablet").textContent = tablet.name ?? "";
    at("filling").hidden = !isFilling;
    at("ready").hidden = !isReady || isFilling;
    at("unready").hidden = isReady || isFilling;
    const waiting = minutes.filter((one) => missing(one).length);
    put("ready", { m: waiting.length, i: waiting.reduce((sum, one) => sum + one.count, 0) });
    const sent = kept.signatures.filter((one) => one.state === "sent").length;
    at("unsent").hidden = !unsent().length;
    at("all-sent").hidden = unsent().length > 0 || !sent;
    put("unsent", { n: unsent().length });
    put("all-sent", { n: sent });
    at("silenced").hidden = !tablet.silenced && !trouble;
    at("silenced-why").textContent = tablet.silenced || trouble;
    at("last").hidden = !tablet.met_at;
    if (tablet.met_at) put("last", { t: time(tablet.met_at) });
    at("rows").replaceChildren(...minutes.map(row));
    at("refused").hidden = !refused().length;
    at("refusals").replaceChildren(...refused().map(refusal));
  };

  const row = (minutes) => {
    const made = at("row").content.cloneNode(true);
    at("row-code", made).textContent = minutes.code;
    at("row-unit", made).textContent = minutes.receiver;
    at("row-count", made).textContent = minutes.count;
    for (const cell of made.querySelectorAll("[data-party]")) {
      const state = word(minutes, cell.dataset.party);
      cell.textContent = words[state];
      cell.classList.toggle("muted", ["none", "later"].includes(state));
      cell.dataset.state = state;
    }
    const link = at("row-sign", made);
    link.href = `#${minutes.code}`;
    link.hidden = !missing(minutes).length;
    return made;
  };

  const refusal = (one) => {
    const made = document.createElement("li");
    const head = document.createElement("b");
    head.textContent = `${one.code}, ${label(one.party)}: ${one.person_name}, ${time(one.signed_at)}`;
    const why = document.createElement("p");
    why.textContent = one.why;
    made.append(head, why);
    return made;
  };

  const showSheet = (minutes) => {
    const unsigned = turn(minutes);
    const party = unsigned.includes(asked) ? asked : unsigned[0];
    at("sheet").hidden = false;
    at("code").textContent = minutes.code;
    at("giver").textContent = minutes.giver;
    at("head").textContent = minutes.head;
    at("copies").textContent = minutes.copies;
    at("items").replaceChildren(...minutes.items.map(item));
    at("paper").replaceChildren(...minutes.paper.map((line) => paragraph(line)));
    showDone(minutes);
    showRefused(minutes);
    const waits = minutes.order?.length && missing(minutes).length > 1;
    at("in-turn").hidden = !waits;
    if (waits) put("in-turn", { o: minutes.order.map(label).join(" → "), w: label(party) });
    at("asks").hidden = form.hidden = !party;
    at("over").hidden = Boolean(party);
    if (party) showForm(minutes, party, unsigned);
  };

  const paragraph = (text) => { const made = document.createElement("p"); made.textContent = text; return made; };
  const item = (row) => {
    const made = at("item").content.cloneNode(true);
    at("item-no", made).textContent = row.order;
    at("item-title", made).textContent = row.title;
    at("item-said", made).textContent = row.said;
    for (const [name, text] of row.terms) {
      const line = document.createElement("p");
      line.className = "small";
      const head = document.createElement("b");
      head.textContent = `${name}: `;
      line.append(head, text);
      made.firstElementChild.append(line);
    }
    return made;
  };

  const showDone = (minutes) => {
    const lines = PARTIES.filter((party) => standing(minutes, party) !== "none").map((party) => {
      const here = mine(minutes, party);
      const { name, at: moment } = minutes.signed[party] ?? { name: here.person_name, at: here.signed_at };
      const made = document.createElement("li");
      made.textContent = `${label(party)}: ${name}, ${time(moment)} (${words[standing(minutes, party)]})`;
      return made;
    });
    at("done").hidden = !lines.length;
    at("signed").replaceChildren(...lines);
  };

  const showRefused = (minutes) => {
    const lines = minutes.open ? missing(minutes).filter((party) => minutes.refused?.[party]).map((party) => {
      const { why, at: moment } = minutes.refused[party];
      const made = document.createElement("p");
      made.textContent = `${label(party)}, ${time(moment)}: ${why}`;
      return made;
    }) : [];
    at("no").hidden = !lines.length;
    at("no-lines").replaceChildren(...lines);
  };

  const showForm = (minutes, party, unsigned) => {
    const key = `${minutes.code} ${party}`;
    at("who").textContent = label(party);
    at("press").textContent = minutes.press;
    at("digest").textContent = `${minutes.short} · ${minutes.code}`;
    const inherits = minutes.heir && party === "receiver";
    at("heir").hidden = !inherits;
    if (inherits) put("heir", { u: minutes.heir });
    const others = unsigned.filter((other) => other !== party).map((other) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn--quiet";
      made.textContent = label(other);
      made.dataset.party = other;
      made.onclick = () => { asked = other; show(); at("head").focus(); };
      return made;
    });
    at("others").hidden = !others.length;
    at("others").replaceChildren(at("others").firstElementChild, ...others);
    if (form.dataset.key === key) return;
    setAside();
    form.dataset.key = key;
    form.reset();
    at("errors").hidden = true;
    const person = inherits ? { name: "", title: "" } : minutes.people[party];
    takeUp(key, { person_name: person.name, title: person.title, identity: "", strokes: "" });
  };

  /* ---- signing */
  const refuse = (found) => {
    at("errors").hidden = false;
    at("error-list").replaceChildren(...found.map((text) => { const line = document.createElement("li"); line.textContent = text; return line; }));
    at("errors").focus();
  };

  let isSigning = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [code, party] = form.dataset.key.split(" ");
    const minutes = kept.minutes.find((one) => one.code === code);
    const found = faults(minutes, party);
    if (found.length) { refuse(found); return; }
    if (isSigning) return;
    isSigning = true;
    const now = Date.now();
    const signature = {
      id: newId(),
      token: kept.tablet.token,
      code,
      party,
      digest: minutes.digest,
      strokes: strokes(),
      identity: field("identity").value,
      person_name: field("person_name").value.trim(),
      title: field("title").value.trim(),
      device_at: new Date(now).toISOString(),
      signed_at: new Date(now + (kept.tablet.skew ?? 0)).toISOString(),
      state: "kept",
    };
    try {
      await deviceStore.keep((stores) => stores.signatures.add(signature));
    } catch {
      refuse([words.notKept]);
      return;
    } finally {
      isSigning = false;
    }
    asked = "";
    forget();
    await read();
    show();
    say(filled(words.keptNow, { w: signature.person_name, t: time(signature.signed_at) }));
    scrollTo(0, 0);
    at("head").focus();
    send();
  });

  /* ---- asking Gieo */
  const ask = (address, token, body) => fetch(address, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
  });
  const said = async (answer) => { try { return await answer.json(); } catch { return {}; } };
  const changed = (stores, change) => {
    const asked = stores.tablet.get("now");
    asked.onsuccess = () => { if (asked.result) stores.tablet.put({ ...asked.result, ...change }, "now"); };
  };
  const met = (told) => ({ met_at: told.now, skew: Date.parse(told.now) - Date.now(), silenced: "" });

  /* A lost or closed tablet is silenced; anything else is said once, and tried again after longer and longer. */
  const refusedBy = async (answer, token) => {
    const told = await said(answer);
    if (answer.status === 403) {
      if (token === kept.tablet.token) await deviceStore.keep((stores) => changed(stores, { silenced: told.said }));
      return;
    }
    const why = told.said || filled(words.notTaken, { s: answer.status });
    if (why !== trouble) say(why);
    trouble = why;
    const asked = Number(answer.headers.get("Retry-After")) * 1000;
    pause = Math.min(LONGEST, Math.max(asked || 0, EVERY, pause * 2));
    notBefore = Date.now() + pause;
  };
  const calm = () => { trouble = ""; pause = SOON; notBefore = 0; };

  const stock = async () => {
    isFilling = true;
    show();
    try {
      const answer = await ask(root.dataset.stock, kept.tablet.token, {});
      if (!answer.ok) { await refusedBy(answer, kept.tablet.token); return; }
      const told = await said(answer);
      await deviceStore.keep((stores) => {
        if (kept.tablet.conference?.code !== told.conference.code) stores.minutes.clear();
        told.minutes.forEach((minutes) => stores.minutes.put(minutes));
        changed(stores, { ...told.tablet, conference: told.conference, stocked_at: told.now, ...met(told) });
      });
      await deviceKeepsPage();
    } catch { /* no network: said by what is not there */ } finally {
      isFilling = false;
      await read();
      await weigh();
      show();
    }
  };

  const exchange = async (token, given) => {
    const signatures = given.slice(0, MOST_AT_ONCE);
    const body = signatures.map(({ state, why, token: _token, ...one }) => one);
    const answer = await ask(root.dataset.send, token, { signatures: body, kept: given.length });
    if (!answer.ok) { await refusedBy(answer, token); return false; }
    const told = await said(answer);
    if (!told.answers) return false;
    calm();
    await deviceStore.keep((stores) => {
      for (const one of told.answers) {
        const asked = stores.signatures.get(one.id);
        asked.onsuccess = () => {
          if (!asked.result) return;
          const { strokes, ...rest } = asked.result;
          stores.signatures.put(one.refusal ? { ...rest, strokes, state: "refused", why: one.refusal } : { ...rest, state: "sent", why: "" });
        };
      }
      if (token !== kept.tablet.token) return;
      for (const [code, now] of Object.entries(told.minutes)) {
        const asked = stores.minutes.get(code);
        asked.onsuccess = () => { if (asked.result) stores.minutes.put({ ...asked.result, ...now }); };
      }
      changed(stores, met(told));
    });
    return signatures.length > 0;
  };

  const sendAll = async (again) => {
    const tried = new Set();
    const waits = (one) => !tried.has(one.id) && (one.state === "kept" || (again && one.state === "refused"));
    for (const token of new Set([kept.tablet.token, ...unsent().map((one) => one.token)])) {
      for (let goesOn = true; goesOn;) {
        const given = kept.signatures.filter((one) => one.token === token && waits(one));
        given.slice(0, MOST_AT_ONCE).forEach((one) => tried.add(one.id));
        goesOn = await exchange(token, given);
        await read();
      }
    }
  };

  let isSending = false;
  let isWanted = false; // asked for while something was being sent
  const send = async ({ again = false } = {}) => {
    if (!kept.tablet || !navigator.onLine || (!again && Date.now() < notBefore)) return;
    if (isSending) { isWanted = true; return; }
    isSending = true;
    try {
      const alone = navigator.locks ? (work) => navigator.locks.request("gieo-ky", work) : (work) => work();
      await alone(async () => { await read(); await sendAll(again); });
    } catch { /* no network, or a busy office: tried again */ } finally {
      isSending = false;
      await read();
      show();
    }
    if ((isWanted || unsent().length) && navigator.onLine && !kept.tablet.silenced) later();
    isWanted = false;
  };
  let timer = 0;
  const later = () => { clearTimeout(timer); timer = setTimeout(send, pause); };

  /* ---- the page itself on the device */
  const deviceKeepsPage = async () => {
    await navigator.serviceWorker.register(root.dataset.worker);
    await navigator.serviceWorker.ready;
  };
  const weigh = async () => {
    const page = await caches.match(location.pathname, { ignoreVary: true, ignoreSearch: true });
    isReady = Boolean(page && navigator.serviceWorker.controller && kept.tablet?.stocked_at);
  };

  const begin = async () => {
    if (!navigator.serviceWorker || !window.indexedDB || !window.caches) { at("cannot").hidden = false; return; }
    try { await read(); } catch { at("cannot").hidden = false; return; }
    const opening = location.hash.match(/^#mo=([\w-]+)$/);
    if (opening) {
      history.replaceState(null, "", location.pathname);
      if (kept.tablet?.token !== opening[1]) await deviceStore.keep((stores) => stores.tablet.put({ token: opening[1], conference: kept.tablet?.conference }, "now"));
      await read();
      navigator.storage?.persist?.();
    }
    await weigh();
    show();
    addEventListener("hashchange", () => {
      if (location.hash === "#main") return;
      asked = "";
      show();
      scrollTo(0, 0);
      (at("sheet").hidden ? at("conference") : at("head")).focus();
    });
    addEventListener("online", () => { show(); send(); });
    addEventListener("offline", show);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    navigator.serviceWorker.addEventListener("controllerchange", async () => { await weigh(); show(); });
    at("send").addEventListener("click", () => send({ again: true }));
    at("stock").addEventListener("click", stock);
    setInterval(() => { if (!document.hidden && navigator.onLine) send(); }, EVERY);
    if (!kept.tablet) return;
    if (!kept.tablet.stocked_at) await stock();
    await send();
  };
  begin();
})();
