// What the page remembers: choices on this device, and the place in its address. A page that is opened from a
// disk may be permitted neither, and works without.

const KEY = "narrated-page";

export class Settings {
  constructor() {
    this.values = {};
    try {
      const stored = JSON.parse(localStorage.getItem(KEY));
      if (stored && typeof stored === "object") this.values = stored;
    } catch {
      // Nothing is remembered.
    }
  }

  get(name, otherwise, permitted = null) {
    const value = this.values[name];
    const fits = typeof value === typeof otherwise && (!permitted || permitted.includes(value));
    return fits ? value : otherwise;
  }

  set(name, value) {
    this.values[name] = value;
    try {
      localStorage.setItem(KEY, JSON.stringify(this.values));
    } catch {
      // Remembered until the page is closed.
    }
  }
}

// The place that the address names: #zh/wide/scene5/huber/bend; what is not there is empty.
export function readAddress() {
  const names = [];
  for (const part of location.hash.slice(1).split("/")) {
    try {
      names.push(decodeURIComponent(part));
    } catch {
      names.push("");
    }
  }
  const [locale = "", shape = "", scene = "", line = "", cue = ""] = names;
  return { locale, shape, scene, line, cue };
}

export function writeAddress(...names) {
  const hash = `#${names.filter(Boolean).map(encodeURIComponent).join("/")}`;
  if (hash === location.hash) return;
  try {
    history.replaceState(null, "", hash);
  } catch {
    // The place is not kept.
  }
}
