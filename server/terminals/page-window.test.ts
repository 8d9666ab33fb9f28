import { describe, expect, it } from "vitest";
import { PageWindow } from "#server/terminals/page-window";
import { TerminalId } from "#shared/ids";
import { terminalWindowBytes } from "#shared/socket/catalogue";

const terminals = Array.from({ length: 100 }, (_, index) => TerminalId.parse(`terminal_${index}abcdef`));
const flood = 64 * 1024;

describe("PageWindow", () => {
  it("leaves the whole window to one flood, however many quiet terminals are beside it", () => {
    const window = new PageWindow();
    const shares = terminals.map((terminal, index) => window.share(terminal, index === 0 ? flood : 100));
    expect(new Set(shares)).toEqual(new Set([terminalWindowBytes]));
  });

  it("divides among floods so that all together stay below what one may have, and none is starved", () => {
    const window = new PageWindow();
    for (const terminal of terminals.slice(0, 10)) window.share(terminal, flood);
    const shares = terminals.slice(0, 10).map((terminal) => window.share(terminal, flood));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(terminalWindowBytes / 2);
    for (const terminal of terminals) window.share(terminal, flood);
    expect(Math.min(...terminals.map((terminal) => window.share(terminal, flood)))).toBeGreaterThanOrEqual(8 * 1024);
  });

  it("gives back the share of a terminal that fell silent", () => {
    const window = new PageWindow();
    for (const terminal of terminals.slice(0, 2)) window.share(terminal, flood);
    for (const terminal of terminals.slice(1, 2)) window.share(terminal, 0);
    expect(terminals.slice(0, 1).map((terminal) => window.share(terminal, flood))).toEqual([terminalWindowBytes]);
  });
});
