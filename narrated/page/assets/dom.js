// Elements and texts. Texts become text nodes: nothing that a lesson says is ever read as markup.

export const byId = (id) => document.getElementById(id);

// An element with attributes (`null` and `false` are left out) and children, which are nodes or texts.
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// "{now} of {all}" with its places filled.
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

export function setIcon(button, name) {
  button.querySelector("use").setAttribute("href", `#icon-${name}`);
}

// A language's own name for itself.
export function languageName(lang) {
  const primary = lang.split(/[-_]/)[0];
  try {
    const name = new Intl.DisplayNames([lang.replace("_", "-")], { type: "language" }).of(primary);
    return name[0].toLocaleUpperCase() + name.slice(1);
  } catch {
    return lang;
  }
}

// Seconds as 2:05 or 1:02:05.
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  if (whole >= 3600) parts.unshift(Math.floor(whole / 3600));
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}
