import { z } from "zod";
import { Role } from "#shared/roles";
import { courseStates } from "#shared/states";

/** A course's name as people write it. */
export const CourseTitle = z.string().trim().min(1).max(100);

/** A group's name; "" for none. */
export const GroupName = z.string().trim().max(40);

/** What a lecturer may change about a course as a whole; a draft is only what the seed makes. */
export const CourseChange = z.object({
  title: CourseTitle.optional(),
  state: z.enum(courseStates).extract(["open", "archived"]).optional(),
});

/** What a lecturer may change about a member. */
export const MemberChange = z.object({ role: Role.optional(), group: GroupName.optional() });

/** How long a join code is good for at most: a semester and some. */
export const maxCodeDays = 200;
/** What a join code is made with. */
export const JoinCodeWish = z.object({
  days: z.number().int().min(1).max(maxCodeDays),
  maximumUses: z.number().int().min(1).max(1000).nullable(),
});

/** A moment as browsers write it, with its zone; null takes a deadline back. */
export const DeadlineWish = z.object({ dueAt: z.iso.datetime({ offset: true }).nullable() });
