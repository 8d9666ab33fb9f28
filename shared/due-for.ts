/** Until when somebody's work is to be done. */
export interface Due {
  readonly at: Date;
  /** More time than the others have. */
  readonly extended: boolean;
}

/** The deadline that holds for a person: their extension where they have one. Undefined where there is no deadline. */
export function dueFor(
  userId: string,
  deadline: { readonly dueAt: Date; readonly extensions: readonly { userId: string; dueAt: Date }[] } | null,
): Due | undefined {
  if (deadline === null) return undefined;
  const extension = deadline.extensions.find((one) => one.userId === userId);
  // A deadline that was moved behind an extension holds for everybody.
  const extended = extension !== undefined && extension.dueAt > deadline.dueAt;
  return { at: extended ? extension.dueAt : deadline.dueAt, extended };
}
