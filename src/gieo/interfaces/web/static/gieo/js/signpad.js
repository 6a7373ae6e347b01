/* The signature pad: strokes of a finger or pen, each a list of [x, y] in 0..1 of a box 5 wide and 2 high, as JSON. */
(() => {
  "use strict";
  const INK = "#1b2a6b";
  const CLOSEST = 0.002;

  const dress = (field) => {
    const pad = field.querySelector(".signpad");
    const canvas = pad.querySelector("canvas");
    const kept = field.querySelector("[data-signpad-value]");
    const clear = field.querySelector("[data-signpad-clear]");
    const said = field.querySelector("[data-signpad-said]");
    const context = canvas.getContext("2d");
    let strokes = [];
    let stroke = null;
    const read = () => { try { strokes = JSON.parse(kept.value || "[]"); } catch { strokes = []; } };
    read();

    const line = (points) => {
      context.beginPath();
      const [x, y] = points[0];
      context.moveTo(x * canvas.width, y * canvas.height);
      for (const [a, b] of points.slice(1)) context.lineTo(a * canvas.width, b * canvas.height);
      if (points.length === 1) context.lineTo(x * canvas.width + 0.1, y * canvas.height);
      context.stroke();
    };
    const draw = () => {
      const box = pad.getBoundingClientRect();
      const scale = window.devicePixelRatio || 1;
      canvas.width = Math.max(1, Math.round(box.width * scale));
      canvas.height = Math.max(1, Math.round(box.height * scale));
      context.strokeStyle = INK;
      context.lineWidth = canvas.height / 70;
      context.lineCap = context.lineJoin = "round";
      strokes.forEach(line);
    };
    const keep = () => {
      kept.value = strokes.length ? JSON.stringify(strokes) : "";
      field.classList.toggle("is-signed", strokes.length > 0);
      if (said) said.textContent = strokes.length ? said.dataset.signed : said.dataset.empty;
      kept.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      const within = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10000;
      return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    };

    canvas.addEventListener("pointerdown", (event) => {
      if (!event.isPrimary || event.button > 0) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      stroke = [point(event)];
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!stroke) return;
      for (const step of event.getCoalescedEvents?.() ?? [event]) {
        const [x, y] = point(step);
        const [a, b] = stroke[stroke.length - 1];
        if (Math.hypot(x - a, y - b) < CLOSEST) continue;
        stroke.push([x, y]);
        line(stroke.slice(-2));
      }
    });
    const end = () => {
      if (!stroke) return;
      line(stroke);
      strokes.push(stroke);
      stroke = null;
      keep();
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    clear.addEventListener("click", () => { strokes = []; draw(); keep(); });

    kept.addEventListener("signpad:redraw", () => { read(); draw(); keep(); });

    pad.hidden = clear.hidden = false;
    new ResizeObserver(draw).observe(pad);
    keep();
  };

  /* What is drawn for a party stays in this tab while another signs first; a signature given leaves nothing. */
  const stay = (form) => {
    const mark = `gieo-pen:${location.pathname}:${form.dataset.kept}`;
    const drawn = form.querySelector("[data-signpad-value]");
    try {
      if (!drawn.value) drawn.value = sessionStorage.getItem(mark) ?? "";
      drawn.addEventListener("change", () => sessionStorage.setItem(mark, drawn.value));
      form.addEventListener("submit", () => sessionStorage.removeItem(mark));
    } catch { /* no storage here: the pad works as ever */ }
  };

  [...document.querySelectorAll("form[data-kept]")].filter((form) => form.querySelector("[data-signpad]")).forEach(stay);
  document.querySelectorAll("[data-signpad]").forEach(dress);
})();
