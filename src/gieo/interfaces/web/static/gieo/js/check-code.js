/* The check code: the browser works a second instead of asking the reader a question. Without it, or where it fails, the
   question in words stands there. */
(() => {
  "use strict";
  const begin = (form) => {
    if (form.dataset.checkCode === "begun" || !window.Worker) return;
    form.dataset.checkCode = "begun";
    const part = (name) => form.querySelector(`[data-${name}]`);
    const [question, working, status, proof] = ["question", "working", "status", "proof"].map(part);
    const work = JSON.parse(form.dataset.work);
    const say = (words) => { status.textContent = words; };
    let waiting = null;  // the button that was pressed before the work was done

    const ask = () => {  // the way without: the question in words
      question.hidden = false;
      working.hidden = true;
      const pressed = waiting;
      waiting = null;
      if (pressed) question.querySelector("input").focus();
    };
    const worker = new Worker(form.dataset.worker);
    worker.onerror = () => { worker.terminate(); ask(); };
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data === null) { ask(); return; }
      const { challenge, salt, signature } = work;
      proof.value = btoa(JSON.stringify({ algorithm: "SHA-256", challenge, number: data, salt, signature }));
      say(status.dataset.saidDone);
      if (waiting) form.requestSubmit(waiting);
    };
    question.hidden = true;
    working.hidden = false;
    say(status.dataset.saidWorking);
    worker.postMessage(work);

    form.addEventListener("submit", (event) => {
      if (proof.value || !question.hidden) return;
      event.preventDefault();
      waiting = event.submitter || form.querySelector("[type=submit]");
    });
  };

  const look = (part) => {
    if (part.matches?.("[data-check-code]")) begin(part);
    part.querySelectorAll("[data-check-code]").forEach(begin);
  };
  document.addEventListener("htmx:load", (event) => look(event.detail.elt));
  look(document);
})();
