import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeLink } from "#app/_server/auth/one-time-links";
import { hashPassword } from "#app/_server/auth/password";
import { createBrowser, signIn } from "../web/browser";
import { demoPassword, type RunningWeb, startWeb } from "../web/running-web";
import { type Scholar, startUniversity, type UniversitySignIn } from "./provider";
import { type Arrival, createTraveller, type Traveller } from "./traveller";

/** Lets in only whom somebody invited. */
let strict: UniversitySignIn;
/** Gives everybody of its people an account. */
let open: UniversitySignIn;
let web: RunningWeb;

beforeAll(async () => {
  [strict, open] = await Promise.all([startUniversity("Strict University"), startUniversity("Open University")]);
  web = await startWeb({ ...strict.environment("", "no"), ...open.environment("_2", "yes") });
  strict.open(web.origin, "university");
  open.open(web.origin, "university-2");
}, 60_000);
afterAll(async () => {
  await web.stop();
  await Promise.all([strict.stop(), open.stop()]);
});

let count = 0;
/** Somebody new with an address of their own. */
function scholar(changes: Partial<Scholar> = {}): { subject: string; email: string; claims: Scholar } {
  const subject = `subject-${++count}`;
  const email = `${subject}@uni.example`;
  return { subject, email, claims: { email, email_verified: true, name: `Scholar ${count}`, ...changes } };
}

async function arrive(
  university: UniversitySignIn,
  subject: string,
  claims: Scholar,
  traveller = createTraveller(web.origin),
  from?: string,
): Promise<{ traveller: Traveller; arrival: Arrival }> {
  university.people.set(subject, claims);
  university.person = subject;
  const id = university === strict ? "university" : "university-2";
  return { traveller, arrival: await traveller.signIn(id, from) };
}

const cookieName = "varlab.session";
const isSignedIn = async ({ app }: Traveller) => (await app.get("/account")).status === 200;
const invited = (email: string) => web.db.user.create({ data: { id: `invited-${email}`, email, name: "Invited" } });
const identityOf = (issuer: string, subject: string) =>
  web.db.identity.findUniqueOrThrow({ where: { issuer_subject: { issuer, subject } }, include: { user: true } });

