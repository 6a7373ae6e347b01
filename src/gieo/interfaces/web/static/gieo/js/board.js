/* The board on the wall: new figures every second, asked without the cookies of whoever opened it; a lost line is said. */
(() => {
  "use strict";
  const EVERY = 1000;
  const PATIENCE = 5000;
  const lost = document.querySelector("[data-lost]");
  const full = document.querySelector("[data-fullscreen]");
  let since = null;

  const say = (words) => {
    since ??= new Date();
    const time = since.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
    const told = words.replace("%t", time);
    if (lost.textContent !== told) lost.textContent = told;
    lost.hidden = false;
  };
  const show = (text) => {
    const wall = new DOMParser().parseFromString(text, "text/html").querySelector("[data-wall]");
    if (!wall) throw new TypeError("no board");
    document.querySelector("[data-wall]").replaceWith(wall);
    since = null;
    lost.hidden = true;
  };
  const ask = async () => {
    try {
      const answer = await fetch(location.href, {
        headers: { "HX-Request": "true" }, credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status === 404) say(lost.dataset.gone);
      else if (!answer.ok) say(lost.dataset.line);
      else show(await answer.text());
    } catch { say(lost.dataset.line); }
    setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);

  if (document.fullscreenEnabled) {
    const offer = () => { full.hidden = Boolean(document.fullscreenElement); };
    full.addEventListener("click", () => document.documentElement.requestFullscreen());
    document.addEventListener("fullscreenchange", offer);
    offer();
  }
})();
