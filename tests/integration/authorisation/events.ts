import { type Row, row } from "./roles";

/** What an event answers whom: `out` never gets in, `no` is refused, `yes` is heard. */
const view = row("out out out yes yes out yes out yes yes out");
const drive = row("out out out no yes out no out no yes out");
const own = row("out out out no no out no out no yes out");
const notForGuests = row("out out out no no out yes out yes yes out");

/** A call's row; `input` where the form alone does not tell who may. */
export interface EventRow {
  readonly answers: Row;
  readonly input?: unknown;
}

/**
 * Every call and signal of a workspace page. The columns: anonymous, student elsewhere, classmate, guest who looks, guest who drives,
 * tutor elsewhere, tutor, lecturer elsewhere, lecturer, owner, operator.
 */
export const workspaceRows: Readonly<Record<string, EventRow>> = {
  "workspace:open": { answers: view },
  "workspace:retry": { answers: drive },
  "workspace:suspend": { answers: own },
  "workspace:keep": { answers: drive },
  "files:list": { answers: view },
  "files:read": { answers: view },
  "files:write": { answers: drive },
  "files:create": { answers: drive },
  "files:move": { answers: drive },
  "files:remove": { answers: drive },
  "files:restore": { answers: drive },
  "files:find": { answers: view },
  "build:start": { answers: drive },
  "build:cancel": { answers: drive },
  "build:log": { answers: view },
  "instance:deploy": { answers: drive },
  "instance:configure": { answers: drive },
  "instance:start": { answers: drive },
  "instance:start-all": { answers: drive },
  "instance:stop-all": { answers: drive },
  "instance:stop": { answers: drive },
  "instance:kill": { answers: drive },
  "instance:restart": { answers: drive },
  "instance:pause": { answers: drive },
  "instance:resume": { answers: drive },
  "instance:reset": { answers: drive },
  "instance:details": { answers: view },
  "instance:runs": { answers: view },
  "console:log": { answers: view },
  "console:input": { answers: drive },
  "console:end": { answers: drive },
  "terminal:open": { answers: drive },
  "terminal:attach": { answers: view },
  "terminal:rename": { answers: drive },
  "terminal:close": { answers: drive },
  "terminal:input": { answers: drive },
  "terminal:ack": { answers: view },
  "terminal:resize": { answers: drive },
  "terminal:detach": { answers: view },
  "preview:open": { answers: view },
  "check:list": { answers: view },
  "check:run": { answers: drive },
  "check:cancel": { answers: drive },
  "composition:look": { answers: view },
  "composition:up": { answers: drive },
  "composition:down": { answers: drive },
  "submission:plan": { answers: own },
  "submission:hand-in": { answers: own },
  "drive:ask": { answers: view },
  "drive:withdraw": { answers: view },
  "drive:answer": { answers: own },
  "drive:revoke": { answers: own },
  "drive:release": { answers: view },
  "guest:candidates": { answers: own },
  "guest:invite": { answers: own },
  "guest:remove": { answers: own },
  "guest:leave": { answers: view },
  "audit:list": { answers: notForGuests, input: {} },
  "help:raise": { answers: own },
  "help:withdraw": { answers: own },
  "text:join": { answers: view },
  "text:save": { answers: drive },
  "text:resolve": { answers: drive },
  "text:edit": { answers: drive },
  "text:cursor": { answers: view },
  "text:leave": { answers: view },
};

const teaches = row("out out out out out out yes out yes out out");

/** Every call of a class page. */
export const classRows: Readonly<Record<string, EventRow>> = {
  "class:open": { answers: teaches },
  "help:take": { answers: teaches },
  "help:pause": { answers: teaches },
  "help:close": { answers: teaches },
  "help:lines": { answers: teaches },
  "checks:newest": { answers: teaches },
  // A tutor reads how they went, a lecturer begins and ends them.
  "checks:run": { answers: row("out out out out out out no out refused out out"), input: { experiment: "none" } },
  "checks:cancel": { answers: row("out out out out out out no out unknown out out"), input: { id: "none" } },
};

const operates = row("out out out out out out out out out out yes");

/** Every call of the operator page. */
export const operatorRows: Readonly<Record<string, EventRow>> = {
  "operator:open": { answers: operates },
  "operator:stop": { answers: operates },
  "operator:quotas": { answers: operates },
  "operator:images": { answers: operates },
  "operator:remove-images": { answers: operates },
};
