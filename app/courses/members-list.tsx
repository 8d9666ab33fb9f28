"use client";
import { Ellipsis, Link, Pencil, UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import type { MemberEntry } from "#app/_server/queries/members";
import { InvitationDialog } from "#app/courses/invitation-dialog";
import { MemberDialog } from "#app/courses/member-dialog";
import { filterMembers, groupsOf, type MemberWish, ungrouped } from "#app/courses/member-filter";
import { courseApi, send } from "#app/courses/send";
import { Badge } from "#app/ui/badge";
import { Button } from "#app/ui/button";
import { Confirm } from "#app/ui/confirm";
import { EmptyState } from "#app/ui/empty-state";
import { IconButton } from "#app/ui/icon-button";
import { Input } from "#app/ui/input";
import { Menu, MenuItem } from "#app/ui/menu";
import { Select } from "#app/ui/select";
import { type Column, Table } from "#app/ui/table";

const everybody: MemberWish = { text: "", role: "", group: "" };
const rank = { lecturer: 0, tutor: 1, student: 2 } as const;

/** Everybody in a course; a lecturer changes them here. */
export function MembersList({
  slug,
  members,
  mayChange,
  self,
}: {
  slug: string;
  members: readonly MemberEntry[];
  mayChange: boolean;
  self: string;
}) {
  const t = useTranslations("courses.members");
  const roles = useTranslations("ui.roles");
  const router = useRouter();
  const [wish, setWish] = useState(everybody);
  const [editing, setEditing] = useState<MemberEntry>();
  const [inviting, setInviting] = useState<MemberEntry>();
  const [removing, setRemoving] = useState<MemberEntry>();
  const shown = filterMembers(members, wish);
  const groups = groupsOf(members);

  async function remove({ id, name }: MemberEntry): Promise<void> {
    const sent = await send("DELETE", courseApi(slug, "members", id));
    if (!sent.ok) toast.error(sent.sentence, { duration: 8000 });
    else if (id === self) router.push("/");
    else {
      toast(t("gone", { name }));
      router.refresh();
    }
  }

  const columns: Column<MemberEntry>[] = [
    { key: "name", title: t("name"), sortBy: ({ name }) => name.toLowerCase(), cell: (row) => <Name member={row} /> },
    {
      key: "role",
      title: t("role"),
      sortBy: ({ role, name }) => `${rank[role]} ${name}`,
      cell: ({ role }) => <Badge tone={role === "student" ? "neutral" : "accent"}>{roles(role)}</Badge>,
    },
    { key: "group", title: t("group"), sortBy: ({ group }) => group || "\uffff", cell: ({ group }) => group || "–" },
    ...(mayChange
      ? [
          {
            key: "more",
            title: "",
            align: "right" as const,
            cell: (row: MemberEntry) => (
              <Actions member={row} onEdit={setEditing} onInvite={setInviting} onRemove={setRemoving} />
            ),
          },
        ]
      : []),
  ];
  return (
    <section aria-label={t("title")}>
      <Toolbar wish={wish} members={members} groups={groups} shown={shown.length} onWish={setWish} />
      <Table
        caption={t("caption")}
        columns={columns}
        rows={shown}
        rowKey={({ id }) => id}
        initialSort={{ key: "role", descending: false }}
        empty={
          <EmptyState
            title={t("nobody")}
            className="rounded-lg border border-line bg-surface"
            action={<Button onClick={() => setWish(everybody)}>{t("everybody")}</Button>}
          />
        }
      />
      {editing ? (
        <MemberDialog slug={slug} member={editing} groups={groups} onClose={() => setEditing(undefined)} />
      ) : null}
      {inviting ? <InvitationDialog slug={slug} member={inviting} onClose={() => setInviting(undefined)} /> : null}
      <Confirm
        open={removing !== undefined}
        onOpenChange={(open) => (open ? undefined : setRemoving(undefined))}
        title={removing?.id === self ? t("leaveTitle") : t("removeTitle", { name: removing?.name ?? "" })}
        description={t(removing?.id === self ? "leaveHint" : "removeHint")}
        action={t(removing?.id === self ? "leave" : "remove")}
        onConfirm={() => removing && void remove(removing)}
      />
    </section>
  );
}

function Name({ member }: { member: MemberEntry }) {
  const t = useTranslations("courses.members");
  return (
    <span className="flex min-w-0 flex-col">
      <span className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">{member.name}</span>
        {member.invited ? <Badge tone="waiting">{t("notSignedIn")}</Badge> : null}
      </span>
      <span className="text-sm break-all text-muted">{member.email}</span>
    </span>
  );
}

function Actions({
  member,
  onEdit,
  onInvite,
  onRemove,
}: {
  member: MemberEntry;
  onEdit: (member: MemberEntry) => void;
  onInvite: (member: MemberEntry) => void;
  onRemove: (member: MemberEntry) => void;
}) {
  const t = useTranslations("courses.members");
  return (
    <Menu trigger={<IconButton label={t("change", { name: member.name })} icon={<Ellipsis aria-hidden size={15} />} />}>
      <MenuItem icon={<Pencil aria-hidden size={14} />} onSelect={() => onEdit(member)}>
        {t("roleAndGroup")}
      </MenuItem>
      {member.invited ? (
        <MenuItem icon={<Link aria-hidden size={14} />} onSelect={() => onInvite(member)}>
          {t("makeLink")}
        </MenuItem>
      ) : null}
      <MenuItem icon={<UserMinus aria-hidden size={14} />} onSelect={() => onRemove(member)}>
        {t("removeFrom")}
      </MenuItem>
    </Menu>
  );
}

function Toolbar({
  wish,
  members,
  groups,
  shown,
  onWish,
}: {
  wish: MemberWish;
  members: readonly MemberEntry[];
  groups: readonly string[];
  shown: number;
  onWish: (wish: MemberWish) => void;
}) {
  const t = useTranslations("courses.members");
  const invited = members.filter((member) => member.invited).length;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <Input
        type="search"
        aria-label={t("find")}
        placeholder={t("find")}
        value={wish.text}
        onChange={(event) => onWish({ ...wish, text: event.target.value })}
        className="max-w-56"
      />
      <Select
        aria-label={t("role")}
        value={wish.role}
        onChange={(event) => onWish({ ...wish, role: event.target.value })}
      >
        <option value="">{t("allRoles")}</option>
        <option value="student">{t("students")}</option>
        <option value="tutor">{t("tutors")}</option>
        <option value="lecturer">{t("lecturers")}</option>
        {invited > 0 ? <option value="invited">{t("invited")}</option> : null}
      </Select>
      {groups.length > 0 ? (
        <Select
          aria-label={t("group")}
          value={wish.group}
          onChange={(event) => onWish({ ...wish, group: event.target.value })}
        >
          <option value="">{t("allGroups")}</option>
          {groups.map((group) => (
            <option key={group} value={group}>
              {group}
            </option>
          ))}
          <option value={ungrouped}>{t("ungrouped")}</option>
        </Select>
      ) : null}
      <span className="flex-1" />
      <span role="status" className="text-sm text-muted">
        {shown === members.length
          ? t("inAll", { count: shown, invited })
          : t("someOf", { count: shown, all: members.length, invited })}
      </span>
    </div>
  );
}
