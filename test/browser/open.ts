import { type Browser, chromium } from "playwright-core";

import { findBrowser } from "./find.ts";

/**
 * Starts the tests' browser, without a window.
 * @throws Error that says what to install, where there is none or it does not run
 */
export async function openBrowser(env = process.env): Promise<Browser> {
  const executablePath = findBrowser(env);
  if (executablePath === undefined) {
    throw new Error("there is no browser: run `npm test`, which brings one, or name a Chrome by CHROME_PATH");
  }
  try {
    return await chromium.launch({ executablePath });
  } catch (cause) {
    const missing = /lib[\w.+-]+\.so[\w.]*/.exec(String(cause))?.[0];
    const why = missing === undefined ? "does not start" : `lacks the library ${missing}`;
    const remedy = "on Debian or Ubuntu: apt-get install libnss3 libnspr4 libexpat1 fonts-dejavu-core";
    throw new Error(`the browser ${executablePath} ${why}; ${remedy}`, { cause });
  }
}
