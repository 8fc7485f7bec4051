import { KoboldError } from "./errors.ts";

/** No node takes a signed transaction as it is, nor would it if the same bytes were sent again at once. */
export class TransactionRefused extends KoboldError {}
