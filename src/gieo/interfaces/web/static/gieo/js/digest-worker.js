/* SHA-256, aside from the page. Of a check code: finds the number that, written behind the salt, gives the challenge. Of a
   file: its fingerprint, read piece by piece, so that a large file needs no more memory than a small one. Its own SHA-256:
   the browser's is not there on plain http, takes no pieces, and is slower when asked once for each number. */
"use strict";
const primes = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((p) => n % p)) found.push(n);
  return found;
};
const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
const K = Int32Array.from(primes(64), (p) => fraction(Math.cbrt(p)));
const START = Int32Array.from(primes(8), (p) => fraction(Math.sqrt(p)));
const W = new Int32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

/* One block of 64 bytes, as 16 words, into the state. */
const mix = (state, words, from) => {
  for (let i = 0; i < 16; i += 1) W[i] = words[from + i];
  for (let i = 16; i < 64; i += 1) {
    const a = W[i - 15], b = W[i - 2];
    W[i] = (W[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = (state[i] + value) | 0; });
};

/* SHA-256 of a text of ASCII, as eight words. */
const digest = (text) => {
  const blocks = ((text.length + 8) >> 6) + 1;
  const words = new Int32Array(blocks * 16);
  for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
  words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
  words[blocks * 16 - 1] = text.length * 8;
  const state = Int32Array.from(START);
  for (let from = 0; from < words.length; from += 16) mix(state, words, from);
  return state;
};

const find = ({ challenge, salt, most }) => {
  const wanted = Int32Array.from({ length: 8 }, (_, i) => parseInt(challenge.slice(i * 8, i * 8 + 8), 16) | 0);
  for (let number = 0; number <= most; number += 1) {
    const found = digest(salt + number);
    if (found[0] === wanted[0] && found.every((word, i) => word === wanted[i])) return number;
  }
  return null;
};

const PIECE = 1 << 20;
const hex = (state) => Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

/* Whole blocks of `bytes`, whose length is a multiple of 64, into the state. */
const mixBytes = (state, bytes) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = new Int32Array(bytes.byteLength / 4);
  for (let i = 0; i < words.length; i += 1) words[i] = view.getInt32(i * 4);
  for (let from = 0; from < words.length; from += 16) mix(state, words, from);
};

const fingerprint = async (file) => {
  const state = Int32Array.from(START);
  let rest = new Uint8Array(0);
  for (let from = 0; from < file.size; from += PIECE) {
    rest = new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer());
    const whole = rest.length - (rest.length % 64);
    mixBytes(state, rest.subarray(0, whole));
    rest = rest.slice(whole);
  }
  const end = new Uint8Array(rest.length < 56 ? 64 : 128);
  end.set(rest);
  end[rest.length] = 0x80;
  const view = new DataView(end.buffer);
  view.setUint32(end.length - 8, Math.floor(file.size / 2 ** 29));
  view.setUint32(end.length - 4, (file.size * 8) >>> 0);
  mixBytes(state, end);
  return hex(state);
};

onmessage = async ({ data }) => {
  if (!data.file) { postMessage(find(data)); return; }
  try { postMessage({ digest: await fingerprint(data.file) }); } catch (error) { postMessage({ failed: String(error) }); }
};
