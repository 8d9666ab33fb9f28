import { type Row, row } from "./roles";

/** The rows of those pages that answer everybody alike. */
const everybody = row("200 200 200 200 200 200 200 200 200 200 200");
const whoIsSignedIn = row("sign-in 200 200 200 200 200 200 200 200 200 200");

/**
 * What each page answers: `200` is the page, `404` what an unknown address answers, `sign-in` the way there and back, `to:/` a way to
 * another page. The columns: anonymous, student elsewhere, classmate, guest who looks, guest who drives, tutor elsewhere, tutor,
 * lecturer elsewhere, lecturer, owner, operator.
 */
export const pages: Readonly<Record<string, Row>> = {
  "/": whoIsSignedIn,
  "/account": whoIsSignedIn,
  "/courses/[course]": row("sign-in 404 200 200 200 404 200 404 200 200 404"),
  "/courses/[course]/[experiment]": row("sign-in 404 200 200 200 404 200 404 200 200 404"),
  "/courses/[course]/members": row("sign-in 404 404 404 404 404 200 404 200 404 404"),
  "/courses/[course]/members/add": row("sign-in 404 404 404 404 404 404 404 200 404 404"),
  "/courses/[course]/settings": row("sign-in 404 404 404 404 404 404 404 200 404 404"),
  "/courses/new": row("sign-in 404 404 404 404 404 404 200 200 404 200"),
  "/courses/[course]/[experiment]/edit": row("sign-in 404 404 404 404 404 404 404 200 404 404"),
  "/courses/[course]/[experiment]/submissions": row("sign-in 404 404 404 404 404 200 404 200 404 404"),
  "/courses/[course]/[experiment]/submissions/[submission]": row("sign-in 404 404 404 404 404 200 404 200 200 404"),
  "/courses/[course]/class": row("sign-in 404 404 404 404 404 200 404 200 404 404"),
  "/invitation/[token]": everybody,
  "/join/[code]": whoIsSignedIn,
  "/new-password/[token]": everybody,
  "/operator": row("sign-in 404 404 404 404 404 404 404 404 404 200"),
  "/sign-in": row("200 to:/ to:/ to:/ to:/ to:/ to:/ to:/ to:/ to:/ to:/"),
  "/w/[workspace]": row("sign-in 404 404 200 200 404 200 404 200 200 404"),
  "/w/[workspace]/recordings": row("sign-in 404 404 404 404 404 200 404 200 200 404"),
};
