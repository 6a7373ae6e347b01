/* What a device keeps: the tablet it was opened as, what is to be signed, and signatures until they are sent. */
const deviceStore = (() => {
  "use strict";
  const STORES = ["tablet", "minutes", "signatures"];

  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("gieo-ky", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("tablet");
      asked.result.createObjectStore("minutes", { keyPath: "code" });
      asked.result.createObjectStore("signatures", { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  opened.catch(() => { /* told where it is waited for */ });

  const answer = (asked) => new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  /* Everything or nothing; done only when it lies on the disk, whatever happens to the browser next. */
  const keep = async (write) => {
    const transaction = (await opened).transaction(STORES, "readwrite", { durability: "strict" });
    const settled = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
    write(Object.fromEntries(STORES.map((name) => [name, transaction.objectStore(name)])));
    await settled;
  };

  const read = async () => {
    const transaction = (await opened).transaction(STORES, "readonly");
    const [tablet, minutes, signatures] = await Promise.all([
      answer(transaction.objectStore("tablet").get("now")),
      answer(transaction.objectStore("minutes").getAll()),
      answer(transaction.objectStore("signatures").getAll()),
    ]);
    return { tablet, minutes, signatures };
  };

  return { keep, read };
})();
