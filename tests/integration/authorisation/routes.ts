import { type Row, row } from "./roles";
import { course, type World } from "./world";

/** One kind of request to a route, and what it answers each role. */
export interface RouteRow {
  readonly answers: Row;
  /** What is sent; for a form `form`, else JSON. Without it an empty object. */
  readonly body?: (world: World) => unknown;
  readonly form?: (world: World) => Record<string, string>;
  /** The address, where the parts in brackets do not say it. */
  readonly at?: string;
  /** It ends the sign-in that it comes with. */
  readonly endsSignIn?: true;
  /** Why a page of another site may send it too. */
  readonly fromAnywhere?: string;
}

const everybody = (status: string) => row(Array.from({ length: 11 }, () => status).join(" "));
const whoIsSignedIn = row("401 200 200 200 200 200 200 200 200 200 200");
const lectures = row("401 404 404 404 404 404 403 404 200 404 404");
/** Only a lecturer of the course writes its experiments; to everybody else they are as unknown as what is not there. */
const authors = (status: string) => row(`401 404 404 404 404 404 404 404 ${status} 404 404`);
/** Only those who teach say something about a submission; its author sees it, to everybody else it is unknown. */
const reviews = (teacher: string) => row(`401 404 404 404 404 404 ${teacher} 404 ${teacher} 403 404`);
const result = { points: 1, maximum: 2, verdict: null, text: "" };
const unseen = { path: "starter/none.txt", revision: -1 };
const throughToTickets = { at: "/live/recordings", answers: everybody("401"), fromAnywhere: "needs a ticket" };

/**
 * What each method of each route answers: a status, or `sign-in` for the way there. Further kinds of request to the same route have
 * something in brackets behind its address. The columns: anonymous, student elsewhere, classmate, guest who looks, guest who drives,
 * tutor elsewhere, tutor, lecturer elsewhere, lecturer, owner, operator.
 */
