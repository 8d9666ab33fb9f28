import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDiagnostics, withoutEscapes } from "#shared/experiment/diagnostics";
import type { Toolchain } from "#shared/experiment/experiment";

/** Output of the compilers in the toolchain images, as it was captured. */
function sample(toolchain: Toolchain, name: string): string[] {
  const text = readFileSync(new URL(`./diagnostics/samples/${name}.txt`, import.meta.url), "utf8");
  return parseDiagnostics(toolchain, text).map(
    ({ file, line, column, endColumn, severity, source, message }) =>
      `${file}:${line}:${column}-${endColumn ?? ""} ${severity} ${source} ${message.split("\n")[0]}`,
  );
}

describe("on what the compilers really print", () => {
  test("javac's errors and warnings have the column of the caret and the word under it", () => {
    expect(sample("java", "javac")).toEqual([
      "src/var/A.java:5:61-62 error javac ';' expected",
      "src/var/B.java:2:37-38 error javac incompatible types: String cannot be converted to int",
      "src/var/B.java:2:42-47 error javac cannot find symbol",
      "src/var/B.java:2:63-70 error javac cannot find symbol",
      "src/var/B.java:2:87-88 error javac cannot find symbol",
      "src/var/B.java:2:109-114 warning javac [deprecation] stop() in Thread has been deprecated",
      "src/var/B.java:2:127-132 warning javac [rawtypes] found raw type: List",
      "src/var/B.java:2:150-160 warning javac [rawtypes] found raw type: ArrayList",
      "src/var/B.java:2:169-170 warning javac [unchecked] unchecked call to add(E) as a member of the raw type List",
    ]);
  });

  test("tsc is read in its plain and in its pretty form, node by its caret, its stack or its importer", () => {
    expect(sample("node", "node")).toEqual([
      "src/a.ts:1:19- error tsc Cannot find module './nowhere' or its corresponding type declarations. (TS2307)",
      "src/a.ts:2:7- error tsc Type 'string' is not assignable to type 'number'. (TS2322)",
      "src/a.ts:3:42- error tsc Type 'string' is not assignable to type 'number'. (TS2322)",
      "src/a.ts:1:19-30 error tsc Cannot find module './nowhere' or its corresponding type declarations. (TS2307)",
      "src/a.ts:2:7-8 error tsc Type 'string' is not assignable to type 'number'. (TS2322)",
      "src/a.ts:3:42-43 error tsc Type 'string' is not assignable to type 'number'. (TS2322)",
      "src/bad.mjs:1:7-8 error node SyntaxError: Unexpected token '='",
      "src/miss.mjs:1:1- error node Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/workspace/src/missing.mjs' imported from /workspace/src/miss.mjs",
      "src/boom.mjs:2:9-10 error node Error: boom",
      "src/cjs.cjs:3:3-4 error node SyntaxError: Unexpected identifier 'c'",
    ]);
  });

  test("python's errors are placed at the deepest frame inside the workspace", () => {
    expect(sample("python", "python")).toEqual([
      "py/a.py:1:1- error python SyntaxError: invalid syntax",
      "py/ind.py:3:1- error python IndentationError: unindent does not match any outer indentation level",
      "py/str.py:1:1- error python SyntaxError: unterminated string literal (detected at line 1)",
      "py/tab.py:3:1- error python TabError: inconsistent use of tabs and spaces in indentation",
      "py/pkg/b.py:2:1- error python NameError: name 'undefined_name' is not defined",
      "py/chain.py:2:1- error python ZeroDivisionError: division by zero",
      "py/chain.py:4:1- error python ValueError: bad",
    ]);
  });

  test("gcc's messages, notes and colours, and the linker's, keep to files of the workspace", () => {
    expect(sample("cpp", "gcc")).toEqual([
      "a.h:1:29-30 warning gcc implicit declaration of function ‘g’ [-Wimplicit-function-declaration]",
      "a.c:3:16-17 error gcc expected ‘;’, ‘,’ or ‘)’ before ‘{’ token",
      "a.h:1:12-13 warning gcc ‘f’ defined but not used [-Wunused-function]",
      "b.cpp:5:30-31 error gcc conversion from ‘int’ to non-scalar type ‘std::string’ {aka ‘std::__cxx11::basic_string<char>’} requested",
      "b.cpp:5:38-41 error gcc invalid conversion from ‘const char*’ to ‘int’ [-fpermissive]",
      "b.cpp:3:10-13 info gcc initializing argument 1 of ‘int over(int)’",
      "b.cpp:5:72-86 error gcc no matching function for call to ‘std::vector<std::__cxx11::basic_string<char> >::push_back(int)’",
      "b.cpp:5:107-114 error gcc ‘missing’ was not declared in this scope",
      "b.cpp:5:92-98 warning gcc unused variable ‘unused’ [-Wunused-variable]",
      "c.c:1:1- error ld undefined reference to `nowhere'",
    ]);
  });
});

