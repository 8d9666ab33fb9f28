import { IdCard, Settings } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "#app/ui/button";

/** The way to what a lecturer decides for the course. */
export function SettingsLink({ slug }: { slug: string }) {
  return (
    <Link href={`/courses/${slug}/settings`} prefetch={false} className={buttonClass("secondary", "lg")}>
      <Settings aria-hidden size={15} />
      Settings
    </Link>
  );
}

/** The way to the people of the course, for those who teach it. */
export function MembersLink({ slug }: { slug: string }) {
  return (
    <Link href={`/courses/${slug}/members`} prefetch={false} className={buttonClass("secondary", "lg")}>
      <IdCard aria-hidden size={15} />
      Members
    </Link>
  );
}
