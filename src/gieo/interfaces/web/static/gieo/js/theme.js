/* Before the first paint: the reader's choice of light or dark, if there is one. Without it the system decides. */
try {
  const chosen = localStorage.getItem("gieo-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage may be closed to us */ }
document.documentElement.classList.add("js");
