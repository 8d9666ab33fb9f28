/**
 * The conversation of the operator page with the workspace server: socket.io, same path, namespace `operatorNamespace`, `auth` is
 * `{ ticket }` with a ticket for operators. Messages are as in the catalogue.
 */
import { z } from "zod";
import { WorkspaceId } from "#shared/ids";
import { OperatorImage, OperatorSnapshot, Quotas } from "#shared/operator";
import { call } from "#shared/socket/message";

export const operatorNamespace = "/operator";

const imageId = z.string().max(200);

export const operatorCalls = {
  /** What runs now; newer snapshots follow as `operator:changed`. */
  "operator:open": call("view", z.object({}), OperatorSnapshot),
  /** Ends everything of a workspace that runs; its files stay. Answered when it is done; written down for its owner. */
  "operator:stop": call("view", z.object({ workspace: WorkspaceId }), z.object({})),
  /** In force for whatever starts from now on. */
  "operator:quotas": call("view", Quotas, Quotas),
  "operator:images": call("view", z.object({}), z.object({ images: z.array(OperatorImage) })),
  /** Removes images that nothing needs; answers those that are left. */
  "operator:remove-images": call(
    "view",
    z.object({ ids: z.array(imageId).min(1).max(200) }),
    z.object({ images: z.array(OperatorImage), freed: z.number() }),
  ),
} as const;

export const operatorNotices = {
  "operator:changed": OperatorSnapshot,
  /** The right to be here is gone: the socket closes after this. */
  "operator:closed": z.object({ sentence: z.string() }),
} as const;

export type OperatorCalls = typeof operatorCalls;
export type OperatorCallName = keyof OperatorCalls;
export type OperatorCallInput<N extends OperatorCallName> = z.input<OperatorCalls[N]["input"]>;
export type OperatorCallOutput<N extends OperatorCallName> = z.infer<OperatorCalls[N]["output"]>;
export type OperatorNotices = typeof operatorNotices;
export type OperatorNotice<N extends keyof OperatorNotices> = z.infer<OperatorNotices[N]>;
