/* A large file goes ahead of its form, in parts, and is compared with its fingerprint: a line that breaks costs one part.
   Chosen again after a reload or a restart of the server, it goes on where it was. Small files go with the form, as all do
   without JavaScript. */
(() => {
  "use strict";
  const SMALL = 256 * 1024;
  const LEAST = 64 * 1024;
  const MOST = 2 * 1024 * 1024;
  const LONGEST_WAIT = 30_000;
  const vietnamese = document.documentElement.lang !== "en";
  const words = vietnamese
    ? {
      reading: "đang tính vân tay", sending: "đang gửi", done: "đã gửi xong, đúng vân tay", of: "trên",
      away: "Mất kết nối. Tự gửi tiếp sau %s giây.", signedOut: "Phiên làm việc đã hết. Tải lại trang, đăng nhập và chọn lại tệp này: phần đã gửi còn nguyên.",
      again: "Gửi tiếp", drop: "Bỏ tệp", refused: "Không nhận tệp này.", unreadable: "Trình duyệt không đọc được tệp. Chọn lại.",
      waiting: "Đang gửi tệp; biểu mẫu tự gửi khi tệp tới đủ.", progress: "Tiến độ gửi tệp",
    }
    : {
      reading: "taking its fingerprint", sending: "sending", done: "sent, fingerprint matches", of: "of",
      away: "No connection. Going on by itself in %s seconds.", signedOut: "Your session has ended. Reload the page, sign in and choose this file again: what was sent is kept.",
      again: "Go on", drop: "Drop this file", refused: "This file is not taken.", unreadable: "The browser cannot read this file. Choose it again.",
      waiting: "Sending the file; the form follows by itself once it is there.", progress: "Progress of the file",
    };
  const live = document.getElementById("said");
  const say = (text) => { if (live) live.textContent = text; };
  const mb = (bytes) => { const text = (bytes / 1048576).toFixed(1); return vietnamese ? text.replace(".", ",") : text; };
  const make = (tag, kind, text = "") => { const one = document.createElement(tag); if (kind) one.className = kind; one.textContent = text; return one; };
  const underWay = new Map();  /* form → jobs that are not done */

  class Stopped extends Error {}
  class NotTaken extends Error {}

  const digestOf = (file, address) => new Promise((give, fail) => {
    const worker = new Worker(address);
    const end = (done) => { worker.terminate(); done(); };
    worker.onerror = () => end(() => fail(new NotTaken(words.unreadable)));
    worker.onmessage = ({ data }) => end(() => (data.digest ? give(data.digest) : fail(new NotTaken(words.unreadable))));
    worker.postMessage({ file });
  });

  /* One file on its way: what is shown of it, and what goes over the line. */
  const upload = (box, input, file) => {
    const form = input.form;
    const base = box.dataset.upload;
    const line = make("span", "filedrop__file");
    const bar = make("progress", "filedrop__bar");
    const told = make("span", "filedrop__told");
    const again = make("button", "btn btn--quiet", words.again);
    const drop = make("button", "btn btn--quiet", words.drop);
    const mark = make("input");
    const job = { line, stopped: false };
    let digest = "";
    let part = SMALL;
    let quarter = 0;
    let wake = () => {};
    bar.max = file.size;
    bar.value = 0;
    bar.setAttribute("aria-label", `${words.progress} ${file.name}`);
    again.type = drop.type = "button";
    again.hidden = true;
    again.onclick = () => wake();
    mark.type = "hidden";
    mark.name = "_sent";
    line.append(make("b", "", file.name), bar, told, again, drop);
    box.querySelector(".filedrop__sent").append(line);

    const ask = async (path, body, query = "") => {
      const answer = await fetch(`${base}${path}${query}`, {
        method: "POST", body, redirect: "manual", signal: AbortSignal.timeout ? AbortSignal.timeout(60_000) : undefined,
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, ...(body instanceof Blob ? { "Content-Type": "application/octet-stream" } : {}) },
      });
      if (job.stopped) throw new Stopped();
      if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error(words.signedOut);
      if (answer.status === 422 || answer.status === 413) throw new NotTaken((await answer.json().catch(() => ({}))).said || words.refused);
      if (!answer.ok) throw new Error("");
      return (await answer.json()).received;
    };
    const show = (received) => {
      bar.value = received;
      told.textContent = `${words.sending}: ${mb(received)} ${words.of} ${mb(file.size)} MB`;
      const now = Math.floor((received / file.size) * 4);
      if (now > quarter && now < 4) say(`${file.name}: ${now * 25}%`);
      quarter = now;
    };
    const send = async () => {
      const facts = new URLSearchParams({ digest, name: file.name, size: file.size });
      let received = await ask("", facts);
      show(received);
      while (received < file.size) {
        const began = performance.now();
        const body = file.slice(received, received + part);
        received = await ask(`${digest}/put`, new Blob([body]), `?offset=${received}`);
        if (performance.now() - began < 700) part = Math.min(part * 2, MOST);
        show(received);
      }
      await ask(`${digest}/finish`, new URLSearchParams({ name: file.name }));
    };
    /* A line that comes back, or an impatient press, ends the wait. */
    const wait = (seconds) => new Promise((go) => {
      const timer = setTimeout(() => wake(), seconds * 1000);
      wake = () => { clearTimeout(timer); removeEventListener("online", wake); again.hidden = true; go(); };
      addEventListener("online", wake);
      again.hidden = false;
    });
    const insist = async () => {
      told.textContent = `${words.reading}…`;
      digest = await digestOf(file, box.dataset.worker);
      for (let failures = 0; !job.stopped;) {
        const before = bar.value;
        try { await send(); return; } catch (error) {
          if (error instanceof NotTaken || error instanceof Stopped || job.stopped) throw error;
          failures = bar.value > before ? 1 : failures + 1;
          part = Math.max(LEAST, part / 2);
          const seconds = Math.min(2 ** failures, LONGEST_WAIT / 1000);
          const known = error.message === words.signedOut ? words.signedOut : words.away.replace("%s", seconds);
          told.textContent = known;
          say(`${file.name}: ${known}`);
          await wait(seconds);
        }
      }
      throw new Stopped();
    };
    const leave = () => { const jobs = underWay.get(form); jobs?.delete(job); };
    job.stop = () => { job.stopped = true; leave(); wake(); line.remove(); };
    job.done = insist().then(() => {
      mark.value = `${input.name}|${digest}|${file.name}`;
      line.append(mark);
      bar.value = file.size;
      told.textContent = `${words.done} (${mb(file.size)} MB)`;
      say(`${file.name}: ${words.done}`);
      leave();
    }, (error) => {
      leave();
      if (!(error instanceof NotTaken)) return;
      bar.remove();
      told.className = "error";
      told.textContent = error.message;
      say(error.message);
      job.refused = true;
    });
    drop.onclick = () => {
      job.stop();
      if (digest) ask(`${digest}/forget`, new URLSearchParams()).catch(() => {});
      input.required = input.dataset.must === "1" && !box.querySelector("[name=_sent]");
      input.focus();
    };
    if (!underWay.has(form)) underWay.set(form, new Set());
    underWay.get(form).add(job);
    return job;
  };

  const dress = (box) => {
    if (box.dataset.dressed || !window.Worker || !window.fetch) return;
    box.dataset.dressed = "1";
    const input = box.querySelector("input[type=file]");
    if (!input.form?.elements.csrfmiddlewaretoken) return;
    let jobs = [];
    input.dataset.must = input.required ? "1" : "";
    input.addEventListener("change", () => {
      const large = [...input.files].filter((file) => file.size > SMALL);
      if (!large.length && !input.files.length) return;
      jobs.forEach((job) => job.stop());
      box.querySelectorAll("[data-sent]").forEach((one) => one.remove());
      jobs = large.map((file) => upload(box, input, file));
      if (!large.length) { input.required = input.dataset.must === "1"; return; }
      const small = new DataTransfer();
      [...input.files].filter((file) => file.size <= SMALL).forEach((file) => small.items.add(file));
      input.files = small.files;
      input.required = false;
      box.querySelector(".filedrop__list").replaceChildren(...[...input.files].map((file) => make("span", "", file.name)));
    });
  };

  /* A form is sent when its files are there; what the button said goes with it. */
  document.addEventListener("submit", (event) => {
    const jobs = underWay.get(event.target);
    if (!jobs?.size) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = event.target;
    const button = event.submitter;
    if (form.dataset.waits) return;
    form.dataset.waits = "1";
    say(words.waiting);
    const waiting = [...jobs];
    waiting.forEach((job) => job.line.classList.add("is-awaited"));
    Promise.all(waiting.map((job) => job.done)).then(() => {
      delete form.dataset.waits;
      if (waiting.some((job) => job.refused || job.stopped)) return;
      if (button?.isConnected) form.requestSubmit(button); else form.requestSubmit();
    });
  }, true);

  const look = (part) => part.querySelectorAll("[data-upload]").forEach(dress);
  look(document);
  document.addEventListener("htmx:load", (event) => look(event.detail.elt));
})();
