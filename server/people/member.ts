import { setMaxListeners } from "node:events";
import type { Viewer } from "#server/sockets/handlers";
import type { UserId } from "#shared/ids";
import type { PersonView, Relation } from "#shared/people";
import { allows, type Right } from "#shared/ticket";

/** One page of somebody in a workspace. */
export interface MemberPage {
  readonly viewer: Viewer;
  readonly sid: string;
  /** Says why, then closes the page's socket. */
  dismiss(sentence: string): void;
}

/** Somebody in a workspace, with all their pages. Their right is asked for with every message, so it falls at once. */
export class Member {
  readonly pages = new Map<string, MemberPage>();
  /** Waits for the owner's answer since then. */
  askedAt: number | undefined;
  /** The owner has taken the wheel from them during this visit: what the course allows counts no more. */
  wasRevoked = false;
  /** Runs while they have no page: they may come back as if they had not been away. */
  leaving: NodeJS.Timeout | undefined;
  #base: Right;
  #drivesSince: number | undefined;
  #byCourse = false;
  #driving = newDriving();

  constructor(
    readonly user: UserId,
    readonly name: string,
    /** Changes when a tutor becomes a student, for instance. */
    public relation: Relation,
    base: Right,
    readonly color: number,
    readonly since: number,
  ) {
    this.#base = base;
  }

  /** What they may do at this moment. */
  get right(): Right {
    return this.#drivesSince !== undefined && !allows(this.#base, "drive") ? "drive" : this.#base;
  }

  /** Aborts when they lose the right to drive: whatever of theirs still waits somewhere is to be dropped. */
  get driving(): AbortSignal {
    return this.#driving.signal;
  }

  get drivesSince(): number | undefined {
    return this.#drivesSince;
  }

  /** They drive because the course lets them, not because the owner said yes. */
  get drivesByCourse(): boolean {
    return this.#drivesSince !== undefined && this.#byCourse;
  }

  /** What they may do by the database; answers whether that is news. */
  setBase(right: Right): boolean {
    if (right === this.#base) return false;
    this.#changing(() => {
      this.#base = right;
    });
    return true;
  }

  grant(byCourse: boolean): void {
    this.askedAt = undefined;
    this.#drivesSince ??= Date.now();
    this.#byCourse = byCourse;
  }

  /** Ends a granted right; answers whether there was one. */
  stopDriving(): boolean {
    if (this.#drivesSince === undefined) return false;
    this.#changing(() => {
      this.#drivesSince = undefined;
    });
    return true;
  }

  present(): PersonView {
    return {
      user: this.user,
      name: this.name,
      relation: this.relation,
      right: this.right,
      color: this.color,
      since: this.since,
      pages: this.pages.size,
      askedAt: this.askedAt,
      drivesSince: this.#drivesSince,
    };
  }

  #changing(change: () => void): void {
    const drove = allows(this.right, "drive");
    change();
    if (!drove || allows(this.right, "drive")) return;
    this.#driving.abort();
    this.#driving = newDriving();
  }
}

/** Every piece of a paste that waits for a program listens; a paste has hundreds. */
function newDriving(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
