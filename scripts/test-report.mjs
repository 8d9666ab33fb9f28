// Adds up the reports of Vitest and Playwright and prints "N passed, N failed, N skipped".
// usage: node scripts/test-report.mjs FOLDER SUITE...
// Ends with 1 when a test failed, when a suite ran no test, or, with CI=true, when a test was skipped.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const [folder = "", ...suites] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const complaints = [];

for (const suite of suites) {
  const counts = read(path.join(folder, `${suite}.json`));
  if (!counts) complaints.push(`${suite}: there is no report; the test runner did not finish.`);
  else if (counts.passed + counts.failed === 0) complaints.push(`${suite}: no test ran.`);
  if (!counts) continue;
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  // A test that passes only the second time hides something: it does not stop a landing, but nobody may overlook it.
  if (counts.flaky > 0) process.stdout.write(`${suite}: ${counts.flaky} passed only on a second try.\n`);
  if (counts.broken) complaints.push(`${suite}: a test file or a hook failed outside of any test.`);
}
if (process.env.CI === "true" && total.skipped > 0) complaints.push("In CI every test must run; some were skipped.");

for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 || complaints.length > 0 ? 1 : 0;

/** @param {string} file */
function read(file) {
  if (!existsSync(file)) return undefined;
  const report = JSON.parse(readFileSync(file, "utf8"));
  return report.stats ? fromPlaywright(report) : fromVitest(report);
}

/** @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors?: unknown[] }} report */
function fromPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    flaky: stats.flaky,
    skipped: stats.skipped,
    broken: errors.length > 0,
  };
}

/** @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, success: boolean }} report */
function fromVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    flaky: 0,
    skipped: report.numPendingTests + report.numTodoTests,
    broken: !report.success && report.numFailedTests === 0,
  };
}
