import type { Words } from "./words/en.ts";

const DAY_MS = 86_400_000;
const BILLION = 1e9;
const GRAMS_PER_TONNE = 1e6;

/** Days, masses and shares as the reader's language writes them. */
export interface Figures {
  /** Of a day since 1970. */
  readonly day: (day: number) => string;
  /** Of seconds since 1970, in UTC. */
  readonly moment: (seconds: number) => string;
  readonly count: (count: number | string) => string;
  readonly seconds: (milliseconds: number) => string;
  /** In tonnes, kilograms or grams, exactly. */
  readonly mass: (grams: string | number) => string;
  /** Of parts per billion, exactly. */
  readonly share: (billionths: string) => string;
  /** kg CO2e per kg, of grams per tonne, exactly. */
  readonly perKg: (gramsPerTonne: string) => string;
}

export function figuresIn({ locale }: Words): Figures {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 7 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    day: (day) => dates.format(day * DAY_MS),
    moment: (seconds) => `${moments.format(seconds * 1000)} UTC`,
    count: (count) => numbers.format(Number(count)),
    seconds: (milliseconds) => tenths.format(milliseconds / 1000),
    mass: (grams) => {
      const value = Number(grams);
      if (value >= GRAMS_PER_TONNE) return `${numbers.format(value / GRAMS_PER_TONNE)} t`;
      return value >= 1000 ? `${numbers.format(value / 1000)} kg` : `${numbers.format(value)} g`;
    },
    share: (billionths) => percent.format(Number(billionths) / BILLION),
    perKg: (gramsPerTonne) => numbers.format(Number(gramsPerTonne) / GRAMS_PER_TONNE),
  };
}
