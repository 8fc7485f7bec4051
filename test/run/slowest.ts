import { after, afterEach } from "mocha";

/** Root hooks: at the end of a run they print the three slowest tests, so that the suite stays quick. */
const durations: { title: string; ms: number }[] = [];

afterEach(function () {
  const test = this.currentTest;
  if (test?.duration !== undefined) durations.push({ title: test.fullTitle(), ms: test.duration });
});

after(() => {
  const slowest = durations.sort((a, b) => b.ms - a.ms).slice(0, 3);
  console.log("\n  Three slowest tests");
  for (const { title, ms } of slowest) console.log(`  ${String(ms).padStart(7)} ms  ${title}`);
});
