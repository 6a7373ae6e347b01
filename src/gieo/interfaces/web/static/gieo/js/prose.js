/* Rich text in place of a textarea, which keeps the value. The editor comes as one module of ours; no import map, no
   style of its own. A drafted sentence stays a span that names its record. */
(() => {
  "use strict";
  const SAFE = /^(https?:\/\/[^\s@]+|mailto:[^\s@]+@[^\s@]+|tel:\+?[\d .()-]+|\/(?![/\\]).*)$/i;

  const extensionsOf = (kit) => [
    kit.Document, kit.Paragraph, kit.Text, kit.Bold, kit.Italic, kit.BulletList, kit.OrderedList, kit.ListItem,
    kit.Blockquote, kit.HardBreak, kit.UndoRedo, kit.Heading.configure({ levels: [2, 3] }),
    kit.Link.configure({ autolink: false, linkOnPaste: false, openOnClick: false, isAllowedUri: (address) => SAFE.test(address || "") }),
    kit.Mark.create({
      name: "source",
      inclusive: false,
      priority: 1000,
      addAttributes: () => ({
        source: {
          default: null,
          parseHTML: (node) => node.getAttribute("data-source"),
          renderHTML: (values) => ({ "data-source": values.source }),
        },
      }),
      parseHTML: () => [{ tag: "span[data-source]" }],
      renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
    }),
  ];

  const run = (editor, button) => {
    const chain = editor.chain().focus();
    const level = Number(button.dataset.proseLevel);
    return {
      paragraph: () => chain.setParagraph().run(),
      heading: () => chain.toggleHeading({ level }).run(),
      bold: () => chain.toggleBold().run(),
      italic: () => chain.toggleItalic().run(),
      bulletList: () => chain.toggleBulletList().run(),
      orderedList: () => chain.toggleOrderedList().run(),
      blockquote: () => chain.toggleBlockquote().run(),
      undo: () => chain.undo().run(),
      redo: () => chain.redo().run(),
    }[button.dataset.proseDo]();
  };

  const dress = (box, kit) => {
    const text = box.querySelector("textarea");
    const bar = box.querySelector(".prose-field__bar");
    const row = box.querySelector(".prose-field__link");
    const address = row.querySelector("input");
    const said = row.querySelector("[data-prose-said]");
    const buttons = [...bar.querySelectorAll("button")];
    const linkButton = buttons.find((one) => one.dataset.proseDo === "link");
    const label = document.querySelector(`label[for="${CSS.escape(text.id)}"]`);
    const place = document.createElement("div");
    place.className = "prose-field__text";
    text.before(place);

    const named = { role: "textbox", "aria-multiline": "true", class: "prose", spellcheck: "false" };
    if (label) named["aria-label"] = label.textContent.replace("*", "").trim();
    for (const name of ["aria-describedby", "aria-invalid"]) if (text.hasAttribute(name)) named[name] = text.getAttribute(name);
    let own = false;
    const editor = new kit.Editor({
      element: place,
      injectCSS: false,
      content: text.value,
      extensions: extensionsOf(kit),
      editorProps: { attributes: named },
      onUpdate: () => {
        own = true;
        text.value = editor.isEmpty ? "" : editor.getHTML();
        text.dispatchEvent(new Event("input", { bubbles: true }));
        own = false;
      },
      onTransaction: () => mark(),
    });

    function mark() {
      buttons.forEach((button) => {
        const what = button.dataset.proseDo;
        if (what === "undo" || what === "redo") {
          button.setAttribute("aria-disabled", String(!editor.can()[what]()));
          return;
        }
        const level = button.dataset.proseLevel;
        button.setAttribute("aria-pressed", String(level ? editor.isActive(what, { level: Number(level) }) : editor.isActive(what)));
      });
    }

    const openLink = (open) => {
      row.hidden = !open;
      linkButton.setAttribute("aria-expanded", String(open));
      said.textContent = "";
      if (!open) return;
      address.value = editor.getAttributes("link").href || "";
      address.focus();
    };
    const setLink = () => {
      const wanted = address.value.trim();
      if (!SAFE.test(wanted)) { said.textContent = said.dataset.bad; return; }
      const chain = editor.chain().focus().extendMarkRange("link");
      if (editor.state.selection.empty && !editor.isActive("link")) {
        chain.insertContent({ type: "text", text: wanted, marks: [{ type: "link", attrs: { href: wanted } }] }).run();
      } else chain.setLink({ href: wanted }).run();
      openLink(false);
    };

    /* one stop for Tab, arrows inside, as toolbars are used */
    buttons.forEach((button, order) => {
      button.tabIndex = order ? -1 : 0;
      button.addEventListener("click", () => {
        if (button.dataset.proseDo === "link") openLink(row.hidden);
        else run(editor, button);
      });
      button.addEventListener("mousedown", (event) => event.preventDefault());
    });
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
      buttons.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
      next.focus();
    });
    place.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); event.stopPropagation(); openLink(true); }
    }, true);
    address.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); setLink(); }
      if (event.key === "Escape") { event.preventDefault(); openLink(false); editor.commands.focus(); }
    });
    row.querySelector('[data-prose-link="set"]').addEventListener("click", setLink);
    row.querySelector('[data-prose-link="unset"]').addEventListener("click", () => {
      editor.chain().focus().extendMarkRange("link").unsetLink().run();
      openLink(false);
    });
    /* text put back into the field by others (what was kept on this device) is taken over */
    text.addEventListener("change", () => { if (!own) editor.commands.setContent(text.value); });
    if (label) label.addEventListener("click", () => editor.commands.focus());
    editor.view.dom.id = text.id; // links from the summary of errors lead here
    text.removeAttribute("id");
    text.required = false;
    text.hidden = true;
    bar.hidden = false;
    box.classList.add("is-dressed");
    mark();
  };

  document.querySelectorAll("[data-prose]").forEach((box) => {
    import(new URL(box.dataset.proseEditor, location.href).href).then((kit) => dress(box, kit)).catch(() => {
      /* the textarea remains */
    });
  });
})();
