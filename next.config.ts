import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

/** Headers that hold for every answer; the content policy needs a nonce per request and is set in proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value:
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=(), clipboard-read=(self), clipboard-write=(self)",
  },
];

const config: NextConfig = {
  // Engineers build beside each other in one checkout.
  distDir: process.env.VARLAB_NEXT_DIR ?? ".next",
  // `./varlab check` checks the types of the whole project, once.
  typescript: { ignoreBuildErrors: true, tsconfigPath: "tsconfig.next.json" },
  poweredByHeader: false,
  reactStrictMode: true,
  // socket.io's path must reach the workspace server as it is, with or without a slash at its end.
  skipTrailingSlashRedirect: true,
  // Native modules cannot be bundled.
  serverExternalPackages: ["@node-rs/argon2", "@libsql/client", "libsql", "@prisma/adapter-libsql", "@prisma/client"],
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default createNextIntlPlugin("./app/i18n/request.ts")(config);
