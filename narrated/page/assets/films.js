// The films in the page: base64 in elements that run nothing, decoded when a film is first wanted.

const addresses = new Map();

// The address of a film's file, which a video element can play.
export function addressOf(film) {
  if (film.source) return Promise.resolve(film.source);
  if (!addresses.has(film.key)) addresses.set(film.key, decoded(film.key));
  return addresses.get(film.key);
}

async function decoded(key) {
  const end = `template[data-film-end="${CSS.escape(key)}"]`;
  while (!document.querySelector(end)) await pause(20); // the page is still read
  const parts = [];
  for (const chunk of document.querySelectorAll(`script[data-film="${CSS.escape(key)}"]`)) {
    parts.push(bytes(chunk.textContent));
    chunk.remove();
    await pause(0);
  }
  return URL.createObjectURL(new Blob(parts, { type: "video/mp4" }));
}

function bytes(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const signs = atob(text);
  const found = new Uint8Array(signs.length);
  for (let index = 0; index < signs.length; index++) found[index] = signs.charCodeAt(index);
  return found;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
