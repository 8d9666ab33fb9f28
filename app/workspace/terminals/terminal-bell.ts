import type { Bell } from "#app/workspace/terminals/terminal-settings";

/** A flash that is seen and does not dazzle. */
const flashMs = 120;
/** A short, soft tone, and how often at most: a program that rings without end must not drone. */
const tone = { hertz: 660, seconds: 0.12, volume: 0.08 } as const;
const pauseMs = 300;

let audio: AudioContext | undefined;
let rangAt = 0;

/** Does what a bell does, at an element. */
export function ringBell(bell: Bell, element: HTMLElement): void {
  if (bell === "off" || performance.now() - rangAt < pauseMs) return;
  rangAt = performance.now();
  if (bell === "sound") beep();
  else element.animate([{ opacity: 0.45 }, { opacity: 1 }], { duration: flashMs });
}

function beep(): void {
  audio ??= new AudioContext();
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.value = tone.volume;
  oscillator.frequency.value = tone.hertz;
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
  oscillator.stop(audio.currentTime + tone.seconds);
}
