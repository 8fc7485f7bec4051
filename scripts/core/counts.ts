import { counted, phrase } from "./phrase.ts";

type Count = number | bigint;

export const bytes = (n: Count) => counted(n, phrase`${n} byte`, phrase`${n} bytes`);
export const days = (n: Count) => counted(n, phrase`${n} day`, phrase`${n} days`);
export const decimals = (n: Count) => counted(n, phrase`${n} decimal`, phrase`${n} decimals`);
export const lots = (n: Count) => counted(n, phrase`${n} lot`, phrase`${n} lots`);
export const packs = (n: Count) => counted(n, phrase`${n} pack`, phrase`${n} packs`);
export const permits = (n: Count) => counted(n, phrase`${n} permit`, phrase`${n} permits`);
export const rows = (n: Count) => counted(n, phrase`${n} row`, phrase`${n} rows`);
export const sites = (n: Count) => counted(n, phrase`${n} site`, phrase`${n} sites`);
export const units = (n: Count) => counted(n, phrase`${n} unit`, phrase`${n} units`);
