import { Transform } from "node:stream";
import { UserError } from "#shared/failures";

/** A stream that passes on up to `maximum` bytes and fails with UserError("limit") on the next one. */
export function createBoundedBody(maximum: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maximum) done(tooLarge(maximum));
      else done(null, chunk);
    },
  });
}

/** What is said about a body above its limit. */
export function tooLarge(maximum: number): UserError {
  const megabytes = Math.floor(maximum / 1_000_000);
  return new UserError(
    "limit",
    maximum === 0
      ? "This address takes no content."
      : `This is larger than ${megabytes} MB, the largest that can be uploaded.`,
  );
}
