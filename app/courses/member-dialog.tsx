"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import type { MemberEntry } from "#app/_server/queries/members";
import { courseApi, send } from "#app/courses/send";
import { Button } from "#app/ui/button";
import { Dialog } from "#app/ui/dialog";
import { Field } from "#app/ui/field";
import { Input } from "#app/ui/input";
import { Notice } from "#app/ui/notice";
import { Select } from "#app/ui/select";

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
  const router = useRouter();
  const form = useId();
  const [role, setRole] = useState<string>(member.role);
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
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} method="post" onSubmit={save} className="flex flex-col gap-4">
        {refused ? <Notice kind="error">{refused}</Notice> : null}
        <Field label="Role" hint={roleHints[role]}>
          <Select size="lg" value={role} onChange={(event) => setRole(event.target.value)}>
            <option value="student">student</option>
            <option value="tutor">tutor</option>
            <option value="lecturer">lecturer</option>
          </Select>
        </Field>
        <Field label="Group" hint="A name of your choice, such as Tuesday 10:15; empty for none.">
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

const roleHints: Readonly<Record<string, string>> = {
  student: "Works in workspaces of their own.",
  tutor: "Sees everybody's work and helps.",
  lecturer: "Also changes the course, its members and its experiments.",
};
