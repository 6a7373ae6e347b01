/* Passkeys: the page brings the question as JSON, the browser asks its owner, the answer goes back as JSON. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const create = async ({ publicKey }) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
    } });
    return {
      id: made.id, rawId: text(made.rawId), type: made.type,
      response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) },
      clientExtensionResults: made.getClientExtensionResults(),
    };
  };

  const get = async ({ publicKey }) => {
    const shown = await navigator.credentials.get({ publicKey: {
      ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials),
    } });
    const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
    return {
      id: shown.id, rawId: text(shown.rawId), type: shown.type,
      response: {
        clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature),
        userHandle: userHandle ? text(userHandle) : null,
      },
      clientExtensionResults: shown.getClientExtensionResults(),
    };
  };

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const button = form.querySelector("[type=submit]");
    const failed = form.querySelector("[data-passkey-failed]");
    if (!window.PublicKeyCredential) return;
    button.disabled = false;
    form.querySelector("[data-passkey-without]")?.remove();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const answer = await (form.dataset.passkey === "create" ? create : get)(JSON.parse(form.dataset.options));
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch { failed.hidden = false; }
    });
  });
})();
