"use client";
import { Hand } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

/** How often the number is asked for while the page is in front; the class page itself is live. */
const every = 10_000;

interface Waiting {
  readonly slug: string;
  readonly title: string;
  readonly waiting: number;
}

/** For those who teach: how many hands wait, as the way to the queue. Nothing for others, and on the class page, which shows them. */
export function HandsLink() {
  const t = useTranslations("ui.hands");
  const [courses, setCourses] = useState<readonly Waiting[]>([]);
  const path = usePathname();
  const here = courses.some(({ slug }) => path === `/courses/${slug}/class`);
  useEffect(() => follow(setCourses), []);
  const [first] = courses;
  if (first === undefined || here) return null;
  const waiting = courses.reduce((sum, course) => sum + course.waiting, 0);
  return (
    <Link
      href={`/courses/${first.slug}/class`}
      prefetch={false}
      title={t("waitsIn", { count: waiting, course: first.title })}
      className={
        waiting === 0
          ? "inline-flex h-7 items-center gap-1 rounded-md px-2 text-muted hover:bg-hover hover:text-text"
          : "inline-flex h-7 items-center gap-1 rounded-md bg-waiting-soft px-2 font-medium text-waiting"
      }
    >
      <Hand aria-hidden size={14} />
      <span aria-hidden className="tabular-nums">
        {waiting}
      </span>
      <span className="sr-only">{t("waits", { count: waiting })}</span>
    </Link>
  );
}

/** Asks now and then until the answer is that one teaches nothing. */
function follow(tell: (courses: readonly Waiting[]) => void): () => void {
  const ending = new AbortController();
  const timer = setInterval(() => void look(), every);

  async function look(): Promise<void> {
    if (document.hidden) return;
    try {
      const response = await fetch("/api/hands", { cache: "no-store", signal: ending.signal });
      if (!response.ok) return;
      const courses = coursesIn(await response.json());
      tell(courses);
      if (courses.length === 0) clearInterval(timer);
    } catch {
      // The number stays as it was until the server answers again.
    }
  }

  void look();
  document.addEventListener("visibilitychange", look, { signal: ending.signal });
  return () => {
    clearInterval(timer);
    ending.abort();
  };
}

/** The web app's own answer is taken at its word. */
function coursesIn(body: unknown): readonly Waiting[] {
  return body !== null && typeof body === "object" && "courses" in body && Array.isArray(body.courses)
    ? body.courses
    : [];
}
