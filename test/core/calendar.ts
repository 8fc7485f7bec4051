import { expect } from "chai";
import { describe, it } from "mocha";

import {
  dayOf,
  dayOfTimestamp,
  dayOfWhen,
  isoDateOf,
  isoInstantOf,
  isoMonthOf,
  periodOf,
  whenOf,
} from "../../scripts/core/calendar.ts";
import { codeOf } from "../fixtures/code-of.ts";

describe("the calendar", () => {
  it("counts days from 1970-01-01", () => {
    expect(dayOf("1970-01-01")).to.equal(0);
    expect(dayOf("2000-03-01")).to.equal(11_017);
    expect(dayOf("2026-03-16")).to.equal(20_528);
    expect(isoDateOf(65_535)).to.equal("2149-06-06");
  });

  for (const text of [
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-3-16",
    "16.03.2026",
    "2026-03-16T00:00:00Z",
    "",
  ]) {
    it(`refuses "${text}"`, () => {
      expect(codeOf(() => dayOf(text))).to.equal("BAD_FIGURE");
    });
  }

  it("changes the day at midnight UTC", () => {
    expect(dayOfTimestamp(20_528 * 86_400 - 1)).to.equal(20_527);
    expect(dayOfTimestamp(20_528 * 86_400)).to.equal(20_528);
  });

  it("changes the period with the month, leap years included", () => {
    expect(periodOf(0)).to.equal(0);
    expect(periodOf(dayOf("1970-12-31"))).to.equal(11);
    expect(periodOf(dayOf("1971-01-01"))).to.equal(12);
    expect(periodOf(dayOf("2028-02-29"))).to.equal(697);
    expect(periodOf(dayOf("2028-03-01"))).to.equal(698);
    expect(periodOf(dayOf("2100-02-28") + 1)).to.equal(1562);
    for (const day of ["1970-01-31", "1971-01-01", "2028-02-29", "2026-12-31"])
      expect(isoMonthOf(periodOf(dayOf(day)))).to.equal(day.slice(0, 7));
  });

  it("writes a block's timestamp as an instant of UTC", () => {
    expect(isoInstantOf(20_528n * 86_400n + 3_661n)).to.equal("2026-03-16T01:01:01Z");
  });

  it("puts a day and its month into one number, and reads the day out of it", () => {
    // 2026-03-16 in month 674
    expect(whenOf(20_528)).to.equal(20_528n + 65_536n * 674n);
    for (const day of [0, 20_528, 65_535]) expect(dayOfWhen(whenOf(day))).to.equal(BigInt(day));
    for (const day of [-1, 65_536]) expect(codeOf(() => whenOf(day))).to.equal("OUT_OF_RANGE");
  });

  it("reads back every day that 16 bits hold", () => {
    for (let day = 0; day < 65_536; day += 97) expect(dayOf(isoDateOf(day))).to.equal(day);
  });
});
