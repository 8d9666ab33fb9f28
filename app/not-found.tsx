import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "#app/frame/brand";
import { buttonClass } from "#app/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <BrandMark size={36} />
      <h1 className="text-xl font-semibold">There is nothing here for you</h1>
      <p className="max-w-prose text-muted">
        This page does not exist, or you may not see it. A link from somebody else's workspace works only for them and
        for those who teach the course.
      </p>
      <Link href="/" className={buttonClass("primary", "lg")}>
        To your courses
      </Link>
    </main>
  );
}
