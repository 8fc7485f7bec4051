import { canonicalJson } from "../core/canonical-json.ts";
import { Fields, jsonIn } from "./fields.ts";
import { passportIn, type PassportFile } from "./file.ts";
import { type Ask, NotInEvidence } from "./node.ts";

/** What was checked, at which block, and all that a node answered: enough to check it again without any network. */
export interface Evidence {
  /** The passport's file as it was, parsed. */
  readonly passport: unknown;
  /** The block that was checked at. */
  readonly anchor: string;
  readonly answers: readonly Answer[];
}

interface Answer {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly result: unknown;
}

const MOST_CHARACTERS = 128_000_000;
const MOST_ANSWERS = 20_000;

/** Writes down what a node answers; its errors are no evidence, and are asked for in vain later on. */
export function recording(ask: Ask): { readonly ask: Ask; readonly answers: readonly Answer[] } {
  const answers: Answer[] = [];
  const known = new Set<string>();
  return {
    answers,
    async ask(method, params) {
      const result = await ask(method, params);
      const question = questionOf(method, params);
      if (!known.has(question)) answers.push({ method, params, result });
      known.add(question);
      return result;
    },
  };
}

/** Answers from evidence. Who saved it need not be believed any more than a node: everything hangs on the block's hash. */
export function replaying({ answers }: Evidence): Ask {
  const byQuestion = new Map(
    answers.map(({ method, params, result }) => [questionOf(method, params), result]),
  );
  return (method, params) => {
    const question = questionOf(method, params);
    return byQuestion.has(question)
      ? Promise.resolve(byQuestion.get(question))
      : Promise.reject(new NotInEvidence(method));
  };
}

function questionOf(method: string, params: readonly unknown[]): string {
  return canonicalJson([method, params]);
}

/** Evidence as one file. */
export function evidenceText({ passport, anchor, answers }: Evidence): string {
  return JSON.stringify({ kobold: "passport-evidence", version: 1, passport, anchor, answers });
}

/** Whether a text says of itself that it is evidence. */
export function isEvidence(text: string): boolean {
  return text.slice(0, 100).includes('"passport-evidence"');
}

/** Reads evidence, and the passport in it. @throws Unreadable */
export function readEvidence(text: string): { readonly evidence: Evidence; readonly passport: PassportFile } {
  const fields = new Fields(jsonIn(text, MOST_CHARACTERS), "", [
    ...["kobold", "version", "passport", "anchor", "answers"],
  ]);
  fields.oneOf("kobold", "passport-evidence");
  fields.oneOf("version", 1);
  const passport = fields.value("passport");
  const answers = fields.list("answers", MOST_ANSWERS, (value, place) => {
    const answer = new Fields(value, place, ["method", "params", "result"]);
    return {
      method: answer.text("method", 64),
      params: answer.list("params", 4, (param) => param),
      result: answer.value("result"),
    };
  });
  return {
    evidence: { passport, anchor: fields.hex("anchor", 32), answers },
    passport: passportIn(passport, "passport"),
  };
}
