/** What a student has written and not handed in yet. */
export interface KeptAnswers {
  readonly answers: Readonly<Record<string, string>>;
  readonly comment: string;
}

/** Words that outlive a closed dialog, and the page. */
export interface AnswerMemory {
  read(): KeptAnswers | null;
  write(kept: KeptAnswers): void;
  forget(): void;
}

/** The memory of this browser for one workspace; without storage nothing is kept. */
export function createAnswerMemory(
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  workspace: string,
): AnswerMemory {
  const key = `varlab.answers.${workspace}`;
  return {
    read() {
      try {
        return keptIn(JSON.parse(storage.getItem(key) ?? "null"));
      } catch {
        return null;
      }
    },
    write(kept) {
      try {
        storage.setItem(key, JSON.stringify(kept));
      } catch {
        // A full or forbidden storage: the dialog still has the words.
      }
    },
    forget: () => storage.removeItem(key),
  };
}

function keptIn(value: unknown): KeptAnswers | null {
  if (value === null || typeof value !== "object" || !("answers" in value) || !("comment" in value)) return null;
  const { answers, comment } = value;
  if (answers === null || typeof answers !== "object" || typeof comment !== "string") return null;
  const texts = Object.entries(answers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { answers: Object.fromEntries(texts), comment };
}