describe("the sign-in page", () => {
  it("offers every university before the password form", async () => {
    const { text } = await createBrowser(web.origin).get("/sign-in");
    const places = ["Sign in with Strict University", "Sign in with Open University", 'name="password"'].map((part) =>
      text.indexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it("still takes passwords", async () => {
    const answer = await signIn(createBrowser(web.origin), "anna@demo.varlab", demoPassword);
    expect(answer.headers.location).toBe(`${web.origin}/`);
  });
});

describe("signing in at a university", () => {
  it("makes an account where the university's people may come by themselves, and leads to where one wanted to go", async () => {
    const { subject, email, claims } = scholar();
    const { arrival, traveller } = await arrive(open, subject, claims, undefined, "/sign-in?callbackUrl=%2Faccount");
    expect([arrival.status, arrival.url]).toEqual([200, `${web.origin}/account`]);
    expect(arrival.text).toContain(email);
    expect(await isSignedIn(traveller)).toBe(true);
    const { user } = await identityOf(open.issuer, subject);
    expect(user).toMatchObject({ email, name: claims.name, passwordHash: null, operator: false });
  });

  it("asks with PKCE, state and nonce, and for nothing that its own address is given", async () => {
    const { subject, claims } = scholar();
    open.people.set(subject, claims);
    open.person = subject;
    const traveller = createTraveller(web.origin);
    const page = await traveller.app.get("/sign-in");
    const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const forged = "?scope=openid%20offline_access&prompt=consent&redirect_uri=http%3A%2F%2Fevil.example";
    const answer = await traveller.app.post(`/api/auth/signin/university-2${forged}`, { csrfToken, callbackUrl: "/" });
    const address = /url=([^"]+)"/.exec(answer.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    await traveller.open(address);
    expect(open.lastRequest).toMatchObject({
      scope: "openid email profile",
      redirect_uri: `${web.origin}/api/auth/callback/university-2`,
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/./),
      nonce: expect.stringMatching(/./),
    });
    expect(open.lastRequest.prompt).toBeUndefined();
  });

  it("is refused to whom nobody has invited, with a sentence and without an account", async () => {
    const { subject, email, claims } = scholar();
    const { arrival, traveller } = await arrive(strict, subject, claims);
    expect(arrival.text).toContain("nobody has invited you");
    expect(await isSignedIn(traveller)).toBe(false);
    expect(await web.db.user.count({ where: { email } })).toBe(0);
  });

  it("leads to the account that was made for the address, once; its invitation is void then", async () => {
    const { subject, email, claims } = scholar();
    const account = await invited(email);
    const { path } = await makeLink(web.db, account.id, "invitation");
    const { traveller } = await arrive(strict, subject, claims);
    expect(await isSignedIn(traveller)).toBe(true);
    expect((await identityOf(strict.issuer, subject)).userId).toBe(account.id);
    expect((await createBrowser(web.origin).get(path)).text).toContain("not good any more");

    const successor = scholar({ email });
    const later = await arrive(strict, successor.subject, successor.claims);
    expect(later.arrival.text).toContain("Another university sign-in belongs to the account");
    expect(await isSignedIn(later.traveller)).toBe(false);
  });

  it("takes an answer only in the browser that asked for it, and only once", async () => {
    const { subject, claims } = scholar();
    const { arrival, traveller } = await arrive(open, subject, claims);
    const callback = arrival.way.find((address) => address.includes("/api/auth/callback/")) ?? "";
    for (const browser of [createTraveller(web.origin), traveller]) {
      browser.app.cookies.delete(cookieName);
      expect((await browser.open(callback)).text).toContain("could not be used");
      expect(await isSignedIn(browser)).toBe(false);
    }
  });
});

describe("an address that the university has not confirmed", () => {
  it("is never matched to an account, and gets a sentence that says what to do", async () => {
    for (const email_verified of [false, undefined]) {
      const { subject, email, claims } = scholar({ email_verified });
      const account = await invited(email);
      const { arrival, traveller } = await arrive(strict, subject, claims);
      expect(arrival.text).toContain("has not confirmed your e-mail address");
      expect(await isSignedIn(traveller)).toBe(false);
      expect(await web.db.identity.count({ where: { userId: account.id } })).toBe(0);
    }
  });

  it("makes no account either", async () => {
    const { subject, email, claims } = scholar({ email_verified: false });
    const { arrival } = await arrive(open, subject, claims);
    expect(arrival.text).toContain("has not confirmed your e-mail address");
    expect(await web.db.user.count({ where: { email } })).toBe(0);
  });

  it("keeps nobody out whom the subject names already, and changes nothing", async () => {
    const { subject, email, claims } = scholar();
    await arrive(open, subject, claims);
    const { traveller } = await arrive(open, subject, { ...claims, email: "anna@demo.varlab", email_verified: false });
    expect(await isSignedIn(traveller)).toBe(true);
    expect((await identityOf(open.issuer, subject)).user.email).toBe(email);
  });

  it("that is missing gets a sentence of its own", async () => {
    const { subject } = scholar();
    const { arrival } = await arrive(open, subject, { name: "Nobody in particular" });
    expect(arrival.text).toContain("did not tell your e-mail address");
  });
});

describe("a changed address", () => {
  it("keeps the account, which follows it", async () => {
    const { subject, claims } = scholar();
    await arrive(open, subject, claims);
    const before = await identityOf(open.issuer, subject);
    const email = "married@uni.example";
    const { traveller } = await arrive(open, subject, { ...claims, email });
    expect((await traveller.app.get("/account")).text).toContain(email);
    const after = await identityOf(open.issuer, subject);
    expect([after.userId, after.user.email]).toEqual([before.userId, email]);
  });

  it("that is another account's takes nothing from it", async () => {
    const { subject, email, claims } = scholar();
    await arrive(open, subject, claims);
    const { traveller } = await arrive(open, subject, { ...claims, email: "ben@demo.varlab" });
    expect((await traveller.app.get("/account")).text).toContain(email);
    expect((await identityOf(open.issuer, subject)).user.email).toBe(email);
  });

  it("opens a new account to the next holder of the old one", async () => {
    const first = scholar();
    await arrive(open, first.subject, first.claims);
    await arrive(open, first.subject, { ...first.claims, email: "moved@uni.example" });
    const next = scholar({ email: first.email });
    await arrive(open, next.subject, next.claims);
    const [one, two] = await Promise.all([first, next].map(({ subject }) => identityOf(open.issuer, subject)));
    expect(one?.userId).not.toBe(two?.userId);
  });
});

it("two universities with the same subject are two accounts", async () => {
  const one = scholar();
  const two = scholar();
  await invited(one.email);
  const first = await arrive(strict, "the-same", one.claims);
  const second = await arrive(open, "the-same", two.claims);
  expect(await Promise.all([first, second].map(({ traveller }) => isSignedIn(traveller)))).toEqual([true, true]);
  const identities = await web.db.identity.findMany({ where: { subject: "the-same" }, include: { user: true } });
  expect(new Set(identities.map(({ issuer }) => issuer))).toEqual(new Set([strict.issuer, open.issuer]));
  expect(new Set(identities.map(({ userId }) => userId)).size).toBe(2);
  expect((await first.traveller.app.get("/account")).text).toContain(one.email);
  expect((await second.traveller.app.get("/account")).text).toContain(two.email);
});

describe("an account with a password", () => {
  const password = "a password of mine";
  async function withPassword(email: string): Promise<string> {
    const { id } = await invited(email);
    await web.db.user.update({ where: { id }, data: { passwordHash: await hashPassword(password) } });
    return id;
  }

  it("is not opened by its address alone, but connected by whoever is signed in to it", async () => {
    const { subject, email, claims } = scholar();
    const id = await withPassword(email);
    const alone = await arrive(strict, subject, claims);
    expect(alone.arrival.text).toContain("Sign in with the password once");
    expect(await isSignedIn(alone.traveller)).toBe(false);

    await signIn(alone.traveller.app, email, password);
    const before = alone.traveller.app.cookies.get(cookieName) ?? "";
    const { arrival } = await arrive(strict, subject, claims, alone.traveller, "/account");
    expect(arrival.url).toBe(`${web.origin}/account`);
    expect(arrival.text).toContain("Connected to ");
    expect((await identityOf(strict.issuer, subject)).userId).toBe(id);
    const old = createTraveller(web.origin);
    old.app.cookies.set(cookieName, before);
    expect(await isSignedIn(old)).toBe(false);

    const later = await arrive(strict, subject, claims);
    expect(await isSignedIn(later.traveller)).toBe(true);
  });

  it("is not connected to somebody with another address", async () => {
    const { email } = scholar();
    const stranger = scholar();
    const id = await withPassword(email);
    const traveller = createTraveller(web.origin);
    await signIn(traveller.app, email, password);
    const { arrival } = await arrive(open, stranger.subject, stranger.claims, traveller, "/account");
    expect(arrival.text).toContain("under another e-mail address");
    expect(await web.db.identity.count({ where: { userId: id } })).toBe(0);
    expect(await web.db.user.count({ where: { email: stranger.email } })).toBe(0);
    expect((await traveller.app.get("/account")).text).toContain(email);
  });
});

describe("signing out", () => {
  it("everywhere ends every sign-in of the account, and the university's own", async () => {
    const { subject, claims } = scholar();
    const [here, there] = [await arrive(open, subject, claims), await arrive(open, subject, claims)];
    const kept = here.traveller.app.cookies.get(cookieName) ?? "";
    const { userId } = await identityOf(open.issuer, subject);
    expect(await web.db.session.count({ where: { userId } })).toBe(2);

    const arrival = await here.traveller.signOut(true);
    expect(arrival.way.some((address) => address.startsWith(`${open.issuer}/session/end?`))).toBe(true);
    expect(arrival.url).toBe(`${web.origin}/sign-in?state=left`);
    expect(arrival.text).toContain("You are signed out");
    expect(await web.db.session.count({ where: { userId } })).toBe(0);
    expect(await isSignedIn(there.traveller)).toBe(false);
    here.traveller.app.cookies.set(cookieName, kept);
    expect(await isSignedIn(here.traveller)).toBe(false);

    const askedBefore = open.asked;
    await here.traveller.signIn("university-2");
    expect(open.asked).toBe(askedBefore + 1);
  });

  it("at the university ends the sign-in here that came from it, and no other", async () => {
    const { subject, claims } = scholar();
    const [here, there] = [await arrive(open, subject, claims), await arrive(open, subject, claims)];
    expect((await here.traveller.open(`${open.issuer}/session/end`)).status).toBe(200);
    expect(await isSignedIn(here.traveller)).toBe(false);
    expect(await isSignedIn(there.traveller)).toBe(true);
  });

  it("is done for nobody whose token the university did not sign for that", async () => {
    const { subject, claims } = scholar();
    const { traveller } = await arrive(open, subject, claims);
    const { userId } = await identityOf(open.issuer, subject);
    const { idToken } = await web.db.identitySession.findFirstOrThrow({ where: { session: { userId } } });
    const forged = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${idToken.split(".")[1]}.`;
    for (const logout_token of [idToken, forged, "", "nonsense"]) {
      const answer = await createBrowser(web.origin).post("/api/back-channel-logout/university-2", { logout_token });
      expect(answer.status).toBe(400);
    }
    const elsewhere = await createBrowser(web.origin).post("/api/back-channel-logout/nowhere", {
      logout_token: idToken,
    });
    expect(elsewhere.status).toBe(404);
    expect(await isSignedIn(traveller)).toBe(true);
  });

  it("in one browser leaves the others signed in", async () => {
    const { subject, claims } = scholar();
    const [here, there] = [await arrive(open, subject, claims), await arrive(open, subject, claims)];
    await here.traveller.signOut();
    expect(await isSignedIn(here.traveller)).toBe(false);
    expect(await isSignedIn(there.traveller)).toBe(true);
  });
});

it("a university that does not answer is said to be out of reach, and signing out still works", async () => {
  const { subject, claims } = scholar();
  const gone = await startUniversity("Gone University");
  const other = await startWeb(gone.environment("", "yes"));
  try {
    gone.open(other.origin, "university");
    gone.people.set(subject, claims);
    gone.person = subject;
    const traveller = createTraveller(other.origin);
    await traveller.signIn("university");
    expect(await isSignedIn(traveller)).toBe(true);
    await gone.stop();
    expect((await traveller.signOut()).url).toBe(`${other.origin}/sign-in?left=1`);
    expect(await isSignedIn(traveller)).toBe(false);
    expect((await traveller.signIn("university")).text).toContain("cannot be reached just now");
  } finally {
    await other.stop();
  }
}, 60_000);
