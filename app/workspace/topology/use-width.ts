import { type RefObject, useEffect, useState } from "react";

/** The width of an element in pixels, followed; `before` until it is known and while the element is hidden. */
export function useWidth(of: RefObject<HTMLElement | null>, before: number): number {
  const [width, setWidth] = useState(before);
  useEffect(() => {
    const element = of.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [of]);
  return width;
}