export const routes: Readonly<Record<string, RouteRow>> = {
  "DELETE /api/account": {
    body: () => ({ email: "somebody@else.example", password: "wrong" }),
    answers: row("401 400 400 400 400 400 400 400 400 400 400"),
  },
  "POST /api/account/export": { answers: whoIsSignedIn },
  "GET /api/auth/[...nextauth]": { at: "/api/auth/session", answers: everybody("200") },
  "POST /api/auth/[...nextauth]": {
    at: "/api/auth/callback/credentials",
    answers: everybody("302"),
    fromAnywhere: "asks for the csrf token instead",
  },
  "POST /api/back-channel-logout/[university]": {
    answers: everybody("404"),
    fromAnywhere: "asks for a token that a university has signed",
  },
  "POST /api/courses": {
    body: () => ({ title: "One more course" }),
    answers: row("401 403 403 403 403 403 403 200 200 403 200"),
  },
  "PUT /api/language": { body: () => ({ language: "en" }), answers: everybody("200") },
  "PATCH /api/courses/[course]": { body: () => ({ state: "open" }), answers: lectures },
  "POST /api/courses/[course]/codes": { body: () => ({ days: 7, maximumUses: null }), answers: lectures },
  "DELETE /api/courses/[course]/codes/[code]": { answers: lectures },
  "PUT /api/courses/[course]/deadlines/[experiment]": { body: () => ({ dueAt: null }), answers: lectures },
  "PUT /api/courses/[course]/deadlines/[experiment]/[user]": { body: () => ({ dueAt: null }), answers: lectures },
  "POST /api/courses/[course]/members": { body: () => ({ list: "list@of.example;Listed" }), answers: lectures },
  "POST /api/courses/[course]/members/preview": { body: () => ({ list: "list@of.example" }), answers: lectures },
  "PATCH /api/courses/[course]/members/[user]": { body: () => ({ group: "Tuesday" }), answers: lectures },
  "DELETE /api/courses/[course]/members/[user]": { answers: lectures },
  "POST /api/courses/[course]/experiments": { body: () => ({ title: "A row" }), answers: authors("200") },
  // It was published, so that its lecturer is refused too.
  "DELETE /api/courses/[course]/experiments/[experiment]": { answers: authors("409") },
  "POST /api/courses/[course]/experiments/import": { answers: authors("200") },
  "GET /api/courses/[course]/experiments/[experiment]/draft": { answers: authors("200") },
  "GET /api/courses/[course]/experiments/[experiment]/export": { answers: authors("200") },
  "PUT /api/courses/[course]/experiments/[experiment]/files": {
    body: () => ({ path: "starter/row.txt", base: null, text: "A row" }),
    answers: authors("200"),
  },
  "PATCH /api/courses/[course]/experiments/[experiment]/files": {
    body: () => ({ files: [{ ...unseen, to: "starter/moved.txt" }] }),
    answers: authors("409"),
  },
  "DELETE /api/courses/[course]/experiments/[experiment]/files": {
    body: () => ({ files: [unseen] }),
    answers: authors("409"),
  },
  "POST /api/courses/[course]/experiments/[experiment]/publish": {
    body: () => ({ revision: -1, note: "" }),
    answers: authors("409"),
  },
  "POST /api/courses/[course]/experiments/[experiment]/trial": { answers: authors("200") },
  "GET /api/courses/[course]/experiments/[experiment]/versions/[number]": { answers: authors("200") },
  "POST /api/courses/[course]/experiments/[experiment]/versions/[number]": { answers: authors("200") },
  "PUT /api/courses/[course]/experiments/[experiment]/visibility": {
    body: () => ({ visible: true }),
    answers: authors("200"),
  },
  "PUT /api/courses/[course]/settings": {
    body: () => ({ tutorsMayDrive: false, record: false, recordingDays: 30 }),
    answers: lectures,
  },
  "GET /api/hands": { answers: whoIsSignedIn },
  "GET /api/health": { answers: everybody("200") },
  "POST /api/invitations": {
    body: ({ newcomer }) => ({ user: newcomer, course }),
    answers: row("401 404 404 404 404 404 403 404 200 404 200"),
  },
  "POST /api/invitations (for somebody who has a password)": {
    body: ({ ids }) => ({ user: ids.owner, course }),
    answers: row("401 404 404 404 404 404 403 404 409 404 409"),
  },
  "POST /api/invitations (for somebody in another course)": {
    body: ({ ids }) => ({ user: ids["student elsewhere"], course }),
    answers: row("401 404 404 404 404 404 403 404 404 404 409"),
  },
  "POST /api/join": {
    body: () => ({ code: "0000-0000" }),
    answers: row("401 409 409 409 409 409 409 409 409 409 409"),
  },
  "PUT /api/layouts/[key]": { answers: whoIsSignedIn },
  "POST /api/one-time-links": {
    body: ({ parameters }) => ({ token: parameters.token, password: "long enough", name: "Somebody" }),
    answers: everybody("404"),
  },
  "POST /api/password": { answers: row("401 400 400 400 400 400 400 400 400 400 400") },
  "POST /api/submissions/[submission]/copy": { answers: reviews("200") },
  "DELETE /api/submissions/[submission]/copy": { answers: reviews("200") },
  "POST /api/submissions/[submission]/feedback": {
    body: () => ({ anchor: { kind: "general" }, text: "A row" }),
    answers: reviews("200"),
  },
  // Somebody else's remark is as unknown as none.
  "PUT /api/submissions/[submission]/feedback/[feedback]": {
    body: () => ({ text: "Other words" }),
    answers: reviews("404"),
  },
  "DELETE /api/submissions/[submission]/feedback/[feedback]": { answers: reviews("404") },
  "PUT /api/submissions/[submission]/release": { body: () => ({ released: false }), answers: reviews("200") },
  // Nobody has seen a result with this number: whoever may change it is told so.
  "PUT /api/submissions/[submission]/result": {
    body: () => ({ revision: 7, ...result }),
    answers: reviews("409"),
  },
  "GET /api/submissions/[submission]/review": { answers: row("401 404 404 404 404 404 200 404 200 200 404") },
  "POST /api/sign-out": { endsSignIn: true, answers: everybody("sign-in") },
  "POST /api/tickets": {
    body: ({ workspace }) => ({ workspace }),
    answers: row("401 404 404 200 200 404 200 404 200 200 404"),
  },
  "POST /api/tickets (to the class)": {
    body: () => ({ course }),
    answers: row("401 404 404 404 404 404 200 404 200 404 404"),
  },
  "POST /api/tickets (to the operator page)": {
    body: () => ({ operator: true }),
    answers: row("401 404 404 404 404 404 404 404 404 404 200"),
  },
  "POST /api/workspaces": {
    form: () => ({ course, experiment: "rmi-chat" }),
    answers: row("sign-in 404 303 303 303 404 303 404 303 303 404"),
  },
  "GET /api/workspaces/[workspace]/submissions": { answers: row("401 404 404 404 404 404 200 404 200 200 404") },
  "DELETE /live/[...path]": throughToTickets,
  "GET /live/[...path]": throughToTickets,
  "HEAD /live/[...path]": throughToTickets,
  "POST /live/[...path]": throughToTickets,
  "PUT /live/[...path]": throughToTickets,
};

const open = row("200 200 200 200 200 200 200 200 200 200 200");
/** With a ticket for this workspace: looking, changing, and looking back at what its owner did alone. */
const looks = row("401 401 401 yes yes 401 yes 401 yes yes 401");
const changes = row("401 401 401 403 yes 401 403 401 403 yes 401");
const looksBack = row("401 401 401 404 404 401 yes 401 yes yes 401");

/**
 * What the workspace server's addresses answer to a ticket of each role: `yes` is what the owner is answered. Who gets no ticket from
 * the web app sends one that claims everything and has a valid signature.
 */
export const liveRoutes: Readonly<Record<string, { answers: Row; query?: string }>> = {
  "GET /live/files/raw": { answers: looks, query: "path=none" },
  "PUT /live/files/raw": { answers: changes, query: "path=../none" },
  "GET /live/files/zip": { answers: looks, query: "path=none" },
  "GET /live/health": { answers: open },
  "POST /live/instances/package": { answers: changes },
  "GET /live/recordings": { answers: looksBack },
  "GET /live/recordings/cast": { answers: row("401 401 401 404 404 401 yes 401 yes yes 401"), query: "id=RUN" },
  "GET /live/runs/log": { answers: looks, query: "run=RUN" },
  "GET /live/submissions/file": { answers: looksBack, query: "id=SUBMISSION&path=a.txt" },
  "GET /live/submissions/zip": { answers: looksBack, query: "id=SUBMISSION" },
};
