"use client";
import { Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useEffect, useState } from "react";
import { useStore } from "zustand";
import { type ClassFeed, createClassFeed } from "#app/class/class-feed";
import { type ClassSort, type ClassWish, countClass, isQuiet, orderClass } from "#app/class/class-order";
import { ClassToolbar } from "#app/class/class-toolbar";
import { HelpQueue } from "#app/class/help-queue";
import { useNow } from "#app/class/since";
import { StudentList } from "#app/class/student-list";
import { useNarrow } from "#app/class/use-narrow";
import { groupsOf } from "#app/courses/member-filter";
import { inReadersLanguage } from "#app/i18n/sentences";
import { Button } from "#app/ui/button";
import { EmptyState } from "#app/ui/empty-state";
import { Notice } from "#app/ui/notice";
import { Waiting } from "#app/ui/waiting";
import { FeedNotice } from "#app/workspace/connection/feed-notice";
import type { ClassStudent } from "#shared/class";

const firstWish: ClassWish = { name: "", experiment: "", group: "", only: "all", by: "help", descending: false };

/** The class as it is at this moment, beside the queue of raised hands. */
export function ClassPage({ slug, title, self }: { slug: string; title: string; self: string }) {
  const t = useTranslations("class.page");
  const feed = useOwnFeed(slug);
  return feed === null ? (
    <Waiting stage={t("looking")} className="py-12" />
  ) : (
    <LiveClass feed={feed} title={title} self={self} />
  );
}

function LiveClass({ feed, title, self }: { feed: ClassFeed; title: string; self: string }) {
  const loaded = useStore(feed, (state) => state.loaded);
  const queue = useStore(feed, (state) => state.queue);
  useWaitingInTitle(queue.filter(({ state }) => state === "waiting").length, title);
  if (!loaded) return <FirstLook feed={feed} />;
  return (
    <>
      <FeedNotice feed={feed} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Students feed={feed} />
        <div className="max-lg:order-first lg:sticky lg:top-4">
          <HelpQueue queue={queue} feed={feed} self={self} />
        </div>
      </div>
    </>
  );
}

function FirstLook({ feed }: { feed: ClassFeed }) {
  const t = useTranslations("class.page");
  const tryAgain = useTranslations("ui.actions")("tryAgain");
  const link = useStore(feed, (state) => state.link);
  const failure = useStore(feed, (state) => state.failure);
  if (failure === null && link.state !== "closed")
    return <Waiting stage={t(link.state === "offline" ? "noAnswer" : "looking")} className="py-12" />;
  return (
    <Notice
      kind="error"
      action={
        <Button size="sm" onClick={feed.retry}>
          {tryAgain}
        </Button>
      }
    >
      {link.state === "closed" ? inReadersLanguage(link.failure.sentence) : failure}
    </Notice>
  );
}

function Students({ feed }: { feed: ClassFeed }) {
  const t = useTranslations("class.page");
  const students = useStore(feed, (state) => state.students);
  const [wish, setWish] = useState(firstWish);
  const now = useNow();
  const narrow = useNarrow();
  // A key or a click is answered at once; the lines follow when the browser has time.
  const groups = groupsOf(students);
  // A group that nobody is in any more hides nobody.
  const group = groups.includes(wish.group) ? wish.group : "";
  const asked = { ...useDeferredValue(wish), group };
  const lines = orderClass(useDeferredValue(students), asked, now);
  const quiet = new Set(lines.filter((line) => isQuiet(line, now)).map(({ student }) => student.user));

  function sortBy(by: ClassSort): void {
    setWish({ ...wish, by, descending: wish.by === by && !wish.descending });
  }

  if (students.length === 0) {
    return (
      <EmptyState
        icon={<Users aria-hidden size={32} />}
        title={t("none")}
        className="rounded-lg border border-line bg-surface py-12"
      >
        {t("noneHint")}
      </EmptyState>
    );
  }
  return (
    <section aria-label={t("students")} className="min-w-0">
      <ClassToolbar
        wish={{ ...wish, group }}
        counts={countClass(students, now)}
        experiments={experimentsOf(students)}
        groups={groups}
        onWish={setWish}
      />
      {students.every(({ workspaces }) => workspaces.length === 0) ? (
        <Notice className="mb-3" title={t("nobodyStarted")}>
          {t("nobodyStartedHint")}
        </Notice>
      ) : null}
      {lines.length === 0 ? (
        <Nobody wish={asked} onReset={() => setWish({ ...firstWish, by: wish.by, descending: wish.descending })} />
      ) : (
        <StudentList lines={lines} quiet={quiet} wish={asked} narrow={narrow} onSort={sortBy} />
      )}
    </section>
  );
}

function Nobody({ wish, onReset }: { wish: ClassWish; onReset: () => void }) {
  const t = useTranslations("class.page");
  return (
    <EmptyState
      title={wish.name.trim() === "" ? t("nobodyNow") : t("noName", { text: wish.name.trim() })}
      className="rounded-lg border border-line bg-surface"
      action={<Button onClick={onReset}>{t("everybody")}</Button>}
    />
  );
}

function experimentsOf(students: readonly ClassStudent[]): { slug: string; title: string }[] {
  const titles = new Map(
    students.flatMap(({ workspaces }) => workspaces.map(({ experiment }) => [experiment.slug, experiment.title])),
  );
  return [...titles].map(([slug, title]) => ({ slug, title })).toSorted((a, b) => a.title.localeCompare(b.title));
}

function useOwnFeed(slug: string): ClassFeed | null {
  const [feed, setFeed] = useState<ClassFeed | null>(null);
  useEffect(() => {
    const own = createClassFeed(slug);
    setFeed(own);
    return () => {
      own.dispose();
      setFeed(null);
    };
  }, [slug]);
  return feed;
}

/** The number of waiting hands before the page's title, so that a tab in the background tells it. */
function useWaitingInTitle(waiting: number, title: string): void {
  const t = useTranslations("class.page");
  useEffect(() => {
    const words = waiting === 0 ? t("tab", { course: title }) : t("tabWaiting", { count: waiting, course: title });
    document.title = `${words} · Varlab`;
  }, [waiting, title, t]);
}
