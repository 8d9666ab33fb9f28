import { useEffect, useState } from "react";

/** True once `value` has been true for `delay` milliseconds without a break: what is over sooner needs no words. */
export function useLasting(value: boolean, delay: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return lasting;
}
