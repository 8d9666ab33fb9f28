import { type Answer, type Browser, createBrowser } from "../web/browser";

/** A browser that goes from the app to a university and back: cookies of each origin, redirects followed across them. */
export interface Traveller {
  readonly app: Browser;
  /** The jar and the line to an origin. */
  at(origin: string): Browser;
  /** Presses a university's button on the page at `from`, and goes on until a page stays. */
  signIn(university: string, from?: string): Promise<Arrival>;
  /** Presses "Sign out", here or everywhere, and agrees wherever it is asked. */
  signOut(everywhere?: boolean): Promise<Arrival>;
  /** Opens an address and goes on until a page stays. */
  open(address: string): Promise<Arrival>;
}

/** Where one ends up. */
export interface Arrival extends Answer {
  readonly url: string;
  /** Every address on the way. */
  readonly way: readonly string[];
}

/** More hops than any sign-in has. */
const maxHops = 20;

/** A fresh browser for the app at `origin`. */
export function createTraveller(origin: string): Traveller {
  const browsers = new Map<string, Browser>();
  function at(target: string): Browser {
    const browser = browsers.get(target) ?? createBrowser(target);
    browsers.set(target, browser);
    return browser;
  }
  const app = at(origin);

  async function goOn(from: string, first: Answer): Promise<Arrival> {
    let [url, answer] = [from, first];
    const way: string[] = [];
    for (let hops = 0; hops < maxHops; hops++) {
      const next = nextOf(answer);
      if (next === undefined) {
        const asked = /name="xsrf" value="([^"]+)"/.exec(answer.text)?.[1];
        if (asked === undefined) return { ...answer, url, way };
        answer = await at(new URL(url).origin).post("/session/end/confirm", { xsrf: asked, logout: "yes" });
        continue;
      }
      url = new URL(next, url).href;
      way.push(url);
      const { origin: there, pathname, search } = new URL(url);
      answer = await at(there).get(pathname + search);
    }
    throw new Error(`There is no end to it:\n${way.join("\n")}`);
  }

  return {
    app,
    at,
    async signIn(university, from = "/sign-in") {
      const page = await app.get(from);
      const form = new RegExp(`action="/api/auth/signin/${university}"[\\s\\S]*?</form>`).exec(page.text)?.[0] ?? "";
      const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? "";
      const fields = { csrfToken: field("csrfToken"), callbackUrl: field("callbackUrl") };
      return goOn(origin, await app.post(`/api/auth/signin/${university}`, fields));
    },
    async signOut(everywhere = false) {
      return goOn(origin, await app.post("/api/sign-out", everywhere ? { everywhere: "1" } : {}));
    },
    open: async (address) => goOn(origin, { status: 302, headers: { location: address }, text: "" }),
  };
}

/** Where an answer sends the browser: by a redirect, or by the page of one line that follows our forms. */
function nextOf({ headers, text }: Answer): string | undefined {
  if (headers.location !== undefined) return String(headers.location);
  return /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(text)?.[1]?.replaceAll("&amp;", "&");
}
