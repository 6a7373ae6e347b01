/* The form of a signature on the device: what was drawn, what is wrong with it, and what a party began that lets another sign first. */
const deviceForm = (form, told) => {
  "use strict";
  const { words, papers, filled } = told;
  const TYPED = ["person_name", "title", "identity"];
  const begun = new Map();
  const field = (name) => form.querySelector(`[name="${name}"]`);

  const strokes = () => { try { return JSON.parse(field("strokes").value || "[]"); } catch { return []; } };
  const isInk = (drawn) => {
    const points = drawn.flat();
    const reach = (side, scale) => { const all = points.map((point) => point[side] * scale); return Math.max(...all) - Math.min(...all); };
    return points.length > 1 && Math.max(reach(0, 2.5), reach(1, 1)) >= 0.05;
  };

  const faults = (minutes, party) => {
    const name = field("person_name").value.trim();
    const paper = field("identity").value;
    const found = [];
    if (!name) found.push(words.noName);
    if (!isInk(strokes())) found.push(words.noPen);
    if (!paper) found.push(words.noPaper);
    if (!field("confirmed").checked) found.push(words.noYes);
    if (minutes.heir && party === "receiver") {
      if (paper !== papers.succession || !field("title").value.trim()) found.push(words.noHeir);
    } else if (name && name !== minutes.people[party].name && paper && paper !== papers.authorisation) {
      found.push(filled(words.instead, { w: minutes.people[party].name }));
    }
    return found;
  };

  /* Kept with its party, by form.dataset.key, until that party signs. */
  const setAside = () => {
    if (!form.dataset.key) return;
    const values = Object.fromEntries([...TYPED, "strokes"].map((name) => [name, field(name).value]));
    begun.set(form.dataset.key, values);
  };
  const takeUp = (key, fresh) => {
    const values = begun.get(key) ?? fresh;
    for (const name of TYPED) field(name).value = values[name];
    field("strokes").value = values.strokes;
    field("strokes").dispatchEvent(new CustomEvent("signpad:redraw"));
  };
  const forget = () => {
    begun.delete(form.dataset.key);
    form.dataset.key = "";
  };

  return { field, strokes, faults, setAside, takeUp, forget };
};
