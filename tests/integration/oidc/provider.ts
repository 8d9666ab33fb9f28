import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import Provider, { type Configuration } from "oidc-provider";

/** Somebody whom a university knows. */
export interface Scholar {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** A university's sign-in: a real OpenID Connect provider on a port of its own. Whoever started it stops it. */
export interface UniversitySignIn {
  readonly issuer: string;
  /** By subject. */
  readonly people: Map<string, Scholar>;
  /** Who sits before the browser: signs in there when asked. */
  person: string;
  /** How often somebody had to say who they are. */
  readonly asked: number;
  /** The parameters of the last request that came from the app. */
  readonly lastRequest: Readonly<Record<string, unknown>>;
  /** What the app needs to know of it; variables of a second university have a number behind them. */
  environment(suffix?: string, signUp?: "yes" | "no"): Record<string, string>;
  /** Registers the app, once its origin is known. */
  open(origin: string, id: string): void;
  stop(): Promise<void>;
}

const clientId = "varlab";

/** Listens at once, so that the issuer is known; answers after `open`. */
export async function startUniversity(name: string): Promise<UniversitySignIn> {
  const clientSecret = randomBytes(32).toString("hex");
  const directory = mkdtempSync(path.join(tmpdir(), "varlab-oidc-"));
  const secretFile = path.join(directory, "secret");
  writeFileSync(secretFile, `${clientSecret}\n`);
  const http = createServer();
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const people = new Map<string, Scholar>();
  let asked = 0;
  let lastRequest: Readonly<Record<string, unknown>> = {};
  let person = "";

  function open(origin: string, id: string): void {
    const provider = new Provider(issuer, configuration(people, clientSecret, origin, id));
    const answer = provider.callback();
    http.on("request", (request, response) => {
      if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
      asked += 1;
      provider.interactionDetails(request, response).then(
        ({ params }) => {
          lastRequest = params;
          return provider.interactionFinished(request, response, { login: { accountId: person } });
        },
        () => response.writeHead(400).end(),
      );
    });
  }

  return {
    issuer,
    people,
    get person() {
      return person;
    },
    set person(subject) {
      person = subject;
    },
    get asked() {
      return asked;
    },
    get lastRequest() {
      return lastRequest;
    },
    environment: (suffix = "", signUp = "no") => ({
      [`VARLAB_OIDC_ISSUER${suffix}`]: issuer,
      [`VARLAB_OIDC_CLIENT_ID${suffix}`]: clientId,
      [`VARLAB_OIDC_CLIENT_SECRET_FILE${suffix}`]: secretFile,
      [`VARLAB_OIDC_NAME${suffix}`]: name,
      [`VARLAB_OIDC_SIGN_UP${suffix}`]: signUp,
    }),
    open,
    async stop() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function configuration(
  people: ReadonlyMap<string, Scholar>,
  clientSecret: string,
  origin: string,
  id: string,
): Configuration {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${origin}/api/auth/callback/${id}`],
        post_logout_redirect_uris: [`${origin}/sign-in`],
        backchannel_logout_uri: `${origin}/api/back-channel-logout/${id}`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    scopes: ["openid", "email", "profile"],
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    // The provider would not speak with loopback, where all of this lives.
    fetch: (url, options) =>
      fetch(url, Object.fromEntries(Object.entries(options ?? {}).filter(([name]) => name !== "dispatcher"))),
    findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...people.get(sub) }) }),
    // Nobody is asked whether the university may tell the app who they are.
    async loadExistingGrant({ oidc }) {
      const { provider, session, client } = oidc;
      const grant = new provider.Grant({ accountId: session?.accountId ?? "", clientId: client?.clientId ?? "" });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
}
