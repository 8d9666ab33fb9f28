import { Member, type MemberPage } from "#server/people/member";
import { createRate, type Rate } from "#server/sockets/rate";
import type { Standing } from "#server/tickets/rights";
import type { UserId, WorkspaceId } from "#shared/ids";
import { type GuestView, type PeopleView, peopleColors } from "#shared/people";
import type { TicketClaims } from "#shared/ticket";

/** Questions, invitations and raised hands of one person in one workspace that are written down: a lively hour has some dozens, a flood would fill the database. */
const WORDS_PER_SECOND = 0.2;
const WORD_BURST = 100;

/** Who is in one workspace now, and who may come. Knows no database: what it says is in force at once. */
export class Company {
  readonly members = new Map<UserId, Member>();
  readonly guests = new Map<UserId, GuestView>();
  readonly #words = new Map<UserId, Rate>();
  tutorsMayDrive = false;
  archived = false;
  /** Counts decisions about guests: what was read from the database before one does not count after it. */
  epoch = 0;
  /** Decisions that are being written: what is read meanwhile does not count. */
  deciding = 0;
  #decided: Promise<unknown> = Promise.resolve();
  #isTelling = false;

  constructor(
    readonly workspace: WorkspaceId,
    readonly changed: (company: Company) => void,
  ) {}

  /** The member of these claims; who was here a moment ago is taken up where they were. */
  welcome({ sub, name }: TicketClaims, { relation, right, tutorsMayDrive, archived }: Standing): Member {
    this.tutorsMayDrive = tutorsMayDrive;
    this.archived = archived;
    const known = this.members.get(sub);
    if (known !== undefined) {
      known.relation = relation;
      known.setBase(right);
      return known;
    }
    const member = new Member(sub, name, relation, right, this.#freeColor(relation === "owner"), Date.now());
    this.members.set(sub, member);
    return member;
  }

  add(member: Member, page: MemberPage): void {
    clearTimeout(member.leaving);
    member.leaving = undefined;
    member.pages.set(page.viewer.id, page);
    this.tell();
  }

  /** Carries out one decision about guests after the other, so that the last one holds here and in the database. */
  decide<T>(work: () => Promise<T>): Promise<T> {
    this.deciding += 1;
    this.epoch += 1;
    const turn = this.#decided.then(work).finally(() => {
      this.deciding -= 1;
      this.epoch += 1;
    });
    this.#decided = turn.catch(() => undefined);
    return turn;
  }

  /** Whether somebody may have one more thing written down; a stop is never asked. */
  mayWrite(user: UserId): boolean {
    const words = this.#words.get(user) ?? createRate(WORDS_PER_SECOND, WORD_BURST);
    this.#words.set(user, words);
    return words.take();
  }

  /** Settles when no decision is being written. */
  async settled(): Promise<void> {
    while (this.deciding > 0) await this.#decided;
  }

  view(member: Member): PeopleView {
    const { user, relation, right } = member;
    const owns = relation === "owner";
    const people = [...this.members.values()]
      .toSorted((a, b) => Number(b.relation === "owner") - Number(a.relation === "owner") || a.since - b.since)
      .map((one) => one.present())
      // Who asks is a matter between them and the owner.
      .map((person) => (owns || person.user === user ? person : { ...person, askedAt: undefined }));
    return {
      you: { user, relation, right },
      people,
      guests: [...this.guests.values()],
      tutorsMayDrive: this.tutorsMayDrive,
      archived: this.archived,
    };
  }

  /** Tells every page once for all that happens in this turn. */
  tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      for (const member of this.members.values()) {
        if (member.pages.size === 0) continue;
        const view = this.view(member);
        for (const { viewer } of member.pages.values()) viewer.send("people:changed", view);
      }
      this.changed(this);
    });
  }

  /** The first colour that nobody here has; the owner's is kept for the owner. */
  #freeColor(owns: boolean): number {
    if (owns) return 0;
    const taken = new Set([...this.members.values()].map(({ color }) => color));
    for (let color = 1; color < peopleColors; color += 1) if (!taken.has(color)) return color;
    return 1 + (this.members.size % (peopleColors - 1));
  }
}
