import { describe, expect, it } from "vitest";
import {
  browserCookie,
  browserHeaders,
  passCookie,
  readCookie,
  serviceCookies,
  serviceHeaders,
} from "#server/previews/preview-headers";

const about = { port: 7101, client: "192.0.2.7", upgrade: false };

describe("headers to a service", () => {
  it("carry its own cookies under their own names and no other cookie", () => {
    const cookie =
      "next-auth.session-token=CANARY; p7101.theme=dark; p7102.theme=CANARY; varlab-preview-7101=CANARY; p7101.b=2";
    expect(serviceHeaders({ cookie, host: "h:7101" }, about).cookie).toBe("theme=dark; b=2");
    expect(JSON.stringify(serviceHeaders({ cookie, host: "h:7101" }, about))).not.toContain("CANARY");
  });

  it("carry no Cookie header at all when none is its own", () => {
    expect(serviceCookies("a=1; p71.b=2", 7101)).toBeUndefined();
    expect("cookie" in serviceHeaders({ cookie: "a=1" }, about)).toBe(false);
  });

  it("lose what belongs to the connection, also what Connection names", () => {
    const headers = serviceHeaders(
      { connection: "close, X-Secret", "x-secret": "1", "transfer-encoding": "chunked", te: "trailers", accept: "*/*" },
      about,
    );
    expect(headers).toEqual({
      accept: "*/*",
      connection: "close",
      "x-forwarded-for": "192.0.2.7",
      "x-forwarded-proto": "http",
    });
  });

  it("keep what a WebSocket handshake needs", () => {
    const headers = serviceHeaders(
      { connection: "Upgrade", upgrade: "websocket", "sec-websocket-key": "k", host: "h:7101" },
      { ...about, upgrade: true },
    );
    expect(headers).toMatchObject({
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "k",
      host: "h:7101",
    });
  });
});

describe("headers to the browser", () => {
  it("rename a service's cookies and keep them from other hosts", () => {
    expect(browserCookie("sid=1; Path=/; Domain=example.org; HttpOnly", 7101)).toBe("p7101.sid=1; Path=/; HttpOnly");
    expect(browserCookie("next-auth.session-token=evil", 7101)).toBe("p7101.next-auth.session-token=evil");
    expect(browserCookie("=nameless", 7101)).toBeUndefined();
  });

  it("lose everything that would count for the whole host name", () => {
    const headers = browserHeaders(
      {
        "clear-site-data": '"cookies"',
        "strict-transport-security": "max-age=1",
        "service-worker-allowed": "/",
        "alt-svc": "h3",
        "content-type": "text/plain",
        "set-cookie": ["a=1"],
      },
      7101,
    );
    expect(headers).toEqual({ "content-type": "text/plain", "set-cookie": ["p7101.a=1"] });
  });
});

it("a pass is read from among other cookies by its exact name", () => {
  const header = `x=1; varlab-preview-71011=no; ${passCookie(7101)}=yes`;
  expect(readCookie(header, passCookie(7101))).toBe("yes");
  expect(readCookie(undefined, passCookie(7101))).toBeUndefined();
});
