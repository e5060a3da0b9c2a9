// A film's timeline: what is said at a frame, and where the same thought is in another film of the lesson.

export class Timeline {
  constructor(film) {
    this.film = film;
    this.lines = film.scenes.flatMap((scene) => scene.lines.map((line) => ({ scene: scene.name, ...line })));
    this.places = places(film);
    this.frames = new Map(this.places);
  }

  // The scene that is shown; a transition belongs to the scene before it.
  sceneAt(frame) {
    return this.film.scenes.findLast((scene) => scene.start <= frame) ?? this.film.scenes[0];
  }

  // The line that is said, or was said last in its scene; null before the first.
  lineAt(frame) {
    const line = this.lines.findLast((one) => one.start <= frame) ?? null;
    return line && line.scene === this.sceneAt(frame).name ? line : null;
  }

  // Of the words of a line, the index of the one that is said; -1 while it is silent.
  wordAt(line, frame) {
    return frame < line.end ? line.words.findLastIndex(([, at]) => at <= frame) : -1;
  }

  cueAt(line, frame) {
    return line.cues.findLast(([, at]) => at <= frame)?.[0] ?? "";
  }

  // The frame of a line or of a cue in it; undefined where there is none.
  frameOf({ scene, line = "", cue = "" }) {
    return this.frames.get(place(scene, line, cue)) ?? this.frames.get(place(scene, line)) ?? this.frames.get(place(scene));
  }
}

function place(...names) {
  return names.filter(Boolean).join("/");
}

// All that films of a lesson share, in order: beginnings and ends of scenes and lines, and cues.
function places(film) {
  const found = [];
  for (const scene of film.scenes) {
    found.push([scene.name, scene.start]);
    for (const line of scene.lines) {
      found.push([place(scene.name, line.id), line.start]);
      for (const [cue, frame] of line.cues) found.push([place(scene.name, line.id, cue), frame]);
      found.push([`${place(scene.name, line.id)}/.`, line.end]);
    }
    found.push([`${scene.name}/.`, scene.start + scene.frames]);
  }
  found.push([".", film.frames]);
  return found;
}

// The frame of another film that shows the same thought: the same share of the way between the same two places.
export function sameThought(from, to, frame) {
  let [before, after] = [[0, 0], [from.film.frames, to.film.frames]];
  for (const [name, at] of from.places) {
    const there = to.frames.get(name);
    if (there === undefined) continue;
    if (at <= frame) {
      before = [at, there];
    } else {
      after = [at, there];
      break;
    }
  }
  const share = after[0] > before[0] ? (frame - before[0]) / (after[0] - before[0]) : 0;
  const found = Math.floor(before[1] + share * (after[1] - before[1]) + 1e-6);
  return Math.min(Math.max(found, 0), to.film.frames - 1);
}
