import { request } from "node:http";

/** One answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A browser as far as HTTP goes: keeps cookies, sends an Origin with what changes something, follows no redirects. */
export interface Browser {
  readonly origin: string;
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form; `headers` may replace the Origin, an empty value leaves it out. */
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  sendJson(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A fresh browser without cookies for the app at `origin`. */
export function createBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();

  async function send(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const all = {
      origin,
      ...headers,
      ...(cookie ? { cookie } : {}),
      "content-length": String(Buffer.byteLength(body ?? "")),
    };
    const kept = Object.entries(all).filter(
      ([name, value]) => value !== "" && !(method === "GET" && name === "origin"),
    );
    const answer = await exchange(`${origin}${path}`, method, Object.fromEntries(kept), body);
    for (const line of [answer.headers["set-cookie"] ?? []].flat()) keep(cookies, line);
    return answer;
  }

  return {
    origin,
    cookies,
    get: (path, headers = {}) => send("GET", path, undefined, headers),
    post: (path, form, headers = {}) =>
      send("POST", path, new URLSearchParams(form).toString(), {
        "content-type": "application/x-www-form-urlencoded",
        ...headers,
      }),
    sendJson: (method, path, body, headers = {}) =>
      send(method, path, JSON.stringify(body), { "content-type": "application/json", ...headers }),
  };
}

/** Goes where an answer redirects to, and on from there, until a page is there. */
export async function follow(browser: Browser, answer: Answer): Promise<Answer> {
  let reached = answer;
  for (let hops = 0; reached.headers.location !== undefined && hops < 10; hops++) {
    const target = new URL(String(reached.headers.location), browser.origin);
    reached = await browser.get(target.pathname + target.search);
  }
  return reached;
}

/** Signs in through the form, without script, as a browser before hydration does. */
export async function signIn(browser: Browser, email: string, password: string, callbackUrl = "/"): Promise<Answer> {
  const page = await browser.get(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  const hidden = /name="callbackUrl" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
  return browser.post("/api/auth/callback/credentials", { csrfToken, callbackUrl: hidden, email, password });
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const [name = "", value = ""] = pair.split(/=(.*)/s);
  const gone = value === "" || attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
  if (gone) cookies.delete(name.trim());
  else cookies.set(name.trim(), value);
}

/** Over node:http and not fetch, which lets nobody choose Host, Origin or Sec-Fetch-Site. */
function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
