import { Landmark } from "lucide-react";
import { Button } from "#app/ui/button";

/** The way to a university's own sign-in: a plain form, so that it works before any script has loaded. */
export function UniversityForm({
  university,
  csrfToken,
  callbackUrl,
  label,
  primary = false,
}: {
  university: { readonly id: string; readonly name: string };
  csrfToken: string;
  callbackUrl: string;
  label: string;
  primary?: boolean;
}) {
  return (
    <form method="post" action={`/api/auth/signin/${university.id}`}>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Button
        type="submit"
        variant={primary ? "primary" : "secondary"}
        size="lg"
        className="h-auto! min-h-9 w-full py-1.5"
        icon={<Landmark aria-hidden size={16} className="shrink-0" />}
      >
        <span className="whitespace-normal">{label}</span>
      </Button>
    </form>
  );
}
