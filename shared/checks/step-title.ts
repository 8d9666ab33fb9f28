import { type CheckAction, fromOutside, type Match, throughPreview } from "#shared/checks/check";

/** What a step does, in one line for a student; for steps that the lecturer gave no name. */
export function stepTitle(action: CheckAction): string {
  switch (action.kind) {
    case "start":
      return `Start ${list(action.instances)}`;
    case "stop":
      return `Stop ${list(action.instances)}`;
    case "kill":
      return `Kill ${list(action.instances)}, as a crash would`;
    case "type":
      return `Type “${action.line}” at ${action.at}`;
    case "log":
      return `${list(action.at)} ${action.at.length > 1 ? "print" : "prints"} ${said(action.match)}${times(action.count)}`;
    case "silent":
      return `${list(action.at)} ${action.at.length > 1 ? "do" : "does"} not print ${said(action.match)}`;
    case "exit":
      return `${action.at} ends with exit code ${action.code}`;
    case "request":
      return `${asker(action.from)} asks http://${action.host}:${action.port}${action.path}${times(action.times)}`;
    case "unreachable":
      return `Port ${action.port} of ${action.at} cannot be reached from ${action.from === fromOutside ? "outside" : action.from}`;
    case "script":
      return `Run the script ${action.file}`;
    case "run":
      return `Run ${action.command[0] ?? ""} on ${action.at}`;
  }
}

function asker(from: string): string {
  return from === throughPreview ? "A browser" : from;
}

function said({ kind, value }: Match): string {
  return kind === "text" ? `“${value}”` : `a line like ${value}`;
}

function times(count: number): string {
  if (count === 1) return "";
  return count === 2 ? " twice" : ` ${count} times`;
}

function list(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
