import { absolutePath, placeComplaint } from "#shared/dockerfile/image-place";
import type { LogicalLine } from "#shared/dockerfile/logical-lines";
import { type Reading, stageNamed } from "#shared/dockerfile/reading";
import { type StageDraft, variablesOf } from "#shared/dockerfile/stage-draft";
import { readJsonWords, readWords } from "#shared/dockerfile/words";

/** `COPY [--from=stage] [--chmod=644] source… target`. */
export function readCopy(reading: Reading, line: LogicalLine, stage: StageDraft): void {
  const flags = /^(?:--\S+\s+)*/.exec(line.rest)?.[0] ?? "";
  const words = argumentsOf(reading, line, stage, line.rest.slice(flags.length));
  const options = readFlags(reading, line, stage, flags);
  if (words === null || options === null) return;
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined || sources.length === 0)
    return void reading.refuse(
      line,
      "`COPY` is followed by what is copied and by where to.",
      "Write `COPY main.mjs /app/`.",
    );
  const place = absolutePath(target, stage.config.workingDir);
  const complaint = placeComplaint(place);
  if (complaint !== null) {
    const isWorkdir = place === "/" || !target.startsWith("/");
    const instead = isWorkdir
      ? "Write `WORKDIR /app` above, or a target such as `/app/`."
      : "Use a folder of your own, such as `/app/`.";
    return void reading.refuse(line, complaint, instead);
  }
  for (const source of sources) {
    if (options.from === null && source.split("/").includes(".."))
      return void reading.refuse(
        line,
        `\`${source}\` lies outside of the build's folder.`,
        "Copy from the folder that `build:` names, or name a folder above it there.",
      );
  }
  stage.steps.push({
    kind: "copy",
    from: options.from,
    sources: sources.map((source) =>
      options.from === null ? absolutePath(source, "/").slice(1) : absolutePath(source, "/"),
    ),
    target: place,
    intoFolder: sources.length > 1 || /(^|\/)\.?$/.test(target),
    mode: options.mode,
    line: line.line,
    text: `COPY ${line.rest}`,
  });
}

function argumentsOf(reading: Reading, line: LogicalLine, stage: StageDraft, text: string): readonly string[] | null {
  const listed = readJsonWords(text);
  if (listed !== null) return listed;
  const read = readWords(text, variablesOf(stage));
  return read.ok ? read.words : reading.refuse(line, read.sentence, "Mend the line.");
}

interface CopyOptions {
  from: number | null;
  mode: number | null;
}

const owner = /^(student|10001)(:(student|10001))?$/;

function readFlags(reading: Reading, line: LogicalLine, stage: StageDraft, flags: string): CopyOptions | null {
  const options: CopyOptions = { from: null, mode: null };
  const read = readWords(flags, variablesOf(stage));
  if (!read.ok) return reading.refuse(line, read.sentence, "Mend the line.");
  for (const flag of read.words) {
    const [name = "", value = ""] = flag.split("=", 2);
    if (name === "--link") continue;
    if (name === "--from") {
      const from = stageNumber(reading, value);
      if (from === null)
        return reading.refuse(
          line,
          `\`--from=${value}\` does not name a stage above this one.`,
          "Name a stage with `FROM … AS name`, and write `--from=name`.",
        );
      options.from = from;
    } else if (name === "--chmod" && /^[0-7]{3,4}$/.test(value)) {
      // Neither set-user-id nor sticky bits: nobody here may become another user.
      options.mode = Number.parseInt(value, 8) & 0o777;
    } else if (name === "--chown" && owner.test(value)) {
      // Everything in an image belongs to the student anyway.
    } else {
      const instead =
        name === "--chown" ? "Delete it: all files belong to `student`." : "Possible: --from, --chmod=755.";
      return reading.refuse(line, `\`${flag}\` is not possible here.`, instead);
    }
  }
  return options;
}

/** The stage of a name or number above the one that is being read. */
function stageNumber(reading: Reading, name: string): number | null {
  const earlier = reading.stages.slice(0, -1);
  const found = stageNamed(earlier, name);
  if (found >= 0) return found;
  return /^\d+$/.test(name) && Number(name) < earlier.length ? Number(name) : null;
}