describe("on details", () => {
  test("javac's explanations belong to the message", () => {
    const output =
      "src/A.java:3: error: cannot find symbol\n  foo();\n  ^\n  symbol:   method foo()\n  location: class A\n1 error\n";
    expect(parseDiagnostics("java", output)[0]?.message).toBe(
      "cannot find symbol\nsymbol:   method foo()\nlocation: class A",
    );
  });

  test("a tab before the place counts as one column", () => {
    const output = "src/A.java:3: error: cannot find symbol\n\t\tfoo();\n\t\t^\n";
    expect(parseDiagnostics("java", output)).toMatchObject([{ column: 3, endColumn: 6 }]);
  });

  test("make's directories are followed", () => {
    const output =
      "make[1]: Entering directory '/workspace/lib'\nx.c:2:3: error: bad\nmake[1]: Leaving directory '/workspace/lib'\ny.c:1:1: error: bad\nMakefile:7: *** missing separator.  Stop.\n";
    const found = parseDiagnostics("cpp", output).map(({ file, line }) => `${file}:${line}`);
    expect(found).toEqual(["lib/x.c:2", "y.c:1", "Makefile:7"]);
  });

  test.each([
    "/etc/passwd:1:1: error: x",
    "../x.c:1:1: error: x",
    "a/../../x.c:1:1: error: x",
    "/workspacex/a.c:1:1: error: x",
  ])("a place outside the workspace is left out: %s", (output) => {
    expect(parseDiagnostics("cpp", output)).toEqual([]);
  });

  test("another root can be named, and ./ does not matter", () => {
    expect(parseDiagnostics("cpp", "/src/./a.c:1:2: error: x\n./a.c:1:2: error: x", "/src")).toMatchObject([
      { file: "a.c" },
    ]);
  });

  test("line 0 and empty messages are no places", () => {
    expect(parseDiagnostics("cpp", "a.c:0:1: error: x\na.c:1:1: error: ")).toEqual([]);
  });

  test("ordinary output says nothing", () => {
    const output = "Compiling 3 files\nhttp://example.org:80: fine\nok (1,2): done\n  at home\n";
    for (const toolchain of ["java", "node", "python", "cpp"] as const)
      expect(parseDiagnostics(toolchain, output)).toEqual([]);
  });

  test("colours, links and cursor movements are taken out", () => {
    const esc = "\u001b";
    expect(withoutEscapes(`${esc}[01m${esc}[Ka${esc}]8;;http://x${esc}\\b${esc}]0;t\u0007c${esc}[2J`)).toBe("abc");
  });
});

describe("on hostile output", () => {
  const hostile = [
    ":1".repeat(500_000),
    "    at (/".repeat(200_000),
    `${"(".repeat(1900)}\n`.repeat(500),
    `${"a:1:1: error: ".repeat(130)}\n`.repeat(500),
    `    at ${"(/a:1:".repeat(300)}\n`.repeat(500),
    `${"\u001b]".repeat(500_000)}`,
    `File "${'", line 1'.repeat(200)}\n`.repeat(500),
    `${"~".repeat(1900)}^${"~".repeat(50)}\n`.repeat(500),
    "\n".repeat(1_000_000),
  ];
  test.each(["java", "node", "python", "cpp"] as const)("%s answers in time and with a bounded list", (toolchain) => {
    for (const output of hostile) {
      const start = performance.now();
      expect(parseDiagnostics(toolchain, output).length).toBeLessThanOrEqual(500);
      expect(performance.now() - start).toBeLessThan(1500);
    }
  });
});
