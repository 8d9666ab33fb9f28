import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

/** Makes docs/screenshots/ anew: npx playwright test --config playwright.screenshots.config.ts */
export default defineConfig({ ...tests, testMatch: "**/*.shots.ts", timeout: 900_000, workers: 1 });
