// The storyboard for printing: one picture a line, taken from the film itself, so that the page need not carry them.

import { addressOf } from "./films.js";

const LONG_SIDE = 640;
const LATE = 0.7; // share of a line after which what it tells of has been drawn

export async function takeStills(film, told) {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  video.src = await addressOf(film);
  await once(video, "loadeddata");
  const share = LONG_SIDE / Math.max(film.width, film.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(film.width * share);
  canvas.height = Math.round(film.height * share);
  const pen = canvas.getContext("2d");
  const lines = film.scenes.flatMap((scene) => scene.lines);
  const stills = [];
  for (const line of lines) {
    video.currentTime = (line.start + Math.floor(LATE * (line.end - line.start)) + 0.5) / film.fps;
    await once(video, "seeked");
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
    stills.push(URL.createObjectURL(picture));
    told(stills.length, lines.length);
  }
  video.removeAttribute("src");
  video.load();
  return stills;
}

function once(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    target.addEventListener("error", reject, { once: true });
  });
}
