import Link from "next/link";
import { SmallFrame } from "#app/frame/small-frame";
import { buttonClass } from "#app/ui/button";

/** What is shown for a link that was used, has expired, or never was. */
export function SpentLink({ title, children }: { title: string; children: string }) {
  return (
    <SmallFrame title={title} summary="It works once, and not for ever.">
      <p className="mb-4">{children}</p>
      <Link href="/sign-in" className={buttonClass("primary", "lg")}>
        To the sign-in page
      </Link>
    </SmallFrame>
  );
}
