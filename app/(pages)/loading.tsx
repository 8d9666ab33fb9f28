import { BrandMark } from "#app/frame/brand";

/** The frame with room for what is coming, so that nothing jumps. */
export default function Loading() {
  return (
    <div role="status" aria-label="Loading" className="flex min-h-dvh flex-col">
      <div className="border-b border-line bg-surface">
        <div className="mx-auto flex h-10 w-full max-w-4xl items-center gap-2 px-5 font-semibold">
          <BrandMark />
          Varlab
        </div>
      </div>
      <div className="mx-auto w-full max-w-4xl px-4 py-6">
        <div className="mb-2 h-8 w-56 rounded-md bg-hover" />
        <div className="mb-6 h-4 w-80 max-w-full rounded-md bg-hover" />
        <div className="flex flex-col gap-3">
          <div className="h-28 rounded-lg bg-hover" />
          <div className="h-28 rounded-lg bg-hover" />
        </div>
      </div>
    </div>
  );
}
