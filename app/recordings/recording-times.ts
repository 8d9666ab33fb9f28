import { type Language, regions } from "#app/i18n/languages";
/** Seconds as a player shows them: 0:07, 12:34, 1:02:03. */
export function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A moment in the reader's own time, such as "21 Nov, 15:04". */
export function moment(time: number, language: Language): string {
  return new Date(time).toLocaleString(regions[language], {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}
