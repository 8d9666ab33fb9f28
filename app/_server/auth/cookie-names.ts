/** Whether the browser speaks https with us, or with the proxy in front of us. */
export function isSecure(headers: Headers): boolean {
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https";
}

/** next-auth's cookies; over https their prefixes keep other sites and plain http from setting them. */
export function cookieNames(secure: boolean) {
  return {
    session: `${secure ? "__Host-" : ""}varlab.session`,
    csrf: `${secure ? "__Host-" : ""}varlab.csrf`,
    callbackUrl: `${secure ? "__Host-" : ""}varlab.callback`,
  };
}

/** How each of them is set. */
export function cookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
}
