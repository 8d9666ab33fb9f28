"use client";
import { useEffect, useState } from "react";
import { FileFacts } from "#app/workspace/editor/other-file";

/** A picture of the workspace; the browser decodes it as an image and as nothing else. */
export function ImageView({
  path,
  mediaType,
  bytes,
  size,
}: {
  path: string;
  mediaType: string;
  bytes: Uint8Array;
  size: number;
}) {
  const [url, setUrl] = useState<string>();
  const [dimensions, setDimensions] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mediaType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, mediaType]);
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-auto bg-canvas p-4">
        {url ? (
          // biome-ignore lint/performance/noImgElement: a blob of this page, nothing that a server could make smaller
          <img
            src={url}
            alt={path}
            className="max-h-full max-w-full border border-line bg-[repeating-conic-gradient(var(--n-3)_0_25%,var(--n-0)_0_50%)] bg-size-[16px_16px] object-contain"
            onLoad={(event) =>
              setDimensions(`${event.currentTarget.naturalWidth} × ${event.currentTarget.naturalHeight}`)
            }
          />
        ) : null}
      </div>
      <FileFacts path={path} size={size} extra={dimensions} />
    </div>
  );
}
