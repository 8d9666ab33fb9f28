"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import type { MemberEntry } from "#app/_server/queries/members";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { Select } from "#app/ui/select";

const roles = ["student", "tutor", "lecturer"] as const;

/** Changes one member's role and group. */
export function MemberDialog({
  slug,
  member,
  groups,
  onClose,
}: {
  slug: string;
  member: MemberEntry;
  groups: readonly string[];
  onClose: () => void;
}) {
  const t = useTranslations("courses.member");
  const word = useTranslations("ui.roles");
  const actions = useTranslations("ui.actions");
  const router = useRouter();
  const form = useId();
  const [role, setRole] = useState(member.role);
  const [group, setGroup] = useState(member.group);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const sent = await send("PATCH", courseApi(slug, "members", member.id), { role, group });
    setBusy(false);
    if (!sent.ok) return setRefused(sent.sentence);
    router.refresh();
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={member.name}
      description={member.email}
      width="sm"
      footer={
        <>
          <Button onClick={onClose}>{actions("cancel")}</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            {actions("save")}
          </Button>
        </>
      }
    >
      <form id={form} method="post" onSubmit={save} className="flex flex-col gap-4">
        {refused ? <Notice kind="error">{refused}</Notice> : null}
        <Field label={t("role")} hint={t(`${role}Hint`)}>
          <Select
            size="lg"
            value={role}
            onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? role)}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {word(one)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("group")} hint={t("groupHint")}>
          <Input
            size="lg"
            list={`${form}-groups`}
            maxLength={40}
            value={group}
            onChange={(event) => setGroup(event.target.value)}
          />
        </Field>
        <datalist id={`${form}-groups`}>
          {groups.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </form>
    </Dialog>
  );
}
